import { readConfig, type Config } from '../config.ts';
import type { SourceId } from '../diagnosis/reading.ts';
import { ConfigurationError } from '../errors.ts';
import { describeError } from '../log.ts';
import { hostAndPort } from '../postgres-connection.ts';
import { createSlackNetwork } from '../slack/network.ts';
import { sourceErrorOf } from '../sources/delivery/database-problems.ts';
import type { Examination } from '../sources/source.ts';
import { problemInEnglish } from '../words/problems.en.ts';
import type { ExaminedPart } from './doctor-part.ts';
import { sampleIdIn, showSample } from './doctor-sample.ts';
import { examineSlack } from './doctor-slack.ts';
import { EXIT_CODES } from './exit-codes.ts';
import { printable } from './printable.ts';
import type { Session } from './session.ts';

/** How long one part may take. */
const PART_MS = 20_000;
/** Well-formed, and nobody's. */
const NOBODYS_ID = '00000000-0000-4000-8000-000000000000';

/** One part, named and timed. */
interface Examined extends ExaminedPart {
  readonly name: string;
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
  const { assembly, note, out } = session;
  const sampleId = options.sample === undefined ? null : sampleIdIn(options.sample, session);
  const config = readConfig(environment, 'terminal');
  if (config.clockStartsAtMs !== null) {
    out(
      `rehearsal: the clock started at ${new Date(config.clockStartsAtMs).toISOString()} (CLOCK_STARTS_AT)`,
    );
  }
  note('trying Slack, Sentry, Loki and both databases …');
  const { sentry, loki } = assembly.sources;
  const parts = await Promise.all([
    examined('Slack', () => slackPart(config, assembly.caPem)),
    examined('Sentry', () =>
      sentry === null
        ? notConfigured('SENTRY_URL')
        : sourcePart('sentry', sentry.examine(AbortSignal.timeout(PART_MS))),
    ),
    examined('Loki', () =>
      loki === null
        ? notConfigured('LOKI_URL or GRAFANA_LOKI_UID')
        : sourcePart('loki', loki.examine(AbortSignal.timeout(PART_MS))),
    ),
    examined('Delivery database', () => deliveryPart(session)),
    examined('The bot’s own database', () => storePart(session, config)),
  ]);
  for (const part of parts) show(part, session);
  const isSampleRead = sampleId === null || (await showSample(session, sampleId, PART_MS));
  return isSampleRead && parts.every(({ hint }) => hint === null) ? EXIT_CODES.ok : EXIT_CODES.unknown;
}

/** A part that breaks the doctor itself must not hide what was found of the others. */
async function examined(
  name: string,
  examine: () => ExaminedPart | Promise<ExaminedPart>,
): Promise<Examined> {
  const startedAtMs = performance.now();
  const elapsedMs = () => Math.round(performance.now() - startedAtMs);
  try {
    return { name, ...(await examine()), elapsedMs: elapsedMs() };
  } catch (error) {
    const description = describeError(error);
    const said = typeof description === 'string' ? description : description.message;
    return { name, facts: [], hint: `could not be examined: ${said}`, elapsedMs: elapsedMs() };
  }
}

function show({ name, facts, hint, elapsedMs }: Examined, { out, style }: Session): void {
  const mark = hint === null ? style('green', '✓') : style('red', '✗');
  out(`${mark} ${style('bold', name)} ${style('dim', `${elapsedMs} ms`)}`);
  for (const fact of facts) out(`    ${printable(`${fact.name}: ${fact.value}`)}`);
  if (hint !== null) out(`    ${style('yellow', printable(hint))}`);
}

function notConfigured(setting: string): ExaminedPart {
  return { facts: [{ name: 'status', value: `not configured (${setting} is not set)` }], hint: null };
}

function slackPart({ slack, proxy }: Config, caPem: string | null): ExaminedPart | Promise<ExaminedPart> {
  if (slack === null) return notConfigured('SLACK_BOT_TOKEN');
  const network = createSlackNetwork({
    caPem,
    proxyUrl: proxy?.url ?? null,
    noProxy: proxy?.noProxy ?? null,
  });
  return examineSlack(slack, network, PART_MS);
}

async function sourcePart(source: SourceId, examination: Promise<Examination>): Promise<ExaminedPart> {
  const { facts, problem } = await examination;
  return { facts, hint: problem === null ? null : problemInEnglish(source, problem) };
}

/** The database may be well, and yet not hold what the check reads: so its questions are asked, about nobody. */
async function deliveryPart({ assembly, clock }: Session): Promise<ExaminedPart> {
  const { delivery } = assembly.sources;
  const part = await sourcePart('delivery', delivery.examine(AbortSignal.timeout(PART_MS)));
  const [check] = assembly.checks;
  const nowMs = clock();
  const { questions } = check.ask({ subjectIds: [NOBODYS_ID], asOfMs: nowMs, nowMs, windowMs: null });
  if (part.hint !== null || questions.delivery === undefined) return part;
  const reading = await delivery.ask(questions.delivery, AbortSignal.timeout(PART_MS));
  if ('problem' in reading) return { ...part, hint: problemInEnglish('delivery', reading.problem) };
  return { ...part, facts: [...part.facts, { name: `the queries of ${check.id}`, value: 'answered' }] };
}

async function storePart({ assembly }: Session, { store }: Config): Promise<ExaminedPart> {
  try {
    const facts = await assembly.store.examine();
    return { facts, hint: await schemaHint(assembly.store) };
  } catch (error) {
    const blame = {
      address: hostAndPort({ ...store, caPem: null }, 'DATABASE_URL'),
      urlSetting: 'DATABASE_URL',
      tlsSetting: 'DATABASE_TLS',
      statementTimeoutMs: PART_MS,
      connectTimeoutMs: PART_MS,
      answerTimeoutMs: PART_MS,
    };
    return { facts: [], hint: problemInEnglish('store', sourceErrorOf(error, blame, null).problem) };
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
