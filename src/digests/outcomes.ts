import type { Outcome } from '../checks/fleet.ts';
import { STATES, type State } from '../diagnosis/verdict.ts';
import type { Filter, StateCounts } from './digest.ts';

export { isNotWell } from '../diagnosis/verdict.ts';

/** Says whether a filter asks for a subject. */
export function matches({ traits }: Outcome, filter: Filter): boolean {
  return Object.entries(filter).every(([trait, values]) => {
    const value = traits[trait];
    return typeof value === 'string' && values.includes(value);
  });
}

export function countStates(outcomes: readonly Outcome[]): StateCounts {
  const counts: Record<State, number> = {
    missing: 0,
    partial: 0,
    unknown: 0,
    'on-schedule': 0,
    'not-expected': 0,
  };
  for (const { state } of outcomes) counts[state] += 1;
  return counts;
}

/** How many there are in all. */
export function totalOf({ counts }: { readonly counts: StateCounts }): number {
  return STATES.reduce((sum, state) => sum + counts[state], 0);
}

/** Worst first, then by name, and by id where names are the same: the order never depends on who was read first. */
export function compareWorstFirst(a: Outcome, b: Outcome): number {
  return (
    STATES.indexOf(a.state) - STATES.indexOf(b.state) ||
    compareTexts(a.name, b.name) ||
    compareTexts(a.subjectId, b.subjectId)
  );
}

export function isWorse(one: Outcome, other: Outcome): boolean {
  return STATES.indexOf(one.state) < STATES.indexOf(other.state);
}

/** Longest not well first; of whom nobody knows since when, last. */
export function compareOldestFirst(a: Outcome, b: Outcome): number {
  const [aSince, bSince] = [a.since?.atMs ?? Infinity, b.since?.atMs ?? Infinity];
  return aSince === bSince ? compareWorstFirst(a, b) : aSince - bSince;
}

/** By code units, so that it is the same on every machine. */
export function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
