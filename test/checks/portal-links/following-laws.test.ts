import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Standing } from '../../../src/checks/following.ts';
import type { PortalLinksFacts } from '../../../src/checks/portal-links/facts.ts';
import { slotsOpenedBy, type Slot } from '../../../src/checks/portal-links/schedule.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../src/diagnosis/time.ts';
import { arbitraryFacts } from '../../support/arbitrary-facts.ts';
import { AS_OF_MS, facts, WEEKLY } from '../../support/portal-links-facts.ts';
import { FLEET, PORTAL_LINKS } from '../../support/portal-links-world.ts';

const { following: FOLLOWING } = PORTAL_LINKS;
if (FOLLOWING === null) throw new Error('the check follows nobody');
const follow = FOLLOWING;

const standingOf = (given: PortalLinksFacts): Standing =>
  follow.standingOf(given.subjectId, given, PORTAL_LINKS.evaluate(given).verdict);

/** Runs before the ledger that a history goes back to. */
const RUNS_BEFORE = 60;

/** What really happened to a weekly provider, and how much of it the facts hold. */
interface History {
  readonly asOfMs: number;
  /** All runs, the ledger's eight last, oldest first. */
  readonly runs: readonly Slot[];
  readonly wasKept: readonly boolean[];
  readonly manualAtMs: readonly number[];
  /** The run that it was enrolled shortly before. */
  readonly enrolledBefore: number;
}

const PLANNED = [
  AS_OF_MS,
  Date.parse('2025-07-21T11:03:00-07:00'),
  Date.parse('2025-07-21T13:05:00-07:00'),
  Date.parse('2025-03-13T12:00:00-07:00'),
  Date.parse('2025-11-05T12:30:00-08:00'),
].map((asOfMs) => ({ asOfMs, runs: slotsOpenedBy(WEEKLY, asOfMs, RUNS_BEFORE + 8) }));

const HISTORY: fc.Arbitrary<History> = fc.constantFrom(...PLANNED).chain(({ asOfMs, runs }) => {
  const index = fc.nat({ max: runs.length - 1 });
  const manual = fc
    .tuple(index, fc.integer({ min: 3, max: 6 * 24 }))
    .map(([run, hours]) => (runs[run]?.atMs ?? 0) + hours * HOUR_MS)
    .filter((atMs) => atMs <= asOfMs);
  return fc
    .record({
      keptRuns: fc.oneof(fc.uniqueArray(index, { maxLength: 3 }), fc.uniqueArray(index, { minLength: 20 })),
      manualAtMs: fc.array(manual, { maxLength: 5 }),
      enrolledBefore: index,
    })
    .map(({ keptRuns, ...rest }) => ({
      ...rest,
      asOfMs,
      runs,
      wasKept: runs.map(({ atMs }, run) => keptRuns.includes(run) && atMs + 4 * MINUTE_MS <= asOfMs),
    }));
});

interface Knowledge {
  /** Links are told from this run on only. */
  readonly toldFrom: number;
  readonly isEnrolmentKnown: boolean;
  /** The run that the settings were changed shortly before; null: at the enrolment. */
  readonly changedBefore: number | null;
}

const KNOWLEDGE: fc.Arbitrary<Knowledge> = fc.record({
  toldFrom: fc.oneof(fc.constant(0), fc.nat({ max: RUNS_BEFORE })),
  isEnrolmentKnown: fc.boolean(),
  changedBefore: fc.option(fc.nat({ max: RUNS_BEFORE + 7 }), { nil: null }),
});

const ALL: Knowledge = { toldFrom: 0, isEnrolmentKnown: true, changedBefore: null };

function factsOf(history: History, knowledge: Knowledge = ALL): PortalLinksFacts {
  const { asOfMs, runs, wasKept, manualAtMs, enrolledBefore } = history;
  const linkAtMs = [
    ...runs.flatMap(({ atMs }, run) => (wasKept[run] === true ? [atMs + 4 * MINUTE_MS] : [])),
    ...manualAtMs,
  ].toSorted((a, b) => b - a);
  const at = (run: number) => runs[run]?.opensAtMs ?? 0;
  const before = linkAtMs.filter((atMs) => atMs < at(RUNS_BEFORE));
  const told = before.filter((atMs) => atMs >= at(knowledge.toldFrom));
  const enrolledAtMs = at(enrolledBefore) - DAY_MS;
  const changedAtMs = knowledge.changedBefore === null ? 0 : at(knowledge.changedBefore) - DAY_MS;
  return facts({
    asOfMs,
    keptSlots: [],
    provider: {
      enrolledAtMs: knowledge.isEnrolmentKnown ? enrolledAtMs : null,
      linkAtMs: linkAtMs.filter((atMs) => atMs >= at(RUNS_BEFORE)),
      linksBefore: { atMs: told, isCut: told.length < before.length },
      linkCount: linkAtMs.length,
      newestLinkAtMs: linkAtMs[0] ?? null,
    },
    stateAtAsOf: {
      settingsChangedAtMs: Math.max(enrolledAtMs, changedAtMs),
      firstVerificationAtMs: enrolledAtMs,
      linkLastSentAtMs: linkAtMs[0] ?? null,
    },
  });
}

/** What a person would find who saw everything: the runs due since the last kept one. */
function unkeptOf({ runs, wasKept, enrolledBefore }: History): readonly Slot[] {
  const lastKept = wasKept.lastIndexOf(true);
  return runs.filter((_, run) => run > lastKept && run >= enrolledBefore);
}

const isClosed =
  ({ asOfMs }: History) =>
  ({ closesAtMs }: Slot) =>
    closesAtMs <= asOfMs;

describe('since when a provider is not well, whatever happened', () => {
  it('is the first due run after the last kept one, where everything is known', () => {
    fc.assert(
      fc.property(HISTORY, (history) => {
        const missed = unkeptOf(history).filter(isClosed(history));
        const { outcome, missedRunsAtMs, missedAtLeast, keptRunAtMs } = standingOf(factsOf(history));
        expect(missedRunsAtMs).toEqual(missed.map(({ atMs }) => atMs));
        expect(missedAtLeast).toBe(false);
        expect(keptRunAtMs).toBe(
          history.runs.findLast((_, run) => history.wasKept[run] === true)?.atMs ?? null,
        );
        expect(outcome.since).toEqual(
          missed[0] === undefined ? null : { atMs: missed[0].atMs, isAtLeast: false },
        );
      }),
      { numRuns: 400 },
    );
  });

  it('is never later than a missed run, never before a kept one, and exact or "by" as far as the data reaches', () => {
    fc.assert(
      fc.property(HISTORY, KNOWLEDGE, (history, knowledge) => {
        const { outcome, missedRunsAtMs, missedAtLeast, keptRunAtMs } = standingOf(
          factsOf(history, knowledge),
        );
        const due = unkeptOf(history).map(({ atMs }) => atMs);
        const { since } = outcome;
        fc.pre(since !== null);
        for (const atMs of missedRunsAtMs) expect(since.atMs).toBeLessThanOrEqual(atMs);
        expect(since.atMs).toBeGreaterThan(keptRunAtMs ?? 0);
        // Where nobody knows the enrolment, a run before it may be taken for a missed one, and never for a kept one.
        const known = knowledge.isEnrolmentKnown ? missedRunsAtMs : [];
        for (const atMs of known) expect(due).toContain(atMs);
        expect(missedAtLeast).toBe(since.isAtLeast);
        const truth = due[0] ?? Infinity;
        expect([
          since.isAtLeast || since.atMs === truth,
          !knowledge.isEnrolmentKnown || since.atMs >= truth,
        ]).toEqual([true, true]);
      }),
      { numRuns: 600 },
    );
  });

  it('is no other for a manual send, and neither is the last kept run nor a recovery', () => {
    fc.assert(
      fc.property(HISTORY, HISTORY, fc.boolean(), (history, other, movesStamp) => {
        const without = { ...history, manualAtMs: [] };
        const [given, plain] = [factsOf(history), factsOf(without)];
        const stampAtMs = plain.provider?.stateAtAsOf?.linkLastSentAtMs ?? null;
        const sent = movesStamp ? given : withStamp(given, stampAtMs);
        const [standing, standingWithout] = [standingOf(sent), standingOf(plain)];
        expect(standing.outcome.since).toEqual(standingWithout.outcome.since);
        expect(standing.missedRunsAtMs).toEqual(standingWithout.missedRunsAtMs);
        expect(standing.keptRunAtMs).toBe(standingWithout.keptRunAtMs);
        expect(standing.nextProof).toEqual(standingWithout.nextProof);
        const before = standingOf(factsOf(other)).outcome;
        expect(follow.hasRecovered(before, standing.outcome)).toBe(
          follow.hasRecovered(before, standingWithout.outcome),
        );
        expect(follow.hasRecovered(standing.outcome, before)).toBe(
          follow.hasRecovered(standingWithout.outcome, before),
        );
        expect(follow.hasRecovered(standingWithout.outcome, standing.outcome)).toBe(false);
      }),
      { numRuns: 400 },
    );
  });
});

describe('how a provider stands, whatever the facts', () => {
  it('is the state, verdict and figures that a digest tells of it', () => {
    fc.assert(
      fc.property(arbitraryFacts, (given) => {
        const { since: _, ...told } = FLEET.outcomeOf(
          given.subjectId,
          given,
          PORTAL_LINKS.evaluate(given).verdict,
        );
        expect(standingOf(given).outcome).toMatchObject(told);
      }),
      { numRuns: 500 },
    );
  });

  it('is proved by a run in the future of as-of, at the instant that digests review runs at', () => {
    fc.assert(
      fc.property(arbitraryFacts, (given) => {
        const { nextProof, keptRunAtMs } = standingOf(given);
        fc.pre(nextProof !== null);
        expect(nextProof.judgedAtMs).toBeGreaterThan(given.asOfMs);
        expect(nextProof.plannedAtMs).toBeLessThan(nextProof.judgedAtMs);
        const reviewAtMs = FLEET.nextReviewAfterMs(given.asOfMs) ?? 0;
        const reviewedMs = reviewAtMs - 130 * MINUTE_MS;
        // A run that was kept within its window needs no proof, and one before the enrolment gives none.
        const provesNothing = keptRunAtMs === reviewedMs || (given.provider?.enrolledAtMs ?? 0) > reviewedMs;
        expect(nextProof.judgedAtMs).toBe(provesNothing ? FLEET.nextReviewAfterMs(reviewAtMs) : reviewAtMs);
      }),
      { numRuns: 500 },
    );
  });

  it('is the same after the facts were kept', () => {
    fc.assert(
      fc.property(HISTORY, KNOWLEDGE, (history, knowledge) => {
        const given = factsOf(history, knowledge);
        const kept = PORTAL_LINKS.parseFacts(JSON.parse(JSON.stringify(given)));
        expect(standingOf(kept)).toEqual(standingOf(given));
      }),
      { numRuns: 100 },
    );
  });
});

function withStamp(given: PortalLinksFacts, linkLastSentAtMs: number | null): PortalLinksFacts {
  const { provider } = given;
  if (provider === null || provider.stateAtAsOf === null) return given;
  return {
    ...given,
    provider: { ...provider, stateAtAsOf: { ...provider.stateAtAsOf, linkLastSentAtMs } },
  };
}
