import { Client } from 'pg';
import { storyBegins } from '../weeks/calendar.ts';
import type { Fleet } from './fleet.ts';
import { insertProviders, recordDeliveries } from './fleet-tables.ts';
import { traceOfWeek, type Phrases } from './run-trace.ts';

/**
 * Puts a fleet beside case 001: its providers, and what was sent to them before the sandbox begins.
 * @param url of the application's database, for a superuser; its tables are there
 */
export async function fillFleet(url: string, fleet: Fleet, phrases: Phrases): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('begin');
    await insertProviders(client, fleet.providers);
    const firstWeek = storyBegins('biweekly');
    const past = Array.from({ length: 1 - firstWeek }, (_, index) =>
      traceOfWeek(fleet, firstWeek + index, phrases),
    );
    await recordDeliveries(client, past);
    await client.query('commit');
    // Whoever reads it at once should not have to wait until the server has looked at what is new.
    await client.query('vacuum analyze');
  } finally {
    await client.end();
  }
}
