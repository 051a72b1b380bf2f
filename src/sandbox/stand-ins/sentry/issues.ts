import { isWithin } from '../../../diagnosis/time.ts';
import { Refusal } from './refusal.ts';
import { keptPartOf, pageOf, perPageOf, scopeOf, windowOf } from './request.ts';
import { leavesOf, parseSearch, type Search } from './search-language.ts';
import { finderOf } from './search-match.ts';
import { eventsSoFar, metadataOf, titleOf, type SentryWorld, type WorldEvent } from './world.ts';

const EVENT_ID = /^[0-9a-f]{8}-?([0-9a-f]{4}-?){3}[0-9a-f]{12}$/i;
const BOOLEAN_WORD = /(?:^|[\s()])(OR|AND)(?=[\s()]|$)/i;
const DEFAULT_QUERY = 'is:unresolved';

/** What `/organizations/{org}/issues/` answers. */
export function issues(url: URL, world: SentryWorld): { body: unknown; link: string; isDirectHit: boolean } {
  const params = url.searchParams;
  const query = (params.get('query') ?? DEFAULT_QUERY).trim();
  const limit = perPageOf(params, 'limit');
  const isInScope = scopeOf(params, world);
  const soFar = eventsSoFar(world).filter(isInScope);
  const hit = EVENT_ID.test(query)
    ? soFar.find(({ eventId }) => eventId === query.replaceAll('-', '').toLowerCase())
    : undefined;
  if (hit !== undefined) {
    const all = soFar.filter(({ issueId }) => issueId === hit.issueId);
    return { ...pageOfIssues([issueRow(all, all, all, world)], limit, url), isDirectHit: true };
  }
  const isFound = finderOf(parseIssueSearch(query));
  // A range that lies wholly outside what is kept gives nothing, and no error.
  const window = keptPartOf(windowOf(params, world), world) ?? { fromMs: 0, untilMs: 0 };
  const rows = [...Map.groupBy(soFar, ({ issueId }) => issueId).values()].flatMap((allTime) => {
    const inWindow = allTime.filter(({ atMs }) => isWithin(atMs, window));
    const matching = inWindow.filter(isFound);
    return matching.length === 0 ? [] : [issueRow(allTime, inWindow, matching, world)];
  });
  return { ...pageOfIssues(rows, limit, url), isDirectHit: false };
}

function pageOfIssues(rows: readonly unknown[], limit: number, url: URL): { body: unknown; link: string } {
  const page = pageOf(rows, limit, url);
  return { body: page.rows, link: page.link };
}

function parseIssueSearch(query: string): Search {
  const withoutQuotes = query.replaceAll(/"(\\"|[^"])*"/g, '""');
  if (BOOLEAN_WORD.test(withoutQuotes)) {
    throw new Refusal(
      400,
      'Error parsing search query: Boolean statements containing "OR" or "AND" are not supported in this search',
    );
  }
  if (/[()]/.test(withoutQuotes)) {
    throw new Refusal(400, 'Error parsing search query: Parentheses are not supported in this search');
  }
  // Every issue of the stand-in is unresolved.
  const parts = leavesOf(parseSearch(query)).filter((leaf) => leaf.is !== 'filter' || leaf.key !== 'is');
  return { is: 'and', parts };
}

/** All lists are newest first, and the first two are not empty. */
function issueRow(
  allTime: readonly WorldEvent[],
  inWindow: readonly WorldEvent[],
  matching: readonly WorldEvent[],
  world: SentryWorld,
): unknown {
  const latest = allTime[0];
  if (latest === undefined) throw new Error('an issue has events');
  const project = world.projects.find(({ id }) => id === latest.projectId);
  return {
    id: latest.issueId,
    shortId: `${project?.slug.toUpperCase()}-${Number(latest.issueId).toString(36).toUpperCase()}`,
    title: titleOf(latest),
    culprit: '',
    permalink: null,
    logger: null,
    level: 'error',
    status: 'unresolved',
    substatus: 'ongoing',
    platform: 'ruby',
    project: { id: latest.projectId, name: project?.slug, slug: project?.slug, platform: 'ruby' },
    type: latest.exceptions.length === 0 ? 'default' : 'error',
    issueCategory: 'error',
    metadata: metadataOf(latest),
    numComments: 0,
    ...statsOf(inWindow),
    lifetime: { ...statsOf(allTime), stats: null },
    filtered: { ...statsOf(matching), stats: { '24h': [] } },
  };
}

function statsOf(events: readonly WorldEvent[]): Record<string, unknown> {
  const iso = (event: WorldEvent | undefined) =>
    event === undefined ? null : new Date(event.atMs).toISOString();
  return {
    count: String(events.length),
    userCount: 0,
    firstSeen: iso(events.at(-1)),
    lastSeen: iso(events[0]),
  };
}
