import type { Problem, SourceId } from '../diagnosis/reading.ts';
import type { Locale } from './locale.ts';
import { problemInEnglish } from './problems.en.ts';
import { problemInSpanish } from './problems.es.ts';

type ProblemWords = (source: SourceId | 'store', problem: Problem) => string;

const WORDS: Readonly<Record<Locale, ProblemWords>> = { en: problemInEnglish, es: problemInSpanish };

/** How problems of sources are said in one language. */
export function problemIn(locale: Locale): ProblemWords {
  return WORDS[locale];
}
