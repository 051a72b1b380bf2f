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
