import type { Locale } from '../../../words/locale.ts';
import { wordsEn, type PageWords } from './words.en.ts';
import { wordsEs } from './words.es.ts';

export type { PageWords };

/** The page speaks the bot's languages. */
export const PAGE_WORDS: Readonly<Record<Locale, PageWords>> = { en: wordsEn, es: wordsEs };

/** Each language by its own name: whoever cannot read the page finds their own. */
export const LANGUAGE_NAMES: Readonly<Record<Locale, string>> = { en: 'English', es: 'Español' };
