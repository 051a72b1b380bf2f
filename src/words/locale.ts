/** The languages that the bot speaks. */
export const LOCALES = ['en', 'es'] as const;
export type Locale = (typeof LOCALES)[number];

/** The language that goes by a name; null where there is none. */
export function knownLocale(name: string | undefined): Locale | null {
  return LOCALES.find((locale) => locale === name) ?? null;
}
