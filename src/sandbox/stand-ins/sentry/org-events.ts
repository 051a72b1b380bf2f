import { isWithin } from '../../../diagnosis/time.ts';
import { Refusal } from './refusal.ts';
import { keptPartOf, pageOf, perPageOf, scopeOf, windowOf } from './request.ts';
import { parseSearch } from './search-language.ts';
import { finderOf } from './search-match.ts';
import { eventsSoFar, indexedMessageOf, titleOf, type SentryWorld, type WorldEvent } from './world.ts';

const MAX_FIELDS = 20;
const DATASETS = ['errors', 'discover'];
const TAG_FIELD = /^tags\[(.+)\]$/;

/** What `/organizations/{org}/events/` answers. Functions such as `count()` are not spoken. */
export function orgEvents(url: URL, world: SentryWorld): { body: unknown; link: string } {
  const params = url.searchParams;
  const fields = params.getAll('field');
  if (fields.length === 0) throw new Refusal(400, 'No columns selected');
  if (fields.length > MAX_FIELDS) {
    throw new Refusal(
      400,
      `You can view up to ${MAX_FIELDS} fields at a time. Please delete some and try again.`,
    );
  }
  const dataset = params.get('dataset') ?? 'discover';
  if (!DATASETS.includes(dataset)) throw new Refusal(400, `dataset must be one of: ${DATASETS.join(', ')}`);
  const perPage = perPageOf(params, 'per_page');
  const isInScope = scopeOf(params, world);
  const isFound = finderOf(parseSearch(params.get('query') ?? ''));
  const window = keptPartOf(windowOf(params, world), world);
  if (window === null) {
    throw new Refusal(400, 'Invalid date range. Please try a more recent date range.');
  }
  const found = eventsSoFar(world).filter(
    (event) => isInScope(event) && isWithin(event.atMs, window) && isFound(event),
  );
  const { rows, link } = pageOf(sorted(found, params.get('sort'), fields), perPage, url);
  return {
    link,
    body: {
      data: rows.map((event) => Object.fromEntries(fields.map((field) => [field, columnOf(event, field)]))),
      meta: {
        fields: Object.fromEntries(fields.map((field) => [field, typeOf(field)])),
        units: Object.fromEntries(fields.map((field) => [field, null])),
        isMetricsData: false,
        isMetricsExtractedData: false,
        tips: { query: null, columns: null },
        datasetReason: 'unchanged',
        dataset,
      },
    },
  };
}

/** Events come newest first; only that order and its reverse are spoken. */
function sorted(
  events: readonly WorldEvent[],
  sort: string | null,
  fields: readonly string[],
): readonly WorldEvent[] {
  if (sort === null) return events;
  if (!fields.includes(sort.replace(/^-/, ''))) {
    throw new Refusal(400, 'Cannot sort by a field that is not selected.');
  }
  if (sort === '-timestamp') return events;
  if (sort === 'timestamp') return events.toReversed();
  throw new Refusal(400, `Invalid sort: ${sort}`);
}

function columnOf(event: WorldEvent, field: string): unknown {
  const tag = TAG_FIELD.exec(field)?.[1];
  if (tag !== undefined) return event.tags[tag] ?? null;
  switch (field) {
    case 'id':
      return event.eventId;
    case 'issue.id':
      return Number(event.issueId);
    case 'timestamp':
      return new Date(event.atMs).toISOString().replace(/\.\d{3}Z$/, '+00:00');
    case 'title':
      return titleOf(event);
    case 'message':
      return indexedMessageOf(event);
    case 'error.type':
      return event.exceptions.map(({ type }) => type);
    case 'error.value':
      return event.exceptions.map(({ value }) => value);
    default:
      throw new Refusal(400, `Unknown field: ${field}`);
  }
}

function typeOf(field: string): string {
  if (field === 'issue.id') return 'integer';
  if (field === 'timestamp') return 'date';
  return field.startsWith('error.') ? 'array' : 'string';
}
