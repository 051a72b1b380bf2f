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
  readonly check?: {
    readonly checkId: string;
    readonly subjectIds: readonly string[];
    readonly asOfMs: EpochMs | null;
    readonly windowMs: number | null;
  };
  readonly verdicts?: readonly {
    readonly diagnosisId: string;
    readonly subjectId: string;
    readonly code: string;
    readonly state: State;
  }[];
  /** The diagnosis that was shown. */
  readonly diagnosisId?: string;
  /** Why it was refused. */
  readonly reason?: string;
}

/** The table of the audit. It is only written here: who may read it is a matter of the database's own rights. */
export interface Audit {
  record(entry: AuditEntry): Promise<void>;
}

export function createAudit(db: Kysely<Tables>): Audit {
  return {
    async record({ atMs, requestId, asker, interaction, event, check, verdicts = [], diagnosisId, reason }) {
      const asOfMs = check?.asOfMs ?? null;
      await db
        .insertInto('audit')
        .values({
          at: new Date(atMs),
          request_id: requestId,
          event,
          interaction,
          surface: asker.surface,
          user_id: asker.userId,
          team_id: asker.teamId,
          channel_id: asker.channelId,
          check_id: check?.checkId ?? null,
          subject_ids: [...(check?.subjectIds ?? [])],
          as_of: asOfMs === null ? null : new Date(asOfMs),
          window_ms: check?.windowMs ?? null,
          verdicts: JSON.stringify(verdicts),
          diagnosis_id: diagnosisId ?? null,
          reason: reason ?? null,
        })
        .execute();
    },
  };
}
