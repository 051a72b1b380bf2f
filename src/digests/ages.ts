import type { Outcome, Since } from '../checks/fleet.ts';
import { DAY_MS, type EpochMs } from '../diagnosis/time.ts';
import { AGE_CLASSES, type AgeClass } from './digest.ts';

const WEEK_MS = 7 * DAY_MS;

/** Where the classes begin, longest first. */
const BEGINNINGS: readonly (readonly [AgeClass, weeks: number])[] = [
  ['over-8-weeks', 8],
  ['4-to-8-weeks', 4],
  ['2-to-4-weeks', 2],
  ['under-2-weeks', 0],
];

/** How many have not been well for how long. */
export interface AgeCount {
  readonly ageClass: AgeClass;
  readonly count: number;
  /** The data of some of them reach no further back: they may belong to an older class. */
  readonly isAtLeast: boolean;
}

/** How long somebody has not been well at an instant. Data that begin less than two weeks ago tell nothing of it. */
export function ageClassOf(since: Since | null, asOfMs: EpochMs): AgeClass {
  if (since === null) return 'unknown';
  const weeks = (asOfMs - since.atMs) / WEEK_MS;
  const [ageClass] = BEGINNINGS.find(([, from]) => weeks >= from) ?? ['under-2-weeks'];
  return since.isAtLeast && ageClass === 'under-2-weeks' ? 'unknown' : ageClass;
}

/** Counts outcomes by age: the classes that occur, in the order of `AGE_CLASSES`. */
export function agesOf(outcomes: readonly Outcome[], asOfMs: EpochMs): readonly AgeCount[] {
  const aged = outcomes.map(({ since }) => ({ since, ageClass: ageClassOf(since, asOfMs) }));
  return AGE_CLASSES.flatMap((ageClass) => {
    const ofClass = aged.filter((each) => each.ageClass === ageClass);
    if (ofClass.length === 0) return [];
    const isAtLeast = ofClass.some(({ since }) => since?.isAtLeast === true);
    return [{ ageClass, count: ofClass.length, isAtLeast }];
  });
}
