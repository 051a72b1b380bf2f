import { DAY_MS } from '../diagnosis/time.ts';
import type { Clock } from '../sources/source.ts';
import type { Store } from '../store/store.ts';

interface PurgeLog {
  info(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

export interface PurgeSettings {
  readonly store: Store;
  readonly keep: { readonly keepDiagnosesDays: number; readonly keepAuditDays: number };
  readonly clock: Clock;
  readonly log: PurgeLog;
}

/** Slack repeats a request for minutes, not for days. */
const KEEP_REQUESTS_MS = DAY_MS;

/** Makes the daily job that removes what is older than it may be kept. Several replicas may run it: it only removes what is old. */
export function createPurge({ store, keep, clock, log }: PurgeSettings): () => Promise<void> {
  return async () => {
    const nowMs = clock();
    try {
      const purged = await store.purge({
        diagnosesBeforeMs: nowMs - keep.keepDiagnosesDays * DAY_MS,
        auditBeforeMs: nowMs - keep.keepAuditDays * DAY_MS,
        requestsBeforeMs: nowMs - KEEP_REQUESTS_MS,
      });
      log.info({ purged }, 'purged');
    } catch (error) {
      log.error({ err: error }, 'the daily purge failed; it runs again tomorrow');
    }
  };
}
