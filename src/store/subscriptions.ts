import type { EpochMs } from '../diagnosis/time.ts';
import type { Locale } from '../words/locale.ts';

/** When a subscription's digests are due. */
export type DigestSchedule =
  /** When the tolerance of each planned run of the check has passed. */
  | { readonly kind: 'after-slot' }
  /** Five fields, evaluated on the wall clock of the zone. "Daily" is one of these. */
  | { readonly kind: 'cron'; readonly cron: string; readonly timeZone: string };

/** A channel that gets a check's digests. */
export interface Subscription {
  readonly id: string;
  readonly checkId: string;
  readonly channelId: string;
  readonly schedule: DigestSchedule;
  /** As `Filter` of the digests; empty: everybody. */
  readonly filter: Readonly<Record<string, readonly string[]>>;
  readonly locale: Locale;
  /** Where nothing has changed: a line each time, or one a week. */
  readonly quiet: 'each-time' | 'weekly';
  readonly status: SubscriptionStatus;
  readonly createdByUserId: string;
  readonly createdAtMs: EpochMs;
  /** null: never again, or paused. */
  readonly nextDueAtMs: EpochMs | null;
}

export type SubscriptionStatus =
  | { readonly kind: 'active' }
  /** By a person, because the channel was shared with others, or because the bot may not post there any more. */
  | {
      readonly kind: 'paused';
      readonly reason: 'by-person' | 'channel-shared' | 'channel-closed';
      readonly byUserId: string | null;
      readonly atMs: EpochMs;
    };

export interface Subscriptions {
  /** At most one of a check in a channel with the same filter. @returns false where there is one already */
  add(subscription: Subscription): Promise<boolean>;
  find(id: string): Promise<Subscription | null>;
  /** Oldest first. @param channelId null: of all channels */
  list(channelId: string | null): Promise<readonly Subscription[]>;
  /** Active ones whose next digest is due at this instant or was before, the longest due first. */
  dueAt(nowMs: EpochMs): Promise<readonly Subscription[]>;
  /** Moves the due time on. Changes nothing where another replica has moved it already. @returns whether it was moved */
  advance(id: string, fromDueAtMs: EpochMs, toDueAtMs: EpochMs | null): Promise<boolean>;
  /** @returns whether it was there */
  setStatus(id: string, status: SubscriptionStatus, nextDueAtMs: EpochMs | null): Promise<boolean>;
  /** @returns whether it was there */
  remove(id: string): Promise<boolean>;
}
