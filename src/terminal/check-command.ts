import { UsageError } from '../errors.ts';
import { compareWorstFirst, type Diagnosis } from '../diagnosis/diagnosis.ts';
import type { Check } from '../checks/check.ts';
import type { Report } from '../checks/report.ts';
import type { Progress } from '../investigation/investigation.ts';
import { readCommandText, type CommandReading, type Unreadable } from '../slack/command-text.ts';
import { sentenceFor } from '../slack/usage-message.ts';
import { wordsIn } from '../words/slack.ts';
import type { TerminalWords } from '../words/terminal.en.ts';
import { checkOutput } from './check-output.ts';
import { EXIT_CODES, exitCodeOf } from './exit-codes.ts';
import { findByName } from './find-by-name.ts';
import { evidenceAsMarkdown, reportAsMarkdown } from './markdown.ts';
import { printableJson } from '../words/printable.ts';
import { checkNamed, terminalAsker, type Session } from './session.ts';
import { evidenceAsText, reportAsText } from './text.ts';
import { writeAudit } from './write-audit.ts';

export interface CheckOptions {
  readonly check?: string;
  readonly asOf?: string;
  readonly window?: string;
  readonly format: 'text' | 'json' | 'markdown';
  readonly evidence?: boolean;
}

/**
 * `portal-check check <id>…`, or by words of a name
 * @returns the exit code
 * @throws UsageError where the words cannot be read, or are no name that one subject alone bears
 */
export async function checkCommand(
  session: Session,
  words: readonly string[],
  options: CheckOptions,
): Promise<number> {
  const { assembly, note, out } = session;
  const { locale, check: phrases } = session.words;
  const request = readRequest(session, words, options);
  const { check } = request;
  const subjectIds = await subjectIdsOf(request, session);
  if (subjectIds === null) return EXIT_CODES.unknown;
  const [firstId = '', ...otherIds] = subjectIds;
  const { many } = check.words(locale).noun;
  note(phrases.checking(otherIds.length === 0 ? firstId : `${subjectIds.length} ${many}`));
  const requestId = session.newRequestId();
  const investigation = assembly.investigate(
    {
      checkId: check.id,
      subjectIds,
      asOfMs: request.asOfMs,
      windowMs: request.windowMs,
      asker: terminalAsker(),
      requestId,
    },
    (progress) => note(progressLine(progress, session.words)),
  );
  const first = await investigation.first;
  const isLate = investigation.progress().some(({ status }) => status === 'asking');
  if (isLate) note(phrases.late);
  // A terminal prints once: it can wait for the late source, where a channel needs the first answer in time.
  const diagnoses = isLate ? ((await investigation.amended) ?? first) : first;
  await writeAudit(session, {
    requestId,
    event: 'checked',
    interaction: 'check',
    checkId: check.id,
    subjectIds,
    verdicts: diagnoses.map(({ subjectId, verdict: { code, state } }) => ({ subjectId, code, state })),
    reason: null,
  });
  out(render(check, [...diagnoses].sort(compareWorstFirst), session, options));
  return exitCodeOf(diagnoses);
}

type CheckRequest = Extract<CommandReading, { readonly kind: 'request' | 'search' }>;

function readRequest(
  { assembly, words, clock }: Session,
  asked: readonly string[],
  options: CheckOptions,
): CheckRequest {
  const check = checkNamed(assembly.checks, options.check);
  if (check === null) {
    const known = assembly.checks.map(({ id }) => id);
    throw new UsageError(words.refusals.unknownCheck(options.check ?? '', known));
  }
  const text = [
    ...asked,
    ...(options.asOf === undefined ? [] : ['as-of', options.asOf]),
    ...(options.window === undefined ? [] : ['window', options.window]),
  ].join(' ');
  const reading = readCommandText(text, { checks: [check], nowMs: clock() });
  if (reading.kind === 'request' || reading.kind === 'search') return reading;
  const slackWords = wordsIn(words.locale);
  const problems: readonly Unreadable[] = reading.kind === 'help' ? [{ code: 'no-id' }] : reading.problems;
  throw new UsageError(
    [
      ...problems.map((problem) => sentenceFor(problem, check, slackWords)),
      `${slackWords.usage.example} ${exampleFor(problems, check, options)}`,
    ].join('\n'),
  );
}

/** Whom to check; null where a name could not be looked up. */
async function subjectIdsOf(request: CheckRequest, session: Session): Promise<readonly string[] | null> {
  if (request.kind === 'search') {
    const id = await findByName(session, request.check, request.words);
    return id === null ? null : [id];
  }
  const { ignored } = wordsIn(session.words.locale);
  if (request.ignored.length > 0) session.note(`${ignored} ${request.ignored.join(' ')}`);
  return request.subjectIds;
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
  { style, words: { locale, check: phrases } }: Session,
  { format, evidence: hasEvidence = false }: CheckOptions,
): string {
  const words = check.words(locale);
  const asText = ({ diagnosis, report }: Result): string =>
    [
      reportAsText(report, style),
      style('dim', phrases.codes(diagnosis.verdict.code, diagnosis.id)),
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

function progressLine(progress: Progress, { check }: TerminalWords): string {
  return progress.map(({ source, status }) => check.source(source, status)).join('  ');
}
