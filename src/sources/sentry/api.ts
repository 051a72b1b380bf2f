import type { ZodType } from 'zod';
import type { ExceptionsQuestion } from '../../checks/questions.ts';
import type { Problem } from '../../diagnosis/reading.ts';
import type { EpochMs, Window } from '../../diagnosis/time.ts';
import { SourceError } from '../../errors.ts';
import type { HttpClient, Query } from '../http.ts';
import {
  EVENT_FIELDS,
  eventsPage,
  fullEventList,
  GROUPED_FIELDS,
  issueList,
  newestEventPage,
  projectList,
  textsPage,
  type EventRow,
  type FullEvent,
  type IssueRow,
  type TextRow,
} from './answers.ts';
import { nextCursorOf, type Page } from './paging.ts';
import { utcSeconds } from './utc-seconds.ts';

/** The most that Sentry gives in one page. */
export const ROWS_PER_PAGE = 100;
/** An event in full may weigh 100 kB. */
const FULL_EVENTS_PER_PAGE = 25;

export interface SentryScope {
  readonly organizationSlug: string;
  readonly projectId: string;
  readonly environment: string | null;
  /** Scheme, host and port, for problems that only show when an answer is put to use. */
  readonly address: string;
}

/** The calls that are made to Sentry, each for one page. All reject with a `SourceError`. */
export interface SentryApi {
  /** Events of all issues by a query, newest first. */
  events(
    query: string,
    idTag: ExceptionsQuestion['idTag'],
    window: Window,
    cursor: string | null,
    signal: AbortSignal,
  ): Promise<Page<EventRow>>;
  /** What the events by a query say: each text once, whoever says it last first. */
  texts(
    query: string,
    idTag: ExceptionsQuestion['idTag'],
    window: Window,
    cursor: string | null,
    signal: AbortSignal,
  ): Promise<Page<TextRow>>;
  /** The time of the project's newest event of any kind in a window; null when there is none. */
  newestEventAtMs(window: Window, signal: AbortSignal): Promise<EpochMs | null>;
  /** Issues with at least one event that a query finds; OR is not known here. */
  issues(query: string, window: Window, cursor: string | null, signal: AbortSignal): Promise<Page<IssueRow>>;
  /** An issue's events with everything that they hold, newest first. */
  eventsInFull(
    issueId: string,
    window: Window,
    cursor: string | null,
    signal: AbortSignal,
  ): Promise<Page<FullEvent>>;
  /** The project's name in addresses; null when the token sees no such project. */
  projectSlug(signal: AbortSignal): Promise<string | null>;
  /** A wrong shape that only shows when an answer is put to use. */
  wrongShape(path: string, expected: string): SourceError;
}

/** Talks to one project of one organization. */
export function createSentryApi(client: HttpClient, scope: SentryScope): SentryApi {
  const organization = `/api/0/organizations/${encodeURIComponent(scope.organizationSlug)}`;

  function wrongShape(path: string, expected: string): SourceError {
    const params: Problem['params'] = { address: scope.address, setting: 'SENTRY_URL', path, expected };
    return new SourceError({ code: 'wrong-shape', params });
  }

  /** Both edges stand in every request of a list, so that pages do not shift with the clock. */
  function scoped(window: Window): Query {
    return [
      ['project', scope.projectId],
      ...(scope.environment === null ? [] : [['environment', scope.environment] as const]),
      ['start', utcSeconds(window.fromMs)],
      ['end', utcSeconds(window.untilMs)],
    ];
  }

  async function page<Answer, Row>(
    path: string,
    query: Query,
    cursor: string | null,
    schema: ZodType<Answer>,
    rowsOf: (answer: Answer) => readonly Row[],
    rowsPerPage: number,
    signal: AbortSignal,
  ): Promise<Page<Row>> {
    const withCursor: Query = cursor === null ? query : [...query, ['cursor', cursor]];
    const { data, headers } = await client.getJson(path, withCursor, schema, signal);
    const rows = rowsOf(data);
    const link = headers['link'];
    // Sentry always sends this header. Without it a full page could be the last one or not: nobody knows.
    if (link === undefined && rows.length >= rowsPerPage) throw wrongShape('Link header', 'rel="next"');
    return { rows, nextCursor: nextCursorOf(link ?? '') };
  }

  /** One page of a search over events. */
  function searchPage<Row>(
    search: { readonly query: string; readonly fields: readonly string[]; readonly sort: readonly string[] },
    schema: ZodType<{ data: readonly Row[] }>,
    window: Window,
    cursor: string | null,
    signal: AbortSignal,
  ): Promise<Page<Row>> {
    return page(
      `${organization}/events/`,
      [
        // Not `event.type:error` in the query: captured messages are of type `default`.
        ['dataset', 'errors'],
        ...search.fields.map((field) => ['field', field] as const),
        ['query', search.query],
        ...search.sort.map((field) => ['sort', field] as const),
        ['per_page', String(ROWS_PER_PAGE)],
        ...scoped(window),
      ],
      cursor,
      schema,
      ({ data }) => data,
      ROWS_PER_PAGE,
      signal,
    );
  }

  return {
    wrongShape,
    events(query, idTag, window, cursor, signal) {
      const tagField = tagFieldOf(idTag);
      const fields = tagField === null ? EVENT_FIELDS : [...EVENT_FIELDS, tagField];
      const search = { query, fields, sort: ['-timestamp'] };
      return searchPage(search, eventsPage(tagField), window, cursor, signal);
    },
    texts(query, idTag, window, cursor, signal) {
      const tagField = tagFieldOf(idTag);
      const own = tagField === null ? [] : [tagField];
      // Pages are offsets: texts of one second must stand in the same order in each of them.
      const search = {
        query,
        fields: [...GROUPED_FIELDS, ...own],
        sort: ['-last_seen()', 'message', ...own],
      };
      return searchPage(search, textsPage(tagField), window, cursor, signal);
    },
    async newestEventAtMs(window, signal) {
      const { data } = await client.getJson(
        `${organization}/events/`,
        [
          ['dataset', 'errors'],
          ['field', 'id'],
          ['field', 'timestamp'],
          ['query', ''],
          ['sort', '-timestamp'],
          ['per_page', '1'],
          ...scoped(window),
        ],
        newestEventPage,
        signal,
      );
      return data.data[0]?.timestamp ?? null;
    },
    issues(query, window, cursor, signal) {
      return page(
        `${organization}/issues/`,
        [['query', query], ['sort', 'date'], ['limit', String(ROWS_PER_PAGE)], ...scoped(window)],
        cursor,
        issueList,
        (rows) => rows,
        ROWS_PER_PAGE,
        signal,
      );
    },
    eventsInFull(issueId, window, cursor, signal) {
      return page(
        `${organization}/issues/${encodeURIComponent(issueId)}/events/`,
        [['full', 'true'], ['per_page', String(FULL_EVENTS_PER_PAGE)], ...scoped(window)],
        cursor,
        fullEventList,
        (rows) => rows,
        FULL_EVENTS_PER_PAGE,
        signal,
      );
    },
    async projectSlug(signal) {
      const { data } = await client.getJson(
        `${organization}/projects/`,
        [['query', `id:${scope.projectId}`]],
        projectList,
        signal,
      );
      return data.find((project) => project.id === scope.projectId)?.slug ?? null;
    },
  };
}

function tagFieldOf(idTag: ExceptionsQuestion['idTag']): string | null {
  return idTag === null ? null : `tags[${idTag}]`;
}
