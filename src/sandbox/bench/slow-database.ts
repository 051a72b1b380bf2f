import { http, HttpResponse } from 'msw';
import type { Conditions } from '../stand-ins/conditions.ts';
import { serve } from '../stand-ins/serve.ts';
import { startDatabaseProxy } from './database-proxy.ts';

/**
 * A process of its own that makes a real PostgreSQL slow: `slow-database.ts <port of the server>`. Prints, as a line of JSON, the port
 * that stands before it, and the address where its conditions are changed as a stand-in's are. `GET /statements` there tells what was asked.
 */
const conditions: Conditions = { latencyMs: 0, mode: 'healthy' };
const proxy = await startDatabaseProxy(Number(process.argv[2]), conditions);
const control = await serve([http.get('*/statements', () => HttpResponse.json(proxy.statements()))], {
  conditions,
});

process.stdout.write(`${JSON.stringify({ port: proxy.port, control: control.url })}\n`);
