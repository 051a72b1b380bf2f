import type { WebClient } from '@slack/web-api';
import { describe, expect, it } from 'vitest';
import { startRig, type Rig } from './rig.ts';

const GRANTED = { grantsOptionalScopes: true };
const METADATA = { event_type: 'post', event_payload: { key: 'k1' } };

/** What people and the bot have written, one second after another. */
async function startWithMessages(texts: readonly string[]): Promise<Rig & { readonly stamps: string[] }> {
  let nowMs = 1_000_000_000_000;
  const rig = await startRig({ ...GRANTED, clock: () => (nowMs += 1_000) });
  const stamps: string[] = [];
  for (const text of texts) stamps.push((await rig.api.chat.postMessage({ channel: 'C1', text })).ts ?? '');
  return { ...rig, stamps };
}

const textsOf = ({ messages = [] }: { messages?: { text?: string }[] }) => messages.map(({ text }) => text);

describe('what stands in a conversation, told to the bot', () => {
  it('comes newest first, without threads, without what one person alone sees, without what is deleted', async () => {
    const { api, client, stamps } = await startWithMessages(['first', 'second', 'third']);
    await api.chat.postMessage({ channel: 'C1', text: 'reply', thread_ts: stamps[0] ?? '' });
    await api.chat.postEphemeral({ channel: 'C1', user: 'U1', text: 'whisper' });
    await client.send({ user: 'U1', channel: 'C1', threadTs: null, text: 'by Ana' });
    await api.chat.delete({ channel: 'C1', ts: stamps[1] ?? '' });
    const history = await api.conversations.history({ channel: 'C1' });
    expect(textsOf(history)).toEqual(['by Ana', 'third', 'first']);
    expect(history.messages?.map(({ bot_id: botId }) => botId)).toEqual([undefined, 'B0BOT', 'B0BOT']);
  });

  it('comes page by page, between two times', async () => {
    const { api, stamps } = await startWithMessages(['1', '2', '3', '4', '5']);
    const asked = { channel: 'C1', oldest: stamps[0] ?? '', limit: 2 };
    const first = await api.conversations.history(asked);
    expect([textsOf(first), first.has_more]).toEqual([['5', '4'], true]);
    const cursor = first.response_metadata?.next_cursor ?? '';
    const second = await api.conversations.history({ ...asked, cursor });
    expect([textsOf(second), second.has_more]).toEqual([['3', '2'], false]);
    expect(second.response_metadata?.next_cursor).toBe('');
    const middle = { channel: 'C1', oldest: stamps[1] ?? '', latest: stamps[3] ?? '' };
    expect(textsOf(await api.conversations.history(middle))).toEqual(['3']);
    expect(textsOf(await api.conversations.history({ ...middle, inclusive: true }))).toEqual(['4', '3', '2']);
  });

  it('holds the metadata that is asked for, else its type only', async () => {
    const { api } = await startRig(GRANTED);
    await api.chat.postMessage({ channel: 'C1', text: 'a', metadata: METADATA });
    const metadataOf = async (include: boolean) =>
      (await api.conversations.history({ channel: 'C1', include_all_metadata: include })).messages?.[0]
        ?.metadata;
    expect(await metadataOf(true)).toEqual(METADATA);
    expect(await metadataOf(false)).toEqual({ event_type: 'post' });
  });

  it('shows a thread oldest first, always with the message that it hangs on', async () => {
    const { api, stamps } = await startWithMessages(['parent', 'beside it']);
    const parent = stamps[0] ?? '';
    const reply = await api.chat.postMessage({ channel: 'C1', text: 'one', thread_ts: parent });
    await api.chat.postMessage({ channel: 'C1', text: 'two', thread_ts: parent, metadata: METADATA });
    const thread = { channel: 'C1', ts: parent, include_all_metadata: true };
    const all = await api.conversations.replies(thread);
    expect(textsOf(all)).toEqual(['parent', 'one', 'two']);
    expect(all.messages?.at(-1)).toMatchObject({ metadata: METADATA, thread_ts: parent });
    expect(textsOf(await api.conversations.replies({ ...thread, oldest: reply.ts ?? '' }))).toEqual([
      'parent',
      'two',
    ]);
  });

  it.each<[string, string, (api: WebClient) => Promise<unknown>]>([
    ['nowhere', 'channel_not_found', (api) => api.conversations.history({ channel: 'C9' })],
    [
      'in a private channel without it',
      'channel_not_found',
      (api) => api.conversations.history({ channel: 'C5' }),
    ],
    [
      'in a channel without it',
      'not_in_channel',
      (api) => api.conversations.replies({ channel: 'C4', ts: '1.1' }),
    ],
    ['in no thread', 'thread_not_found', (api) => api.conversations.replies({ channel: 'C1', ts: '1.1' })],
    [
      'from no time',
      'invalid_ts_oldest',
      (api) => api.conversations.history({ channel: 'C1', oldest: 'now' }),
    ],
    [
      'until no time',
      'invalid_ts_latest',
      (api) => api.conversations.history({ channel: 'C1', latest: 'now' }),
    ],
    ['too much', 'invalid_limit', (api) => api.conversations.history({ channel: 'C1', limit: 1_000 })],
    ['from no page', 'invalid_cursor', (api) => api.conversations.history({ channel: 'C1', cursor: 'on' })],
  ])('is refused %s: %s', async (_, error, call) => {
    const { api } = await startRig(GRANTED);
    await expect(call(api)).rejects.toThrow(error);
  });

  it.each([
    ['C1', 'channels:history'],
    ['C6', 'groups:history'],
    ['D1', 'im:history'],
  ])('is refused in %s without %s', async (channel, needed) => {
    const { api } = await startRig();
    const refusal = { data: { error: 'missing_scope', needed } };
    await expect(api.conversations.history({ channel })).rejects.toMatchObject(refusal);
    await expect(api.conversations.replies({ channel, ts: '1.1' })).rejects.toMatchObject(refusal);
  });
});

describe('what the bot was granted', () => {
  it.each([
    [true, ['chat:write', 'channels:history', 'groups:history']],
    [false, ['chat:write']],
  ])('is told with every answer: optional scopes granted %s', async (grantsOptionalScopes, scopes) => {
    const { api } = await startRig({ scopes: ['chat:write'], grantsOptionalScopes });
    expect((await api.auth.test()).response_metadata?.scopes).toEqual(scopes);
    expect((await api.chat.postMessage({ channel: 'C1', text: 'a' })).response_metadata?.scopes).toEqual(
      scopes,
    );
  });
});
