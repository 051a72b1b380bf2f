import { randomBytes } from 'node:crypto';
import { pino } from 'pino';
import { assemble, type Assembly } from '../../src/assembly.ts';
import type { Check } from '../../src/checks/check.ts';
import { createClock } from '../../src/clock.ts';
import { readConfig } from '../../src/config.ts';
import type { EpochMs } from '../../src/diagnosis/time.ts';
import { fillDeliveryDatabase, type CaseDay } from '../../src/sandbox/case-001/delivery-database.ts';
import { createCaseWorld } from '../../src/sandbox/case-001/loki-world.ts';
import { createCase001SentryWorld, laterEvents } from '../../src/sandbox/case-001/sentry-world.ts';
import { createLokiHandlers } from '../../src/sandbox/stand-ins/loki/handlers.ts';
import { createSentryHandlers } from '../../src/sandbox/stand-ins/sentry/handlers.ts';
import { serve, type StandIn } from '../../src/sandbox/stand-ins/serve.ts';
import type { Clock } from '../../src/sources/source.ts';
import { createTestDatabase, withLogin, type TestDatabase } from './database.ts';

/** The instants that case 001 was looked at. */
export const CASE_DAYS: Readonly<Record<CaseDay, string>> = {
  '2025-07-10': '2025-07-10T07:03:30-07:00',
  '2025-07-24': '2025-07-24T05:31:34-07:00',
};

/** Case 001 on one of its days, over real HTTP and a real PostgreSQL. */
export interface Case001 {
  readonly assembly: Assembly;
  readonly sentry: StandIn;
  readonly loki: StandIn;
  /** The application's database, for its superuser. */
  readonly delivery: TestDatabase;
  readonly store: TestDatabase;
  readonly environment: NodeJS.ProcessEnv;
  stop(): Promise<void>;
}

/** @param settings further environment variables, and checks beside `portal-links` */
export async function startCase001(
  day: CaseDay,
  settings: {
    readonly environment?: NodeJS.ProcessEnv;
    readonly moreChecks?: readonly Check[];
    /** Everybody's clock, which the test moves, and up to when: until then things go on as they do after the case. */
    readonly moved?: { readonly clock: Clock; readonly untilMs: EpochMs };
  } = {},
): Promise<Case001> {
  // The stand-ins stand still a little later than the bot begins: nothing they hold is younger than as-of.
  const startsAtMs = Date.parse(CASE_DAYS[day]);
  const { clock: nowMs, untilMs } = settings.moved ?? { clock: () => startsAtMs, untilMs: startsAtMs };
  const inSentry = createCase001SentryWorld({ token: 'sentry-token', nowMs });
  const events = [...inSentry.events, ...laterEvents(startsAtMs, untilMs)];
  const [delivery, store, sentry, loki] = await Promise.all([
    createTestDatabase(),
    createTestDatabase(),
    serve(createSentryHandlers({ ...inSentry, events })),
    serve(createLokiHandlers(createCaseWorld(nowMs))),
  ]);
  const reader = { user: `reader_${randomBytes(4).toString('hex')}`, password: 'reader-password' };
  await fillDeliveryDatabase(delivery.url, day, reader);
  const environment: NodeJS.ProcessEnv = {
    DELIVERY_DATABASE_URL: withLogin(delivery.url, reader.user, reader.password),
    DELIVERY_DATABASE_TLS: 'disable',
    DATABASE_URL: store.url,
    DATABASE_TLS: 'disable',
    SENTRY_URL: sentry.url,
    SENTRY_TOKEN: 'sentry-token',
    SENTRY_ORGANIZATION: 'sentry',
    SENTRY_PROJECT_ID: '3',
    LOKI_URL: loki.url,
    CLOCK_STARTS_AT: CASE_DAYS[day],
    ...settings.environment,
  };
  const config = readConfig(environment, 'terminal');
  const assembly = assemble(
    config,
    settings.moved?.clock ?? createClock(config.clockStartsAtMs),
    pino({ level: 'silent' }),
    { moreChecks: settings.moreChecks ?? [] },
  );
  await assembly.store.migrate();
  return {
    assembly,
    sentry,
    loki,
    delivery,
    store,
    environment,
    async stop() {
      await assembly.close();
      await Promise.all([sentry.close(), loki.close(), delivery.drop(), store.drop()]);
      await delivery.dropRole(reader.user);
    },
  };
}
