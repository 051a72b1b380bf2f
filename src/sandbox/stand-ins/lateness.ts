import type { Mode } from './conditions.ts';

/** When the bot gives its first answer at the latest: its own default. */
export const FIRST_ANSWER_MS = 8_000;

const SLOW_MS = 3_000;
/** Long enough that a person can read the answer that came without it. */
const BEHIND_FIRST_ANSWER_MS = 3_000;

/** What comes after such a pause belongs to another question. */
const PAUSE_MS = 1_000;

/** How much longer an answer is to be held back, in ms, in the mode that its upstream is in. 0: not at all. */
export type Lateness = (mode: Mode) => number;

/**
 * The delay of `slow` and `very-slow`, for one upstream. A check asks it several things, some of them only once it has the answer to others,
 * and yet is to wait for that time once in all: so whatever comes together, or soon after the answer before it, ends at the same instant.
 *
 * @param firstAnswerMs when the bot answers without those that are late; `very-slow` comes after it
 * @param nowMs a clock that only goes forward
 */
export function createLateness(
  firstAnswerMs: number = FIRST_ANSWER_MS,
  nowMs: () => number = () => performance.now(),
): Lateness {
  let endsAtMs = Number.NEGATIVE_INFINITY;
  let askedAtMs = Number.NEGATIVE_INFINITY;
  return (mode) => {
    const now = nowMs();
    const lateByMs = totalOf(mode, firstAnswerMs);
    if (lateByMs === 0) return 0;
    if (now > Math.max(endsAtMs, askedAtMs) + PAUSE_MS) endsAtMs = now + lateByMs;
    askedAtMs = now;
    return Math.max(0, endsAtMs - now);
  };
}

function totalOf(mode: Mode, firstAnswerMs: number): number {
  switch (mode) {
    case 'slow':
      return SLOW_MS;
    case 'very-slow':
      return firstAnswerMs + BEHIND_FIRST_ANSWER_MS;
    default:
      return 0;
  }
}
