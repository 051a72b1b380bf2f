import type { EpochMs } from '../../diagnosis/time.ts';
import { ledgerOf, type LedgerSlot } from './ledger.ts';
import { scheduleOf, slotsOpenedBy, type Schedule, type Slot } from './schedule.ts';
import type { PortalLinksSettings } from './settings.ts';
import type { View } from './view.ts';

/** Runs before the ledger are planned in portions, the newest first, and so many at most: weekly ones of 19 years. */
const RUNS_AT_ONCE = 100;
const MOST_RUNS_BEFORE = 1_000;

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
export function runsSinceKept(view: View, settings: PortalLinksSettings): RunsSinceKept {
  const links = linksOf(view);
  const without: LedgerSlot[] = [];
  let kept: LedgerSlot | null = null;
  let isEnrolled = true;
  for (const run of runsBackwards(view, links.atMs, settings)) {
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
  const failed = without.filter(({ atMs }) => atMs >= dueFromMs).reverse();
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
function* runsBackwards(
  view: View,
  linkAtMs: readonly EpochMs[],
  settings: PortalLinksSettings,
): Generator<LedgerSlot> {
  const { ledger, provider, seenUntilMs } = view;
  yield* ledger.toReversed();
  const schedule = scheduleBefore(view, settings);
  let [oldest] = ledger as readonly Slot[];
  for (let planned = 0; schedule !== null && oldest !== undefined && planned < MOST_RUNS_BEFORE;) {
    const earlier = slotsOpenedBy(schedule, oldest.opensAtMs - 1, RUNS_AT_ONCE);
    const runs = ledgerOf({
      // Where windows overlap, the next run takes over.
      slots: [...earlier, oldest],
      linkAtMs,
      failureAtMs: [],
      enrolledAtMs: provider?.enrolledAtMs ?? null,
      seenUntilMs,
    });
    yield* runs.slice(0, -1).reverse();
    planned += earlier.length;
    [oldest] = earlier;
  }
}

/** null: the facts were kept under another plan, so that nobody knows what was planned before. */
function scheduleBefore({ facts, ledger }: View, settings: PortalLinksSettings): Schedule | null {
  if (facts.cadence.status !== 'known') return null;
  const found = scheduleOf(settings, facts.cadence.value);
  if (found.status !== 'known') return null;
  const planned = slotsOpenedBy(found.schedule, facts.asOfMs, ledger.length);
  const isSame = planned.every(({ atMs, opensAtMs, closesAtMs }, index) => {
    const slot = ledger[index];
    return slot?.atMs === atMs && slot.opensAtMs === opensAtMs && slot.closesAtMs === closesAtMs;
  });
  return isSame ? found.schedule : null;
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
