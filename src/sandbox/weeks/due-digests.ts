import { setTimeout as pause } from 'node:timers/promises';
import type { EpochMs } from '../../diagnosis/time.ts';
import type { Store } from '../../store/store.ts';

const POLL_MS = 50;
/** A digest that takes longer comes later than the clock says, and comes all the same. */
const PATIENCE_MS = 30_000;

type DigestTables = Pick<Store, 'subscriptions' | 'plannedDigests'>;

interface Due {
  readonly subscriptionId: string;
  readonly dueAtMs: EpochMs;
  /** When there is something to do about it: when it is due, or looked at again. */
  readonly atMs: EpochMs;
}

/** When the next digest of anybody is due, or looked at again; null: never. */
export async function nextDigestDueAtMs(store: DigestTables): Promise<EpochMs | null> {
  const due = await allDue(store);
  return due.length === 0 ? null : Math.min(...due.map(({ atMs }) => atMs));
}

/**
 * Runs something by which digests fall due up to an instant, and waits until it is settled what became of each of them, or it is put off.
 */
export async function settleDigestsDueBy(
  atMs: EpochMs,
  store: DigestTables,
  run: () => Promise<void>,
): Promise<void> {
  const due = (await allDue(store)).filter((one) => one.atMs <= atMs);
  await run();
  const giveUpAtMs = performance.now() + PATIENCE_MS;
  for (const one of due) {
    while (!(await isSettled(one, atMs, store)) && performance.now() < giveUpAtMs) await pause(POLL_MS);
  }
}

async function allDue({ subscriptions, plannedDigests }: DigestTables): Promise<readonly Due[]> {
  const due = (await subscriptions.list(null)).flatMap(({ id, status, nextDueAtMs }) =>
    status.kind === 'active' && nextDueAtMs !== null
      ? [{ subscriptionId: id, dueAtMs: nextDueAtMs, atMs: nextDueAtMs }]
      : [],
  );
  const putOff = await plannedDigests.waitingLooks();
  return [
    ...due,
    ...putOff.map(({ subscriptionId, dueAtMs, lookAtMs }) => ({ subscriptionId, dueAtMs, atMs: lookAtMs })),
  ];
}

async function isSettled(
  { subscriptionId, dueAtMs }: Due,
  byMs: EpochMs,
  { plannedDigests }: DigestTables,
): Promise<boolean> {
  const status = await plannedDigests.statusOf(subscriptionId, dueAtMs);
  if (status === null) return false;
  if (status !== 'planned') return true;
  const look = await plannedDigests.lookAt(subscriptionId, dueAtMs);
  return look !== null && look.lookAtMs > byMs;
}
