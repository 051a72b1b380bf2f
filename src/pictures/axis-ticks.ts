import { DateTime } from 'luxon';
import type { EpochMs } from '../diagnosis/time.ts';

/** "Wed 30 Sept" and some air. */
export const TICK_GAP_PX = 76;

/** A named instant of an axis: its day above its time. */
export interface Tick {
  readonly atMs: EpochMs;
  readonly day: string;
  readonly time: string;
}

/** How an axis writes its instants. */
export interface AxisDates {
  /** IANA name. */
  readonly timeZone: string;
  /** BCP 47. */
  readonly locale: string;
}

/** Names instants as far as their labels have room; the newest always. @param wanted oldest first */
export function roomyTicks(
  wanted: readonly EpochMs[],
  msPerPixel: number,
  { timeZone, locale }: AxisDates,
): readonly Tick[] {
  const gapMs = TICK_GAP_PX * msPerPixel;
  const roomy = wanted.toReversed().reduce<EpochMs[]>((chosen, atMs) => {
    const [next] = chosen;
    return next === undefined || next - atMs >= gapMs ? [atMs, ...chosen] : chosen;
  }, []);
  return roomy.map((atMs) => {
    const at = DateTime.fromMillis(atMs, { zone: timeZone, locale });
    return { atMs, day: at.toFormat('ccc d LLL'), time: at.toFormat('HH:mm') };
  });
}
