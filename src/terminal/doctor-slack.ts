import { LogLevel, WebClient, type Logger } from '@slack/web-api';
import type { SlackConfig } from '../config.ts';
import type { SlackNetwork } from '../slack/network.ts';
import { slackRefusal } from '../slack/refusal.ts';
import type { ExaminedPart } from './doctor-part.ts';

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

/** Whose bot the token makes, what it may do, and in Socket Mode whether a connection is granted. */
export async function examineSlack(
  { botToken, apiUrl, mode }: SlackConfig,
  { fetch }: SlackNetwork,
  timeoutMs: number,
): Promise<ExaminedPart> {
  const client = new WebClient(botToken, {
    slackApiUrl: apiUrl,
    fetch,
    timeout: timeoutMs,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logger: SILENT,
  });
  const facts: { name: string; value: string }[] = [
    { name: 'mode', value: mode.kind === 'socket' ? 'Socket Mode' : 'HTTP' },
  ];
  let setting = 'SLACK_BOT_TOKEN';
  try {
    const { team, user, bot_id: botId, response_metadata: metadata } = await client.auth.test();
    const scopes = metadata?.scopes;
    facts.push(
      { name: 'workspace', value: team ?? 'unknown' },
      { name: 'bot', value: `${user ?? 'unknown'} (${botId ?? 'no bot id'})` },
      { name: 'scopes', value: scopes?.join(', ') ?? 'not told' },
    );
    if (botId === undefined) {
      return { facts, hint: 'this is the token of a person: SLACK_BOT_TOKEN must be a bot token (xoxb-…)' };
    }
    const lacking = NEEDED_SCOPES.filter((scope) => scopes !== undefined && !scopes.includes(scope));
    if (lacking.length > 0) {
      return {
        facts,
        hint: `the scope ${lacking.join(' and ')} is lacking: install the app again from manifest.yml`,
      };
    }
    if (mode.kind === 'socket') {
      setting = 'SLACK_APP_TOKEN';
      await client.apps.connections.open({ token: mode.appToken });
      facts.push({ name: 'Socket Mode', value: 'a connection is granted' });
    }
    return { facts, hint: null };
  } catch (error) {
    return { facts, hint: hintOf(error, setting, new URL(apiUrl).origin) };
  }
}

function hintOf(error: unknown, setting: string, address: string): string {
  const refusal = slackRefusal(error);
  return refusal === null
    ? `Slack did not answer at ${address}: check the network, HTTPS_PROXY and CA_FILE`
    : `Slack refused the token (${refusal}): check ${setting}, or install the app again`;
}
