import { DateTime } from 'luxon';
import { DAY_MS, type EpochMs } from '../../diagnosis/time.ts';

/** A week of the sandbox's story: 0 is that of the last run before it begins, 1 the first that passes while somebody watches. */
export type Week = number;

/** How often a provider gets its link. `monthly` is a value that no settings know. */
export type Cadence = 'weekly' | 'biweekly' | 'monthly';

/** As in `fleet/portal-links.yml`. */
const TIME_ZONE = 'America/Los_Angeles';
const RUN_OF_WEEK_0 = DateTime.fromISO('2025-07-21T11:00', { zone: TIME_ZONE });

/** More than the eight slots that a check looks at. */
const REMEMBERED_RUNS = 9;

/** Asked for once for each provider and week. */
const runs = new Map<Week, EpochMs>();

/** When the sending job runs: each Monday at 11:00, whatever the clocks do. */
export function runAtMs(week: Week): EpochMs {
  const known = runs.get(week);
  if (known !== undefined) return known;
  const atMs = RUN_OF_WEEK_0.plus({ weeks: week }).toMillis();
  runs.set(week, atMs);
  return atMs;
}

/** The week of the last run up to an instant. */
export function weekAt(atMs: EpochMs): Week {
  const about = Math.round((atMs - runAtMs(0)) / (7 * DAY_MS));
  return runAtMs(about) <= atMs ? about : about - 1;
}

/** Says whether a cadence has a run in a week. Biweekly ones have it in odd weeks. */
export function isRun(cadence: Cadence, week: Week): boolean {
  return cadence === 'weekly' || (cadence === 'biweekly' && week % 2 !== 0);
}

/** The first week that the sandbox tells anything of. */
export function storyBegins(cadence: Cadence): Week {
  return 1 - (REMEMBERED_RUNS * daysBetweenRuns(cadence)) / 7;
}

/** How long a link works: until the next run. */
export function daysBetweenRuns(cadence: Cadence): number {
  return cadence === 'biweekly' ? 14 : 7;
}
