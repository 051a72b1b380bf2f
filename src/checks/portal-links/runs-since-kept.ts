import type { EpochMs } from '../../diagnosis/time.ts';
import { ledgerOf, type LedgerSlot } from './ledger.ts';
import { scheduleOf, slotsOpenedBy, type Slot } from './schedule.ts';
import type { PortalLinksSettings } from './settings.ts';
import type { View } from './view.ts';

/** Runs before the ledger are planned in portions, the newest first, and so many at most: weekly ones of 19 years. */
const RUNS_AT_ONCE = 100;
const MOST_RUNS_BEFORE = 1_000;
/** How many portions are remembered. */
const MOST_PLANS = 100;

/** What has become of a provider's planned runs since the last kept one, over all its links that the facts hold. */
export interface RunsSinceKept {
  /** The newest run that was kept; null: none that is known. */
  readonly keptAtMs: EpochMs | null;
  /** The runs since that were due and made no link, oldest first: missed, or failing while the window is still open. */
  readonly failed: readonly LedgerSlot[];
  /** Earlier ones may have been due and missed, too: the data reaches no further, or nobody knows whether they were due. */
  readonly mayBeMore: boolean;
}

/**
 * Goes back through the planned runs, from the newest on, to the last kept one. Pure.
 * @param settings what the runs before the ledger are planned by
 */
export function createRunsSinceKept(settings: PortalLinksSettings): (view: View) => RunsSinceKept {
  const planOf = createPlans(settings);
  return (view) => runsSinceKept(view, planOf);
}

function runsSinceKept(view: View, planOf: PlanOf): RunsSinceKept {
  const links = linksOf(view);
  const without: LedgerSlot[] = [];
  let kept: LedgerSlot | null = null;
  let isEnrolled = true;
  for (const run of runsBackwards(view, links.atMs, planOf)) {
    if (run.status === 'kept') {
      kept = run;
      break;
    }
    if (run.status === 'excused') isEnrolled = false;
    // Whether it was kept cannot be told, or no run can have been.
    if (run.opensAtMs < links.completeFromMs || (!isEnrolled && run.closesAtMs <= links.oldestMs)) break;
    if (run.status === 'missed' || run.status === 'failing') without.push(run);
  }
  const dueFromMs = knownDueFromMs(view, kept !== null);
  const failed = without.filter(({ atMs }) => atMs >= dueFromMs).toReversed();
  const isReached = kept !== null || !isEnrolled;
  return {
    keptAtMs: kept?.atMs ?? null,
    failed,
    mayBeMore: !isReached || failed.length < without.length,
  };
}

interface Links {
  readonly atMs: readonly EpochMs[];
  readonly oldestMs: EpochMs;
  /** No link is missing from here on. */
  readonly completeFromMs: EpochMs;
}

function linksOf({ facts, provider, ledger }: View): Links {
  const before = provider?.linksBefore ?? null;
  const atMs = [...(provider?.linkAtMs ?? []), ...(before?.atMs ?? [])].filter((at) => at <= facts.asOfMs);
  const ledgerFromMs = ledger[0]?.opensAtMs ?? facts.asOfMs;
  return {
    atMs,
    oldestMs: Math.min(...atMs),
    completeFromMs:
      before !== null && !before.isCut
        ? -Infinity
        : Math.min(before?.atMs.at(-1) ?? ledgerFromMs, ledgerFromMs),
  };
}

/** All runs that can be planned, the newest first: those of the ledger, then those before it. */
function* runsBackwards(view: View, linkAtMs: readonly EpochMs[], planOf: PlanOf): Generator<LedgerSlot> {
  const { ledger, provider, seenUntilMs } = view;
  yield* ledger.toReversed();
  const plan = planBefore(view, planOf);
  if (plan === null) return;
  let oldest: Slot | undefined = ledger[0];
  for (let planned = 0; oldest !== undefined && planned < MOST_RUNS_BEFORE; planned += RUNS_AT_ONCE) {
    const earlier = plan(oldest.opensAtMs - 1, RUNS_AT_ONCE);
    const runs = ledgerOf({
      // Where windows overlap, the next run takes over.
      slots: [...earlier, oldest],
      linkAtMs,
      failureAtMs: [],
      enrolledAtMs: provider?.enrolledAtMs ?? null,
      seenUntilMs,
    });
    yield* runs.slice(0, -1).toReversed();
    [oldest] = earlier;
  }
}

/** null: the facts were kept under another plan, so that nobody knows what was planned before. */
function planBefore({ facts, ledger }: View, planOf: PlanOf): Plan | null {
  const newest = ledger.at(-1);
  if (facts.cadence.status !== 'known' || newest === undefined) return null;
  const plan = planOf(facts.cadence.value);
  const planned = plan?.(newest.opensAtMs, ledger.length) ?? [];
  const isSame = ledger.every(({ atMs, opensAtMs, closesAtMs }, index) => {
    const slot = planned[index];
    return slot?.atMs === atMs && slot.opensAtMs === opensAtMs && slot.closesAtMs === closesAtMs;
  });
  return isSame ? plan : null;
}

/** The newest runs of a cadence whose window has opened at an instant, oldest first. */
type Plan = (openedByMs: EpochMs, count: number) => readonly Slot[];
/** null: the settings hold no such cadence, or not its phase. */
type PlanOf = (cadence: string) => Plan | null;

/** Providers of a cadence share their runs: the same few are planned once. */
function createPlans(settings: PortalLinksSettings): PlanOf {
  const known = new Map<string, readonly Slot[]>();
  return (cadence) => {
    const found = scheduleOf(settings, cadence);
    if (found.status !== 'known') return null;
    return (openedByMs, count) => {
      const key = `${openedByMs} ${count} ${cadence}`;
      const slots = known.get(key) ?? slotsOpenedBy(found.schedule, openedByMs, count);
      if (known.size >= MOST_PLANS) known.clear();
      known.set(key, slots);
      return slots;
    };
  };
}

/**
 * From when on runs are known to have been due, besides the enrolment. Before the settings were changed there may have been another plan, or
 * none, and before the first verification nobody to send to.
 */
function knownDueFromMs({ provider, stateAtAsOf, ledger }: View, wasKept: boolean): EpochMs {
  const { settingsChangedAtMs = null, firstVerificationAtMs = null } = stateAtAsOf ?? {};
  const isBeginningKnown =
    wasKept || (provider?.enrolledAtMs ?? null) !== null || settingsChangedAtMs !== null;
  // The ledger excuses nothing where nobody knows the enrolment.
  const ledgerFromMs = isBeginningKnown ? null : (ledger[0]?.atMs ?? null);
  return Math.max(
    ...[settingsChangedAtMs, firstVerificationAtMs, ledgerFromMs].filter((atMs) => atMs !== null),
    -Infinity,
  );
}
