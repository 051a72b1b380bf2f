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
    since: state === 'missing' || state === 'partial' ? sinceOf(deriveView(facts)) : null,
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

/**
 * Since when a provider that is not well is so; null where nobody knows. Goes back from D over the slots that were missed, or that made a link
 * and yet failed, to the first that is known to be well. Where none is, it may have begun before.
 */
function sinceOf(view: View): Since | null {
  const { ledger, dIndex } = view;
  let first: LedgerSlot | null = null;
  let isAtLeast = true;
  for (let index = dIndex; index >= 0; index -= 1) {
    const slot = ledger[index];
    if (slot === undefined) break;
    const became = becameOf(view, slot, index);
    if (became === 'failed') first = slot;
    else if (became !== 'open') {
      isAtLeast = became === 'unproven';
      break;
    }
  }
  if (first === null || !wasSurelyDue(view, first)) return null;
  return { atMs: first.atMs, isAtLeast: isAtLeast && !isBegunAt(view, first) };
}

/** `unproven`: it made a link, and the logs do not reach back to tell whether it arrived. */
function becameOf(view: View, slot: LedgerSlot, index: number): 'failed' | 'well' | 'unproven' | 'open' {
  switch (slot.status) {
    case 'missed':
    case 'failing':
      return 'failed';
    case 'pending':
      return 'open';
    case 'excused':
      return 'well';
    case 'kept':
      if (isUnsent(view, slot) || hasFailedSend(view, slot, index)) return 'failed';
      return isHeardOf(view, slot) ? 'well' : 'unproven';
  }
}

/** Where there is no Loki, a link is all that anybody will ever know. */
function isHeardOf({ facts }: View, { opensAtMs }: LedgerSlot): boolean {
  const { status, reachFromMs } = facts.readings.loki;
  if (status === 'not-configured') return true;
  return status === 'ok' && reachFromMs !== null && reachFromMs <= opensAtMs;
}

/** Its link is newer than the stamp by more than the tolerance: what the stamp is not older than was sent. */
function isUnsent({ facts, stateAtAsOf }: View, { linkAtMs }: LedgerSlot): boolean {
  const { cadence } = facts;
  if (linkAtMs === null || cadence.status !== 'known' || stateAtAsOf?.stampKnown !== true) return false;
  const { toleranceMs } = cadence;
  const isBehind = linkAtMs - (stateAtAsOf.linkLastSentAtMs ?? -Infinity) > toleranceMs;
  return isBehind && facts.asOfMs - linkAtMs > toleranceMs;
}

function hasFailedSend({ failures }: View, { linkAtMs }: LedgerSlot, index: number): boolean {
  return failures.some(
    ({ kind, slotIndex, atMs }) =>
      kind === 'send-failed' && slotIndex === index && atMs >= (linkAtMs ?? -Infinity),
  );
}

/** Whether anything was due before the settings were changed cannot be told, unless there was a link. */
function wasSurelyDue({ stateAtAsOf }: View, { status, atMs }: LedgerSlot): boolean {
  return status === 'kept' || (stateAtAsOf?.settingsChangedAtMs ?? atMs) <= atMs;
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
