import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Check } from '../../src/checks/check.ts';
import type { Outcome } from '../../src/checks/fleet.ts';
import { DAY_MS } from '../../src/diagnosis/time.ts';
import type { State } from '../../src/diagnosis/verdict.ts';
import { createDigests } from '../../src/digests/create-digests.ts';
import type { DigestRequest, Digests, MadeDigest } from '../../src/digests/digests.ts';
import type { FleetRun } from '../../src/digests/fleet-run.ts';
import { keptStore } from '../store/kept-store.ts';
import { tinyCheck } from '../support/tiny-check/tiny-check.ts';
import { idsOf, hasRecovered, mute, NOW_MS, outageOf, outcome, runOf, ZONE } from './example.ts';

const factsSchema = z.object({ level: z.number() });
type Facts = z.infer<typeof factsSchema>;

/** Judges by a level: from the limit on all is well, and of some nobody knows. Another limit is another version of the rules. */
function checkOf(limit: number, id = 'widgets', unknownLevels: readonly number[] = [0]): Check<Facts> {
  const { fleet: _, following: __, ...rest } = tinyCheck;
  return {
    ...rest,
    id,
    rulesVersion: limit,
    ask: () => {
      throw new Error('not asked here');
    },
    observe: () => [],
    words: () => {
      throw new Error('not told here');
    },
    following: null,
    parseFacts: (kept) => factsSchema.parse(kept),
    evaluate: ({ level }) => ({
      verdict: {
        code: `level-${level}`,
        row: 1,
        state: unknownLevels.includes(level) ? 'unknown' : stateOf(level, limit),
        confidence: 'confirmed',
      },
      findings: [],
      sideFindings: [],
    }),
    fleet: {
      ask: () => {
        throw new Error('not asked here');
      },
      outcomeOf: (subjectId, { level }, verdict) => {
        const { since, ...rest } = outcome(subjectId, verdict);
        return { ...rest, since: since === null ? null : { ...since, isAtLeast: true }, figures: { level } };
      },
      outageOf,
      hasRecovered,
      nextReviewAfterMs: () => null,
      timeZone: ZONE,
      settingsKey: 'settings',
      filters: {},
    },
  };
}

const stateOf = (level: number, limit: number): State => (level < limit ? 'missing' : 'on-schedule');

type Levels = Readonly<Record<string, number>>;

describe('digests that are made, over a real database', () => {
  const own = keptStore();
  let nowMs: number;
  let levels: Levels;
  let limit: number;
  let whoIsUnknown: readonly string[];
  let unknownLevels: readonly number[];
  /** Since when whoever is not well has been so by what earlier runs told; null: as the facts say. */
  let earlier: Outcome['since'];
  let readings: number;
  let unreadable: number[];
  let goneRunId: string | null;
  /** Ids of runs that were looked for. */
  let found: string[];
  let digests: Digests;
  /** Changes the run that is read next. */
  let change: Partial<FleetRun>;
  let whileReading: () => Promise<void>;
  let kind: string;

  beforeEach(() => {
    nowMs = NOW_MS;
    levels = { a: 1, b: 9 };
    limit = 5;
    whoIsUnknown = [];
    unknownLevels = [0];
    earlier = null;
    readings = 0;
    unreadable = [];
    goneRunId = null;
    found = [];
    change = {};
    whileReading = async () => {};
    kind = 'Clinic';
    digests = useCase();
  });

  /** The bot after a release, or another replica of it. */
  function useCase(): Digests {
    const { fleetRuns, digests: memory, mutes } = own.store;
    return createDigests({
      checks: new Map(
        [checkOf(limit, 'widgets', unknownLevels), checkOf(limit, 'gadgets')].map((check) => [
          check.id,
          check,
        ]),
      ),
      readFleet: ({ checkId }) => read(checkId),
      runs: {
        find: async (id) => {
          found.push(id);
          return id === goneRunId ? null : fleetRuns.find(id);
        },
        newestSince: (checkId, sinceMs, untilMs) => fleetRuns.newestSince(checkId, sinceMs, untilMs),
        factsOf: (runId) => fleetRuns.factsOf(runId),
      },
      memory,
      mutes,
      clock: () => nowMs,
      onUnreadableFacts: (_, subjects) => unreadable.push(subjects),
    });
  }

  async function read(checkId: string): Promise<FleetRun> {
    readings += 1;
    const asOfMs = nowMs;
    const id = randomUUID();
    const facts = Object.entries(levels).map(([subjectId, level]) => ({ subjectId, facts: { level } }));
    // Two pages, so that more than one is judged anew.
    await own.store.fleetRuns.addFacts(id, 0, facts.slice(0, 1));
    await own.store.fleetRuns.addFacts(id, 1, facts.slice(1));
    await whileReading();
    const outcomes: readonly Outcome[] = facts.map(({ subjectId, facts: { level } }) =>
      outcome(subjectId, {
        state:
          whoIsUnknown.includes(subjectId) || unknownLevels.includes(level)
            ? 'unknown'
            : stateOf(level, limit),
        traits: { kind, cadence: 'weekly' },
      }),
    );
    const goingOn = outcomes.map((each) =>
      each.since === null ? each : { ...each, since: earlier ?? each.since },
    );
    const run = runOf(goingOn, { id, checkId, asOfMs, madeAtMs: nowMs, rulesVersion: limit, ...change });
    await own.store.fleetRuns.keep(run);
    return run;
  }

  const make = (request: Partial<DigestRequest> = {}): Promise<MadeDigest> =>
    digests.make({
      checkId: 'widgets',
      scope: 'terminal:widgets',
      baselineScopes: [request.scope ?? 'terminal:widgets'],
      filter: {},
      notBeforeMs: nowMs,
      skippedDueAtMs: [],
      requestId: 'request',
      ...request,
    });

  /** Made and shown to people; the next one is a week later. */
  async function shown(request: Partial<DigestRequest> = {}): Promise<MadeDigest> {
    const made = await make(request);
    expect(await digests.notePosted(made.id)).toBe(true);
    nowMs += 7 * DAY_MS;
    return made;
  }

  const incomplete = { coverage: { ...runOf([]).coverage, isComplete: false } };

  it('compare with the last complete one of their scope', async () => {
    const first = await shown();
    expect(first.digest.baseline).toBeNull();
    levels = { a: 9, b: 1 };
    const { digest } = await make();
    expect(digest.baseline?.asOfMs).toBe(first.digest.asOfMs);
    expect([idsOf(digest.fresh), digest.recovered.map(({ before }) => before.subjectId)]).toEqual([
      ['b'],
      ['a'],
    ]);
  });

  it('remember through one that did not know how somebody was', async () => {
    await shown();
    whoIsUnknown = ['a', 'b'];
    await shown();
    const twice = await shown();
    expect(twice.digest.counts.unknown).toBe(2);
    whoIsUnknown = [];
    levels = { a: 1, b: 1 };
    const { id, digest } = await make();
    expect([idsOf(digest.fresh), idsOf(digest.still)]).toEqual([['b'], ['a']]);
    expect(digest.baseline).toMatchObject({ runId: twice.digest.runId, counts: { unknown: 2 } });
    expect((await digests.reopen(id))?.digest).toEqual(digest);
    levels = { a: 9, b: 9 };
    nowMs += DAY_MS;
    const { digest: well } = await make();
    expect(well.recovered.map(({ before }) => before.subjectId)).toEqual(['a']);
  });

  it('compare with no incomplete one', async () => {
    const first = await shown();
    change = incomplete;
    await shown();
    change = {};
    expect((await make()).digest.baseline?.runId).toBe(first.digest.runId);
  });

  it('compare with none in which the whole fleet had vanished: nobody is new who was always there', async () => {
    const first = await shown();
    levels = {};
    const { digest: vanished } = await shown();
    expect(vanished).toMatchObject({ hasVanished: true, coverage: { isComplete: false }, dropped: [] });
    levels = { a: 1, b: 9 };
    const { digest } = await make();
    expect(digest).toMatchObject({ baseline: { runId: first.digest.runId }, fresh: [], isQuiet: true });
    expect(await digests.trendOf('terminal:widgets', {})).toHaveLength(2);
  });

  it('compare with one of a fleet that always was empty, and with one that nobody fits any more', async () => {
    levels = {};
    expect((await shown()).digest.coverage.isComplete).toBe(true);
    const empty = await shown();
    expect(empty.digest).toMatchObject({ isQuiet: true, coverage: { isComplete: true } });
    levels = { a: 1 };
    const narrowed = { filter: { kind: ['Clinic'] }, scope: 'terminal:clinics' };
    expect((await make()).digest.baseline?.runId).toBe(empty.digest.runId);
    await shown(narrowed);
    kind = 'Practice';
    const { digest } = await shown(narrowed);
    expect(digest).toMatchObject({ hasVanished: true, coverage: { isComplete: true } });
    expect((await make(narrowed)).digest.baseline?.runId).toBe(digest.runId);
  });

  it('say where the check had other settings then, and nothing where that was not noted', async () => {
    change = { settingsKey: null };
    await shown();
    change = { settingsKey: 'one' };
    expect((await shown()).digest.baseline?.settings).toBe('unknown');
    expect((await shown()).digest.baseline?.settings).toBe('same');
    change = { settingsKey: 'other' };
    const { id, digest } = await make();
    expect(digest).toMatchObject({ isQuiet: false, baseline: { settings: 'changed' } });
    expect((await digests.reopen(id))?.digest).toEqual(digest);
  });

  it('lose no news that nobody was shown: such a digest is compared with never', async () => {
    const first = await shown();
    levels = { a: 1, b: 1 };
    await make();
    nowMs += DAY_MS;
    const { digest } = await make();
    expect(digest.baseline?.runId).toBe(first.digest.runId);
    expect(idsOf(digest.fresh)).toEqual(['b']);
  });

  it('compare with a quiet one though it was held back', async () => {
    await shown();
    const quiet = await make();
    expect(quiet.digest.isQuiet).toBe(true);
    nowMs += DAY_MS;
    expect((await make()).digest.baseline?.runId).toBe(quiet.digest.runId);
  });

  it('know nothing of other scopes, unless they are asked to go by one', async () => {
    const subscribed = await shown({ scope: 'subscription:1' });
    expect((await make({ scope: 'channel:C1:widgets' })).digest.baseline).toBeNull();
    const baselineScopes = ['subscription:none', 'subscription:1', 'channel:C1:widgets'];
    const asked = await make({ scope: 'channel:C1:widgets', baselineScopes });
    expect(asked.digest.baseline?.runId).toBe(subscribed.digest.runId);
  });

  it('are never compared with those of another check', async () => {
    await shown({ checkId: 'gadgets' });
    await expect(make()).rejects.toThrow('the scope terminal:widgets is of the check gadgets');
  });

  it('of one scope and one run tell the same: asking twice makes no news old', async () => {
    await shown();
    levels = { a: 1, b: 1 };
    const { id } = await make();
    await digests.notePosted(id);
    const again = await make();
    expect(idsOf(again.digest.fresh)).toEqual(['b']);
    expect(readings).toBe(2);
  });

  describe('the run that they take', () => {
    it('is one that is new enough; else the fleet is read', async () => {
      await make();
      nowMs += 60_000;
      await make({ notBeforeMs: NOW_MS });
      expect(readings).toBe(1);
      await make({ notBeforeMs: NOW_MS + 1 });
      expect(readings).toBe(2);
    });

    it('is never of before, though it was made after', async () => {
      change = { asOfMs: NOW_MS - 1 };
      await make();
      await make({ notBeforeMs: NOW_MS });
      expect(readings).toBe(2);
    });

    it('is not of the future, where another process goes by a later clock', async () => {
      const { digest: later } = await make();
      nowMs -= DAY_MS;
      const { digest } = await make();
      expect([readings, digest.asOfMs, later.asOfMs]).toEqual([2, nowMs, nowMs + DAY_MS]);
    });

    it('is shared by two that ask at the same time, and by both if it fails', async () => {
      const { promise, resolve } = Promise.withResolvers<void>();
      whileReading = () => promise;
      const both = Promise.all([make(), make({ scope: 'subscription:1' })]);
      resolve();
      const [one, other] = await both;
      expect(one.digest.runId).toBe(other.digest.runId);
      expect(readings).toBe(1);

      nowMs += DAY_MS;
      whileReading = () => Promise.reject(new Error('no store'));
      const failed = await Promise.allSettled([make(), make()]);
      expect(failed.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
      expect(readings).toBe(2);
      whileReading = async () => {};
      await make();
      expect(readings).toBe(3);
    });

    it('is shared with whoever wants a newer one than the first, but not than the reading', async () => {
      const { promise, resolve } = Promise.withResolvers<void>();
      whileReading = () => promise;
      const early = make({ notBeforeMs: nowMs - DAY_MS });
      await expect.poll(() => readings).toBe(1);
      const late = make({ notBeforeMs: nowMs });
      resolve();
      expect((await late).digest.runId).toBe((await early).digest.runId);
      expect(readings).toBe(1);
    });

    it('is not shared with whoever wants a newer one', async () => {
      const { promise, resolve } = Promise.withResolvers<void>();
      whileReading = () => promise;
      const early = make();
      await expect.poll(() => readings).toBe(1);
      nowMs += 1;
      const late = make();
      await expect.poll(() => readings).toBe(2);
      resolve();
      expect((await early).digest.runId).not.toBe((await late).digest.runId);
    });

    it('is not one that a replica of another release has judged', async () => {
      await make();
      limit = 10;
      digests = useCase();
      const { digest } = await make();
      expect([readings, digest.rulesVersion]).toEqual([2, 10]);
    });

    it('is not one that another process has judged with other settings', async () => {
      change = { settingsKey: 'other' };
      await make();
      change = {};
      nowMs += 1;
      await make({ notBeforeMs: NOW_MS, scope: 'subscription:1' });
      await make({ notBeforeMs: NOW_MS, scope: 'subscription:2' });
      expect(readings).toBe(2);
    });
  });

  describe('after a release with other rules', () => {
    it('judge the last run anew: the release is no news', async () => {
      await shown();
      limit = 10;
      digests = useCase();
      const { digest } = await make();
      expect(digest).toMatchObject({ isQuiet: true, fresh: [], baseline: { rules: 'judged-anew' } });
      expect(idsOf(digest.still)).toEqual(['a', 'b']);
    });

    it('keep since when somebody has not been well, which stands in no facts', async () => {
      const since = { atMs: NOW_MS - 90 * DAY_MS, isAtLeast: true };
      earlier = since;
      const { digest: first } = await shown();
      expect(first.fresh.map((each) => each.since)).toEqual([since]);
      limit = 10;
      levels = { a: 99, b: 1 };
      digests = useCase();
      const { digest } = await make();
      expect(digest.recovered.map(({ before }) => before.since)).toEqual([since]);
    });

    it('tell what has changed besides', async () => {
      await shown();
      limit = 10;
      levels = { a: 1, b: 10, c: 1 };
      digests = useCase();
      const { digest } = await make();
      expect(idsOf(digest.fresh)).toEqual(['c']);
      expect(digest.recovered.map(({ before }) => before.subjectId)).toEqual(['b']);
    });

    it('say so where its facts are not kept any more, and differences may come of the rules', async () => {
      await shown();
      await own.database.run('delete from fleet_facts where page = 1');
      limit = 10;
      digests = useCase();
      const { digest } = await make();
      expect(digest).toMatchObject({ isQuiet: false, baseline: { rules: 'not-judged-anew' } });
      expect(idsOf(digest.fresh)).toEqual(['b']);
    });

    it('say so where it was before the last that it was known how somebody is, and judge nobody by old rules', async () => {
      levels = { a: 6, b: 9 };
      limit = 7;
      digests = useCase();
      await shown();
      levels = { a: 0, b: 9 };
      for (const _ of [1, 2, 3]) await shown();
      levels = { a: 6, b: 9 };
      limit = 5;
      digests = useCase();
      const { digest } = await make();
      expect(digest).toMatchObject({
        recovered: [],
        isQuiet: false,
        baseline: { rules: 'not-judged-anew', counts: { unknown: 1 } },
      });
    });

    it('remember how somebody was who is unknown by the new rules alone', async () => {
      limit = 5;
      levels = { a: 6, b: 9 };
      unknownLevels = [];
      digests = useCase();
      // Another scope is compared with it next: its facts stay.
      await digests.notePosted((await make({ scope: 'terminal:other' })).id);
      await shown();
      levels = { a: 1, b: 9 };
      unknownLevels = [];
      await shown();
      limit = 7;
      unknownLevels = [1];
      digests = useCase();
      levels = { a: 6, b: 9 };
      const { digest } = await make();
      // On schedule by the rules of then, and missing by those of today: it has been that since the first of them.
      expect([idsOf(digest.fresh), idsOf(digest.still)]).toEqual([[], ['a']]);
    });

    it('take up nothing that an incomplete one told by the rules of before: the release is no news', async () => {
      limit = 5;
      levels = { a: 4, b: 9 };
      digests = useCase();
      await shown();
      change = incomplete;
      await shown();
      change = {};
      limit = 3;
      digests = useCase();
      const { digest } = await make();
      expect(digest).toMatchObject({ isQuiet: true, recovered: [], baseline: { rules: 'judged-anew' } });
    });

    it.each<readonly [string, Levels, readonly string[]]>([
      ['well by those of today', { a: 4, b: 9 }, []],
      ['not well by either', { a: 1, b: 9 }, ['a']],
    ])('say so where only an incomplete one told of somebody: %s', async (_, since, fresh) => {
      levels = { a: 9, b: 9 };
      await shown();
      levels = since;
      change = incomplete;
      await shown();
      change = {};
      limit = 3;
      digests = useCase();
      const { id, digest } = await make();
      expect(digest).toMatchObject({
        isQuiet: false,
        recovered: [],
        baseline: { rules: 'not-judged-anew' },
      });
      expect(idsOf(digest.fresh)).toEqual(fresh);
      expect((await digests.reopen(id))?.digest).toEqual(digest);
    });

    it('say so, and tell the log, where the check cannot read its facts any more', async () => {
      const { digest: first } = await shown();
      await own.store.fleetRuns.addFacts(first.runId, 1, [{ subjectId: 'b', facts: { level: 'high' } }]);
      limit = 10;
      digests = useCase();
      expect((await make()).digest.baseline?.rules).toBe('not-judged-anew');
      expect(unreadable).toEqual([1]);
    });
  });

  describe('reopened', () => {
    it('are the same, with the mutes of now', async () => {
      await shown();
      levels = { a: 1, b: 1 };
      const made = await make({ skippedDueAtMs: [NOW_MS + 5], filter: { kind: ['Clinic'] } });
      expect(await digests.reopen(made.id)).toEqual(made);
      await own.store.mutes.add(mute('b', { atMs: nowMs, untilMs: nowMs + DAY_MS, why: 'moving house' }));
      const reopened = await digests.reopen(made.id);
      expect(reopened).toMatchObject({
        id: made.id,
        scope: made.scope,
        digest: { fresh: [], muted: [{ outcome: { subjectId: 'b' }, mute: { why: 'moving house' } }] },
      });
      nowMs += 2 * DAY_MS;
      expect((await digests.reopen(made.id))?.digest.muted).toEqual([]);
    });

    it('are the same after a release, where both runs were judged by the same rules', async () => {
      await shown();
      levels = { a: 1, b: 1 };
      const made = await make();
      limit = 100;
      digests = useCase();
      expect(await digests.reopen(made.id)).toEqual(made);
    });

    it('are the same after a release, where they go by what was known before', async () => {
      await shown();
      whoIsUnknown = ['a'];
      await shown();
      whoIsUnknown = [];
      const made = await make();
      expect([idsOf(made.digest.still), made.digest.baseline?.rules]).toEqual([['a'], 'same']);
      // By rules by which they would have been well all along.
      limit = 1;
      digests = useCase();
      expect(await digests.reopen(made.id)).toEqual(made);
    });

    it.each(['no uuid', randomUUID()])('are not there where they are not kept: %s', async (id) => {
      expect(await digests.reopen(id)).toBeNull();
      expect(await digests.csvOf(id)).toBeNull();
      expect(await digests.notePosted(id)).toBe(false);
    });

    it('are not there where what they were compared with is gone: they would tell something else', async () => {
      const first = await shown();
      const made = await make();
      goneRunId = first.digest.runId;
      expect(await digests.reopen(made.id)).toBeNull();
    });

    it('give the full list as CSV', async () => {
      const { id } = await make();
      const rows = (await digests.csvOf(id))?.split('\n') ?? [];
      expect(rows.map((row) => row.split(',')[0])).toEqual(['id', 'a', 'b', '']);
    });
  });

  it('bring back whoever is still not well when a mute is up', async () => {
    await own.store.mutes.add(mute('a', { atMs: nowMs - 1, untilMs: nowMs + DAY_MS }));
    const { digest: first } = await shown();
    expect(idsOf(first.muted.map((each) => each.outcome))).toEqual(['a']);
    expect(idsOf((await make()).digest.unmuted)).toEqual(['a']);
  });

  it('bring back whoever is still not well when a mute is up, though nobody could judge them just then', async () => {
    await own.store.mutes.add(mute('a', { atMs: nowMs - 1, untilMs: nowMs + DAY_MS }));
    await shown();
    whoIsUnknown = ['a'];
    expect((await shown()).digest.unmuted).toEqual([]);
    whoIsUnknown = [];
    const { id, digest } = await shown();
    expect(idsOf(digest.unmuted)).toEqual(['a']);
    expect((await digests.reopen(id))?.digest).toEqual(digest);
    expect(idsOf((await make()).digest.still)).toEqual(['a']);
  });

  it('bring back whoever fell ill while muted, once somebody has ended the mute', async () => {
    await shown();
    await own.store.mutes.add(mute('b', { atMs: nowMs, untilMs: nowMs + 99 * DAY_MS }));
    levels = { a: 1, b: 1 };
    expect((await shown()).digest).toMatchObject({ fresh: [], muted: [{ outcome: { subjectId: 'b' } }] });
    await own.store.mutes.end('widgets', 'b', nowMs);
    const { digest } = await make();
    expect([idsOf(digest.unmuted), idsOf(digest.still)]).toEqual([['b'], ['a']]);
    expect(digest.isQuiet).toBe(false);
  });

  describe('of other scopes, narrowed otherwise', () => {
    const channel = 'channel:C1:widgets';
    const practices = { kind: ['Practice'] };
    const clinics = { kind: ['Clinic'] };

    it('are no baseline: whom the last one left out nobody was told of', async () => {
      await shown({ scope: channel, filter: practices });
      const { digest } = await shown({ scope: channel });
      expect(digest.baseline).toBeNull();
      expect(idsOf(digest.fresh)).toEqual(['a']);
      const narrowed = await shown({ scope: channel, filter: clinics });
      expect(narrowed.digest.baseline?.runId).toBe(digest.runId);
      expect((await digests.trendOf(channel, {})).length).toBe(1);
      expect((await digests.trendOf(channel, clinics)).length).toBe(1);
    });

    it('are passed over for an earlier one that covers it', async () => {
      const everybody = await shown({ scope: channel });
      await shown({ scope: channel, filter: clinics });
      expect((await make({ scope: channel })).digest.baseline?.runId).toBe(everybody.digest.runId);
    });

    it('are looked for in the next scope', async () => {
      await shown({ scope: 'subscription:1', filter: practices });
      const asked = await shown({ scope: channel });
      const request = { scope: 'subscription:1', baselineScopes: ['subscription:1'], filter: clinics };
      expect((await make({ ...request, fallbackScopes: [channel] })).digest.baseline?.runId).toBe(
        asked.digest.runId,
      );
    });
  });

  it('are compared with the newest that a channel has seen, whichever scope that is of', async () => {
    const both = { scope: 'channel:C1:widgets', baselineScopes: ['subscription:1', 'channel:C1:widgets'] };
    await shown({ scope: 'subscription:1' });
    levels = { a: 1, b: 1 };
    const asked = await shown(both);
    expect(idsOf(asked.digest.fresh)).toEqual(['b']);
    const again = await shown(both);
    expect(again.digest).toMatchObject({ baseline: { runId: asked.digest.runId }, fresh: [] });
    const subscribed = await shown({ scope: 'subscription:1' });
    expect((await make(both)).digest.baseline?.runId).toBe(subscribed.digest.runId);
  });

  it('remember what an incomplete one has told, and close it', async () => {
    await shown();
    change = incomplete;
    levels = { a: 1, b: 1, c: 1 };
    const told = await shown();
    expect(idsOf(told.digest.fresh)).toEqual(['b', 'c']);
    const again = await shown();
    expect([idsOf(again.digest.fresh), idsOf(again.digest.still)]).toEqual([[], ['a', 'b', 'c']]);
    change = {};
    levels = { a: 1, b: 9, c: 1 };
    const { id, digest } = await make();
    expect([idsOf(digest.fresh), idsOf(digest.still)]).toEqual([[], ['a', 'c']]);
    expect(digest.recovered).toMatchObject([{ before: { subjectId: 'b' }, seenAtMs: again.digest.asOfMs }]);
    expect((await digests.reopen(id))?.digest).toEqual(digest);
  });

  it.each<readonly [string, Levels, Readonly<Record<'fresh' | 'still' | 'recovered', readonly string[]>>]>([
    ['still not well', { a: 1, b: 9 }, { fresh: [], still: ['a'], recovered: [] }],
    ['well again', { a: 9, b: 9 }, { fresh: [], still: [], recovered: ['a'] }],
  ])('remember what an incomplete one has told, whatever came since: %s', async (_, since, lists) => {
    levels = { a: 9, b: 9 };
    await shown();
    change = incomplete;
    levels = { a: 1, b: 9 };
    const told = await shown();
    // More of them than anybody would read, and a complete one that could not judge them either.
    whoIsUnknown = ['a'];
    for (let each = 0; each < 11; each += 1) await shown();
    change = {};
    const blind = await shown();
    expect(idsOf(blind.digest.unclear.map(({ before }) => before))).toEqual(['a']);
    whoIsUnknown = [];
    levels = since;
    const { id, digest } = await make();
    expect({
      fresh: idsOf(digest.fresh),
      still: idsOf(digest.still),
      recovered: idsOf(digest.recovered.map(({ before }) => before)),
    }).toEqual(lists);
    expect(digest.recovered.every(({ seenAtMs }) => seenAtMs === told.digest.asOfMs)).toBe(true);
    expect((await digests.reopen(id))?.digest).toEqual(digest);
  });

  it('read few of many incomplete ones again: each goes on from the one before', async () => {
    await shown();
    change = incomplete;
    levels = { a: 1, b: 1 };
    for (let each = 0; each < 9; each += 1) await shown();
    levels = { a: 1, b: 9 };
    await shown();
    found = [];
    const { digest } = await make();
    expect(idsOf(digest.unclear.map(({ before }) => before))).toEqual(['b']);
    // The baseline, and the last that told of each.
    expect(found).toHaveLength(3);
  });

  it('tell of nobody as worse who was as bad at the last complete one', async () => {
    await shown();
    change = { ...incomplete, outcomes: [outcome('a', { state: 'partial' }), outcome('b')] };
    expect(idsOf((await shown()).digest.still)).toEqual(['a']);
    change = {};
    const { digest } = await make();
    expect([digest.worse, idsOf(digest.still)]).toEqual([[], ['a']]);
  });

  it('do not remember what an incomplete one told nobody: it was not shown, or they were muted', async () => {
    await shown();
    change = incomplete;
    levels = { a: 1, b: 1 };
    await make();
    nowMs += DAY_MS;
    await own.store.mutes.add(mute('b', { atMs: nowMs - 1, untilMs: nowMs + DAY_MS }));
    await shown();
    change = {};
    expect(idsOf((await make()).digest.fresh)).toEqual(['b']);
  });

  it('go by the mutes that were looked at when the last one was made, not when its reading began', async () => {
    const asOfMs = nowMs;
    whileReading = async () => {
      await own.store.mutes.add(mute('a', { atMs: asOfMs + 30_000, untilMs: asOfMs + DAY_MS }));
      nowMs = asOfMs + 60_000;
    };
    change = { asOfMs };
    const { digest: first } = await shown({ notBeforeMs: asOfMs });
    expect(idsOf(first.muted.map((each) => each.outcome))).toEqual(['a']);
    change = {};
    whileReading = async () => {};
    expect(idsOf((await make()).digest.unmuted)).toEqual(['a']);
  });

  it('make a trend of the complete ones of a scope, oldest first', async () => {
    const made = [await shown(), await shown()];
    change = incomplete;
    await shown();
    change = {};
    levels = { a: 1, b: 1 };
    made.push(await shown());
    await shown({ scope: 'subscription:1' });
    const trend = await digests.trendOf('terminal:widgets', {});
    expect(trend).toEqual(made.map(({ digest: { asOfMs, counts } }) => ({ asOfMs, counts })));
    expect(trend.map(({ counts }) => counts.missing)).toEqual([1, 1, 2]);
  });

  it('of a check that nobody has, or that reads single subjects only, are a mistake of ours', async () => {
    await expect(make({ checkId: 'unheard-of' })).rejects.toThrow('no check is called "unheard-of"');
    const single = createDigests({
      checks: new Map([['queues', { ...checkOf(1), fleet: null }]]),
      readFleet: ({ checkId }) => read(checkId),
      runs: own.store.fleetRuns,
      memory: own.store.digests,
      mutes: own.store.mutes,
      clock: () => nowMs,
      onUnreadableFacts: () => {},
    });
    const request = { checkId: 'queues', scope: 's', baselineScopes: [], filter: {}, skippedDueAtMs: [] };
    await expect(single.make({ ...request, notBeforeMs: 0, requestId: 'r' })).rejects.toThrow(
      'does not read all its subjects',
    );
  });
});
