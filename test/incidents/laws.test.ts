import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../src/diagnosis/time.ts';
import { isNotWell } from '../../src/diagnosis/verdict.ts';
import type { FleetRun } from '../../src/digests/fleet-run.ts';
import { isUnchanged, type Decided } from '../../src/incidents/decided.ts';
import type { FactBody, NewFact, SubjectSeen } from '../../src/incidents/fact.ts';
import { follow, type Followed, type Found } from '../../src/incidents/follow.ts';
import { foldIncident, withFacts } from '../../src/incidents/fold.ts';
import type { Incident } from '../../src/incidents/incident.ts';
import type { CheckLook } from '../../src/incidents/look.ts';
import { decideLead } from '../../src/incidents/lead.ts';
import { decideAdding, decideRemoving } from '../../src/incidents/membership.ts';
import { nextCheckAfterTelling, nextCheckAtMs } from '../../src/incidents/next-check.ts';
import { decideStatus } from '../../src/incidents/status.ts';
import { standingFactsOf } from '../../src/incidents/subjects-of.ts';
import { incompleteRunOf, outcome, runOf } from '../digests/example.ts';
import {
  added,
  ALL_OK,
  BOT,
  hasRecovered,
  IDENTITY,
  incidentOf,
  kept,
  LOKI_DOWN,
  lookOf,
  missing,
  MISSED_MS,
  NEXT_MS,
  notDueYet,
  notExpected,
  OPENED,
  OPENED_MS,
  person,
  ref,
  sentByHand,
  told,
  unknown,
} from './example.ts';

const ids = fc.constantFrom('a', 'b', 'c');

/** How somebody may be seen. */
const seenAs: fc.Arbitrary<SubjectSeen> = fc
  .tuple(
    ids,
    fc.constantFrom(
      (id: string) => missing(id),
      (id: string) => missing(id, 'stopped', { isPending: true }),
      sentByHand,
      unknown,
      notExpected,
      notDueYet,
      (id: string) => kept(id, NEXT_MS),
      (id: string) => kept(id, MISSED_MS - DAY_MS),
    ),
  )
  .map(([id, as]) => as(id));

const notWellByLink: fc.Arbitrary<readonly SubjectSeen[]> = fc.constant(['a', 'b', 'c'].map(sentByHand));

const sources = fc.constantFrom<CheckLook['sources']>(ALL_OK, LOKI_DOWN, []);

const seenOnce = fc.uniqueArray(seenAs, { selector: ({ subjectId }) => subjectId });

const runs: fc.Arbitrary<readonly FleetRun[]> = fc.constantFrom(
  [],
  [runOf([])],
  [runOf([outcome('a', { state: 'missing' }), outcome('d', { state: 'missing' })])],
  [incompleteRunOf([outcome('e', { state: 'missing' })], 3)],
);

const found: fc.Arbitrary<Omit<Found, 'look'> & Pick<CheckLook, 'seen' | 'sources'>> = fc.record({
  seen: seenOnce,
  sources,
  runs,
});

/** Whatever the store could hold: facts that nobody would tell in this order among them. */
const anyBody: fc.Arbitrary<FactBody> = fc.oneof(
  seenAs.map(added),
  ids.map((id): FactBody => ({ kind: 'subject-removed', name: id, ...ref(id) })),
  fc.tuple(seenAs, fc.boolean()).map(([seen, isRecovery]): FactBody => ({
    kind: 'verdict-changed',
    before: seen.standing,
    isRecovery,
    ...seen,
  })),
  fc.constantFrom<FactBody>(
    { kind: 'lead-taken' },
    { kind: 'status-changed', to: 'mitigated', notWell: [] },
    { kind: 'status-changed', to: 'resolved', notWell: [] },
    { kind: 'status-changed', to: 'closed', notWell: [] },
    { kind: 'reopened' },
    { kind: 'severity-changed', to: 'P1' },
    { kind: 'source-failed', source: 'loki', status: 'failed' },
    { kind: 'source-back', source: 'loki', failedAtMs: OPENED_MS },
    { kind: 'others-seen', checkId: 'widgets', code: 'skipped', others: [], ofSubjects: null },
    { kind: 'resolution-proposed', runAtMs: null },
    { kind: 'note', text: 'n' },
    { kind: 'event', text: 'e', mark: 'fixed' },
    { kind: 'corrected', seqOfWrong: 2, text: null, rightAtMs: null },
    { kind: 'withdrawn', seqOfWrong: 99 },
    { kind: 'nudged' },
    { kind: 'postmortem-written', section: 'whys', text: 'w' },
    { kind: 'channel-closed', reason: 'is_archived' },
    { kind: 'channel-back' },
    { kind: 'root-lost' },
  ),
);

const anyFacts: fc.Arbitrary<readonly NewFact[]> = fc
  .array(fc.tuple(anyBody, fc.boolean(), fc.nat(48)), { maxLength: 25 })
  .map((each) => [
    told(OPENED),
    ...each.map(([body, isPerson, hours]) =>
      told(body, OPENED_MS + hours * HOUR_MS, isPerson ? person() : BOT),
    ),
  ]);

const anyIncident = anyFacts.map((facts) => incidentOf(facts));
/** After everything that was told of it. */
const LATER_MS = OPENED_MS + 50 * HOUR_MS;

/** What happens to an incident one after the other, an hour apart: looks, and what people tell. */
type Happening =
  | { readonly look: typeof found extends fc.Arbitrary<infer Value> ? Value : never }
  | { readonly decide: (incident: Incident, nowMs: number) => Decided };

const happenings: fc.Arbitrary<readonly Happening[]> = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: found.map((look) => ({ look })) },
    {
      weight: 1,
      arbitrary: fc.constantFrom<Happening>(
        { decide: (incident, nowMs) => decideLead(incident, 'U9', nowMs) },
        { decide: (incident) => decideStatus(incident, 'mitigated') },
        { decide: (incident) => decideStatus(incident, 'resolved') },
        { decide: (incident) => decideStatus(incident, 'reopened') },
        { decide: (incident) => decideAdding(incident, [missing('c')], 'by-hand', hasRecovered) },
        { decide: (incident) => decideRemoving(incident, ref('a')) },
      ),
    },
  ),
  { maxLength: 12 },
);

function followed(
  incident: Incident,
  { seen, sources, runs }: Pick<CheckLook, 'seen' | 'sources'> & Pick<Found, 'runs'>,
  atMs: number,
): Followed {
  return follow(incident, { look: lookOf(seen, { atMs, sources }), runs }, hasRecovered, atMs);
}

function lived(each: readonly Happening[]): { readonly incident: Incident; readonly nowMs: number } {
  let incident = incidentOf([told(OPENED), told(added(missing('a'))), told(added(missing('b', 'stopped')))]);
  let nowMs = OPENED_MS;
  for (const happening of each) {
    nowMs += HOUR_MS;
    if ('look' in happening) {
      incident = followed(incident, happening.look, nowMs).incident;
    } else {
      const decided = happening.decide(incident, nowMs);
      if (!isUnchanged(decided)) {
        incident = withFacts(
          incident,
          decided.map((body) => told(body, nowMs)),
          nowMs,
        );
      }
    }
  }
  return { incident, nowMs: nowMs + HOUR_MS };
}

describe('whatever the facts', () => {
  it('they fold, and the same facts give the same incident', () => {
    fc.assert(
      fc.property(anyIncident, (incident) => {
        const again = foldIncident(
          IDENTITY,
          structuredClone(incident.facts),
          structuredClone(incident.lastCheck),
        );
        expect(again).toEqual(incident);
      }),
    );
  });

  it('those who are in it are some of those who ever were, each once, and none of them among the others', () => {
    fc.assert(
      fc.property(anyIncident, ({ subjects, everSubjects, others }) => {
        const everIds = everSubjects.map(({ subjectId }) => subjectId);
        expect(new Set(everIds).size).toBe(everIds.length);
        expect(everSubjects.filter(({ removedAtMs }) => removedAtMs === null)).toEqual(subjects);
        const otherIds = others.flatMap((seen) => seen.others.map(({ subjectId }) => subjectId));
        expect(otherIds.filter((id) => subjects.some(({ subjectId }) => subjectId === id))).toEqual([]);
      }),
    );
  });

  it('one more changes only whom it is about, and nobody who was taken out unless it brings them back', () => {
    fc.assert(
      fc.property(anyIncident, anyBody, (incident, body) => {
        const after = withFacts(incident, [told(body, LATER_MS)], LATER_MS);
        const aboutId = 'subjectId' in body ? body.subjectId : null;
        for (const [index, before] of incident.everSubjects.entries()) {
          const isMeant = before.subjectId === aboutId;
          const mayChange = isMeant && (before.removedAtMs === null || body.kind === 'subject-added');
          const now = after.everSubjects[index];
          const unchanged = mayChange ? now : before;
          expect(now).toEqual(unchanged);
          expect(now?.first).toEqual(before.first);
        }
      }),
    );
  });

  it('a link made by hand makes nobody well', () => {
    fc.assert(
      fc.property(anyIncident, sources, notWellByLink, (incident, sources, seen) => {
        const before = new Set(
          incident.subjects.filter(({ isWell }) => isWell).map(({ subjectId }) => subjectId),
        );
        const { incident: after, facts } = followed(incident, { seen, sources, runs: [] }, LATER_MS);
        expect(after.subjects.filter(({ isWell, subjectId }) => isWell && !before.has(subjectId))).toEqual(
          [],
        );
        expect(facts.filter(({ body }) => body.kind === 'verdict-changed' && body.isRecovery)).toEqual([]);
        expect(facts.filter(({ body }) => body.kind === 'resolution-proposed')).toEqual([]);
      }),
    );
  });
});

describe('whatever happens in an incident', () => {
  it('nobody who was not well is well again before a planned run was kept', () => {
    fc.assert(
      fc.property(happenings, (each) => {
        const { facts, everSubjects } = lived(each).incident;
        for (const subject of everSubjects.filter(({ isWell }) => isWell)) {
          const standings = standingFactsOf(facts, subject).map(({ body }) => body);
          const failed = standings.findLastIndex(({ standing }) => isNotWell(standing.outcome));
          if (failed === -1) continue;
          const proofs = standings
            .slice(failed + 1)
            .filter((body) => 'isRecovery' in body && body.isRecovery);
          expect(proofs.length).toBeGreaterThan(0);
          for (const { standing } of proofs) expect(standing.keptRunAtMs).toBeGreaterThanOrEqual(MISSED_MS);
        }
      }),
    );
  });

  it('while a source is down, nobody becomes unknown by it, and of the unknown none becomes well', () => {
    fc.assert(
      fc.property(happenings, found, (each, look) => {
        const { incident, nowMs } = lived(each);
        const { facts } = followed(incident, { ...look, sources: LOKI_DOWN }, nowMs);
        for (const { body } of facts) {
          if (body.kind !== 'verdict-changed') continue;
          expect(body.standing.outcome.state).not.toBe('unknown');
          const isKnownWell = body.before.outcome.state === 'unknown' && !isNotWell(body.standing.outcome);
          expect(isKnownWell).toBe(false);
          expect(body.before.outcome.state).not.toBe(body.standing.outcome.state);
        }
      }),
    );
  });

  it('what is found twice is told once', () => {
    fc.assert(
      fc.property(happenings, found, (each, look) => {
        const { incident, nowMs } = lived(each);
        const once = followed(incident, look, nowMs);
        const twice = followed(once.incident, look, nowMs);
        expect(twice.facts).toEqual([]);
        expect(twice.incident).toEqual(once.incident);
      }),
    );
  });

  it('the next look is later than now, and within the hour while it is under way', () => {
    fc.assert(
      fc.property(happenings, found, fc.nat(90 * 24), (each, look, hours) => {
        const lifetime = lived(each);
        const nowMs = lifetime.nowMs + hours * HOUR_MS;
        const { incident } = followed(lifetime.incident, look, nowMs);
        const atMs = nextCheckAtMs(incident, nowMs);
        expect(atMs ?? Infinity).toBeGreaterThan(nowMs);
        const { status, subjects } = incident;
        if (status === 'resolved' || status === 'closed' || subjects.length === 0) return;
        expect(atMs).toBeLessThanOrEqual(nowMs + HOUR_MS);
      }),
    );
  });

  it('nothing that is told puts off a look while it is under way', () => {
    fc.assert(
      fc.property(anyIncident, anyBody, fc.nat(120), (incident, body, minutes) => {
        const plannedAtMs = LATER_MS + minutes * MINUTE_MS;
        const after = withFacts(incident, [told(body, LATER_MS)], LATER_MS);
        const atMs = nextCheckAfterTelling(after, [body], plannedAtMs, LATER_MS);
        const { status, subjects } = after;
        if (status === 'resolved' || status === 'closed' || subjects.length === 0) return;
        expect(atMs).toBeLessThanOrEqual(plannedAtMs);
      }),
    );
  });
});
