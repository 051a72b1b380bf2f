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
}

/** When the next digest of anybody is due; null: never. */
export async function nextDigestDueAtMs(store: DigestTables): Promise<EpochMs | null> {
  const due = await allDue(store);
  return due.length === 0 ? null : Math.min(...due.map(({ dueAtMs }) => dueAtMs));
}

/**
 * Runs something by which digests fall due up to an instant, and waits until it is settled what became of each of them.
 */
export async function settleDigestsDueBy(
  atMs: EpochMs,
  store: DigestTables,
  run: () => Promise<void>,
): Promise<void> {
  const due = (await allDue(store)).filter(({ dueAtMs }) => dueAtMs <= atMs);
  await run();
  const giveUpAtMs = performance.now() + PATIENCE_MS;
  for (const one of due) {
    while (!(await isSettled(one, store)) && performance.now() < giveUpAtMs) await pause(POLL_MS);
  }
}

async function allDue({ subscriptions }: DigestTables): Promise<readonly Due[]> {
  return (await subscriptions.list(null)).flatMap(({ id, status, nextDueAtMs }) =>
    status.kind === 'active' && nextDueAtMs !== null ? [{ subscriptionId: id, dueAtMs: nextDueAtMs }] : [],
  );
}

async function isSettled(
  { subscriptionId, dueAtMs }: Due,
  { plannedDigests }: DigestTables,
): Promise<boolean> {
  const status = await plannedDigests.statusOf(subscriptionId, dueAtMs);
  return status !== null && status !== 'planned';
}
