import type { EpochMs } from '../../diagnosis/time.ts';
import type { StoredLine } from '../stand-ins/loki/world.ts';
import type { WorldEvent } from '../stand-ins/sentry/world.ts';
import type { WeekTrace } from './run-trace.ts';

/** Where the mail job writes. */
const STREAM = { app: 'backend-sidekiq-worker', env: 'omega' };
const TAGS = { environment: 'omega', level: 'error' };
const PROJECT_ID = '3';

/** What a fleet's week looks like in Sentry. */
export function eventsOf({ events }: Pick<WeekTrace, 'events'>): readonly WorldEvent[] {
  return events.map((event) => ({
    eventId: event.eventId,
    issueId: event.issueId,
    projectId: PROJECT_ID,
    atMs: event.atMs,
    exceptions: event.exceptionType === null ? [] : [{ type: event.exceptionType, value: event.text }],
    message: event.exceptionType === null ? event.text : '',
    tags: TAGS,
    extra: {},
  }));
}

/** What it looks like in Loki. @param keptFromMs older lines are gone */
export function linesOf({ lines }: Pick<WeekTrace, 'lines'>, keptFromMs: EpochMs): readonly StoredLine[] {
  return lines
    .filter(({ atMs }) => atMs >= keptFromMs)
    .map(({ atMs, text }) => ({ atNs: BigInt(atMs) * 1_000_000n, labels: STREAM, text }));
}
