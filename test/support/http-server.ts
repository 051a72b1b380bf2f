import { createServer, type RequestListener } from 'node:http';
import { once } from 'node:events';
import type { Server } from 'node:net';
import { onTestFinished } from 'vitest';

/** A real HTTP server on a free port of 127.0.0.1, gone when the test is over. Resolves with its address. */
export async function serveReally(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return listenReally(server);
}

/** An address on which nothing listens. */
export async function addressOfNobody(): Promise<string> {
  const server = createServer();
  const address = await listenReally(server);
  server.close();
  await once(server, 'close');
  return address;
}

/** Lets a server listen on a free port of 127.0.0.1. */
export async function listenReally(server: Server): Promise<string> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a TCP server has a port');
  return `http://127.0.0.1:${address.port}`;
}
