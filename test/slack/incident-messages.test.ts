import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { STATES } from '../../src/diagnosis/verdict.ts';
import { STATUSES, type Status } from '../../src/incidents/fact.ts';
import { factReportOf } from '../../src/incidents/fact-report.ts';
import type { FactReport, RootReport, SaidLine } from '../../src/incidents/incident-report.ts';
import type { Incident } from '../../src/incidents/incident.ts';
import { rootReportOf } from '../../src/incidents/root-report.ts';
import { timelineReportOf } from '../../src/incidents/timeline-report.ts';
import { drawAsText } from '../../src/sandbox/stand-ins/slack/draw-as-text.ts';
import { refusalOfMessage } from '../../src/sandbox/stand-ins/slack/block-rules.ts';
import { asRepeat } from '../../src/slack/as-repeat.ts';
import type { Message } from '../../src/slack/blocks.ts';
import { incidentClosedMessage } from '../../src/slack/incident-closed-message.ts';
import { incidentListMessage, incidentRows } from '../../src/slack/incident-list.ts';
import { incidentRoot } from '../../src/slack/incident-root.ts';
import { readOthersTarget } from '../../src/slack/incident-target.ts';
import { incidentFact } from '../../src/slack/incident-thread.ts';
import { incidentTimelineMessage } from '../../src/slack/incident-timeline-message.ts';
import { spoken } from '../../src/slack/spoken.ts';
import { LOCALES } from '../../src/words/locale.ts';
import type { Said } from '../../src/words/said.ts';
import { slackEn } from '../../src/words/slack.en.ts';
import { wordsIn } from '../../src/words/slack.ts';
import { EVERYTHING, missed, others, tellingIn } from '../incidents/all-facts.ts';
import { added, BOT, incidentOf, missing, OPENED, OPENED_MS, opened, told } from '../incidents/example.ts';
import { anyText } from './arbitraries.ts';

const EN = tellingIn('en');
/** The only person that sentences name; names from outside may pretend to be another one. */
const WHO = 'U9';

const NOTHING: Message = { text: '', blocks: [] };
const textOf = (message: Message): string => drawAsText(message);
const refusalOf = ({ text, blocks }: Message): unknown => refusalOfMessage(text, blocks);

const rootOf = (incident: Incident, threadUrl: string | null = null): Message =>
  incidentRoot(
    { incidentId: incident.id, status: incident.status, report: rootReportOf(incident, EN), threadUrl },
    slackEn,
  );

const factOf = (incident: Incident, kind: string): Message | null => {
  const fact = incident.facts.findLast(({ body }) => body.kind === kind);
  const report = fact === undefined ? null : factReportOf(fact, incident, EN);
  if (fact === undefined || report === null) return null;
  return incidentFact({ incidentId: incident.id, seq: fact.seq, report }, slackEn);
};

/** What can be pressed in a message: what it is called, and what comes back. */
function buttonsIn({ blocks }: Message): readonly { readonly actionId: string; readonly value: string }[] {
  return blocks.flatMap((block) => {
    const elements =
      block.type === 'actions' ? block.elements : 'accessory' in block ? [block.accessory] : [];
    return elements.flatMap((element) =>
      element?.type === 'button' ? [{ actionId: element.action_id ?? '', value: element.value ?? '' }] : [],
    );
  });
}

/** Everything in a message but its buttons, line by line. */
function linesIn({ blocks }: Message): readonly string[] {
  return blocks.flatMap((block) => {
    if (block.type === 'section') return (block.text?.text ?? '').split('\n');
    if (block.type !== 'context') return [];
    return block.elements.flatMap((element) => ('text' in element ? element.text.split('\n') : []));
  });
}

/** The same without what a person has written at length, which is quoted. */
const ownLinesIn = (message: Message): readonly string[] =>
  linesIn(message).filter((each) => !each.startsWith('>'));

/** Nobody but `WHO` is mentioned, no more often than the sentences do, and nothing links or broadcasts. */
function expectHarmless(message: Message, mentions = Infinity): void {
  const markups = [message.text, ...linesIn(message)];
  for (const markup of markups) expect(markup.replaceAll(`<@${WHO}>`, '')).not.toMatch(/<[!@#h]/u);
  const mentioned = linesIn(message).join('').split(`<@${WHO}>`).length - 1;
  expect(mentioned).toBeLessThanOrEqual(mentions);
}

const outside = fc.oneof(
  anyText,
  anyText.map((text) => `\uE000${text}\uE000`),
);
const said: fc.Arbitrary<Said> = fc
  .array(fc.oneof(outside, fc.constant({ userId: WHO })), { minLength: 1, maxLength: 5 })
  .map((parts) => ['x', ...parts]);
const line: fc.Arbitrary<SaidLine> = fc.record(
  { label: fc.option(outside), said, state: fc.constantFrom(...STATES) },
  { requiredKeys: ['label', 'said'] },
);
const mentionsIn = (lines: readonly SaidLine[]): number =>
  lines.flatMap((each) => each.said).filter((part) => typeof part === 'object').length;

describe('the root message of an incident', () => {
  it('reads as a person needs it, with what can be done', () => {
    expect(textOf(rootOf(opened(missed('a'), missing('b', 'other'))))).toBe(
      [
        '🚨 #7 P2 · clinics silently skipped · reported',
        'Began: Mon 21 July 11:00 PDT',
        'Reported: Thu 24 July 07:00 PDT by help desk',
        'Affected: 2 of 2 widgets missing',
        '🔴 Clinic A (#a) · [missing/skipped]',
        '🔴 Clinic B (#b) · [missing/other]',
        'Lead: nobody yet',
        'Next proof: Mon 28 July 13:10 PDT (planned for Mon 28 July 11:00 PDT)',
        'Last check: none yet',
        '[I’m on it] [Mitigated] [Resolved] [Change severity]',
      ].join('\n'),
    );
  });

  it.each<readonly [Status, readonly string[]]>([
    ['reported', ['take-lead', 'incident-mitigated', 'incident-resolved', 'change-severity']],
    ['acknowledged', ['take-lead', 'incident-mitigated', 'incident-resolved', 'change-severity']],
    ['mitigated', ['take-lead', 'incident-resolved', 'change-severity']],
    ['resolved', ['incident-reopen', 'incident-close']],
    ['closed', ['incident-reopen']],
  ])('has the buttons of its status: %s', (status, expected) => {
    const report = rootReportOf(opened(), EN);
    const message = incidentRoot({ incidentId: 'i-7', status, report, threadUrl: null }, slackEn);
    const controls = buttonsIn(message);
    expect(controls.map(({ actionId }) => actionId)).toEqual(expected);
    expect(new Set(controls.map(({ value }) => value))).toEqual(new Set(['i-7']));
  });

  it('leads to its thread where that stands elsewhere', () => {
    const url = 'https://slack.example/archives/C1/p1';
    expect(textOf(rootOf(opened(), url))).toMatch(/\[Go to the thread\]$/u);
    expect(JSON.stringify(rootOf(opened(), url))).toContain(url);
  });

  it('takes no more than 14 lines and 2,500 characters, whoever is in it and whatever they are called', () => {
    const names = fc.array(fc.tuple(outside, outside), { maxLength: 40 });
    fc.assert(
      fc.property(names, outside, fc.option(outside), (people, title, reporter) => {
        const subjects = people.map(([name, code], index) => {
          const seen = missing(`m${index}`, code);
          return { ...seen, standing: { ...seen.standing, outcome: { ...seen.standing.outcome, name } } };
        });
        const reportedBy = reporter === null ? null : ({ kind: 'named', name: reporter } as const);
        const incident = incidentOf([
          told({ ...OPENED, title, reportedBy }),
          ...subjects.map((seen) => told(added(seen))),
          told(
            others(
              people.map(([name]) => name),
              null,
            ),
            OPENED_MS,
            BOT,
          ),
        ]);
        const message = asRepeat(rootOf(incident), slackEn);
        expect(refusalOf(message)).toBeNull();
        expectHarmless(message, 0);
        expect(linesIn(message).length).toBeLessThanOrEqual(14);
        expect(linesIn(message).join('\n').length).toBeLessThanOrEqual(2_500);
      }),
      { numRuns: 60 },
    );
  });

  it('is taken by Slack whatever its report says, in both languages', () => {
    const reports: fc.Arbitrary<RootReport> = fc.record({
      number: fc.nat(),
      headline: outside,
      status: outside,
      isAtOdds: fc.boolean(),
      lines: fc.array(line, { maxLength: 12 }),
      summary: outside,
    });
    fc.assert(
      fc.property(
        reports,
        fc.constantFrom(...STATUSES),
        fc.constantFrom(...LOCALES),
        (report, status, locale) => {
          const words = wordsIn(locale);
          const message = asRepeat(
            incidentRoot({ incidentId: 'i', status, report, threadUrl: null }, words),
            words,
          );
          expect(refusalOf(message)).toBeNull();
          expectHarmless(message, mentionsIn(report.lines));
          expect(linesIn(message).length).toBeLessThanOrEqual(14);
          expect(linesIn(message).join('\n').length).toBeLessThanOrEqual(2_500);
        },
      ),
    );
  });
});

describe('a fact in the thread', () => {
  it('stands with the evidence of each subject, to be looked at and checked again', () => {
    const incident = incidentOf([
      told(OPENED),
      ...['a', 'b'].map((id) => told({ ...added(missed(id)), why: 'opening' })),
    ]);
    const message = factOf(incident, 'opened');
    expect(message === null ? null : textOf(message)).toBe(
      [
        'Opened by <@U1> · Thu 24 July 08:00 PDT',
        'Reported: Thu 24 July 07:00 PDT by help desk',
        '🔴 Clinic A (#a) · [missing/skipped]; since Mon 21 July 11:00 PDT; 1 planned run missed',
        '[Evidence] [Check again]',
        '🔴 Clinic B (#b) · [missing/skipped]; since Mon 21 July 11:00 PDT; 1 planned run missed',
        '[Evidence] [Check again]',
      ].join('\n'),
    );
    expect(buttonsIn(message ?? NOTHING).map(({ value }) => value)).toEqual([
      'diagnosis-of-a',
      'diagnosis-of-a',
      'diagnosis-of-b',
      'diagnosis-of-b',
    ]);
  });

  const openedWith = (summary: string) =>
    factOf(incidentOf([told({ ...OPENED, summary }), told(added(missed('a')))]), 'opened') ?? NOTHING;
  const quotedIn = (message: Message): readonly string[] =>
    linesIn(message).filter((each) => each.startsWith('>'));

  it('tells the summary whole, line by line as it was written, and as a quotation', () => {
    const summary = ['8 not expected', '', '> Opened by the bot', '*First digest:* 12 & more'].join('\n');
    expect(quotedIn(openedWith(summary))).toEqual([
      '> 8 not expected',
      '>',
      '> › Opened by the bot',
      '> ∗First digest:∗ 12 &amp; more',
    ]);
    const long = Array.from({ length: 30 }, (_, index) => `${index} ${'word '.repeat(19)}`.slice(0, 99));
    expect(quotedIn(openedWith(long.join('\n'))).map((each) => each.slice(2))).toEqual(
      long.map((each) => each.trim()),
    );
    expect(linesIn(openedWith(long.join('\n'))).join('\n')).not.toContain('more character');
  });

  it('never cuts the summary inside a word, and says where the whole of it stands', () => {
    const summary = '&&&&&&&& '.repeat(333).trim();
    const message = openedWith(summary);
    expect(refusalOf(asRepeat(message, slackEn))).toBeNull();
    const last = quotedIn(message).at(-1);
    expect(last).toMatch(/^> … [\d,]+ more characters: .*\/portal-incident postmortem/u);
    const words = quotedIn(message)
      .slice(0, -1)
      .flatMap((each) => each.slice(2).split(' '));
    expect(new Set(words)).toEqual(new Set(['&amp;'.repeat(8)]));
  });

  it('is followed by messages with everybody for whom it has no room, also where there are sixty', () => {
    const names = Array.from({ length: 60 }, (_, index) => `m${index}`);
    const incident = incidentOf([
      told(OPENED),
      ...names.map((id) => told({ ...added(missed(id)), why: 'opening' })),
    ]);
    const messages = incident.facts.flatMap((fact) => {
      const report = factReportOf(fact, incident, EN);
      return report === null ? [] : [incidentFact({ incidentId: 'i', seq: fact.seq, report }, slackEn)];
    });
    const drawn = messages.map(textOf).join('\n');
    expect(messages.map(refusalOf)).toEqual(messages.map(() => null));
    expect(names.filter((id) => !drawn.includes(`(#${id})`))).toEqual([]);
  });

  it('lets those of each verdict be added that others have, in one message of no more than 12 lines', () => {
    const codes = Array.from({ length: 12 }, (_, index) => `code-${index}`);
    const incident = incidentOf([
      told(OPENED),
      ...codes.map((code) => told(added(missing(code, code)))),
      ...codes.map((code) => told({ ...others([`x-${code}`], 212), code }, OPENED_MS, BOT)),
    ]);
    const first = incident.facts.find(({ body }) => body.kind === 'others-seen');
    const report = first === undefined ? null : factReportOf(first, incident, EN);
    if (first === undefined || report === null) throw new Error('it is told');
    const message = asRepeat(incidentFact({ incidentId: 'i', seq: first.seq, report }, slackEn), slackEn);
    expect(refusalOf(message)).toBeNull();
    expect(linesIn(message).length).toBeLessThanOrEqual(12);
    expect(buttonsIn(message).map(({ value }) => readOthersTarget(value).seq)).toEqual(
      Array.from({ length: 8 }, (_, index) => first.seq + index),
    );
  });

  it('lets others be added: those of this very fact', () => {
    const incident = incidentOf([
      told(OPENED),
      told(added(missed('a'))),
      told(others(['x'], 212), OPENED_MS, BOT),
    ]);
    const [control] = buttonsIn(factOf(incident, 'others-seen') ?? NOTHING);
    expect(control?.actionId).toBe('add-others');
    expect(readOthersTarget(control?.value ?? '')).toEqual({ incidentId: incident.id, seq: 3 });
  });

  it('lets a proposal be followed', () => {
    const message = factOf(EVERYTHING, 'resolution-proposed');
    const [control] = buttonsIn(message ?? NOTHING);
    expect([control?.actionId, control?.value]).toEqual(['incident-resolved', EVERYTHING.id]);
  });

  it('is taken by Slack for every kind of fact, in both languages, as a repeat too', () => {
    for (const locale of LOCALES) {
      for (const fact of EVERYTHING.facts) {
        const report = factReportOf(fact, EVERYTHING, tellingIn(locale));
        if (report === null) continue;
        const words = wordsIn(locale);
        const message = asRepeat(incidentFact({ incidentId: 'i', seq: fact.seq, report }, words), words);
        expect(refusalOf(message)).toBeNull();
        expect(linesIn(message).length).toBeLessThanOrEqual(12);
      }
    }
  });

  it('takes no more than 12 lines, however many an incident is opened with and whatever people wrote', () => {
    fc.assert(
      fc.property(fc.array(outside, { maxLength: 60 }), outside, outside, (names, summary, note) => {
        const incident = incidentOf([
          told({ ...OPENED, summary, detectedAtMs: OPENED_MS }),
          ...names.map((name, index) => {
            const seen = missing(`m${index}`);
            const outcome = { ...seen.standing.outcome, name };
            return told({ ...added(seen), standing: { ...seen.standing, outcome }, why: 'opening' });
          }),
          told({ kind: 'note', text: note }),
        ]);
        for (const kind of ['opened', 'note']) {
          const message = factOf(incident, kind);
          if (message === null) throw new Error(`${kind} is told`);
          const marked = asRepeat(message, slackEn);
          expect(refusalOf(marked)).toBeNull();
          expect(ownLinesIn(marked).length).toBeLessThanOrEqual(12);
          expect(linesIn(marked).join('').replaceAll('<@U1>', '')).not.toMatch(/<[!@#h]/u);
        }
        const rest = Math.max(0, names.length - 6);
        const isCounted = linesIn(factOf(incident, 'opened') ?? NOTHING).some((each) =>
          each.startsWith(`and ${rest} more, `),
        );
        expect(isCounted).toBe(rest > 0);
      }),
      { numRuns: 60 },
    );
  });

  it('is taken by Slack whatever its report says', () => {
    const reports: fc.Arbitrary<FactReport> = fc
      .record({
        lines: fc.array(line, { minLength: 1, maxLength: 20 }),
        summary: said,
        isForChannel: fc.boolean(),
        evidence: fc.array(line, { maxLength: 6 }),
        hasOthers: fc.boolean(),
        proposesResolution: fc.boolean(),
        offersReopening: fc.boolean(),
        quoted: fc.option(fc.record({ label: fc.constant('Summary'), text: outside })),
        furtherLines: fc.array(line, { maxLength: 7 }),
      })
      .map(({ evidence, hasOthers, ...report }) => ({
        ...report,
        furtherLines: report.furtherLines.slice(evidence.length),
        evidenceOf: evidence.map((each, index) => ({
          checkId: 'widgets',
          subjectId: `s${index}`,
          diagnosisId: `d${index}`,
          line: each,
        })),
        picturesOf: [],
        addable: hasOthers ? [{ seq: 3, line: { label: null, said: ['x'] } }] : [],
      }));
    fc.assert(
      fc.property(reports, (report) => {
        const message = asRepeat(incidentFact({ incidentId: 'i', seq: 1, report }, slackEn), slackEn);
        expect(refusalOf(message)).toBeNull();
        expect(ownLinesIn(message).length).toBeLessThanOrEqual(12);
        const all = [...report.lines, ...report.evidenceOf.map((each) => each.line), ...report.furtherLines];
        expectHarmless(message, mentionsIn(all));
      }),
    );
  });
});

describe('a sentence with people', () => {
  it('mentions them where they stand, and nobody whom a name pretends to be', () => {
    const sentence: Said = [{ userId: WHO }, ' corrects *<@U1>* \uE000: ', { userId: 'not an id <!here>' }];
    expect(spoken(sentence, 500, slackEn).markup).toBe(
      `<@${WHO}> corrects ∗&lt;@U1&gt;∗ : not an id &lt;!here&gt;`,
    );
  });

  it('keeps its room, and says how much was left out', () => {
    const drawn = spoken([{ userId: WHO }, ` ${'x'.repeat(900)}`], 200, slackEn).markup;
    expect(drawn.length).toBeLessThanOrEqual(200);
    expect(drawn).toMatch(/^<@U9> x+ … \d+ more characters$/u);
  });
});

describe('the list of incidents', () => {
  const listed = (count: number) =>
    Array.from({ length: count }, (_, index) => ({
      incidentId: `i-${index}`,
      status: 'reported' as const,
      report: { summary: `#${index} P2 · a title · reported · 1 of 1 widgets missing`, isAtOdds: false },
    }));

  it('has a line each, with a button to show it', () => {
    const message = incidentListMessage('open', listed(2), slackEn);
    expect(textOf(message)).toBe(
      [
        '2 open incidents',
        '🚨 #0 P2 · a title · reported · 1 of 1 widgets missing [Show]',
        '🚨 #1 P2 · a title · reported · 1 of 1 widgets missing [Show]',
      ].join('\n'),
    );
    expect(buttonsIn(message).map(({ value }) => value)).toEqual(['i-0', 'i-1']);
  });

  it('says so where there is none', () => {
    expect(textOf(incidentListMessage('open', [], slackEn))).toBe('No incident is open.');
    expect(textOf(incidentListMessage('all', [], slackEn))).toBe('There has been no incident yet.');
  });

  it('counts those that have no room, and is taken by Slack whatever they are called', () => {
    expect(
      textOf(incidentListMessage('all', listed(31), slackEn))
        .split('\n')
        .at(-1),
    ).toBe('… and 11 more');
    expect(incidentRows(listed(5), slackEn, 3)).toHaveLength(4);
    fc.assert(
      fc.property(fc.array(outside, { maxLength: 60 }), (summaries) => {
        const incidents = summaries.map((summary, index) => ({
          incidentId: `i-${index}`,
          status: 'closed' as const,
          report: { summary, isAtOdds: false },
        }));
        const message = incidentListMessage('all', incidents, slackEn);
        expect(refusalOf(message)).toBeNull();
        expectHarmless(message, 0);
      }),
    );
  });

  it.each(LOCALES)('is taken by Slack with as many resolved ones and the longest of titles: %s', (locale) => {
    const title = 'A&B <C&D> & '.repeat(13).slice(0, 150);
    const [open, resolved] = (['reported', 'resolved'] as const).map((status) =>
      listed(30).map(({ incidentId }) => ({
        incidentId: `${status}-${incidentId}`,
        status,
        report: { summary: `#1 P2 · ${title} · ${status} · 20 of 20 widgets missing`, isAtOdds: false },
      })),
    );
    const message = incidentListMessage('open', [...(open ?? []), ...(resolved ?? [])], wordsIn(locale));
    expect(refusalOf(message)).toBeNull();
    expect(buttonsIn(message)).toHaveLength(40);
  });

  it('shows one that is resolved and not well as no finished one', () => {
    const [one] = listed(1).map((each) => ({ ...each, status: 'resolved' as const }));
    const lineOf = (isAtOdds: boolean) =>
      one === undefined
        ? ''
        : textOf(incidentListMessage('all', [{ ...one, report: { ...one.report, isAtOdds } }], slackEn));
    expect([lineOf(true), lineOf(false)]).toEqual([
      expect.stringContaining('⚠️ #0'),
      expect.stringContaining('✅ #0'),
    ]);
  });
});

describe('the timeline of an incident', () => {
  const entries = (incident: Incident) =>
    timelineReportOf(
      incident.facts.map((fact) => ({ ...fact, mark: null, corrections: [] })),
      incident,
      EN,
    );
  const messageOf = (incident: Incident): Message =>
    incidentTimelineMessage(
      { headline: '#7 P2 · x', timeZone: 'America/Los_Angeles', entries: entries(incident) },
      slackEn,
    );

  it('has the number that corrects it in front of each entry', () => {
    const lines = textOf(messageOf(EVERYTHING)).split('\n');
    expect(lines[0]).toBe('Timeline of #7 P2 · x (America/Los_Angeles)');
    expect(lines[1]).toBe('1 Thu 24 July 08:00 PDT · Opened by <@U1> from a digest');
    expect(lines.at(-1)).toBe('By these numbers: correct 5 at 12:30 what is right · withdraw 5');
    expect(lines).toHaveLength(EVERYTHING.facts.length + 2);
  });

  it('shows the newest where they are too many, and counts those before them', () => {
    const notes = Array.from({ length: 400 }, (_, index) =>
      told({ kind: 'note', text: `note ${index} ${'x'.repeat(80)}` }, OPENED_MS + index),
    );
    const message = messageOf(incidentOf([told(OPENED), ...notes]));
    const lines = textOf(message).split('\n');
    expect(refusalOf(message)).toBeNull();
    expect(lines.at(-2)).toMatch(/^401 .*note 399/u);
    const earlier = Number(/^… (\d+) earlier entries/u.exec(lines[1] ?? '')?.[1]);
    expect(earlier + lines.length - 3).toBe(401);
  });

  it('is taken by Slack whatever people wrote', () => {
    fc.assert(
      fc.property(fc.array(outside, { maxLength: 40 }), outside, (texts, headline) => {
        const incident = incidentOf([
          told(OPENED),
          ...texts.map((text) => told({ kind: 'note', text }, OPENED_MS, { kind: 'person', userId: WHO })),
        ]);
        const message = incidentTimelineMessage(
          { headline, timeZone: 'UTC', entries: entries(incident).slice(1) },
          slackEn,
        );
        expect(refusalOf(message)).toBeNull();
        expectHarmless(message, texts.length);
      }),
      { numRuns: 40 },
    );
  });
});

describe('somebody is told that the channel is closed', () => {
  it.each([
    ['shared', 'read <#C1> now'],
    ['not-allowed', 'not public in <#C1> any more'],
    ['refused', 'cannot post in <#C1> any more'],
  ] as const)('%s', (why, expected) => {
    const message = incidentClosedMessage({ headline: '#7 P2 · <!here>', channelId: 'C1', why }, slackEn);
    expect(message.text).toContain(expected);
    expect(message.text).not.toContain('<!here>');
    for (const locale of LOCALES)
      expect(
        refusalOf(incidentClosedMessage({ headline: 'x', channelId: 'C1', why }, wordsIn(locale))),
      ).toBeNull();
  });
});
