import type { Outcome } from '../checks/fleet.ts';
import type { Days } from '../words/days.ts';
import { chanceOf } from './chance.ts';
import type { CommonFactor } from './digest.ts';
import { compareTexts } from './outcomes.ts';

/*
 * A factor is told where it tells the affected from the healthy:
 *
 * - at least 3 are affected, for one or two have always something in common;
 * - all of them have it, or at least 80 % where there are 8 or more;
 * - the healthy have it at most half as often. A healthy one of whom nobody knows counts as having it here, though not in the counts told;
 * - and chance would hardly give it: if whoever is affected were drawn by lot from all of them, in less than one of a hundred such fleets any of the
 *   factors looked at would be shared by as many. Where hardly anybody is healthy, that can never be; there it suffices that all of the affected
 *   have a value which none of the healthy has. It is too few to be sure then.
 *
 * Of several the one with the greatest difference between the two shares is told; then the one that more of the affected have, a value before an
 * instant, and the trait and the value that come first in the alphabet. So the same outcomes always give the same factor.
 *
 * Affected is whoever is missing or partial; healthy, whoever is on schedule. Of anybody else nobody can say which of the two they would be.
 */
const FEWEST_AFFECTED = 3;
const MANY_AFFECTED = 8;
const LEAST_SHARE_PERCENT = 80;
const LEAST_RATIO = 2;
const LEAST_CHANCE = 0.01;

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
  const candidates = [...traits].flatMap((trait) => candidatesOf(trait, affected, unaffected, days));
  const best = candidates
    .filter(tellsApart)
    .sort(compareBestFirst)
    .find((candidate) => isHardlyChance(candidate, candidates.length));
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
  const unknownAmong = (values: readonly TraitValue[]) => values.filter((value) => value === null).length;
  const unaffectedUnknown = unknownAmong(healthy);
  return valuesIn(sick, days).map((value) => {
    const unaffectedWith = countWith(healthy, value);
    return {
      trait,
      value,
      affectedWith: countWith(sick, value),
      affected: sick.length,
      affectedUnknown: unknownAmong(sick),
      unaffectedWith,
      unaffected: healthy.length,
      unaffectedUnknown,
      isTooFew: sick.length < ENOUGH_AFFECTED || healthy.length - unaffectedUnknown < ENOUGH_UNAFFECTED,
      unaffectedAtMost: unaffectedWith + unaffectedUnknown,
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
    (affected >= MANY_AFFECTED && affectedWith * 100 >= affected * LEAST_SHARE_PERCENT);
  // Shares compared crosswise: whole numbers leave nothing to rounding.
  return isShared && unaffectedAtMost * affected * LEAST_RATIO <= affectedWith * unaffected;
}

/** @param tried how many candidates were looked at: each of them might have come by chance */
function isHardlyChance(candidate: Candidate, tried: number): boolean {
  const { value, affectedWith, affected, unaffectedAtMost, unaffected } = candidate;
  const tellsAll = value.kind === 'same' && affectedWith === affected && unaffectedAtMost === 0;
  if (tellsAll && unaffected < ENOUGH_UNAFFECTED) return true;
  const chance = chanceOf({
    all: affected + unaffected,
    allWith: affectedWith + unaffectedAtMost,
    drawn: affected,
    drawnWith: affectedWith,
  });
  return chance * tried < LEAST_CHANCE;
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
