import { z } from 'zod';
import { createDatabaseConditions } from './database-conditions.ts';
import { createDatabaseControl } from './database-control.ts';
import { startDatabaseProxy } from './database-proxy.ts';
import { fleetPhrases } from './fleet/fleet-settings-file.ts';
import { fleetInEnvironment } from './fleet/fleet-environment.ts';
import { createProviderPage } from './provider-page.ts';
import type { Conditions } from './stand-ins/conditions.ts';
import { serve } from './stand-ins/serve.ts';
import { createJobControl } from './weeks/job-control.ts';
import { createSendingJob } from './weeks/sending-job.ts';

/**
 * A process of its own that stands for the application: before its real PostgreSQL, so that the panel of the sandbox can break it, with a
 * page that its admin pages would have, and with a sending job that runs when it is told to. Prints, as a line of JSON, the port that
 * stands before the server.
 */
const {
  SANDBOX_DATABASE_URL: superuserUrl,
  SANDBOX_CONTROL_PORT: controlPort,
  SANDBOX_READER: login,
  SANDBOX_FIRST_ANSWER_MS: firstAnswerMs,
} = z
  .object({
    SANDBOX_DATABASE_URL: z.url(),
    SANDBOX_CONTROL_PORT: z.coerce.number().int(),
    SANDBOX_READER: z.string(),
    SANDBOX_FIRST_ANSWER_MS: z.coerce.number().int(),
  })
  .parse(process.env);

const conditions: Conditions = { latencyMs: 0, mode: 'healthy' };
const proxy = await startDatabaseProxy(Number(new URL(superuserUrl).port), conditions, firstAnswerMs);
const control = createDatabaseControl(
  createDatabaseConditions(conditions, proxy, superuserUrl, login),
  proxy,
);
const job = createSendingJob(superuserUrl, fleetInEnvironment(process.env), fleetPhrases());
await serve([...control, ...createJobControl(job), createProviderPage()], { port: controlPort });

process.stdout.write(`${JSON.stringify({ port: proxy.port })}\n`);
