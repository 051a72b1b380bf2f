import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Fact, FactBody } from '../../src/incidents/fact.ts';
import { foldIncident } from '../../src/incidents/fold.ts';
import { incidentBefore, othersBefore, writtenBefore } from '../../src/incidents/history.ts';
import type { Incident } from '../../src/incidents/incident.ts';
import { timelineOf } from '../../src/incidents/timeline.ts';
import { timelineReportOf } from '../../src/incidents/timeline-report.ts';
import { EVERYTHING, others, tellingIn } from './all-facts.ts';
import {
  added,
  BOT,
  incidentOf,
  kept,
  missing,
  OPENED,
  OPENED_MS,
  person,
  ref,
  told,
  unknown,
} from './example.ts';

const partsOf = ({
  facts,
  openedByUserId,
  severity,
  status,
  leadUserId,
  subjects,
  everSubjects,
}: Partial<Incident>) => ({
  facts,
  openedByUserId,
  severity,
  status,
  leadUserId,
  subjects,
  everSubjects,
});

/** As it would be folded from the facts before alone; the first comes before everything. */
const foldedBefore = (incident: Incident, seq: number): Incident =>
  foldIncident(
    incident,
    incident.facts.filter((fact, index) => fact.seq < seq || index === 0),
    null,
  );

const anySubject = fc.constantFrom('a', 'b', 'c');
const anySeen = fc
  .tuple(anySubject, fc.constantFrom(missing, kept, unknown))
  .map(([subjectId, seenAs]) => seenAs(subjectId));
const anyBody: fc.Arbitrary<FactBody> = fc.oneof(
  anySeen.map(added),
  anySubject.map((subjectId): FactBody => ({ kind: 'subject-removed', name: subjectId, ...ref(subjectId) })),
  fc.tuple(anySeen, fc.boolean()).map(([seen, isRecovery]): FactBody => ({
    kind: 'verdict-changed',
    before: missing(seen.subjectId).standing,
    isRecovery,
    ...seen,
  })),
  fc.constantFrom<FactBody>(
    { kind: 'lead-taken' },
    { kind: 'severity-changed', to: 'P1' },
    { kind: 'severity-changed', to: 'P3' },
    { kind: 'status-changed', to: 'mitigated', notWell: [] },
    { kind: 'status-changed', to: 'resolved', notWell: [] },
    { kind: 'reopened' },
    { kind: 'note', text: 'x' },
  ),
);
const anyIncident = fc
  .array(fc.tuple(anyBody, fc.constantFrom('U1', 'U2')), { maxLength: 25 })
  .map((bodies) =>
    incidentOf([told(OPENED), ...bodies.map(([body, who]) => told(body, undefined, person(who)))]),
  );

describe('an incident as it stood before a fact', () => {
  it('is what the facts before it tell, whatever has come since', () => {
    for (const { seq } of EVERYTHING.facts) {
      expect(partsOf(incidentBefore(EVERYTHING, seq))).toEqual(partsOf(foldedBefore(EVERYTHING, seq)));
    }
    fc.assert(
      fc.property(anyIncident, fc.nat({ max: 30 }), (incident, seq) => {
        expect(partsOf(incidentBefore(incident, seq))).toEqual(partsOf(foldedBefore(incident, seq)));
      }),
    );
  });
});

describe('what stood before', () => {
  const corrects = (text: string | null, rightAtMs: number | null): FactBody => ({
    kind: 'corrected',
    seqOfWrong: 2,
    text,
    rightAtMs,
  });

  it.each([
    [3, 'wrong', OPENED_MS],
    [4, 'better', OPENED_MS],
    [5, 'better', 7],
    [6, 'right', 7],
  ])('of a note is what the corrections before fact %i have made of it', (seq, text, atMs) => {
    const corrections = [corrects('better', null), corrects(null, 7), corrects('right', null)];
    const bodies: readonly FactBody[] = [OPENED, { kind: 'note', text: 'wrong' }, ...corrections];
    const incident = incidentOf(bodies.map((body) => told(body)));
    expect(writtenBefore(incident, 2, seq)).toEqual({ text, atMs });
  });

  it('of others who have the verdict are those who were seen last', () => {
    const seen = [others(['x'], 9), others(['x', 'y'], 9), { ...others(['z'], 9), code: 'stopped' }];
    const incident = incidentOf([OPENED, ...seen].map((body) => told(body)));
    expect(othersBefore(incident, others([], 9), 9)?.seq).toBe(3);
    expect(othersBefore(incident, others([], 9), 3)?.seq).toBe(2);
    expect(othersBefore(incident, others([], 9), 2)).toBeNull();
  });
});

describe('a long timeline', () => {
  /** One to which much has happened again and again, and how often its facts were looked into. */
  function longIncident(rounds: number): { readonly incident: Incident; readonly looks: () => number } {
    const subjects = Array.from({ length: 20 }, (_, index) => missing(`s${index}`));
    const round = (index: number): readonly FactBody[] => {
      const { subjectId, standing } = subjects[index % 20] ?? missing('a');
      return [
        {
          kind: 'verdict-changed',
          before: standing,
          isRecovery: false,
          ...missing(subjectId, `code-${index % 3}`),
        },
        { kind: 'note', text: `note ${index}` },
        { kind: 'lead-taken' },
        { kind: 'severity-changed', to: index % 2 === 0 ? 'P1' : 'P2' },
        { ...others([`x${index}`], 212), code: 'code-1' },
      ];
    };
    const bodies = [
      ...subjects.map(added),
      ...Array.from({ length: rounds }, (_, index) => round(index)).flat(),
    ];
    const whole = incidentOf([told(OPENED), ...bodies.map((body) => told(body, undefined, BOT))]);
    let looks = 0;
    const facts = whole.facts.map((fact): Fact => ({
      ...fact,
      get body() {
        looks += 1;
        return fact.body;
      },
    }));
    return { incident: foldIncident(whole, facts, null), looks: () => looks };
  }

  it('of twice as many facts takes twice as long, not four times: it keeps nobody else waiting', () => {
    const [some, twice] = [100, 200].map((rounds) => {
      const { incident, looks } = longIncident(rounds);
      const before = looks();
      timelineReportOf(timelineOf(incident.facts), incident, tellingIn('en'));
      return looks() - before;
    });
    expect(some).toBeGreaterThan(500);
    expect((twice ?? 0) / (some ?? 1)).toBeLessThan(2.3);
  });
});
