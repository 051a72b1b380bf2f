import type { Check } from '../../src/checks/check.ts';
import type { Fleet } from '../../src/checks/fleet.ts';
import { tellingOf, type Telling } from '../../src/digests/telling.ts';
import { namedInDigests } from '../../src/incidents/named-in-digests.ts';
import type { Locale } from '../../src/words/locale.ts';
import type { Handling } from './handling.ts';

/** A check that has digests, and how it reads all its subjects. */
export interface Watched {
  readonly check: Check;
  readonly fleet: Fleet;
}

export function watchedOf(check: Check): Watched | null {
  return check.fleet === null ? null : { check, fleet: check.fleet };
}

/** null: there is no such check any more, or it has no digests. */
export function watchedNamed({ checks }: Handling, checkId: string): Watched | null {
  const check = checks.find(({ id }) => id === checkId);
  return check === undefined ? null : watchedOf(check);
}

/** In which words its digests are told. */
export function tellingIn({ check }: Watched, locale: Locale): Telling {
  return tellingOf(check, locale);
}

/** The same for a digest that names the open incidents, or says that they could not be read. */
export async function tellingNow(
  { incidents: { incidents }, log }: Handling,
  { check }: Watched,
  locale: Locale,
): Promise<Telling> {
  const openIncidents = await namedInDigests(incidents, check.id, (cause) =>
    log.error(
      { err: cause, checkId: check.id },
      'a digest does not name the open incidents: they could not be read',
    ),
  );
  return tellingOf(check, locale, openIncidents);
}
