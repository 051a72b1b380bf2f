import { DAY_MS, MINUTE_MS } from '../../diagnosis/time.ts';
import type { DeliveryTrace } from '../fleet/fleet-tables.ts';
import { runAtMs, type Week } from '../weeks/calendar.ts';

const PRACTICE = {
  providerId: '542a4199-aa41-4884-9d28-d29d32f23409',
  dashboardId: 'd42a4199-aa41-4884-9d28-d29d32f23409',
};

/** What the job sends in a week after case 001: the practice has its link at 11:04, as on each Monday before. The clinics stay as they are. */
export function practiceDeliveriesIn(week: Week): DeliveryTrace {
  const createdAtMs = runAtMs(week) + 4 * MINUTE_MS;
  return {
    links: [{ dashboardId: PRACTICE.dashboardId, createdAtMs, expiresAtMs: createdAtMs + 7 * DAY_MS }],
    stamps: [{ providerId: PRACTICE.providerId, atMs: createdAtMs }],
    linksOff: [],
  };
}
