import { DAY_MS, type EpochMs, type Window } from '../../diagnosis/time.ts';
import type { Problem } from '../../diagnosis/reading.ts';
import { problemOf } from '../http-problems.ts';
import type { Clock, Examination } from '../source.ts';
import type { SentryApi } from './api.ts';
import { issueQueries, type WatchedKinds } from './search-query.ts';

export interface SentryExamined {
  readonly projectId: string;
  readonly watched: WatchedKinds;
  readonly clock: Clock;
  readonly retentionDays: number;
}

type Fact = Examination['facts'][number];

/** Says what the token sees of the project, and when each watched kind was last seen. */
export async function examineSentry(
  api: SentryApi,
  examined: SentryExamined,
  signal: AbortSignal,
): Promise<Examination> {
  const startedAtMs = performance.now();
  const nowMs = examined.clock();
  const window: Window = { fromMs: nowMs - examined.retentionDays * DAY_MS, untilMs: nowMs };
  const [project, newest, ...kinds] = await Promise.all([
    tried(projectFact(api, examined.projectId, signal), `project ${examined.projectId}`),
    tried(newestFact(api, window, signal), 'newest event'),
    ...kindsOf(examined.watched).map(({ kind, query }) =>
      tried(kindFact(api, kind, query, window, signal), kind),
    ),
  ]);
  return {
    facts: [
      project.fact,
      // Its API tells neither its version nor a token's rights: what could be read shows the rights.
      { name: 'version', value: 'not told by Sentry' },
      { name: 'may read events (org:read)', value: newest.problem === null ? 'yes' : 'no' },
      {
        name: 'may read issues (event:read)',
        value: kinds.every(({ problem }) => problem === null) ? 'yes' : 'no',
      },
      newest.fact,
      ...kinds.map(({ fact }) => fact),
    ],
    // The list of projects may need rights that no check needs.
    problem: [newest, ...kinds].find(({ problem }) => problem !== null)?.problem ?? null,
    elapsedMs: Math.round(performance.now() - startedAtMs),
  };
}

function kindsOf({
  exceptionTypes,
  messagePhrases,
}: WatchedKinds): readonly { kind: string; query: string }[] {
  const types = exceptionTypes.map((kind) => ({
    kind,
    only: { exceptionTypes: [kind], messagePhrases: [] },
  }));
  const phrases = messagePhrases.map((kind) => ({
    kind,
    only: { exceptionTypes: [], messagePhrases: [kind] },
  }));
  return [...types, ...phrases].flatMap(({ kind, only }) =>
    issueQueries(only).map((query) => ({ kind, query })),
  );
}

async function projectFact(api: SentryApi, projectId: string, signal: AbortSignal): Promise<Fact> {
  const slug = await api.projectSlug(signal);
  return { name: `project ${projectId}`, value: slug ?? 'not among the projects that the token sees' };
}

async function newestFact(api: SentryApi, window: Window, signal: AbortSignal): Promise<Fact> {
  const atMs = await api.newestEventAtMs(window, signal);
  return { name: 'newest event', value: atMs === null ? 'none' : isoOf(atMs) };
}

async function kindFact(
  api: SentryApi,
  kind: string,
  query: string,
  window: Window,
  signal: AbortSignal,
): Promise<Fact> {
  const { rows, nextCursor } = await api.issues(query, window, null, signal);
  if (rows.length === 0) return { name: kind, value: 'never seen' };
  const events = rows.reduce((sum, row) => sum + (row.lifetime ?? row).count, 0);
  const more = nextCursor === null ? '' : ' or more';
  const lastSeenMs = Math.max(...rows.map((row) => row.lifetime?.lastSeen ?? row.lastSeen ?? 0));
  return {
    name: kind,
    value: `issues: ${rows.length}${more}, events: ${events}${more}, last seen ${isoOf(lastSeenMs)}`,
  };
}

async function tried(work: Promise<Fact>, name: string): Promise<{ fact: Fact; problem: Problem | null }> {
  try {
    return { fact: await work, problem: null };
  } catch (error) {
    const problem = problemOf(error);
    return { fact: { name, value: `not readable (${problem.code})` }, problem };
  }
}

function isoOf(atMs: EpochMs): string {
  return new Date(atMs).toISOString();
}
