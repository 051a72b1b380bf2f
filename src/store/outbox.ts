import type { EpochMs } from '../diagnosis/time.ts';

/** A post that must be made once: noted before Slack is called, and again with what Slack answered. */
export interface OutboxEntry {
  readonly key: string;
  readonly channelId: string;
  readonly threadTs: string | null;
  /** When it was noted first. */
  readonly notedAtMs: EpochMs;
  /** How often Slack has been called for it, as far as is known. */
  readonly attempts: number;
  /** Where it stands; null: nobody knows whether it does. */
  readonly postedTs: string | null;
}

export interface Outbox {
  find(key: string): Promise<OutboxEntry | null>;
  /** Notes that Slack is about to be called: inserts, or counts a further attempt. @returns the entry as it is now */
  noteCall(entry: Pick<OutboxEntry, 'key' | 'channelId' | 'threadTs'>, atMs: EpochMs): Promise<OutboxEntry>;
  /** Slack refused: it does not stand there. */
  noteRefused(key: string): Promise<void>;
  notePosted(key: string, ts: string, atMs: EpochMs): Promise<void>;
}
