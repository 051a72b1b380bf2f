import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from './free-port.ts';
import type { Conditions } from './stand-ins/conditions.ts';
import { createLateness, type Lateness } from './stand-ins/lateness.ts';
import { createStatementReader } from './statement-reader.ts';

/** Stands before a PostgreSQL server, reads the questions along and holds back the answers. */
export interface DatabaseProxy {
  readonly port: number;
  /** The texts of all statements that went through, oldest first. */
  statements(): readonly string[];
  /** Breaks every connection and refuses new ones, until it is opened again. */
  close(): Promise<void>;
  /** Takes connections on the same port as before. */
  open(): Promise<void>;
}

/** How often a held back answer looks whether it may go on. */
const HELD_POLL_MS = 20;

/** Longer than this no single answer is held back: the bot gives up a database that says nothing for 9 s. */
const MOST_SILENCE_MS = 6_000;

/**
 * Listens on a port of 127.0.0.1.
 * @param targetPort of the server, on 127.0.0.1
 * @param conditions read at each answer: `latencyMs` late, later still while `slow` or `very-slow`, and never while `hanging`. Whoever
 *   logs in is not kept waiting by these two, for nobody would wait so long
 * @param firstAnswerMs when the bot gives its first answer at the latest; its own default if not given
 */
export async function startDatabaseProxy(
  targetPort: number,
  conditions: Conditions,
  firstAnswerMs?: number,
): Promise<DatabaseProxy> {
  const lateness = createLateness(firstAnswerMs);
  const statements: string[] = [];
  const clients = new Set<Socket>();
  const listener = createServer((client) => {
    clients.add(client);
    const server = connect(targetPort, '127.0.0.1');
    // The two ends share their fate: a connection that breaks is closed on the other side.
    for (const [end, other] of [
      [client, server],
      [server, client],
    ] as const) {
      end.setNoDelay(true);
      end.on('error', () => other.destroy());
    }
    client.on('close', () => {
      server.destroy();
      clients.delete(client);
    });
    const read = createStatementReader();
    let isLoggedIn = false;
    client.on('data', (bytes) => {
      const found = read(bytes);
      isLoggedIn ||= found.length > 0;
      statements.push(...found);
      server.write(bytes);
    });
    passAnswers(server, client, conditions, (mode) =>
      isLoggedIn ? Math.min(lateness(mode), MOST_SILENCE_MS) : 0,
    );
  });

  // Not one that the system may give to somebody else while this is closed.
  const port = await freePort();
  async function open(): Promise<void> {
    if (listener.listening) return;
    listener.listen(port, '127.0.0.1');
    await once(listener, 'listening');
  }
  await open();
  return {
    port,
    statements: () => statements,
    open,
    async close() {
      if (!listener.listening) return;
      listener.close();
      for (const client of clients) client.destroy();
      await once(listener, 'close');
    },
  };
}

/** Each part waits from its own arrival on, so that an answer in many parts is late only once; they stay in order. */
function passAnswers(server: Socket, client: Socket, conditions: Conditions, lateness: Lateness): void {
  let passed = Promise.resolve();
  const afterTheOthers = (work: () => Promise<void> | void) => {
    passed = passed.then(work);
  };
  server.on('data', (bytes) => {
    const arrivedAtMs = performance.now();
    const lateByMs = lateness(conditions.mode);
    const restOf = (delayMs: number) => Math.max(0, arrivedAtMs + delayMs - performance.now());
    const isHeld = () => {
      const { latencyMs, mode } = conditions;
      if (mode === 'slow' || mode === 'very-slow') return restOf(latencyMs + lateByMs) > 0;
      return mode === 'hanging';
    };
    afterTheOthers(async () => {
      await pause(restOf(conditions.latencyMs));
      while (isHeld() && !client.destroyed) await pause(HELD_POLL_MS);
      if (!client.destroyed) client.write(bytes);
    });
  });
  server.on('close', () => afterTheOthers(() => void client.end()));
}
