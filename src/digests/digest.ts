import type { Canary, FleetFinding, Outcome } from '../checks/fleet.ts';
import type { EpochMs } from '../diagnosis/time.ts';
import type { State } from '../diagnosis/verdict.ts';
import type { Coverage } from './fleet-run.ts';

/** Which subjects a digest is about: all of those whose traits have one of these values. An empty filter: everybody. */
export type Filter = Readonly<Record<string, readonly string[]>>;

/** What has become of the fleet since the last complete digest, as figures and codes. Pure data: `digest-report.ts` has the words. */
export interface Digest {
  readonly checkId: string;
  readonly runId: string;
  readonly asOfMs: EpochMs;
  readonly filter: Filter;
  readonly rulesVersion: number;
  readonly counts: StateCounts;
  /** The last complete digest that it is compared with; null: this is the first. */
  readonly baseline: {
    readonly runId: string;
    readonly asOfMs: EpochMs;
    readonly counts: StateCounts;
    /**
     * `judged-anew`: the rules have changed since, and the old run was judged by the new ones before comparing. `not-judged-anew`: they have
     * changed, and its facts are not kept any more, so that a difference may come of the rules.
     */
    readonly rules: 'same' | 'judged-anew' | 'not-judged-anew';
    /** Those of the check (`Fleet.settingsKey`). Where they have changed, a difference may come of that; `unknown`: they were not noted then. */
    readonly settings: 'same' | 'changed' | 'unknown';
  } | null;
  /**
   * Not well, and not named the last time, nor by an incomplete digest since then: well then, unknown, not there, or in an outage, which is told without names. Of a first digest:
   * everybody who is not well.
   */
  readonly fresh: readonly Outcome[];
  /** Not well the last time, and worse now. */
  readonly worse: readonly Changed[];
  /** Not well the last time, and on schedule now. Always empty on an incomplete run. */
  readonly recovered: readonly Changed[];
  /**
   * Not well the last time, and nothing is due any more: switched off, below the threshold, gone, or no longer one of those that the filter asks
   * for; or on schedule by another plan than the one it failed by (`Fleet.hasRecovered`). Always empty on an incomplete run.
   */
  readonly dropped: readonly Changed[];
  /** On schedule the last time, and nothing is due any more, as above. Always empty on an incomplete run. */
  readonly withdrawn: readonly Changed[];
  /** Not well, as the last time, oldest first; better but not well is here too. */
  readonly still: readonly Outcome[];
  /** Not well, as the last time, but muted then: the time of the mute is up. */
  readonly unmuted: readonly Outcome[];
  /**
   * Not well the last time, and what has become of it cannot be told: unknown now, or, on an incomplete run, whatever is not seen to be unwell
   * (`after` null: it was not read).
   */
  readonly unclear: readonly Changed[];
  /** Unknown now, and well the last time, or with nothing due. */
  readonly lost: readonly Outcome[];
  /** Unknown now, and unknown the last time, or not there. */
  readonly unknown: readonly Outcome[];
  /** Left out of all lists above, each with who muted it, why, and until when. */
  readonly muted: readonly MutedOutcome[];
  /** Everybody of a group is missing for one and the same reason: told as one line, and left out of the lists above. */
  readonly outages: readonly Outage[];
  /** Outages of the last time that are over: somebody has recovered. Always empty on an incomplete run. */
  readonly endedOutages: readonly EndedOutage[];
  readonly factor: CommonFactor | null;
  /** The most important first. */
  readonly findings: readonly DigestFinding[];
  readonly canaries: readonly Canary[];
  /** There was somebody at the last complete digest, and there is nobody now, of those that the filter asks for: rather the list is wrong than everybody gone. */
  readonly hasVanished: boolean;
  /** That of the run; incomplete too where the whole fleet has vanished. */
  readonly coverage: Coverage;
  /** Planned digests that did not take place, because nothing ran then: oldest first. */
  readonly skippedDueAtMs: readonly EpochMs[];
  /**
   * There is nothing to tell: the run is complete and compared by the same rules and settings, no planned digest was skipped, there are as many in each state as
   * then, everybody is in the same one (missing and partial are alike) whether muted or not, nobody has come or gone, no mute is up, no outage has begun,
   * ended or missed another planned run, nothing new was found, and no canary is silent.
   */
  readonly isQuiet: boolean;
}

export type StateCounts = Readonly<Record<State, number>>;

export interface Changed {
  /** As it was at the last complete digest, or as an incomplete one told of it since then. */
  readonly before: Outcome;
  /** The as-of of that incomplete one; left out: at the last complete one. */
  readonly seenAtMs?: EpochMs | undefined;
  /** null: it is not there any more. */
  readonly after: Outcome | null;
}

export interface Mute {
  readonly checkId: string;
  readonly subjectId: string;
  readonly untilMs: EpochMs;
  readonly byUserId: string;
  readonly why: string;
  readonly atMs: EpochMs;
  /** When somebody ended it, or put another one in its place; left out: nobody has. */
  readonly endedAtMs?: EpochMs | undefined;
}

export interface MutedOutcome {
  readonly outcome: Outcome;
  readonly mute: Mute;
}

/** Outcomes that their check tells as one (`Fleet.outageOf`). */
export interface Outage {
  /** Of their verdict. */
  readonly code: string;
  readonly outcomes: readonly Outcome[];
  /** None of them was in such an outage at the last complete digest. */
  readonly isNew: boolean;
}

export interface EndedOutage {
  readonly code: string;
  /** As of `Changed`. */
  readonly seenAtMs?: EpochMs | undefined;
  /** Who was in it then. */
  readonly outcomes: readonly Outcome[];
  /** Those of them that are on schedule now: left out of the list of the recovered. */
  readonly recovered: readonly Changed[];
}

export interface DigestFinding extends FleetFinding {
  /** The last complete digest did not have it (`FleetFinding.key`), or not of everybody whom it is about now. */
  readonly isNew: boolean;
  /** `subjectIds`, as they were read. */
  readonly subjects: readonly Outcome[];
}

/** What the affected share and the healthy do not, always with its counts. */
export interface CommonFactor {
  readonly trait: string;
  /** The shared value, or the instant before or after which they lie. */
  readonly value:
    | { readonly kind: 'same'; readonly value: string }
    /** `atMs` is the beginning of a day in the schedule's zone, and counts as after. */
    | { readonly kind: 'before' | 'after'; readonly atMs: EpochMs };
  readonly affectedWith: number;
  readonly affected: number;
  /** Of the affected those of whom nobody knows whether they have it. */
  readonly affectedUnknown: number;
  readonly unaffectedWith: number;
  readonly unaffected: number;
  /** The same of the unaffected. */
  readonly unaffectedUnknown: number;
  /** Below 5 affected or 20 unaffected of whom it is known, or on an incomplete run. */
  readonly isTooFew: boolean;
}

/** How long somebody has not been well, for "still missing by age". Weeks of the schedule's calendar count from the first missed run. */
export const AGE_CLASSES = [
  'under-2-weeks',
  /** The data begin less than two weeks ago. */
  'some-days-or-more',
  '2-to-4-weeks',
  '4-to-8-weeks',
  'over-8-weeks',
  'unknown',
] as const;
export type AgeClass = (typeof AGE_CLASSES)[number];
