import { randomUUID } from 'node:crypto';
import { messagePayload } from './message-payload.ts';
import { directIdOf, placeOf } from './places.ts';
import { viewPayload } from './views.ts';
import type { SlackWorld, StoredMessage } from './world.ts';

/** Something that happened, as Slack tells it to the bot. */
export interface SlackEvent {
  readonly type: string;
  readonly [field: string]: unknown;
}

/** What Slack sends for an event. Sent again, it has the same `event_id`. */
export function eventPayload(world: SlackWorld, event: SlackEvent): Readonly<Record<string, unknown>> {
  const { teamId, enterpriseId = null, botUserId } = world.settings;
  const place = typeof event['channel'] === 'string' ? placeOf(world, event['channel']) : null;
  return {
    type: 'event_callback',
    token: 'sandbox',
    team_id: teamId,
    context_team_id: teamId,
    context_enterprise_id: enterpriseId,
    api_app_id: 'A0SANDBOX',
    event,
    event_id: `Ev${randomUUID().replaceAll('-', '').toUpperCase()}`,
    event_time: Math.floor(world.clock() / 1_000),
    authorizations: [
      {
        enterprise_id: enterpriseId,
        team_id: teamId,
        user_id: botUserId,
        is_bot: true,
        is_enterprise_install: false,
      },
    ],
    is_ext_shared_channel: place?.kind === 'channel' && place.channel.isShared === true,
  };
}

export function appMention(world: SlackWorld, message: StoredMessage): SlackEvent {
  return { ...told(world, message), type: 'app_mention' };
}

/** A message in the conversation with the bot. */
export function directMessage(world: SlackWorld, message: StoredMessage): SlackEvent {
  return { ...told(world, message), type: 'message', channel_type: 'im' };
}

export function appHomeOpened(world: SlackWorld, userId: string): SlackEvent {
  const home = world.homes.get(userId);
  return {
    type: 'app_home_opened',
    user: userId,
    channel: directIdOf(userId),
    tab: 'home',
    event_ts: world.nextTs(),
    ...(home === undefined ? {} : { view: viewPayload(world, home) }),
  };
}

export function subteamMembersChanged(
  world: SlackWorld,
  groupId: string,
  before: readonly string[],
  now: readonly string[],
): SlackEvent {
  const added = now.filter((id) => !before.includes(id));
  const removed = before.filter((id) => !now.includes(id));
  return {
    type: 'subteam_members_changed',
    subteam_id: groupId,
    team_id: world.settings.teamId,
    date_update: Math.floor(world.clock() / 1_000),
    added_users: added,
    added_users_count: added.length,
    removed_users: removed,
    removed_users_count: removed.length,
    event_ts: world.nextTs(),
  };
}

/** @param teamId the workspace that has joined */
export function channelShared(world: SlackWorld, channelId: string, teamId: string): SlackEvent {
  return {
    type: 'channel_shared',
    connected_team_id: teamId,
    channel: channelId,
    event_ts: world.nextTs(),
  };
}

function told(world: SlackWorld, message: StoredMessage): Readonly<Record<string, unknown>> {
  const payload = messagePayload(world, message);
  const place = placeOf(world, message.channel);
  const isShared = place?.kind === 'channel' && place.channel.isShared === true;
  return {
    ...payload,
    channel: message.channel,
    event_ts: message.ts,
    client_msg_id: randomUUID(),
    // Where several organizations meet, Slack says whose person it is.
    ...(isShared ? { user_team: payload['team'], source_team: payload['team'] } : {}),
  };
}
