import { CASE_001_PROVIDERS } from './case-001/providers.ts';
import { readAppManifest } from './stand-ins/slack/manifest.ts';
import type { SlackWorldSettings } from './stand-ins/slack/settings.ts';

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

/** Where and as whom a command is sent from outside of the page. */
export const SANDBOX_SLACK = {
  teamId: 'T0SANDBOX',
  botUserId: 'U0BOT',
  botId: 'B0BOT',
  userId: 'U0ONCALL',
  channelId: 'C0ONCALL',
  channelName: 'on-call',
} as const;

const PARTNER_TEAM = 'T0PARTNER';
const MINUTE_MS = 60_000;

/** The workspace of the sandbox as it begins. Its people are invented. */
export function sandboxWorkspace(): SlackWorldSettings {
  const { teamId, botUserId, botId, channelId, channelName } = SANDBOX_SLACK;
  const colleagues = ['U0ONCALL', 'U0HELP', 'U0GUEST'];
  return {
    teamId,
    botToken: SANDBOX_SECRETS.slackBotToken,
    appToken: SANDBOX_SECRETS.slackAppToken,
    botUserId,
    botId,
    // What the app is granted when it is installed from its manifest.
    scopes: readAppManifest().scopes,
    users: [
      { id: 'U0ONCALL', name: 'Ana (on call)', teamId, role: 'engineer' },
      { id: 'U0HELP', name: 'Hugo (help desk)', teamId, role: 'help-desk' },
      { id: 'U0OUTSIDE', name: 'Olga (partner company)', teamId: PARTNER_TEAM, role: 'outsider' },
      { id: 'U0GUEST', name: 'Gil (guest)', teamId, role: 'guest' },
    ],
    userGroups: [
      { id: 'S0ENGINEERS', userIds: ['U0ONCALL'] },
      { id: 'S0HELPDESK', userIds: ['U0HELP'] },
    ],
    channels: [
      {
        id: channelId,
        name: channelName,
        topic: 'Who is on call, and what is on fire',
        isBotMember: true,
        memberIds: colleagues,
      },
      {
        id: 'C0HELPDESK',
        name: 'help-desk',
        topic: 'Clinics that call us',
        isBotMember: true,
        memberIds: colleagues,
      },
      {
        id: 'C0INCIDENT',
        name: 'incident-0724',
        topic: 'Clinics that did not get their portal link this week',
        isBotMember: true,
        memberIds: ['U0ONCALL', 'U0HELP'],
      },
      {
        id: 'C0DIGEST',
        name: 'portal-digest',
        topic: 'All providers, and only what changes',
        isBotMember: true,
        memberIds: ['U0ONCALL', 'U0HELP'],
      },
      {
        id: 'C0INCIDENTS',
        name: 'incidents',
        topic: 'One message for each incident; all else in its thread',
        isBotMember: true,
        memberIds: ['U0ONCALL', 'U0HELP'],
      },
      {
        id: 'C0SHARED',
        name: 'shared-with-partner',
        topic: 'Together with the partner company',
        isBotMember: true,
        isShared: true,
        memberIds: [...colleagues, 'U0OUTSIDE'],
      },
      {
        id: 'C0RANDOM',
        name: 'random',
        topic: 'Anything else. portal-check is not in here.',
        isBotMember: false,
        memberIds: colleagues,
      },
    ],
    seededMessages: seededMessages(),
  };
}

function seededMessages(): NonNullable<SlackWorldSettings['seededMessages']> {
  const [duke, , , sanAntonio] = CASE_001_PROVIDERS;
  return [
    {
      channel: 'C0INCIDENT',
      userId: 'U0HELP',
      text: '🚨 *No portal link this week.* Memorial Healthcare System (South Florida) called: nobody there has had a link since Monday, and our button says “sent”.',
      agoMs: 47 * MINUTE_MS,
    },
    {
      channel: 'C0INCIDENT',
      userId: 'U0ONCALL',
      text: `Two more that I know of: ${duke.id} and ${sanAntonio.id}. Can somebody check what they have in common?`,
      agoMs: 21 * MINUTE_MS,
    },
    {
      channel: 'C0SHARED',
      userId: 'U0OUTSIDE',
      text: 'Good morning! Is there any news of the portal links?',
      agoMs: 12 * MINUTE_MS,
    },
  ];
}
