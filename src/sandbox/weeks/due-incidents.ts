import { setTimeout as pause } from 'node:timers/promises';
import { DAY_MS, type EpochMs } from '../../diagnosis/time.ts';
import { lastSeenOf } from '../../incidents/subjects-of.ts';
import type { Store } from '../../store/store.ts';
import type { Stops } from './passing-time.ts';

const POLL_MS = 50;
/** What takes longer comes later than the clock says, and comes all the same. */
const PATIENCE_MS = 30_000;
/** Nothing is planned further ahead. */
const AHEAD_MS = 366 * DAY_MS;
const MOST_INCIDENTS = 100;

type IncidentTables = Pick<Store, 'incidents'>;

/**
 * When the next incident is to be looked at, later than now; null: none is. What is overdue is left out: the bot does that anyway.
 * @param stops `few`: at hourly looks nobody stops, only where a planned run can be judged
 */
export async function nextLookAtMs(
  { incidents }: IncidentTables,
  stops: Stops,
  nowMs: EpochMs,
): Promise<EpochMs | null> {
  const looks =
    stops === 'all'
      ? (await incidents.dueAt(nowMs + AHEAD_MS)).map(({ dueAtMs }) => dueAtMs)
      : (await incidents.list('open', MOST_INCIDENTS)).flatMap(({ incident: { subjects, lastCheck } }) =>
          subjects.flatMap((subject) => lastSeenOf(subject, lastCheck).nextProof?.judgedAtMs ?? []),
        );
  const later = looks.filter((atMs) => atMs > nowMs);
  return later.length === 0 ? null : Math.min(...later);
}

/**
 * Runs something by which incidents are to be looked at up to an instant, and waits until each of them was, and its thread tells of it. Where
 * Slack does not let the bot post, nobody waits for that.
 */
export async function settleLooksDueBy(
  atMs: EpochMs,
  { incidents }: IncidentTables,
  run: () => Promise<void>,
): Promise<void> {
  const due = await incidents.dueAt(atMs);
  await run();
  const giveUpAtMs = performance.now() + PATIENCE_MS;
  for (const { id } of due) {
    while (!(await isSettled(id)) && performance.now() < giveUpAtMs) await pause(POLL_MS);
  }

  async function isSettled(id: string): Promise<boolean> {
    if ((await incidents.dueAt(atMs)).some((one) => one.id === id)) return false;
    if (!(await incidents.unpublished()).includes(id)) return true;
    const kept = await incidents.find(id);
    return kept === null || kept.incident.closedChannel !== null;
  }
}
