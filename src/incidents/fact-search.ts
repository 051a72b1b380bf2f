import type { BodyOf, Fact, FactKind } from './fact.ts';

export type FactOf<Kind extends FactKind> = Fact & { readonly body: BodyOf<Kind> };

/** Says whether a fact is of one of these kinds. */
export function isOf<Kind extends FactKind>(...kinds: readonly Kind[]): (fact: Fact) => fact is FactOf<Kind> {
  return (fact): fact is FactOf<Kind> => kinds.some((kind) => kind === fact.body.kind);
}

/** The fact of one of these kinds that was told last. */
export function newestOf<Kind extends FactKind>(
  facts: readonly Fact[],
  ...kinds: readonly Kind[]
): FactOf<Kind> | null {
  return facts.findLast(isOf(...kinds)) ?? null;
}

/** Facts that this version cannot read, or not in full: a later one has recorded them. */
export function unreadOf(facts: readonly Fact[]): readonly Fact[] {
  return facts.filter(isUnread);
}

/** Those before the first that cannot be read: nothing behind it is told before it is. */
export function tellableOf(facts: readonly Fact[]): readonly Fact[] {
  const index = facts.findIndex(isUnread);
  return index < 0 ? facts : facts.slice(0, index);
}

function isUnread(fact: Fact): boolean {
  return isOf('unreadable')(fact) || (isOf('opened')(fact) && fact.body.isReadInPart === true);
}
