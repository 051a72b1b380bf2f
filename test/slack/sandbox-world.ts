import { readAppManifest } from '../../src/sandbox/stand-ins/slack/manifest.ts';
import {
  createSlackWorld,
  type SlackWorld,
  type SlackWorldSettings,
} from '../../src/sandbox/stand-ins/slack/world.ts';

export const BOT_TOKEN = 'xoxb-sandbox';
export const APP_TOKEN = 'xapp-sandbox';
export const SIGNING_SECRET = 'signing-secret-of-the-sandbox';

/** A workspace with the channels that matter: one with the bot, one without, an archived one, and a conversation of two. */
export function sandboxWorld(over: Partial<SlackWorldSettings> = {}): SlackWorld {
  return createSlackWorld({
    teamId: 'T1',
    botToken: BOT_TOKEN,
    appToken: APP_TOKEN,
    botUserId: 'U0BOT',
    botId: 'B0BOT',
    scopes: readAppManifest().scopes,
    channels: [
      { id: 'C1', name: 'on-call', isBotMember: true },
      { id: 'C2', name: 'elsewhere', isBotMember: false },
      { id: 'C3', name: 'old', isBotMember: true, isArchived: true },
    ],
    users: [
      { id: 'U1', name: 'ana', teamId: 'T1' },
      { id: 'U9', name: 'guest', teamId: 'T9' },
    ],
    ...over,
  });
}
