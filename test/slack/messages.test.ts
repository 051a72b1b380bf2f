import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/checks/report.ts';
import { amendedNote } from '../../src/slack/amended-note.ts';
import type { Message } from '../../src/slack/blocks.ts';
import { checkingMessage } from '../../src/slack/checking-message.ts';
import { diagnosisMessage, type EngineersDiagnosis } from '../../src/slack/diagnosis-message.ts';
import { errorMessage, noticeMessage } from '../../src/slack/error-message.ts';
import { evidenceModal } from '../../src/slack/evidence-modal.ts';
import { markup } from '../../src/slack/markup.ts';
import { summaryMessage, type DrawnSummary, type SummaryEntry } from '../../src/slack/summary-message.ts';
import { ASKED_PLAINLY, readDiagnosisIds } from '../../src/slack/target.ts';
import { ignoredMessage } from '../../src/slack/usage-message.ts';
import { slackEn } from '../../src/words/slack.en.ts';
import { refusalOfMessage, refusalOfModal } from '../../src/sandbox/stand-ins/slack/block-rules.ts';
import { drawAsText } from '../../src/sandbox/stand-ins/slack/draw-as-text.ts';
import { anyText, evidence, report } from './arbitraries.ts';

const duke: Report = {
  state: 'missing',
  headline: {
    subject: 'Duke Health (DUK) Charlotte',
    kind: 'clinic',
    shortId: 'b8608be4',
    statement: 'missing: the weekly run made no link',
  },
  lines: [
    { label: 'Certain', text: 'no link at any of the last 8 Mondays.' },
    { label: null, text: '✗✗✗✗✗✗✗✗ 2 June – 21 July' },
  ],
  asOf: 'Thu 24 July 2025 05:31 PDT',
  links: [{ label: 'Sentry', url: 'https://sentry.example/issues/30146/' }],
  summary: 'Duke Health (DUK) Charlotte: missing, the weekly run made no link',
  confidence: 'likely',
};

/** What Slack, as the stand-in knows it, says against a message. */
function refusal({ text, blocks }: Message): unknown {
  return refusalOfMessage(text, blocks);
}

/** Nothing around the report that it need not have. */
function plainly(shown: Report): EngineersDiagnosis {
  return {
    diagnosisId: 'd-1',
    report: shown,
    preface: null,
    howAsked: ASKED_PLAINLY,
    canShare: false,
    hasTimeline: false,
    hasDirectory: false,
  };
}

function summaryOf(entries: readonly SummaryEntry[], over: Partial<DrawnSummary> = {}): Message {
  const noun = { one: 'provider', many: 'providers' };
  const drawn = { entries, noun, preface: null, howAsked: ASKED_PLAINLY, canShare: false };
  return summaryMessage({ ...drawn, ...over }, slackEn);
}

describe('a diagnosis', () => {
  it('reads as people are used to, the state in its first line', () => {
    expect(drawAsText(diagnosisMessage(plainly(duke), slackEn))).toBe(
      [
        '🔴 Duke Health (DUK) Charlotte · clinic · b8608be4 · missing: the weekly run made no link',
        'Certain: no link at any of the last 8 Mondays.',
        '✗✗✗✗✗✗✗✗ 2 June – 21 July',
        '[Sentry] [Evidence] [Check again]',
        '[This is right] [This is wrong] [Open incident]',
      ].join('\n'),
    );
  });

  it('makes sense in a notification', () => {
    expect(diagnosisMessage(plainly(duke), slackEn).text).toBe(
      '🔴 Duke Health (DUK) Charlotte: missing, the weekly run made no link',
    );
  });

  it('counts the lines that there is no room for', () => {
    const lines = Array.from({ length: 15 }, (_, index) => ({ label: null, text: `line ${index + 1}` }));
    const drawn = drawAsText(diagnosisMessage(plainly({ ...duke, lines }), slackEn)).split('\n');
    expect(drawn.slice(-4, -1)).toEqual([
      'line 10',
      '… 5 more lines, 35 characters',
      '[Sentry] [Evidence] [Check again]',
    ]);
    expect(drawn).toHaveLength(14);
  });

  it('says that a link is too long instead of dropping it', () => {
    const url = `https://grafana.example/explore?q=${'x'.repeat(3_000)}`;
    const drawn = drawAsText(
      diagnosisMessage(plainly({ ...duke, links: [{ label: 'Grafana', url }] }), slackEn),
    );
    expect(drawn).toContain('Grafana: the link is too long for Slack (3,034 characters).');
    expect(drawn).toContain('\n[Evidence] [Check again]');
  });

  it('is taken by Slack, short and in one piece, whatever stands in the report', () => {
    fc.assert(
      fc.property(report, (arbitrary) => {
        const message = diagnosisMessage(plainly(arbitrary), slackEn);
        expect(refusal(message)).toBeNull();
        const [body] = message.blocks;
        const text = body?.type === 'section' ? (body.text?.text ?? '') : '';
        expect(text.split('\n').length).toBeLessThanOrEqual(12);
        expect(text.length).toBeLessThanOrEqual(1_500);
        expect(text).not.toMatch(/[<>]/u);
      }),
      { numRuns: 250 },
    );
  });

  it('lets no name mention anybody or forge a line', () => {
    const subject = '<!channel> <@U1> *x* `y`\n*Next:* call me';
    const { blocks, text } = diagnosisMessage(
      plainly({ ...duke, headline: { ...duke.headline, subject }, summary: subject }),
      slackEn,
    );
    const sent = JSON.stringify([blocks, text]);
    expect(sent).not.toContain('<');
    expect(drawAsText({ blocks, text }).split('\n')[0]).toBe(
      '🔴 <!channel> <@U1> ∗x∗ ˋyˋ ∗Next:∗ call me · clinic · b8608be4 · missing: the weekly run made no link',
    );
    expect(sent).not.toMatch(/"type":"mrkdwn"(?![^}]*"verbatim":true)/u);
  });
});

describe('several diagnoses', () => {
  it('are one line each with a button, under a count of the states', () => {
    const fine: Report = {
      ...duke,
      state: 'on-schedule',
      headline: { ...duke.headline, subject: 'PAM', statement: 'on schedule' },
    };
    const entries = [
      { diagnosisId: 'd-1', report: duke },
      { diagnosisId: 'd-2', report: fine },
    ];
    expect(drawAsText(summaryOf(entries))).toBe(
      [
        '2 providers: 1 missing, 1 on schedule',
        '🔴 Duke Health (DUK) Charlotte · clinic · b8608be4 · missing: the weekly run made no link [Show]',
        '🟢 PAM · clinic · b8608be4 · on schedule [Show]',
        '[Open incident]',
      ].join('\n'),
    );
  });

  it('may be shared all at once, in one button, by whoever alone sees them', () => {
    const diagnosisIds = Array.from({ length: 10 }, () => crypto.randomUUID());
    const entries = diagnosisIds.map((diagnosisId) => ({ diagnosisId, report: duke }));
    const shared = summaryOf(entries, { canShare: true });
    expect(drawAsText(shared).split('\n').at(-1)).toBe('[Share here] [Open incident]');
    const last = shared.blocks.at(-1);
    const [button] = last?.type === 'actions' ? last.elements : [];
    const value = button !== undefined && 'value' in button ? button.value : undefined;
    expect(readDiagnosisIds(value ?? '')).toEqual(diagnosisIds);
  });

  it('are taken by Slack, whatever stands in the reports', () => {
    fc.assert(
      fc.property(fc.array(report, { minLength: 2, maxLength: 10 }), (reports) => {
        const entries = reports.map((one, index) => ({ diagnosisId: `d-${index}`, report: one }));
        const preface = markup`Shared by ${'<@U1>'}`;
        expect(refusal(summaryOf(entries, { preface, canShare: true }))).toBeNull();
        expect(
          refusal(
            amendedNote(
              reports.map((one) => ({ before: one, after: one })),
              slackEn,
            ),
          ),
        ).toBeNull();
      }),
      { numRuns: 200 },
    );
  });
});

describe('the evidence', () => {
  it('shows each finding with its query as it is', () => {
    const modal = evidenceModal(
      {
        title: 'Duke Health',
        sections: [
          {
            heading: 'Loki',
            lines: ['0 lines, apps logging'],
            query: '{app=~"edge|backend"} |= `Failed & <late>`',
            link: { label: 'Grafana', url: 'https://grafana.example/explore' },
          },
        ],
      },
      slackEn,
    );
    expect(drawAsText({ text: '', blocks: modal.blocks })).toBe(
      [
        'Duke Health',
        'Loki',
        '0 lines, apps logging',
        '    {app=~"edge|backend"} |= `Failed & <late>`',
        '[Grafana]',
      ].join('\n'),
    );
  });

  it('counts the sections that there is no room for', () => {
    const sections = Array.from({ length: 12 }, (_, index) => ({
      heading: `finding ${index}`,
      lines: Array.from({ length: 4 }, () => 'x'.repeat(900)),
      query: null,
      link: null,
    }));
    const { blocks } = evidenceModal({ title: 'all', sections }, slackEn);
    expect(drawAsText({ text: '', blocks }).split('\n').at(-1)).toBe('… 9 more sections, 32,483 characters');
  });

  it('is taken by Slack, whatever stands in it', () => {
    fc.assert(
      fc.property(evidence, (arbitrary) => {
        expect(refusalOfModal(evidenceModal(arbitrary, slackEn))).toBeNull();
      }),
      { numRuns: 200 },
    );
  });
});

describe('other messages', () => {
  it('show which sources have answered', () => {
    const message = checkingMessage(
      { noun: { one: 'provider', many: 'providers' }, subjectCount: 2 },
      [
        { source: 'sentry', status: 'ok' },
        { source: 'loki', status: 'asking' },
        { source: 'delivery', status: 'failed' },
      ],
      slackEn,
    );
    expect(drawAsText(message)).toBe(
      '⏳ Checking 2 providers …\nSentry answered · Loki asking … · database failed',
    );
  });

  it('are taken by Slack, whatever stands in them', () => {
    fc.assert(
      fc.property(anyText, fc.array(anyText, { minLength: 1 }), (text, words) => {
        expect(refusal(noticeMessage('⚠️', text, slackEn))).toBeNull();
        expect(refusal(errorMessage(text, slackEn))).toBeNull();
        expect(refusal(ignoredMessage(words, slackEn))).toBeNull();
      }),
      { numRuns: 300 },
    );
  });
});
