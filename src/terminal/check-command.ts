import { UsageError } from '../errors.ts';
import { compareWorstFirst, type Diagnosis } from '../diagnosis/diagnosis.ts';
import type { Check } from '../checks/check.ts';
import type { Report } from '../checks/report.ts';
import type { Progress } from '../investigation/investigation.ts';
import { readCommandText, type Unreadable } from '../slack/command-text.ts';
import { sentenceFor } from '../slack/usage-message.ts';
import { slackEn } from '../words/slack.en.ts';
import { checkOutput } from './check-output.ts';
import { exitCodeOf } from './exit-codes.ts';
import { evidenceAsMarkdown, reportAsMarkdown } from './markdown.ts';
import { printableJson } from './printable.ts';
import { checkNamed, terminalAsker, type Session } from './session.ts';
import { evidenceAsText, reportAsText } from './text.ts';

export interface CheckOptions {
  readonly check?: string;
  readonly asOf?: string;
  readonly window?: string;
  readonly format: 'text' | 'json' | 'markdown';
  readonly evidence?: boolean;
}

/**
 * `portal-check check <id>…`
 * @returns the exit code
 * @throws UsageError where the words cannot be read
 */
export async function checkCommand(
  session: Session,
  words: readonly string[],
  options: CheckOptions,
): Promise<number> {
  const { assembly, note, out } = session;
  const request = readRequest(session, words, options);
  const { check } = request;
  if (request.ignored.length > 0) note(`${slackEn.ignored} ${request.ignored.join(' ')}`);
  note(
    `checking ${request.subjectIds.length === 1 ? request.subjectIds[0] : `${request.subjectIds.length} ${check.words('en').noun.many}`} …`,
  );
  const requestId = session.newRequestId();
  const investigation = assembly.investigate(
    {
      checkId: check.id,
      subjectIds: request.subjectIds,
      asOfMs: request.asOfMs,
      windowMs: request.windowMs,
      asker: terminalAsker(),
      requestId,
    },
    (progress) => note(progressLine(progress)),
  );
  const first = await investigation.first;
  const isLate = investigation.progress().some(({ status }) => status === 'asking');
  if (isLate) note('a source is late; waiting for it');
  // A terminal prints once: it can wait for the late source, where a channel needs the first answer in time.
  const diagnoses = isLate ? ((await investigation.amended) ?? first) : first;
  await audit(session, request, requestId, diagnoses);
  out(render(check, [...diagnoses].sort(compareWorstFirst), session, options));
  return exitCodeOf(diagnoses);
}

/** As in Slack, an audit that fails is an error of the bot, but no reason to keep an answer from somebody on call. */
async function audit(
  { assembly, clock, note }: Session,
  { check, subjectIds }: ReturnType<typeof readRequest>,
  requestId: string,
  diagnoses: readonly Diagnosis[],
): Promise<void> {
  try {
    await assembly.store.audit.record({
      atMs: clock(),
      requestId,
      asker: terminalAsker(),
      event: 'checked',
      interaction: 'check',
      checkId: check.id,
      subjectIds,
      verdicts: diagnoses.map(({ subjectId, verdict }) => ({
        subjectId,
        code: verdict.code,
        state: verdict.state,
      })),
      reason: null,
    });
  } catch {
    note('the audit of this check could not be written: "portal-check doctor" says why');
  }
}

function readRequest({ assembly, clock }: Session, words: readonly string[], options: CheckOptions) {
  const check = checkNamed(assembly.checks, options.check);
  if (check === null) {
    throw new UsageError(
      `no check is called "${options.check}"; there are: ${assembly.checks.map(({ id }) => id).join(', ')}`,
    );
  }
  const text = [
    ...words,
    ...(options.asOf === undefined ? [] : ['as-of', options.asOf]),
    ...(options.window === undefined ? [] : ['window', options.window]),
  ].join(' ');
  const reading = readCommandText(text, { checks: [check], nowMs: clock() });
  if (reading.kind === 'request') return reading;
  const problems: readonly Unreadable[] = reading.kind === 'help' ? [{ code: 'no-id' }] : reading.problems;
  throw new UsageError(
    [
      ...problems.map((problem) => sentenceFor(problem, check, slackEn)),
      `${slackEn.usage.example} ${exampleFor(problems, check, options)}`,
    ].join('\n'),
  );
}

/** An example that shows what was wrong done right. */
function exampleFor(problems: readonly Unreadable[], { id, subject }: Check, options: CheckOptions): string {
  const concerns = (option: string): boolean =>
    problems.some((problem) =>
      'option' in problem ? problem.option === option : problem.code.startsWith(option),
    );
  return [
    `portal-check check ${subject.example}`,
    ...(options.check === undefined ? [] : [`--check ${id}`]),
    ...(concerns('window') ? ['--window 14d'] : []),
    ...(concerns('as-of') ? ['--as-of 2025-07-24T05:31-07:00'] : []),
  ].join(' ');
}

interface Result {
  readonly diagnosis: Diagnosis;
  readonly report: Report;
}

function render(
  check: Check,
  diagnoses: readonly Diagnosis[],
  { style }: Session,
  { format, evidence: hasEvidence = false }: CheckOptions,
): string {
  const words = check.words('en');
  const asText = ({ diagnosis, report }: Result): string =>
    [
      reportAsText(report, style),
      style('dim', `verdict ${diagnosis.verdict.code} · diagnosis ${diagnosis.id}`),
      ...(hasEvidence ? ['', evidenceAsText(words.evidence(diagnosis), style)] : []),
    ].join('\n');
  const asMarkdown = ({ diagnosis, report }: Result): string =>
    [reportAsMarkdown(report), ...(hasEvidence ? [evidenceAsMarkdown(words.evidence(diagnosis))] : [])].join(
      '\n\n',
    );

  const results = diagnoses.map((diagnosis): Result => ({ diagnosis, report: words.report(diagnosis) }));
  if (format === 'json') return printableJson(JSON.stringify(checkOutput(results), null, 2));
  return results.map(format === 'markdown' ? asMarkdown : asText).join('\n\n');
}

function progressLine(progress: Progress): string {
  return progress.map(({ source, status }) => `${source}: ${status === 'asking' ? '…' : status}`).join('  ');
}
