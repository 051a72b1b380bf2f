import type { Outcome, SendRequest } from '../client-api.ts';
import { appMention, directMessage } from '../event-payloads.ts';
import type { Actor } from '../interaction-payloads.ts';
import { escaped } from '../message-payload.ts';
import { slashCommandPayload } from '../payloads.ts';
import { isArchived, isForeign, isMember, isThreadGone, placeOf, type Place } from '../places.ts';
import { writeAnswer } from '../response-urls.ts';
import { newMessage, type SlackWorld } from '../world.ts';
import { actorOf, outcomeOf, refusedWith, type ClientContext } from './context.ts';

/** A person has typed something and pressed enter: a command, or a message. */
export async function send(context: ClientContext, request: SendRequest): Promise<Outcome> {
  const { world } = context;
  const actor = actorOf(context, request.user);
  if (actor === null) return refusedWith('user_not_found');
  const place = placeOf(world, request.channel);
  if (place === null || !isMember(world, place, request.user)) return refusedWith('channel_not_found');
  if (place.kind === 'channel' && isArchived(world, place.channel)) {
    return refusedWith('This channel is archived.');
  }
  return request.text.startsWith('/')
    ? sendCommand(context, actor, place, request)
    : sendMessage(context, place, request);
}

async function sendCommand(
  { world, slackUrl, delivery }: ClientContext,
  { user }: Actor,
  place: Place,
  { text: typed, threadTs }: SendRequest,
): Promise<Outcome> {
  const [, command = '', text = ''] = /^(\S+)\s*([\s\S]*)$/.exec(typed) ?? [];
  // A workspace's commands are for its own people only: where two meet in a channel, each has its own.
  if (!world.app.commands.includes(command) || isForeign(world, user)) {
    return refusedWith(
      `${command} is not a valid command. In Slack, all messages that start with the "/" character are interpreted as commands.`,
    );
  }
  if (threadTs !== null) return refusedWith(`${command} is not supported in threads. Sorry!`);
  const doer = {
    slackUrl,
    teamId: user.teamId,
    userId: user.id,
    userName: user.name,
    channelId: place.id,
    ...(place.kind === 'channel' ? { channelName: place.channel.name } : {}),
    atMs: world.clock(),
  };
  const acknowledgement = await delivery.command(slashCommandPayload(doer, { command, text: text.trim() }));
  if (!acknowledgement.ok || acknowledgement.body === '') return outcomeOf(acknowledgement, command);
  const refusal = writeAnswer(
    world,
    { channelId: place.id, userId: user.id },
    answerIn(acknowledgement.body),
  );
  return refusal === null ? { ok: true } : refusedWith(`${command} failed with the error "${refusal}"`);
}

/** A command may be answered along with its acknowledgement: by JSON, or by plain text. */
function answerIn(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    // Slack shows what is no JSON as it stands.
    return { text: body };
  }
}

async function sendMessage(
  { world, delivery }: ClientContext,
  place: Place,
  { user, text: typed, threadTs }: SendRequest,
): Promise<Outcome> {
  if (typed.trim() === '') return refusedWith('no_text');
  if (isThreadGone(world, place, threadTs)) return refusedWith('thread_not_found');
  if (place.kind === 'direct' && world.app.messagesTab !== 'open') {
    return refusedWith('Sending messages to this app has been turned off.');
  }
  const text = withMentions(world, typed);
  const message = newMessage({
    ts: world.nextTs(),
    channel: place.id,
    userId: user,
    threadTs,
    text,
    via: 'person',
  });
  world.messages.push(message);
  if (place.kind === 'direct') {
    await delivery.event(directMessage(world, message));
  } else if (text.includes(`<@${world.settings.botUserId}>`)) {
    if (!place.channel.isBotMember) {
      return refusedWith(`You mentioned @${world.app.name}, but they’re not in this channel.`);
    }
    await delivery.event(appMention(world, message));
  }
  return { ok: true };
}

/** As Slack stores what people type. */
function withMentions({ app, settings }: SlackWorld, typed: string): string {
  const name = app.name.replaceAll(/[^\w-]/g, String.raw`\$&`);
  return escaped(typed).replaceAll(new RegExp(`@${name}(?![\\w-])`, 'g'), `<@${settings.botUserId}>`);
}
