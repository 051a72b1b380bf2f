import type { AskedCheck } from '../../src/checks/asked.ts';
import type { AnyDiagnosis, Check } from '../../src/checks/check.ts';
import { SECOND_MS } from '../../src/diagnosis/time.ts';
import type { Investigation } from '../../src/investigation/investigation.ts';
import { amendedNote, type ChangedReport } from '../../src/slack/amended-note.ts';
import { checkingMessage } from '../../src/slack/checking-message.ts';
import { interruptedMessage } from '../../src/slack/interrupted-message.ts';
import { markup, type Markup } from '../../src/slack/markup.ts';
import type { HowAsked } from '../../src/slack/target.ts';
import type { AuditedVerdict } from './audit.ts';
import { drawDiagnoses, reportFor } from './draw.ts';
import { fitsRateLimit } from './fits-rate-limit.ts';
import type { Handling } from './handling.ts';
import { audit, type Interaction } from './interaction.ts';
import { decideShowing, type Showing } from './showing.ts';
import { showProgress } from './show-progress.ts';
import { untilAborted } from './until-aborted.ts';

/** Slack asks not to edit a message more often. */
const PROGRESS_EVERY_MS = 3 * SECOND_MS;

export interface CheckToAnswer extends HowAsked {
  readonly check: Check;
  readonly subjectIds: readonly string[];
  /** The answer says what has changed since the subject's last diagnosis. */
  readonly saysChange: boolean;
}

/** A check under way, and for whom. */
interface Answering {
  readonly asked: CheckToAnswer;
  readonly showing: Showing;
  /** What has changed, once there is a diagnosis; null: not asked for. */
  readonly change: ((diagnosis: AnyDiagnosis) => string) | null;
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
  if (!(await fitsRateLimit(handling, interaction, asked.subjectIds.length))) return;
  const showing = await decideShowing(handling, interaction, asked.visibility);
  interaction.conversation.showTo(showing.visibility);
  const change = asked.saysChange ? await changeSinceLast(handling, interaction, asked, showing) : null;
  const over = new AbortController();
  const interrupted = untilAborted(handling.inFlight.interruption, over.signal);
  try {
    await answerUnlessInterrupted(handling, interaction, { asked, showing, change }, interrupted);
  } finally {
    over.abort();
  }
}

/** Compares what will be found with the newest diagnosis that is kept now. */
async function changeSinceLast(
  { memory }: Handling,
  { log }: Interaction,
  { check, subjectIds }: CheckToAnswer,
  { viewer }: Showing,
): Promise<Answering['change']> {
  const [subjectId = ''] = subjectIds;
  const { changed } = viewer.words;
  try {
    const last = await memory.lastDiagnosis(check.id, subjectId);
    if (last === null) return () => changed.first;
    if (viewer.audience === 'engineer') {
      return (diagnosis) => changed.since(check.words(viewer.locale).change(last, diagnosis));
    }
    return (diagnosis) => changed.since(changeInPlainWords(check, viewer, last, diagnosis));
  } catch (error) {
    log.error({ err: error }, 'the last diagnosis could not be read');
    return () => changed.notKnown;
  }
}

/** The codes of verdicts say nothing to the help desk: its own statements do. */
function changeInPlainWords(
  check: Check,
  viewer: Showing['viewer'],
  before: AnyDiagnosis,
  after: AnyDiagnosis,
): string {
  const [was, is] = [before, after].map((each) => reportFor(check, each, viewer).headline.statement);
  const { amended, changed } = viewer.words;
  return was === is ? changed.nothing : amended.change(was ?? '', is ?? '');
}

async function answerUnlessInterrupted(
  handling: Handling,
  interaction: Interaction,
  answering: Answering,
  interrupted: Promise<null>,
): Promise<void> {
  const { conversation, asker, requestId } = interaction;
  const { asked, showing } = answering;
  const { words } = showing.viewer;
  const audited = askedCheckOf(asked);
  const investigation = handling.investigate({ ...audited, asker, requestId });

  let diagnoses: readonly AnyDiagnosis[] | null;
  try {
    diagnoses = await waitShowingProgress(handling, interaction, answering, investigation, interrupted);
  } catch (error) {
    await audit(handling, interaction, { event: 'failed', check: audited });
    throw error;
  }
  if (diagnoses === null) {
    await audit(handling, interaction, { event: 'interrupted', check: audited });
    await conversation.fail(interruptedMessage({ kind: 'check', ...audited }, words));
    return;
  }
  await Promise.all([
    audit(handling, interaction, { event: 'checked', check: audited, verdicts: diagnoses.map(verdictOf) }),
    conversation.answer(drawAnswer(handling, answering, diagnoses)),
  ]);

  const amended = await Promise.race([investigation.amended, interrupted]);
  if (amended === null) return;
  await Promise.all([
    audit(handling, interaction, { event: 'amended', check: audited, verdicts: amended.map(verdictOf) }),
    conversation.amend(drawAnswer(handling, answering, amended)),
  ]);
  const changes = changedReports(answering, diagnoses, amended);
  if (changes.length > 0) await conversation.remark(amendedNote(changes, words));
}

function askedCheckOf({ check, subjectIds, asOfMs, windowMs }: CheckToAnswer): AskedCheck {
  return { checkId: check.id, subjectIds, asOfMs, windowMs };
}

function drawAnswer(
  handling: Handling,
  { asked, showing, change }: Answering,
  diagnoses: readonly AnyDiagnosis[],
): ReturnType<typeof drawDiagnoses> {
  const [only] = diagnoses;
  const preface: Markup | null = change === null || only === undefined ? null : markup`↻ ${change(only)}`;
  const { viewer, canShare } = showing;
  const { check, words, asOfMs, windowMs, visibility } = asked;
  const howAsked = { words, asOfMs, windowMs, visibility };
  return drawDiagnoses(handling, check, diagnoses, { viewer, canShare, preface, howAsked });
}

/** @returns the diagnoses; null when the bot is being stopped and there is no more time */
async function waitShowingProgress(
  { wait, checkingAfterMs }: Handling,
  interaction: Interaction,
  { asked, showing: { viewer } }: Answering,
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
    const { check, subjectIds } = asked;
    const checked = { noun: check.words(viewer.locale).noun, subjectCount: subjectIds.length };
    const awaited = { asked: { kind: 'check', ...askedCheckOf(asked) }, locale: viewer.locale } as const;
    await showProgress(interaction, checkingMessage(checked, progress, viewer.words), awaited);
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

function verdictOf({ id, subjectId, verdict }: AnyDiagnosis): AuditedVerdict {
  return { diagnosisId: id, subjectId, code: verdict.code, state: verdict.state };
}

function changedReports(
  { asked: { check }, showing: { viewer } }: Answering,
  before: readonly AnyDiagnosis[],
  after: readonly AnyDiagnosis[],
): readonly ChangedReport[] {
  return after.flatMap((newer) => {
    const older = before.find(({ subjectId }) => subjectId === newer.subjectId);
    if (older === undefined || isSameVerdict(older, newer)) return [];
    return [{ before: reportFor(check, older, viewer), after: reportFor(check, newer, viewer) }];
  });
}

function isSameVerdict({ verdict: a }: AnyDiagnosis, { verdict: b }: AnyDiagnosis): boolean {
  return a.code === b.code && a.state === b.state && a.confidence === b.confidence;
}
