import { vi } from 'vitest';

/** A little less than a test may take, so that what was waited for is what is told: Vitest's own second is too short for a busy machine. */
const TIMEOUT_MS = 25_000;

/** Waits until the look no longer throws. @returns what it then gives @throws what it threw last */
export function waitFor<Seen>(look: () => Seen | Promise<Seen>): Promise<Seen> {
  return vi.waitFor(look, { timeout: TIMEOUT_MS });
}
