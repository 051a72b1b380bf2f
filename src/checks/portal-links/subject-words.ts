import type { Locale } from '../../words/locale.ts';
import type { Noun } from '../report.ts';
import type { ListedSubject } from '../subjects.ts';
import { kindSaid as kindInEnglish, plural } from './phrasing.en.ts';
import { carePlans as carePlansInSpanish, kindSaid as kindInSpanish } from './phrasing.es.ts';

/** How providers are spoken of, and told apart in a list. */
export interface SubjectWords {
  readonly noun: Noun;
  /** "clinic · b8608be4 · 57 active care plans": never a name. */
  readonly listed: (subject: ListedSubject) => string;
}

const carePlansInEnglish = (count: number): string => plural(count, 'active care plan', 'active care plans');

const listedWith =
  (kindSaid: (kind: string) => string, carePlans: (count: number) => string): SubjectWords['listed'] =>
  ({ kind, id, figures }) => {
    const count = figures['activeCarePlans'] ?? null;
    const parts = [
      kind === null ? null : kindSaid(kind),
      id.slice(0, 8),
      count === null ? null : carePlans(count),
    ];
    return parts.filter((part) => part !== null).join(' · ');
  };

const KIND_SAID: Readonly<Record<Locale, (kind: string) => string>> = {
  en: kindInEnglish,
  es: kindInSpanish,
};

/** What a kind of provider is called in each language, whatever language is spoken: "practice", "consultorio". */
export function wordsOfKind(kind: string): readonly string[] {
  return Object.values(KIND_SAID).map((kindSaid) => kindSaid(kind));
}

/** By language. */
export const SUBJECT_WORDS: Readonly<Record<Locale, SubjectWords>> = {
  en: {
    noun: { one: 'provider', many: 'providers' },
    listed: listedWith(KIND_SAID.en, carePlansInEnglish),
  },
  es: {
    noun: { one: 'proveedor', many: 'proveedores' },
    listed: listedWith(KIND_SAID.es, carePlansInSpanish),
  },
};
