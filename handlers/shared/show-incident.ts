import { SECOND_MS } from '../../src/diagnosis/time.ts';
import type { Handling } from './handling.ts';
import { unlessLate } from './unless-late.ts';

/** Slack shows most within a moment. While it wants to be left alone, nobody is kept waiting for what is stored already. */
const SHOWN_WITHIN_MS = 2 * SECOND_MS;

/** Begins to bring Slack up to date with an incident, and waits for it for a moment. */
export async function showIncident(handling: Handling, incidentId: string): Promise<void> {
  await unlessLate(handling, SHOWN_WITHIN_MS, handling.incidents.publish(incidentId));
}
