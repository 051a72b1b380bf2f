import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../src/checks/fleet.ts';
import { STATES } from '../../src/diagnosis/verdict.ts';
import type { Changed, Digest, Filter, Mute } from '../../src/digests/digest.ts';
import type { FleetRun } from '../../src/digests/fleet-run.ts';
import { recoveredOf } from '../../src/digests/outages.ts';
import { isNotWell, matches } from '../../src/digests/outcomes.ts';
import {
  compared,
  idsOf,
  inOutage,
  incompleteRunOf,
  LAST_WEEK_MS,
  mute,
  NOW_MS,
  outcome,
  runOf,
} from './example.ts';

const IDS = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];

const anOutcome = (subjectId: string): fc.Arbitrary<Outcome> =>
  fc
    .record({
      state: fc.constantFrom(...STATES),
      kind: fc.constantFrom('Clinic', 'Practice'),
      cadence: fc.constantFrom('weekly', 'biweekly', null),
      slot: fc.constantFrom('slot 1', 'slot 2', null),
      name: fc.constantFrom('Same', 'Other'),
    })
    .map(({ state, kind, cadence, slot, name }) => ({
      ...(state === 'missing' && slot !== null ? inOutage(subjectId, slot) : outcome(subjectId, { state })),
      name,
      traits: { kind, cadence },
    }));

/** Some of the subjects, in any order. */
const outcomes: fc.Arbitrary<readonly Outcome[]> = fc
  .shuffledSubarray(IDS)
  .chain((ids) => fc.tuple(...ids.map(anOutcome)));

const completeRuns = outcomes.map((each) => runOf(each));
const incompleteRuns = fc.tuple(outcomes, fc.nat(3)).map(([each, unread]) => incompleteRunOf(each, unread));
const runs: fc.Arbitrary<FleetRun> = fc.oneof(completeRuns, incompleteRuns);

/** In force, up since the last digest, or up before that counts. */
const mutes: fc.Arbitrary<readonly Mute[]> = fc.array(
  fc
    .tuple(fc.constantFrom(...IDS), fc.boolean(), fc.boolean())
    .map(([id, isUp, isLate]) =>
      mute(id, { untilMs: isUp ? NOW_MS - 1 : NOW_MS + 1, atMs: LAST_WEEK_MS + (isLate ? 1 : -1) }),
    ),
);

const filters = fc.constantFrom<Filter>({}, { kind: ['Clinic'] }, { cadence: ['weekly'] });
const past = fc.option(outcomes);

/** The ids in each list. */
function listsOf(digest: Digest): Readonly<Record<string, readonly string[]>> {
  const ids = (changes: readonly Changed[]) => changes.map(({ before }) => before.subjectId);
  return {
    fresh: idsOf(digest.fresh),
    worse: ids(digest.worse),
    still: idsOf(digest.still),
    unmuted: idsOf(digest.unmuted),
    outages: digest.outages.flatMap((outage) => idsOf(outage.outcomes)),
    recovered: ids(recoveredOf(digest)),
    dropped: ids(digest.dropped),
    withdrawn: ids(digest.withdrawn),
    unclear: ids(digest.unclear),
    muted: idsOf(digest.muted.map((each) => each.outcome)),
  };
}

const notWellIds = (each: readonly Outcome[], filter: Filter): readonly string[] =>
  idsOf(each.filter((one) => isNotWell(one) && matches(one, filter))).toSorted();

describe('whatever the runs', () => {
  it('an incomplete one tells of no recovery, no drop, and of no end of an outage', () => {
    fc.assert(
      fc.property(incompleteRuns, past, mutes, filters, (run, before, muted, filter) => {
        const digest = compared(run, before, { mutes: muted, filter });
        expect(digest).toMatchObject({
          recovered: [],
          dropped: [],
          withdrawn: [],
          endedOutages: [],
          isQuiet: false,
        });
      }),
    );
  });

  it('nobody recovers, drops out or is withdrawn because the whole fleet has vanished', () => {
    fc.assert(
      fc.property(past, mutes, filters, (before, muted, filter) => {
        const digest = compared(runOf([]), before, { mutes: muted, filter });
        expect(digest).toMatchObject({ recovered: [], dropped: [], withdrawn: [], endedOutages: [] });
        expect(digest.coverage.isComplete).toBe(!(before ?? []).some((one) => matches(one, filter)));
      }),
    );
  });

  it('nobody is in two lists, and nobody who is or was not well is in none', () => {
    fc.assert(
      fc.property(runs, past, mutes, filters, (run, before, muted, filter) => {
        const digest = compared(run, before, { mutes: muted, filter });
        const lists = listsOf(digest);
        const listed = Object.values(lists).flat();
        expect(new Set(listed).size).toBe(listed.length);
        const now = notWellIds(run.outcomes, filter);
        const due = idsOf(run.outcomes.filter((one) => one.state !== 'not-expected' && matches(one, filter)));
        const withdrawn = (before ?? []).filter(
          (one) => one.state === 'on-schedule' && matches(one, filter) && !due.includes(one.subjectId),
        );
        const concerned = new Set([
          ...now,
          ...notWellIds(before ?? [], filter),
          ...(digest.coverage.isComplete ? idsOf(withdrawn) : []),
        ]);
        expect(listed.toSorted()).toEqual([...concerned].toSorted());
        const { fresh = [], worse = [], still = [], unmuted = [], outages = [], muted: silent = [] } = lists;
        const notWell = [...fresh, ...worse, ...still, ...unmuted, ...outages];
        expect([...notWell, ...silent.filter((id) => now.includes(id))].toSorted()).toEqual(now);
      }),
    );
  });

  it('a run compared with itself is quiet', () => {
    fc.assert(
      fc.property(completeRuns, filters, fc.subarray(IDS), (run, filter, mutedIds) => {
        const digest = compared(run, run.outcomes, { filter, mutes: mutedIds.map((id) => mute(id)) });
        expect(digest.isQuiet).toBe(true);
      }),
    );
  });

  it('muting moves people to the muted, and does nothing else', () => {
    fc.assert(
      fc.property(runs, past, filters, fc.subarray(IDS), (run, before, filter, mutedIds) => {
        const loud = compared(run, before, { filter });
        const silent = compared(run, before, { filter, mutes: mutedIds.map((id) => mute(id)) });
        const { muted: _, ...lists } = listsOf(loud);
        const { muted, ...left } = listsOf(silent);
        const without = Object.entries(lists).map(([name, ids]) => [
          name,
          ids.filter((id) => !mutedIds.includes(id)),
        ]);
        expect(left).toEqual(Object.fromEntries(without));
        const moved = Object.values(lists)
          .flat()
          .filter((id) => mutedIds.includes(id));
        expect(muted?.toSorted()).toEqual(moved.toSorted());
        expect({ counts: silent.counts, factor: silent.factor }).toEqual({
          counts: loud.counts,
          factor: loud.factor,
        });
      }),
    );
  });

  it('what is unknown is nobody’s failure and nobody’s recovery', () => {
    fc.assert(
      fc.property(runs, past, mutes, filters, (run, before, muted, filter) => {
        const { fresh, worse, recovered, still, unmuted, outages } = compared(run, before, {
          mutes: muted,
          filter,
        });
        const now = [
          ...fresh,
          ...still,
          ...unmuted,
          ...outages.flatMap((outage) => outage.outcomes),
          ...[...worse, ...recovered].map(({ after }) => after),
        ];
        expect(now.filter((each) => each?.state === 'unknown')).toEqual([]);
      }),
    );
  });

  it('the order in which they were read and muted changes nothing', () => {
    fc.assert(
      fc.property(runs, past, mutes, filters, fc.func(fc.integer()), (run, before, muted, filter, luck) => {
        const shuffled = <Each>(list: readonly Each[]): readonly Each[] =>
          list
            .map((each, index) => ({ each, place: luck(index, JSON.stringify(each)) }))
            .toSorted((a, b) => a.place - b.place)
            .map(({ each }) => each);
        const again = compared(
          { ...run, outcomes: shuffled(run.outcomes) },
          before === null ? null : shuffled(before),
          { mutes: shuffled(muted), filter },
        );
        expect(again).toEqual(compared(run, before, { mutes: muted, filter }));
      }),
    );
  });
});
