import type { EpochMs } from '../diagnosis/time.ts';
import { createDates, type Dates, type DateWords } from './dates.ts';

const WORDS: DateWords = {
  patterns: { day: "ccc d 'de' LLLL", shortDay: "d 'de' LLLL", year: " 'de' yyyy" },
  days: (count) => (count === 1 ? '1 día' : `${count} días`),
  hours: (count) => (count === 1 ? '1 hora' : `${count} horas`),
  minutes: (count) => `${count} min`,
};

/** "lun 21 de julio 11:31" */
export function datesInSpanish(timeZone: string, asOfMs: EpochMs): Dates {
  return createDates('es-419', timeZone, asOfMs, WORDS);
}
