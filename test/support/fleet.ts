import { randomBytes } from 'node:crypto';
import { pino } from 'pino';
import { assemble, type Assembly } from '../../src/assembly.ts';
import { readConfig } from '../../src/config.ts';
import type { FleetRun } from '../../src/digests/fleet-run.ts';
import { createReadFleet } from '../../src/investigation/read-fleet.ts';
import { fillDeliveryDatabase } from '../../src/sandbox/case-001/delivery-database.ts';
import { fillFleet } from '../../src/sandbox/fleet/fill-fleet.ts';
import { createFleet, type Fleet, type FleetSettings } from '../../src/sandbox/fleet/fleet.ts';
import { FLEET_SETTINGS_FILE, fleetPhrases } from '../../src/sandbox/fleet/fleet-settings-file.ts';
import { createLokiHandlers } from '../../src/sandbox/stand-ins/loki/handlers.ts';
import { createSentryHandlers } from '../../src/sandbox/stand-ins/sentry/handlers.ts';
import { serve } from '../../src/sandbox/stand-ins/serve.ts';
import { createUpstreamWorlds } from '../../src/sandbox/upstream-worlds.ts';
import { createMovableClock } from '../../src/sandbox/weeks/movable-clock.ts';
import { healedFrom } from '../../src/sandbox/fleet/healing.ts';
import { createPassingTime } from '../../src/sandbox/weeks/passing-time.ts';
import { createSendingJob } from '../../src/sandbox/weeks/sending-job.ts';
import { SANDBOX_STARTS_AT } from '../../src/sandbox/world.ts';
import { createTestDatabase, withLogin, type TestDatabase } from './database.ts';

/** The sandbox's fleet beside case 001, over real HTTP and a real PostgreSQL. Its time stands still but when a week passes. */
export interface RunningFleet {
  readonly assembly: Assembly;
  readonly fleet: Fleet;
  letWeekPass(): Promise<void>;
  /** Mends everybody who would not get all of their links at the next run. @returns their ids */
  healAll(): Promise<readonly string[]>;
  /** The application's database, for its superuser. */
  readonly delivery: TestDatabase;
  /** All providers, by the bot's own rules and sources. Nothing of it is kept. */
  read(): Promise<FleetRun>;
  stop(): Promise<void>;
}

export async function startFleet(settings: FleetSettings): Promise<RunningFleet> {
  const startsAtMs = Date.parse(SANDBOX_STARTS_AT);
  // Nothing that the stand-ins hold is younger than as-of.
  const clock = createMovableClock(startsAtMs, () => startsAtMs);
  const fleet = createFleet(settings);
  const phrases = fleetPhrases();
  const worlds = createUpstreamWorlds({ sentryToken: 'sentry-token', clock: clock.now, fleet, phrases });
  const [delivery, store, sentry, loki] = await Promise.all([
    createTestDatabase(),
    createTestDatabase(),
    serve(createSentryHandlers(worlds.sentry)),
    serve(createLokiHandlers(worlds.loki)),
  ]);
  const reader = { user: `reader_${randomBytes(4).toString('hex')}`, password: 'reader-password' };
  await fillDeliveryDatabase(delivery.url, '2025-07-24', reader);
  await fillFleet(delivery.url, fleet, phrases);
  const job = createSendingJob(delivery.url, fleet, phrases);
  const config = readConfig(
    {
      DELIVERY_DATABASE_URL: withLogin(delivery.url, reader.user, reader.password),
      DELIVERY_DATABASE_TLS: 'disable',
      DATABASE_URL: store.url,
      DATABASE_TLS: 'disable',
      SENTRY_URL: sentry.url,
      SENTRY_TOKEN: 'sentry-token',
      SENTRY_ORGANIZATION: 'sentry',
      SENTRY_PROJECT_ID: '3',
      LOKI_URL: loki.url,
      PORTAL_LINKS_FILE: FLEET_SETTINGS_FILE,
    },
    'terminal',
  );
  const assembly = assemble(config, clock.now, pino({ level: 'silent' }));
  await assembly.store.migrate();
  const nothing = async () => {};
  const readFleet = createReadFleet({
    checks: new Map(assembly.checks.map((check) => [check.id, check])),
    sources: assembly.sources,
    clock: clock.now,
    addFacts: nothing,
    keepRun: nothing,
    runBefore: async () => null,
    knownNotWell: async () => [],
    keepDiagnoses: nothing,
    observe: nothing,
  });
  const passing = createPassingTime({
    clock,
    sendThrough: (week) => job.runThrough(week),
    goOnUntil: (atMs) => worlds.goOnUntil(atMs),
    bot: () => null,
    onMoved: () => {},
  });
  return {
    assembly,
    fleet,
    letWeekPass: () => passing('week'),
    async healAll() {
      const fromWeek = healedFrom(clock.now());
      const ids = (await job.ailingAt(fromWeek)).map(({ id }) => id);
      for (const id of ids) {
        await job.heal(id, fromWeek);
        worlds.heal(id, fromWeek);
      }
      return ids;
    },
    delivery,
    read: () => readFleet({ checkId: 'portal-links', requestId: 'test' }),
    async stop() {
      await assembly.close();
      await Promise.all([sentry.close(), loki.close(), delivery.drop(), store.drop()]);
      await delivery.dropRole(reader.user);
    },
  };
}
