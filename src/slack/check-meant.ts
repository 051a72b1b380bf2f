import type { Check } from '../checks/check.ts';

/** The check whose id a text begins with, and what stands behind it; null: it begins with none. */
export function leadingCheck<Own extends Pick<Check, 'id'>>(
  text: string,
  checks: readonly Own[],
): { readonly check: Own; readonly rest: string } | null {
  const said = text.trim();
  const [first = ''] = said.split(/\s+/u);
  const check = checks.find(({ id }) => id.toLowerCase() === first.toLowerCase());
  return check === undefined ? null : { check, rest: said.slice(first.length).trim() };
}

/**
 * The check whose subjects a text may name: the one whose id it begins with, or else the first with an id of its own in it.
 * @param checks the first is meant where nothing tells
 */
export function checkMeant(
  text: string,
  checks: readonly [Check, ...Check[]],
): { readonly check: Check; readonly rest: string } {
  const [first] = checks;
  const check = checks.find(({ subject }) => subject.find(text).ids.length > 0) ?? first;
  return leadingCheck(text, checks) ?? { check, rest: text };
}

/** The same checks, with this one first: it is meant where nothing tells another one. */
export function withFirst(
  checkId: string | undefined,
  checks: readonly [Check, ...Check[]],
): readonly [Check, ...Check[]] {
  const own = checks.find(({ id }) => id === checkId);
  return own === undefined ? checks : [own, ...checks.filter((check) => check !== own)];
}
