/** A kind of work that several replicas share. */
export interface JobKind {
  readonly name: 'digest';
  /** How often it is tried again before it becomes a dead letter. */
  readonly retryLimit: number;
  readonly retryDelaySeconds: number;
  /** A replica that works longer is taken for dead, and the job is given to another one. */
  readonly expireInSeconds: number;
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
  /** Prepares its schema where it may, and begins to hand out jobs. */
  start(): Promise<void>;
  /** @returns false where a job of this id is or was there */
  send(kind: JobKind, id: string, data: object): Promise<boolean>;
  /** Throwing gives the job back, to be tried again later. @param data as it was sent: parse it */
  work(kind: JobKind, handler: (data: unknown, signal: AbortSignal) => Promise<void>): Promise<void>;
  states(): Promise<readonly QueueState[]>;
  /** Newest first. */
  deadLetters(limit: number): Promise<readonly DeadLetter[]>;
  /** Takes no further jobs, and waits for those in hand. */
  stop(graceMs: number): Promise<void>;
}
