import { refusalOfMessage, refusalOfModal, type Refusal } from './block-rules.ts';
import type { SlackWorld, StoredMessage } from './world.ts';

type Params = Readonly<Record<string, string>>;

type Answer = { readonly ok: true; readonly [field: string]: unknown } | ErrorAnswer;
export interface ErrorAnswer {
  readonly ok: false;
  readonly error: string;
  readonly needed?: string;
  readonly response_metadata?: { readonly messages: readonly string[] };
  /** Not part of the body: becomes status 429 with this header. */
  readonly retryAfterS?: number;
}

export interface SlackMethod {
  readonly token: 'bot' | 'app';
  /** What the app must have been granted; null: nothing. */
  readonly scope: string | null;
  answer(world: SlackWorld, params: Params): Answer;
}

const TRIGGER_VALID_FOR_MS = 3_000;

/** The methods that the stand-in knows, with the scope that Slack's documentation asks for. */
export const SLACK_METHODS: Readonly<Record<string, SlackMethod>> = {
  'auth.test': {
    token: 'bot',
    scope: null,
    answer: ({ settings }) => ({
      ok: true,
      url: 'https://sandbox.slack.example/',
      team: 'Sandbox',
      user: 'portal-check',
      team_id: settings.teamId,
      user_id: settings.botUserId,
      bot_id: settings.botId,
      is_enterprise_install: false,
      ...(settings.enterpriseId == null ? {} : { enterprise_id: settings.enterpriseId }),
    }),
  },

  'chat.postMessage': {
    token: 'bot',
    scope: 'chat:write',
    answer: (world, params) =>
      refusedByChannel(world, params) ??
      refusedByRate(world, params) ??
      refusedContent(params) ??
      post(world, params),
  },

  'chat.update': {
    token: 'bot',
    scope: 'chat:write',
    answer: (world, params) =>
      refusedByChannel(world, params) ?? refusedContent(params) ?? update(world, params),
  },

  'chat.postEphemeral': {
    token: 'bot',
    scope: 'chat:write',
    answer: (world, params) => {
      const refusal = refusedByChannel(world, params) ?? refusedContent(params);
      if (refusal !== null) return refusal;
      const ts = world.nextTs();
      world.messages.push(newMessage(params, ts, 'chat.postEphemeral', params.user ?? null));
      return { ok: true, message_ts: ts };
    },
  },

  'views.open': {
    token: 'bot',
    scope: null,
    answer(world, params) {
      const triggerId = params.trigger_id ?? '';
      const issuedAtMs = Number(triggerId.split('.')[0]);
      if (world.usedTriggerIds.has(triggerId)) return refused('exchanged_trigger_id');
      if (!(world.clock() - issuedAtMs <= TRIGGER_VALID_FOR_MS)) return refused('expired_trigger_id');
      const view = jsonOf(params.view);
      const refusal = refusalOfModal(view);
      if (refusal !== null) return refusedAs(refusal);
      world.usedTriggerIds.add(triggerId);
      const id = `V${world.modals.length + 1}`;
      world.modals.push({ id, view });
      return { ok: true, view: { id } };
    },
  },

  'conversations.info': {
    token: 'bot',
    scope: 'channels:read',
    answer({ settings }, params) {
      const channel = settings.channels.find(({ id }) => id === params.channel);
      if (channel === undefined) return refused('channel_not_found');
      const { id, name, isBotMember, isArchived = false, isShared = false } = channel;
      return {
        ok: true,
        channel: { id, name, is_member: isBotMember, is_archived: isArchived, is_ext_shared: isShared },
      };
    },
  },

  'users.info': {
    token: 'bot',
    scope: 'users:read',
    answer({ settings }, params) {
      const user = settings.users.find(({ id }) => id === params.user);
      if (user === undefined) return refused('user_not_found');
      const { id, name, teamId } = user;
      return { ok: true, user: { id, name, team_id: teamId, is_stranger: teamId !== settings.teamId } };
    },
  },

  'apps.connections.open': {
    token: 'app',
    scope: null,
    answer: ({ socketModeUrl }) =>
      socketModeUrl === null ? refused('internal_error') : { ok: true, url: socketModeUrl },
  },
};

function refusedByChannel({ settings }: SlackWorld, { channel: channelId }: Params): ErrorAnswer | null {
  const channel = settings.channels.find(({ id }) => id === channelId);
  if (channel === undefined) return refused('channel_not_found');
  if (channel.isArchived === true) return refused('is_archived');
  return channel.isBotMember ? null : refused('not_in_channel');
}

function refusedByRate({ settings, messages, clock }: SlackWorld, { channel }: Params): ErrorAnswer | null {
  if (settings.limitsMessageRate !== true) return null;
  const last = messages.findLast(
    (message) => message.channel === channel && message.via === 'chat.postMessage',
  );
  const isTooSoon = last !== undefined && Math.floor(clock() / 1_000) <= Number(last.ts.split('.')[0]);
  return isTooSoon ? { ...refused('ratelimited'), retryAfterS: 1 } : null;
}

function refusedContent(params: Params): ErrorAnswer | null {
  const refusal = refusalOfMessage(params.text ?? '', blocksOf(params));
  return refusal === null ? null : refusedAs(refusal);
}

function post(world: SlackWorld, params: Params): Answer {
  const ts = world.nextTs();
  world.messages.push(newMessage(params, ts, 'chat.postMessage', null));
  return { ok: true, channel: params.channel, ts, message: { text: params.text, ts } };
}

function update(world: SlackWorld, params: Params): Answer {
  const message = world.messages.find(
    ({ channel, ts, onlyFor }) => channel === params.channel && ts === params.ts && onlyFor === null,
  );
  if (message === undefined || message.isDeleted) return refused('message_not_found');
  message.history.push({ text: message.text, blocks: message.blocks });
  message.text = params.text ?? message.text;
  // As Slack does: text without blocks removes the blocks.
  message.blocks = blocksOf(params);
  return { ok: true, channel: params.channel, ts: params.ts, text: message.text };
}

function newMessage(
  params: Params,
  ts: string,
  via: StoredMessage['via'],
  onlyFor: string | null,
): StoredMessage {
  return {
    ts,
    channel: params.channel ?? '',
    onlyFor,
    via,
    threadTs: params.thread_ts ?? null,
    text: params.text ?? '',
    blocks: blocksOf(params),
    history: [],
    isDeleted: false,
  };
}

function blocksOf(params: Params): readonly unknown[] {
  const blocks = jsonOf(params.blocks);
  return Array.isArray(blocks) ? blocks : [];
}

function jsonOf(text: string | undefined): unknown {
  return text === undefined ? null : JSON.parse(text);
}

function refused(error: string): ErrorAnswer {
  return { ok: false, error };
}

function refusedAs({ error, messages }: Refusal): ErrorAnswer {
  return { ok: false, error, response_metadata: { messages } };
}
