import type { Kysely } from 'kysely';
import type { Asker } from '../diagnosis/diagnosis.ts';
import type { EpochMs } from '../diagnosis/time.ts';
import type { State } from '../diagnosis/verdict.ts';
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
  /** null: nothing was checked. */
  readonly checkId: string | null;
  readonly subjectIds: readonly string[];
  readonly verdicts: readonly {
    readonly diagnosisId?: string;
    readonly subjectId: string;
    readonly code: string;
    readonly state: State;
  }[];
  /** Why it was refused, or which diagnosis was shown; null where there is nothing to add. */
  readonly reason: string | null;
}

/** The table of the audit. It is only written here: who may read it is a matter of the database's own rights. */
export interface Audit {
  record(entry: AuditEntry): Promise<void>;
}

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
  };
}
