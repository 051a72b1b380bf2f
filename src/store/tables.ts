import type { ColumnType, Generated } from 'kysely';

/** The bot's own tables, as Kysely sees them. Columns are named as in SQL; times are `timestamptz`. */
export interface Tables {
  diagnoses: DiagnosesTable;
  observations: ObservationsTable;
  audit: AuditTable;
  feedback: FeedbackTable;
  preferences: PreferencesTable;
  requests: RequestsTable;
}

type Timestamp = ColumnType<Date, Date, never>;
/** One that a later value takes the place of. */
type ChangingTimestamp = ColumnType<Date, Date, Date>;
/** Written as JSON text; what is read is parsed with zod. */
type Json = ColumnType<unknown, string, never>;

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
