import type { FetchFunction } from '@slack/web-api';
import type { Access, Audience } from '../../src/access/access.ts';
import type { Once } from '../../src/access/once.ts';
import type { RateLimit } from '../../src/access/rate-limit.ts';
import type { AnyDiagnosis, Check } from '../../src/checks/check.ts';
import type { SeenValue } from '../../src/checks/report.ts';
import type { Fleet } from '../../src/checks/fleet.ts';
import type { Timeline } from '../../src/checks/timeline.ts';
import type { ReadingSummary, SourceId } from '../../src/diagnosis/reading.ts';
import type { EpochMs } from '../../src/diagnosis/time.ts';
import type { State } from '../../src/diagnosis/verdict.ts';
import type { Digests } from '../../src/digests/digests.ts';
import type { ReopenAsMade } from '../../src/digests/reopen-as-made.ts';
import type { Mute } from '../../src/digests/digest.ts';
import type { DigestSchedule, Subscription, SubscriptionStatus } from '../../src/digests/subscription.ts';
import type { Trend } from '../../src/digests/trend.ts';
import type { Directory } from '../../src/directory/directory.ts';
import type { Incidents } from '../../src/incidents/incidents.ts';
import type { RootPost } from '../../src/incidents/memory.ts';
import type { WritePostmortem } from '../../src/incidents/write-postmortem.ts';
import type { Investigate } from '../../src/investigation/investigation.ts';
import type { SlackIdentity } from '../../src/slack/app.ts';
import type { Log } from '../../src/slack/log.ts';
import type { Upload } from '../../src/slack/network.ts';
import type { ChannelStanding } from '../../src/slack/people.ts';
import type { PostFileOnce, PostOnce } from '../../src/slack/post-once.ts';
import type { UnansweredSettings } from '../../src/slack/unanswered.ts';
import type { Wait } from '../../src/slack/wait.ts';
import type { Locale } from '../../src/words/locale.ts';
import type { SlackWords } from '../../src/words/slack.en.ts';
import type { AuditRecord } from './audit.ts';
import type { InFlight } from './in-flight.ts';

/** What the bot remembers of diagnoses. Facts come parsed by their check. Every method rejects where the bot's own database fails. */
export interface Memory {
  /** null: never made, or purged. */
  findDiagnosis(diagnosisId: string): Promise<AnyDiagnosis | null>;
  /** The newest of a subject; null: none is kept. */
  lastDiagnosis(checkId: string, subjectId: string): Promise<AnyDiagnosis | null>;
  /** A person's newest diagnosis of each subject, newest first. */
  lastAskedBy(userId: string, limit: number): Promise<readonly AnyDiagnosis[]>;
  /** The newest diagnosis of each subject, where its state is one of these. */
  nowIn(
    states: readonly State[],
    limit: number,
  ): Promise<{ readonly diagnoses: readonly AnyDiagnosis[]; readonly total: number }>;
  /** How each source answered last. */
  newestReadings(): Promise<readonly ReadingSummary[]>;
  /** The values that the bot has seen of a subject, oldest first. */
  historyOf(checkId: string, subjectId: string): Promise<readonly SeenValue[]>;
  recordFeedback(feedback: {
    readonly diagnosisId: string;
    readonly userId: string;
    readonly isRight: boolean;
    readonly why: string | null;
    readonly atMs: EpochMs;
  }): Promise<void>;
  languageOf(userId: string): Promise<Locale | null>;
  setLanguage(userId: string, locale: Locale, atMs: EpochMs): Promise<void>;
}

/** Everything about digests. All that the bot's own database is needed for rejects where that fails. */
export interface Digesting {
  readonly digests: Digests;
  readonly reopenAsMade: ReopenAsMade;
  readonly subscriptions: {
    /** @returns false where the channel has one of the check with the same filter */
    add(subscription: Subscription): Promise<boolean>;
    find(id: string): Promise<Subscription | null>;
    /** Oldest first. */
    list(channelId: string): Promise<readonly Subscription[]>;
    /** @returns whether it was there */
    setStatus(id: string, status: SubscriptionStatus, nextDueAtMs: EpochMs | null): Promise<boolean>;
    /** @returns whether it was there */
    remove(id: string): Promise<boolean>;
  };
  /** Pauses a subscription whose channel is shared with others now, and says so. */
  readonly pauseShared: (subscription: Subscription) => Promise<void>;
  readonly mutes: {
    /** A newer one takes the place of an older one. Why is kept without addresses, and cut. */
    add(mute: Mute): Promise<void>;
    /** @returns whether there was one */
    end(checkId: string, subjectId: string, atMs: EpochMs): Promise<boolean>;
    activeAt(checkId: string, nowMs: EpochMs): Promise<readonly Mute[]>;
  };
  /** The first instant after another one at which a digest is due; null: never again. */
  readonly nextDueAfterMs: (
    schedule: DigestSchedule,
    fleet: Pick<Fleet, 'nextReviewAfterMs'>,
    afterMs: EpochMs,
  ) => EpochMs | null;
  readonly drawTrend: (trend: Trend) => Promise<Uint8Array>;
}

/** Everything about incidents. All that the bot's own database is needed for rejects where that fails. */
export interface IncidentHandling {
  readonly incidents: Incidents;
  /** Brings Slack up to date with what was told. Never rejects: what fails has its turn again within a minute. */
  readonly publish: (incidentId: string) => Promise<void>;
  /** Where an incident stands in Slack; null: nowhere yet. */
  readonly rootOf: (incidentId: string) => Promise<RootPost | null>;
  readonly writePostmortem: WritePostmortem;
  /** What a person wrote as it may be kept: trimmed, without addresses, cut. */
  readonly keepable: (text: string, mostCharacters: number) => string;
  /** The channel that is proposed for new ones; null: the one where somebody opens them. */
  readonly defaultChannelId: string | null;
}

/** What the configuration says of where things go. */
export interface Places {
  /** Where answers are public. */
  readonly allowedChannelIds: ReadonlySet<string>;
  /** Where the help desk hands over to; null: nowhere. */
  readonly onCallChannelId: string | null;
  /** A subject's page in the application, with `{id}`; null: none. */
  readonly subjectUrl: string | null;
}

/** Everything that handlers work with. `src/bot.ts` puts it together. */
export interface Handling {
  readonly investigate: Investigate;
  /** The first is meant where a command names none. */
  readonly checks: readonly [Check, ...Check[]];
  readonly directory: Directory;
  readonly memory: Memory;
  readonly access: Access;
  readonly rateLimit: RateLimit;
  /** Tells what Slack sends for the first time from what it repeats. */
  readonly once: Once;
  /** Whether people of other organizations are in a channel. Rejects where Slack does not tell. */
  readonly isSharedOutside: (channelId: string) => Promise<boolean>;
  /** The same, asked of Slack anew. */
  readonly isSharedOutsideNow: (channelId: string) => Promise<boolean>;
  /** What the bot may do in a channel, asked of Slack anew. Rejects where Slack does not tell. */
  readonly standingOf: (channelId: string) => Promise<ChannelStanding>;
  /** Slack has said that people of other organizations are in a channel from now on. */
  readonly noteShared: (channelId: string) => void;
  readonly digesting: Digesting;
  readonly incidents: IncidentHandling;
  readonly postOnce: PostOnce;
  readonly postFileOnce: PostFileOnce;
  /** Where messages are noted that say "checking". */
  readonly unanswered: Pick<UnansweredSettings, 'memory' | 'answerWithinMs'>;
  readonly drawTimeline: (timeline: Timeline) => Promise<Uint8Array>;
  readonly configuredSources: ReadonlySet<SourceId>;
  readonly places: Places;
  readonly audit: (record: AuditRecord) => Promise<void>;
  /** Tells the bot's own telemetry of a mistake, under the reference that the asker sees. */
  readonly reportError: (
    error: unknown,
    context: { readonly requestId: string; readonly interaction: string },
  ) => void;
  /** The language of channels, and of whoever has chosen none. */
  readonly language: Locale;
  readonly wordsIn: (locale: Locale) => SlackWords;
  readonly clock: () => EpochMs;
  readonly wait: Wait;
  /** An answer that comes sooner needs no "checking" before it. */
  readonly checkingAfterMs: number;
  readonly log: Log;
  /** Whose bot this is. */
  readonly identity: () => Promise<Pick<SlackIdentity, 'teamId' | 'enterpriseId' | 'userId'>>;
  readonly newRequestId: () => string;
  readonly inFlight: InFlight;
  /** For `response_url`s: the way to Slack that the configuration names. */
  readonly fetch: FetchFunction;
  readonly upload: Upload;
}

/** For whom something is drawn, and in which language. */
export interface Viewer {
  readonly audience: Audience;
  readonly locale: Locale;
  readonly words: SlackWords;
}

/** All in a channel: engineers' words in the bot's language. */
export function channelViewer({ language, wordsIn }: Handling): Viewer {
  return { audience: 'engineer', locale: language, words: wordsIn(language) };
}
