import { describe, expect, it } from 'vitest';
import type { ClientMessage } from '../../../src/sandbox/stand-ins/slack/client-api.ts';
import { startRig, type Rig } from './rig.ts';

/** A message of the bot in a channel. */
async function posted({ api }: Rig, threadTs?: string): Promise<string> {
  const thread = threadTs === undefined ? {} : { thread_ts: threadTs };
  const { ts = '' } = await api.chat.postMessage({ channel: 'C1', text: 'said', ...thread });
  return ts;
}

const seenBy = ({ client }: Rig, user: string): readonly ClientMessage[] =>
  client.view(user).channels.find(({ id }) => id === 'C1')?.messages ?? [];

const inThread = (ts: string) => ({ channel: 'C1', text: 'more', thread_ts: ts });

describe('a message that somebody deletes', () => {
  it('is gone for all, and so is the thread that nobody has answered in', async () => {
    const rig = await startRig();
    const ts = await posted(rig);
    expect(await rig.client.deleteMessage({ user: 'U1', channel: 'C1', ts })).toEqual({ ok: true });
    expect(seenBy(rig, 'U2')).toEqual([]);
    const { chat } = rig.api;
    await expect(chat.update({ channel: 'C1', ts, text: 'b' })).rejects.toThrow('message_not_found');
    await expect(chat.getPermalink({ channel: 'C1', message_ts: ts })).rejects.toThrow('message_not_found');
    await expect(chat.postMessage(inThread(ts))).rejects.toThrow('thread_not_found');
    expect(await rig.client.send({ user: 'U1', channel: 'C1', threadTs: ts, text: 'hello?' })).toEqual({
      ok: false,
      error: 'thread_not_found',
    });
  });

  it('leaves a trace where there are answers, and its thread goes on', async () => {
    const rig = await startRig({ grantsOptionalScopes: true });
    const ts = await posted(rig);
    await posted(rig, ts);
    await rig.client.deleteMessage({ user: 'U1', channel: 'C1', ts });
    await posted(rig, ts);
    expect(seenBy(rig, 'U2')).toMatchObject([
      { ts, isDeleted: true, text: '', blocks: [] },
      { threadTs: ts, isDeleted: false },
      { threadTs: ts, isDeleted: false },
    ]);
    await expect(rig.api.chat.update({ channel: 'C1', ts, text: 'b' })).rejects.toThrow('message_not_found');
    const { messages } = await rig.api.conversations.replies({ channel: 'C1', ts });
    expect(messages).toMatchObject([{ ts, subtype: 'tombstone' }, { thread_ts: ts }, { thread_ts: ts }]);
    expect(JSON.stringify(messages?.[0])).not.toContain('said');
  });

  it('is one’s own, or the bot’s where one administers the workspace', async () => {
    const rig = await startRig();
    const ofBot = await posted(rig);
    await rig.client.send({ user: 'U2', channel: 'C1', threadTs: null, text: 'mine' });
    const ofGuest = seenBy(rig, 'U2').at(-1)?.ts ?? '';
    const remove = (user: string, ts: string) => rig.client.deleteMessage({ user, channel: 'C1', ts });
    expect(await remove('U2', ofBot)).toEqual({ ok: false, error: 'cant_delete_message' });
    expect(await remove('U1', ofGuest)).toEqual({ ok: false, error: 'cant_delete_message' });
    expect(await remove('U9', ofBot)).toMatchObject({ ok: false });
    expect(await remove('U2', ofGuest)).toEqual({ ok: true });
    expect(seenBy(rig, 'U1').map(({ ts }) => ts)).toEqual([ofBot]);
  });
});

describe('an answer in a thread', () => {
  it('that is also sent to the channel stands there too, for people and in its history', async () => {
    const rig = await startRig({ grantsOptionalScopes: true });
    const ts = await posted(rig);
    await rig.api.chat.postMessage({ ...inThread(ts), reply_broadcast: true });
    await posted(rig, ts);
    expect(seenBy(rig, 'U1').map(({ isBroadcast }) => isBroadcast)).toEqual([false, true, false]);
    const { messages } = await rig.api.conversations.history({ channel: 'C1' });
    expect(messages).toMatchObject([
      { subtype: 'thread_broadcast', text: 'more', thread_ts: ts },
      { ts, text: 'said' },
    ]);
  });
});

describe('a channel that somebody archives', () => {
  it('takes nothing any more, until it is taken out of the archive', async () => {
    const rig = await startRig();
    const isKnownArchived = async () =>
      (await rig.api.conversations.info({ channel: 'C1' })).channel?.is_archived;
    expect(await rig.client.archive({ user: 'U1', channel: 'C1', isArchived: true })).toEqual({ ok: true });
    expect(await isKnownArchived()).toBe(true);
    expect(rig.client.workspace().channels.find(({ id }) => id === 'C1')?.isArchived).toBe(true);
    await expect(posted(rig)).rejects.toThrow('is_archived');
    const said = { user: 'U1', channel: 'C1', threadTs: null, text: 'hello?' };
    expect(await rig.client.send(said)).toMatchObject({ ok: false });
    await rig.client.archive({ user: 'U1', channel: 'C1', isArchived: false });
    expect(await isKnownArchived()).toBe(false);
    expect(await rig.client.send(said)).toEqual({ ok: true });
  });

  it.each([
    ['a guest', { user: 'U2', channel: 'C1' }],
    ['who is not in it', { user: 'U9', channel: 'C1' }],
    ['anybody, where it is a conversation with the bot', { user: 'U1', channel: 'D1' }],
  ])('cannot be by %s', async (_, request) => {
    const rig = await startRig();
    expect(await rig.client.archive({ ...request, isArchived: true })).toMatchObject({ ok: false });
    expect(rig.client.workspace().channels.find(({ id }) => id === 'C1')?.isArchived).toBe(false);
  });
});
