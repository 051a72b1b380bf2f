import { Pool } from 'pg';
import type { ConstructorOptions, Job, PgBoss, WipData } from 'pg-boss';
import { outliveBrokenConnections, postgresOptions, type PostgresAddress } from '../postgres-connection.ts';
import { kindOfFailure } from './kind-of-failure.ts';
import { deadLettersOf, readDeadLetters, readStates } from './queue-rows.ts';
import { migrateQueue, QUEUE_SCHEMA, requireCurrentQueue } from './queue-schema.ts';
import type { JobKind, Queue } from './queue.ts';
import { sparing } from './sparing.ts';

const MAX_CONNECTIONS = 4;
const CONNECT_TIMEOUT_MS = 5_000;
const STATEMENT_TIMEOUT_MS = 15_000;

/** Asking costs one indexed look-up. LISTEN would save it, and would not pass through every connection pooler. */
const POLL_SECONDS = 1;

/** Nobody here makes one job depend on another: pg-boss need not look for such ones every few seconds. */
const FLOW_SECONDS = 3_600;

interface QueueLog {
  warn(fields: object, message: string): void;
}

export interface PgBossQueueSettings {
  readonly address: PostgresAddress;
  readonly kinds: readonly JobKind[];
  readonly log: QueueLog;
  /** How often replicas look for jobs whose replica has died. */
  readonly superviseSeconds: number;
}

/**
 * The queue on pg-boss. Connects when it is first used. What pg-boss meets with in the background goes to the log, and never ends the
 * process: once PostgreSQL is back, it goes on.
 * @throws ConfigurationError where the URL cannot be read
 */
export function createPgBossQueue({ address, kinds, log, superviseSeconds }: PgBossQueueSettings): Queue {
  const pool = new Pool({
    ...postgresOptions(address, 'DATABASE_URL'),
    max: MAX_CONNECTIONS,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    query_timeout: STATEMENT_TIMEOUT_MS,
  });
  outliveBrokenConnections(pool);
  const open = (options: ConstructorOptions) => openPgBoss(pool, log, options);
  let opened: Promise<PgBoss> | null = null;
  let workers: () => readonly WipData[] = () => [];
  let stopped: Promise<void> | null = null;
  const theBoss = (): Promise<PgBoss> =>
    (opened ??= open({
      // Its schema is made by `migrate` alone.
      migrate: false,
      superviseIntervalSeconds: superviseSeconds,
      monitorIntervalSeconds: superviseSeconds,
      flowIntervalSeconds: FLOW_SECONDS,
    }));

  return {
    migrate: () => migrateQueue(pool, open),

    requireCurrentSchema: () => requireCurrentQueue(open),

    async start() {
      const boss = await theBoss();
      await boss.start();
      for (const { name } of kinds) {
        const deadLetter = deadLettersOf(name);
        await boss.createQueue(deadLetter);
        await boss.createQueue(name, { deadLetter });
      }
    },

    async send(kind, id, data) {
      const boss = await theBoss();
      const sent = await boss.send(kind.name, data, {
        id,
        retryLimit: kind.retryLimit,
        retryDelay: kind.retryDelaySeconds,
        retryDelayMax: kind.retryDelayMaxSeconds,
        retryBackoff: true,
        expireInSeconds: kind.expireInSeconds,
        ...(kind.heartbeatSeconds === null ? {} : { heartbeatSeconds: kind.heartbeatSeconds }),
      });
      return sent !== null;
    },

    async work({ name }, handler) {
      const boss = await theBoss();
      const workOn = async ([job]: Job<unknown>[]): Promise<void> => {
        if (job === undefined) return;
        try {
          await handler(job.data, job.signal);
        } catch (error) {
          log.warn({ err: error, job: job.id, name, retries: job.retryCount }, 'a job failed');
          // pg-boss keeps what is thrown, with its text and stack: only what kind it is of may be kept.
          throw new JobFailure(kindOfFailure(error));
        }
      };
      await boss.work<unknown>(name, { pollingIntervalSeconds: POLL_SECONDS }, workOn);
      workers = () => boss.getWipData();
    },

    looksForJobs() {
      const found = workers();
      return found.length > 0 && found.every(isAnswered);
    },

    states: () => readStates(pool, kinds),

    deadLetters: (limit) => readDeadLetters(pool, kinds, limit),

    stop: (graceMs) => (stopped ??= stop(graceMs)),
  };

  async function stop(graceMs: number): Promise<void> {
    const boss = await opened;
    await boss?.stop({ timeout: graceMs });
    await pool.end();
  }
}

/** pg-boss notes when a look was answered, and when one failed. */
function isAnswered({ state, lastFetchedOn, lastErrorOn }: WipData): boolean {
  return state === 'active' && (lastErrorOn === null || lastErrorOn < (lastFetchedOn ?? -Infinity));
}

async function openPgBoss(pool: Pool, log: QueueLog, options: ConstructorOptions): Promise<PgBoss> {
  // Loaded where it is needed: most commands of the terminal never do.
  const pgBoss = await import('pg-boss');
  const boss = new pgBoss.PgBoss({
    db: { executeSql: (text, values) => pool.query(text, values) },
    schema: QUEUE_SCHEMA,
    schedule: false,
    ...options,
  });
  const warn = sparing((fields: object) => log.warn(fields, 'the queue met with an error; it goes on'));
  // Without a listener an error event would end the process. Some of what it tells is no Error, but looks like one.
  boss.on('error', (error) =>
    warn(error.message, { err: error instanceof Error ? error : new Error(String(Object(error).message)) }),
  );
  boss.on('warning', ({ message }) => warn(message, { warning: message }));
  return boss;
}

/** What a job failed of, as it is kept: a code, and no text from outside. */
class JobFailure extends Error {
  override readonly name = 'JobFailure';

  constructor(kind: string) {
    super(kind);
    delete this.stack;
  }
}
