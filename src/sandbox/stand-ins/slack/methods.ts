import { CHAT_METHODS } from './methods/chat.ts';
import { CONVERSATION_METHODS } from './methods/conversations.ts';
import { FILE_METHODS } from './methods/files.ts';
import { HISTORY_METHODS } from './methods/history.ts';
import { refused, type SlackMethods } from './methods/method.ts';
import { PEOPLE_METHODS } from './methods/people.ts';
import { VIEW_METHODS } from './methods/views.ts';

/** The methods that the stand-in knows, with the scope that Slack's documentation asks for. */
export const SLACK_METHODS: SlackMethods = {
  'auth.test': {
    token: 'bot',
    scope: null,
    answer: ({ settings, app }) => ({
      ok: true,
      url: 'https://sandbox.slack.example/',
      team: 'Sandbox',
      user: app.name,
      team_id: settings.teamId,
      user_id: settings.botUserId,
      bot_id: settings.botId,
      is_enterprise_install: false,
      ...(settings.enterpriseId == null ? {} : { enterprise_id: settings.enterpriseId }),
    }),
  },
  ...CHAT_METHODS,
  ...CONVERSATION_METHODS,
  ...HISTORY_METHODS,
  ...PEOPLE_METHODS,
  ...VIEW_METHODS,
  ...FILE_METHODS,
  'apps.connections.open': {
    token: 'app',
    scope: null,
    answer: ({ socketModeUrl }) =>
      socketModeUrl === null ? refused('internal_error') : { ok: true, url: socketModeUrl },
  },
};
