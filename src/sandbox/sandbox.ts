import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { fillDeliveryDatabase } from './case-001/delivery-database.ts';
import { startChild } from './child.ts';
import { startPostgres } from './postgres.ts';
import { SANDBOX_SECRETS, SANDBOX_STARTS_AT } from './world.ts';

const READER = 'portal_check_bot';
const standInAddresses = z.object({ sentry: z.url(), loki: z.url(), slack: z.url() });

/** A PostgreSQL with the data of case 001 and stand-ins for everything else, all on 127.0.0.1. */
export interface Sandbox {
  readonly standIns: z.infer<typeof standInAddresses>;
  /** The environment that a bot or a terminal needs to work with it. */
  readonly environment: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

/** Starts everything but the bot. Nothing of it outlives this process, however that ends. */
export async function startSandbox(): Promise<Sandbox> {
  const standIns = startChild(new URL('./stand-ins/main.ts', import.meta.url), {
    environment: { ...process.env, SANDBOX_STARTS_AT },
  });
  try {
    const [postgres, firstLine] = await Promise.all([startFilledPostgres(), standIns.firstLine()]);
    const addresses = standInAddresses.parse(JSON.parse(firstLine));
    return {
      standIns: addresses,
      environment: {
        SLACK_BOT_TOKEN: SANDBOX_SECRETS.slackBotToken,
        SLACK_SIGNING_SECRET: SANDBOX_SECRETS.slackSigningSecret,
        SLACK_API_URL: `${addresses.slack}/api/`,
        DELIVERY_DATABASE_URL: postgres.deliveryUrl,
        DELIVERY_DATABASE_TLS: 'disable',
        DATABASE_URL: postgres.storeUrl,
        DATABASE_TLS: 'disable',
        SENTRY_URL: addresses.sentry,
        SENTRY_TOKEN: SANDBOX_SECRETS.sentryToken,
        SENTRY_ORGANIZATION: 'sentry',
        SENTRY_PROJECT_ID: '3',
        LOKI_URL: addresses.loki,
        LOKI_TOKEN: SANDBOX_SECRETS.lokiToken,
        // No Grafana stands here; its links are in the answers all the same, with the exact query.
        GRAFANA_URL: addresses.loki,
        GRAFANA_LOKI_UID: 'sandbox-loki',
        CLOCK_STARTS_AT: SANDBOX_STARTS_AT,
      },
      async stop() {
        await Promise.all([standIns.stop(), postgres.stop()]);
      },
    };
  } catch (error) {
    await standIns.stop();
    throw error;
  }
}

async function startFilledPostgres(): Promise<{
  deliveryUrl: string;
  storeUrl: string;
  stop(): Promise<void>;
}> {
  const server = await startPostgres();
  const reader = { user: READER, password: randomBytes(12).toString('hex') };
  await server.createDatabase('app');
  await server.createDatabase('portal_check');
  await fillDeliveryDatabase(server.url('app'), '2025-07-24', reader);
  const deliveryUrl = new URL(server.url('app'));
  deliveryUrl.username = reader.user;
  deliveryUrl.password = reader.password;
  return { deliveryUrl: deliveryUrl.href, storeUrl: server.url('portal_check'), stop: () => server.stop() };
}
