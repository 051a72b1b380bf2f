import { HOUR_MS, type EpochMs } from '../../diagnosis/time.ts';
import type { FleetFinding } from '../fleet.ts';

/** The parameters of what is found of the fleet. How many providers it is about, its ids tell: a digest may be about some of them only. */
export interface FleetParams {
  /** Off-schedule stamps of several providers, each within two minutes of the next. */
  'manual-batch': { readonly seconds: number; readonly firstAtMs: EpochMs };
  /** Exceptions of one issue that carry no provider's id. */
  unattributable: {
    readonly watched: string;
    readonly issueId: string;
    readonly read: number;
    readonly withoutId: number;
    readonly total: number;
  };
  /** Providers with hardly more care plans than needed. */
  'near-threshold': Readonly<Record<string, never>>;
  /** Failure lines since the last slot that fit several providers, or nobody. */
  'unclear-lines': { readonly shared: number; readonly nobodys: number; readonly sinceMs: EpochMs };
  /** A phrase that no line held in all the reach. */
  'phrase-never-seen': { readonly phrase: string; readonly sinceMs: EpochMs };
}

export type FleetCode = keyof FleetParams;

/**
 * What makes a finding the same one a week later. Windows move, and an issue gets more events as long as nobody mends it: neither is news. A
 * batch shrinks, from its beginning too, as its providers get later links: the hour tells it.
 */
const KEYS: { readonly [Code in FleetCode]: (params: FleetParams[Code]) => string } = {
  'manual-batch': ({ firstAtMs }) => String(hourOf(firstAtMs)),
  unattributable: ({ issueId }) => issueId,
  'near-threshold': () => '',
  'unclear-lines': () => '',
  'phrase-never-seen': ({ phrase }) => phrase,
};

/** A batch that shrinks over a full hour begins in the next one. */
const FORMER_KEYS: { readonly [Code in FleetCode]?: (params: FleetParams[Code]) => readonly string[] } = {
  'manual-batch': ({ firstAtMs }) => [hourOf(firstAtMs) - 1, hourOf(firstAtMs) + 1].map(String),
};

/** What is counted beside providers: an app that goes on logging lines is no news at each planned run, but more of them than before are. */
const COUNTS: { readonly [Code in FleetCode]?: (params: FleetParams[Code]) => number } = {
  'unclear-lines': ({ shared, nobodys }) => shared + nobodys,
};

function hourOf(atMs: EpochMs): number {
  return Math.floor(atMs / HOUR_MS);
}

/** A finding of the fleet, its parameters typed by its code. */
export function fleetFinding<Code extends FleetCode>(
  code: Code,
  params: FleetParams[Code],
  subjectIds: readonly string[] = [],
): FleetFinding {
  const formerKeys = FORMER_KEYS[code]?.(params);
  const count = COUNTS[code]?.(params);
  return {
    code,
    params: { ...params },
    subjectIds,
    key: KEYS[code](params),
    ...(formerKeys === undefined ? {} : { formerKeys }),
    ...(count === undefined ? {} : { count }),
  };
}
