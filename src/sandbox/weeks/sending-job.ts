import { Client } from 'pg';
import { deliveriesIn, unservedIn } from '../case-001/deliveries.ts';
import type { Fleet } from '../fleet/fleet.ts';
import { insertDashboards, recordDeliveries } from '../fleet/fleet-tables.ts';
import { lackingDashboardIn, withDashboard, withHealed } from '../fleet/healing.ts';
import { isServed } from '../fleet/providers.ts';
import { traceOfWeek, type Phrases } from '../fleet/run-trace.ts';
import type { AilingProvider } from '../stand-ins/slack/client-api.ts';
import { isRun, type Week } from './calendar.ts';

/** The application's sending job, as the sandbox plays it. */
export interface SendingJob {
  /** Writes what has been sent up to the end of a week into the application's tables, each week once. */
  runThrough(week: Week): Promise<void>;
  /** Somebody mends what is wrong with a provider: it gets its links from the run of that week on. */
  heal(providerId: string, fromWeek: Week): Promise<void>;
  /** Who gets no link at the run of a week, or not all of it, by name. */
  ailingAt(week: Week): Promise<readonly AilingProvider[]>;
}

/** @param url of the application's database, for a superuser */
export function createSendingJob(url: string, fleetAsIs: Fleet | null, phrases: Phrases): SendingJob {
  let lastWeek: Week = 0;
  const healed = new Map<string, Week>();
  const fleet = fleetAsIs === null ? null : withHealed(fleetAsIs, healed);
  return {
    async runThrough(week) {
      if (week <= lastWeek) return;
      const weeks = Array.from({ length: week - lastWeek }, (_, index) => lastWeek + 1 + index);
      await inTransaction((client) =>
        recordDeliveries(
          client,
          weeks.flatMap((one) => [
            deliveriesIn(one, healed),
            ...(fleet === null ? [] : [traceOfWeek(fleet, one, phrases)]),
          ]),
        ),
      );
      lastWeek = week;
    },
    async heal(providerId, fromWeek) {
      const provider = fleetAsIs?.providers.find(({ id }) => id === providerId);
      if (fleetAsIs !== null && provider?.dashboardId === null) {
        const { seed } = fleetAsIs.settings;
        await inTransaction((client) => insertDashboards(client, [withDashboard(provider, seed)]));
      }
      healed.set(providerId, Math.min(fromWeek, healed.get(providerId) ?? fromWeek));
    },
    async ailingAt(week) {
      const ofFleet =
        fleet === null
          ? []
          : [
              ...[...fleet.ailingAt(week).keys()].filter((provider) => isServed(provider, week)),
              ...lackingDashboardIn(fleet, week),
            ];
      return [
        ...unservedIn(week, healed),
        ...ofFleet.filter((provider) => isRun(provider.cadence, week)),
      ].map(({ id, name }) => ({ id, name }));
    },
  };

  async function inTransaction(work: (client: Client) => Promise<void>): Promise<void> {
    const client = new Client({ connectionString: url });
    await client.connect();
    try {
      await client.query('begin');
      await work(client);
      await client.query('commit');
    } finally {
      await client.end();
    }
  }
}
