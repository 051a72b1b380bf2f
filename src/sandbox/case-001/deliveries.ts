import { z } from 'zod';
import { DAY_MS, MINUTE_MS } from '../../diagnosis/time.ts';
import type { DeliveryTrace } from '../fleet/fleet-tables.ts';
import { isHealed, type Healed } from '../fleet/healing.ts';
import { runAtMs, type Week } from '../weeks/calendar.ts';
import caseDay from './delivery-2025-07-24.json' with { type: 'json' };
import { CASE_001_PROVIDERS, type Case001Provider } from './providers.ts';

const known = z.object({ value: z.guid() }).transform(({ value }) => value);
const dashboards = z.object({ providers: z.array(z.object({ id: known, dashboardId: known })) });

const dashboardOf: ReadonlyMap<string, string> = new Map(
  dashboards.parse(caseDay).providers.map(({ id, dashboardId }) => [id, dashboardId]),
);

const [, , , , , PRACTICE] = CASE_001_PROVIDERS;

/** Whom the job passes by in a week: the clinics, but for those whom somebody has mended. */
export function unservedIn(week: Week, healed: Healed): readonly Case001Provider[] {
  return CASE_001_PROVIDERS.filter(({ id }) => id !== PRACTICE.id && !isHealed(healed, id, week));
}

/**
 * What the job sends in a week after case 001: the practice has its link at 11:04, as on each Monday before. The clinics stay as they are, until
 * somebody mends them; then they have theirs in the minutes after it.
 */
export function deliveriesIn(week: Week, healed: Healed): DeliveryTrace {
  const unserved = unservedIn(week, healed);
  const served = [PRACTICE, ...CASE_001_PROVIDERS.filter((one) => one !== PRACTICE)]
    .map((provider, index) => ({ provider, atMs: runAtMs(week) + (4 + index) * MINUTE_MS }))
    .filter(({ provider }) => !unserved.includes(provider));
  return {
    links: served.flatMap(({ provider, atMs: createdAtMs }) => {
      const dashboardId = dashboardOf.get(provider.id);
      if (dashboardId === undefined) throw new Error(`${provider.name} has no dashboard in case 001`);
      return [{ dashboardId, createdAtMs, expiresAtMs: createdAtMs + 7 * DAY_MS }];
    }),
    stamps: served.map(({ provider, atMs }) => ({ providerId: provider.id, atMs })),
    linksOff: [],
  };
}
