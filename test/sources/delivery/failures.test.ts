import { readFileSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import type { Problem } from '../../../src/diagnosis/reading.ts';
import { SourceError } from '../../../src/errors.ts';
import { createDeliveryDatabase } from '../../../src/sources/delivery/delivery-database.ts';
import type {
  DeliverySource,
  DeliverySourceSettings,
} from '../../../src/sources/delivery/delivery-source.ts';
import { problemInEnglish } from '../../../src/words/problems.en.ts';
import { withDatabase, withLogin, type TestDatabase } from '../../support/database.ts';
import { addressOfNobody, listenReally } from '../../support/http-server.ts';
import {
  createCaseDatabase,
  DUKE,
  NEVER,
  problemOfReading,
  questionOf,
  READER,
  sourceOf,
  statementsFor,
} from './delivery-fixture.ts';
import { waitFor } from '../../support/wait-for.ts';

const PASSWORD = 'a-very-secret-password';

/** A statement of our own that takes as long as we like, or does what it must not. */
function statement(sql: string) {
  return { name: 'trial', sql, params: [], row: z.unknown() };
}

/** A TCP server that behaves badly. Resolves with a URL of PostgreSQL for it. */
async function serveBadly(onConnection: (socket: Socket) => void): Promise<string> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    onConnection(socket);
  });
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return (await listenReally(server)).replace('http://', `postgres://bot:${PASSWORD}@`) + '/app';
}

async function urlOfNobody(): Promise<string> {
  return (await addressOfNobody()).replace('http://', `postgres://bot:${PASSWORD}@`) + '/app';
}

describe('when the delivery database does not answer as it should', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createCaseDatabase();
  });

  afterAll(async () => {
    await database.drop();
  });

  /** A source that is closed when the test is over. Its login is the one in the URL. */
  function sourceAt(url: string, settings: Partial<DeliverySourceSettings> = {}): DeliverySource {
    const source = sourceOf(url, { url, ...settings });
    onTestFinished(() => source.close());
    return source;
  }

  const asReader = () => withLogin(database.url, READER.user, READER.password);

  async function failureAt(
    url: string,
    settings: Partial<DeliverySourceSettings> = {},
  ): Promise<Problem | null> {
    const { subjects, directory } = statementsFor([DUKE]);
    const reading = await sourceAt(url, settings).ask(questionOf(subjects, directory), NEVER);
    expect(reading).toMatchObject({ status: 'failed', reachFromMs: null, freshUntilMs: null });
    expect(JSON.stringify(reading)).not.toContain(PASSWORD);
    return problemOfReading(reading);
  }

  const table: {
    name: string;
    at: () => Promise<{ url: string; settings?: Partial<DeliverySourceSettings> }>;
    code: Problem['code'];
    says: RegExp;
  }[] = [
    {
      name: 'nothing listens',
      at: async () => ({ url: await urlOfNobody() }),
      code: 'connection-refused',
      says: /^nothing answers at 127\.0\.0\.1:\d+: .* is DELIVERY_DATABASE_URL right\?$/,
    },
    {
      name: 'nobody knows the host',
      at: async () => ({ url: `postgres://bot:${PASSWORD}@database.invalid/app` }),
      code: 'host-not-found',
      says: /database\.invalid:5432 is not known: check DELIVERY_DATABASE_URL/,
    },
    {
      name: 'it accepts the connection and says nothing',
      at: async () => ({ url: await serveBadly(() => {}), settings: { connectTimeoutMs: 50 } }),
      code: 'timed-out',
      says: /within 0\.05 s|within 0\.1 s/,
    },
    {
      name: 'it breaks the connection off',
      at: async () => ({
        url: await serveBadly((socket) => socket.once('data', () => socket.resetAndDestroy())),
      }),
      code: 'connection-lost',
      says: /broke the connection off/,
    },
    {
      name: 'it is no PostgreSQL',
      at: async () => ({
        url: await serveBadly((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')),
        settings: { connectTimeoutMs: 1_000 },
      }),
      code: 'connection-lost',
      says: /broke the connection off/,
    },
    {
      name: 'it cannot encrypt',
      at: async () => ({ url: asReader(), settings: { tls: 'verify' } }),
      code: 'tls-failed',
      says: /127\.0\.0\.1/,
    },
    {
      name: 'the password is wrong',
      at: async () => ({ url: withLogin(database.url, READER.user, PASSWORD) }),
      code: 'database-refused-login',
      says: /refused the log-in: .*DELIVERY_DATABASE_URL/,
    },
    {
      name: 'nobody bears this name',
      at: async () => ({ url: withLogin(database.url, 'nobody_knows', PASSWORD) }),
      code: 'database-refused-login',
      says: /refused the log-in/,
    },
    {
      name: 'there is no such database',
      at: async () => ({ url: withDatabase(asReader(), 'elsewhere') }),
      code: 'database-refused-login',
      says: /refused the log-in/,
    },
    {
      name: 'the views are missing',
      at: async () => ({ url: withDatabase(asReader(), 'postgres') }),
      code: 'missing-object',
      says: /^portal_check\.providers is missing or may not be read: run views\.sql/,
    },
  ];

  it.each(table)('$name: says so, and what to do', async ({ at, code, says }) => {
    const { url, settings } = await at();
    const problem = await failureAt(url, settings);
    expect(problem?.code).toBe(code);
    expect(problem === null ? '' : problemInEnglish('delivery', problem)).toMatch(says);
  });

  it('blames the setting for encryption where that is the trouble', async () => {
    expect(await failureAt(asReader(), { tls: 'no-verify' })).toEqual({
      code: 'tls-failed',
      params: { address: expect.stringMatching(/^127\.0\.0\.1:\d+$/), setting: 'DELIVERY_DATABASE_TLS' },
    });
  });

  it('does not trust a certificate that no known authority has signed', async () => {
    const tls = await import('node:tls');
    const options = {
      key: readFileSync(new URL('../../fixtures/tls/server-key.pem', import.meta.url)),
      cert: readFileSync(new URL('../../fixtures/tls/server-certificate.pem', import.meta.url)),
    };
    const url = await serveBadly((socket) => {
      socket.once('data', () => {
        socket.write('S');
        const encrypted = new tls.TLSSocket(socket, { isServer: true, ...options });
        encrypted.on('error', () => {});
      });
    });
    expect((await failureAt(url, { tls: 'verify' }))?.code).toBe('tls-failed');
  });

  it.each([
    ['revoke select on portal_check.recipients from portal_check_reader', 'portal_check.recipients'],
    ['revoke usage on schema portal_check from portal_check_reader', 'portal_check.providers'],
  ])('after "%s" names what may not be read', async (revoke, object) => {
    const revoked = await createCaseDatabase();
    onTestFinished(() => revoked.drop());
    await revoked.run(revoke);
    expect(await failureAt(withLogin(revoked.url, READER.user, READER.password))).toEqual({
      code: 'missing-object',
      params: { object },
    });
  });

  it('says that a statement was cancelled by its time-out, after which the next one works', async () => {
    const source = sourceAt(asReader(), { statementTimeoutMs: 50 });
    const slow = await source.ask(questionOf(statement('select pg_sleep(60)')), NEVER);
    expect(slow).toMatchObject({
      status: 'failed',
      problem: { code: 'statement-timed-out', params: { afterMs: 50 } },
    });
    expect((await source.ask(questionOf(statement('select 1')), NEVER)).status).toBe('ok');
  });

  it('cannot write, even by a login that may', async () => {
    const source = sourceAt(database.url);
    const reading = await source.ask(questionOf(statement('delete from care_plans')), NEVER);
    expect(reading).toMatchObject({
      status: 'failed',
      problem: { code: 'database-error', params: { sqlState: '25006' } },
    });
    expect(await database.run('select count(*)::int as left from care_plans')).not.toEqual([{ left: 0 }]);
  });

  it('cannot leave its transaction', async () => {
    const source = sourceAt(database.url);
    const reading = await source.ask(questionOf(statement('commit; delete from care_plans')), NEVER);
    expect(reading).toMatchObject({ problem: { code: 'database-error', params: { sqlState: '42601' } } });
    expect(await database.run('select count(*)::int as left from care_plans')).not.toEqual([{ left: 0 }]);
  });

  it('tells a database that an aborted statement is not needed any more', async () => {
    const source = sourceAt(asReader());
    const asking = new AbortController();
    const answer = source.ask(questionOf(statement(`select pg_sleep(60) as "to be aborted"`)), asking.signal);
    const running = () =>
      database.run(
        `select pid from pg_stat_activity where datname = current_database() and query like '%to be aborted"'`,
      );
    await waitFor(async () => expect(await running()).toHaveLength(1));
    asking.abort();
    expect(await answer).toMatchObject({ status: 'failed', problem: { code: 'still-running' } });
    await waitFor(async () => expect(await running()).toHaveLength(0));
  });

  it('lets more checks than it has connections wait, and answers them all', async () => {
    const source = sourceAt(asReader(), { connectTimeoutMs: 1_000 });
    const { subjects } = statementsFor([DUKE]);
    const readings = await Promise.all(
      Array.from({ length: 40 }, () => source.ask(questionOf(subjects), NEVER)),
    );
    expect(readings.map(({ status }) => status)).toEqual(readings.map(() => 'ok'));
    const connections = await database.run(
      `select count(*)::int as open from pg_stat_activity where usename = '${READER.user}' and datname = current_database()`,
    );
    expect(connections[0]?.['open']).toBeLessThanOrEqual(4);
  });

  it('goes on after the database was restarted under it', async () => {
    const source = sourceAt(asReader());
    const { subjects } = statementsFor([DUKE]);
    expect((await source.ask(questionOf(subjects), NEVER)).status).toBe('ok');
    await database.run(
      `select pg_terminate_backend(pid) from pg_stat_activity where usename = '${READER.user}' and datname = current_database()`,
    );
    await waitFor(async () => expect((await source.ask(questionOf(subjects), NEVER)).status).toBe('ok'));
  });

  it('says of a statement that was ended from outside that the connection was lost', async () => {
    const source = sourceAt(asReader());
    const answer = source.ask(questionOf(statement(`select pg_sleep(60) as "to be ended"`)), NEVER);
    await waitFor(async () => {
      const ended = await database.run(
        `select pg_terminate_backend(pid) from pg_stat_activity where query like '%to be ended"' and pid <> pg_backend_pid()`,
      );
      expect(ended).toHaveLength(1);
    });
    expect(problemOfReading(await answer)?.code).toBe('connection-lost');
  });

  it('keeps data that an error quotes out of its causes', async () => {
    const settings = { url: asReader(), tls: 'disable', caPem: null, statementTimeoutMs: 5_000 } as const;
    const trial = createDeliveryDatabase(settings);
    onTestFinished(() => trial.close());
    const error = await trial
      .read(NEVER, (query) => query(`select name::integer from portal_check.recipients`))
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(SourceError);
    expect(error).toMatchObject({ problem: { code: 'database-error', params: { sqlState: '22P02' } } });
    expect(inspect(error, { depth: 10 })).not.toMatch(/Dr\. |example/);
  });
});
