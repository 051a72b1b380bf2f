import { isoOf } from '../diagnosis/time.ts';
import type { FeedbackEntry } from '../store/feedback.ts';
import type { TerminalWords } from '../words/terminal.en.ts';
import { EXIT_CODES } from './exit-codes.ts';
import { printable } from '../words/printable.ts';
import { readRange } from './range.ts';
import { printRecords, type RecordPrinter } from './records.ts';
import type { Session } from './session.ts';

export interface FeedbackOptions {
  readonly since: string;
  readonly format: 'text' | 'csv' | 'json';
}

/**
 * `portal-check feedback`: what people said of diagnoses, oldest first; as text below a line that counts it by verdict.
 * @returns the exit code
 * @throws UsageError where `--since` cannot be read
 */
export async function feedbackCommand(session: Session, { since, format }: FeedbackOptions): Promise<number> {
  const { assembly, words, note, out, write } = session;
  const { fromMs } = readRange({ since }, session);
  const entries = await assembly.store.feedback.list({ sinceMs: fromMs });
  if (format !== 'text') await printRecords(onePage(entries), PRINTER, format, write);
  else if (entries.length > 0) out(asText(entries, words));
  if (entries.length === 0) note(words.feedback.nothing(isoOf(fromMs)));
  return EXIT_CODES.ok;
}

async function* onePage(
  entries: readonly FeedbackEntry[],
): AsyncGenerator<readonly FeedbackEntry[], void, void> {
  yield entries;
}

function asText(entries: readonly FeedbackEntry[], { feedback }: TerminalWords): string {
  const byVerdict = Map.groupBy(entries, ({ verdictCode }) => verdictCode);
  const counts = [...byVerdict].map(([verdict, said]) => {
    const right = said.filter(({ isRight }) => isRight).length;
    return feedback.count(verdict, right, said.length - right);
  });
  const lines = entries.map((entry) =>
    [
      isoOf(entry.atMs),
      entry.userId,
      `${entry.isRight ? feedback.right : feedback.wrong}${entry.why === null ? '' : `: ${entry.why}`}`,
      entry.subjectId,
      entry.verdictCode,
      feedback.rules(entry.rulesVersion),
      feedback.diagnosis(entry.diagnosisId),
    ].join(' · '),
  );
  return [counts.join('; '), ...lines].map(printable).join('\n');
}

const PRINTER: RecordPrinter<FeedbackEntry> = {
  columns: ['at', 'user', 'answer', 'why', 'subject', 'verdict', 'rulesVersion', 'diagnosis'],
  cells: (entry) => [
    isoOf(entry.atMs),
    entry.userId,
    answerOf(entry),
    entry.why ?? '',
    entry.subjectId,
    entry.verdictCode,
    String(entry.rulesVersion),
    entry.diagnosisId,
  ],
  json: (entry) => ({
    at: isoOf(entry.atMs),
    user: entry.userId,
    answer: answerOf(entry),
    why: entry.why,
    subject: entry.subjectId,
    verdict: entry.verdictCode,
    rulesVersion: entry.rulesVersion,
    diagnosis: entry.diagnosisId,
  }),
};

function answerOf({ isRight }: FeedbackEntry): 'right' | 'wrong' {
  return isRight ? 'right' : 'wrong';
}
