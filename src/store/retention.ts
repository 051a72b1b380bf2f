import type { Kysely } from 'kysely';
import type { EpochMs } from '../diagnosis/time.ts';
import type { Tables } from './tables.ts';

/** Everything older goes. */
export interface RetentionLimits {
  /** For diagnoses by the time they were made, with the feedback on them, and for observations. */
  readonly diagnosesBeforeMs: EpochMs;
  readonly auditBeforeMs: EpochMs;
  readonly requestsBeforeMs: EpochMs;
}

/** How many rows went. */
export interface Purged {
  readonly diagnoses: number;
  readonly observations: number;
  readonly audit: number;
  readonly requests: number;
}

export async function purge(db: Kysely<Tables>, limits: RetentionLimits): Promise<Purged> {
  const keptSince = new Date(limits.diagnosesBeforeMs);
  const auditedSince = new Date(limits.auditBeforeMs);
  const requestedSince = new Date(limits.requestsBeforeMs);
  const diagnoses = await db.deleteFrom('diagnoses').where('made_at', '<', keptSince).executeTakeFirst();
  const observations = await db
    .deleteFrom('observations')
    .where('seen_at', '<', keptSince)
    .executeTakeFirst();
  const audit = await db.deleteFrom('audit').where('at', '<', auditedSince).executeTakeFirst();
  const requests = await db.deleteFrom('requests').where('at', '<', requestedSince).executeTakeFirst();
  return {
    diagnoses: Number(diagnoses.numDeletedRows),
    observations: Number(observations.numDeletedRows),
    audit: Number(audit.numDeletedRows),
    requests: Number(requests.numDeletedRows),
  };
}
