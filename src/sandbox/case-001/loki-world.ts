import { MINUTE_MS, type EpochMs } from '../../diagnosis/time.ts';
import type { Clock } from '../../sources/source.ts';
import type { LogWorld, RegularLog } from '../stand-ins/loki/world.ts';
import notes from './loki.json' with { type: 'json' };

/** When Loki's retention begins in case 001, as its notes say. */
export const RETENTION_FROM_MS: EpochMs = Date.parse('2025-06-24T00:00:00-07:00');

/** The environment's label; made up, as are the ordinary lines and how often they are written. */
const ENVIRONMENT = 'omega';

/**
 * What Loki holds in case 001: no failure line at all, and apps that log ordinary lines all day.
 * @param clock no line later than this is seen
 */
export function createCaseWorld(clock: Clock): LogWorld {
  return {
    regular: notes.streams.flatMap(({ selector }) => ordinaryLog(appOf(selector.value))),
    lines: [],
    nowMs: clock,
  };
}

function ordinaryLog(app: string): RegularLog {
  const isWorker = app === 'backend-sidekiq-worker';
  return {
    labels: { app, env: ENVIRONMENT },
    fromNs: nsOf(RETENTION_FROM_MS),
    untilNs: nsOf(Number.MAX_SAFE_INTEGER),
    everyNs: nsOf((isWorker ? 5 : 10) * MINUTE_MS),
    text: (index) =>
      isWorker
        ? `INFO jid=${index.toString(16).padStart(6, '0')} class=VisitSyncJob elapsed=0.${10 + (index % 80)} done`
        : `GET /health 200 ${20 + (index % 30)}ms`,
  };
}

/** `{app="edge"}` */
function appOf(selector: string): string {
  const app = /app="([^"]+)"/.exec(selector)?.[1];
  if (app === undefined) throw new Error(`the notes of case 001 name no app in ${selector}`);
  return app;
}

function nsOf(ms: number): bigint {
  return BigInt(ms) * 1_000_000n;
}
