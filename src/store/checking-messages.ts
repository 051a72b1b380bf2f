import type { EpochMs } from '../diagnosis/time.ts';

/** A message "checking …" that stands in Slack until its answer takes its place. */
export interface CheckingMessage {
  readonly channelId: string;
  readonly ts: string;
  readonly requestId: string;
  readonly locale: string;
  readonly postedAtMs: EpochMs;
}

export interface CheckingMessages {
  add(message: CheckingMessage): Promise<void>;
  remove(channelId: string, ts: string): Promise<void>;
  /** Takes those that were posted before an instant: each is given to one replica only. */
  takeOlderThan(beforeMs: EpochMs, limit: number): Promise<readonly CheckingMessage[]>;
}
