import { digestEn, type DigestWords } from './digest.en.ts';
import { digestEs } from './digest.es.ts';
import type { Locale } from './locale.ts';

const WORDS: Readonly<Record<Locale, DigestWords>> = { en: digestEn, es: digestEs };

/** What digests say besides a check's own words, in one language. */
export function digestWordsIn(locale: Locale): DigestWords {
  return WORDS[locale];
}
