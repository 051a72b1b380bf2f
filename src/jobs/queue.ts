/** A kind of work that several replicas share. */
export interface JobKind {
  readonly name: 'digest' | 'incident';
  /** How often it is tried again before it becomes a dead letter. */
  readonly retryLimit: number;
  /** Before the first retry; each further one waits about twice as long, and none longer than `retryDelayMaxSeconds`. */
  readonly retryDelaySeconds: number;
  readonly retryDelayMaxSeconds: number;
  /** A replica that works longer is taken for dead, and the job is given to another one. */
  readonly expireInSeconds: number;
  /** So is one that shows no sign of life for so long, at least 10; null: none is asked for. */
  readonly heartbeatSeconds: number | null;
}

/** What waits, what is worked on, and what was given up, of one kind. */
export interface QueueState {
  readonly name: string;
  readonly waiting: number;
  readonly active: number;
  readonly deadLetters: number;
}

/** A job that was tried as often as it may be. */
export interface DeadLetter {
  readonly id: string;
  readonly name: string;
  readonly data: unknown;
  readonly failedAtMs: number;
  /** The kind of error, without its text. */
  readonly reason: string;
}

/** The queue on PostgreSQL by which several replicas share work. Each job is worked on by one replica at a time. */
export interface Queue {
  /**
   * Makes its schema, or brings it up to date. Several replicas may do so at once.
   * @returns whether there was anything to do
   * @throws ConfigurationError where the role may not
   */
  migrate(): Promise<boolean>;
  /** @throws ConfigurationError where its schema was not made yet, or by another version */
  requireCurrentSchema(): Promise<void>;
  /** Begins to hand out jobs. Its schema must be there. */
  start(): Promise<void>;
  /** @returns false where a job of this id is or was there */
  send(kind: JobKind, id: string, data: object): Promise<boolean>;
  /**
   * Works on jobs, one after the other. Throwing gives the job back, to be tried again later.
   * @param handler `data` is as it was sent: parse it. The signal is aborted once the job was given to another replica
   */
  work(kind: JobKind, handler: (data: unknown, signal: AbortSignal) => Promise<void>): Promise<void>;
  /**
   * Whether this replica's last look for jobs was answered, as far as it has looked: each second, but not while it works on one. false: it
   * does not look at all, or was told nothing.
   */
  looksForJobs(): boolean;
  /** Works before `start` too. */
  states(): Promise<readonly QueueState[]>;
  /** Newest first. Works before `start` too. */
  deadLetters(limit: number): Promise<readonly DeadLetter[]>;
  /** Takes no further jobs, waits for those in hand, gives back what takes longer, and closes its connections. Safe to call twice. */
  stop(graceMs: number): Promise<void>;
}
