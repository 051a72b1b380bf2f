import type { Fleet } from '../checks/fleet.ts';
import type { Filter } from '../digests/digest.ts';
import { UsageError } from '../errors.ts';
import type { TerminalWords } from '../words/terminal.en.ts';

/**
 * Whom a digest is about, by what `--filter` was given: of each trait that is named one of its values must hold.
 * @param asked each as `kind=Clinic`, in upper or lower case
 * @throws UsageError where one of them is nothing that the fleet can be narrowed to
 */
export function readFilter(
  asked: readonly string[],
  { filters }: Pick<Fleet, 'filters'>,
  refusals: TerminalWords['refusals'],
): Filter {
  const known = Object.entries(filters).flatMap(([trait, values]) =>
    values.map((value) => ({ trait, value, text: `${trait}=${value}` })),
  );
  const chosen = asked.map((text) => {
    const found = known.find((each) => each.text.toLowerCase() === text.toLowerCase());
    if (found === undefined) {
      throw new UsageError(
        refusals.filter(
          text,
          known.map((each) => each.text),
        ),
      );
    }
    return found;
  });
  return Object.fromEntries(
    Object.keys(filters).flatMap((trait) => {
      const values = filters[trait]?.filter((value) =>
        chosen.some((each) => each.trait === trait && each.value === value),
      );
      return values === undefined || values.length === 0 ? [] : [[trait, values]];
    }),
  );
}

/** What a digest of the terminal is compared within: one filter tells nothing of those whom another one leaves out. */
export function scopeOf(checkId: string, filter: Filter): string {
  const narrowed = Object.entries(filter).map(([trait, values]) => `:${trait}=${values.join(',')}`);
  return `terminal:${checkId}${narrowed.join('')}`;
}
