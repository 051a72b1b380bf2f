import { LogLevel, WebClient, type Logger } from '@slack/web-api';
import type { SlackConfig } from '../config-types.ts';
import type { DoctorFact } from '../diagnosis/doctor-facts.ts';
import { createSlackNetwork, type SlackNetwork } from '../slack/network.ts';
import { slackRefusal } from '../slack/refusal.ts';
import type { TerminalWords } from '../words/terminal.en.ts';
import { notConfigured, PART_MS, type DoctorPart, type ExaminedPart } from './doctor-part.ts';

/** What the bot cannot work without, of the scopes in `manifest.yml`. */
const NEEDED_SCOPES = ['commands', 'chat:write'];

/** What Slack refuses is said as a hint, and not in a log besides. */
const SILENT: Logger = {
  debug: () => {},
  info: () => {},
  warn: () => {},
  error: () => {},
  setLevel: () => {},
  getLevel: () => LogLevel.ERROR,
  setName: () => {},
};

export const slackPart: DoctorPart = {
  id: 'slack',
  async examine({ assembly, words }, { slack, proxy }) {
    if (slack === null) return notConfigured('SLACK_BOT_TOKEN');
    const network = createSlackNetwork({
      caPem: assembly.caPem,
      proxyUrl: proxy?.url ?? null,
      noProxy: proxy?.noProxy ?? null,
    });
    return examineSlack(slack, network, words.doctor.slack);
  },
};

/** Whose bot the token makes, what it may do, and in Socket Mode whether a connection is granted. */
async function examineSlack(
  { botToken, apiUrl, mode }: SlackConfig,
  { fetch }: SlackNetwork,
  words: TerminalWords['doctor']['slack'],
): Promise<ExaminedPart> {
  const client = new WebClient(botToken, {
    slackApiUrl: apiUrl,
    fetch,
    timeout: PART_MS,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logger: SILENT,
  });
  const facts: DoctorFact[] = [{ code: 'slack-mode', params: { mode: mode.kind } }];
  const part = (hint: string | null): ExaminedPart => ({ facts, hint, unset: null });
  let setting = 'SLACK_BOT_TOKEN';
  try {
    const { team, user, bot_id: botId, response_metadata: metadata } = await client.auth.test();
    const scopes = metadata?.scopes;
    facts.push(
      { code: 'slack-workspace', params: { name: team ?? null } },
      { code: 'slack-bot', params: { user: user ?? null, botId: botId ?? null } },
      { code: 'slack-scopes', params: { scopes: scopes ?? null } },
    );
    if (botId === undefined) {
      return part(words.tokenOfPerson);
    }
    const lacking = NEEDED_SCOPES.filter((scope) => scopes !== undefined && !scopes.includes(scope));
    if (lacking.length > 0) {
      return part(words.scopesLacking(lacking));
    }
    if (mode.kind === 'socket') {
      setting = 'SLACK_APP_TOKEN';
      await client.apps.connections.open({ token: mode.appToken });
      facts.push({ code: 'slack-socket-granted', params: {} });
    }
    return part(null);
  } catch (error) {
    return part(hintOf(error, setting, new URL(apiUrl).origin, words));
  }
}

function hintOf(
  error: unknown,
  setting: string,
  address: string,
  { noAnswer, refused }: TerminalWords['doctor']['slack'],
): string {
  const refusal = slackRefusal(error);
  return refusal === null ? noAnswer(address) : refused(refusal, setting);
}
