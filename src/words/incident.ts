import { incidentEn, type IncidentWords } from './incident.en.ts';
import { incidentEs } from './incident.es.ts';
import type { Locale } from './locale.ts';

const WORDS: Readonly<Record<Locale, IncidentWords>> = { en: incidentEn, es: incidentEs };

/** What incidents say besides a check's own words, in one language. */
export function incidentWordsIn(locale: Locale): IncidentWords {
  return WORDS[locale];
}
