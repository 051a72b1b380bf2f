import type { Outcome } from '../../src/checks/fleet.ts';
import type { Standing } from '../../src/checks/following.ts';
import { HOUR_MS, MINUTE_MS } from '../../src/diagnosis/time.ts';
import type { Author, BodyOf, FactBody, NewFact, SubjectSeen } from '../../src/incidents/fact.ts';
import { foldIncident, numbered } from '../../src/incidents/fold.ts';
import type { Incident, IncidentIdentity, LastCheck } from '../../src/incidents/incident.ts';
import type { CheckLook, Look } from '../../src/incidents/look.ts';
import type { HasRecovered } from '../../src/incidents/verdict-changes.ts';
import { outcome } from '../digests/example.ts';

export const OPENED_MS = Date.parse('2025-07-24T08:00:00-07:00');
export const NOW_MS = OPENED_MS + HOUR_MS;
/** The planned run that was missed, and the next one. */
export const MISSED_MS = Date.parse('2025-07-21T11:00:00-07:00');
export const NEXT_MS = Date.parse('2025-07-28T11:00:00-07:00');

export const IDENTITY: IncidentIdentity = {
  id: '0198a1b2-0000-7000-8000-000000000007',
  number: 7,
  channelId: 'C1',
  locale: 'en',
  timeZone: 'America/Los_Angeles',
  openedAtMs: OPENED_MS,
  openedByUserId: 'U1',
};

const CHECK_ID = 'widgets';

export const person = (userId = 'U1'): Author => ({ kind: 'person', userId });
export const BOT: Author = { kind: 'bot' };
export const ref = (subjectId: string) => ({ checkId: CHECK_ID, subjectId });

/** An outcome whose figures tell which planned run was kept last. */
export function standing(
  subjectId: string,
  change: Partial<Outcome> = {},
  more: Partial<Standing> = {},
): Standing {
  const keptRunAtMs = more.keptRunAtMs ?? null;
  return {
    outcome: outcome(subjectId, { ...change, figures: { keptRunAtMs } }),
    missedRunsAtMs: [],
    missedAtLeast: false,
    keptRunAtMs,
    isPending: false,
    nextProof: { plannedAtMs: NEXT_MS, judgedAtMs: NEXT_MS + 130 * MINUTE_MS },
    ...more,
  };
}

const seenAs = (subjectId: string, is: Standing): SubjectSeen => ({
  ...ref(subjectId),
  standing: is,
  diagnosisId: `diagnosis-of-${subjectId}`,
});

export const missing = (subjectId: string, code = 'skipped', more: Partial<Standing> = {}): SubjectSeen =>
  seenAs(subjectId, standing(subjectId, { state: 'missing', code }, more));

/** On schedule by a planned run that was kept. */
export const kept = (subjectId: string, keptRunAtMs = NEXT_MS): SubjectSeen =>
  seenAs(subjectId, standing(subjectId, {}, { keptRunAtMs }));

/** A link was made by hand: on schedule it is not, whatever it looks like. */
export const sentByHand = (subjectId: string): SubjectSeen => missing(subjectId, 'masked-by-manual-sends');

/** It goes by a plan of which no run has been due yet. */
export const notDueYet = (subjectId: string): SubjectSeen =>
  seenAs(subjectId, standing(subjectId, { code: 'not-due-yet' }));

export const unknown = (subjectId: string): SubjectSeen =>
  seenAs(subjectId, standing(subjectId, { state: 'unknown', code: 'inconclusive', confidence: 'none' }));

export const notExpected = (subjectId: string): SubjectSeen =>
  seenAs(subjectId, standing(subjectId, { state: 'not-expected', code: 'links-disabled' }));

/** Only a planned run after the one that was missed. */
export const hasRecovered: HasRecovered = (_, before, after) => {
  const keptMs = after.figures['keptRunAtMs'];
  const missedMs = before.since?.atMs ?? MISSED_MS;
  return typeof keptMs === 'number' && keptMs >= missedMs;
};

export const OPENED: BodyOf<'opened'> = {
  kind: 'opened',
  title: 'clinics silently skipped',
  severity: 'P2',
  summary: '',
  reportedAtMs: OPENED_MS - HOUR_MS,
  reportedBy: { kind: 'named', name: 'help desk' },
  detectedAtMs: null,
  origin: { kind: 'command' },
};

export const added = (seen: SubjectSeen): BodyOf<'subject-added'> => ({
  kind: 'subject-added',
  why: 'by-hand',
  ...seen,
});

/** Something told: by a person, unless it is the bot's. */
export function told(body: FactBody, atMs = OPENED_MS, by: Author = person()): NewFact {
  return { atMs, by, body };
}

/** Facts that each were recorded when they happened. */
export function incidentOf(facts: readonly NewFact[], lastCheck: LastCheck | null = null): Incident {
  return foldIncident(
    IDENTITY,
    facts.flatMap((fact, index) => numbered([fact], index, fact.atMs)),
    lastCheck,
  );
}

/** One that was just opened with these. */
export function opened(...subjects: readonly SubjectSeen[]): Incident {
  return incidentOf([told(OPENED), ...subjects.map((seen) => told(added(seen)))]);
}

export const ALL_OK: CheckLook['sources'] = [
  { source: 'sentry', status: 'ok' },
  { source: 'loki', status: 'ok' },
  { source: 'delivery', status: 'ok' },
];

export const LOKI_DOWN: CheckLook['sources'] = ALL_OK.map(({ source, status }) => ({
  source,
  status: source === 'loki' ? 'failed' : status,
}));

export function lookOf(
  seen: readonly SubjectSeen[],
  change: { readonly atMs?: number; readonly sources?: CheckLook['sources'] } = {},
): Look {
  const { atMs = NOW_MS, sources = ALL_OK } = change;
  return { atMs, checks: [{ checkId: CHECK_ID, seen, sources }] };
}
