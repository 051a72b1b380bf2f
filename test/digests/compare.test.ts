import { describe, expect, it } from 'vitest';
import type { FleetFinding, Outcome } from '../../src/checks/fleet.ts';
import { DAY_MS } from '../../src/diagnosis/time.ts';
import type { Seen } from '../../src/digests/compare.ts';
import type { Digest } from '../../src/digests/digest.ts';
import {
  compared,
  idsOf,
  incompleteRunOf,
  inOutage,
  LAST_WEEK_MS,
  missing,
  mute,
  NOW_MS,
  outcome,
  partial,
  runOf,
  seenAt,
  SLOT_MS,
  unknown,
} from './example.ts';

/** The lists that somebody is in, by name. */
function placesOf(digest: Digest): Readonly<Record<string, readonly string[]>> {
  const changed = (changes: Digest['recovered']) => idsOf(changes.map(({ before }) => before));
  const places = {
    fresh: idsOf(digest.fresh),
    worse: changed(digest.worse),
    recovered: changed(digest.recovered),
    dropped: changed(digest.dropped),
    withdrawn: changed(digest.withdrawn),
    still: idsOf(digest.still),
    unmuted: idsOf(digest.unmuted),
    unclear: changed(digest.unclear),
    muted: idsOf(digest.muted.map((each) => each.outcome)),
    outages: digest.outages.flatMap(({ outcomes }) => idsOf(outcomes)),
    ended: digest.endedOutages.flatMap(({ recovered }) => changed(recovered)),
  };
  return Object.fromEntries(Object.entries(places).filter(([, ids]) => ids.length > 0));
}

const NEAR = outcome('near');

describe('what is counted', () => {
  const quietOf = (now: readonly Outcome[], past: readonly Outcome[], muted: readonly string[] = []) =>
    compared(runOf(now), past, { mutes: muted.map((id) => mute(id)) }).isQuiet;

  it.each<readonly [string, readonly Outcome[], readonly Outcome[], readonly string[], boolean]>([
    ['somebody muted has recovered', [outcome('a'), NEAR], [missing('a'), NEAR], ['a'], false],
    ['somebody muted fell ill', [missing('a'), NEAR], [outcome('a'), NEAR], ['a'], false],
    [
      'of two who are muted each is as the other was',
      [missing('a'), outcome('b')],
      [outcome('a'), missing('b')],
      ['a', 'b'],
      false,
    ],
    ['one is better, and not well', [partial('a'), NEAR], [missing('a'), NEAR], [], false],
    ['somebody muted is not known any more', [unknown('a'), NEAR], [outcome('a'), NEAR], ['a'], false],
    ['those who are muted are as they were', [missing('a'), NEAR], [missing('a'), NEAR], ['a'], true],
  ])('is told where %s: nothing has changed only where the counts say so', (_, now, past, muted, isQuiet) => {
    expect(quietOf(now, past, muted)).toBe(isQuiet);
  });
});

describe('who cannot be judged now', () => {
  it('is named, be it since now or all along; who was not well before is told of anyway', () => {
    const past = [
      outcome('a'),
      unknown('b'),
      missing('c'),
      outcome('d', { state: 'not-expected' }),
      outcome('m'),
    ];
    const now = ['a', 'b', 'c', 'd', 'e', 'm'].map((id) => unknown(id));
    const digest = compared(runOf(now), past, { mutes: [mute('m')] });
    expect([idsOf(digest.lost), idsOf(digest.unknown)]).toEqual([
      ['a', 'd'],
      ['b', 'e'],
    ]);
    expect(placesOf(digest)).toEqual({ unclear: ['c'] });
    expect(idsOf(compared(runOf(now), null).unknown)).toEqual(['a', 'b', 'c', 'd', 'e', 'm']);
  });
});

describe('what an incomplete digest has told since the last complete one', () => {
  const toldAtMs = LAST_WEEK_MS + 2 * DAY_MS;
  const toldOf = (...outcomes: readonly Outcome[]) => ({
    told: new Map(outcomes.map((each) => [each.subjectId, seenAt(toldAtMs, each)])),
  });

  it.each<
    readonly [string, Outcome | null, Outcome | null, Outcome, Readonly<Record<string, readonly string[]>>]
  >([
    ['still not well: not new again', outcome('a'), missing('a'), missing('a'), { still: ['a'] }],
    ['well again: it is closed', outcome('a'), outcome('a'), missing('a'), { recovered: ['a'] }],
    [
      'switched off: it is closed',
      outcome('a'),
      outcome('a', { state: 'not-expected' }),
      missing('a'),
      { dropped: ['a'] },
    ],
    ['gone: it is closed', outcome('a'), null, missing('a'), { dropped: ['a'] }],
    ['never there before, and well: it is closed', null, outcome('a'), missing('a'), { recovered: ['a'] }],
    ['not known', outcome('a'), unknown('a'), missing('a'), { unclear: ['a'] }],
    ['worse then: not worse again', partial('a'), missing('a'), missing('a'), { still: ['a'] }],
    ['worse since', outcome('a'), missing('a'), partial('a'), { worse: ['a'] }],
  ])('%s', (_, past, now, told, places) => {
    const outcomes = [NEAR, ...(now === null ? [] : [now])];
    const digest = compared(runOf(outcomes), past === null ? [NEAR] : [NEAR, past], toldOf(told));
    expect(placesOf(digest)).toEqual(places);
    expect(digest.isQuiet).toBe(false);
    expect(digest.baseline?.counts.missing).toBe(past?.state === 'missing' ? 1 : 0);
  });

  it('makes nobody worse who was as bad before: nothing has changed', () => {
    const digest = compared(runOf([missing('a')]), [missing('a')], toldOf(partial('a')));
    expect(placesOf(digest)).toEqual({ still: ['a'] });
    expect(digest.isQuiet).toBe(true);
  });

  it('keeps when it was seen so', () => {
    const { recovered } = compared(runOf([outcome('a')]), [outcome('a')], toldOf(missing('a')));
    expect(recovered.map(({ seenAtMs }) => seenAtMs)).toEqual([toldAtMs]);
    const { endedOutages } = compared(runOf([outcome('a')]), [outcome('a')], toldOf(inOutage('a')));
    expect(endedOutages.map(({ seenAtMs }) => seenAtMs)).toEqual([toldAtMs]);
  });

  it('is closed by no other incomplete one', () => {
    const digest = compared(incompleteRunOf([outcome('a')]), [outcome('a')], toldOf(missing('a')));
    expect(placesOf(digest)).toEqual({ unclear: ['a'] });
    expect(digest.unclear[0]?.seenAtMs).toBe(toldAtMs);
  });

  it('takes nobody out of a first digest, which names all, and is closed there', () => {
    const told = toldOf(missing('a'), missing('b'));
    expect(placesOf(compared(runOf([missing('a'), outcome('b')]), null, told))).toEqual({
      fresh: ['a'],
      recovered: ['b'],
    });
  });

  it('tells of a mute that is up once', () => {
    const mutes = [mute('a', { untilMs: LAST_WEEK_MS + DAY_MS })];
    const given = [runOf([missing('a')]), [missing('a')]] as const;
    expect(placesOf(compared(...given, { mutes }))).toEqual({ unmuted: ['a'] });
    expect(placesOf(compared(...given, { mutes, ...toldOf(missing('a')) }))).toEqual({ still: ['a'] });
  });
});

describe('a mute that was set, or was up, while the fleet was read', () => {
  const madeAtMs = LAST_WEEK_MS + 60_000;
  const placesWith = (change: Partial<ReturnType<typeof mute>>) =>
    placesOf(
      compared(runOf([missing('a')]), null, {
        baseline: { run: runOf([missing('a')], { asOfMs: LAST_WEEK_MS }), madeAtMs, rules: 'same' },
        mutes: [mute('a', change)],
      }),
    );

  it('was in force for the digest: that it is up is told', () => {
    expect(placesWith({ atMs: madeAtMs - 1, untilMs: madeAtMs + DAY_MS })).toEqual({ unmuted: ['a'] });
  });

  it('was up for the digest, which told so: it is told once', () => {
    expect(placesWith({ atMs: LAST_WEEK_MS - DAY_MS, untilMs: madeAtMs - 1 })).toEqual({ still: ['a'] });
  });
});

describe('a common factor of an incomplete digest', () => {
  it('is too few to be sure, however many there are', () => {
    const affected = Array.from({ length: 9 }, (_, index) => missing(`a${index}`));
    const healthy = Array.from({ length: 40 }, (_, index) =>
      outcome(`h${index}`, { traits: { kind: 'Practice', cadence: 'weekly' } }),
    );
    const everybody = [...affected, ...healthy];
    expect(compared(runOf(everybody), null).factor?.isTooFew).toBe(false);
    expect(compared(incompleteRunOf(everybody), null).factor?.isTooFew).toBe(true);
  });
});

describe('what has become of one subject', () => {
  const CASES: readonly (readonly [
    name: string,
    past: readonly Outcome[],
    now: readonly Outcome[],
    places: Readonly<Record<string, readonly string[]>>,
  ])[] = [
    ['well and then missing: new', [outcome('a')], [missing('a')], { fresh: ['a'] }],
    ['well and then partial: new', [outcome('a')], [partial('a')], { fresh: ['a'] }],
    [
      'not due and then missing: new',
      [outcome('a', { state: 'not-expected' })],
      [missing('a')],
      { fresh: ['a'] },
    ],
    ['not there and then missing: new', [], [missing('a')], { fresh: ['a'] }],
    ['never told, for nobody knew: new', [unknown('a')], [missing('a')], { fresh: ['a'] }],
    ['partial and then missing: worse', [partial('a')], [missing('a')], { worse: ['a'] }],
    ['missing and then partial: still not well', [missing('a')], [partial('a')], { still: ['a'] }],
    [
      'missing for another reason: still',
      [missing('a')],
      [missing('a', { code: 'other' })],
      { still: ['a'] },
    ],
    ['missing and then on schedule: recovered', [missing('a')], [outcome('a')], { recovered: ['a'] }],
    ['partial and then on schedule: recovered', [partial('a')], [outcome('a')], { recovered: ['a'] }],
    [
      'missing and then switched off: dropped',
      [missing('a')],
      [outcome('a', { state: 'not-expected' })],
      { dropped: ['a'] },
    ],
    ['missing and then gone: dropped', [missing('a')], [], { dropped: ['a'] }],
    [
      'missing and then unknown: unclear, and no recovery',
      [missing('a')],
      [unknown('a')],
      { unclear: ['a'] },
    ],
    ['unknown and then on schedule: nothing', [unknown('a')], [outcome('a')], {}],
    ['well and then unknown: in no list', [outcome('a')], [unknown('a')], {}],
    ['well and then gone: no longer due', [outcome('a')], [], { withdrawn: ['a'] }],
    [
      'well and then switched off: no longer due',
      [outcome('a')],
      [outcome('a', { state: 'not-expected' })],
      { withdrawn: ['a'] },
    ],
    [
      'missing and then on schedule by another plan: no recovery',
      [missing('a', { figures: { plan: 'weekly' } })],
      [outcome('a', { figures: { plan: 'monthly' } })],
      { dropped: ['a'] },
    ],
  ];

  it.each(CASES)('%s', (_, past, now, places) => {
    expect(placesOf(compared(runOf([...now, NEAR]), [...past, NEAR]))).toEqual(places);
  });

  it.each<
    readonly [string, readonly Outcome[], readonly Outcome[], Readonly<Record<string, readonly string[]>>]
  >([
    ['on schedule', [missing('a')], [outcome('a')], { unclear: ['a'] }],
    ['not due', [missing('a')], [outcome('a', { state: 'not-expected' })], { unclear: ['a'] }],
    ['unknown', [missing('a')], [unknown('a')], { unclear: ['a'] }],
    ['not read', [missing('a')], [], { unclear: ['a'] }],
    ['missing', [missing('a')], [missing('a')], { still: ['a'] }],
    ['missing, and well before', [outcome('a')], [missing('a')], { fresh: ['a'] }],
    ['missing, and partial before', [partial('a')], [missing('a')], { worse: ['a'] }],
  ])('an incomplete run tells of no recovery: %s', (_, past, now, places) => {
    const digest = compared(incompleteRunOf([...now, NEAR]), [...past, NEAR]);
    expect(placesOf(digest)).toEqual(places);
    expect(digest.isQuiet).toBe(false);
  });

  it('the first digest knows everybody who is not well, and nothing else', () => {
    const digest = compared(runOf([missing('b'), partial('a'), outcome('c'), unknown('d')]), null);
    expect(placesOf(digest)).toEqual({ fresh: ['b', 'a'] });
    expect(digest).toMatchObject({ baseline: null, isQuiet: false });
    expect(digest.counts).toEqual({
      missing: 1,
      partial: 1,
      unknown: 1,
      'on-schedule': 1,
      'not-expected': 0,
    });
  });
});

describe('who was unknown the last time', () => {
  const TEN_WEEKS = { since: { atMs: NOW_MS - 70 * 86_400_000, isAtLeast: false } };
  const madeAtMs = LAST_WEEK_MS - 7 * DAY_MS;
  const known = (outcome: Outcome, seenAtMs: number | null = null) =>
    new Map([['a', { outcome, madeAtMs, seenAtMs }]]);
  const ill = known(missing('a', TEN_WEEKS));
  const later = (now: readonly Outcome[], lastKnown: ReadonlyMap<string, Seen> = ill) =>
    compared(runOf([...now, NEAR]), [unknown('a'), NEAR], { lastKnown });

  it.each<readonly [string, readonly Outcome[], Readonly<Record<string, readonly string[]>>]>([
    ['is still missing, not new', [missing('a', TEN_WEEKS)], { still: ['a'] }],
    ['has recovered', [outcome('a')], { recovered: ['a'] }],
    ['is not due any more', [outcome('a', { state: 'not-expected' })], { dropped: ['a'] }],
    ['is gone', [], { dropped: ['a'] }],
    ['is told of no more while nobody knows', [unknown('a')], {}],
  ])('and missing before: %s', (_, now, places) => {
    expect(placesOf(later(now))).toEqual(places);
  });

  it('is counted as unknown then, whatever was before', () => {
    expect(later([outcome('a')]).baseline?.counts).toMatchObject({ missing: 0, unknown: 1 });
  });

  it('and well before is new when missing now, and told of when switched off', () => {
    const well = known(outcome('a'));
    expect(placesOf(later([missing('a')], well))).toEqual({ fresh: ['a'] });
    expect(placesOf(later([], well))).toEqual({ withdrawn: ['a'] });
  });

  it('keeps when an incomplete one has told of it', () => {
    const { recovered } = later([outcome('a')], known(missing('a'), madeAtMs));
    expect(recovered.map(({ seenAtMs }) => seenAtMs)).toEqual([madeAtMs]);
  });

  it.each([
    ['is up since they were last known', { atMs: madeAtMs - 1, untilMs: LAST_WEEK_MS - 1 }, ['a']],
    ['began since then, and is up', { atMs: LAST_WEEK_MS - 1, untilMs: NOW_MS - 1 }, ['a']],
    ['was up when they were last known', { atMs: madeAtMs - 2, untilMs: madeAtMs - 1 }, []],
    ['began after the last digest, and is up', { atMs: LAST_WEEK_MS + 1, untilMs: NOW_MS - 1 }, []],
  ])('hears of a mute that %s', (_, change, unmuted) => {
    const mutes = [mute('a', change)];
    const digest = compared(runOf([missing('a')]), [unknown('a')], { lastKnown: ill, mutes });
    expect(idsOf(digest.unmuted)).toEqual(unmuted);
  });

  it('is no recovery of an incomplete run', () => {
    const digest = compared(incompleteRunOf([outcome('a'), NEAR]), [unknown('a'), NEAR], { lastKnown: ill });
    expect(placesOf(digest)).toEqual({});
  });
});

describe('the order of a digest', () => {
  it('is worst first, then by name, then by id, whatever was read first', () => {
    const now = [partial('a'), missing('d', { name: 'Same' }), missing('c', { name: 'Same' }), missing('b')];
    const orders = [now, now.toReversed()].map((outcomes) => compared(runOf(outcomes), null));
    expect(orders.map(({ fresh }) => idsOf(fresh))).toEqual([
      ['b', 'c', 'd', 'a'],
      ['b', 'c', 'd', 'a'],
    ]);
  });

  it('of those who are still missing is by age, and of whom nobody knows since when, last', () => {
    const now = [
      missing('young'),
      missing('unknown', { since: null }),
      missing('old', { since: { atMs: SLOT_MS - 9, isAtLeast: true } }),
    ];
    expect(idsOf(compared(runOf(now), now).still)).toEqual(['old', 'young', 'unknown']);
  });
});

describe('mutes', () => {
  const now = [missing('new'), missing('worse'), missing('still'), outcome('recovered'), missing('out')].map(
    (each) => (each.subjectId === 'out' ? inOutage('out') : each),
  );
  const past = [partial('worse'), missing('still'), missing('recovered'), missing('gone')];
  const ids = ['new', 'worse', 'still', 'recovered', 'gone', 'out'];

  it.each(ids)('take somebody out of its list, with who and why: %s', (id) => {
    const loud = compared(runOf(now), past);
    const { muted, ...lists } = placesOf(compared(runOf(now), past, { mutes: [mute(id)] }));
    expect(muted).toEqual([id]);
    const expected = Object.entries(placesOf(loud))
      .map(([name, there]) => [name, there.filter((each) => each !== id)] as const)
      .filter(([, there]) => there.length > 0);
    expect(lists).toEqual(Object.fromEntries(expected));
  });

  it('leave counts and common factor as they are', () => {
    const [loud, silent] = [[], ids.map((id) => mute(id))].map((mutes) =>
      compared(runOf(now), past, { mutes }),
    );
    expect(silent?.counts).toEqual(loud?.counts);
    expect(silent?.factor).toEqual(loud?.factor);
  });

  it('of whom there is nothing to tell are not counted', () => {
    const digest = compared(runOf([outcome('a'), outcome('b')]), [outcome('a'), outcome('b')], {
      mutes: [mute('a')],
    });
    expect(digest).toMatchObject({ muted: [], isQuiet: true });
  });

  it('that are up bring back whoever is still not well, and that is news', () => {
    const digest = compared(runOf([missing('a')]), [missing('a')], {
      mutes: [mute('a', { untilMs: NOW_MS - 1 })],
    });
    expect(placesOf(digest)).toEqual({ unmuted: ['a'] });
    expect(digest.isQuiet).toBe(false);
  });

  it('that somebody has ended bring back whoever fell ill meanwhile, as those whose time is up', () => {
    const ended = mute('a', { untilMs: NOW_MS + DAY_MS, endedAtMs: NOW_MS - 1 });
    const digest = compared(runOf([missing('a')]), [missing('a')], { mutes: [ended] });
    expect(placesOf(digest)).toEqual({ unmuted: ['a'] });
    expect(digest.isQuiet).toBe(false);
  });

  it('that somebody has replaced by another one hold on', () => {
    const mutes = [mute('a', { endedAtMs: NOW_MS - 1 }), mute('a', { atMs: NOW_MS - 1 })];
    expect(placesOf(compared(runOf([missing('a')]), [missing('a')], { mutes }))).toEqual({ muted: ['a'] });
  });

  it.each([
    ['was up at the last digest already', mute('a', { untilMs: LAST_WEEK_MS })],
    ['began after the last digest, and is up', mute('a', { atMs: LAST_WEEK_MS + 1, untilMs: NOW_MS - 1 })],
  ])('one that %s is no news', (_, over) => {
    const digest = compared(runOf([missing('a')]), [missing('a')], { mutes: [over] });
    expect(placesOf(digest)).toEqual({ still: ['a'] });
    expect(digest.isQuiet).toBe(true);
  });

  it('go by the newest of a subject', () => {
    const mutes = [mute('a', { atMs: 2, why: 'newer' }), mute('a', { atMs: 1, why: 'older' })];
    const { muted } = compared(runOf([missing('a')]), [], { mutes });
    expect(muted.map((each) => each.mute.why)).toEqual(['newer']);
  });
});

describe('a filter', () => {
  const practice = (each: Outcome): Outcome => ({ ...each, traits: { kind: 'Practice', cadence: 'weekly' } });
  const filter = { kind: ['Clinic'] };

  it('leaves everybody else out of lists, counts and the common factor', () => {
    const now = [missing('a'), practice(missing('b')), outcome('c'), practice(outcome('d'))];
    const digest = compared(runOf(now), [outcome('a'), practice(missing('d'))], { filter });
    expect(placesOf(digest)).toEqual({ fresh: ['a'] });
    expect(digest.counts).toMatchObject({ missing: 1, 'on-schedule': 1 });
  });

  it('takes one of several values, and all of several traits', () => {
    const now = [
      missing('a'),
      practice(missing('b')),
      missing('c', { traits: { kind: 'Clinic', cadence: null } }),
    ];
    const digest = compared(runOf(now), [], {
      filter: { kind: ['Clinic', 'Practice'], cadence: ['weekly'] },
    });
    expect(placesOf(digest)).toEqual({ fresh: ['a', 'b'] });
  });

  it('loses whoever does not fit any more, and says how it is there', () => {
    const digest = compared(runOf([practice(missing('a'))]), [missing('a')], { filter });
    expect(placesOf(digest)).toEqual({ dropped: ['a'] });
    expect(digest.dropped[0]?.after?.state).toBe('missing');
  });

  it('keeps findings about the whole application, and of the others those who fit', () => {
    const findings = [
      { code: 'all', params: {}, subjectIds: [] },
      { code: 'theirs', params: {}, subjectIds: ['b'] },
      { code: 'ours', params: {}, subjectIds: ['b', 'c', 'a'] },
    ];
    const run = runOf([missing('a'), practice(missing('b')), outcome('c')], { findings });
    const found = (digest: Digest) =>
      digest.findings.map(({ code, subjectIds, subjects }) => [code, subjectIds, idsOf(subjects)]);
    expect(found(compared(run, [], { filter }))).toEqual([
      ['all', [], []],
      ['ours', ['c', 'a'], ['c', 'a']],
    ]);
    expect(found(compared(run, []))).toEqual([
      ['all', [], []],
      ['theirs', ['b'], ['b']],
      ['ours', ['b', 'c', 'a'], ['b', 'c', 'a']],
    ]);
  });

  it('lets no finding be news because of somebody who does not fit', () => {
    const outcomes = [outcome('a'), practice(outcome('b'))];
    const finding = (subjectIds: readonly string[]) => [{ code: 'near', params: {}, subjectIds }];
    const baseline = {
      run: runOf(outcomes, { asOfMs: LAST_WEEK_MS, findings: finding(['a']) }),
      rules: 'same',
    } as const;
    const run = runOf(outcomes, { findings: finding(['b', 'a']) });
    expect(compared(run, null, { filter, baseline }).isQuiet).toBe(true);
    expect(compared(run, null, { baseline }).isQuiet).toBe(false);
  });
});

describe('what was found', () => {
  const finding = (code: string, params: FleetFinding['params'] = {}) => ({ code, params, subjectIds: [] });
  const about = (code: string, ...subjectIds: readonly string[]) => ({ code, params: {}, subjectIds });
  const counted = (count: number | undefined) => ({ ...finding('lines'), key: '', count });
  const newIn = (findings: readonly FleetFinding[], known: readonly FleetFinding[]) =>
    compared(runOf([], { findings }), null, {
      baseline: { run: runOf([], { asOfMs: LAST_WEEK_MS, findings: known }), rules: 'same' },
    }).findings.map(({ isNew }) => isNew);

  it.each<readonly [string, readonly FleetFinding[], readonly FleetFinding[], boolean]>([
    ['new', [finding('batch', { count: 3 })], [], true],
    [
      'known by a former key, where all were in that one',
      [{ ...finding('batch'), key: '9', formerKeys: ['8'], subjectIds: ['a'] }],
      [{ ...finding('batch'), key: '8', subjectIds: ['a', 'b'] }],
      false,
    ],
    [
      'new by a former key, where somebody was not in that one',
      [{ ...finding('batch'), key: '9', formerKeys: ['8'], subjectIds: ['a', 'c'] }],
      [{ ...finding('batch'), key: '8', subjectIds: ['a', 'b'] }],
      true,
    ],
    ['new with other figures', [finding('batch', { count: 3 })], [finding('batch', { count: 2 })], true],
    [
      'known with the same figures, in whatever order they were kept',
      [finding('batch', { count: 3, ids: [1] })],
      [finding('batch', { ids: [1], count: 3 })],
      false,
    ],
    [
      'known by the check’s own key, whatever instants have moved',
      [{ ...finding('phrase', { sinceMs: 2 }), key: 'x' }],
      [{ ...finding('phrase', { sinceMs: 1 }), key: 'x' }],
      false,
    ],
    [
      'new by another key of the check',
      [{ ...finding('phrase'), key: 'x' }],
      [{ ...finding('phrase'), key: 'y' }],
      true,
    ],
    ['new of somebody else', [about('near', 'a', 'b')], [about('near', 'a')], true],
    ['known of fewer', [about('near', 'a')], [about('near', 'a', 'b')], false],
    ['known of as many lines', [counted(3)], [counted(3)], false],
    ['known of fewer lines', [counted(2)], [counted(3)], false],
    ['new of more lines', [counted(4)], [counted(3)], true],
    ['new of lines, where they were not counted then', [counted(1)], [counted(undefined)], true],
  ])('is %s', (_, now, known, isNew) => {
    expect(newIn(now, known)).toEqual([isNew]);
  });

  it('is new on the first digest', () => {
    expect(compared(runOf([], { findings: [finding('batch')] }), null).findings).toMatchObject([
      { isNew: true },
    ]);
  });
});

describe('an outage', () => {
  const ids = ['a', 'b', 'c'];

  it('is one thing, and nobody’s own failure', () => {
    const digest = compared(
      runOf([...ids.map((id) => inOutage(id)), missing('x')]),
      [...ids, 'x'].map((id) => outcome(id)),
    );
    expect(placesOf(digest)).toEqual({ outages: ids, fresh: ['x'] });
    expect(digest.outages).toMatchObject([{ code: 'stopped', isNew: true }]);
  });

  it('that goes on at the next planned run is the same one, and never quiet', () => {
    const digest = compared(
      runOf(ids.map((id) => inOutage(id, 'slot 2'))),
      ids.map((id) => inOutage(id, 'slot 1')),
    );
    expect(digest.outages).toMatchObject([{ isNew: false }]);
    expect(digest).toMatchObject({ isQuiet: false, endedOutages: [] });
  });

  it('that is read again is quiet', () => {
    const out = ids.map((id) => inOutage(id));
    expect(compared(runOf(out), out).isQuiet).toBe(true);
  });

  it('takes along whoever was missing before', () => {
    const digest = compared(
      runOf(ids.map((id) => inOutage(id))),
      ids.map((id) => missing(id)),
    );
    expect(placesOf(digest)).toEqual({ outages: ids });
    expect(digest.outages).toMatchObject([{ isNew: true }]);
  });

  it('that is over is one recovery, and names whom it has left behind', () => {
    const digest = compared(runOf([outcome('a'), outcome('b'), missing('c'), outcome('x')]), [
      ...ids.map((id) => inOutage(id)),
      missing('x'),
    ]);
    expect(placesOf(digest)).toEqual({ ended: ['a', 'b'], fresh: ['c'], recovered: ['x'] });
    expect(digest.isQuiet).toBe(false);
  });

  it('names whom it has left behind, though it goes on for others', () => {
    const digest = compared(
      runOf([inOutage('a'), inOutage('b'), missing('c')]),
      ids.map((id) => inOutage(id)),
    );
    expect(placesOf(digest)).toEqual({ outages: ['a', 'b'], fresh: ['c'] });
  });

  it.each([
    ['missing each for itself', missing, 'fresh'],
    ['unknown', unknown, 'unclear'],
    ['switched off', (id: string) => outcome(id, { state: 'not-expected' }), 'dropped'],
  ])('is not over where nobody has recovered: all are %s', (_, of, place) => {
    const digest = compared(
      runOf(ids.map((id) => of(id))),
      ids.map((id) => inOutage(id)),
    );
    expect(placesOf(digest)).toEqual({ [place]: ids });
    expect(digest.endedOutages).toEqual([]);
  });

  it('is over and not told where all who recovered are muted: there is nobody to tell it of', () => {
    const digest = compared(
      runOf([outcome('a'), missing('b')]),
      ['a', 'b'].map((id) => inOutage(id)),
      { mutes: [mute('a')] },
    );
    expect(digest.endedOutages).toEqual([]);
    expect(placesOf(digest)).toEqual({ fresh: ['b'], muted: ['a'] });
  });

  it('is not over by an incomplete run', () => {
    const digest = compared(
      incompleteRunOf(ids.map((id) => outcome(id))),
      ids.map((id) => inOutage(id)),
    );
    expect(placesOf(digest)).toEqual({ unclear: ids });
    expect(digest.endedOutages).toEqual([]);
  });

  it('and another at the same time are two', () => {
    const digest = compared(runOf([inOutage('a', 'slot 1'), inOutage('b', 'slot 2')]), []);
    expect(digest.outages.map(({ outcomes }) => idsOf(outcomes))).toEqual([['a'], ['b']]);
  });

  it('of which all are muted is not told, but counted: the headline has its difference', () => {
    const digest = compared(
      runOf(ids.map((id) => inOutage(id))),
      ids.map((id) => outcome(id)),
      {
        mutes: ids.map((id) => mute(id)),
      },
    );
    expect(placesOf(digest)).toEqual({ muted: ids });
    expect(digest.isQuiet).toBe(false);
  });
});

describe('a quiet digest', () => {
  const same = [missing('a'), outcome('b'), unknown('c')];
  const quiet = compared(runOf(same), same);

  it('is one of which there is nothing to tell', () => {
    expect(quiet.isQuiet).toBe(true);
  });

  it.each<readonly [string, Digest]>([
    ['a planned digest was skipped', compared(runOf(same), same, { skippedDueAtMs: [SLOT_MS] })],
    [
      'a canary is silent',
      compared(
        runOf(same, {
          canaries: [
            {
              source: 'loki',
              sign: 'line',
              of: 'edge',
              sinceMs: SLOT_MS,
              newestAtMs: null,
              status: 'silent',
            },
          ],
        }),
        same,
      ),
    ],
    ['the whole fleet has vanished', compared(runOf([]), same)],
    ['the settings of the check have changed', compared(runOf(same, { settingsKey: 'other' }), same)],
    [
      'everybody was switched off',
      compared(runOf([missing('a'), outcome('b', { state: 'not-expected' }), unknown('c')]), same),
    ],
    ['somebody who was well is gone', compared(runOf([missing('a'), unknown('c')]), same)],
    ['somebody has come', compared(runOf([...same, outcome('d')]), same)],
    ['nobody knew, and all is well', compared(runOf([missing('a'), outcome('b'), outcome('c')]), same)],
    ['somebody more is unknown', compared(runOf([missing('a'), unknown('b'), unknown('c')]), same)],
    [
      'the rules have changed, and the last run cannot be judged anew',
      compared(runOf(same), null, {
        baseline: { run: runOf(same, { asOfMs: LAST_WEEK_MS }), rules: 'not-judged-anew' },
      }),
    ],
    [
      'something new was found',
      compared(runOf(same, { findings: [{ code: 'batch', params: {}, subjectIds: [] }] }), same),
    ],
    ['the run is not complete', compared(incompleteRunOf(same), same)],
    ['it is the first', compared(runOf([outcome('b')]), null)],
  ])('is none where %s', (_, digest) => {
    expect(digest.isQuiet).toBe(false);
  });

  it('stays one where nobody knows by which settings the last run was judged', () => {
    const baseline = {
      run: runOf(same, { asOfMs: LAST_WEEK_MS, settingsKey: null }),
      rules: 'same',
    } as const;
    expect(compared(runOf(same), null, { baseline })).toMatchObject({
      isQuiet: true,
      baseline: { settings: 'unknown' },
    });
  });

  it('stays one after a release whose rules judge the last run anew', () => {
    const digest = compared(runOf(same), null, {
      baseline: { run: runOf(same, { asOfMs: LAST_WEEK_MS }), rules: 'judged-anew' },
    });
    expect(digest).toMatchObject({ isQuiet: true, baseline: { rules: 'judged-anew' } });
  });
});
