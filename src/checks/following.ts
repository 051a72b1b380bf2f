import type { EpochMs } from '../diagnosis/time.ts';
import type { Outcome, OutcomeVerdict } from './fleet.ts';

/** How a check tells an incident what has become of a subject, and when more will be known. Pure. */
export interface Following<Facts = unknown> {
  standingOf(subjectId: string, facts: Facts, verdict: OutcomeVerdict): Standing;
  /**
   * Whether somebody who was not well has recovered: only a planned run that was kept, and is not older than the one that was failed at, does
   * it. A manual send never does.
   */
  hasRecovered(before: Outcome, after: Outcome): boolean;
  /** IANA name of the schedule's zone. */
  readonly timeZone: string;
}

/** How a subject stands at one check, as an incident remembers it. */
export interface Standing {
  /**
   * State, verdict, name, and since when it is not well: the first planned run that was due after the last kept one, over everything that the
   * database holds, not the ledger alone.
   */
  readonly outcome: Outcome;
  /** The planned runs missed since the last kept one, as far as the data reaches, oldest first. */
  readonly missedRunsAtMs: readonly EpochMs[];
  /** There may be more of them, before the data begins. */
  readonly missedAtLeast: boolean;
  /** The newest planned run that was kept; null: none that is known. */
  readonly keptRunAtMs: EpochMs | null;
  /** A planned run's window is open, and nothing has come yet. */
  readonly isPending: boolean;
  /** The next planned run that will prove anything; null: nothing is planned, or nobody knows. */
  readonly nextProof: Proof | null;
}

export interface Proof {
  /** When it is planned: "Mon 4 Aug 11:00 PDT". */
  readonly plannedAtMs: EpochMs;
  /** When its tolerance has passed: "Mon 4 Aug 13:00 PDT". Left out: `judgedAtMs`. */
  readonly closesAtMs?: EpochMs | undefined;
  /** When it can be judged, and is looked at: sources and clocks have had their minutes after that. */
  readonly judgedAtMs: EpochMs;
}
