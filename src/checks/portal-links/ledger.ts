import { isWithin, type EpochMs } from '../../diagnosis/time.ts';
import type { Slot } from './schedule.ts';

/** What became of a slot (design §2). */
export type SlotStatus = 'kept' | 'missed' | 'excused' | 'pending' | 'failing';

export interface LedgerSlot extends Slot {
  readonly status: SlotStatus;
  /** The first link in the slot's window; null unless kept. */
  readonly linkAtMs: EpochMs | null;
}

export interface LedgerInput {
  /** Oldest first. */
  readonly slots: readonly Slot[];
  readonly linkAtMs: readonly EpochMs[];
  /** Failures that name the provider. */
  readonly failureAtMs: readonly EpochMs[];
  /** null: unknown, then nothing is excused. */
  readonly enrolledAtMs: EpochMs | null;
  /** As-of, or how far the database is known to have seen, if that is less: up to then a link would have shown. */
  readonly seenUntilMs: EpochMs;
}

/** Says of each slot what became of it, oldest first. */
export function ledgerOf(input: LedgerInput): readonly LedgerSlot[] {
  const { slots, linkAtMs, failureAtMs, enrolledAtMs, seenUntilMs } = input;
  const linksBySlot = inWindowsOf(slots, linkAtMs);
  const failuresBySlot = inWindowsOf(slots, failureAtMs);
  return slots.map((slot, index) => {
    const links = linksBySlot.get(index) ?? [];
    if (links.length > 0) return { ...slot, status: 'kept', linkAtMs: Math.min(...links) };
    const status = ((): SlotStatus => {
      if (enrolledAtMs !== null && slot.atMs < enrolledAtMs) return 'excused';
      // Where windows overlap, the next slot takes over: no link can keep this one any more.
      const endsAtMs = Math.min(slot.closesAtMs, slots[index + 1]?.opensAtMs ?? slot.closesAtMs);
      if (seenUntilMs >= endsAtMs) return 'missed';
      return failuresBySlot.has(index) ? 'failing' : 'pending';
    })();
    return { ...slot, status, linkAtMs: null };
  });
}

/** The instants that lie in the window of the slot they belong to, by its index. */
function inWindowsOf(
  slots: readonly Slot[],
  atMs: readonly EpochMs[],
): ReadonlyMap<number, readonly EpochMs[]> {
  return Map.groupBy(
    atMs.filter((at) => isOnSchedule(slots, at)),
    (at) => slotIndexAt(slots, at),
  );
}

/** The slot that something belongs to: the one whose window opened last before it; -1 before all of them. */
export function slotIndexAt(slots: readonly Slot[], atMs: EpochMs): number {
  return slots.findLastIndex((slot) => slot.opensAtMs <= atMs);
}

/** D: the newest slot that is kept, missed or failing; -1 where there is none yet. "The last slot" always means D. */
export function indexOfD(ledger: readonly LedgerSlot[]): number {
  return ledger.findLastIndex(
    ({ status }) => status === 'kept' || status === 'missed' || status === 'failing',
  );
}

/** Says whether an instant lies in the window of the slot it belongs to; else it is off schedule. */
export function isOnSchedule(slots: readonly Slot[], atMs: EpochMs): boolean {
  const slot = slots[slotIndexAt(slots, atMs)];
  return slot !== undefined && isWithin(atMs, windowOf(slot));
}

/** Says that an instant lies in the ledger's time, and in no slot's window: a manual send, or a late run. */
export function isOffSchedule(slots: readonly Slot[], atMs: EpochMs): boolean {
  const [oldest] = slots;
  return oldest !== undefined && atMs >= oldest.opensAtMs && !isOnSchedule(slots, atMs);
}

function windowOf(slot: Slot): { fromMs: EpochMs; untilMs: EpochMs } {
  return { fromMs: slot.opensAtMs, untilMs: slot.closesAtMs };
}
