import type { EpochMs, Window } from '../../diagnosis/time.ts';

/** A stretch of time from `fromNs` (included) to `untilNs` (not included): Loki's own `start` and `end`. */
export interface NsWindow {
  readonly fromNs: bigint;
  readonly untilNs: bigint;
}

const NS_PER_MS = 1_000_000n;

export function isWithinNs(atNs: bigint, { fromNs, untilNs }: NsWindow): boolean {
  return atNs >= fromNs && atNs < untilNs;
}

export function nsOf(ms: EpochMs): bigint {
  return BigInt(Math.floor(ms)) * NS_PER_MS;
}

/** The millisecond that holds the instant. */
export function msOf(ns: bigint): EpochMs {
  return Number(ns / NS_PER_MS);
}

/** The first whole millisecond that does not begin before the instant. */
export function msFrom(ns: bigint): EpochMs {
  return msOf(ns + NS_PER_MS - 1n);
}

export function nsWindowOf({ fromMs, untilMs }: Window): NsWindow {
  return { fromNs: nsOf(fromMs), untilNs: nsOf(untilMs) };
}
