import type { WebClient } from '@slack/web-api';
import { describe, expect, it } from 'vitest';
import { startRig } from './rig.ts';

describe('the Web API refuses what Slack refuses', () => {
  it.each<[string, string, (api: WebClient) => Promise<unknown>]>([
    [
      'a message to one that nobody is',
      'channel_not_found',
      (api) => api.chat.postMessage({ channel: 'U7', text: 'a' }),
    ],
    [
      'a message to a private channel without it',
      'channel_not_found',
      (api) => api.chat.postMessage({ channel: 'C5', text: 'a' }),
    ],
    [
      'a message to a channel without it',
      'not_in_channel',
      (api) => api.chat.postMessage({ channel: 'C4', text: 'a' }),
    ],
    [
      'a message to an archived channel',
      'is_archived',
      (api) => api.chat.postMessage({ channel: 'C3', text: 'a' }),
    ],
    [
      'blocks that are no list',
      'invalid_blocks_format',
      (api) => api.apiCall('chat.postMessage', { channel: 'C1', text: 'a', blocks: '{' }),
    ],
    [
      'metadata without a type',
      'invalid_metadata_format',
      (api) => api.apiCall('chat.postMessage', { channel: 'C1', text: 'a', metadata: { ids: 1 } }),
    ],
    [
      'a thread that is none',
      'invalid_thread_ts',
      (api) => api.chat.postMessage({ channel: 'C1', text: 'a', thread_ts: 'first' }),
    ],
    [
      'a whisper to who is not there',
      'user_not_in_channel',
      (api) => api.chat.postEphemeral({ channel: 'C1', user: 'U9', text: 'a' }),
    ],
    [
      'deleting what is not there',
      'message_not_found',
      (api) => api.chat.delete({ channel: 'C1', ts: '1.1' }),
    ],
    [
      'a link to what is not there',
      'message_not_found',
      (api) => api.chat.getPermalink({ channel: 'C1', message_ts: '1.1' }),
    ],
    ['a channel that it cannot see', 'channel_not_found', (api) => api.conversations.info({ channel: 'C5' })],
    ['a conversation with nobody', 'users_list_not_supplied', (api) => api.conversations.open({ users: '' })],
    ['a conversation with itself', 'cannot_dm_bot', (api) => api.conversations.open({ users: 'U0BOT' })],
    [
      'a conversation with who is not there',
      'user_not_found',
      (api) => api.conversations.open({ users: 'U7' }),
    ],
    ['a group that is not there', 'no_such_subteam', (api) => api.usergroups.users.list({ usergroup: 'S7' })],
  ])('%s: %s', async (_, error, call) => {
    const { api } = await startRig();
    await expect(call(api)).rejects.toThrow(error);
  });

  it.each<[string, (api: WebClient) => Promise<unknown>]>([
    ['chat:write', (api) => api.chat.delete({ channel: 'C1', ts: '1.1' })],
    ['channels:read', (api) => api.conversations.info({ channel: 'C1' })],
    ['groups:read', (api) => api.conversations.info({ channel: 'C6' })],
    ['im:read', (api) => api.conversations.info({ channel: 'D1' })],
    ['im:write', (api) => api.conversations.open({ users: 'U1' })],
    ['files:write', (api) => api.files.getUploadURLExternal({ filename: 'a.png', length: 1 })],
    ['files:read', (api) => api.files.info({ file: 'F1' })],
    ['usergroups:read', (api) => api.usergroups.users.list({ usergroup: 'S1' })],
    ['users:read', (api) => api.users.info({ user: 'U1' })],
  ])('a call without %s', async (scope, call) => {
    const { api } = await startRig({ scopes: [] });
    await expect(call(api)).rejects.toMatchObject({ data: { error: 'missing_scope', needed: scope } });
  });

  it('changing what a person has written', async () => {
    const { world, client, api } = await startRig();
    await client.send({ user: 'U1', channel: 'C1', threadTs: null, text: 'mine' });
    const ts = world.messages[0]?.ts ?? '';
    await expect(api.chat.update({ channel: 'C1', ts, text: 'theirs' })).rejects.toThrow(
      'cant_update_message',
    );
    await expect(api.chat.delete({ channel: 'C1', ts })).rejects.toThrow('cant_delete_message');
  });

  it('a message to a person, where the app has no conversations', async () => {
    const { world, api } = await startRig();
    const closed = await startRig({ app: { ...world.app, messagesTab: 'disabled' } });
    await expect(closed.api.chat.postMessage({ channel: 'U1', text: 'a' })).rejects.toThrow(
      'messages_tab_disabled',
    );
    await expect(api.chat.postMessage({ channel: 'U1', text: 'a' })).resolves.toMatchObject({
      channel: 'D1',
    });
  });
});

describe('a message of the bot', () => {
  it('to a person stands in the conversation with them, whichever way it is addressed', async () => {
    const { client, api } = await startRig();
    const opened = await api.conversations.open({ users: 'U1' });
    await api.chat.postMessage({ channel: opened.channel?.id ?? '', text: 'first' });
    await api.chat.postMessage({ channel: 'U1', text: 'second' });
    expect(client.view('U1').direct).toMatchObject({
      id: 'D1',
      messages: [{ text: 'first', userId: null }, { text: 'second' }],
    });
    expect(client.view('U2').direct.messages).toEqual([]);
  });

  it('keeps its metadata, its thread and its earlier states', async () => {
    const { world, api } = await startRig();
    const metadata = { event_type: 'diagnosis', event_payload: { id: 'd1' } };
    const { ts = '' } = await api.chat.postMessage({ channel: 'C1', text: 'first', metadata });
    const reply = await api.chat.postMessage({ channel: 'C1', text: 'reply', thread_ts: ts });
    await api.chat.update({ channel: 'C1', ts, text: 'second' });
    const link = await api.chat.getPermalink({ channel: 'C1', message_ts: reply.ts ?? '' });
    expect(world.messages).toMatchObject([
      { text: 'second', metadata, history: [{ text: 'first' }] },
      { text: 'reply', threadTs: ts },
    ]);
    expect(link.permalink).toContain(`thread_ts=${ts}`);
  });

  it('that is deleted is seen by nobody', async () => {
    const { client, api } = await startRig();
    const { ts = '' } = await api.chat.postMessage({ channel: 'C1', text: 'a' });
    await api.chat.delete({ channel: 'C1', ts });
    expect(client.view('U1').channels.find(({ id }) => id === 'C1')?.messages).toEqual([]);
    await expect(api.chat.update({ channel: 'C1', ts, text: 'b' })).rejects.toThrow('message_not_found');
  });
});

describe('who and where', () => {
  it('tells a guest, a stranger and a language', async () => {
    const { api } = await startRig();
    expect((await api.users.info({ user: 'U2', include_locale: true })).user).toMatchObject({
      is_restricted: true,
      is_stranger: false,
      locale: 'es-ES',
    });
    expect((await api.users.info({ user: 'U9' })).user).toMatchObject({ team_id: 'T9', is_stranger: true });
    expect((await api.users.info({ user: 'U0BOT' })).user).toMatchObject({ is_bot: true });
  });

  it('tells a shared, an archived, a private channel and a direct conversation', async () => {
    const { api } = await startRig();
    const info = async (channel: string) => (await api.conversations.info({ channel })).channel;
    expect(await info('C2')).toMatchObject({ is_ext_shared: true, is_member: true });
    expect(await info('C3')).toMatchObject({ is_archived: true });
    expect(await info('C4')).toMatchObject({ is_member: false, is_ext_shared: false });
    expect(await info('C6')).toMatchObject({ is_private: true });
    expect(await info('D1')).toMatchObject({ is_im: true, user: 'U1' });
  });

  it('tells who is in a user group', async () => {
    const { api } = await startRig();
    expect((await api.usergroups.users.list({ usergroup: 'S1' })).users).toEqual(['U1']);
  });
});

describe('an answer to a response_url', () => {
  it('replaces or deletes the message that it answers, though only one person sees that', async () => {
    const { world, client, api, received } = await startRig();
    const button = { type: 'button', action_id: 'share', text: { type: 'plain_text', text: 'Share' } };
    await api.apiCall('chat.postEphemeral', {
      channel: 'C1',
      user: 'U1',
      text: 'private',
      blocks: [{ type: 'actions', block_id: 'b', elements: [button] }],
    });
    const at = { channel: 'C1', messageTs: world.messages[0]?.ts ?? '' };
    await client.press({ user: 'U1', at, blockId: 'b', actionId: 'share' });
    const answer = (body: object): Promise<Response> =>
      fetch(received[0]?.payload.response_url, { method: 'POST', body: JSON.stringify(body) });

    await answer({ text: 'shared', replace_original: true });
    expect(client.view('U1').channels[0]?.messages).toMatchObject([
      { text: 'shared', isEphemeral: true, isEdited: true },
    ]);
    await answer({ delete_original: true });
    expect(client.view('U1').channels[0]?.messages).toEqual([]);
  });
});
