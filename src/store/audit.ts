import { sql, type Kysely, type Selectable } from 'kysely';
import { z } from 'zod';
import type { Asker } from '../diagnosis/diagnosis.ts';
import type { EpochMs } from '../diagnosis/time.ts';
import { STATES, type State } from '../diagnosis/verdict.ts';
import { keptAsker } from './kept-json.ts';
import type { Tables } from './tables.ts';

/** One line of the audit: who did what, when, where and what came out. Ids and codes only. */
export interface AuditEntry {
  readonly atMs: EpochMs;
  readonly requestId: string;
  readonly asker: Asker;
  /** What was used: `/portal-check`, a button, a command of the terminal. */
  readonly interaction: string;
  /** What came of it: `checked`, `refused`, … */
  readonly event: string;
  /** null: it concerned no subject. */
  readonly checkId: string | null;
  readonly subjectIds: readonly string[];
  readonly verdicts: readonly AuditVerdict[];
  /** Why it was refused, or which digest or subscription it was about; null where there is nothing to add. */
  readonly reason: string | null;
}

export interface AuditVerdict {
  readonly diagnosisId?: string;
  readonly subjectId: string;
  readonly code: string;
  readonly state: State;
}

/** An entry as it is kept; its id is for reading on. */
export type KeptAuditEntry = AuditEntry & { readonly id: string };

/** Which entries to read. null: not restricted. */
export interface AuditQuery {
  readonly sinceMs: EpochMs;
  /** Not included. */
  readonly untilMs: EpochMs;
  readonly userId: string | null;
  readonly subjectId: string | null;
  /** Reads on after this entry, also where it was purged meanwhile; null: from the beginning. */
  readonly afterId: string | null;
  /** The most entries of one page; a page with fewer is the last. */
  readonly limit: number;
}

/** The table of the audit. Nothing of it is ever changed, only purged. */
export interface Audit {
  record(entry: AuditEntry): Promise<void>;
  /** Oldest first. */
  list(query: AuditQuery): Promise<readonly KeptAuditEntry[]>;
}

const keptVerdicts: z.ZodType<AuditVerdict[]> = z.array(
  z.object({
    diagnosisId: z.string().exactOptional(),
    subjectId: z.string(),
    code: z.string(),
    state: z.enum(STATES),
  }),
);

export function createAudit(db: Kysely<Tables>): Audit {
  return {
    async record(entry) {
      const { asker } = entry;
      await db
        .insertInto('audit')
        .values({
          at: new Date(entry.atMs),
          request_id: entry.requestId,
          event: entry.event,
          interaction: entry.interaction,
          surface: asker.surface,
          user_id: asker.userId,
          team_id: asker.teamId,
          channel_id: asker.channelId,
          check_id: entry.checkId,
          subject_ids: [...entry.subjectIds],
          verdicts: JSON.stringify(entry.verdicts),
          reason: entry.reason,
        })
        .execute();
    },

    async list({ sinceMs, untilMs, userId, subjectId, afterId, limit }) {
      // One that was purged was older than all that is left, so there is nothing to pass over.
      const after = afterId === null ? null : await placeOf(db, afterId);
      const rows = await db
        .selectFrom('audit')
        .selectAll()
        .where('at', '>=', new Date(sinceMs))
        .where('at', '<', new Date(untilMs))
        .$if(userId !== null, (query) => query.where('user_id', '=', userId))
        .$if(subjectId !== null, (query) => query.where(sql<boolean>`subject_ids @> array[${subjectId}]`))
        .$if(after !== null, (query) => query.where(sql<boolean>`(at, id) > (${after?.at}, ${after?.id})`))
        .orderBy('at')
        .orderBy('id')
        .limit(limit)
        .execute();
      return rows.map(entryOf);
    },
  };
}

async function placeOf(
  db: Kysely<Tables>,
  id: string,
): Promise<{ readonly at: Date; readonly id: string } | null> {
  const row = await db.selectFrom('audit').select(['at', 'id']).where('id', '=', id).executeTakeFirst();
  return row ?? null;
}

function entryOf(row: Selectable<Tables['audit']>): KeptAuditEntry {
  return {
    id: row.id,
    atMs: row.at.getTime(),
    requestId: row.request_id,
    asker: keptAsker.parse({
      surface: row.surface,
      userId: row.user_id,
      teamId: row.team_id,
      channelId: row.channel_id,
    }),
    interaction: row.interaction,
    event: row.event,
    checkId: row.check_id,
    subjectIds: row.subject_ids,
    verdicts: keptVerdicts.parse(row.verdicts),
    reason: row.reason,
  };
}
