import type { Proof, Standing } from '../checks/following.ts';
import type { ReadingStatus, SourceId } from '../diagnosis/reading.ts';
import type { EpochMs } from '../diagnosis/time.ts';
import type { Locale } from '../words/locale.ts';
import type { BodyOf, Fact, Origin, Reporter, Severity, Status, SubjectRef, SubjectSeen } from './fact.ts';

/** What never changes about an incident. */
export interface IncidentIdentity {
  readonly id: string;
  /** By which people name it: 7 in "#7". Counts up over all incidents. */
  readonly number: number;
  readonly channelId: string;
  /** The language of its thread and of its postmortem. */
  readonly locale: Locale;
  /** IANA name of the zone that its times are told in. */
  readonly timeZone: string;
  readonly openedAtMs: EpochMs;
  readonly openedByUserId: string;
}

/** What the last check of an incident's subjects saw. Not a fact: the next check takes its place. */
export interface LastCheck {
  readonly atMs: EpochMs;
  /** One for each of the incident's subjects, as it was read last: of whom this look could tell nothing, an earlier one has read it. */
  readonly seen: readonly SubjectSeen[];
  /** Of whom it could not tell the verdict: what the checks before it knew. Left out: nobody, or it was kept before this was. */
  readonly remembered?: readonly SubjectSeen[];
  /** Of the configured sources. */
  readonly sources: readonly { readonly source: SourceId; readonly status: ReadingStatus }[];
}

/** An incident as its facts tell it. Pure data: made by `foldIncident`. */
export interface Incident extends IncidentIdentity {
  readonly facts: readonly Fact[];
  readonly title: string;
  readonly severity: Severity;
  readonly status: Status;
  readonly summary: string;
  readonly reportedAtMs: EpochMs;
  readonly reportedBy: Reporter | null;
  readonly origin: Origin;
  readonly leadUserId: string | null;
  /** Those of now, in the order in which they came. */
  readonly subjects: readonly IncidentSubject[];
  /** Those of now and those that were taken out: what the incident was about. */
  readonly everSubjects: readonly IncidentSubject[];
  readonly failedSources: readonly FailedSource[];
  /** The newest blast radius of each verdict; those with nobody in it left out. */
  readonly others: readonly BodyOf<'others-seen'>[];
  /** When somebody did something last, or a verdict changed, or others had it, or a nudge was given. */
  readonly movedAtMs: EpochMs;
  /** The bot has proposed to resolve, and nothing has changed since. */
  readonly isResolutionProposed: boolean;
  /** Slack's reason for not letting the bot post there, or `channel-shared`; null: it may. */
  readonly closedChannel: string | null;
  readonly lastCheck: LastCheck | null;
  /** The next planned run that will prove anything of those who keep it open, the earliest; of all where nobody does. null: none is known. */
  readonly nextProof: Proof | null;
}

/** A source that fails. */
export interface FailedSource {
  readonly source: SourceId;
  /** How it failed at first. */
  readonly status: ReadingStatus;
  readonly sinceMs: EpochMs;
}

/** A subject of an incident. */
export interface IncidentSubject extends SubjectRef {
  /** How it stood when it came into the incident. */
  readonly first: Standing;
  /** How it stands by the last check that could tell. */
  readonly now: Standing;
  /** The diagnosis that says so; null: none was kept. */
  readonly diagnosisId: string | null;
  /**
   * It was seen well and never otherwise, or a kept planned run has proved since that it is. That nobody knows how it is in between undoes no
   * proof; of whom nobody ever knew, nothing is proved.
   */
  readonly isProved: boolean;
  /** It is on schedule, and proved. */
  readonly isWell: boolean;
  readonly removedAtMs: EpochMs | null;
}
