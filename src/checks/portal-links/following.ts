import type { EpochMs } from '../../diagnosis/time.ts';
import type { Outcome } from '../fleet.ts';
import type { Following, Proof, Standing } from '../following.ts';
import type { PortalLinksFacts } from './facts.ts';
import { hasRecovered, keptSlotOf, outcomeOf } from './fleet-outcome.ts';
import type { LedgerSlot } from './ledger.ts';
import { expectsRuns } from './rules.ts';
import { createRunsSinceKept, type RunsSinceKept } from './runs-since-kept.ts';
import type { Slot } from './schedule.ts';
import type { PortalLinksSettings } from './settings.ts';
import { deriveView, type View } from './view.ts';

/** How many missed runs are remembered of a provider, the newest: weekly ones of almost four years. */
const MOST_MISSED = 200;

/** How incidents follow providers: by their planned runs, over all the links that there are. */
export function createFollowing(settings: PortalLinksSettings): Following<PortalLinksFacts> {
  const runsOf = createRunsSinceKept(settings);
  return {
    standingOf(subjectId, facts, verdict) {
      const view = deriveView(facts);
      return standingOf(outcomeOf(subjectId, facts, verdict), view, runsOf(view));
    },
    hasRecovered: hasKeptAnother,
    timeZone: settings.timeZone,
  };
}

function standingOf(outcome: Outcome, view: View, runs: RunsSinceKept): Standing {
  const base = { outcome: { ...outcome, since: sinceOf(outcome, view, runs) }, keptRunAtMs: runs.keptAtMs };
  if (!expectsRuns(view)) {
    return { ...base, missedRunsAtMs: [], missedAtLeast: false, isPending: false, nextProof: null };
  }
  // A run whose window is still open may yet be kept.
  const missed = runs.failed.filter(({ status }) => status === 'missed').map(({ atMs }) => atMs);
  return {
    ...base,
    missedRunsAtMs: missed.slice(-MOST_MISSED),
    missedAtLeast: runs.mayBeMore || missed.length > MOST_MISSED,
    isPending: view.ledger.some(isOpen),
    nextProof: nextProofOf(view),
  };
}

/** Where runs were missed, the first of them over all links. Else what failed at kept ones tells. */
function sinceOf(
  { state, since }: Outcome,
  view: View,
  { failed, mayBeMore }: RunsSinceKept,
): Outcome['since'] {
  if (state !== 'missing' && state !== 'partial') return null;
  if (view.missedSinceKept.length === 0) return since;
  const [first] = failed;
  return first === undefined ? null : { atMs: first.atMs, isAtLeast: mayBeMore };
}

/** What failed at a kept run may seem mended by a manual send, which moves the stamp: the run that proves it is another one. */
function hasKeptAnother(before: Outcome, after: Outcome): boolean {
  const [keptBeforeMs, keptAfterMs] = [keptSlotOf(before), keptSlotOf(after)];
  return hasRecovered(before, after) && keptAfterMs !== null && keptAfterMs > (keptBeforeMs ?? -Infinity);
}

function isOpen({ status }: LedgerSlot): boolean {
  return status === 'pending' || status === 'failing';
}

/** A run that was kept is proved already; one that the next has taken over from cannot be any more. */
function nextProofOf({ facts, ledger, provider }: View): Proof | null {
  const { cadence, asOfMs } = facts;
  if (cadence.status !== 'known') return null;
  const open = ledger.filter((run) => isOpen(run) || (run.status === 'missed' && run.closesAtMs <= asOfMs));
  const isDue = ({ atMs }: Slot) => atMs >= (provider?.enrolledAtMs ?? atMs);
  const proving = [...open, ...(cadence.next === null ? [] : [cadence.next])].find(
    (run) => isDue(run) && judgedAtMsOf(run) > asOfMs,
  );
  if (proving === undefined) return null;
  return { plannedAtMs: proving.atMs, closesAtMs: proving.closesAtMs, judgedAtMs: judgedAtMsOf(proving) };
}

/** Its tolerance has passed, by whosever clock: `Fleet.nextReviewAfterMs`. */
function judgedAtMsOf({ atMs, opensAtMs, closesAtMs }: Slot): EpochMs {
  const clockSkewMs = atMs - opensAtMs;
  return closesAtMs + clockSkewMs;
}
