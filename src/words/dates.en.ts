import type { EpochMs } from '../diagnosis/time.ts';
import { createDates, type Dates, type DateWords } from './dates.ts';

const WORDS: DateWords = {
  patterns: { day: 'ccc d LLLL', shortDay: 'd LLLL', year: ' yyyy' },
  days: (count) => (count === 1 ? '1 day' : `${count} days`),
  hours: (count) => (count === 1 ? '1 hour' : `${count} hours`),
  minutes: (count) => `${count} min`,
};

/** "Mon 21 July 11:31" */
export function datesInEnglish(timeZone: string, asOfMs: EpochMs): Dates {
  return createDates('en-GB', timeZone, asOfMs, WORDS);
}
