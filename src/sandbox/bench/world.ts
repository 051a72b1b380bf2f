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
  /** What a source was asked since the start: HTTP requests, or statements beside the ones that begin and end a transaction. */
  requests(): Promise<Readonly<Record<SourceId, readonly AskedRequest[]>>>;
  /** How many these are. */
  requestCounts(): Promise<Readonly<Record<SourceId, number>>>;
  stop(): Promise<void>;
}

/** Something that a source was asked. */
export interface AskedRequest {
  /** It goes on with what another one has begun, or asks about some of those that failed: there are the more of these, the more there is to read. */
  readonly isPage: boolean;
}

const journal = z.array(z.object({ query: z.array(z.tuple([z.string(), z.string()])) }));
const statements = z.array(z.string());
const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-/;
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

  async function requests(): Promise<Readonly<Record<SourceId, readonly AskedRequest[]>>> {
    const [ofSentry, ofLoki, ofDelivery] = await Promise.all([
      readJson(`${sentry}/__journal`, journal),
      readJson(`${loki}/__journal`, journal),
      readJson(`${sandbox.databaseControl}/statements`, statements),
    ]);
    const questions = ofDelivery.filter((statement) => !TRANSACTION.test(statement));
    return {
      sentry: ofSentry.map(({ query }) => ({
        isPage: query.some(([name, value]) => name === 'cursor' || (name === 'query' && UUID.test(value))),
      })),
      loki: ofLoki.map(() => ({ isPage: false })),
      delivery: questions.map((statement, index) => ({ isPage: questions.indexOf(statement) < index })),
    };
  }

  return {
    // Many ask at once here, under one name.
    environment: { ...sandbox.environment, CHECKS_PER_USER_PER_MINUTE: '1000' },
    slackUrl: sandbox.standIns.slack,
    setConditions,
    async setLatencies(latenciesMs) {
      await Promise.all(SOURCE_IDS.map((id) => setConditions(id, { latencyMs: latenciesMs[id] })));
    },
    requests,
    async requestCounts() {
      const asked = await requests();
      return { sentry: asked.sentry.length, loki: asked.loki.length, delivery: asked.delivery.length };
    },
    stop: () => sandbox.stop(),
  };
}

async function readJson<Content>(url: string, shape: z.ZodType<Content>): Promise<Content> {
  return shape.parse(await (await fetch(url)).json());
}
