import type { EpochMs } from '../diagnosis/time.ts';
import type { Locale } from '../words/locale.ts';
import type { Filter } from './digest.ts';

/** When a subscription's digests are due. */
export type DigestSchedule =
  /** When the tolerance of each planned run of the check has passed. */
  | { readonly kind: 'after-slot' }
  /** Five fields, evaluated on the wall clock of the zone. "Daily" is one of these. */
  | { readonly kind: 'cron'; readonly cron: string; readonly timeZone: string };

/** Of how many missed digests one note is made; more of a schedule that fires each minute would tell nobody anything. */
export const MOST_MISSED_NOTED = 100;

/** A channel that gets a check's digests. */
export interface Subscription {
  readonly id: string;
  readonly checkId: string;
  readonly channelId: string;
  readonly schedule: DigestSchedule;
  readonly filter: Filter;
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
