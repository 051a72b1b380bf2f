import { Client } from 'pg';
import { practiceDeliveriesIn } from '../case-001/practice-weeks.ts';
import type { Fleet } from '../fleet/fleet.ts';
import { recordDeliveries } from '../fleet/fleet-tables.ts';
import { traceOfWeek, type Phrases } from '../fleet/run-trace.ts';
import type { Week } from './calendar.ts';

/** The application's sending job, as the sandbox plays it. */
export interface SendingJob {
  /** Writes what has been sent up to the end of a week into the application's tables, each week once. */
  runThrough(week: Week): Promise<void>;
}

/** @param url of the application's database, for a superuser */
export function createSendingJob(url: string, fleet: Fleet | null, phrases: Phrases): SendingJob {
  let lastWeek: Week = 0;
  return {
    async runThrough(week) {
      if (week <= lastWeek) return;
      const weeks = Array.from({ length: week - lastWeek }, (_, index) => lastWeek + 1 + index);
      const client = new Client({ connectionString: url });
      await client.connect();
      try {
        await client.query('begin');
        await recordDeliveries(
          client,
          weeks.flatMap((one) => [
            practiceDeliveriesIn(one),
            ...(fleet === null ? [] : [traceOfWeek(fleet, one, phrases)]),
          ]),
        );
        await client.query('commit');
        lastWeek = week;
      } finally {
        await client.end();
      }
    },
  };
}
