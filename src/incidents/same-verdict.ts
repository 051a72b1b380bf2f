import type { OutcomeVerdict } from '../checks/fleet.ts';

/** An incident speaks only where this is not so: dates and figures may differ, and how sure the cause is of what is on schedule. */
export function isSameVerdict(a: OutcomeVerdict, b: OutcomeVerdict): boolean {
  const isSure = a.confidence === b.confidence || a.state === 'on-schedule';
  return a.code === b.code && a.state === b.state && isSure;
}
