import type { EpochMs } from '../../diagnosis/time.ts';
import type { ExceptionEvent, ExceptionsAnswer } from '../questions.ts';
import type { EventKind, SentryFacts } from './facts.ts';
import type { PortalLinksSettings } from './settings.ts';

/** Sentry's answer, indexed once for all providers. */
export interface SeenEvents {
  of(subjectId: string): SentryFacts;
  /** Exceptions that carry no provider's id. */
  readonly unattributable: SentryFacts['unattributable'];
}

/** Looks at Sentry's answer as of an instant: nothing later counts. */
export function seeEvents(
  answer: ExceptionsAnswer,
  asOfMs: EpochMs,
  settings: PortalLinksSettings,
): SeenEvents {
  const kindOf = eventKinds(settings);
  const events = new Map([...answer.sweep.events, ...answer.naming].map((event) => [event.eventId, event]));
  const counted = [...events.values()].filter(({ atMs }) => atMs <= asOfMs).sort((a, b) => b.atMs - a.atMs);
  const named = eventsByNamedId(counted, kindOf);
  const unattributable = unattributableOf(answer, counted, kindOf);
  const sweptFromMs = answer.sweep.readFromMs;
  return {
    of: (subjectId) => ({ named: named.get(subjectId) ?? [], unattributable, sweptFromMs }),
    unattributable,
  };
}

/** Newest first, as the given ones are. */
function eventsByNamedId(
  events: readonly ExceptionEvent[],
  kindOf: ReadonlyMap<string, EventKind>,
): ReadonlyMap<string, SentryFacts['named']> {
  const byId = new Map<string, SentryFacts['named']>();
  for (const { kind: watched, issueId, eventId, atMs, url, namedIds } of events) {
    const kind = kindOf.get(watched);
    if (kind === undefined) continue;
    for (const id of new Set(namedIds)) {
      const list = byId.get(id) ?? [];
      list.push({ kind, issueId, eventId, atMs, url });
      byId.set(id, list);
    }
  }
  return byId;
}

function unattributableOf(
  { issues }: ExceptionsAnswer,
  counted: readonly ExceptionEvent[],
  kindOf: ReadonlyMap<string, EventKind>,
): SentryFacts['unattributable'] {
  const byIssue = Map.groupBy(counted, ({ issueId }) => issueId);
  return issues.flatMap(({ issueId, kind: watched, totalEvents, url }) => {
    const kind = kindOf.get(watched);
    const read = byIssue.get(issueId) ?? [];
    const withoutIdAtMs = read.filter(({ namedIds }) => namedIds.length === 0).map(({ atMs }) => atMs);
    if (kind === undefined || withoutIdAtMs.length === 0) return [];
    return [{ issueId, kind, watched, eventsRead: read.length, withoutIdAtMs, totalEvents, url }];
  });
}

/** Maps what was searched in Sentry to what it means. */
function eventKinds({ sentry }: PortalLinksSettings): ReadonlyMap<string, EventKind> {
  return new Map([
    [sentry.duplicateAttempt, 'duplicate-attempt'],
    [sentry.noneVerified, 'none-verified'],
    [sentry.upstreamError, 'upstream-error'],
    [sentry.unknownProviderMessage, 'unknown-provider'],
  ]);
}
