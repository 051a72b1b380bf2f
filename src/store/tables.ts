import type { ColumnType, Generated, GeneratedAlways } from 'kysely';

/** The bot's own tables, as Kysely sees them. Columns are named as in SQL; times are `timestamptz`. */
export interface Tables {
  diagnoses: DiagnosesTable;
  observations: ObservationsTable;
  audit: AuditTable;
  feedback: FeedbackTable;
  preferences: PreferencesTable;
  requests: RequestsTable;
  fleet_runs: FleetRunsTable;
  fleet_facts: FleetFactsTable;
  subscriptions: SubscriptionsTable;
  planned_digests: PlannedDigestsTable;
  digests: DigestsTable;
  mutes: MutesTable;
  outbox: OutboxTable;
  checking_messages: CheckingMessagesTable;
  incidents: IncidentsTable;
  incident_facts: IncidentFactsTable;
}

type Timestamp = ColumnType<Date, Date, never>;
/** One that a later value takes the place of. */
type ChangingTimestamp = ColumnType<Date, Date, Date>;
/** Written as JSON text; what is read is parsed with zod. */
type Json = ColumnType<unknown, string, never>;
type ChangingJson = ColumnType<unknown, string, string>;
type LaterTimestamp = ColumnType<Date | null, Date | null, Date | null>;

interface DiagnosesTable {
  id: string;
  check_id: string;
  subject_id: string;
  as_of: Timestamp;
  made_at: Timestamp;
  rules_version: number;
  verdict: Json;
  findings: Json;
  side_findings: Json;
  readings: Json;
  facts: Json;
  asker: Json;
  request_id: string;
}

interface ObservationsTable {
  id: Generated<string>;
  check_id: string;
  subject_id: string;
  field: string;
  value: string;
  seen_at: Timestamp;
}

interface AuditTable {
  id: Generated<string>;
  at: Timestamp;
  request_id: string;
  event: string;
  interaction: string;
  surface: string;
  user_id: string;
  team_id: string | null;
  channel_id: string | null;
  check_id: string | null;
  subject_ids: string[];
  verdicts: Json;
  reason: string | null;
}

interface FeedbackTable {
  diagnosis_id: string;
  user_id: string;
  is_right: boolean;
  why: string | null;
  at: ChangingTimestamp;
}

interface PreferencesTable {
  user_id: string;
  locale: string;
  changed_at: ChangingTimestamp;
}

interface RequestsTable {
  key: string;
  at: Timestamp;
}

interface FleetRunsTable {
  id: string;
  check_id: string;
  as_of: Timestamp;
  made_at: Timestamp;
  rules_version: number;
  settings_key: string | null;
  is_complete: boolean;
  coverage: Json;
  canaries: Json;
  findings: Json;
  outcomes: Json;
  request_id: string;
}

interface FleetFactsTable {
  run_id: string;
  page: number;
  /** As `pack` makes it. */
  facts: Buffer;
  added_at: Generated<Date>;
}

interface SubscriptionsTable {
  id: string;
  check_id: string;
  channel_id: string;
  schedule: Json;
  filter: Json;
  /** The same for filters that let the same subjects through. */
  filter_key: string;
  locale: string;
  quiet: string;
  status: ChangingJson;
  created_by_user_id: string;
  created_at: Timestamp;
  next_due_at: LaterTimestamp;
}

interface PlannedDigestsTable {
  subscription_id: string;
  due_at: Timestamp;
  status: string;
  reason: string | null;
  look: Generated<number>;
  look_at: LaterTimestamp;
}

interface DigestsTable {
  id: string;
  scope: string;
  check_id: string;
  run_id: string;
  as_of: Timestamp;
  is_complete: boolean;
  is_quiet: boolean;
  counts: Json;
  filter: Json;
  baseline_run_id: string | null;
  baseline_digest_id: string | null;
  told_digest_ids: ColumnType<string[], string[] | undefined, never>;
  skipped_due_at: ColumnType<Date[], Date[], never>;
  made_at: Timestamp;
  was_posted: boolean;
}

interface MutesTable {
  id: Generated<string>;
  check_id: string;
  subject_id: string;
  until_at: Timestamp;
  by_user_id: string;
  why: string;
  at: Timestamp;
  ended_at: LaterTimestamp;
}

interface OutboxTable {
  key: string;
  channel_id: string;
  thread_ts: string | null;
  noted_at: Timestamp;
  attempts: number;
  posted_ts: string | null;
  posted_at: LaterTimestamp;
  /** null: called by a release that did not note it. */
  called_at: LaterTimestamp;
}

interface CheckingMessagesTable {
  channel_id: string;
  ts: string;
  asked: Json;
  request_id: string;
  locale: string;
  /** Moved on by whoever mends it. */
  due_at: ChangingTimestamp;
  /** Added once there is one. */
  answer: ColumnType<unknown, undefined, string>;
}

interface IncidentsTable {
  id: string;
  /** Counts up over all of them. */
  number: GeneratedAlways<number>;
  key: string;
  channel_id: string;
  locale: string;
  time_zone: string;
  opened_at: Timestamp;
  opened_by_user_id: string;
  /** As its facts say it, to be counted and looked for. */
  severity: string;
  status: string;
  last_seq: number;
  last_check: ColumnType<unknown, string | null, string>;
  last_check_at: LaterTimestamp;
  next_check_at: LaterTimestamp;
  published_seq: number;
  pictured_seq: number;
  root: ColumnType<unknown, null, string>;
  /** What the root message shows. */
  shown_seq: number;
  shown_check_at: LaterTimestamp;
}

interface IncidentFactsTable {
  incident_id: string;
  seq: number;
  /** null: told together with the fact before it. */
  key: string | null;
  at: Timestamp;
  recorded_at: Timestamp;
  by: Json;
  body: Json;
}
