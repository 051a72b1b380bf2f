import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';

/** The instant that the sandbox plays at: case 001's second day. */
export const SANDBOX_STARTS_AT = '2025-07-24T05:31:34-07:00';

/** What the stand-ins know each other by. None of these opens anything outside this machine. */
export const SANDBOX_SECRETS = {
  slackBotToken: 'xoxb-sandbox-bot-token',
  slackAppToken: 'xapp-sandbox-app-token',
  slackSigningSecret: 'sandbox-signing-secret',
  sentryToken: 'sandbox-sentry-token',
  lokiToken: 'sandbox-loki-token',
} as const;

/** The workspace of the sandbox. */
export const SANDBOX_SLACK = {
  teamId: 'T0SANDBOX',
  botUserId: 'U0BOT',
  botId: 'B0BOT',
  userId: 'U0ONCALL',
  channelId: 'C0ONCALL',
  channelName: 'on-call',
} as const;

const manifest = z.object({ oauth_config: z.object({ scopes: z.object({ bot: z.array(z.string()) }) }) });

/** What the app is granted when it is installed from its manifest. */
export function grantedScopes(): readonly string[] {
  const text = readFileSync(new URL('../../manifest.yml', import.meta.url), 'utf8');
  return manifest.parse(parse(text)).oauth_config.scopes.bot;
}
