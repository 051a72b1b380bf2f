import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '../../src/diagnosis/time.ts';
import { clocksOf } from '../../src/incidents/clocks-of.ts';
import type { Clocks, Moment } from '../../src/incidents/clocks.ts';
import type { ClockMark, FactBody, NewFact, SubjectSeen } from '../../src/incidents/fact.ts';
import { follow } from '../../src/incidents/follow.ts';
import { hoursAndMinutes } from '../../src/incidents/postmortem-sections.ts';
import {
  added,
  ALL_OK,
  BOT,
  hasRecovered,
  incidentOf,
  kept,
  LOKI_DOWN,
  lookOf,
  MISSED_MS,
  missing,
  NEXT_MS,
  OPENED,
  OPENED_MS,
  person,
  ref,
  standing,
  told,
  unknown,
} from './example.ts';

const REPORTED_MS = OPENED.reportedAtMs;
const LATER_MS = NEXT_MS + 3 * HOUR_MS;

/** On the day of the opening: "07:00:50". */
const at = (time: string) => Date.parse(`2025-07-24T${time}-07:00`);

const event = (mark: ClockMark | null, atMs: number): NewFact =>
  told({ kind: 'event', text: 'it happened', mark }, atMs, person('U2'));
const by = (userId: string, body: FactBody, atMs: number): NewFact => told(body, atMs, person(userId));

/** Somebody who has missed planned runs since then. */
function missingSince(subjectId: string, atMs: number, isAtLeast: boolean) {
  const seen = missing(subjectId);
  const since = { atMs, isAtLeast };
  return { ...seen, standing: standing(subjectId, { state: 'missing', code: 'skipped', since }) };
}

/** The recovery that the bot has seen. */
function recovery(subjectId: string, atMs: number, before = missing(subjectId).standing): NewFact {
  return told({ kind: 'verdict-changed', before, isRecovery: true, ...kept(subjectId) }, atMs, BOT);
}

/** What the bot has seen change. */
function change(before: SubjectSeen, after: SubjectSeen, atMs: number): NewFact {
  return told({ kind: 'verdict-changed', before: before.standing, isRecovery: false, ...after }, atMs, BOT);
}

interface Case {
  readonly name: string;
  readonly facts: readonly NewFact[];
  readonly of: keyof Clocks & ('began' | 'detected' | 'firstReaction' | 'engaged' | 'mitigated' | 'fixed');
  readonly expected: (Partial<Moment> & Pick<Moment, 'atMs'>) | null;
}

const reportedBy = (userId: string): NewFact =>
  told({ ...OPENED, reportedBy: { kind: 'user', userId } }, OPENED_MS, person(userId));

const CASES: readonly Case[] = [
  {
    name: 'whoever opens it has reacted, unless they have reported it themselves',
    facts: [told(OPENED)],
    of: 'firstReaction',
    expected: { atMs: OPENED_MS, by: 'person', userId: 'U1' },
  },
  {
    name: 'whoever reports it and opens it has not reacted: the next one has',
    facts: [
      reportedBy('U1'),
      by('U1', { kind: 'note', text: 'help' }, OPENED_MS + 1),
      event(null, OPENED_MS + 5),
    ],
    of: 'firstReaction',
    expected: { atMs: OPENED_MS + 5, userId: 'U2' },
  },
  {
    name: 'whoever opens it in the very moment of the report has reacted',
    facts: [told({ ...OPENED, reportedAtMs: OPENED_MS })],
    of: 'firstReaction',
    expected: { atMs: OPENED_MS, userId: 'U1' },
  },
  {
    name: 'who has done something before the report, as people tell when that was, has not reacted to it',
    facts: [told(OPENED), event('reported', LATER_MS), by('U3', { kind: 'lead-taken' }, LATER_MS + 5)],
    of: 'firstReaction',
    expected: { atMs: LATER_MS, userId: 'U2' },
  },
  {
    name: 'a reaction that people tell of counts before all that the bot has seen',
    facts: [told(OPENED), event('first-reaction', REPORTED_MS + MINUTE_MS)],
    of: 'firstReaction',
    expected: { atMs: REPORTED_MS + MINUTE_MS },
  },
  {
    name: 'nobody has reacted while only the bot has done something',
    facts: [reportedBy('U1'), told({ kind: 'nudged' }, LATER_MS, BOT)],
    of: 'firstReaction',
    expected: null,
  },
  {
    name: 'whoever reports it and takes it on alone has reacted by then',
    facts: [reportedBy('U1'), by('U1', { kind: 'lead-taken' }, LATER_MS)],
    of: 'firstReaction',
    expected: { atMs: LATER_MS, userId: 'U1' },
  },
  {
    name: 'nobody reacts later than they engage, by what people tell',
    facts: [reportedBy('U1'), event('engaged', REPORTED_MS + MINUTE_MS)],
    of: 'firstReaction',
    expected: { atMs: REPORTED_MS + MINUTE_MS },
  },
  {
    name: 'who is on it first has engaged',
    facts: [
      told(OPENED),
      by('U2', { kind: 'lead-taken' }, LATER_MS),
      by('U3', { kind: 'lead-taken' }, LATER_MS + 1),
    ],
    of: 'engaged',
    expected: { atMs: LATER_MS, userId: 'U2' },
  },
  {
    name: 'it began with the earliest planned run that anybody missed',
    facts: [
      told(OPENED),
      told(added(missingSince('b', MISSED_MS, false))),
      told(added(missingSince('a', MISSED_MS - HOUR_MS, false))),
    ],
    of: 'began',
    expected: { atMs: MISSED_MS - HOUR_MS, isAtLatest: false, by: 'rows' },
  },
  {
    name: 'where the data does not reach, it began by then',
    facts: [told(OPENED), told(added(missingSince('a', MISSED_MS, true)))],
    of: 'began',
    expected: { atMs: MISSED_MS, isAtLatest: true },
  },
  {
    name: 'what began it is not forgotten when it is over, though no fact but its recovery tells of it',
    facts: [
      told(OPENED),
      told(added(missing('a'))),
      recovery('a', LATER_MS, missingSince('a', MISSED_MS - HOUR_MS, false).standing),
    ],
    of: 'began',
    expected: { atMs: MISSED_MS - HOUR_MS, isAtLatest: false },
  },
  {
    name: 'whoever was taken out has not begun it: that is another case',
    facts: [
      told(OPENED),
      told(added(missingSince('a', MISSED_MS - HOUR_MS, false))),
      told(added(missingSince('b', MISSED_MS, false))),
      by('U2', { kind: 'subject-removed', name: 'A', ...ref('a') }, LATER_MS),
    ],
    of: 'began',
    expected: { atMs: MISSED_MS },
  },
  {
    name: 'where nobody is left, it began with whoever was in it',
    facts: [
      told(OPENED),
      told(added(missingSince('a', MISSED_MS, false))),
      by('U2', { kind: 'subject-removed', name: 'A', ...ref('a') }, LATER_MS),
    ],
    of: 'began',
    expected: { atMs: MISSED_MS },
  },
  {
    name: 'it began with somebody who became ill in the incident, and is well again',
    facts: [
      told(OPENED),
      told(added(kept('a', MISSED_MS - HOUR_MS))),
      change(kept('a'), missingSince('a', MISSED_MS, false), OPENED_MS + 1),
      recovery('a', LATER_MS, missing('a').standing),
    ],
    of: 'began',
    expected: { atMs: MISSED_MS },
  },
  {
    name: 'of two that began at once, what is known for sure counts',
    facts: [
      told(OPENED),
      told(added(missingSince('a', MISSED_MS, true))),
      told(added(missingSince('b', MISSED_MS, false))),
    ],
    of: 'began',
    expected: { atMs: MISSED_MS, isAtLatest: false },
  },
  {
    name: 'a beginning that people tell of counts before the rows',
    facts: [
      told(OPENED),
      told(added(missingSince('a', MISSED_MS, true))),
      event('began', MISSED_MS - HOUR_MS),
    ],
    of: 'began',
    expected: { atMs: MISSED_MS - HOUR_MS, by: 'person' },
  },
  {
    name: 'the bot detected it with the opening, where it had not seen it before',
    facts: [told(OPENED), told({ ...added(missing('a')), why: 'opening' })],
    of: 'detected',
    expected: { atMs: OPENED_MS, by: 'check' },
  },
  {
    name: 'the bot detected it when it had seen it first',
    facts: [told({ ...OPENED, detectedAtMs: MISSED_MS })],
    of: 'detected',
    expected: { atMs: MISSED_MS, by: 'check' },
  },
  {
    name: 'the bot detected it when somebody who was well at the opening was not any more',
    facts: [
      told(OPENED),
      told({ ...added(kept('a')), why: 'opening' }),
      change(kept('a'), missing('a'), OPENED_MS + 7),
    ],
    of: 'detected',
    expected: { atMs: OPENED_MS + 7, by: 'check' },
  },
  {
    name: 'the bot detected it when the first who was not well was added',
    facts: [told(OPENED), told(added(missing('a')), OPENED_MS + 7), told(added(missing('b')), OPENED_MS + 8)],
    of: 'detected',
    expected: { atMs: OPENED_MS + 7, by: 'check' },
  },
  {
    name: 'the bot detected it when it had first seen somebody who was added later',
    facts: [told(OPENED), told({ ...added(missing('a')), detectedAtMs: MISSED_MS }, OPENED_MS + 7)],
    of: 'detected',
    expected: { atMs: MISSED_MS, by: 'check' },
  },
  {
    name: 'the bot had not detected it with somebody who was in it by mistake',
    facts: [
      told({ ...OPENED, detectedAtMs: MISSED_MS }),
      told({ ...added(missing('x')), why: 'opening', detectedAtMs: MISSED_MS }),
      told({ ...added(missing('a')), why: 'opening' }),
      by('U2', { kind: 'subject-removed', name: 'X', ...ref('x') }, LATER_MS),
    ],
    of: 'detected',
    expected: { atMs: OPENED_MS },
  },
  {
    name: 'what the opening tells of detection still counts where somebody else is added later',
    facts: [
      told({ ...OPENED, detectedAtMs: MISSED_MS - HOUR_MS }),
      told({ ...added(missing('a')), why: 'opening' }),
      told({ ...added(missing('b')), detectedAtMs: MISSED_MS }, OPENED_MS + 7),
    ],
    of: 'detected',
    expected: { atMs: MISSED_MS - HOUR_MS },
  },
  {
    name: 'the bot detects nothing of an incident without a verdict',
    facts: [told(OPENED)],
    of: 'detected',
    expected: null,
  },
  {
    name: 'it is fixed when the last of its subjects was seen well, not when somebody says so later',
    facts: [
      told(OPENED),
      told(added(missing('a'))),
      told(added(missing('b'))),
      recovery('a', LATER_MS),
      recovery('b', LATER_MS + 1),
      by('U2', { kind: 'status-changed', to: 'resolved', notWell: [] }, LATER_MS + 9),
    ],
    of: 'fixed',
    expected: { atMs: LATER_MS + 1, by: 'check' },
  },
  {
    name: 'it is not fixed while one of them is not well',
    facts: [told(OPENED), told(added(missing('a'))), told(added(missing('b'))), recovery('a', LATER_MS)],
    of: 'fixed',
    expected: null,
  },
  {
    name: 'without anybody to check, somebody’s word is what confirms it',
    facts: [told(OPENED), by('U2', { kind: 'status-changed', to: 'resolved', notWell: [] }, LATER_MS)],
    of: 'fixed',
    expected: { atMs: LATER_MS, by: 'person', userId: 'U2' },
  },
  {
    name: 'a fix did not hold where it was reopened',
    facts: [
      told(OPENED),
      event('fixed', OPENED_MS + 1),
      by('U2', { kind: 'status-changed', to: 'resolved', notWell: [] }, OPENED_MS + 2),
      by('U2', { kind: 'reopened' }, LATER_MS),
    ],
    of: 'fixed',
    expected: null,
  },
  {
    name: 'a withdrawn event marks nothing',
    facts: [
      told(OPENED),
      event('fixed', OPENED_MS + 1),
      by('U2', { kind: 'withdrawn', seqOfWrong: 2 }, LATER_MS),
    ],
    of: 'fixed',
    expected: null,
  },
  {
    name: 'a corrected event marks when it really was',
    facts: [
      told(OPENED),
      event('engaged', OPENED_MS + 1),
      by('U2', { kind: 'corrected', seqOfWrong: 2, text: null, rightAtMs: OPENED_MS + 7 }, LATER_MS),
    ],
    of: 'engaged',
    expected: { atMs: OPENED_MS + 7 },
  },
  {
    name: 'a corrected event marks what its new words say',
    facts: [
      told(OPENED),
      event('fixed', OPENED_MS + 1),
      by(
        'U2',
        { kind: 'corrected', seqOfWrong: 2, text: 'engaged: Ana', rightAtMs: null, mark: 'engaged' },
        LATER_MS,
      ),
    ],
    of: 'engaged',
    expected: { atMs: OPENED_MS + 1 },
  },
  {
    name: 'a corrected event marks nothing any more where its new words say nothing of it',
    facts: [
      told(OPENED),
      event('fixed', OPENED_MS + 1),
      by(
        'U2',
        { kind: 'corrected', seqOfWrong: 2, text: 'no effect', rightAtMs: null, mark: null },
        LATER_MS,
      ),
    ],
    of: 'fixed',
    expected: null,
  },
  {
    name: 'a corrected event marks what it did where only its time is put right',
    facts: [
      told(OPENED),
      event('fixed', OPENED_MS + 1),
      by('U2', { kind: 'corrected', seqOfWrong: 2, text: null, rightAtMs: OPENED_MS + 7 }, LATER_MS),
    ],
    of: 'fixed',
    expected: { atMs: OPENED_MS + 7 },
  },
  {
    name: 'a corrected note moves no clock, whatever it says',
    facts: [
      told(OPENED),
      by('U2', { kind: 'note', text: 'mended' }, OPENED_MS + 1),
      by('U2', { kind: 'corrected', seqOfWrong: 2, text: 'fixed', rightAtMs: null, mark: 'fixed' }, LATER_MS),
    ],
    of: 'fixed',
    expected: null,
  },
  {
    name: 'it is mitigated when somebody says so',
    facts: [told(OPENED), by('U2', { kind: 'status-changed', to: 'mitigated', notWell: [] }, LATER_MS)],
    of: 'mitigated',
    expected: { atMs: LATER_MS, userId: 'U2' },
  },
];

describe('The clocks of an incident', () => {
  it.each(CASES)('$name', ({ facts, of, expected }) => {
    const moment = clocksOf(incidentOf(facts))[of];
    expect([moment]).toMatchObject([expected]);
  });

  it('begin with what was known best, while a source is down that knew it', () => {
    const opened = incidentOf([told(OPENED), told(added(missingSince('a', MISSED_MS, true)))]);
    const look = (seen: SubjectSeen, atMs: number, sources = ALL_OK) => ({
      look: lookOf([seen], { atMs, sources }),
      runs: [],
    });
    const better = look(missingSince('a', MISSED_MS - HOUR_MS, false), OPENED_MS + 1);
    const known = follow(opened, better, hasRecovered, OPENED_MS + 1).incident;
    const down = [OPENED_MS + 2, OPENED_MS + 3].reduce(
      (incident, atMs) => follow(incident, look(unknown('a'), atMs, LOKI_DOWN), hasRecovered, atMs).incident,
      known,
    );
    expect(clocksOf(down).began).toMatchObject({ atMs: MISSED_MS - HOUR_MS, isAtLatest: false });
  });

  it('do not run backwards: what lies before its beginning is no time', () => {
    const { timeToDetect, firstReaction } = clocksOf(
      incidentOf([told(OPENED), event('first-reaction', REPORTED_MS - 1)]),
    );
    expect(firstReaction).not.toBeNull();
    expect(timeToDetect.fromReport).toBeNull();
  });

  it('run as long as the times say that are told with them, whatever the seconds', () => {
    const facts = [
      told({ ...OPENED, reportedAtMs: at('07:00:50') }),
      event('first-reaction', at('07:02:10')),
    ];
    expect(clocksOf(incidentOf(facts)).timeToDetect.fromReport?.elapsedMs).toBe(2 * MINUTE_MS);
  });

  it('have run no time where the reaction is told of the very minute of the report', () => {
    const facts = [
      told({ ...OPENED, reportedAtMs: at('07:00:50') }),
      event('first-reaction', at('07:00:00')),
    ];
    expect(clocksOf(incidentOf(facts)).timeToDetect.fromReport?.elapsedMs).toBe(0);
  });

  it('run from the beginning too, which lies before the report', () => {
    const facts = [told(OPENED), told(added(missingSince('a', MISSED_MS, false)))];
    const { timeToDetect } = clocksOf(incidentOf(facts));
    expect(timeToDetect.fromBeginning?.elapsedMs).toBe(OPENED_MS - MISSED_MS);
  });

  it('are never negative, and always the time between their two moments, whatever is marked when', () => {
    const anyEvent = fc.tuple(
      fc.constantFrom(null, 'began', 'reported', 'first-reaction', 'engaged', 'fixed'),
      fc.integer({ min: OPENED_MS - HOUR_MS, max: LATER_MS }),
    );
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 8 }), (events) => {
        const facts = events.map(([mark, atMs]) => event(mark as ClockMark | null, atMs));
        const { timeToDetect, timeToEngage, timeToFix } = clocksOf(incidentOf([told(OPENED), ...facts]));
        const spans = [timeToDetect, timeToEngage, timeToFix].flatMap(({ fromReport, fromBeginning }) =>
          [fromReport, fromBeginning].filter((span) => span !== null),
        );
        const minuteOf = ({ atMs }: Moment) => Math.floor(atMs / MINUTE_MS);
        expect(spans.map(({ elapsedMs }) => elapsedMs / MINUTE_MS)).toEqual(
          spans.map(({ from, to }) => Math.max(0, minuteOf(to) - minuteOf(from))),
        );
      }),
    );
  });
});

it.each([
  [0, '0:00'],
  [59_999, '0:00'],
  [104 * MINUTE_MS, '1:44'],
  [24 * HOUR_MS + 29 * MINUTE_MS + 59_000, '24:29'],
  [1_000 * HOUR_MS, '1000:00'],
])('%i ms read as %s', (elapsedMs, expected) => {
  expect(hoursAndMinutes(elapsedMs)).toBe(expected);
});
