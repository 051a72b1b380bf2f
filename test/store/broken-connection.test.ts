import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/store/database.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';

describe('a connection that breaks in the midst of a statement', () => {
  let database: TestDatabase;

  beforeEach(async () => {
    database = await createTestDatabase();
  });
  afterEach(() => database.drop());

  it('fails that statement, and brings neither the process down nor the next statement', async () => {
    const proxy = await startProxy(new URL(database.url));
    const db = openDatabase({ url: proxy.url, tls: 'disable', caPem: null });
    const statement = sql`select pg_sleep(60)`.execute(db).then(
      () => 'done',
      () => 'failed',
    );
    await untilRunning();
    proxy.breakConnections();
    expect(await statement).toBe('failed');
    const { rows } = await sql<{ one: number }>`select 1 as one`.execute(db);
    expect(rows).toEqual([{ one: 1 }]);
    await db.destroy();
    await proxy.close();
  });

  async function untilRunning(): Promise<void> {
    for (;;) {
      const running = await database.run(
        `select pid from pg_stat_activity where datname = $1 and query like '%pg_sleep(60)%' and pid <> pg_backend_pid()`,
        [database.name],
      );
      if (running.length > 0) return;
    }
  }
});

/** Stands between the bot and its database, and can cut the line without a word, as a network does. */
async function startProxy(
  target: URL,
): Promise<{ url: string; breakConnections(): void; close(): Promise<void> }> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    const upstream = connect(Number(target.port), target.hostname);
    for (const end of [socket, upstream]) {
      sockets.add(end);
      end.on('error', () => {});
    }
    socket.pipe(upstream);
    upstream.pipe(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a TCP server has a port');
  const url = new URL(target);
  url.port = String(address.port);
  return {
    url: url.href,
    breakConnections: () => sockets.forEach((socket) => socket.destroy()),
    async close() {
      sockets.forEach((socket) => socket.destroy());
      server.close();
      await once(server, 'close');
    },
  };
}
