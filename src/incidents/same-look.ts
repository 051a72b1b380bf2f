import type { Fact, FactKind } from './fact.ts';
import { isOf, type FactOf } from './fact-search.ts';
import type { Incident } from './incident.ts';

/** The facts of one kind that the same look has recorded, this one among them: they stand together. */
export function ofSameLook<Kind extends FactKind>(
  fact: Pick<Fact, 'seq'>,
  { facts }: Pick<Incident, 'facts'>,
  kind: Kind,
): readonly FactOf<Kind>[] {
  const own = facts.find(({ seq }) => seq === fact.seq);
  const isOfAnother = (each: Fact): boolean =>
    each.body.kind !== kind || each.atMs !== own?.atMs || each.recordedAtMs !== own.recordedAtMs;
  const from = facts.findLastIndex((each) => each.seq < fact.seq && isOfAnother(each)) + 1;
  const next = facts.findIndex((each) => each.seq > fact.seq && isOfAnother(each));
  return facts.slice(from, next < 0 ? undefined : next).filter(isOf(kind));
}
