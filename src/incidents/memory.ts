import type { EpochMs } from '../diagnosis/time.ts';
import type { Fact, NewFact } from './fact.ts';
import type { Incident, IncidentIdentity, LastCheck } from './incident.ts';

/** What is kept of an incident beside its facts: how far Slack is up to date with them, and when it is looked at next. */
export interface IncidentKeeping {
  readonly nextCheckAtMs: EpochMs | null;
  readonly root: RootPost | null;
  /** All facts up to this one stand in the thread, as far as they are to be told there. */
  readonly publishedSeq: number;
  /** The pictures of all facts up to this one stand there as well, or have been given up. */
  readonly picturedSeq: number;
  /** The root message shows all facts up to this one. */
  readonly shownSeq: number;
}

/** Where the root message stands, and what was to be drawn there last. */
export interface RootPost {
  readonly ts: string;
  /** Everything else stands in this one's thread: the first root message's, as long as Slack keeps it. */
  readonly threadTs: string;
  /** The address of a message of that thread, where the root message stands elsewhere; null: they stand together, or nobody knows one. */
  readonly threadUrl: string | null;
  /** 1, and one more each time that it was deleted and posted anew. */
  readonly count: number;
  /** Tells one drawing from another. */
  readonly drawn: string;
  /** It may stand twice, and says so. */
  readonly isRepeat: boolean;
}

export interface KeptIncident {
  readonly incident: Incident;
  readonly keeping: IncidentKeeping;
}

/** What to append to an incident, decided on its state while nobody else can change it. */
export interface Decision<Outcome> {
  readonly facts: readonly NewFact[];
  /** Takes the place of the last check; left out: it stays. */
  readonly lastCheck?: LastCheck;
  /** Left out: it stays. */
  readonly nextCheckAtMs?: EpochMs | null;
  readonly outcome: Outcome;
}

/** Keeps incidents (`src/store/incidents.ts` is one). */
export interface IncidentMemory {
  /** Keeps a new one with its first facts. @returns the incident that was opened under that key, whoever did it */
  open(
    key: string,
    identity: Omit<IncidentIdentity, 'number'>,
    decision: Omit<Decision<null>, 'outcome'>,
  ): Promise<KeptIncident>;
  /**
   * The same, unless some are in the way of it. Of two that are opened at once, the second sees the first. @param inTheWay asked for those in the
   * way among those that are not closed, the newest first, while nobody else can open one; not asked of what was opened under the key before
   */
  openUnless(
    key: string,
    identity: Omit<IncidentIdentity, 'number'>,
    decision: Omit<Decision<null>, 'outcome'>,
    inTheWay: (open: readonly Incident[]) => readonly Incident[],
  ): Promise<
    | { readonly kind: 'opened'; readonly kept: KeptIncident }
    | { readonly kind: 'in-the-way'; readonly incidents: readonly Incident[] }
  >;
  /**
   * Lets `decide` append facts, with the incident locked: of two that come at once, the second sees what the first has told.
   * @param key told before under it: `decide` is not asked again. What had nothing to append is not remembered
   */
  append<Outcome>(
    incidentId: string,
    key: string,
    recordedAtMs: EpochMs,
    decide: (kept: KeptIncident) => Decision<Outcome>,
  ): Promise<
    | { readonly kept: KeptIncident; readonly appended: readonly Fact[]; readonly outcome: Outcome }
    | 'told-before'
    | 'absent'
  >;
  find(id: string): Promise<KeptIncident | null>;
  findByNumber(number: number): Promise<KeptIncident | null>;
  findByThread(channelId: string, threadTs: string): Promise<KeptIncident | null>;
  /** Newest first. `open`: not closed. */
  list(which: 'open' | 'all', limit: number): Promise<readonly KeptIncident[]>;
  /** To be looked at again at this instant, the longest due first. */
  dueAt(nowMs: EpochMs): Promise<readonly { readonly id: string; readonly dueAtMs: EpochMs }[]>;
  /** Those of which Slack may not show everything. */
  unpublished(): Promise<readonly string[]>;
  notePublished(incidentId: string, seq: number): Promise<void>;
  notePictured(incidentId: string, seq: number): Promise<void>;
  /** @param shows the state of the incident that is drawn there */
  noteRoot(incidentId: string, root: RootPost, shows: Pick<Incident, 'facts' | 'lastCheck'>): Promise<void>;
  /**
   * Lets `work` be the only one, on all replicas, that brings Slack up to date with this incident.
   * @returns false where another replica is at it: `work` is not called
   */
  publishing(incidentId: string, work: () => Promise<void>): Promise<boolean>;
  /** The same of its pictures: beside whoever publishes, and no turn of theirs is taken. */
  picturing(incidentId: string, work: () => Promise<void>): Promise<boolean>;
}
