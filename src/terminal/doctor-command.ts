import { WebClient } from '@slack/web-api';
import { readConfig, type Config } from '../config.ts';
import { createSlackNetwork } from '../slack/network.ts';
import { problemInEnglish } from '../words/problems.en.ts';
import { UsageError } from '../errors.ts';
import { DAY_MS } from '../diagnosis/time.ts';
import type { SourceId } from '../diagnosis/reading.ts';
import type { Examination } from '../sources/source.ts';
import { describeError } from '../log.ts';
import { EXIT_CODES } from './exit-codes.ts';
import type { Session } from './session.ts';

/** How long one part may take. */
const PART_MS = 20_000;
const PHRASE_WINDOW_MS = 30 * DAY_MS;

/** One part of the doctor's report. */
interface Finding {
  readonly name: string;
  readonly isWell: boolean;
  readonly facts: readonly { readonly name: string; readonly value: string }[];
  readonly hint: string | null;
  readonly elapsedMs: number;
}

/**
 * `portal-check doctor`: tries everything that the bot talks to.
 * @returns 0 when all that is configured works, 12 when something does not
 */
export async function doctorCommand(
  session: Session,
  environment: NodeJS.ProcessEnv,
  options: { readonly sample?: string },
): Promise<number> {
  const { assembly, note, out, style } = session;
  const config = readConfig(environment, 'terminal');
  if (config.clockStartsAtMs !== null) {
    out(
      `rehearsal: the clock started at ${new Date(config.clockStartsAtMs).toISOString()} (CLOCK_STARTS_AT)`,
    );
  }
  note('trying Slack, Sentry, Loki and both databases …');
  const { sentry, loki, delivery } = assembly.sources;
  const findings = await Promise.all([
    examineSlack(config, assembly.caPem),
    sentry === null
      ? notConfigured('Sentry', 'SENTRY_URL')
      : examineSource('Sentry', 'sentry', (signal) => sentry.examine(signal)),
    loki === null
      ? notConfigured('Loki', 'LOKI_URL or GRAFANA_LOKI_UID')
      : examineSource('Loki', 'loki', (signal) => loki.examine(signal)),
    examineSource('Delivery database', 'delivery', (signal) => delivery.examine(signal)),
    examineStore(session),
  ]);
  for (const { name, isWell, facts, hint, elapsedMs } of findings) {
    out(
      `${isWell ? style('green', '✓') : style('red', '✗')} ${style('bold', name)} ${style('dim', `${elapsedMs} ms`)}`,
    );
    for (const fact of facts) out(`    ${fact.name}: ${fact.value}`);
    if (hint !== null) out(`    ${style('yellow', hint)}`);
  }
  if (options.sample !== undefined) await showSample(session, options.sample);
  return findings.every(({ isWell }) => isWell) ? EXIT_CODES.ok : EXIT_CODES.unknown;
}

async function examineSource(
  name: string,
  source: SourceId,
  examine: (signal: AbortSignal) => Promise<Examination>,
): Promise<Finding> {
  const { facts, problem, elapsedMs } = await examine(AbortSignal.timeout(PART_MS));
  return {
    name,
    isWell: problem === null,
    facts,
    hint: problem === null ? null : problemInEnglish(source, problem),
    elapsedMs,
  };
}

function notConfigured(name: string, setting: string): Finding {
  return {
    name,
    isWell: true,
    facts: [{ name: 'status', value: `not configured (${setting} is not set)` }],
    hint: null,
    elapsedMs: 0,
  };
}

async function examineSlack(config: Config, caPem: string | null): Promise<Finding> {
  const { slack, proxy } = config;
  if (slack === null) return notConfigured('Slack', 'SLACK_BOT_TOKEN');
  const startedAtMs = performance.now();
  const { fetch } = createSlackNetwork({
    caPem,
    proxyUrl: proxy?.url ?? null,
    noProxy: proxy?.noProxy ?? null,
  });
  const client = new WebClient(slack.botToken, {
    slackApiUrl: slack.apiUrl,
    fetch,
    timeout: PART_MS,
    retryConfig: { retries: 0 },
  });
  const elapsedMs = () => Math.round(performance.now() - startedAtMs);
  try {
    const { team, user, bot_id: botId, response_metadata: metadata } = await client.auth.test();
    return {
      name: 'Slack',
      isWell: true,
      facts: [
        { name: 'workspace', value: team ?? 'unknown' },
        { name: 'bot', value: `${user ?? 'unknown'} (${botId ?? 'no bot id'})` },
        { name: 'mode', value: slack.mode.kind === 'socket' ? 'Socket Mode' : 'HTTP' },
        { name: 'scopes', value: metadata?.scopes?.join(', ') ?? 'not told' },
      ],
      hint: null,
      elapsedMs: elapsedMs(),
    };
  } catch (error) {
    const said =
      error instanceof Error && 'data' in error && isSlackRefusal(error.data) ? error.data.error : null;
    const hint =
      said === null
        ? 'Slack cannot be reached: check the network, HTTPS_PROXY and CA_FILE.'
        : `Slack refused the token (${said}): check SLACK_BOT_TOKEN, or install the app again.`;
    return { name: 'Slack', isWell: false, facts: [], hint, elapsedMs: elapsedMs() };
  }
}

function isSlackRefusal(data: unknown): data is { error: string } {
  return typeof data === 'object' && data !== null && 'error' in data && typeof data.error === 'string';
}

async function examineStore({ assembly }: Session): Promise<Finding> {
  const startedAtMs = performance.now();
  try {
    const facts = await assembly.store.examine();
    return {
      name: 'The bot’s own database',
      isWell: true,
      facts,
      hint: null,
      elapsedMs: Math.round(performance.now() - startedAtMs),
    };
  } catch (error) {
    const description = describeError(error);
    const hint = `check DATABASE_URL and DATABASE_TLS: ${typeof description === 'string' ? description : description.message}`;
    return {
      name: 'The bot’s own database',
      isWell: false,
      facts: [],
      hint,
      elapsedMs: Math.round(performance.now() - startedAtMs),
    };
  }
}

/** Every column of one provider, without its names, and how often each phrase was seen. */
async function showSample({ assembly, out, style, clock }: Session, text: string): Promise<void> {
  const [check] = assembly.checks;
  const [id, ...others] = check.subject.find(text).ids;
  if (id === undefined || others.length > 0)
    throw new UsageError(`--sample takes one id, as ${check.subject.example}`);
  const { loki, delivery } = assembly.sources;
  const nowMs = clock();
  out(style('bold', `Sample ${id}`));
  const { questions } = check.ask({ subjectIds: [id], asOfMs: nowMs, nowMs, windowMs: null });
  const [statement] = questions.delivery?.statements ?? [];
  if (statement !== undefined) {
    const { facts, problem } = await delivery.sample(statement, AbortSignal.timeout(PART_MS));
    if (problem !== null) out(`    ${style('yellow', problemInEnglish('delivery', problem))}`);
    else if (facts.length === 0) out('    no such provider');
    for (const { name, value } of facts) out(`    ${name}: ${value}`);
  }
  if (loki === null) return;
  const { sendFailed, linkCreationFailed, runPhrase } = assembly.portalLinks.loki;
  const window = { fromMs: nowMs - PHRASE_WINDOW_MS, untilMs: nowMs };
  for (const phrase of [sendFailed, linkCreationFailed, ...(runPhrase === null ? [] : [runPhrase])]) {
    const { count, lastSeenAtMs } = await loki.countPhrase(phrase, window, AbortSignal.timeout(PART_MS));
    const last =
      lastSeenAtMs === null
        ? 'never seen: is it still written like this?'
        : `last ${new Date(lastSeenAtMs).toISOString()}`;
    out(`    "${phrase}" in 30 days: ${count} lines, ${last}`);
  }
}
