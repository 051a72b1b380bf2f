import type { Problem } from './reading.ts';
import type { EpochMs } from './time.ts';

/** What was read, or why it could not be. */
export type Tried<Value> = { readonly value: Value } | { readonly problem: Problem };

type NoParams = Readonly<Record<string, never>>;

/** How often Sentry saw something, and when last. */
export interface Sightings {
  readonly issues: number;
  readonly events: number;
  /** Only the first page was read. */
  readonly hasMore: boolean;
  readonly lastSeenAtMs: EpochMs | null;
}

/** A value of a provider's row as `doctor --sample` shows it: names and addresses stay where they are. */
export type ShownValue =
  | { readonly kind: 'null' | 'object' | 'withheld' }
  | { readonly kind: 'list'; readonly entries: number }
  | { readonly kind: 'text'; readonly characters: number }
  | { readonly kind: 'plain'; readonly json: string };

/**
 * Everything that `doctor` can find of what the bot talks to, each code with the figures that belong to it. One list, so that the words
 * for each are complete too (`src/words/doctor-facts.*.ts`). A string is a name or an id from the other side, and never a phrase.
 */
export interface DoctorFactParams {
  // several parts
  /** null: it does not tell. */
  version: { readonly product: 'Sentry' | 'Loki' | 'PostgreSQL'; readonly version: string | null };
  'database-role': { readonly role: string };

  // Slack; null: not told
  'slack-mode': { readonly mode: 'http' | 'socket' };
  'slack-workspace': { readonly name: string | null };
  'slack-bot': { readonly user: string | null; readonly botId: string | null };
  'slack-scopes': { readonly scopes: readonly string[] | null };
  'slack-socket-granted': NoParams;

  // Sentry
  /** null: not among the projects that the token sees. */
  'sentry-project': { readonly projectId: string; readonly slug: Tried<string | null> };
  'sentry-reads-events': { readonly isAllowed: boolean };
  'sentry-reads-issues': { readonly isAllowed: boolean };
  'sentry-newest-event': { readonly atMs: Tried<EpochMs | null> };
  /** One exception type or phrase that is watched; null: never seen. */
  'sentry-watched': {
    readonly kind: string;
    readonly seen: Tried<Sightings | null>;
  };

  // Loki
  /** null: none in the last day. */
  'loki-newest-line': { readonly app: string; readonly atMs: EpochMs | null };
  'loki-queries': NoParams;
  /** null: no line in so many days. */
  'loki-reach': { readonly firstLineAtMs: EpochMs | null; readonly days: number };
  /** null: never seen. */
  'loki-phrase': {
    readonly phrase: string;
    readonly days: number;
    readonly seen: Tried<{ readonly count: number; readonly lastSeenAtMs: EpochMs | null }>;
  };

  // the delivery database
  'delivery-first-answer': { readonly afterMs: number };
  'delivery-rights': { readonly isSuperuser: boolean; readonly writableTables: number };
  /** null: a replica that does not tell how far it has followed. */
  'delivery-server': { readonly isReplica: boolean; readonly lagMs: number | null };
  'delivery-view': {
    readonly view: string;
    readonly state: 'missing' | 'unreadable' | 'found';
    /** Optional ones that a view which was found lacks. */
    readonly absentColumns: readonly string[];
  };
  'delivery-queries-answered': { readonly checkId: string };
  'delivery-column': { readonly column: string; readonly shown: ShownValue };

  // the bot's own database
  'store-rights': { readonly mayPrepare: boolean };
  'store-schema': {
    readonly state: 'current' | 'outdated' | 'newer';
    /** Applied by a newer version of the bot. */
    readonly unknownMigrations: readonly string[];
  };
  'store-kept-diagnoses': { readonly count: number };
  'store-kept-feedback': { readonly count: number };

  // digests and their queue
  'digest-subscriptions': { readonly active: number; readonly paused: number };
  /** null: there was none. */
  'digest-last-complete': { readonly atMs: EpochMs | null; readonly nowMs: EpochMs };
  'queue-state': {
    readonly queue: string;
    readonly waiting: number;
    readonly active: number;
    readonly deadLetters: number;
  };
  /** A job that was given up; null: it is about something else than a planned digest. */
  'queue-dead-letter': {
    readonly failedAtMs: EpochMs;
    /** Of a digest; null: it is of something else. */
    readonly subscriptionId: string | null;
    /** Of a look at an incident; null: it is of something else. */
    readonly incidentId: string | null;
    readonly dueAtMs: EpochMs | null;
    /** What kind of error, as a code. */
    readonly reason: string;
  };
  'digest-heartbeat': { readonly isConfigured: boolean };
}

export type DoctorFactCode = keyof DoctorFactParams;

/** A fact of one of these codes. */
export type DoctorFact<Code extends DoctorFactCode = DoctorFactCode> = {
  readonly [Each in Code]: { readonly code: Each; readonly params: DoctorFactParams[Each] };
}[Code];
