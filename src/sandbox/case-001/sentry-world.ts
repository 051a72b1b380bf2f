import { createHash } from 'node:crypto';
import { z } from 'zod';
import { MINUTE_MS, type EpochMs } from '../../diagnosis/time.ts';
import type { SentryWorld, WorldEvent } from '../stand-ins/sentry/world.ts';
import caseFile from './sentry.json' with { type: 'json' };

const RETENTION_DAYS = 90;
const TAGS = { environment: 'omega', level: 'error' };

const text = z.object({ value: z.string() });
const instant = z.object({ value: z.iso.datetime().transform((iso) => Date.parse(iso)) });

/** Every value of the case file says where it is from; only the values are read. */
const sentryCase = z.object({
  organization: text,
  projectId: text,
  issues: z.tuple([
    z.object({
      id: text,
      events: z.array(z.object({ eventId: text, message: text, dateCreated: instant })),
    }),
    z.object({
      id: text,
      type: text,
      eventCount: z.object({ value: z.int() }),
      firstSeen: instant,
      lastSeen: instant,
    }),
  ]),
});

const { organization, projectId, issues } = sentryCase.parse(caseFile);
const [NAMING, NAMELESS] = issues;
const BASE = { projectId: projectId.value, tags: TAGS, extra: {} };
const OTHER_ERRORS = { issueId: '30410', type: 'Net::ReadTimeout', everyMs: 5 * MINUTE_MS };
const DISTANCE_MS = (NAMELESS.lastSeen.value - NAMELESS.firstSeen.value) / (NAMELESS.eventCount.value - 1);

/**
 * Sentry as it was in case 001: one event that names a provider, and 2,700 that name nobody. The notes know only how many those were;
 * that they come at even distances is made up.
 */
export function createCase001SentryWorld(settings: { token: string; nowMs: () => EpochMs }): SentryWorld {
  const namingEvents = NAMING.events.map(({ eventId, message, dateCreated }): WorldEvent => ({
    ...BASE,
    eventId: eventId.value,
    issueId: NAMING.id.value,
    atMs: dateCreated.value,
    exceptions: [],
    message: message.value,
  }));
  const namelessEvents = Array.from({ length: NAMELESS.eventCount.value }, (_, index) =>
    namelessEvent(index),
  );
  return {
    token: settings.token,
    organizationSlug: organization.value,
    projects: [{ id: projectId.value, slug: 'backend' }],
    events: [...namingEvents, ...namelessEvents],
    retentionDays: RETENTION_DAYS,
    nowMs: settings.nowMs,
  };
}

/**
 * What goes on to come after the case, later than one instant and up to another one: the events that name nobody, and errors that have
 * nothing to do with portals, as any application has them. By these it shows soon after a run that Sentry has seen it.
 */
export function laterEvents(afterMs: EpochMs, untilMs: EpochMs): readonly WorldEvent[] {
  return [...laterNamelessEvents(afterMs, untilMs), ...otherErrors(afterMs, untilMs)];
}

function otherErrors(afterMs: EpochMs, untilMs: EpochMs): readonly WorldEvent[] {
  const { issueId, type, everyMs } = OTHER_ERRORS;
  const first = Math.floor(afterMs / everyMs) + 1;
  const length = Math.max(0, Math.floor(untilMs / everyMs) + 1 - first);
  return Array.from({ length }, (_, index) => ({
    ...BASE,
    eventId: eventIdOf(issueId, first + index),
    issueId,
    atMs: (first + index) * everyMs,
    exceptions: [{ type, value: 'the laboratory did not answer' }],
    message: '',
  }));
}

function laterNamelessEvents(afterMs: EpochMs, untilMs: EpochMs): readonly WorldEvent[] {
  const indexAt = (atMs: EpochMs): number => Math.floor((atMs - NAMELESS.firstSeen.value) / DISTANCE_MS);
  const first = Math.max(NAMELESS.eventCount.value, indexAt(afterMs) + 1);
  const length = Math.max(0, indexAt(untilMs) + 1 - first);
  return Array.from({ length }, (_, index) => namelessEvent(first + index));
}

function namelessEvent(index: number): WorldEvent {
  return {
    ...BASE,
    eventId: eventIdOf(NAMELESS.id.value, index),
    issueId: NAMELESS.id.value,
    atMs: Math.round(NAMELESS.firstSeen.value + index * DISTANCE_MS),
    exceptions: [{ type: NAMELESS.type.value, value: '' }],
    message: '',
  };
}

function eventIdOf(issueId: string, index: number): string {
  return createHash('sha256').update(`${issueId}:${index}`).digest('hex').slice(0, 32);
}
