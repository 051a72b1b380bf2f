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

/**
 * Sentry as it was in case 001: one event that names a provider, and 2,700 that name nobody. The notes know only how many those were;
 * that they come at even distances is made up.
 */
export function createCase001SentryWorld(settings: { token: string; nowMs: () => EpochMs }): SentryWorld {
  const { organization, projectId, issues } = sentryCase.parse(caseFile);
  const [naming, nameless] = issues;
  const base = { projectId: projectId.value, tags: TAGS, extra: {} };

  const namingEvents = naming.events.map(({ eventId, message, dateCreated }): WorldEvent => ({
    ...base,
    eventId: eventId.value,
    issueId: naming.id.value,
    atMs: dateCreated.value,
    exceptions: [],
    message: message.value,
  }));
  const distanceMs = (nameless.lastSeen.value - nameless.firstSeen.value) / (nameless.eventCount.value - 1);
  const namelessEvents = Array.from({ length: nameless.eventCount.value }, (_, index): WorldEvent => ({
    ...base,
    eventId: createHash('sha256').update(`${nameless.id.value}:${index}`).digest('hex').slice(0, 32),
    issueId: nameless.id.value,
    atMs: Math.round(nameless.firstSeen.value + index * distanceMs),
    exceptions: [{ type: nameless.type.value, value: '' }],
    message: '',
  }));
  return {
    token: settings.token,
    organizationSlug: organization.value,
    projects: [{ id: projectId.value, slug: 'backend' }],
    events: [...namingEvents, ...namelessEvents],
    retentionDays: RETENTION_DAYS,
    nowMs: settings.nowMs,
  };
}
