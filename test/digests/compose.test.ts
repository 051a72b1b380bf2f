import { describe, expect, it } from 'vitest';
import type { Canary, Outcome } from '../../src/checks/fleet.ts';
import { DAY_MS } from '../../src/diagnosis/time.ts';
import { composeDigest } from '../../src/digests/compose.ts';
import type { DigestReport } from '../../src/digests/digest-report.ts';
import type { Digest } from '../../src/digests/digest.ts';
import { faultsOfTranslation } from '../support/spanish.ts';
import {
  compared,
  IN_ENGLISH,
  IN_SPANISH,
  incompleteRunOf,
  inOutage,
  lastWeek,
  LAST_WEEK_MS,
  missing,
  mute,
  NOW_MS,
  outcome,
  partial,
  reading,
  runOf,
  seenAt,
  SLOT_MS,
  unknown,
} from './example.ts';

const textOf = ({ label, text }: DigestReport['lines'][number]): string =>
  label === null ? text : `${label}: ${text}`;
const linesOf = (digest: Digest): readonly string[] => composeDigest(digest, IN_ENGLISH).lines.map(textOf);
const headlineOf = (digest: Digest): string => composeDigest(digest, IN_ENGLISH).headline;

const healthy = (count: number): readonly Outcome[] =>
  Array.from({ length: count }, (_, index) => outcome(`h${index}`));
const some = (count: number, of: (id: string) => Outcome = missing): readonly Outcome[] =>
  Array.from({ length: count }, (_, index) => of(`m${index}`));

const switchedOff = (count: number): readonly Outcome[] =>
  healthy(count).map((each) => ({ ...each, state: 'not-expected' }));

const silence = (change: Partial<Canary> = {}): Canary => ({
  source: 'loki',
  sign: 'line',
  of: 'edge',
  sinceMs: SLOT_MS,
  newestAtMs: SLOT_MS - 2 * DAY_MS,
  status: 'silent',
  ...change,
});

/** A digest of which everything is to be told at once. */
const crowded = compared(
  runOf(
    [
      missing('new'),
      missing('worse'),
      missing('still', { since: { atMs: NOW_MS - 70 * DAY_MS, isAtLeast: false } }),
      inOutage('out'),
      outcome('well'),
      unknown('unclear'),
      missing('muted'),
      missing('unmuted'),
      outcome('off', { state: 'not-expected' }),
      ...healthy(40).map((each) => ({ ...each, traits: { kind: 'Practice' } })),
    ],
    {
      canaries: [silence()],
      findings: ['first', 'second', 'third'].map((code) => ({ code, params: {}, subjectIds: [] })),
    },
  ),
  [
    partial('worse'),
    ...['still', 'well', 'unclear', 'muted', 'unmuted', 'off', 'gone'].map((id) => missing(id)),
  ],
  {
    mutes: [mute('muted'), mute('unmuted', { untilMs: NOW_MS - 1 })],
    skippedDueAtMs: [LAST_WEEK_MS + DAY_MS],
    baseline: {
      run: lastWeek([
        partial('worse'),
        ...['still', 'well', 'unclear', 'muted', 'unmuted', 'off', 'gone'].map((id) => missing(id)),
      ]),
      rules: 'judged-anew',
    },
  },
);

describe('the headline', () => {
  it.each<readonly [string, Digest, string]>([
    [
      'of the first digest',
      compared(runOf([...some(2), ...healthy(3)]), null),
      'Widgets: 2 of 5 missing, 3 on schedule',
    ],
    [
      'with what is more and what is fewer',
      compared(runOf([...some(3), partial('p'), ...healthy(3)]), [
        missing('m0'),
        ...healthy(5),
        unknown('u'),
      ]),
      'Widgets: 3 of 7 missing (2 more than on Mon 14 July), 1 partial (1 more), 0 unknown (1 fewer), 3 on schedule (2 fewer)',
    ],
    [
      'where everything is as it was',
      compared(runOf([...some(1), ...healthy(3)]), [...some(1), ...healthy(3)]),
      'Widgets: 1 of 4 missing, 3 on schedule; as many as on Mon 14 July',
    ],
    [
      'where the last digest was on the same day',
      compared(runOf(some(1)), null, {
        baseline: { run: runOf([], { asOfMs: NOW_MS - 4 * 3_600_000 }), rules: 'same' },
      }),
      'Widgets: 1 of 1 missing (1 more than today at 09:00)',
    ],
    ['of whom all are well', compared(runOf(healthy(2)), null), 'Widgets: 0 of 2 missing, 2 on schedule'],
    ['of nobody', compared(runOf([]), null), 'Widgets: nobody to watch'],
    [
      'with thousands',
      compared(runOf([...some(1_200), ...healthy(8_800)]), null),
      'Widgets: 1,200 of 10,000 missing, 8,800 on schedule',
    ],
    [
      'of a part of the fleet',
      compared(runOf([...some(1), ...healthy(1)]), null, {
        filter: { kind: ['Clinic', 'Practice'], cadence: ['weekly'] },
      }),
      'Widgets ([Clinic] or [Practice], [weekly]): 1 of 2 missing, 1 on schedule',
    ],
  ])('%s', (_, digest, headline) => {
    expect(headlineOf(digest)).toBe(headline);
  });

  it.each<readonly [string, Digest, string]>([
    [
      'where a source has failed: there may be more, and a difference would be none',
      compared(incompleteRunOf([...some(7), ...healthy(3)]), healthy(10)),
      'Widgets: at least 7 of 10 missing, 3 on schedule',
    ],
    [
      'where not all were read',
      compared(incompleteRunOf([...some(7), ...healthy(193)], 12), healthy(10)),
      'Widgets: at least 7 of the 200 that were read are missing, 193 on schedule',
    ],
    [
      'where one was read',
      compared(incompleteRunOf(some(1), 12), null),
      'Widgets: at least 1 of the one that was read is missing',
    ],
    ['where nobody was read', compared(incompleteRunOf([], 3), null), 'Widgets: nobody could be read'],
  ])('says no more than is known %s', (_, digest, headline) => {
    expect(headlineOf(digest)).toBe(headline);
  });
});

describe('the mark before the headline', () => {
  it.each<readonly [string, Digest, string]>([
    ['the worst that somebody is', compared(runOf([partial('a'), ...healthy(2)]), null), 'partial'],
    ['well', compared(runOf(healthy(2)), null), 'on-schedule'],
    [
      'unknown where all seem well, but not all was read',
      compared(incompleteRunOf(healthy(2)), null),
      'unknown',
    ],
    ['unknown where nobody was read', compared(incompleteRunOf([]), null), 'unknown'],
    ['neither where nobody is watched', compared(runOf([]), null), 'not-expected'],
  ])('is %s', (_, digest, worst) => {
    expect(composeDigest(digest, IN_ENGLISH).worst).toBe(worst);
  });
});

describe('the lines', () => {
  it('of the first digest say that it is the first, who is not well, and for how long', () => {
    const old = { since: { atMs: NOW_MS - 50 * DAY_MS, isAtLeast: true } };
    const first = compared(runOf([missing('a', old), missing('b', old), partial('c'), ...healthy(3)]), null);
    expect(linesOf(first)).toEqual([
      'First digest: there is no earlier complete one to compare with; from the next one on, only changes are told',
      'Missing or partial (3): Clinic A (#a), Clinic B (#b) and Clinic C (#c); 1 for less than 2 weeks and 2 for 4 weeks or more',
    ]);
  });

  it('name a handful, and count the rest', () => {
    const [line] = linesOf(compared(runOf(some(12)), healthy(1)));
    expect(line).toBe(
      'New (12): Clinic M0 (#m0), Clinic M1 (#m1), Clinic M10 (#m10), Clinic M11 (#m11), Clinic M2 (#m2) and 7 more',
    );
  });

  it('tell who is new, worse, recovered, not due any more, and still missing by age', () => {
    const ages = [5, 20, 40, 80].map((days, index) =>
      missing(`s${index}`, { since: { atMs: NOW_MS - days * DAY_MS, isAtLeast: false } }),
    );
    const digest = compared(
      runOf([missing('n'), missing('w'), outcome('r'), ...ages, missing('u', { since: null })]),
      [partial('w'), ...['r', 'd', 's0', 's1', 's2', 's3', 'u'].map((id) => missing(id))],
    );
    expect(linesOf(digest)).toEqual([
      'New (1): Clinic N (#n)',
      'Worse (1): Clinic W (#w); partial before',
      'Recovered (1): Clinic R (#r)',
      'No longer due (1): Clinic D (#d)',
      'Still missing (5): 1 for less than 2 weeks, 1 for 2 to 4 weeks, 1 for 4 to 8 weeks, 1 for 8 weeks or more and 1 since nobody knows when',
    ]);
  });

  it.each<readonly [string, readonly Outcome[], string]>([
    ['missing', [missing('a')], 'Still missing (1)'],
    ['partial', [partial('a')], 'Still partial (1)'],
    ['missing and partial', [missing('a'), partial('b')], 'Still missing or partial (2)'],
  ])('call those who are still %s so', (_, now, label) => {
    expect(linesOf(compared(runOf(now), [missing('a'), missing('b')])).at(-1)).toContain(label);
  });

  it('of an incomplete run say what cannot be told', () => {
    const digest = compared(incompleteRunOf([missing('a'), outcome('b')], 1), [
      missing('a'),
      missing('b'),
      missing('unread'),
    ]);
    expect(linesOf(digest)).toEqual([
      'Incomplete: no recovery is reported; no later digest is compared with this one; not well on Mon 14 July and not seen so now: Clinic B (#b) and Clinic UNREAD (#unread)',
      'Still missing (1): for less than 2 weeks',
    ]);
  });

  it('of a first run that is incomplete promise nothing for the next one', () => {
    expect(linesOf(compared(incompleteRunOf(healthy(1)), null))).toEqual([
      'Incomplete: no later digest is compared with this one',
      'First digest: there is no earlier complete one to compare with',
    ]);
  });

  it('say why a digest is not to be trusted', () => {
    const canaries = [
      silence(),
      silence({ of: 'worker', status: 'alive' }),
      silence({ source: 'sentry', sign: 'event', of: null, newestAtMs: null }),
      silence({ source: 'delivery', sign: 'link', of: null, status: 'unknown' }),
      silence({ source: 'delivery', sign: 'link', of: null }),
    ];
    expect(linesOf(compared(runOf(healthy(1), { canaries }), healthy(1)))).toEqual([
      'Not to be trusted: because Loki has no line of edge since Mon 21 July 11:00 (its newest is of Sat 19 July 11:00); Sentry has no event since Mon 21 July 11:00; the database has no link of anybody since Mon 21 July 11:00 (its newest is of Sat 19 July 11:00)',
    ]);
  });

  it('distrust a fleet in which nobody is left', () => {
    const digest = compared(runOf([]), [...healthy(211), missing('a')]);
    expect(linesOf(digest)).toEqual([
      'Not to be trusted: because nobody is left of the 212 there were on Mon 14 July',
      'Incomplete: no recovery is reported; no later digest is compared with this one; not well on Mon 14 July and not seen so now: Clinic A (#a)',
    ]);
    expect(composeDigest(digest, IN_ENGLISH)).toMatchObject({
      headline: 'Widgets: nobody to watch',
      worst: 'unknown',
    });
    expect(linesOf(compared(runOf([], { canaries: [silence({ newestAtMs: null })] }), healthy(1)))[0]).toBe(
      'Not to be trusted: because Loki has no line of edge since Mon 21 July 11:00; nobody is left of the 1 there were on Mon 14 July',
    );
  });

  it('say that changes may come of other settings, in both languages', () => {
    const digest = compared(runOf(healthy(1), { settingsKey: 'other' }), healthy(1));
    expect(linesOf(digest)).toEqual([
      'Settings: those of the check have changed since Mon 14 July 13:00: changes may come of that',
    ]);
    expect(composeDigest(digest, IN_SPANISH).lines).toEqual([
      {
        label: 'Configuración',
        text: 'la de la revisión cambió después del lun 14 de julio 13:00: puede haber cambios solo por eso',
      },
    ]);
  });

  it.each([
    ['the same', 'settings'],
    ['not noted then', null],
  ])('say nothing of settings that are %s', (_, settingsKey) => {
    const baseline = {
      run: runOf(healthy(1), { asOfMs: LAST_WEEK_MS, settingsKey }),
      rules: 'same' as const,
    };
    expect(linesOf(compared(runOf(healthy(1)), null, { baseline }))).toEqual([]);
  });

  it('tell who was on schedule and is not due any more, beside who was not well', () => {
    expect(linesOf(compared(runOf(switchedOff(2)), [...healthy(2), missing('gone')]))).toEqual([
      'No longer due (3): Clinic GONE (#gone); on schedule on Mon 14 July: Clinic H0 (#h0) and Clinic H1 (#h1)',
    ]);
  });

  it('say that the rows are of before', () => {
    const canaries = [silence({ source: 'delivery', sign: 'rows', of: null })];
    expect(linesOf(compared(runOf(healthy(1), { canaries }), healthy(1)))).toEqual([
      'Not to be trusted: because the database has no state of its rows since Mon 21 July 11:00 (its newest is of Sat 19 July 11:00)',
    ]);
  });

  it('tell an outage of everybody as one', () => {
    const everybody = some(212, inOutage);
    expect(linesOf(compared(runOf(everybody), some(212, outcome)))).toEqual(['Outage: [stopped ×212].']);
    expect(linesOf(compared(runOf(everybody), everybody))).toEqual([
      'Outage: there was one on Mon 14 July already: [stopped ×212].',
    ]);
    expect(
      linesOf(compared(runOf(everybody.map(({ subjectId }) => outcome(subjectId))), [...everybody])),
    ).toEqual(['Recovered (212): 212 of the 212 of an outage that stood on Mon 14 July and is over']);
  });

  it('tell of one outage that goes on beside one that is new', () => {
    const digest = compared(runOf([inOutage('a', 'slot 1'), inOutage('b', 'slot 2')]), [
      inOutage('a', 'slot 0'),
    ]);
    expect(linesOf(digest)).toEqual([
      'Outage: [stopped ×1].',
      'Outage: there was one on Mon 14 July already: [stopped ×1].',
    ]);
  });

  it('call no outage over that nobody has recovered from', () => {
    const out = [inOutage('a'), inOutage('b'), inOutage('c'), inOutage('d')];
    const none = compared(
      runOf([missing('a'), missing('b'), unknown('c'), outcome('d', { state: 'not-expected' })]),
      out,
    );
    expect(linesOf(none)).toEqual([
      'Not known: Clinic C (#c): not well on Mon 14 July, and cannot be judged now',
      'New (2): Clinic A (#a) and Clinic B (#b)',
      'No longer due (1): Clinic D (#d)',
    ]);
  });

  it('tell the end of an outage, and who has recovered besides', () => {
    const out = [inOutage('a'), inOutage('b')];
    const more = compared(runOf([outcome('a'), outcome('b'), outcome('c')]), [...out, missing('c')]);
    expect(linesOf(more)).toEqual([
      'Recovered (3): 2 of the 2 of an outage that stood on Mon 14 July and is over; besides, Clinic C (#c)',
    ]);
  });

  it.each<readonly [string, Outcome['traits'], Outcome['traits'], number, string]>([
    [
      'a value',
      { kind: 'Clinic' },
      { kind: 'Practice' },
      20,
      '[kind] [Clinic]: 5 of 5 affected, 0 of 20 on schedule',
    ],
    [
      'a value of too few',
      { kind: 'Clinic' },
      { kind: 'Practice' },
      1,
      '[kind] [Clinic]: 5 of 5 affected, 0 of 1 on schedule; too few to be sure',
    ],
    [
      'a day',
      { since: Date.parse('2025-05-05T09:00:00-07:00') },
      { since: Date.parse('2024-05-05T09:00:00-07:00') },
      20,
      '[since] since 2025-05-05: 5 of 5 affected, 0 of 20 on schedule',
    ],
    [
      'a day before',
      { since: Date.parse('2024-05-05T09:00:00-07:00') },
      { since: Date.parse('2025-05-05T09:00:00-07:00') },
      20,
      '[since] before 2024-05-06: 5 of 5 affected, 0 of 20 on schedule',
    ],
  ])('tell a common factor with its counts: %s', (_, sick, well, wellCount, text) => {
    const now = [
      ...some(5).map((each) => ({ ...each, traits: sick })),
      ...healthy(wellCount).map((each) => ({ ...each, traits: well })),
    ];
    expect(linesOf(compared(runOf(now), null)).at(-1)).toBe(`Common factor: ${text}`);
  });

  it.each<readonly [string, Partial<Parameters<typeof compared>[2]>, string]>([
    [
      'one digest that was skipped',
      { skippedDueAtMs: [SLOT_MS] },
      'the digest of Mon 21 July 11:00 did not take place; this one stands for it',
    ],
    [
      'several that were skipped',
      { skippedDueAtMs: [LAST_WEEK_MS + DAY_MS, LAST_WEEK_MS + 2 * DAY_MS, LAST_WEEK_MS + 3 * DAY_MS] },
      '3 digests, from Tue 15 July 13:00 to Thu 17 July 13:00, did not take place; this one stands for them',
    ],
    [
      'more that were missed than are noted',
      { skippedDueAtMs: Array.from({ length: 100 }, () => SLOT_MS) },
      'at least 100 digests, from Mon 21 July 11:00 to Mon 21 July 11:00, did not take place; this one stands for them',
    ],
    ['who is muted', { mutes: [mute('a')] }, '1 muted, counted above'],
    [
      'whose mute is up',
      { mutes: [mute('a', { untilMs: NOW_MS })] },
      'no longer muted, and still not well: Clinic A (#a)',
    ],
    [
      'that a release has judged the last run anew',
      { baseline: { run: lastWeek([missing('a')]), rules: 'judged-anew' } },
      'the rules have changed: how it was on Mon 14 July was judged anew',
    ],
    [
      'that it could not be judged anew',
      { baseline: { run: lastWeek([missing('a')]), rules: 'not-judged-anew' } },
      'the rules have changed, and how it was on Mon 14 July cannot be judged anew: differences may come of that',
    ],
  ])('note %s', (_, change, note) => {
    expect(linesOf(compared(runOf([missing('a')]), [missing('a')], change)).at(-1)).toBe(`Note: ${note}`);
  });

  it('name whoever cannot be judged, in the details: also where nothing has changed', () => {
    const past = [outcome('a'), unknown('b'), missing('c')];
    const digest = compared(runOf([unknown('a'), unknown('b'), missing('c')]), past);
    const report = composeDigest(digest, IN_ENGLISH);
    expect(report.more).toEqual([
      {
        label: 'Not known (2)',
        text: 'could be judged on Mon 14 July, and cannot be now: Clinic A (#a); cannot be judged: Clinic B (#b)',
      },
    ]);
    expect(composeDigest(digest, IN_SPANISH).more[0]?.text).toBe(
      'se podía determinar el lun 14 de julio, y ahora no: Clinic A (#a); no se puede determinar: Clinic B (#b)',
    );
    const quiet = composeDigest(compared(runOf([unknown('b')]), [unknown('b')]), IN_ENGLISH);
    expect([quiet.isQuiet, quiet.more[0]?.text]).toEqual([true, 'cannot be judged: Clinic B (#b)']);
  });

  it('say when it was that an incomplete digest told of somebody, or of an outage', () => {
    const wednesdayMs = LAST_WEEK_MS + 2 * DAY_MS;
    const told = (...outcomes: readonly Outcome[]) => ({
      told: new Map(outcomes.map((each) => [each.subjectId, seenAt(wednesdayMs, each)])),
    });
    const unclear = compared(
      incompleteRunOf([outcome('a'), outcome('b')]),
      [missing('a'), outcome('b')],
      told(missing('b')),
    );
    expect(linesOf(unclear)).toContain(
      'Incomplete: no recovery is reported; no later digest is compared with this one; not well on Mon 14 July and not seen so now: Clinic A (#a); not well on Wed 16 July and not seen so now: Clinic B (#b)',
    );
    const over = compared(
      runOf([outcome('a'), outcome('b')]),
      [outcome('a'), outcome('b')],
      told(inOutage('a')),
    );
    expect(linesOf(over)).toContain(
      'Recovered (1): 1 of the 1 of an outage that stood on Wed 16 July and is over',
    );
  });

  it('tell the difference, and who is muted, where those who are muted have changed', () => {
    const report = composeDigest(
      compared(runOf([outcome('a'), outcome('b')]), [missing('a'), outcome('b')], { mutes: [mute('a')] }),
      IN_ENGLISH,
    );
    expect(report.isQuiet).toBe(false);
    expect(report.headline).toContain('0 of 2 missing (1 fewer than on Mon 14 July)');
    expect(report.lines).toEqual([{ label: 'Note', text: '1 muted, counted above' }]);
  });

  it.each([
    [9, true, 'for 9 days or more', 'desde hace 9 días o más'],
    [1, true, 'for a day or more', 'desde hace un día o más'],
    [0.2, true, 'for some hours or more', 'desde hace unas horas o más'],
  ])('say how long it is at least, where the data begin %s days ago', (days, isAtLeast, english, spanish) => {
    const still = missing('a', { since: { atMs: NOW_MS - days * DAY_MS, isAtLeast } });
    const digest = compared(runOf([still]), [still]);
    const ageIn = (telling: typeof IN_ENGLISH) =>
      composeDigest(digest, telling).lines.find(({ label }) => /Still|Siguen/u.test(label ?? ''))?.text;
    expect([ageIn(IN_ENGLISH), ageIn(IN_SPANISH)]).toEqual([english, spanish]);
  });

  it('say of how many it is not known whether they have what others have in common', () => {
    const affected = ['a', 'b', 'c', 'd', 'e'].map((id) => missing(id));
    const healthy = Array.from({ length: 400 }, (_, index) =>
      outcome(`h${index}`, { traits: { kind: index < 12 ? null : 'Practice', cadence: 'weekly' } }),
    );
    const digest = compared(runOf([...affected, ...healthy]), []);
    const said = (telling: typeof IN_ENGLISH) => composeDigest(digest, telling).lines.at(-1)?.text;
    expect(said(IN_ENGLISH)).toBe('[kind] [Clinic]: 5 of 5 affected, 0 of 388 on schedule (12 not known)');
    expect(said(IN_SPANISH)).toBe('[kind] [Clinic]: 5 de 5 afectados, 0 de 388 al día (de 12 no se sabe)');
  });

  it('are eight at most; what has no room is kept for the thread, the least important first', () => {
    const { lines, more } = composeDigest(crowded, IN_ENGLISH);
    expect(lines.map(({ label }) => label)).toEqual([
      'Not to be trusted',
      'Not known',
      'Outage',
      'New (1)',
      'Worse (1)',
      'Recovered (1)',
      'Still missing (1)',
      'Note',
    ]);
    expect(more.map(textOf)).toEqual([
      'No longer due (2): Clinic GONE (#gone) and Clinic OFF (#off)',
      'Common factor: [kind] [Clinic]: 5 of 5 affected, 1 of 41 on schedule',
      'Also: [first].',
      'Also: [second].',
      'Also: [third].',
    ]);
  });

  it('are one fewer in a message that says more than the digest, as the mark of a repeat', () => {
    const [all, fewer] = [0, 1].map((otherLines) => composeDigest(crowded, IN_ENGLISH, otherLines));
    expect(all?.lines).toHaveLength(8);
    expect(fewer?.lines).toHaveLength(7);
    const told = (report: typeof all) =>
      [...(report?.lines ?? []), ...(report?.more ?? [])].map(textOf).sort();
    expect(told(fewer)).toEqual(told(all));
  });

  it('hold the most important finding; the others are for the thread', () => {
    const findings = ['first', 'second'].map((code) => ({ code, params: {}, subjectIds: [] }));
    const { lines, more } = composeDigest(compared(runOf(healthy(1), { findings }), healthy(1)), IN_ENGLISH);
    expect(lines.map(textOf)).toEqual(['Also: [first].']);
    expect(more.map(textOf)).toEqual(['Also: [second].']);
  });
});

describe('a finding', () => {
  it('names a handful of those whom it is about, in both languages', () => {
    const finding = (...subjectIds: readonly string[]) => ({ code: 'near', params: {}, subjectIds });
    const run = runOf(healthy(9), {
      findings: [finding(...healthy(8).map(({ subjectId }) => subjectId)), finding('h0')],
    });
    const said = [IN_ENGLISH, IN_SPANISH].map((telling) => {
      const { lines, more } = composeDigest(compared(run, healthy(9)), telling);
      return [...lines, ...more].map(textOf);
    });
    const five = [0, 1, 2, 3, 4].map((index) => `Clinic H${index} (#h${index})`).join(', ');
    expect(said).toEqual([
      [`Also: [near]. Who: ${five} and 3 more`, 'Also: [near]. Who: Clinic H0 (#h0)'],
      [`También: [near]. Quiénes: ${five} y 3 más`, 'También: [near]. Quién: Clinic H0 (#h0)'],
    ]);
  });
});

describe('a finding that the last digest had already', () => {
  it('makes room for the next one, and stays in the thread', () => {
    const [old, next] = ['old', 'next'].map((code) => ({ code, params: {}, subjectIds: [] }));
    if (old === undefined || next === undefined) throw new Error('two findings');
    const digest = compared(runOf(healthy(1), { findings: [old, next] }), null, {
      baseline: { run: runOf(healthy(1), { asOfMs: LAST_WEEK_MS, findings: [old] }), rules: 'same' },
    });
    const { lines, more } = composeDigest(digest, IN_ENGLISH);
    expect([lines.map(textOf), more.map(textOf)]).toEqual([['Also: [next].'], ['Also: [old].']]);
  });
});

describe('the coverage', () => {
  const coverageOf = (digest: Digest): string => composeDigest(digest, IN_ENGLISH).coverage;

  it('says what was checked, as of when, and by which rules', () => {
    expect(coverageOf(compared(runOf(healthy(212)), null))).toBe(
      'checked 212 of 212 · Sentry ok · Loki ok · database ok · as of Mon 21 July 2025 13:00 PDT · rules 1',
    );
  });

  it('says of each source that has failed when, why, and what to do', () => {
    expect(coverageOf(compared(incompleteRunOf(healthy(200), 12), null))).toBe(
      'checked 200 of 212 · Sentry ok · Loki failed 12:52–13:00: Loki has an error of its own (502): try again, or ask who runs it · database ok · as of Mon 21 July 2025 13:00 PDT · rules 1',
    );
  });

  it('says that a source is incomplete, not configured, or has failed for reasons that nobody kept', () => {
    const run = runOf(healthy(1));
    const readings = [
      reading('sentry', { status: 'not-configured' }),
      reading('loki', { status: 'truncated', problem: { code: 'older-piece-failed', params: {} } }),
      reading('delivery', { status: 'failed' }),
    ];
    expect(coverageOf(compared({ ...run, coverage: { ...run.coverage, readings } }, null))).toContain(
      'Sentry not configured · Loki incomplete 13:00: the older part of Loki’s lines could not be read: try again, or ask for a shorter window · database failed 13:00 ·',
    );
  });

  it('does not say "0 of 0" where the list itself could not be read', () => {
    expect(coverageOf(compared(incompleteRunOf([]), null))).toMatch(/^checked nobody · /);
  });
});

describe('the summary', () => {
  it('of a quiet digest is all that is said: since when nothing has changed, and how it stands', () => {
    const same = [missing('a'), ...healthy(3)];
    const report = composeDigest(compared(runOf(same), same), IN_ENGLISH);
    expect(report).toMatchObject({
      isQuiet: true,
      summary: 'Widgets: nothing has changed since Mon 14 July 13:00: 1 of 4 missing, 3 on schedule',
    });
  });

  it('of any other is its headline with what has changed', () => {
    expect(composeDigest(crowded, IN_ENGLISH).summary).toBe(
      `${headlineOf(crowded)}; 1 in an outage, 1 new, 1 worse, 1 recovered, 2 no longer due`,
    );
  });

  it('of the first one calls nobody new', () => {
    const first = compared(runOf(some(2)), null);
    expect(composeDigest(first, IN_ENGLISH).summary).toBe(headlineOf(first));
  });
});

describe('in Spanish', () => {
  const old = { since: { atMs: NOW_MS - 50 * DAY_MS, isAtLeast: true } };
  const same = [missing('a'), partial('b'), ...healthy(3)];
  const DIGESTS: readonly (readonly [string, Digest])[] = [
    ['everything at once', crowded],
    ['the first', compared(runOf([missing('a', old), partial('b'), ...healthy(30)]), null)],
    ['a quiet one', compared(runOf(same), same)],
    ['nobody', compared(runOf([]), null)],
    ['nobody read', compared(incompleteRunOf([]), [missing('a')])],
    [
      'an incomplete one',
      compared(incompleteRunOf([...some(2), ...healthy(3)], 2), [missing('x'), missing('m0')]),
    ],
    ['one read', compared(incompleteRunOf(some(1), 4), null)],
    ['everybody gone', compared(runOf([]), healthy(40))],
    ['everybody switched off', compared(runOf(switchedOff(7)), [...healthy(7), missing('gone')])],
    ['an outage', compared(runOf(some(40, inOutage)), healthy(40))],
    ['an outage that goes on', compared(runOf(some(40, inOutage)), some(40, inOutage))],
    [
      'an outage that is over',
      compared(
        runOf(healthy(40)),
        healthy(40).map(({ subjectId }) => inOutage(subjectId)),
      ),
    ],
    [
      'silence',
      compared(
        runOf(same, {
          canaries: [silence({ newestAtMs: null }), silence({ source: 'delivery', sign: 'link', of: null })],
        }),
        null,
      ),
    ],
    ['filtered', compared(runOf(same), same, { filter: { kind: ['Clinic', 'Practice'] } })],
    [
      'by other rules',
      compared(runOf(same), same, {
        baseline: {
          run: lastWeek([...same, outcome('z', { state: 'not-expected' })]),
          rules: 'not-judged-anew',
        },
        mutes: [mute('a', { untilMs: NOW_MS }), mute('b')],
        skippedDueAtMs: [SLOT_MS],
      }),
    ],
  ];

  it.each(DIGESTS)('%s: each text is Spanish, and tells the same figures as the English one', (_, digest) => {
    const [english, spanish] = [IN_ENGLISH, IN_SPANISH].map((telling) => composeDigest(digest, telling));
    if (english === undefined || spanish === undefined) throw new Error('two languages');
    const texts = (report: DigestReport) => [
      report.headline,
      ...[...report.lines, ...report.more].map(textOf),
      report.coverage,
      report.summary,
    ];
    expect(texts(spanish)).toHaveLength(texts(english).length);
    const faults = texts(spanish).flatMap((text, index) =>
      faultsOfTranslation(text, texts(english)[index] ?? '', ['Widgets', 'edge', '[Clinic]', '[Practice]']),
    );
    expect(faults).toEqual([]);
  });

  it('the incomplete one reads as one', () => {
    const digest = compared(
      incompleteRunOf([...some(2), partial('p'), partial('q'), ...healthy(3)], 2),
      healthy(3),
    );
    expect(composeDigest(digest, IN_SPANISH).headline).toBe(
      'Widgets: de los 7 que se leyeron, al menos 2 sin enlace, 2 parciales, 3 al día',
    );
  });
});
