import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { EpochMs } from '../../diagnosis/time.ts';
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

/** Events that name nobody, as they go on to come after the case: later than one instant, up to another one. */
export function laterNamelessEvents(afterMs: EpochMs, untilMs: EpochMs): readonly WorldEvent[] {
  const indexAt = (atMs: EpochMs): number => Math.floor((atMs - NAMELESS.firstSeen.value) / DISTANCE_MS);
  const first = Math.max(NAMELESS.eventCount.value, indexAt(afterMs) + 1);
  const length = Math.max(0, indexAt(untilMs) + 1 - first);
  return Array.from({ length }, (_, index) => namelessEvent(first + index));
}

function namelessEvent(index: number): WorldEvent {
  return {
    ...BASE,
    eventId: createHash('sha256').update(`${NAMELESS.id.value}:${index}`).digest('hex').slice(0, 32),
    issueId: NAMELESS.id.value,
    atMs: Math.round(NAMELESS.firstSeen.value + index * DISTANCE_MS),
    exceptions: [{ type: NAMELESS.type.value, value: '' }],
    message: '',
  };
}
