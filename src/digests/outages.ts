import type { Outcome } from '../checks/fleet.ts';
import type { Changed, Digest, Outage } from './digest.ts';
import { compareTexts, compareWorstFirst, isNotWell } from './outcomes.ts';

/** As `Fleet.outageOf`. */
export type OutageOf = (outcome: Outcome) => string | null;

/** An outage, whether it is new or not. */
export type OutageGroup = Pick<Outage, 'code' | 'outcomes'>;

/** Groups those who are not well for the same reason as others. */
export function outagesOf(outcomes: readonly Outcome[], outageOf: OutageOf): readonly OutageGroup[] {
  const named = new Map<string, Outcome[]>();
  for (const outcome of outcomes.filter(isNotWell)) {
    const name = outageOf(outcome);
    if (name === null) continue;
    const group = named.get(name);
    if (group === undefined) named.set(name, [outcome]);
    else group.push(outcome);
  }
  return [...named]
    .sort(([a], [b]) => compareTexts(a, b))
    .flatMap(([, group]) => {
      const [first] = group.sort(compareWorstFirst);
      return first === undefined ? [] : [{ code: first.code, outcomes: group }];
    });
}

/** An outage goes on under another name with each planned run that is missed: it is the same as long as it is for somebody. */
export function isSameAs(one: OutageGroup): (other: OutageGroup) => boolean {
  const ids = idsIn([one]);
  return (other) => other.code === one.code && other.outcomes.some(({ subjectId }) => ids.has(subjectId));
}

export function idsIn(groups: readonly OutageGroup[]): ReadonlySet<string> {
  return new Set(groups.flatMap(({ outcomes }) => outcomes.map(({ subjectId }) => subjectId)));
}

/** Everybody who has recovered: with those whom an outage had taken along. */
export function recoveredOf({ recovered, endedOutages }: Digest): readonly Changed[] {
  return [...recovered, ...endedOutages.flatMap((past) => past.recovered)];
}
