import { createDigests, type DigestsSettings } from './create-digests.ts';
import type { MadeDigest } from './digests.ts';

/**
 * A digest as it was when it was made, whoever has been muted or unmuted since: what is told of it page by page keeps its order. null where it is
 * not kept any more.
 */
export type ReopenAsMade = (digestId: string) => Promise<MadeDigest | null>;

export function createReopenAsMade(settings: Omit<DigestsSettings, 'clock'>): ReopenAsMade {
  return async (digestId) => {
    const kept = await settings.memory.find(digestId);
    return kept === null ? null : createDigests({ ...settings, clock: () => kept.madeAtMs }).reopen(digestId);
  };
}
