import { Client, Pool, type PoolClient, type QueryConfig, type QueryResult } from 'pg';
import {
  hostAndPort,
  outliveBrokenConnections,
  postgresOptions,
  type PostgresAddress,
} from '../../postgres-connection.ts';
import { createTurns } from '../turns.ts';
import { untilAborted } from '../until-aborted.ts';
import { sourceErrorOf, type DatabaseBlame } from './database-problems.ts';
import { TYPE_PARSERS } from './type-parsers.ts';

export interface DeliveryDatabaseSettings extends PostgresAddress {
  /** After this the database cancels a statement. */
  readonly statementTimeoutMs: number;
  readonly connectTimeoutMs?: number;
  /** The environment variables to blame; by default `DELIVERY_DATABASE_URL` and `DELIVERY_DATABASE_TLS`. */
  readonly urlSetting?: string;
  readonly tlsSetting?: string;
}

/** One statement's result within a transaction. Rejects with a SourceError. */
export type Query = (sql: string, params?: readonly unknown[]) => Promise<QueryResult<object>>;

/** The delivery database, for reading only. */
export interface DeliveryDatabase {
  /**
   * Runs work in a read-only transaction, whose statements all see one state. Nothing but its queries goes to the database.
   * Rejects with a SourceError; with the signal's reason, and at once, when that is aborted: the database is told to cancel.
   */
  read<T>(signal: AbortSignal, work: (query: Query) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** A check needs one connection; more checks than this at once wait for their turn. */
const MAX_CONNECTIONS = 4;
const DEFAULT_CONNECT_TIMEOUT_MS = 3_000;
/** How much longer than the database's own time-out a silent one is waited for. */
const SILENCE_MS = 2_000;

/** Opens no connection yet. Throws a ConfigurationError where the URL cannot be read. */
export function createDeliveryDatabase(settings: DeliveryDatabaseSettings): DeliveryDatabase {
  const { statementTimeoutMs, connectTimeoutMs = DEFAULT_CONNECT_TIMEOUT_MS } = settings;
  const { urlSetting = 'DELIVERY_DATABASE_URL', tlsSetting = 'DELIVERY_DATABASE_TLS' } = settings;
  const answerTimeoutMs = statementTimeoutMs + SILENCE_MS;
  const options = {
    ...postgresOptions(settings, urlSetting),
    connectionTimeoutMillis: connectTimeoutMs,
    query_timeout: answerTimeoutMs,
    types: TYPE_PARSERS,
  };
  const blame: DatabaseBlame = {
    address: hostAndPort(settings, urlSetting),
    urlSetting,
    tlsSetting,
    statementTimeoutMs,
    connectTimeoutMs,
    answerTimeoutMs,
  };
  const pool = new Pool({ ...options, max: MAX_CONNECTIONS });
  outliveBrokenConnections(pool);
  // Waiting for a turn must not count as waiting for the database, so that the pool is never asked for more than it has.
  const turns = createTurns(MAX_CONNECTIONS);
  const cancellations = new Set<Promise<void>>();

  // Text is read as PostgreSQL writes it under these settings, whatever the server's own are.
  const begin = `begin isolation level repeatable read read only;
    set local statement_timeout = ${statementTimeoutMs};
    set local timezone = 'UTC';
    set local datestyle = 'ISO'`;

  async function transact<T>(client: PoolClient, work: (query: Query) => Promise<T>): Promise<T> {
    const run = async (config: QueryConfig) => {
      try {
        return await client.query<object>(config);
      } catch (error) {
        throw sourceErrorOf(error, blame, config.text);
      }
    };
    await run({ text: begin });
    const result = await work((sql, params = []) => run(oneStatement(sql, params)));
    await run({ text: 'commit' });
    return result;
  }

  async function connect(): Promise<PoolClient> {
    try {
      return await pool.connect();
    } catch (error) {
      throw sourceErrorOf(error, blame, null);
    }
  }

  async function readNow<T>(signal: AbortSignal, work: (query: Query) => Promise<T>): Promise<T> {
    signal.throwIfAborted();
    const client = await connect();
    try {
      const result = await untilAborted(transact(client, work), signal);
      client.release();
      return result;
    } catch (error) {
      if (signal.aborted) cancelInBackground(client);
      // The connection may be in the midst of something.
      client.release(true);
      throw error;
    }
  }

  function cancelInBackground(client: PoolClient): void {
    if (!('processID' in client) || typeof client.processID !== 'number') return;
    const cancellation = cancel(client.processID).finally(() => cancellations.delete(cancellation));
    cancellations.add(cancellation);
  }

  /** Destroying the connection does not end the statement on the server; this does. */
  async function cancel(processId: number): Promise<void> {
    const client = new Client(options);
    client.on('error', () => {});
    try {
      await client.connect();
      await client.query('select pg_cancel_backend($1)', [processId]);
    } catch {
      // The statement time-out is the second best.
    } finally {
      await client.end();
    }
  }

  return {
    read: (signal, work) =>
      untilAborted(
        turns.take(() => readNow(signal, work)),
        signal,
      ),
    async close() {
      await Promise.all(cancellations);
      await pool.end();
    },
  };
}

/** Under the extended protocol the database takes one statement only: none can end the transaction and begin to write. */
function oneStatement(text: string, params: readonly unknown[]): QueryConfig {
  const config = { text, values: [...params], queryMode: 'extended' };
  return config;
}
