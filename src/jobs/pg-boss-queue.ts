import { Pool } from 'pg';
import { PgBoss, type ConstructorOptions, type Db, type Job } from 'pg-boss';
import { z } from 'zod';
import { ConfigurationError } from '../errors.ts';
import { outliveBrokenConnections, postgresOptions, type PostgresAddress } from '../postgres-connection.ts';
import { kindOfFailure } from './kind-of-failure.ts';
import type { DeadLetter, JobKind, Queue, QueueState } from './queue.ts';
import { sparing } from './sparing.ts';

/** Where pg-boss keeps its tables, in the bot's own database. */
export const QUEUE_SCHEMA = 'pgboss';

const MAX_CONNECTIONS = 4;
const CONNECT_TIMEOUT_MS = 5_000;
const STATEMENT_TIMEOUT_MS = 15_000;

/** Asking costs one indexed look-up. LISTEN would save it, and would not pass through every connection pooler. */
const POLL_SECONDS = 1;

/** Nobody here makes one job depend on another: pg-boss need not look for such ones every few seconds. */
const FLOW_SECONDS = 3_600;

/** SQLSTATE of a role that lacks a right. */
const INSUFFICIENT_PRIVILEGE = '42501';

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
  const db: Db = { executeSql: (text, values) => pool.query(text, values) };
  const bossWith = (options: ConstructorOptions): PgBoss => {
    const made = new PgBoss({ db, schema: QUEUE_SCHEMA, schedule: false, ...options });
    const warn = sparing((fields: object) => log.warn(fields, 'the queue met with an error; it goes on'));
    // Without a listener an error event would end the process. Some of them are no Error, but look like one.
    made.on('error', (error) => warn(error.message, { err: asError(error) }));
    made.on('warning', ({ message }) => warn(message, { warning: message }));
    return made;
  };
  const boss = bossWith({
    migrate: false,
    superviseIntervalSeconds: superviseSeconds,
    monitorIntervalSeconds: superviseSeconds,
    flowIntervalSeconds: FLOW_SECONDS,
  });
  let isStarted = false;

  /** Starts and stops pg-boss, which makes its schema, or insists on it. */
  const visit = async (options: Pick<ConstructorOptions, 'migrate' | 'createSchema'>): Promise<void> => {
    const visitor = bossWith({ ...options, supervise: false });
    try {
      await visitor.start();
    } finally {
      await visitor.stop({ graceful: false });
    }
  };

  const makeQueues = async (): Promise<void> => {
    for (const { name } of kinds) {
      const deadLetter = deadLettersOf(name);
      await boss.createQueue(deadLetter);
      await boss.createQueue(name, { deadLetter });
    }
  };

  return {
    async migrate() {
      const before = (await boss.isInstalled()) ? await boss.schemaVersion() : null;
      try {
        // Where the schema stands already, its owner needs no right to make one.
        await visit({ migrate: true, createSchema: !(await hasSchema(pool)) });
      } catch (cause) {
        if (!isForbidden(cause)) throw cause;
        throw new ConfigurationError(
          [{ code: 'schema-not-allowed', params: { setting: 'DATABASE_URL', schema: QUEUE_SCHEMA } }],
          { cause },
        );
      }
      return (await boss.schemaVersion()) !== before;
    },

    async requireCurrentSchema() {
      if ((await boss.isInstalled()) && (await isCurrent(visit))) return;
      throw new ConfigurationError([
        { code: 'database-unprepared', params: { setting: 'DATABASE_URL', migrations: [QUEUE_SCHEMA] } },
      ]);
    },

    async start() {
      await boss.start();
      isStarted = true;
      await makeQueues();
    },

    async send(kind, id, data) {
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
      await boss.work<unknown>(name, { pollingIntervalSeconds: POLL_SECONDS }, async ([job]: Job<unknown>[]) => {
        if (job === undefined) return;
        try {
          await handler(job.data, job.signal);
        } catch (error) {
          log.warn({ err: error, job: job.id, name, retries: job.retryCount }, 'a job failed');
          // pg-boss keeps what is thrown, with its text and stack: only what kind it is of may be kept.
          throw new JobFailure(kindOfFailure(error));
        }
      });
    },

    async states() {
      const { rows } = await pool.query(STATES, [kinds.flatMap(({ name }) => [name, deadLettersOf(name)])]);
      const counts = new Map(countRows.parse(rows).map((row) => [row.name, row]));
      return kinds.map(({ name }): QueueState => ({
        name,
        waiting: counts.get(name)?.waiting ?? 0,
        active: counts.get(name)?.active ?? 0,
        deadLetters: counts.get(deadLettersOf(name))?.waiting ?? 0,
      }));
    },

    async deadLetters(limit) {
      const { rows } = await pool.query(DEAD_LETTERS, [kinds.map(({ name }) => deadLettersOf(name)), limit]);
      return deadLetterRows.parse(rows);
    },

    async stop(graceMs) {
      if (isStarted) await boss.stop({ timeout: graceMs });
      await pool.end();
    },
  };
}

/** What a job failed of, as it is kept: a code, and no text from outside. */
class JobFailure extends Error {
  override readonly name = 'JobFailure';

  constructor(kind: string) {
    super(kind);
    delete this.stack;
  }
}

const STATES = `
  select name,
    (count(*) filter (where state in ('created', 'retry')))::int as waiting,
    (count(*) filter (where state = 'active'))::int as active
  from ${QUEUE_SCHEMA}.job
  where name = any($1)
  group by name
`;
const countRows = z.array(z.object({ name: z.string(), waiting: z.number(), active: z.number() }));

/** Of a failure that was thrown, pg-boss keeps an error's fields; of one of its own, `{ value: { message } }` or `{ value: "…" }`. */
const DEAD_LETTERS = `
  select coalesce(source_id, id) as id, source_name as name, data, created_on as "failedAt",
    coalesce(source_output ->> 'message', source_output -> 'value' ->> 'message', source_output ->> 'value', 'unknown') as reason
  from ${QUEUE_SCHEMA}.job
  where name = any($1)
  order by created_on desc, id
  limit $2
`;
const deadLetterRows = z.array(
  z
    .object({ id: z.string(), name: z.string(), data: z.unknown(), failedAt: z.date(), reason: z.string() })
    .transform(({ failedAt, ...row }): DeadLetter => ({ ...row, failedAtMs: failedAt.getTime() })),
);

function deadLettersOf(name: JobKind['name']): string {
  return `${name}-dead-letters`;
}

async function hasSchema(pool: Pool): Promise<boolean> {
  const { rowCount } = await pool.query('select from pg_namespace where nspname = $1', [QUEUE_SCHEMA]);
  return rowCount === 1;
}

/** pg-boss tells in a sentence only that its schema is of another version. */
async function isCurrent(visit: (options: { migrate: false }) => Promise<void>): Promise<boolean> {
  try {
    await visit({ migrate: false });
    return true;
  } catch (error) {
    if (error instanceof Error && error.message.includes('requires migrations')) return false;
    throw error;
  }
}

function isForbidden(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === INSUFFICIENT_PRIVILEGE;
}

function asError(error: Error): Error {
  return error instanceof Error ? error : new Error(String((error as { message?: unknown }).message));
}
