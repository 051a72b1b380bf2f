import type { Config } from '../config-types.ts';
import { readConfig } from '../config.ts';
import type { Problem, SourceId } from '../diagnosis/reading.ts';
import { ConfigurationError } from '../errors.ts';
import { describeError } from '../log.ts';
import { hostAndPort } from '../postgres-connection.ts';
import { createSlackNetwork } from '../slack/network.ts';
import { sourceErrorOf } from '../sources/delivery/database-problems.ts';
import type { Examination } from '../sources/source.ts';
import type { TerminalWords } from '../words/terminal.en.ts';
import type { ExaminedPart } from './doctor-part.ts';
import { sampleIdIn, showSample } from './doctor-sample.ts';
import { examineSlack } from './doctor-slack.ts';
import { EXIT_CODES } from './exit-codes.ts';
import { printable } from './printable.ts';
import { isoOf } from './range.ts';
import type { Session } from './session.ts';

/** How long one part may take. */
const PART_MS = 20_000;
/** Well-formed, and nobody's. */
const NOBODYS_ID = '00000000-0000-4000-8000-000000000000';

type PartId = keyof TerminalWords['doctor']['parts'];

/** One part, timed. */
interface Examined extends ExaminedPart {
  readonly id: PartId;
  readonly elapsedMs: number;
}

/**
 * `portal-check doctor`: tries everything that the bot talks to.
 * @returns 0 when all that is configured works, 12 when something does not
 * @throws UsageError where the id of the sample cannot be read
 */
export async function doctorCommand(
  session: Session,
  environment: NodeJS.ProcessEnv,
  options: { readonly sample?: string },
): Promise<number> {
  const { assembly, words, note, out } = session;
  const { doctor } = words;
  const sampleId = options.sample === undefined ? null : sampleIdIn(options.sample, session);
  const config = readConfig(environment, 'terminal');
  if (config.clockStartsAtMs !== null) {
    out(doctor.rehearsal(isoOf(config.clockStartsAtMs)));
  }
  note(doctor.trying);
  const { sentry, loki } = assembly.sources;
  const parts = await Promise.all([
    examined('slack', words, () => slackPart(config, assembly.caPem, words)),
    examined('sentry', words, () =>
      sentry === null
        ? notConfigured('SENTRY_URL')
        : sourcePart('sentry', sentry.examine(AbortSignal.timeout(PART_MS)), words),
    ),
    examined('loki', words, () =>
      loki === null
        ? notConfigured('LOKI_URL', 'GRAFANA_LOKI_UID')
        : sourcePart('loki', loki.examine(AbortSignal.timeout(PART_MS)), words),
    ),
    examined('delivery', words, () => deliveryPart(session)),
    examined('store', words, () => storePart(session, config)),
  ]);
  for (const part of parts) show(part, session);
  const isSampleRead = sampleId === null || (await showSample(session, sampleId, PART_MS));
  return isSampleRead && parts.every(({ hint }) => hint === null) ? EXIT_CODES.ok : EXIT_CODES.unknown;
}

/** A part that breaks the doctor itself must not hide what was found of the others. */
async function examined(
  id: PartId,
  { doctor }: TerminalWords,
  examine: () => ExaminedPart | Promise<ExaminedPart>,
): Promise<Examined> {
  const startedAtMs = performance.now();
  const elapsedMs = () => Math.round(performance.now() - startedAtMs);
  try {
    return { id, ...(await examine()), elapsedMs: elapsedMs() };
  } catch (error) {
    const description = describeError(error);
    const said = typeof description === 'string' ? description : description.message;
    return { id, facts: [], hint: doctor.notExamined(said), unset: null, elapsedMs: elapsedMs() };
  }
}

function show(
  { id, facts, hint, unset, elapsedMs }: Examined,
  { out, style, words: { doctor } }: Session,
): void {
  const name = style('bold', doctor.parts[id]);
  if (unset !== null) {
    out(`${style('dim', '–')} ${name} ${style('dim', doctor.notConfigured(unset))}`);
    return;
  }
  const mark = hint === null ? style('green', '✓') : style('red', '✗');
  out(`${mark} ${name} ${style('dim', `${elapsedMs} ms`)}`);
  for (const fact of facts) out(`    ${printable(`${fact.name}: ${fact.value}`)}`);
  if (hint !== null) out(`    ${style('yellow', printable(hint))}`);
}

function notConfigured(...settings: readonly string[]): ExaminedPart {
  return { facts: [], hint: null, unset: settings };
}

function slackPart(
  { slack, proxy }: Config,
  caPem: string | null,
  { doctor }: TerminalWords,
): ExaminedPart | Promise<ExaminedPart> {
  if (slack === null) return notConfigured('SLACK_BOT_TOKEN');
  const network = createSlackNetwork({
    caPem,
    proxyUrl: proxy?.url ?? null,
    noProxy: proxy?.noProxy ?? null,
  });
  return examineSlack(slack, network, PART_MS, doctor.slack);
}

async function sourcePart(
  source: SourceId,
  examination: Promise<Examination>,
  words: TerminalWords,
): Promise<ExaminedPart> {
  const { facts, problem } = await examination;
  return {
    facts: inWords(facts, words),
    hint: problem === null ? null : hintFor(source, problem, words),
    unset: null,
  };
}

function inWords(facts: ExaminedPart['facts'], { doctor: { fact } }: TerminalWords): ExaminedPart['facts'] {
  return facts.map(({ name, value }) => ({ name: fact(name), value: fact(value) }));
}

/** What went wrong, a colon, and what to do: only in doctor that cannot be to run doctor. */
function hintFor(source: SourceId, problem: Problem, { doctor, problem: sentence }: TerminalWords): string {
  const hint = sentence(source, problem);
  const sendsToDoctor =
    source !== 'delivery' && (problem.code === 'wrong-shape' || problem.code === 'bad-request');
  return sendsToDoctor ? `${hint.slice(0, hint.lastIndexOf(': '))}: ${doctor.newVersion}` : hint;
}

/** The database may be well, and yet not hold what the check reads: so its questions are asked, about nobody. */
async function deliveryPart({ assembly, clock, words }: Session): Promise<ExaminedPart> {
  const { delivery } = assembly.sources;
  const part = await sourcePart('delivery', delivery.examine(AbortSignal.timeout(PART_MS)), words);
  const [check] = assembly.checks;
  const nowMs = clock();
  const { questions } = check.ask({ subjectIds: [NOBODYS_ID], asOfMs: nowMs, nowMs, windowMs: null });
  if (part.hint !== null || questions.delivery === undefined) return part;
  const reading = await delivery.ask(questions.delivery, AbortSignal.timeout(PART_MS));
  if ('problem' in reading) return { ...part, hint: words.problem('delivery', reading.problem) };
  const { queriesOf, answered } = words.doctor;
  return { ...part, facts: [...part.facts, { name: queriesOf(check.id), value: answered }] };
}

async function storePart({ assembly, words }: Session, { store }: Config): Promise<ExaminedPart> {
  try {
    const facts = inWords(await assembly.store.examine(), words);
    return { facts, hint: await schemaHint(assembly.store), unset: null };
  } catch (error) {
    const blame = {
      address: hostAndPort({ ...store, caPem: null }, 'DATABASE_URL'),
      urlSetting: 'DATABASE_URL',
      tlsSetting: 'DATABASE_TLS',
      statementTimeoutMs: PART_MS,
      connectTimeoutMs: PART_MS,
      answerTimeoutMs: PART_MS,
    };
    const { problem } = sourceErrorOf(error, blame, null);
    return { facts: [], hint: words.problem('store', problem), unset: null };
  }
}

async function schemaHint(store: Session['assembly']['store']): Promise<string | null> {
  try {
    await store.requireCurrentSchema();
    return null;
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems.join(' ');
    throw error;
  }
}
