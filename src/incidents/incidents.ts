import type { EpochMs } from '../diagnosis/time.ts';
import type { Locale } from '../words/locale.ts';
import type {
  ClockMark,
  Fact,
  Origin,
  PostmortemSection,
  Reporter,
  Severity,
  Status,
  SubjectRef,
  SubjectSeen,
} from './fact.ts';
import type { Incident, LastCheck } from './incident.ts';

/**
 * The use case: incidents, opened, told of, and checked again until their subjects are well. All that is told is stored before it resolves;
 * bringing Slack up to date is another matter (`publish`). Rejects where the bot's own database fails: nothing is lost quietly.
 */
export interface Incidents {
  /** Opens one. @param request.key the same for everything that Slack sends of it again: then the same incident */
  open(request: OpenIncident): Promise<Incident>;
  /**
   * The same, unless one of its subjects is in an incident that is open (not closed, not resolved), and that whoever opens this one was not
   * offered: of two who open at once, one is shown what the other has opened. @param offeredIds those that they were offered
   */
  openUnlessOpen(request: OpenIncident, offeredIds: readonly string[]): Promise<Opened>;
  find(id: string): Promise<Incident | null>;
  findByNumber(number: number): Promise<Incident | null>;
  /** The one whose thread this is; null: none. */
  findByThread(channelId: string, threadTs: string): Promise<Incident | null>;
  /** Newest first. */
  list(which: 'open' | 'all', limit: number): Promise<readonly Incident[]>;
  /** Open ones (not closed, not resolved) with a subject of one of these verdicts, or with one of these subjects, the best match first. */
  joinable(seen: readonly SubjectSeen[]): Promise<readonly Incident[]>;

  /** "I'm on it". */
  takeLead(incidentId: string, told: Told): Promise<Recorded>;
  changeStatus(
    incidentId: string,
    to: 'mitigated' | 'resolved' | 'closed' | 'reopened',
    told: Told,
  ): Promise<Recorded>;
  changeSeverity(incidentId: string, to: Severity, told: Told): Promise<Recorded>;
  /** Those that are in it already are left as they are. */
  addSubjects(
    incidentId: string,
    subjects: readonly SubjectSeen[],
    why: 'by-hand' | 'same-verdict',
    told: Told,
  ): Promise<Recorded>;
  removeSubject(incidentId: string, subject: SubjectRef, told: Told): Promise<Recorded>;
  note(incidentId: string, text: string, told: Told): Promise<Recorded>;
  /** @param told.atMs when it happened */
  event(incidentId: string, text: string, mark: ClockMark | null, told: Told): Promise<Recorded>;
  /** @param right null: as it stands. Its mark: which clock an event moves by what it says now; left out: as it stands. */
  correct(
    incidentId: string,
    seqOfWrong: number,
    right: { readonly text: string | null; readonly atMs: EpochMs | null; readonly mark?: ClockMark | null },
    told: Told,
  ): Promise<Recorded>;
  withdraw(incidentId: string, seqOfWrong: number, told: Told): Promise<Recorded>;
  writeSections(
    incidentId: string,
    sections: readonly { readonly section: PostmortemSection; readonly text: string }[],
    told: Told,
  ): Promise<Recorded>;
  /** Looks at all subjects again, records what has changed, and when to look next. */
  recheck(incidentId: string, request: RecheckRequest): Promise<Recheck>;
  /** How those subjects stand now, by a check made for it. */
  look(
    subjects: readonly SubjectRef[],
    request: { readonly requestId: string; readonly userId: string },
  ): Promise<readonly SubjectSeen[]>;
}

export interface OpenIncident {
  readonly key: string;
  readonly title: string;
  readonly severity: Severity;
  readonly summary: string;
  readonly reportedAtMs: EpochMs;
  readonly reportedBy: Reporter | null;
  readonly subjects: readonly SubjectSeen[];
  readonly origin: Origin;
  readonly channelId: string;
  readonly locale: Locale;
  readonly userId: string;
}

export type Opened =
  | { readonly kind: 'opened'; readonly incident: Incident }
  /** Nothing was opened: these have one of the same subjects, the best match first. */
  | { readonly kind: 'in-the-way'; readonly incidents: readonly Incident[] };

/** Who tells something, and when it happened. */
export interface Told {
  /** The same for everything that Slack sends of it again: it is recorded once. */
  readonly key: string;
  readonly userId: string;
  /** null: now. */
  readonly atMs: EpochMs | null;
}

export type Recorded =
  | { readonly kind: 'recorded'; readonly incident: Incident; readonly facts: readonly Fact[] }
  /** It is so already, or was told before: nothing was recorded. */
  | { readonly kind: 'unchanged'; readonly incident: Incident; readonly why: WhyUnchanged }
  /** There is no such incident. */
  | { readonly kind: 'absent' };

export type WhyUnchanged =
  /** Slack has sent it again. */
  | { readonly code: 'told-before' }
  /** Somebody was first: the fact that made it so. */
  | { readonly code: 'already-so'; readonly fact: Fact | null }
  /** It cannot go there from its status: `closed` only from `resolved`, `reopened` only from those two, nothing but notes, events and corrections when closed. */
  | { readonly code: 'not-from-here'; readonly status: Status }
  | { readonly code: 'no-such-subject' }
  /** No note or event has this number. */
  | { readonly code: 'no-such-fact'; readonly seq: number };

export interface RecheckRequest {
  /** The same for every attempt at this very look. */
  readonly key: string;
  readonly requestId: string;
  /**
   * Somebody waits for it: it keeps to nobody else's turn, waits for no run over all subjects (who else has the verdict comes with the next look
   * by the clock), and puts that look off by nothing. Left out: it is by the clock.
   */
  readonly isAskedFor?: boolean;
}

export type Recheck =
  | {
      readonly kind: 'checked';
      readonly incident: Incident;
      readonly facts: readonly Fact[];
      readonly unread: Unread;
    }
  | { readonly kind: 'not-due' }
  | { readonly kind: 'absent' };

/** What a look could not read, so that nothing is known of it but what was before. */
export interface Unread {
  /** Those whose check could not be made, by a mistake of the bot's own. */
  readonly subjects: readonly SubjectRef[];
  /** Those that did not answer in full. */
  readonly sources: LastCheck['sources'];
}
