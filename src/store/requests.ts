import type { Kysely } from 'kysely';
import type { EpochMs } from '../diagnosis/time.ts';
import type { Tables } from './tables.ts';

/** The table of requests that some replica has taken. */
export interface Requests {
  /** True for the first who claims this key, on whichever replica; false for everybody after, until the key is purged. */
  claim(key: string, atMs: EpochMs): Promise<boolean>;
}

export function createRequests(db: Kysely<Tables>): Requests {
  return {
    async claim(key, atMs) {
      const claimed = await db
        .insertInto('requests')
        .values({ key, at: new Date(atMs) })
        .onConflict((conflict) => conflict.column('key').doNothing())
        .returning('key')
        .executeTakeFirst();
      return claimed !== undefined;
    },
  };
}
