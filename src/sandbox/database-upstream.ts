import { z } from 'zod';
import { createDatabaseConditions } from './database-conditions.ts';
import { createDatabaseControl } from './database-control.ts';
import { startDatabaseProxy } from './database-proxy.ts';
import { createProviderPage } from './provider-page.ts';
import type { Conditions } from './stand-ins/conditions.ts';
import { serve } from './stand-ins/serve.ts';

/**
 * A process of its own that stands for the application: before its real PostgreSQL, so that the panel of the sandbox can break it, and
 * with a page that its admin pages would have. Prints, as a line of JSON, the port that stands before the server.
 */
const {
  SANDBOX_DATABASE_URL: superuserUrl,
  SANDBOX_CONTROL_PORT: controlPort,
  SANDBOX_READER: login,
} = z
  .object({
    SANDBOX_DATABASE_URL: z.url(),
    SANDBOX_CONTROL_PORT: z.coerce.number().int(),
    SANDBOX_READER: z.string(),
  })
  .parse(process.env);

const conditions: Conditions = { latencyMs: 0, mode: 'healthy' };
const proxy = await startDatabaseProxy(Number(new URL(superuserUrl).port), conditions);
const control = createDatabaseControl(
  createDatabaseConditions(conditions, proxy, superuserUrl, login),
  proxy,
);
await serve([...control, createProviderPage()], { port: controlPort });

process.stdout.write(`${JSON.stringify({ port: proxy.port })}\n`);
