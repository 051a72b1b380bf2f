import type { Standing } from '../checks/following.ts';
import type { EpochMs } from '../diagnosis/time.ts';
import { isNotWell } from '../diagnosis/verdict.ts';
import type { Fact } from './fact.ts';
import { isOf } from './fact-search.ts';
import type { Incident, IncidentSubject } from './incident.ts';
import { notWellStandingsOf } from './standings.ts';
import { isSameSubject } from './subject-key.ts';
import { lastSeenOf, standingFactsOf, subjectsAlong } from './subjects-of.ts';

/** What a subject has missed. */
export interface MissedRuns {
  /** Oldest first. */
  readonly runsAtMs: readonly EpochMs[];
  /** There may have been more. */
  readonly isAtLeast: boolean;
}

/** Everything that a subject missed before it came in and until it recovered, as any check of the incident has seen it. */
export function missedRunsOf(
  incident: Pick<Incident, 'facts' | 'lastCheck'>,
  subject: IncidentSubject,
): MissedRuns {
  const runs = new Set(notWellStandingsOf(incident, subject).flatMap(({ missedRunsAtMs }) => missedRunsAtMs));
  // Of those since the same kept run, the newest standing has looked furthest.
  const isCut = stretchesOf(incident, subject).some(
    (stretch) => stretch.findLast(({ outcome }) => isNotWell(outcome))?.missedAtLeast === true,
  );
  return {
    runsAtMs: [...runs].toSorted((a, b) => a - b),
    isAtLeast: isCut || wasUnseen(incident.facts, subject),
  };
}

/** How it stood, each time up to its recovery. */
function stretchesOf(
  { facts, lastCheck }: Pick<Incident, 'facts' | 'lastCheck'>,
  subject: IncidentSubject,
): readonly (readonly Standing[])[] {
  const stretches: Standing[][] = [];
  let stretch: Standing[] = [];
  for (const { body } of standingFactsOf(facts, subject)) {
    if (body.kind === 'verdict-changed') stretch.push(body.before);
    if (body.kind === 'verdict-changed' && body.isRecovery) {
      stretches.push(stretch);
      stretch = [];
    }
    stretch.push(body.standing);
  }
  return [...stretches, [...stretch, subject.now, lastSeenOf(subject, lastCheck)]];
}

/** It was taken out before it was proved well, and came back after another run had been kept: of what it missed in between nobody has seen all. */
function wasUnseen(facts: readonly Fact[], subject: IncidentSubject): boolean {
  const along = subjectsAlong(facts);
  return facts.some((fact, index) => {
    if (!isOf('subject-added')(fact) || !isSameSubject(fact.body, subject)) return false;
    const before = along[index - 1]?.find((each) => isSameSubject(each, subject));
    if (before === undefined || before.isProved || before.removedAtMs === null) return false;
    const { outcome, keptRunAtMs } = fact.body.standing;
    return !isNotWell(outcome) || keptRunAtMs !== before.now.keptRunAtMs;
  });
}
