import { z } from 'zod';
import { SOURCE_IDS, type SourceId } from '../../diagnosis/reading.ts';
import type { FleetSettings } from '../fleet/fleet.ts';
import { startSandbox } from '../sandbox.ts';
import type { Conditions } from '../stand-ins/conditions.ts';

/** The sandbox, as a bench needs it. */
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

const journal = z.array(z.unknown());
const statements = z.array(z.string());
const TRANSACTION = /^\s*(?:begin|commit|rollback)\b/i;

/** Starts everything but the bot. Nothing of it outlives this process, however that ends. @param fleet null: case 001 only */
export async function startBenchWorld(fleet: FleetSettings | null = null): Promise<BenchWorld> {
  const sandbox = await startSandbox({ limitsMessageRate: false, fleet });
  const { sentry, loki } = sandbox.standIns;
  const controls = {
    sentry: `${sentry}/__conditions`,
    loki: `${loki}/__conditions`,
    delivery: sandbox.databaseControl,
  };

  async function setConditions(source: SourceId, change: Partial<Conditions>): Promise<void> {
    const response = await fetch(controls[source], { method: 'PUT', body: JSON.stringify(change) });
    if (!response.ok) throw new Error(`${source} did not take its conditions: ${await response.text()}`);
  }

  return {
    // Many ask at once here, under one name.
    environment: { ...sandbox.environment, CHECKS_PER_USER_PER_MINUTE: '1000' },
    slackUrl: sandbox.standIns.slack,
    setConditions,
    async setLatencies(latenciesMs) {
      await Promise.all(SOURCE_IDS.map((id) => setConditions(id, { latencyMs: latenciesMs[id] })));
    },
    async requestCounts() {
      const [ofSentry, ofLoki, ofDelivery] = await Promise.all([
        readJson(`${sentry}/__journal`, journal),
        readJson(`${loki}/__journal`, journal),
        readJson(`${sandbox.databaseControl}/statements`, statements),
      ]);
      const questions = ofDelivery.filter((statement) => !TRANSACTION.test(statement));
      return { sentry: ofSentry.length, loki: ofLoki.length, delivery: questions.length };
    },
    stop: () => sandbox.stop(),
  };
}

async function readJson<Content>(url: string, shape: z.ZodType<Content>): Promise<Content> {
  return shape.parse(await (await fetch(url)).json());
}
