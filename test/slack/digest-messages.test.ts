import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { STATES } from '../../src/diagnosis/verdict.ts';
import type { DigestEntry, DigestReport, EntryGroup } from '../../src/digests/digest-report.ts';
import { drawAsText } from '../../src/sandbox/stand-ins/slack/draw-as-text.ts';
import { controlsIn } from '../../src/sandbox/stand-ins/slack/controls.ts';
import { refusalOfMessage, refusalOfModal } from '../../src/sandbox/stand-ins/slack/block-rules.ts';
import { asRepeat, MARK_LINES } from '../../src/slack/as-repeat.ts';
import type { Message } from '../../src/slack/blocks.ts';
import { digestDetails, type DrawnDetails } from '../../src/slack/digest-details.ts';
import { digestMessage } from '../../src/slack/digest-message.ts';
import { readDetailsPage, readDigestSubject } from '../../src/slack/digest-target.ts';
import { mutedMessage, unmutedMessage } from '../../src/slack/mute-messages.ts';
import { muteModal } from '../../src/slack/mute-modal.ts';
import { pausedMessage } from '../../src/slack/paused-message.ts';
import { subscribeModal } from '../../src/slack/subscribe-modal.ts';
import { choiceMessage, subscribedMessage } from '../../src/slack/subscription-messages.ts';
import { wordsIn } from '../../src/words/slack.ts';
import { slackEn } from '../../src/words/slack.en.ts';
import { LOCALES } from '../../src/words/locale.ts';
import { FLEET_WORDS, mute, NOW_MS, ZONE } from '../digests/example.ts';
import { anyText } from './arbitraries.ts';

const report: DigestReport = {
  worst: 'missing',
  headline: 'Portal links: 7 of 212 missing (3 more than on Mon 21 July), 205 on schedule',
  lines: [
    { label: 'New', text: 'Duke Health (clinic · b8608be4)' },
    { label: null, text: 'no label' },
  ],
  more: [{ label: 'Also', text: 'one thing more' }],
  coverage: 'checked 212 of 212 · Sentry ok · rules 1',
  summary: 'Portal links: 7 of 212 missing; 3 new',
  isQuiet: false,
};

const entry: DigestEntry = {
  subjectId: 'b8608be4-22bd-41e3-9173-fefaf19bdc50',
  state: 'missing',
  name: 'Duke Health',
  details: 'clinic · b8608be4',
  statement: 'missing: the weekly run made no link',
  standing: 'new, since Mon 21 July',
  mutedByUserId: null,
};

const drawn = (over: Partial<DigestReport> = {}, trendPoints = 1) => ({
  digestId: 'd-1',
  report: { ...report, ...over },
  trendPoints,
  isPrivate: false,
});

const details = (entries: readonly DigestEntry[], over: Partial<DrawnDetails> = {}): DrawnDetails => ({
  digestId: 'd-1',
  checkId: 'portal-links',
  noun: { one: 'provider', many: 'providers' },
  more: [],
  coverage: report.coverage,
  canaries: [],
  timeZone: ZONE,
  asOfMs: NOW_MS,
  groups: [{ outage: null, entries }],
  offset: 0,
  canMute: true,
  ...over,
});

const refusalOf = ({ text, blocks }: Message): unknown => refusalOfMessage(text, blocks);
const textOf = (message: Message | undefined): string => (message === undefined ? '' : drawAsText(message));

describe('a digest', () => {
  it('reads in few lines, its state in front, and says what stands in the details', () => {
    expect(textOf(digestMessage(drawn(), slackEn))).toBe(
      [
        '🔴 Portal links: 7 of 212 missing (3 more than on Mon 21 July), 205 on schedule',
        'New: Duke Health (clinic · b8608be4)',
        'no label',
        'checked 212 of 212 · Sentry ok · rules 1 · 1 more line in the details',
        '[Details in thread] [CSV] [Open incident]',
      ].join('\n'),
    );
  });

  it('makes sense in a notification', () => {
    expect(digestMessage(drawn(), slackEn).text).toBe('🔴 Portal links: 7 of 212 missing; 3 new');
  });

  it('is one small line where nothing has changed, with what it rests on and the way to the details', () => {
    const quiet = digestMessage(drawn({ isQuiet: true, more: [], summary: 'nothing has changed' }), slackEn);
    expect(quiet.blocks.map(({ type }) => type)).toEqual(['context', 'context', 'actions']);
    expect(textOf(quiet)).toBe(
      [
        '🔴 nothing has changed',
        'checked 212 of 212 · Sentry ok · rules 1',
        '[Details in thread] [CSV] [Open incident]',
      ].join('\n'),
    );
  });

  it('is marked where it may stand there already', () => {
    expect(textOf(asRepeat(digestMessage(drawn(), slackEn), slackEn)).split('\n')[0]).toBe(
      'This may repeat a message above: the bot was ended in the moment of posting it.',
    );
  });

  it('has no more than ten lines, however much there is to tell', () => {
    const lines = Array.from({ length: 8 }, (_, index) => ({ label: `L${index}`, text: 'x'.repeat(900) }));
    const message = digestMessage(drawn({ lines, headline: 'h'.repeat(900) }), slackEn);
    const [body, coverage] = textOf(message).split('[')[0]?.trim().split('checked') ?? [];
    expect(body?.trim().split('\n').length).toBeLessThanOrEqual(9);
    expect(coverage?.trim().split('\n')).toHaveLength(1);
    expect(refusalOf(message)).toBeNull();
  });

  it('has no more than ten lines as a marked repeat either', () => {
    const lines = Array.from({ length: 8 - MARK_LINES }, (_, index) => ({ label: `L${index}`, text: 'x' }));
    const marked = textOf(asRepeat(digestMessage(drawn({ lines }), slackEn), slackEn)).split('\n');
    expect(marked.filter((line) => !line.startsWith('['))).toHaveLength(10);
  });

  it('is taken by Slack whatever it tells, and lets nobody be mentioned', () => {
    const line = fc.record({ label: fc.option(anyText), text: anyText });
    const reports: fc.Arbitrary<DigestReport> = fc.record({
      worst: fc.constantFrom(...STATES),
      headline: anyText,
      lines: fc.array(line, { maxLength: 8 }),
      more: fc.array(line, { maxLength: 3 }),
      coverage: anyText.map((text) => `checked ${text}`),
      summary: anyText,
      isQuiet: fc.boolean(),
    });
    fc.assert(
      fc.property(reports, fc.integer({ min: 0, max: 9 }), (any, trendPoints) => {
        const message = digestMessage(drawn(any, trendPoints), slackEn);
        expect(refusalOf(message)).toBeNull();
        expect(refusalOf(asRepeat(message, slackEn))).toBeNull();
        expect(JSON.stringify(message)).not.toMatch(/<[!@#]/u);
      }),
      { numRuns: 100 },
    );
  });
});

/** Whom a message lets be checked. */
const namedIn = ({ blocks }: Message): readonly string[] =>
  controlsIn(blocks).flatMap(({ actionId, control }) =>
    actionId === 'check-this' && control.type === 'button'
      ? [z.object({ subjectId: z.string() }).parse(JSON.parse(control.value ?? '')).subjectId]
      : [],
  );

/** Where its button goes on; null: it has none. */
const nextOf = ({ blocks }: Message) =>
  controlsIn(blocks).flatMap(({ actionId, control }) =>
    actionId === 'digest-more' && control.type === 'button' ? [readDetailsPage(control.value ?? '')] : [],
  )[0] ?? null;

/** What whoever presses on until the end is shown, press by press. */
function* pagesOf(
  groups: readonly EntryGroup[],
  over: Partial<DrawnDetails> = {},
  words = slackEn,
): Generator<readonly Message[]> {
  for (let offset: number | undefined = 0; offset !== undefined;) {
    const page: readonly Message[] = digestDetails(details([], { ...over, groups, offset }), words);
    yield page;
    offset = page.map(nextOf).find((next) => next !== null)?.offset;
  }
}

describe('the details of a digest', () => {
  it('carry ids only in their buttons', () => {
    const [message] = digestDetails(details([entry]), slackEn);
    const values = controlsIn(message?.blocks ?? []).flatMap(({ control }) =>
      control.type === 'button' ? [control.value ?? ''] : [],
    );
    expect(values.map((value) => JSON.parse(value) as unknown)).toMatchObject([
      { checkId: 'portal-links', subjectId: entry.subjectId },
      { digestId: 'd-1', subjectId: entry.subjectId },
    ]);
    expect(readDigestSubject(values[1] ?? '')).toEqual({ digestId: 'd-1', subjectId: entry.subjectId });
    expect(values.join('')).not.toContain('Duke');
  });

  it('say who muted somebody, and let that be ended', () => {
    const [message] = digestDetails(
      details([{ ...entry, standing: 'muted until Mon 4 August: known', mutedByUserId: 'U7' }]),
      slackEn,
    );
    expect(textOf(message)).toContain('muted until Mon 4 August: known · muted by <@U7>');
    expect(textOf(message)).toContain('[Check] [Unmute]');
  });

  it('let nobody be muted who is well again', () => {
    const [message] = digestDetails(details([{ ...entry, state: 'on-schedule' }]), slackEn);
    expect(textOf(message)).toContain('[Check]');
    expect(textOf(message)).not.toContain('Mute');
  });

  it('are at most two messages that Slack takes, of 200 with names full of markup, and a button to go on', () => {
    const name = '<!channel> *Duke* `&` :skull:\n'.repeat(20);
    const entries = Array.from({ length: 200 }, (_, index) => ({ ...entry, subjectId: `s-${index}`, name }));
    const messages = digestDetails(details(entries), slackEn);
    expect(messages).toHaveLength(2);
    for (const message of messages) {
      expect(refusalOf(message)).toBeNull();
      expect(JSON.stringify(message.blocks)).not.toContain('<!');
    }
    const named = messages.flatMap(namedIn);
    expect(messages.map(nextOf)).toEqual([null, { digestId: 'd-1', offset: named.length }]);
    const [next = '', of = ''] =
      /\[Show the next (\d+) of (\d+)\]$/u.exec(textOf(messages[1]))?.slice(1) ?? [];
    expect(of).toBe('200');
    const more = digestDetails(details(entries, { offset: named.length }), slackEn);
    expect(more.flatMap(namedIn)).toHaveLength(Number(next));
    const half = namedIn(more[0] ?? { text: '', blocks: [] }).length;
    expect(textOf(more[0]).split('\n')[0]).toBe(
      `Details: providers ${named.length + 1} to ${named.length + half} of 200`,
    );
  });

  it('have a heading above those of an outage, in each message anew', () => {
    const groups = [
      { outage: null, entries: [entry] },
      ...['one', 'two'].map((outage) => ({
        outage: `run ${outage} did not take place`,
        entries: Array.from({ length: 30 }, (_, index) => ({ ...entry, subjectId: `${outage}-${index}` })),
      })),
    ];
    const messages = [...pagesOf(groups)].flat();
    const headings = messages.map((message) => textOf(message).match(/^Outage: .*$/gmu));
    expect(headings[0]).toEqual(['Outage: run one did not take place']);
    expect(headings.slice(1).every((each) => each !== null)).toBe(true);
    expect(headings.flat().filter((each) => each?.includes('two')).length).toBeGreaterThan(0);
    expect(textOf(messages[0]).indexOf('Outage')).toBeGreaterThan(textOf(messages[0]).indexOf('Duke'));
  });

  it('name everybody once, page by page, however many they are and whatever they are called', () => {
    const entries = fc.array(
      fc.record({
        state: fc.constantFrom(...STATES),
        name: anyText,
        details: anyText,
        statement: anyText,
        standing: anyText,
        mutedByUserId: fc.option(fc.constant('U1')),
      }),
      { maxLength: 70 },
    );
    const sizes = fc.array(fc.tuple(anyText, fc.integer({ min: 1, max: 90 })), { maxLength: 3 });
    const alike = fc.integer({ min: 0, max: 150 });
    const language = fc.constantFrom(...LOCALES.map(wordsIn));
    fc.assert(
      fc.property(
        entries,
        alike,
        sizes,
        fc.boolean(),
        anyText,
        language,
        (any, short, outages, canMute, text, words) => {
          const named = [...any, ...Array.from({ length: short }, () => entry)];
          const groups = [
            { outage: null, entries: named.map((each, at) => ({ ...each, subjectId: `n-${at}` })) },
            ...outages.map(([outage, size], nth) => ({
              outage,
              entries: Array.from({ length: size }, (_, at) => ({ ...entry, subjectId: `o-${nth}-${at}` })),
            })),
          ];
          const pages = [...pagesOf(groups, { canMute, coverage: `checked ${text}` }, words)];
          expect(pages.flat().flatMap(namedIn)).toEqual(
            groups.flatMap((group) => group.entries.map(({ subjectId }) => subjectId)),
          );
          for (const page of pages) {
            expect(page.length).toBeLessThanOrEqual(2);
            for (const message of page) expect(refusalOf(asRepeat(message, words))).toBeNull();
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  it('say the same figures in Spanish', () => {
    const entries = Array.from({ length: 60 }, () => entry);
    const [first, second] = pagesOf([{ outage: null, entries }], {}, wordsIn('es'));
    expect(textOf(first?.at(-1))).toMatch(/\[Mostrar 15 más, de 60 en total\]$/u);
    expect(textOf(second?.[0]).split('\n')[0]).toBe('Detalles: providers del 46 al 60, de 60');
  });

  it('are no message any more where all were shown', () => {
    expect(digestDetails(details([entry], { offset: 1 }), slackEn)).toEqual([]);
  });

  it('are taken by Slack whatever they tell, also marked as a repeat', () => {
    const entries: fc.Arbitrary<readonly DigestEntry[]> = fc.array(
      fc.record({
        subjectId: fc.uuid(),
        state: fc.constantFrom(...STATES),
        name: anyText,
        details: anyText,
        statement: anyText,
        standing: anyText,
        mutedByUserId: fc.option(fc.constant('U1')),
      }),
      { maxLength: 40 },
    );
    const more = fc.array(fc.record({ label: fc.option(anyText), text: anyText }), { maxLength: 20 });
    fc.assert(
      fc.property(entries, more, anyText, (any, lines, text) => {
        for (const message of digestDetails(
          details(any, { more: lines, coverage: `checked ${text}` }),
          slackEn,
        )) {
          expect(refusalOf(asRepeat(message, slackEn))).toBeNull();
        }
      }),
      { numRuns: 40 },
    );
  });
});

describe.each(LOCALES)('subscriptions and mutes in %s', (locale) => {
  const words = wordsIn(locale);

  it('are taken by Slack, whatever things are called', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const named = { ...FLEET_WORDS, traitValue: (_: string, value: string) => `${value}${text}` };
        const modal = subscribeModal(
          {
            checkId: 'widgets',
            fleet: {
              filters: { kind: Array.from({ length: 23 }, (_, index) => `k${index}`) },
              timeZone: ZONE,
            },
            fleetWords: named,
            channelId: 'C1',
            locale,
          },
          words,
        );
        expect(refusalOfModal(modal)).toBeNull();
        const origin = { digestId: 'd-1', subjectId: 's-1', channelId: 'C1', thread: null };
        const why = text.slice(0, 300);
        const standing = { mute: mute('a', { why }), until: 'Mon' };
        for (const held of [standing, null]) {
          const form = muteModal({ name: text, origin, nowMs: NOW_MS, standing: held }, words);
          expect(refusalOfModal(form)).toBeNull();
        }
        const drawnSubscription = {
          subscription: {
            id: 's-1',
            checkId: 'widgets',
            channelId: 'C1',
            schedule: { kind: 'cron', cron: '*/5 * * * *', timeZone: ZONE },
            filter: { kind: ['a', 'b'] },
            locale,
            quiet: 'weekly',
            status: { kind: 'active' },
            createdByUserId: 'U1',
            createdAtMs: 0,
            nextDueAtMs: NOW_MS,
          },
          fleet: { words: named, timeZone: ZONE },
          nextMs: [NOW_MS],
        } as const;
        for (const message of [
          subscribedMessage(drawnSubscription, NOW_MS, words),
          choiceMessage(
            'pause',
            Array.from({ length: 20 }, () => drawnSubscription),
            NOW_MS,
            words,
          ),
          mutedMessage({ digestId: 'd-1', name: text, ...standing }, words),
          unmutedMessage(text, 'U1', words),
        ]) {
          expect(refusalOf(message)).toBeNull();
          expect(JSON.stringify(message)).not.toMatch(
            /<!(?!date\^\d+\^\{date_short\} \{time\}\|Mon>)|<@(?!U1>)/u,
          );
        }
      }),
      { numRuns: 30 },
    );
  });

  it('tell the same of a pause in few words', () => {
    for (const reason of ['channel-shared', 'channel-closed'] as const) {
      const message = pausedMessage({ channelId: 'C1', reason, isRepeat: false }, words);
      expect(textOf(message)).toContain('<#C1>');
      expect(textOf(message)).toContain('/portal-digest resume');
    }
  });
});
