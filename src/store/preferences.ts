import type { Kysely } from 'kysely';
import { z } from 'zod';
import type { EpochMs } from '../diagnosis/time.ts';
import { LOCALES, type Locale } from '../words/locale.ts';
import type { Tables } from './tables.ts';

/** The table of what people chose for themselves. */
export interface Preferences {
  /** null: none was chosen, or one that this version does not speak. */
  languageOf(userId: string): Promise<Locale | null>;
  setLanguage(userId: string, locale: Locale, atMs: EpochMs): Promise<void>;
}

const spoken = z.enum(LOCALES).nullable().catch(null);

export function createPreferences(db: Kysely<Tables>): Preferences {
  return {
    async languageOf(userId) {
      const row = await db
        .selectFrom('preferences')
        .select('locale')
        .where('user_id', '=', userId)
        .executeTakeFirst();
      return spoken.parse(row?.locale ?? null);
    },

    async setLanguage(userId, locale, atMs) {
      const choice = { locale, changed_at: new Date(atMs) };
      await db
        .insertInto('preferences')
        .values({ user_id: userId, ...choice })
        .onConflict((conflict) => conflict.column('user_id').doUpdateSet(choice))
        .execute();
    },
  };
}
