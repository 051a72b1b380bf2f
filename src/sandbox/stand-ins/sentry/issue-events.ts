import { isWithin } from '../../../diagnosis/time.ts';
import { Refusal } from './refusal.ts';
import { keptPartOf, pageOf, perPageOf, scopeOf, windowOf } from './request.ts';
import { parseSearch } from './search-language.ts';
import { finderOf } from './search-match.ts';
import { eventsSoFar, metadataOf, titleOf, type SentryWorld, type WorldEvent } from './world.ts';

/** What `/organizations/{org}/issues/{id}/events/` answers. */
export function issueEvents(url: URL, issueId: string, world: SentryWorld): { body: unknown; link: string } {
  const params = url.searchParams;
  const perPage = perPageOf(params, 'per_page');
  const isInScope = scopeOf(params, world);
  const ofIssue = eventsOfIssue(issueId, world);
  // Sentry puts the issue in front of the query: an OR without parentheses then finds events of other issues.
  const isFound = finderOf(parseSearch(`issue.id:${issueId} ${params.get('query') ?? ''}`));
  const window = keptPartOf(windowOf(params, world), world) ?? { fromMs: 0, untilMs: 0 };
  const found = (params.has('query') ? eventsSoFar(world) : ofIssue).filter(
    (event) => isInScope(event) && isWithin(event.atMs, window) && isFound(event),
  );
  const { rows, link } = pageOf(found, perPage, url);
  const row = ['1', 'true'].includes(params.get('full') ?? '') ? fullRow : simpleRow;
  return { body: rows.map(row), link };
}

/** What `/organizations/{org}/issues/{id}/tags/{key}/values/` answers. */
export function tagValues(issueId: string, key: string, world: SentryWorld): unknown {
  const tagged = eventsOfIssue(issueId, world).flatMap((event) => {
    const value = event.tags[key];
    return value === undefined ? [] : [{ value, at: new Date(event.atMs).toISOString() }];
  });
  if (tagged.length === 0) throw new Refusal(404, 'The requested resource does not exist');
  return [...Map.groupBy(tagged, ({ value }) => value)].map(([value, uses]) => ({
    key,
    name: value,
    value,
    count: uses.length,
    lastSeen: uses[0]?.at,
    firstSeen: uses.at(-1)?.at,
  }));
}

function eventsOfIssue(issueId: string, world: SentryWorld): readonly WorldEvent[] {
  const events = eventsSoFar(world).filter((event) => event.issueId === issueId);
  if (events.length === 0) throw new Refusal(404, 'The requested resource does not exist');
  return events;
}

function simpleRow(event: WorldEvent): Record<string, unknown> {
  return {
    id: event.eventId,
    'event.type': typeOf(event),
    groupID: event.issueId,
    eventID: event.eventId,
    projectID: event.projectId,
    message: event.message,
    title: titleOf(event),
    location: null,
    culprit: '',
    user: null,
    tags: Object.entries(event.tags).map(([key, value]) => ({ key, value })),
    platform: 'ruby',
    dateCreated: new Date(event.atMs).toISOString(),
    crashFile: null,
    metadata: metadataOf(event),
  };
}

function fullRow(event: WorldEvent): Record<string, unknown> {
  const { message, exceptions } = event;
  return {
    ...simpleRow(event),
    type: typeOf(event),
    contexts: { runtime: { name: 'ruby', version: '3.2', type: 'runtime' } },
    context: event.extra,
    entries: [
      ...(message === '' ? [] : [{ type: 'message', data: { formatted: message, message } }]),
      ...(exceptions.length === 0
        ? []
        : [
            {
              type: 'exception',
              data: {
                values: exceptions.map((exception) => ({
                  ...exception,
                  mechanism: null,
                  stacktrace: { frames: [] },
                })),
              },
            },
          ]),
    ],
    errors: [],
    _meta: {},
  };
}

function typeOf(event: WorldEvent): string {
  return event.exceptions.length === 0 ? 'default' : 'error';
}
