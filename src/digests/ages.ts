import type { Outcome, Since } from '../checks/fleet.ts';
import type { EpochMs } from '../diagnosis/time.ts';
import type { Days } from '../words/days.ts';
import { AGE_CLASSES, type AgeClass } from './digest.ts';

const WEEK_DAYS = 7;

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
  /** For how many whole days all of them have not been well, at least; 0 where nobody knows since when. */
  readonly days: number;
}

/**
 * How long somebody has not been well at an instant. Where the data begin less than two weeks ago, it may be any class: that is one of its own.
 * @param days of the schedule's zone: a week has passed at the same time of the day
 */
export function ageClassOf(since: Since | null, asOfMs: EpochMs, days: Days): AgeClass {
  if (since === null) return 'unknown';
  const lasted = days.between(since.atMs, asOfMs);
  const [ageClass] = BEGINNINGS.find(([, weeks]) => lasted >= weeks * WEEK_DAYS) ?? ['under-2-weeks'];
  return since.isAtLeast && ageClass === 'under-2-weeks' ? 'some-days-or-more' : ageClass;
}

/** Counts outcomes by age: the classes that occur, in the order of `AGE_CLASSES`. */
export function agesOf(outcomes: readonly Outcome[], asOfMs: EpochMs, days: Days): readonly AgeCount[] {
  const aged = outcomes.map(({ since }) => ({ since, ageClass: ageClassOf(since, asOfMs, days) }));
  return AGE_CLASSES.flatMap((ageClass) => {
    const ofClass = aged.filter((each) => each.ageClass === ageClass);
    if (ofClass.length === 0) return [];
    const isAtLeast = ofClass.some(({ since }) => since?.isAtLeast === true);
    const newestMs = ofClass.reduce(
      (newest, { since }) => Math.max(newest, since?.atMs ?? asOfMs),
      -Infinity,
    );
    return [{ ageClass, count: ofClass.length, isAtLeast, days: days.between(newestMs, asOfMs) }];
  });
}
