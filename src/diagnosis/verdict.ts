import type { SourceId } from './reading.ts';

/** What is the case, as the database shows it. Worst first: lists are sorted so. */
export const STATES = ['missing', 'partial', 'unknown', 'on-schedule', 'not-expected'] as const;
export type State = (typeof STATES)[number];

/** Missing or partial. */
export function isNotWell({ state }: { readonly state: State }): boolean {
  return state === 'missing' || state === 'partial';
}

/** How sure the cause is. */
export type Confidence = 'confirmed' | 'likely' | 'none';

export type FindingParams = Readonly<
  Record<string, string | number | boolean | null | readonly (string | number)[]>
>;

/** What a rule concluded: a code, parameters, and the readings it rests on. Words are made at the rim. */
export interface Finding {
  readonly code: string;
  readonly params: FindingParams;
  readonly restsOn: readonly SourceId[];
}

/** The code of the one conclusion, with its place in the rules table. */
export interface Verdict {
  readonly code: string;
  /** The row of the rules table. */
  readonly row: number;
  readonly state: State;
  readonly confidence: Confidence;
}
