import type { Locale } from './locale.ts';
import { postmortemEn, type PostmortemWords } from './postmortem.en.ts';
import { postmortemEs } from './postmortem.es.ts';

const WORDS: Readonly<Record<Locale, PostmortemWords>> = { en: postmortemEn, es: postmortemEs };

/** The postmortem's own words, in one language. */
export function postmortemWordsIn(locale: Locale): PostmortemWords {
  return WORDS[locale];
}
