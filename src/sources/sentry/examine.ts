import type { DoctorFactParams, Sightings, Tried } from '../../diagnosis/doctor-facts.ts';
import type { Problem } from '../../diagnosis/reading.ts';
import { DAY_MS, type Window } from '../../diagnosis/time.ts';
import type { Clock, Examination } from '../source.ts';
import { tried } from '../tried.ts';
import type { SentryApi } from './api.ts';
import { issueQueries, type WatchedKinds } from './search-query.ts';

export interface SentryExamined {
  readonly projectId: string;
  readonly watched: WatchedKinds;
  readonly clock: Clock;
  readonly retentionDays: number;
}

/** Says what the token sees of the project, and when each watched kind was last seen. */
export async function examineSentry(
  api: SentryApi,
  examined: SentryExamined,
  signal: AbortSignal,
): Promise<Examination> {
  const startedAtMs = performance.now();
  const { projectId } = examined;
  const nowMs = examined.clock();
  const window: Window = { fromMs: nowMs - examined.retentionDays * DAY_MS, untilMs: nowMs };
  const [slug, newestAtMs, ...kinds] = await Promise.all([
    tried(api.projectSlug(signal)),
    tried(api.newestEventAtMs(window, signal)),
    ...kindsOf(examined.watched).map(
      async ({ kind, query }): Promise<DoctorFactParams['sentry-watched']> => ({
        kind,
        seen: await tried(sightingsOf(api, query, window, signal)),
      }),
    ),
  ]);
  const problemOfKinds = kinds.map(({ seen }) => problemIn(seen)).find((problem) => problem !== null);
  return {
    facts: [
      { code: 'sentry-project', params: { projectId, slug } },
      // Its API tells neither its version nor a token's rights: what could be read shows the rights.
      { code: 'version', params: { product: 'Sentry', version: null } },
      { code: 'sentry-reads-events', params: { isAllowed: problemIn(newestAtMs) === null } },
      { code: 'sentry-reads-issues', params: { isAllowed: problemOfKinds === undefined } },
      { code: 'sentry-newest-event', params: { atMs: newestAtMs } },
      ...kinds.map((params) => ({ code: 'sentry-watched' as const, params })),
    ],
    // The list of projects may need rights that no check needs.
    problem: problemIn(newestAtMs) ?? problemOfKinds ?? null,
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

async function sightingsOf(
  api: SentryApi,
  query: string,
  window: Window,
  signal: AbortSignal,
): Promise<Sightings | null> {
  const { rows, nextCursor } = await api.issues(query, window, null, signal);
  if (rows.length === 0) return null;
  const lastSeen = rows.flatMap((row) => row.lifetime?.lastSeen ?? row.lastSeen ?? []);
  return {
    issues: rows.length,
    events: rows.reduce((sum, row) => sum + (row.lifetime ?? row).count, 0),
    hasMore: nextCursor !== null,
    lastSeenAtMs: lastSeen.length === 0 ? null : Math.max(...lastSeen),
  };
}

function problemIn(outcome: Tried<unknown>): Problem | null {
  return 'problem' in outcome ? outcome.problem : null;
}
