import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { fillDeliveryDatabase } from './case-001/delivery-database.ts';
import { startChild } from './child.ts';
import { fillFleet } from './fleet/fill-fleet.ts';
import { createFleet, type FleetSettings } from './fleet/fleet.ts';
import { environmentOfFleet } from './fleet/fleet-environment.ts';
import { FLEET_SETTINGS_FILE, fleetPhrases } from './fleet/fleet-settings-file.ts';
import { freePort } from './free-port.ts';
import { startPostgres } from './postgres.ts';
import { FIRST_ANSWER_MS } from './stand-ins/lateness.ts';
import { SANDBOX_SECRETS, SANDBOX_STARTS_AT } from './world.ts';

const READER = 'portal_check_bot';
const standInAddresses = z.object({ sentry: z.url(), loki: z.url(), slack: z.url() });
const databasePort = z.object({ port: z.int() });

/** A PostgreSQL with the data of case 001 and stand-ins for everything else, all on 127.0.0.1. */
export interface Sandbox {
  readonly standIns: z.infer<typeof standInAddresses>;
  /** Where the delivery database is made to misbehave: see `database-control.ts`. */
  readonly databaseControl: string;
  /** The environment that a bot or a terminal needs to work with it. */
  readonly environment: Readonly<Record<string, string>>;
  /** Ends the PostgreSQL server of all databases, whoever is connected, and starts it again. */
  restartDatabases(): Promise<void>;
  stop(): Promise<void>;
}

export interface SandboxOptions {
  /** Where the page is, and Slack's stand-in with it. A free port if not given. */
  readonly pagePort?: number;
  /** False: the bot may post as fast as it likes, not one message a second in a channel as in Slack. */
  readonly limitsMessageRate?: boolean;
  /** When the bot gives its first answer at the latest; what is very slow comes after it. The bot's own default if not given. */
  readonly firstAnswerMs?: number;
  /** Whether the app was granted what its manifest declares as optional, too: to read channels. */
  readonly grantsOptionalScopes?: boolean;
  /** A larger made-up fleet beside case 001; none if not given. */
  readonly fleet?: FleetSettings | null;
}

/** Starts everything but the bot. Nothing of it outlives this process, however that ends. */
export async function startSandbox({
  pagePort,
  limitsMessageRate = true,
  firstAnswerMs = FIRST_ANSWER_MS,
  grantsOptionalScopes = false,
  fleet = null,
}: SandboxOptions = {}): Promise<Sandbox> {
  const controlPort = await freePort();
  const application = `http://127.0.0.1:${controlPort}`;
  const databaseControl = `${application}/database`;
  const standIns = startChild(new URL('./stand-ins/main.ts', import.meta.url), {
    environment: {
      PATH: process.env['PATH'],
      // The page is bundled as it is for everybody, whoever starts it.
      NODE_ENV: 'production',
      SANDBOX_STARTS_AT,
      // Nobody asks there before somebody uses the page, so these processes may start at the same time.
      SANDBOX_DATABASE_CONTROL: databaseControl,
      SANDBOX_JOB_CONTROL: `${application}/job`,
      ...environmentOfFleet(fleet),
      SANDBOX_FIRST_ANSWER_MS: String(firstAnswerMs),
      ...(pagePort === undefined ? {} : { SANDBOX_PAGE_PORT: String(pagePort) }),
      ...(limitsMessageRate ? {} : { SANDBOX_MESSAGE_RATE: 'unlimited' }),
      ...(grantsOptionalScopes ? { SANDBOX_OPTIONAL_SCOPES: 'granted' } : {}),
    },
  });
  try {
    const [databases, firstLine] = await Promise.all([
      startDatabases(controlPort, firstAnswerMs, fleet),
      standIns.firstLine(),
    ]);
    const addresses = standInAddresses.parse(JSON.parse(firstLine));
    return {
      standIns: addresses,
      databaseControl,
      environment: {
        SLACK_BOT_TOKEN: SANDBOX_SECRETS.slackBotToken,
        SLACK_SIGNING_SECRET: SANDBOX_SECRETS.slackSigningSecret,
        SLACK_API_URL: `${addresses.slack}/api/`,
        SLACK_ALLOWED_CHANNELS: 'C0ONCALL,C0INCIDENT,C0DIGEST,C0INCIDENTS',
        INCIDENT_CHANNEL_ID: 'C0INCIDENTS',
        SLACK_ENGINEER_GROUPS: 'S0ENGINEERS',
        SLACK_HELP_DESK_GROUPS: 'S0HELPDESK',
        SLACK_GUESTS: 'refuse',
        ON_CALL_CHANNEL: 'C0ONCALL',
        PROVIDER_URL: `${application}/admin/providers/{id}`,
        // Enough for whoever plays; a real team would set less.
        CHECKS_PER_USER_PER_MINUTE: '60',
        FIRST_ANSWER_MS: String(firstAnswerMs),
        DELIVERY_DATABASE_URL: databases.deliveryUrl,
        DELIVERY_DATABASE_TLS: 'disable',
        DATABASE_URL: databases.storeUrl,
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
        ...(fleet === null ? {} : { PORTAL_LINKS_FILE: FLEET_SETTINGS_FILE }),
      },
      restartDatabases: () => databases.restart(),
      async stop() {
        await Promise.all([standIns.stop(), databases.stop()]);
      },
    };
  } catch (error) {
    await standIns.stop();
    throw error;
  }
}

interface Databases {
  /** The application's, for the bot's login, by way of the process that can make it misbehave. */
  readonly deliveryUrl: string;
  /** The bot's own: always healthy. */
  readonly storeUrl: string;
  restart(): Promise<void>;
  stop(): Promise<void>;
}

async function startDatabases(
  controlPort: number,
  firstAnswerMs: number,
  fleet: FleetSettings | null,
): Promise<Databases> {
  const server = await startPostgres();
  const reader = { user: READER, password: randomBytes(12).toString('hex') };
  try {
    await server.createDatabase('app');
    await server.createDatabase('portal_check');
    await fillDeliveryDatabase(server.url('app'), '2025-07-24', reader);
    if (fleet !== null) await fillFleet(server.url('app'), createFleet(fleet), fleetPhrases());
    const upstream = startChild(new URL('./database-upstream.ts', import.meta.url), {
      environment: {
        PATH: process.env['PATH'],
        SANDBOX_DATABASE_URL: server.url('app'),
        SANDBOX_CONTROL_PORT: String(controlPort),
        SANDBOX_READER: reader.user,
        SANDBOX_FIRST_ANSWER_MS: String(firstAnswerMs),
        ...environmentOfFleet(fleet),
      },
    });
    const { port } = databasePort.parse(JSON.parse(await upstream.firstLine()));
    const deliveryUrl = new URL(server.url('app'));
    deliveryUrl.username = reader.user;
    deliveryUrl.password = reader.password;
    deliveryUrl.port = String(port);
    return {
      deliveryUrl: deliveryUrl.href,
      storeUrl: server.url('portal_check'),
      restart: () => server.restart(),
      async stop() {
        await upstream.stop();
        await server.stop();
      },
    };
  } catch (error) {
    await server.stop();
    throw error;
  }
}
