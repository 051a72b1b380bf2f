import { isWithin } from '../../../diagnosis/time.ts';
import { Refusal } from './refusal.ts';
import { keptPartOf, pageOf, perPageOf, scopeOf, windowOf } from './request.ts';
import { parseSearch } from './search-language.ts';
import { finderOf } from './search-match.ts';
import { eventsSoFar, indexedMessageOf, titleOf, type SentryWorld, type WorldEvent } from './world.ts';

const MAX_FIELDS = 20;
const DATASETS = ['errors', 'discover'];
const TAG_FIELD = /^tags\[(.+)\]$/;

/** What `/organizations/{org}/events/` answers. With a function among the fields, events are grouped by the other ones. */
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
  const all = rowsOf(found, fields);
  const { rows, link } = pageOf(sorted(all, params.getAll('sort'), fields), perPage, url);
  return {
    link,
    body: {
      data: rows,
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

type Row = Readonly<Record<string, unknown>>;

/** One row for each event, newest first; where a function is asked for, one for each group of events that are alike in all other columns. */
function rowsOf(events: readonly WorldEvent[], fields: readonly string[]): readonly Row[] {
  const columns = fields.filter((field) => !isFunction(field));
  const rowOf = (event: WorldEvent): Row =>
    Object.fromEntries(columns.map((field) => [field, columnOf(event, field)]));
  if (columns.length === fields.length) return events.map(rowOf);
  const groups = Map.groupBy(events, (event) => JSON.stringify(rowOf(event)));
  return [...groups.values()].flatMap((group) => {
    const [newest] = group;
    if (newest === undefined) return [];
    const row = rowOf(newest);
    return [
      Object.fromEntries(
        fields.map((field) => [field, isFunction(field) ? aggregated(group, field) : row[field]]),
      ),
    ];
  });
}

function isFunction(field: string): boolean {
  return field.endsWith(')');
}

/** The functions that are spoken here. Events come newest first. */
function aggregated(group: readonly WorldEvent[], field: string): unknown {
  switch (field) {
    case 'count()':
      return group.length;
    case 'last_seen()':
    case 'max(timestamp)':
      return group[0] === undefined ? null : columnOf(group[0], 'timestamp');
    default:
      throw new Refusal(400, `Unknown function: ${field}`);
  }
}

/** By each of the sorts in turn; without any, events stay newest first. */
function sorted(rows: readonly Row[], sorts: readonly string[], fields: readonly string[]): readonly Row[] {
  if (sorts.some((sort) => !fields.includes(bare(sort)))) {
    throw new Refusal(400, 'Cannot sort by a field that is not selected.');
  }
  return rows.toSorted((a, b) => {
    for (const sort of sorts) {
      const order = compare(a[bare(sort)], b[bare(sort)]) * (sort.startsWith('-') ? -1 : 1);
      if (order !== 0) return order;
    }
    return 0;
  });
}

function bare(sort: string): string {
  return sort.replace(/^-/, '');
}

function compare(a: unknown, b: unknown): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  const [first, second] = [textOf(a), textOf(b)];
  return first < second ? -1 : first > second ? 1 : 0;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? '');
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
  if (field === 'issue.id' || field === 'count()') return 'integer';
  if (field === 'timestamp' || isFunction(field)) return 'date';
  return field.startsWith('error.') ? 'array' : 'string';
}
