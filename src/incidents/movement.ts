import { DAY_MS, type EpochMs } from '../diagnosis/time.ts';
import type { Fact } from './fact.ts';
import type { Incident } from './incident.ts';

/** After so long without movement the bot asks once whether that is right. */
const STILL_MS = 7 * DAY_MS;

/** When something moved last: people told something, a verdict changed, or a nudge was given. By when the bot was told, not by when it was. */
export function movedAtMsOf(facts: readonly Fact[], openedAtMs: EpochMs): EpochMs {
  return facts
    .filter(isMovement)
    .reduce((latestMs, { recordedAtMs }) => Math.max(latestMs, recordedAtMs), openedAtMs);
}

/** When to nudge, if nothing moves until then; null: not again, for nothing has moved since the last nudge, or it is closed. */
export function nudgeAtMsOf({
  facts,
  status,
  movedAtMs,
}: Pick<Incident, 'facts' | 'status' | 'movedAtMs'>): EpochMs | null {
  const wasNudged = facts.findLast(isMovement)?.body.kind === 'nudged';
  return status === 'closed' || wasNudged ? null : movedAtMs + STILL_MS;
}

function isMovement({ by, body }: Fact): boolean {
  return by.kind === 'person' || body.kind === 'verdict-changed' || body.kind === 'nudged';
}
