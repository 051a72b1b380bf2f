import type { ExceptionsQuestion } from '../../checks/questions.ts';
import { ROWS_PER_PAGE } from './api.ts';
import { mergeEvents } from './events.ts';
import { firstProblem, type EventsRead, type Extent, type SentryReader } from './reader.ts';
import { kindsQuery, namingQuery } from './search-query.ts';
import { settle } from './settle.ts';

/** More ids would make the address too long. */
export const MAX_IDS_IN_QUERY = 20;
/** A text that is never the same twice, as one with a time in it, must not hide the others. */
const TEXT_PAGES_PER_PAGE = 5;

type NamingRead = Pick<EventsRead, 'events' | 'problem'>;

/**
 * Reads the events that name anybody. One grouped search tells whom: thousands of events that say the same and name nobody are one row of
 * it. Then the events of those ids are read, by ids or all together, whichever takes fewer pages.
 * Rejects when the grouped search fails; a failure of any other makes the answer incomplete.
 */
export async function readNamingEvents(
  reader: SentryReader,
  question: ExceptionsQuestion,
  extent: Extent,
): Promise<NamingRead> {
  const everything = kindsQuery(question);
  const { namedIds, eventCount, problem } = await reader.texts(
    everything,
    extent.maxPages * TEXT_PAGES_PER_PAGE,
  );
  const searches = chunksOf(namedIds, MAX_IDS_IN_QUERY).map((ids) => ({
    query: namingQuery(question, ids, question.idTag),
    maxPages: extent.maxPages,
  }));
  const allPages = Math.ceil(eventCount / ROWS_PER_PAGE) + 1;
  // Not all texts are known where the grouped search was cut short, and then not how many pages all events take either.
  const isFewerTogether = problem === null && allPages < searches.length;
  const read = await Promise.all(
    (isFewerTogether ? [{ query: everything, maxPages: allPages }] : searches).map(({ query, maxPages }) =>
      settle<NamingRead>(reader.events(query, { ...extent, maxPages }), { events: [], problem: null }),
    ),
  );
  return {
    events: mergeEvents(...read.map(({ value }) => value.events)),
    problem: firstProblem([
      problem,
      ...read.flatMap(({ value, failure }) => [value.problem, failure?.problem ?? null]),
    ]),
  };
}

function chunksOf<Item>(items: readonly Item[], size: number): readonly (readonly Item[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}
