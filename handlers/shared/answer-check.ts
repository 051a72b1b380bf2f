import type { AnyDiagnosis, Check } from '../../src/checks/check.ts';
import type { Report } from '../../src/checks/report.ts';
import { compareWorstFirst } from '../../src/diagnosis/diagnosis.ts';
import { SECOND_MS, type EpochMs } from '../../src/diagnosis/time.ts';
import type { Investigation } from '../../src/investigation/investigation.ts';
import { amendedNote } from '../../src/slack/amended-note.ts';
import type { Message } from '../../src/slack/blocks.ts';
import { checkingMessage } from '../../src/slack/checking-message.ts';
import { diagnosisMessage } from '../../src/slack/diagnosis-message.ts';
import { noticeMessage } from '../../src/slack/error-message.ts';
import { summaryMessage } from '../../src/slack/summary-message.ts';
import type { AuditedVerdict } from './audit.ts';
import type { Handling } from './handling.ts';
import { audit, type Interaction } from './interaction.ts';

/** Slack asks not to edit a message more often. */
const PROGRESS_EVERY_MS = 3 * SECOND_MS;

export interface CheckToAnswer {
  readonly check: Check;
  readonly subjectIds: readonly string[];
  /** null: now. */
  readonly asOfMs: EpochMs | null;
  readonly windowMs: number | null;
}

/**
 * Makes a check and answers with it: directly if it is quick, else by way of a message that shows which sources have answered.
 * Stays until the late sources are in, and brings the answer up to date.
 */
export async function answerCheck(
  handling: Handling,
  interaction: Interaction,
  asked: CheckToAnswer,
): Promise<void> {
  const over = new AbortController();
  const interrupted = untilAborted(handling.inFlight.interruption, over.signal);
  try {
    await answerUnlessInterrupted(handling, interaction, asked, interrupted);
  } finally {
    over.abort();
  }
}

async function answerUnlessInterrupted(
  handling: Handling,
  interaction: Interaction,
  asked: CheckToAnswer,
  interrupted: Promise<null>,
): Promise<void> {
  const { conversation, asker, requestId } = interaction;
  const { check, subjectIds, asOfMs, windowMs } = asked;
  const audited = { checkId: check.id, subjectIds, asOfMs, windowMs };
  const investigation = handling.investigate({ ...audited, asker, requestId });

  let diagnoses: readonly AnyDiagnosis[] | null;
  try {
    diagnoses = await waitShowingProgress(handling, interaction, asked, investigation, interrupted);
  } catch (error) {
    await audit(handling, interaction, { event: 'failed', check: audited });
    throw error;
  }
  if (diagnoses === null) {
    await audit(handling, interaction, { event: 'interrupted', check: audited });
    await conversation.fail(noticeMessage('⚠️', handling.words.interrupted, handling.words));
    return;
  }
  await Promise.all([
    audit(handling, interaction, { event: 'checked', check: audited, verdicts: diagnoses.map(verdictOf) }),
    conversation.answer(answerMessage(handling, check, diagnoses)),
  ]);

  const amended = await Promise.race([investigation.amended, interrupted]);
  if (amended === null) return;
  await Promise.all([
    audit(handling, interaction, { event: 'amended', check: audited, verdicts: amended.map(verdictOf) }),
    conversation.amend(answerMessage(handling, check, amended)),
  ]);
  const changes = changedReports(handling, check, diagnoses, amended);
  if (changes.length > 0) await conversation.remark(amendedNote(changes, handling.words));
}

/** One diagnosis whole, several as a list, worst first. */
export function answerMessage(handling: Handling, check: Check, diagnoses: readonly AnyDiagnosis[]): Message {
  const { words, locale } = handling;
  const entries = diagnoses.toSorted(compareWorstFirst).map((diagnosis) => ({
    diagnosisId: diagnosis.id,
    report: check.words(locale).report(diagnosis),
  }));
  const [only, ...others] = entries;
  if (only === undefined) throw new Error('a check of no subject has no answer');
  return others.length === 0
    ? diagnosisMessage(only.report, only.diagnosisId, words)
    : summaryMessage(entries, check.words(locale).noun, words);
}

/** @returns the diagnoses; null when the bot is being stopped and there is no more time */
async function waitShowingProgress(
  { wait, words, locale, checkingAfterMs }: Handling,
  { conversation, log }: Interaction,
  { check, subjectIds }: CheckToAnswer,
  investigation: Investigation,
  interrupted: Promise<null>,
): Promise<readonly AnyDiagnosis[] | null> {
  const settled = Promise.race([investigation.first, interrupted]);
  let shown: string | null = null;
  for (
    let delayMs = checkingAfterMs;
    !(await settlesWithin(delayMs, settled, wait));
    delayMs = PROGRESS_EVERY_MS
  ) {
    const progress = investigation.progress();
    const seen = JSON.stringify(progress);
    if (seen === shown) continue;
    shown = seen;
    const checked = { noun: check.words(locale).noun, subjectCount: subjectIds.length };
    try {
      await conversation.progress(checkingMessage(checked, progress, words));
    } catch (error) {
      // The diagnosis is what counts; where Slack takes nothing at all, that will fail in its turn.
      log.warn({ err: error }, 'the progress could not be shown');
    }
  }
  return settled;
}

async function settlesWithin(
  delayMs: number,
  promise: Promise<unknown>,
  wait: Handling['wait'],
): Promise<boolean> {
  const done = new AbortController();
  const outcomes = [
    promise.then(
      () => true,
      () => true,
    ),
    wait(delayMs, done.signal).then(() => false),
  ];
  const settled = await Promise.race(outcomes);
  done.abort();
  return settled;
}

/** @param over ends the waiting, so that a signal that lives as long as the process keeps nothing of it */
function untilAborted(signal: AbortSignal, over: AbortSignal): Promise<null> {
  if (signal.aborted) return Promise.resolve(null);
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve(null), { once: true, signal: over });
  });
}

function verdictOf({ id, subjectId, verdict }: AnyDiagnosis): AuditedVerdict {
  return { diagnosisId: id, subjectId, code: verdict.code, state: verdict.state };
}

function changedReports(
  { locale }: Handling,
  check: Check,
  before: readonly AnyDiagnosis[],
  after: readonly AnyDiagnosis[],
): readonly { before: Report; after: Report }[] {
  const words = check.words(locale);
  return after.flatMap((newer) => {
    const older = before.find(({ subjectId }) => subjectId === newer.subjectId);
    if (older === undefined || isSameVerdict(older, newer)) return [];
    return [{ before: words.report(older), after: words.report(newer) }];
  });
}

function isSameVerdict({ verdict: a }: AnyDiagnosis, { verdict: b }: AnyDiagnosis): boolean {
  return a.code === b.code && a.state === b.state && a.confidence === b.confidence;
}
