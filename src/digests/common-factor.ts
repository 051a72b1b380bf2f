import type { Outcome } from '../checks/fleet.ts';
import type { Days } from '../words/days.ts';
import type { CommonFactor } from './digest.ts';
import { compareTexts } from './outcomes.ts';

/*
 * A factor is told where it tells the affected from the healthy:
 *
 * - at least 3 are affected, for one or two have always something in common;
 * - all of them have it, or at least 80 % where there are 5 or more;
 * - and the healthy have it at most half as often. A healthy one of whom nobody knows counts as having it here, though not in the counts told.
 *
 * Of several the one with the greatest difference between the two shares is told; then the one that more of the affected have, a value before an
 * instant, and the trait and the value that come first in the alphabet. So the same outcomes always give the same factor.
 *
 * Affected is whoever is missing or partial; healthy, whoever is on schedule. Of anybody else nobody can say which of the two they would be.
 */
const FEWEST_AFFECTED = 3;
const LEAST_SHARE_PERCENT = 80;
const LEAST_RATIO = 2;

/** Below these it is too few to be sure. */
const ENOUGH_AFFECTED = 5;
const ENOUGH_UNAFFECTED = 20;

type Value = CommonFactor['value'];
type TraitValue = Outcome['traits'][string];

interface Candidate extends CommonFactor {
  /** With those of the healthy of whom nobody knows. */
  readonly unaffectedAtMost: number;
}

/**
 * What the affected share and the healthy do not; null where nothing tells them apart.
 * @param days of the schedule's zone: the instants of a trait are told apart by days
 */
export function commonFactorOf(
  affected: readonly Outcome[],
  unaffected: readonly Outcome[],
  days: Days,
): CommonFactor | null {
  if (affected.length < FEWEST_AFFECTED || unaffected.length === 0) return null;
  const traits = new Set(affected.flatMap((outcome) => Object.keys(outcome.traits)));
  const [best] = [...traits]
    .flatMap((trait) => candidatesOf(trait, affected, unaffected, days))
    .filter(tellsApart)
    .sort(compareBestFirst);
  if (best === undefined) return null;
  const { unaffectedAtMost: _, ...factor } = best;
  return factor;
}

function candidatesOf(
  trait: string,
  affected: readonly Outcome[],
  unaffected: readonly Outcome[],
  days: Days,
): readonly Candidate[] {
  const sick = affected.map(({ traits }) => traits[trait] ?? null);
  const healthy = unaffected.map(({ traits }) => traits[trait] ?? null);
  const unknown = healthy.filter((value) => value === null).length;
  return valuesIn(sick, days).map((value) => {
    const unaffectedWith = countWith(healthy, value);
    return {
      trait,
      value,
      affectedWith: countWith(sick, value),
      affected: sick.length,
      unaffectedWith,
      unaffected: healthy.length,
      isTooFew: sick.length < ENOUGH_AFFECTED || healthy.length < ENOUGH_UNAFFECTED,
      unaffectedAtMost: unaffectedWith + unknown,
    };
  });
}

/** What the affected may share: each of their values, and for instants each day that some of them may lie before, or not before. */
function valuesIn(sick: readonly TraitValue[], days: Days): readonly Value[] {
  const texts = new Set(sick.filter((value) => typeof value === 'string'));
  const firsts = new Set(sick.filter((value) => typeof value === 'number').map((atMs) => days.startOf(atMs)));
  return [
    ...[...texts].map((value) => ({ kind: 'same', value }) as const),
    ...[...firsts].map((atMs) => ({ kind: 'before', atMs: days.startOfNext(atMs) }) as const),
    ...[...firsts].map((atMs) => ({ kind: 'after', atMs }) as const),
  ];
}

function countWith(values: readonly TraitValue[], wanted: Value): number {
  return values.filter((value) => {
    if (wanted.kind === 'same') return value === wanted.value;
    return typeof value === 'number' && value < wanted.atMs === (wanted.kind === 'before');
  }).length;
}

function tellsApart(candidate: Candidate): boolean {
  const { affectedWith, affected, unaffectedAtMost, unaffected } = candidate;
  const isShared =
    affectedWith === affected ||
    (affected >= ENOUGH_AFFECTED && affectedWith * 100 >= affected * LEAST_SHARE_PERCENT);
  // Shares compared crosswise: whole numbers leave nothing to rounding.
  return isShared && unaffectedAtMost * affected * LEAST_RATIO <= affectedWith * unaffected;
}

function compareBestFirst(a: Candidate, b: Candidate): number {
  return (
    differenceOf(b) - differenceOf(a) || b.affectedWith - a.affectedWith || compareTexts(keyOf(a), keyOf(b))
  );
}

/** The difference between the two shares. All candidates have the same totals, so that it may be a whole number. */
function differenceOf({ affectedWith, affected, unaffectedAtMost, unaffected }: Candidate): number {
  return affectedWith * unaffected - unaffectedAtMost * affected;
}

/** Values before instants, then by the alphabet. */
function keyOf({ trait, value }: Candidate): string {
  return value.kind === 'same'
    ? `0 ${trait} ${value.value}`
    : `1 ${trait} ${value.kind} ${String(value.atMs).padStart(15, '0')}`;
}
