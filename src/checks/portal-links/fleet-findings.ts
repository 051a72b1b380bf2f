import type { EpochMs } from '../../diagnosis/time.ts';
import type { FleetFinding } from '../fleet.ts';

/** The parameters of what is found of the fleet as a whole. */
export interface FleetParams {
  /** Off-schedule stamps of several providers within two minutes. The figures are those of the newest batch. */
  'manual-batches': {
    readonly batches: number;
    readonly count: number;
    readonly seconds: number;
    readonly firstAtMs: EpochMs;
  };
  /** Exceptions of one issue that carry no provider's id. */
  unattributable: {
    readonly watched: string;
    readonly issueId: string;
    readonly read: number;
    readonly withoutId: number;
    readonly total: number;
  };
  /** Providers with hardly more care plans than needed. */
  'near-threshold': { readonly count: number };
  /** Failure lines since the last slot that fit several providers, or nobody. */
  'unclear-lines': { readonly shared: number; readonly nobodys: number; readonly sinceMs: EpochMs };
  /** A phrase that no line held in all the reach. */
  'phrase-never-seen': { readonly phrase: string; readonly sinceMs: EpochMs };
}

export type FleetCode = keyof FleetParams;

/** A finding of the fleet, its parameters typed by its code. */
export function fleetFinding<Code extends FleetCode>(
  code: Code,
  params: FleetParams[Code],
  subjectIds: readonly string[] = [],
): FleetFinding {
  return { code, params: { ...params }, subjectIds: subjectIds.slice(0, MOST_NAMED) };
}

/** A finding names a handful of providers at most. */
const MOST_NAMED = 5;
