import type { Kysely } from 'kysely';
import type { EpochMs } from '../diagnosis/time.ts';
import { keepableText } from './free-text.ts';
import { keptVerdict } from './kept-json.ts';
import type { Tables } from './tables.ts';

/** What somebody answered to "Was this right?". */
export interface FeedbackAnswer {
  readonly diagnosisId: string;
  readonly userId: string;
  readonly isRight: boolean;
  /** In the person's own words; null: none were given. Kept masked and cut: see `keepableText`. */
  readonly why: string | null;
  readonly atMs: EpochMs;
}

/** An answer with what it was about. */
export interface FeedbackEntry extends FeedbackAnswer {
  readonly checkId: string;
  readonly subjectId: string;
  readonly verdictCode: string;
  readonly rulesVersion: number;
}

/** The table of feedback. An answer is purged together with its diagnosis. */
export interface Feedback {
  /** One of each user for each diagnosis: a later answer takes the place of an earlier one. Rejects where the diagnosis is not kept any more. */
  record(answer: FeedbackAnswer): Promise<void>;
  /** Oldest first. */
  list(options: { readonly sinceMs: EpochMs }): Promise<readonly FeedbackEntry[]>;
}

export function createFeedback(db: Kysely<Tables>): Feedback {
  return {
    async record({ diagnosisId, userId, isRight, why, atMs }) {
      const answer = { is_right: isRight, why: keepableText(why), at: new Date(atMs) };
      await db
        .insertInto('feedback')
        .values({ diagnosis_id: diagnosisId, user_id: userId, ...answer })
        .onConflict((conflict) => conflict.columns(['diagnosis_id', 'user_id']).doUpdateSet(answer))
        .execute();
    },

    async list({ sinceMs }) {
      const rows = await db
        .selectFrom('feedback')
        .innerJoin('diagnoses', 'diagnoses.id', 'feedback.diagnosis_id')
        .selectAll('feedback')
        .select(['check_id', 'subject_id', 'verdict', 'rules_version'])
        .where('at', '>=', new Date(sinceMs))
        .orderBy('at')
        .orderBy('diagnosis_id')
        .orderBy('user_id')
        .execute();
      return rows.map((row) => ({
        atMs: row.at.getTime(),
        userId: row.user_id,
        isRight: row.is_right,
        why: row.why,
        diagnosisId: row.diagnosis_id,
        checkId: row.check_id,
        subjectId: row.subject_id,
        verdictCode: keptVerdict.parse(row.verdict).code,
        rulesVersion: row.rules_version,
      }));
    },
  };
}
