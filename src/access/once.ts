import { MINUTE_MS, type EpochMs } from '../diagnosis/time.ts';

/** Longer than Slack repeats a request. */
const REMEMBERED_FOR_MS = 15 * MINUTE_MS;

/** Lets each request of Slack count once, however often it arrives and on whichever replica. */
export interface Once {
  /** True for whoever comes first with this key. Never rejects. */
  first(key: string): Promise<boolean>;
}

export interface OnceSettings {
  /** True for the first of all replicas. */
  readonly claim: (key: string, atMs: EpochMs) => Promise<boolean>;
  readonly clock: () => EpochMs;
  /** Told when the replicas cannot be asked: then this process's own memory decides, for an answer given twice is better than none. */
  readonly onFailure: (error: unknown) => void;
}

/** `size` tells how many keys this process remembers. */
export function createOnce({ claim, clock, onFailure }: OnceSettings): Once & { size(): number } {
  /** When each key came, oldest first. */
  const cameAtMs = new Map<string, EpochMs>();

  const dropOld = (nowMs: EpochMs): void => {
    for (const [key, atMs] of cameAtMs) {
      if (atMs + REMEMBERED_FOR_MS > nowMs) return;
      cameAtMs.delete(key);
    }
  };

  return {
    async first(key) {
      const nowMs = clock();
      dropOld(nowMs);
      if (cameAtMs.has(key)) return false;
      cameAtMs.set(key, nowMs);
      try {
        return await claim(key, nowMs);
      } catch (error) {
        onFailure(error);
        return true;
      }
    },
    size() {
      dropOld(clock());
      return cameAtMs.size;
    },
  };
}
