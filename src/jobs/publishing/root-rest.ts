import { MINUTE_MS, type EpochMs } from '../../diagnosis/time.ts';
import { isOf } from '../../incidents/fact-search.ts';
import type { Incident } from '../../incidents/incident.ts';
import type { RootPost } from '../../incidents/memory.ts';

/** A root message that is deleted again and again, as by a bot that moderates the channel, is posted anew this often at most. */
const RESTS_FOR_MS = 15 * MINUTE_MS;

/** The root message was posted anew a short while ago, and is not again yet. */
export class RootRests extends Error {
  override readonly name = 'RootRests';
}

/** @throws RootRests where another root message is not to take the place of this one yet */
export function requireRested(
  { facts }: Pick<Incident, 'facts'>,
  { count }: Pick<RootPost, 'count'>,
  nowMs: EpochMs,
): void {
  const lost = facts.filter(isOf('root-lost'));
  // It is noted already that this one is lost: an earlier attempt has not come to the end.
  if (lost.length >= count) return;
  const lastMs = lost.at(-1)?.recordedAtMs ?? -Infinity;
  // One that lies further ahead was noted by a clock that has been set back since.
  if (Math.abs(nowMs - lastMs) < RESTS_FOR_MS) throw new RootRests('posted anew a short while ago');
}
