import { isNeeded } from '../diagnosis/reading.ts';
import { MINUTE_MS, type EpochMs } from '../diagnosis/time.ts';
import type { Digest } from '../digests/digest.ts';
import { isVital } from '../digests/fleet-run.ts';
import type { WaitingLook } from '../store/planned-digests.ts';
import type { PlannedRun } from './digest-job.ts';

/** A source that had nothing to write a while ago may have by then. */
const BETWEEN_LOOKS_MS = 15 * MINUTE_MS;
/** Counted from the due time, well before it would be too late (`planning.ts`). Whatever the look at that time says is told. */
const LAST_LOOK_MS = 45 * MINUTE_MS;

/**
 * When a planned digest that was read is looked at again, instead of being told; null: it is told. It is put off only where nothing but a sign
 * of life of Sentry or Loki is missing, and never until another digest of the same subscription is due.
 * @param nextDueAtMs when that is; null: never
 */
export function nextLookAtMs(
  dueAtMs: EpochMs,
  nextDueAtMs: EpochMs | null,
  digest: Pick<Digest, 'asOfMs' | 'coverage' | 'canaries'>,
): EpochMs | null {
  const lastLookAtMs = dueAtMs + LAST_LOOK_MS;
  if (!isMerelySilent(digest) || digest.asOfMs >= lastLookAtMs) return null;
  const lookAtMs = Math.min(digest.asOfMs + BETWEEN_LOOKS_MS, lastLookAtMs);
  // Whoever enqueues it moves the due time on last: until then it stands at this very digest.
  const isOvertaken = nextDueAtMs !== null && nextDueAtMs > dueAtMs && nextDueAtMs <= lookAtMs;
  return isOvertaken ? null : lookAtMs;
}

/** Whether a job is of the look that counts now. @param waiting null: the digest was never put off */
export function isOfLook({ look }: PlannedRun, waiting: Pick<WaitingLook, 'look'> | null): boolean {
  return look === waiting?.look;
}

/** Everything was read in full, and yet a digest is incomplete: Sentry or Loki may simply have had nothing to write. */
function isMerelySilent({ coverage, canaries }: Pick<Digest, 'coverage' | 'canaries'>): boolean {
  const { isComplete, subjects, subjectsRead, readings } = coverage;
  const missing = canaries.filter((canary) => isVital(canary) && canary.status !== 'alive');
  return (
    !isComplete &&
    subjectsRead === subjects &&
    readings.every((reading) => !isNeeded(reading) || reading.status === 'ok') &&
    missing.length > 0 &&
    missing.every(({ source, status }) => status === 'silent' && source !== 'delivery')
  );
}
