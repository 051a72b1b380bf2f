import type { ExceptionEvent, ExceptionsQuestion } from '../../checks/questions.ts';
import type { Problem } from '../../diagnosis/reading.ts';
import { isWithin, type EpochMs, type Window } from '../../diagnosis/time.ts';
import type { SentryApi } from './api.ts';
import type { IssueRow } from './answers.ts';
import { eventInFull, mergeEvents, recognise } from './events.ts';
import type { SentryLinks } from './links.ts';
import { problemOfPages, readPages, type Pages } from './paging.ts';
import { issueQueries } from './search-query.ts';

/** Events that one list gave. */
export interface EventsRead {
  /** Newest first, each once, all inside the window. */
  readonly events: readonly ExceptionEvent[];
  /** The list was read completely from this instant on. */
  readonly readFromMs: EpochMs;
  /** What cut the list short; null when it was read as far as wanted. */
  readonly problem: Problem | null;
}

interface IssuesRead {
  readonly rows: readonly IssueRow[];
  readonly problem: Problem | null;
}

/** What the events of the watched kinds say, whomever they name. */
export interface TextsRead {
  /** Every id that one of them names, each once. */
  readonly namedIds: readonly string[];
  /** How many events there are in all. */
  readonly eventCount: number;
  readonly problem: Problem | null;
}

/** How far a list of events is read. */
export interface Extent {
  readonly maxPages: number;
  /** No older event is wanted. */
  readonly fromMs: EpochMs;
}

/** The lists that one question needs, each read over its pages. All reject when the first page cannot be had. */
export interface SentryReader {
  events(query: string, extent: Extent): Promise<EventsRead>;
  /** What events of the watched kinds say: one row for each text, however many say it. */
  texts(query: string, maxPages: number): Promise<TextsRead>;
  /** Issues of the watched kinds, by one search for the exception types and one for each phrase. */
  issues(): Promise<IssuesRead>;
  /** All events of watched kinds in these issues, in full. */
  eventsInFull(issueIds: readonly string[]): Promise<Omit<EventsRead, 'readFromMs'>>;
  newestEventAtMs(): Promise<EpochMs | null>;
}

/**
 * Reads for one question.
 * @param window the part of the asked window that the server still keeps
 */
export function createSentryReader(
  api: SentryApi,
  links: SentryLinks,
  question: ExceptionsQuestion,
  window: Window,
  maxPages: number,
  signal: AbortSignal,
): SentryReader {
  /** Sentry rounds the edges of some windows: what lies outside does not count. */
  const counted = (events: readonly ExceptionEvent[]) =>
    mergeEvents(events.filter(({ atMs }) => isWithin(atMs, window)));

  /** The row's kind and ids, or nothing. Throws where the server contradicts itself. */
  function watchedIn(
    row: Parameters<typeof recognise>[0],
  ): readonly Pick<ExceptionEvent, 'kind' | 'namedIds'>[] {
    const recognised = recognise(row, question);
    if (recognised.is === 'contradiction') throw api.wrongShape('data.error.type', 'watched-exception');
    return recognised.is === 'watched' ? [{ kind: recognised.kind, namedIds: recognised.namedIds }] : [];
  }

  async function allInFull(issueId: string) {
    const pages = await readPages((cursor) => api.eventsInFull(issueId, window, cursor, signal), maxPages);
    return {
      events: pages.rows.flatMap((full) => eventInFull(full, issueId, question, links) ?? []),
      problem: problemOfPages(pages),
    };
  }

  return {
    async events(query, extent) {
      const pages = await readPages(
        (cursor) => api.events(query, question.idTag, window, cursor, signal),
        extent.maxPages,
        (rows) => rows.some((row) => row.timestamp < extent.fromMs),
      );
      const events = pages.rows.flatMap((row) => {
        const watched = watchedIn(row);
        const [eventId, issueId, atMs] = [row.id, row['issue.id'], row.timestamp];
        return watched.map((said) => ({
          eventId,
          issueId,
          ...said,
          atMs,
          url: links.event(issueId, eventId),
        }));
      });
      return {
        events: counted(events),
        readFromMs: completeFromMs(pages, window),
        problem: problemOfPages(pages),
      };
    },
    async texts(query, maxPages) {
      const pages = await readPages(
        (cursor) => api.texts(query, question.idTag, window, cursor, signal),
        maxPages,
      );
      const namedIds = pages.rows.flatMap(watchedIn).flatMap((said) => said.namedIds);
      return {
        namedIds: [...new Set(namedIds)],
        eventCount: pages.rows.reduce((total, row) => total + row['count()'], 0),
        problem: problemOfPages(pages),
      };
    },
    async issues() {
      const searches = await Promise.all(
        issueQueries(question).map((query) =>
          readPages((cursor) => api.issues(query, window, cursor, signal), maxPages),
        ),
      );
      const rows = new Map(searches.flatMap((pages) => pages.rows.map((row) => [row.id, row])));
      return { rows: [...rows.values()], problem: firstProblem(searches.map(problemOfPages)) };
    },
    async eventsInFull(issueIds) {
      const read = await Promise.all(issueIds.map(allInFull));
      return {
        events: counted(read.flatMap(({ events }) => events)),
        problem: firstProblem(read.map(({ problem }) => problem)),
      };
    },
    async newestEventAtMs() {
      const atMs = await api.newestEventAtMs(window, signal);
      return atMs !== null && isWithin(atMs, window) ? atMs : null;
    },
  };
}

/** The first of several problems; null when there is none. */
export function firstProblem(problems: readonly (Problem | null)[]): Problem | null {
  return problems.find((problem) => problem !== null) ?? null;
}

/** More events of the oldest instant that was read may stand on the next page. */
function completeFromMs(pages: Pages<{ timestamp: EpochMs }>, window: Window): EpochMs {
  if (pages.ended === 'all') return window.fromMs;
  const oldestMs = Math.min(window.untilMs, ...pages.rows.map(({ timestamp }) => timestamp));
  return Math.min(Math.max(oldestMs + 1, window.fromMs), window.untilMs);
}
