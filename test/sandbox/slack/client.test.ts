import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { APP, startRig, type Rig } from './rig.ts';
import { waitFor } from '../../support/wait-for.ts';

const say = (text: string, over: object = {}) => ({
  user: 'U1',
  channel: 'C1',
  threadTs: null,
  text,
  ...over,
});
const plain = (text: string) => ({ type: 'plain_text', text });
const never = (): Promise<Response> => new Promise(() => {});

async function postButton({ api }: Rig, over: object = {}): Promise<string> {
  const blocks = [
    {
      type: 'actions',
      block_id: 'row',
      elements: [
        { type: 'button', action_id: 'again', value: 'd1', text: plain('Check again') },
        {
          type: 'static_select',
          action_id: 'window',
          options: [{ text: plain('7 days'), value: '7d' }],
        },
        { type: 'overflow', action_id: 'menu', options: [{ text: plain('Not this one'), value: 'no' }] },
      ],
    },
  ];
  const answer = await api.apiCall('chat.postMessage', { channel: 'C1', text: 'found', blocks, ...over });
  return z.object({ ts: z.string() }).parse(answer).ts;
}

describe('a command', () => {
  it('reaches the bot as Slack sends it', async () => {
    const { client, received } = await startRig();
    expect(await client.send(say('/portal-check PAM  Denver '))).toEqual({ ok: true });
    expect(received[0]?.payload).toMatchObject({
      command: '/portal-check',
      text: 'PAM  Denver',
      team_id: 'T1',
      user_id: 'U1',
      channel_id: 'C1',
      channel_name: 'on-call',
      is_enterprise_install: 'false',
      response_url: expect.stringContaining('/response/C1/U1/'),
    });
  });

  it.each<[string, object, string]>([
    ['in a thread', { threadTs: '1.000001' }, '/portal-check is not supported in threads. Sorry!'],
    ['that no app has', { text: '/portal-chek a' }, '/portal-chek is not a valid command.'],
    [
      'of somebody of another organization',
      { user: 'U9', channel: 'C2' },
      '/portal-check is not a valid command.',
    ],
    ['in an archived channel', { channel: 'C3' }, 'This channel is archived.'],
    ['where one is not', { user: 'U9' }, 'channel_not_found'],
    ['of nobody', { user: 'U7' }, 'user_not_found'],
  ])('%s is refused by Slack itself', async (_, over, error) => {
    const { client, received } = await startRig();
    expect(await client.send(say('/portal-check a', over))).toEqual({
      ok: false,
      error: expect.stringContaining(error),
    });
    expect(received).toEqual([]);
  });

  it.each<[string, () => Response | Promise<Response>, string]>([
    ['not in time', never, 'operation_timeout'],
    ['with an error', () => new Response('', { status: 500 }), 'http_service_error (500)'],
  ])('that the bot acknowledges %s is told to have failed', async (_, answer, reason) => {
    const { client, answers } = await startRig({}, { acknowledgeWithinMs: 50 });
    answers.push(answer);
    expect(await client.send(say('/portal-check a'))).toEqual({
      ok: false,
      error: `/portal-check did not respond (${reason})`,
    });
  });

  it('that reaches nobody is told to have failed', async () => {
    const { client } = await startRig({}, { bot: null });
    expect(await client.send(say('/portal-check a'))).toMatchObject({
      error: expect.stringContaining('dispatch_failed'),
    });
  });

  it('may be answered along with the acknowledgement, for who asked', async () => {
    const { client, answers } = await startRig();
    answers.push(
      () => new Response('busy'),
      () => Response.json({ response_type: 'in_channel', text: 'found' }),
    );
    await client.send(say('/portal-check a'));
    await client.send(say('/portal-check a'));
    expect(client.view('U1').channels[0]?.messages.map(({ text }) => text)).toEqual(['busy', 'found']);
    expect(client.view('U2').channels[0]?.messages.map(({ text }) => text)).toEqual(['found']);
  });

  it('can be sent again under the same trigger', async () => {
    const { client, received } = await startRig();
    await client.send(say('/portal-check a'));
    await client.sendAgain();
    expect(received[1]?.payload).toEqual(received[0]?.payload);
  });
});

describe('a message that mentions the bot', () => {
  it('stands in its thread as that person’s, and the bot hears of it', async () => {
    const { client, received } = await startRig();
    await client.send(
      say('@portal-check why <this>? @portal-checker is somebody else', { threadTs: '1.000001' }),
    );
    const text = '<@U0BOT> why &lt;this&gt;? @portal-checker is somebody else';
    expect(client.view('U2').channels[0]?.messages).toMatchObject([
      { userId: 'U1', threadTs: '1.000001', text },
    ]);
    expect(received[0]?.payload).toMatchObject({
      type: 'event_callback',
      team_id: 'T1',
      event_id: expect.stringMatching(/^Ev/),
      is_ext_shared_channel: false,
      authorizations: [{ team_id: 'T1', user_id: 'U0BOT', is_bot: true }],
      event: { type: 'app_mention', user: 'U1', channel: 'C1', thread_ts: '1.000001', text },
    });
    expect(received[0]?.payload.event.blocks[0].elements[0].elements[0]).toEqual({
      type: 'user',
      user_id: 'U0BOT',
    });
  });

  it('of another organization says whose person it is', async () => {
    const { client, received } = await startRig();
    await client.send(say('@portal-check a', { user: 'U9', channel: 'C2' }));
    expect(received[0]?.payload).toMatchObject({
      team_id: 'T1',
      is_ext_shared_channel: true,
      event: { user: 'U9', user_team: 'T9', source_team: 'T9', team: 'T9' },
    });
  });

  it('where the bot is not stays unheard, and the person is told', async () => {
    const { client, received } = await startRig();
    expect(await client.send(say('@portal-check a', { channel: 'C4' }))).toMatchObject({
      error: expect.stringContaining('not in this channel'),
    });
    expect(received).toEqual([]);
  });

  it('is told again under the same id when the bot does not take it: at once, after a minute, after five', async () => {
    const waited: number[] = [];
    const wait = async (durationMs: number): Promise<void> => {
      waited.push(durationMs);
    };
    const { client, answers, received } = await startRig({}, { wait });
    const fail = (): Response => new Response('', { status: 500 });
    answers.push(fail, fail, fail, fail);
    await client.send(say('@portal-check a'));
    await waitFor(() => expect(received).toHaveLength(4));
    expect(waited).toEqual([0, 60_000, 300_000]);
    expect(new Set(received.map(({ payload }) => payload.event_id)).size).toBe(1);
    expect(received.map(({ headers }) => headers.get('x-slack-retry-num'))).toEqual([null, '1', '2', '3']);
    expect(received[1]?.headers.get('x-slack-retry-reason')).toBe('http_error');
  });

  it('can be told again though the bot took it', async () => {
    const { client, received } = await startRig();
    await client.send(say('@portal-check a'));
    await client.sendAgain();
    expect(received[1]?.payload).toEqual(received[0]?.payload);
    expect(received[1]?.headers.get('x-slack-retry-num')).toBe('1');
  });
});

describe('the bot hears of nothing that its manifest does not ask for', () => {
  it.each<[string, (rig: Rig) => Promise<unknown>]>([
    ['mentions', ({ client }) => client.send(say('@portal-check a'))],
    ['direct messages', ({ client }) => client.send(say('a', { channel: 'D1' }))],
    ['opened homes', ({ client }) => client.openHome({ user: 'U1' })],
    ['changed groups', ({ client }) => client.changeUserGroup('S1', ['U2'])],
  ])('%s', async (_, act) => {
    const asking = await startRig();
    await act(asking);
    expect(asking.received).toHaveLength(1);
    const rig = await startRig({ app: { ...APP, events: [] } });
    await act(rig);
    expect(rig.received).toEqual([]);
  });

  it('messages without a mention', async () => {
    const { client, received } = await startRig();
    await client.send(say('a'));
    expect(received).toEqual([]);
  });
});

describe('in the conversation with the bot', () => {
  it('a message is the bot’s business without a mention', async () => {
    const { client, received } = await startRig();
    await client.send(say('help', { channel: 'D1' }));
    expect(received[0]?.payload.event).toMatchObject({ type: 'message', channel_type: 'im', channel: 'D1' });
  });

  it('nobody can write where the app does not take messages', async () => {
    const { client } = await startRig({ app: { ...APP, messagesTab: 'read-only' } });
    expect(await client.send(say('help', { channel: 'D1' }))).toMatchObject({ ok: false });
    expect(client.view('U1').direct.messages).toEqual([]);
  });

  it('nobody else is', async () => {
    const { client } = await startRig();
    expect(await client.send(say('help', { user: 'U2', channel: 'D1' }))).toMatchObject({ ok: false });
  });
});

describe('a pressed element of a message', () => {
  it('brings the message, the thread and the value along', async () => {
    const rig = await startRig();
    const ts = await postButton(rig, { thread_ts: '1.000001' });
    const at = { channel: 'C1', messageTs: ts };
    expect(await rig.client.press({ user: 'U1', at, blockId: 'row', actionId: 'again' })).toEqual({
      ok: true,
    });
    expect(rig.received[0]?.payload).toMatchObject({
      type: 'block_actions',
      user: { id: 'U1', team_id: 'T1' },
      team: { id: 'T1' },
      channel: { id: 'C1', name: 'on-call' },
      container: { type: 'message', message_ts: ts, thread_ts: '1.000001', is_ephemeral: false },
      message: { ts, thread_ts: '1.000001', text: 'found', bot_id: 'B0BOT' },
      is_enterprise_install: false,
      actions: [{ type: 'button', block_id: 'row', action_id: 'again', value: 'd1' }],
    });
  });

  it('of a select is the option that was chosen', async () => {
    const rig = await startRig();
    const at = { channel: 'C1', messageTs: await postButton(rig) };
    const option = (value: string) => ({ type: 'option' as const, value, label: '' });
    await rig.client.press({ user: 'U1', at, blockId: 'row', actionId: 'window', value: option('7d') });
    await rig.client.press({ user: 'U1', at, blockId: 'row', actionId: 'menu', value: option('no') });
    const selected_option = { text: plain('7 days'), value: '7d' };
    expect(rig.received[0]?.payload).toMatchObject({
      actions: [{ type: 'static_select', selected_option }],
      state: { values: { row: { window: { selected_option } } } },
    });
    expect(rig.received[1]?.payload.actions).toMatchObject([
      { type: 'overflow', selected_option: { value: 'no' } },
    ]);
    expect(
      await rig.client.press({ user: 'U1', at, blockId: 'row', actionId: 'window', value: option('99d') }),
    ).toMatchObject({ ok: false });
  });

  it('that only one person sees brings no message along, and nobody else can press it', async () => {
    const rig = await startRig();
    const blocks = [{ type: 'actions', elements: [{ type: 'button', text: plain('Share here') }] }];
    await rig.api.apiCall('chat.postEphemeral', { channel: 'C1', user: 'U1', text: 'private', blocks });
    const [message] = rig.client.view('U1').channels[0]?.messages ?? [];
    const at = { channel: 'C1', messageTs: message?.ts ?? '' };
    // The stand-in has given names to what had none, as Slack does.
    const pressed = { at, blockId: 'block-0', actionId: 'action-0' };
    expect(message?.blocks).toMatchObject([{ block_id: 'block-0', elements: [{ action_id: 'action-0' }] }]);
    expect(rig.client.view('U2').channels[0]?.messages).toEqual([]);
    expect(await rig.client.press({ user: 'U2', ...pressed })).toMatchObject({ ok: false });
    expect(await rig.client.press({ user: 'U1', ...pressed })).toEqual({ ok: true });
    expect(rig.received[0]?.payload).toMatchObject({ container: { is_ephemeral: true } });
    expect(rig.received[0]?.payload).not.toHaveProperty('message');
  });

  it('is anybody’s in a shared channel: the bot learns whose person it is', async () => {
    const rig = await startRig();
    const at = { channel: 'C2', messageTs: await postButton(rig, { channel: 'C2' }) };
    await rig.client.press({ user: 'U9', at, blockId: 'row', actionId: 'again' });
    expect(rig.received[0]?.payload).toMatchObject({ user: { id: 'U9', team_id: 'T9' }, team: { id: 'T1' } });
  });

  it('that has been edited away cannot be pressed', async () => {
    const rig = await startRig();
    const ts = await postButton(rig);
    await rig.api.chat.update({ channel: 'C1', ts, text: 'later' });
    const at = { channel: 'C1', messageTs: ts };
    expect(await rig.client.press({ user: 'U1', at, blockId: 'row', actionId: 'again' })).toMatchObject({
      ok: false,
    });
    expect(rig.client.view('U1').channels[0]?.messages).toMatchObject([{ text: 'later', isEdited: true }]);
  });
});

describe('a shortcut', () => {
  it('of the composer comes with a trigger and no channel', async () => {
    const { client, received } = await startRig();
    expect(await client.shortcut({ user: 'U1', callbackId: 'find' })).toEqual({ ok: true });
    expect(received[0]?.payload).toMatchObject({
      type: 'shortcut',
      callback_id: 'find',
      trigger_id: expect.any(String),
    });
    expect(received[0]?.payload).not.toHaveProperty('channel');
  });

  it('of a message carries all of that message', async () => {
    const attachments = [{ title: 'Alert', text: '91de8e85' }];
    const { world, client, received } = await startRig({
      seededMessages: [{ channel: 'C1', userId: 'U2', text: 'look', agoMs: 60_000, attachments }],
    });
    const ts = world.messages[0]?.ts ?? '';
    await client.send(say('a reply', { threadTs: ts }));
    await client.shortcut({ user: 'U1', callbackId: 'check-message', message: { channel: 'C1', ts } });
    expect(received[0]?.payload).toMatchObject({
      type: 'message_action',
      callback_id: 'check-message',
      message_ts: ts,
      channel: { id: 'C1' },
      message: { user: 'U2', text: 'look', attachments, ts, thread_ts: ts },
      response_url: expect.any(String),
    });
    expect(received[0]?.payload.message.blocks).toMatchObject([{ type: 'rich_text' }]);
  });

  it.each<[string, object]>([
    ['that no app has', { callbackId: 'other' }],
    ['of a message, chosen without one', { callbackId: 'check-message' }],
    ['of people of another organization', { user: 'U9' }],
    [
      'of a message that is not there',
      { callbackId: 'check-message', message: { channel: 'C1', ts: '1.1' } },
    ],
  ])('%s is not offered', async (_, over) => {
    const { client, received } = await startRig();
    expect(await client.shortcut({ user: 'U1', callbackId: 'find', ...over })).toMatchObject({ ok: false });
    expect(received).toEqual([]);
  });
});

it('an opened home is told with what stood there before', async () => {
  const { client, api, received } = await startRig();
  await client.openHome({ user: 'U1' });
  await api.views.publish({ user_id: 'U1', view: { type: 'home', blocks: [], callback_id: 'mine' } });
  await client.openHome({ user: 'U1' });
  expect(received[0]?.payload.event).toMatchObject({
    type: 'app_home_opened',
    user: 'U1',
    channel: 'D1',
    tab: 'home',
  });
  expect(received[0]?.payload.event).not.toHaveProperty('view');
  expect(received[1]?.payload.event.view).toMatchObject({ type: 'home', callback_id: 'mine' });
});

it('who joined and who left a user group is told', async () => {
  const { client, received, api } = await startRig();
  await client.changeUserGroup('S1', ['U2']);
  expect(received[0]?.payload.event).toMatchObject({
    subteam_id: 'S1',
    added_users: ['U2'],
    removed_users: ['U1'],
  });
  expect((await api.usergroups.users.list({ usergroup: 'S1' })).users).toEqual(['U2']);
});

it('people of another organization see shared channels only', async () => {
  const { client } = await startRig();
  expect(client.view('U9').channels.map(({ id }) => id)).toEqual(['C2']);
  expect(client.view('U1').channels.map(({ id }) => id)).toEqual(['C1', 'C2', 'C3', 'C4', 'C5', 'C6']);
});
