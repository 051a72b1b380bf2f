import type { ExceptionsAnswer, ExceptionsQuestion } from '../../checks/questions.ts';
import type { Problem } from '../../diagnosis/reading.ts';
import type { EpochMs, Window } from '../../diagnosis/time.ts';
import { issueOfRow, mergeEvents } from './events.ts';
import type { SentryLinks } from './links.ts';
import { firstProblem, type EventsRead, type Extent, type SentryReader } from './reader.ts';
import { MAX_IDS_IN_QUERY, readNamingEvents } from './naming-events.ts';
import { kindsQuery, namingQuery } from './search-query.ts';
import { settle } from './settle.ts';

/** Events that name nobody are held against nobody: the newest of them are enough. */
const MAX_SWEEP_PAGES = 3;

export interface AnswerRead {
  readonly answer: ExceptionsAnswer;
  /** The newest event that the project is known to have; null: none is known. */
  readonly newestEventAtMs: EpochMs | null;
  /** Why the answer proves no absence; null when it does. */
  readonly problem: Problem | null;
}

/**
 * Reads what a question asks for, all lists at the same time. The number of calls does not grow with the number of ids that are asked for;
 * where everybody is, it grows with those that events name.
 * Rejects when the list that attribution rests on cannot be read; a failure of any other makes the answer incomplete.
 */
export async function readAnswer(
  reader: SentryReader,
  links: SentryLinks,
  question: ExceptionsQuestion,
  window: Window,
  maxPages: number,
): Promise<AnswerRead> {
  const { ids } = question;
  const whole: Extent = { maxPages, fromMs: window.fromMs };
  const newest: Extent = { maxPages: Math.min(maxPages, MAX_SWEEP_PAGES), fromMs: question.sweepFromMs };
  const isMatchedInMemory = ids !== 'all' && ids.length > MAX_IDS_IN_QUERY;
  const isAskedById = ids.length > 0 && !isMatchedInMemory;

  const [byId, sweep, found, newestEvent] = await Promise.all([
    ids === 'all'
      ? readNamingEvents(reader, question, whole)
      : isAskedById
        ? reader.events(queryOf(question), whole)
        : null,
    settle(reader.events(kindsQuery(question), isMatchedInMemory ? whole : newest), {
      events: [],
      readFromMs: window.untilMs,
      problem: null,
    } satisfies EventsRead),
    settle(reader.issues(), { rows: [], problem: null }),
    settle(reader.newestEventAtMs(), null),
  ]);
  if (!isAskedById && sweep.failure !== null) throw sweep.failure;

  const swept = sweep.value;
  const { rows } = found.value;
  const inFull = question.idInExtraData
    ? await settle(reader.eventsInFull(rows.map(({ id }) => id)), { events: [], problem: null })
    : null;

  const known = mergeEvents(byId?.events ?? [], swept.events, inFull?.value.events ?? []);
  const sweptIds = new Set(swept.events.map(({ eventId }) => eventId));
  const asked = ids === 'all' ? null : new Set(ids);
  return {
    answer: {
      naming: known.filter(({ namedIds }) => namedIds.some((id) => asked === null || asked.has(id))),
      sweep: {
        events: known.filter(({ eventId }) => sweptIds.has(eventId)),
        readFromMs: swept.readFromMs,
      },
      issues: rows.flatMap((row) => issueOfRow(row, question, known, links) ?? []),
    },
    newestEventAtMs: latest([newestEvent.value, ...known.map(({ atMs }) => atMs)]),
    problem: firstProblem([
      byId?.problem ?? null,
      isMatchedInMemory || swept.problem?.code !== 'page-limit' ? swept.problem : null,
      inFull?.value.problem ?? null,
      found.value.problem,
      ...[sweep, found, newestEvent, inFull].map((list) => list?.failure?.problem ?? null),
    ]),
  };
}

/** The search that a question's attribution rests on. */
export function queryOf(question: ExceptionsQuestion): string {
  const { ids } = question;
  return ids !== 'all' && ids.length > 0 && ids.length <= MAX_IDS_IN_QUERY
    ? namingQuery(question, ids, question.idTag)
    : kindsQuery(question);
}

function latest(times: readonly (EpochMs | null)[]): EpochMs | null {
  return times.reduce(
    (newest, atMs) => (newest === null || (atMs !== null && atMs > newest) ? atMs : newest),
    null,
  );
}
