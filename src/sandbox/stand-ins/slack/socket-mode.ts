import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { WebSocketServer, type RawData, type WebSocket } from 'ws';
import { z } from 'zod';
import type { SlackWorld } from './world.ts';

/** Slack's side of Socket Mode. */
export interface SocketModeServer {
  /**
   * Sends a command, an event or what somebody pressed to the app, once it is connected.
   * Resolves when the app has acknowledged, with what it answered along with that.
   */
  send(type: 'slash_commands' | 'interactive' | 'events_api', payload: object): Promise<unknown>;
  close(): Promise<void>;
}

const acknowledgement = z.object({ envelope_id: z.string(), payload: z.unknown() });

/** Listens on a free port of 127.0.0.1 and lets `apps.connections.open` name it. */
export async function startSocketModeServer(world: SlackWorld): Promise<SocketModeServer> {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('a TCP server has a port');
  world.socketModeUrl = `ws://127.0.0.1:${address.port}/`;

  const waiting = new Map<string, (payload: unknown) => void>();
  const connected = Promise.withResolvers<WebSocket>();
  server.on('connection', (socket) => {
    socket.on('message', (data: RawData) => {
      const { envelope_id: id, payload } = acknowledgement.parse(JSON.parse(textOf(data)));
      waiting.get(id)?.(payload);
      waiting.delete(id);
    });
    socket.send(
      JSON.stringify({ type: 'hello', num_connections: 1, connection_info: { app_id: 'A0SANDBOX' } }),
    );
    connected.resolve(socket);
  });

  return {
    async send(type, payload) {
      const socket = await connected.promise;
      const envelopeId = randomUUID();
      const acknowledged = Promise.withResolvers<unknown>();
      waiting.set(envelopeId, acknowledged.resolve);
      socket.send(JSON.stringify({ type, payload, envelope_id: envelopeId, accepts_response_payload: true }));
      return acknowledged.promise;
    },
    async close() {
      world.socketModeUrl = null;
      for (const socket of server.clients) socket.terminate();
      server.close();
      await once(server, 'close');
    },
  };
}

function textOf(data: RawData): string {
  if (Array.isArray(data)) return Buffer.concat(data).toString();
  return (data instanceof ArrayBuffer ? Buffer.from(data) : data).toString();
}
