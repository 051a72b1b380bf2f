import type { Outcome } from '../checks/fleet.ts';
import type { Changed, Digest } from './digest.ts';
import { recoveredOf } from './outages.ts';

/** The lists that somebody of a digest may stand in, for programs: the same in every language. */
export const STANDINGS = [
  'new',
  'worse',
  'still',
  'unmuted',
  'unclear',
  'recovered',
  'dropped',
  'withdrawn',
  'outage',
  'muted',
] as const;
export type Standing = (typeof STANDINGS)[number];

/** How somebody stands. */
export interface Stood {
  readonly standing: Standing;
  /** How it was the last time, where that is what the list tells of. */
  readonly before: Outcome | null;
  /** null: it was not read, or is not there any more. */
  readonly now: Outcome | null;
}

/** How everybody stands who is in a list of a digest, by their ids. */
export function standingsOf(digest: Digest): ReadonlyMap<string, Stood> {
  const { fresh, worse, still, unmuted, unclear, dropped, withdrawn, outages, muted } = digest;
  return new Map([
    ...present('new', fresh),
    ...changed('worse', worse),
    ...present('still', still),
    ...present('unmuted', unmuted),
    ...changed('unclear', unclear),
    ...changed('recovered', recoveredOf(digest)),
    ...changed('dropped', dropped),
    ...changed('withdrawn', withdrawn),
    ...present(
      'outage',
      outages.flatMap(({ outcomes }) => outcomes),
    ),
    ...present(
      'muted',
      muted.map(({ outcome }) => outcome),
    ),
  ]);
}

function present(standing: Standing, outcomes: readonly Outcome[]): readonly [string, Stood][] {
  return outcomes.map((now) => [now.subjectId, { standing, before: null, now }]);
}

function changed(standing: Standing, changes: readonly Changed[]): readonly [string, Stood][] {
  return changes.map(({ before, after }) => [before.subjectId, { standing, before, now: after }]);
}
