import type { State } from '../diagnosis/verdict.ts';
import type { TrendPoint } from './digests.ts';

/** How many digests it takes until they show a direction. */
export const FEWEST_TREND_POINTS = 4;

/** How the states have been over the digests of a scope, ready to be drawn. */
export interface Trend {
  readonly title: string;
  /** IANA name of the schedule's zone; the axis is in it, and says so. */
  readonly timeZone: string;
  readonly axisTitle: string;
  /** BCP 47, for the axis' dates. */
  readonly locale: string;
  /** Oldest first, at least `FEWEST_TREND_POINTS`, each at an instant of its own. */
  readonly points: readonly TrendPoint[];
  /** What each state is called: those that occur, and the missing. */
  readonly names: readonly { readonly state: State; readonly name: string }[];
  /** The same in words, for whoever cannot see the picture: at most 1,000 characters. */
  readonly altText: string;
}
