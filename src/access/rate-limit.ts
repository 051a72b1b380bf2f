import { MINUTE_MS, type EpochMs } from '../diagnosis/time.ts';

/** How much each person may do within any minute. */
export interface RateLimit {
  /**
   * Takes the cost if it fits, else nothing.
   * @param cost what it weighs, such as the number of subjects. More than the limit is let through while nothing else counts.
   */
  take(userId: string, cost: number): RateLimitAnswer;
}

export type RateLimitAnswer = { readonly ok: true } | { readonly ok: false; readonly retryAfterMs: number };

interface Taken {
  readonly cost: number;
  /** From this moment on it counts no more. */
  readonly untilMs: EpochMs;
}

const WINDOW_MS = MINUTE_MS;

/** `size` tells how many people it remembers: those who took something within the last minute. */
export function createRateLimit({
  perMinute,
  clock,
}: {
  readonly perMinute: number;
  readonly clock: () => EpochMs;
}): RateLimit & { size(): number } {
  /** Whoever took last stands last. */
  const takenByUser = new Map<string, readonly Taken[]>();

  const dropIdleUsers = (nowMs: EpochMs): void => {
    for (const [userId, taken] of takenByUser) {
      if (taken.some(({ untilMs }) => untilMs > nowMs)) return;
      takenByUser.delete(userId);
    }
  };

  return {
    take(userId, cost) {
      const nowMs = clock();
      dropIdleUsers(nowMs);
      const counting = (takenByUser.get(userId) ?? []).filter(({ untilMs }) => untilMs > nowMs);
      const fitsAtMs = momentThatFits(counting, perMinute - cost, nowMs);
      if (fitsAtMs > nowMs) return { ok: false, retryAfterMs: fitsAtMs - nowMs };
      takenByUser.delete(userId);
      takenByUser.set(userId, [...counting, { cost, untilMs: nowMs + WINDOW_MS }]);
      return { ok: true };
    },
    size() {
      dropIdleUsers(clock());
      return takenByUser.size;
    },
  };
}

/** When so much has run out, oldest first, that the rest is no more than `room`, or nothing is left. */
function momentThatFits(counting: readonly Taken[], room: number, nowMs: EpochMs): EpochMs {
  let left = counting.reduce((sum, { cost }) => sum + cost, 0);
  let atMs = nowMs;
  for (const { cost, untilMs } of counting) {
    if (left <= room) break;
    left -= cost;
    atMs = untilMs;
  }
  return atMs;
}
