import { z } from 'zod';
import { SOURCE_IDS, type SourceId } from '../../diagnosis/reading.ts';
import { startChild } from '../child.ts';
import { startSandbox } from '../sandbox.ts';
import type { Conditions } from '../stand-ins/conditions.ts';

/** The sandbox, with a database that can be made slow as its stand-ins can. */
export interface BenchWorld {
  readonly environment: Readonly<Record<string, string>>;
  readonly slackUrl: string;
  /** How a source answers from now on; what is under way keeps to what it began with. */
  setConditions(source: SourceId, change: Partial<Conditions>): Promise<void>;
  setLatencies(latenciesMs: Readonly<Record<SourceId, number>>): Promise<void>;
  /** How much a source was asked since the start: HTTP requests, or statements beside the ones that begin and end a transaction. */
  requestCounts(): Promise<Readonly<Record<SourceId, number>>>;
  stop(): Promise<void>;
}

const slowDatabaseAddress = z.object({ port: z.int(), control: z.url() });
const journal = z.array(z.unknown());
const statements = z.array(z.string());
const TRANSACTION = /^\s*(?:begin|commit|rollback)\b/i;

/** Starts everything but the bot. Nothing of it outlives this process, however that ends. */
export async function startBenchWorld(): Promise<BenchWorld> {
  const sandbox = await startSandbox();
  try {
    const deliveryUrl = new URL(sandbox.environment['DELIVERY_DATABASE_URL'] ?? '');
    const slowDatabase = startChild(new URL('./slow-database.ts', import.meta.url), {
      environment: { PATH: process.env['PATH'] },
      args: [deliveryUrl.port],
    });
    const { port, control } = slowDatabaseAddress.parse(JSON.parse(await slowDatabase.firstLine()));
    deliveryUrl.port = String(port);
    const controls = { sentry: sandbox.standIns.sentry, loki: sandbox.standIns.loki, delivery: control };

    async function setConditions(source: SourceId, change: Partial<Conditions>): Promise<void> {
      const response = await fetch(`${controls[source]}/__conditions`, {
        method: 'PUT',
        body: JSON.stringify(change),
      });
      if (!response.ok) throw new Error(`${source} did not take its conditions: ${await response.text()}`);
    }

    return {
      environment: { ...sandbox.environment, DELIVERY_DATABASE_URL: deliveryUrl.href },
      slackUrl: sandbox.standIns.slack,
      setConditions,
      async setLatencies(latenciesMs) {
        await Promise.all(SOURCE_IDS.map((id) => setConditions(id, { latencyMs: latenciesMs[id] })));
      },
      async requestCounts() {
        const [sentry, loki, delivery] = await Promise.all([
          readJson(`${controls.sentry}/__journal`, journal),
          readJson(`${controls.loki}/__journal`, journal),
          readJson(`${controls.delivery}/statements`, statements),
        ]);
        const questions = delivery.filter((statement) => !TRANSACTION.test(statement));
        return { sentry: sentry.length, loki: loki.length, delivery: questions.length };
      },
      async stop() {
        await slowDatabase.stop();
        await sandbox.stop();
      },
    };
  } catch (error) {
    await sandbox.stop();
    throw error;
  }
}

async function readJson<Content>(url: string, shape: z.ZodType<Content>): Promise<Content> {
  return shape.parse(await (await fetch(url)).json());
}
