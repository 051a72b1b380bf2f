import type { OutcomeVerdict } from '../checks/fleet.ts';

/** An incident speaks only where this is not so: dates and figures may differ. */
export function isSameVerdict(a: OutcomeVerdict, b: OutcomeVerdict): boolean {
  return a.code === b.code && a.state === b.state && a.confidence === b.confidence;
}
