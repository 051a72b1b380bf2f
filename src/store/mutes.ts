import type { EpochMs } from '../diagnosis/time.ts';
import type { Mute } from '../digests/digest.ts';

export interface Mutes {
  /** A newer one takes the place of an older one of the same subject; the older is kept as history. */
  add(mute: Mute): Promise<void>;
  /** Ends it. @returns whether there was one */
  end(checkId: string, subjectId: string, atMs: EpochMs): Promise<boolean>;
  activeAt(checkId: string, nowMs: EpochMs): Promise<readonly Mute[]>;
}
