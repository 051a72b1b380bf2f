import { isoOf, type EpochMs } from '../../diagnosis/time.ts';
import type { Outcome, OutcomeVerdict, Since } from '../fleet.ts';
import type { PortalLinksFacts } from './facts.ts';
import type { LedgerSlot } from './ledger.ts';
import { judge } from './rules.ts';
import { deriveView, type View } from './view.ts';

/** Nobody of the cadence got a link: it is not the provider's own failure. */
const OUTAGE_CODE = 'sender-not-running';

/** Figures of an outcome: the slot that it is judged by (D), and the newest that was kept; null: none. */
const FAILED_AT = 'judgedSlotAtMs';
const KEPT_AT = 'keptSlotAtMs';

/** Upper ends of the size classes but the last, in active care plans. */
const SIZE_ENDS = [0, 9, 49, 199] as const;

/** What a run remembers of one provider. */
export function outcomeOf(subjectId: string, facts: PortalLinksFacts, verdict: OutcomeVerdict): Outcome {
  const { provider } = facts;
  const { code, state, confidence } = verdict;
  const settings = provider?.stateAtAsOf ?? provider?.today ?? null;
  return {
    subjectId,
    code,
    state,
    confidence,
    name: provider?.name ?? subjectId,
    kind: provider?.kind ?? null,
    since: state === 'missing' || state === 'partial' ? sinceOf(deriveView(facts), code) : null,
    traits: {
      kind: provider?.kind ?? null,
      cadence: settings?.cadence ?? null,
      size: sizeClassOf(settings?.activeCarePlans ?? null),
      enrolledAt: provider?.enrolledAtMs ?? null,
    },
    figures: { ...figuresOf(facts), ...plansOf(deriveView(facts)), asOfMs: facts.asOfMs },
  };
}

/** Those who missed the same slot because nobody got a link then are one outage. */
export function outageOf({ code, traits, figures }: Outcome): string | null {
  const slotAtMs = figures['slotAtMs'];
  return code === OUTAGE_CODE && typeof slotAtMs === 'number'
    ? `${code} ${traits['cadence']} ${isoOf(slotAtMs)}`
    : null;
}

/** Only a link at a slot not older than the one that was failed at is a recovery: another cadence may have been kept long before. */
export function hasRecovered(before: Outcome, after: Outcome): boolean {
  const failedAtMs = before.figures[FAILED_AT] ?? before.since?.atMs ?? null;
  const keptAtMs = keptSlotOf(after);
  return keptAtMs !== null && (typeof failedAtMs !== 'number' || keptAtMs >= failedAtMs);
}

/** The newest slot of the ledger that was kept; null: none. */
export function keptSlotOf({ figures }: Outcome): EpochMs | null {
  const keptAtMs = figures[KEPT_AT];
  return typeof keptAtMs === 'number' ? keptAtMs : null;
}

/** The slots that two outcomes are compared by. */
function plansOf({ d, ledger }: View): Outcome['figures'] {
  const kept = ledger.findLast(({ status }) => status === 'kept');
  return { [FAILED_AT]: d?.atMs ?? null, [KEPT_AT]: kept?.atMs ?? null };
}

/** "0", "1-9", "10-49", "50-199", "200-": active care plans from and to. */
function sizeClassOf(activeCarePlans: number | null): string | null {
  if (activeCarePlans === null) return null;
  const index = SIZE_ENDS.findIndex((end) => activeCarePlans <= end);
  const from = (SIZE_ENDS[(index === -1 ? SIZE_ENDS.length : index) - 1] ?? -1) + 1;
  const to = SIZE_ENDS[index] ?? '';
  return from === to ? `${from}` : `${from}-${to}`;
}

/** Since when a provider that is not well is so; null where nobody knows. */
function sinceOf(view: View, code: string): Since | null {
  const { missedSinceKept, dIndex } = view;
  const [firstMissed] = missedSinceKept;
  if (firstMissed !== undefined) return sinceMissed(view, firstMissed);
  // What the stamp is not older than was sent.
  if (code === 'link-not-sent') return sinceSlot(view, firstUnsentOf(view), () => true);
  if (code === 'send-failed')
    return sinceSlot(view, firstFailedOf(view, dIndex), (slot) => lokiReaches(view, slot));
  return null;
}

/** The first slot missed since the last kept one. It may have begun before the ledger, unless the provider was not enrolled yet. */
function sinceMissed(view: View, index: number): Since | null {
  const first = view.ledger[index];
  if (first === undefined) return null;
  // Whether anything was due before the settings were changed cannot be told.
  const isKnown = (view.stateAtAsOf?.settingsChangedAtMs ?? first.atMs) <= first.atMs;
  return isKnown ? { atMs: first.atMs, isAtLeast: index === 0 && !isBegunAt(view, first) } : null;
}

/**
 * A slot that was kept and yet failed for somebody. It may have begun before, unless the slot before it was well.
 * @param isProven whether a kept slot is known to have failed for nobody
 */
function sinceSlot(view: View, index: number, isProven: (before: LedgerSlot) => boolean): Since | null {
  const { ledger } = view;
  const first = ledger[index];
  if (first === undefined) return null;
  const before = ledger[index - 1];
  if (before === undefined) return { atMs: first.atMs, isAtLeast: !isBegunAt(view, first) };
  const isWell = before.status === 'excused' || (before.status === 'kept' && isProven(before));
  return { atMs: first.atMs, isAtLeast: !isWell };
}

function lokiReaches({ facts }: View, { opensAtMs }: LedgerSlot): boolean {
  const { status, reachFromMs } = facts.readings.loki;
  return status === 'ok' && reachFromMs !== null && reachFromMs <= opensAtMs;
}

/** The first kept slot after the stamp, by more than the tolerance: its link was not sent. */
function firstUnsentOf({ ledger, facts, stateAtAsOf }: View): number {
  const toleranceMs = facts.cadence.status === 'known' ? facts.cadence.toleranceMs : 0;
  const stampAtMs = stateAtAsOf?.linkLastSentAtMs ?? -Infinity;
  return ledger.findIndex(({ linkAtMs }) => linkAtMs !== null && linkAtMs - stampAtMs > toleranceMs);
}

/** The first of the slots up to one that sends failed at, one after the other. */
function firstFailedOf({ failures }: View, index: number): number {
  const failed = new Set(
    failures.filter(({ kind }) => kind === 'send-failed').map(({ slotIndex }) => slotIndex),
  );
  let first = index;
  while (first > 0 && failed.has(first - 1)) first -= 1;
  return first;
}

/** Nothing can have begun before: the provider was enrolled less than one cadence before the slot. */
function isBegunAt({ facts, provider }: View, { atMs }: LedgerSlot): boolean {
  const intervalMs = facts.cadence.status === 'known' ? facts.cadence.intervalMs : 0;
  const enrolledAtMs = provider?.enrolledAtMs ?? null;
  return enrolledAtMs !== null && enrolledAtMs >= atMs - intervalMs;
}

/** What the verdict's statement is made of: its finding's figures. Lists stand in causes and advice only, and are left out. */
function figuresOf(facts: PortalLinksFacts): Outcome['figures'] {
  const [leading] = judge(facts).findings;
  return Object.fromEntries(
    Object.entries(leading?.params ?? {}).flatMap(([name, value]) =>
      typeof value === 'object' && value !== null ? [] : [[name, value]],
    ),
  );
}
