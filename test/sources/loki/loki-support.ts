import { onTestFinished } from 'vitest';
import type { RequestHandler } from 'msw';
import type { LinesAnswer, LinesQuestion } from '../../../src/checks/questions.ts';
import type { Reading } from '../../../src/diagnosis/reading.ts';
import { DAY_MS, MINUTE_MS, type Window } from '../../../src/diagnosis/time.ts';
import { createLokiHandlers } from '../../../src/sandbox/stand-ins/loki/handlers.ts';
import type { LogWorld, RegularLog, StoredLine } from '../../../src/sandbox/stand-ins/loki/world.ts';
import { serve, type StandIn } from '../../../src/sandbox/stand-ins/serve.ts';
import {
  createLokiSource,
  type LokiSource,
  type LokiSourceSettings,
} from '../../../src/sources/loki/loki-source.ts';
import { createNetwork } from '../../../src/sources/network.ts';

export const NOW_MS = Date.parse('2025-07-24T05:31:34-07:00');
export const SEND_FAILED = 'Portal email send failed to';
export const LINK_FAILED = 'Failed to make Portal links for';
export const SELECTOR = {
  appLabel: 'app',
  apps: ['backend-sidekiq-worker', 'edge'],
  labels: { env: 'omega' },
};

/** Mondays 11:00 in Los Angeles, newest first, each from 10 minutes before to two hours after. */
export const SLOT_WINDOWS: readonly Window[] = Array.from({ length: 8 }, (_, weeksAgo) => {
  const slotMs = Date.parse('2025-07-21T11:00:00-07:00') - weeksAgo * 7 * DAY_MS;
  return { fromMs: slotMs - 10 * MINUTE_MS, untilMs: slotMs + 120 * MINUTE_MS };
});

/** 53 days, as a weekly provider needs them. */
export const QUESTION: LinesQuestion = {
  selector: SELECTOR,
  phrases: [SEND_FAILED, LINK_FAILED],
  runPhrase: null,
  window: { fromMs: NOW_MS - 53 * DAY_MS, untilMs: NOW_MS },
  slotWindows: SLOT_WINDOWS,
};

const nsOf = (ms: number): bigint => BigInt(ms) * 1_000_000n;

export function line(atMs: number, text: string, app = 'backend-sidekiq-worker'): StoredLine {
  return { atNs: nsOf(atMs), labels: { app, env: 'omega' }, text };
}

/** An app that writes a line each ten minutes, from an instant on. */
export function chatter(fromMs: number, app = 'edge', untilMs = NOW_MS + DAY_MS): RegularLog {
  return {
    labels: { app, env: 'omega' },
    fromNs: nsOf(fromMs),
    untilNs: nsOf(untilMs),
    everyNs: nsOf(10 * MINUTE_MS),
    text: () => 'GET /health 200 33ms',
  };
}

/** A world in which both apps write all the time, and have done so for longer than anybody asks. */
export function worldOf(lines: readonly StoredLine[], regular?: readonly RegularLog[]): LogWorld {
  const sinceMs = NOW_MS - 100 * DAY_MS;
  return {
    lines,
    regular: regular ?? [chatter(sinceMs), chatter(sinceMs, 'backend-sidekiq-worker')],
    nowMs: () => NOW_MS,
  };
}

/** A source that asks a Loki with these lines; `faults` answer before it does. */
export async function sourceOver(
  world: LogWorld,
  faults: readonly RequestHandler[] = [],
  settings: Partial<LokiSourceSettings> = {},
): Promise<{ source: LokiSource; loki: StandIn }> {
  const loki = await serve([...faults, ...createLokiHandlers(world)]);
  const source = sourceAt(loki.url, settings);
  onTestFinished(() => loki.close());
  return { source, loki };
}

export function sourceAt(url: string, settings: Partial<LokiSourceSettings> = {}): LokiSource {
  const network = createNetwork({ caPem: null, proxyUrl: null, noProxy: null });
  const source = createLokiSource({
    address: { kind: 'direct', url },
    credentials: { kind: 'none' },
    tenant: null,
    explore: null,
    selector: SELECTOR,
    network,
    clock: () => NOW_MS,
    requestTimeoutMs: 10_000,
    http: { backoffMs: 1 },
    ...settings,
  });
  onTestFinished(async () => {
    await source.close();
    network.close();
  });
  return source;
}

export const ask = (
  source: LokiSource,
  question: Partial<LinesQuestion> = {},
): Promise<Reading<LinesAnswer>> => source.ask({ ...QUESTION, ...question }, new AbortController().signal);

/** The data of a reading that must have some. */
export function dataIn(reading: Reading<LinesAnswer>): LinesAnswer {
  if (!('data' in reading)) throw new Error(`a reading with data was expected: ${JSON.stringify(reading)}`);
  return reading.data;
}
