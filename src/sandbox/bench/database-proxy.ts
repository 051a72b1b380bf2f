import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { delayOf, type Conditions } from '../stand-ins/conditions.ts';
import { createStatementReader } from './statement-reader.ts';

/** Stands before a PostgreSQL server, reads the questions along and holds back the answers. */
export interface DatabaseProxy {
  readonly port: number;
  /** The texts of all statements that went through, oldest first. */
  statements(): readonly string[];
  /** Takes no further connections. Resolves when the last one is closed. */
  close(): Promise<void>;
}

/** How often a held back answer looks whether it may go on. */
const HANGING_POLL_MS = 20;

/**
 * Listens on a free port of 127.0.0.1.
 * @param targetPort of the server, on 127.0.0.1
 * @param conditions read at each answer: `latencyMs` late, and never while `hanging`
 */
export async function startDatabaseProxy(targetPort: number, conditions: Conditions): Promise<DatabaseProxy> {
  const statements: string[] = [];
  const proxy = createServer((client) => {
    const server = connect(targetPort, '127.0.0.1');
    // The two ends share their fate: a connection that breaks is closed on the other side.
    for (const [end, other] of [
      [client, server],
      [server, client],
    ] as const) {
      end.setNoDelay(true);
      end.on('error', () => other.destroy());
    }
    client.on('close', () => server.destroy());
    const read = createStatementReader();
    client.on('data', (bytes) => {
      statements.push(...read(bytes));
      server.write(bytes);
    });
    passAnswers(server, client, conditions);
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  const address = proxy.address();
  if (address === null || typeof address === 'string') throw new Error('a TCP server has a port');
  return {
    port: address.port,
    statements: () => statements,
    async close() {
      proxy.close();
      await once(proxy, 'close');
    },
  };
}

/** Each part waits from its own arrival on, so that an answer in many parts is late only once; they stay in order. */
function passAnswers(server: Socket, client: Socket, conditions: Conditions): void {
  let passed = Promise.resolve();
  const afterTheOthers = (work: () => Promise<void> | void) => {
    passed = passed.then(work);
  };
  server.on('data', (bytes) => {
    const arrivedAtMs = performance.now();
    afterTheOthers(async () => {
      await pause(Math.max(0, arrivedAtMs + delayOf(conditions) - performance.now()));
      while (conditions.mode === 'hanging' && !client.destroyed) await pause(HANGING_POLL_MS);
      if (!client.destroyed) client.write(bytes);
    });
  });
  server.on('close', () => afterTheOthers(() => void client.end()));
}
