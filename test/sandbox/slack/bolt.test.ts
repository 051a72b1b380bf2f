import { App, HTTPReceiver } from '@slack/bolt';
import { expect, it, onTestFinished } from 'vitest';
import { createSlackClient } from '../../../src/sandbox/stand-ins/slack/client/client.ts';
import { createSlackHandlers } from '../../../src/sandbox/stand-ins/slack/handlers.ts';
import { serve } from '../../../src/sandbox/stand-ins/serve.ts';
import { silentBoltLogger } from '../../slack/silent-log.ts';
import { smallWorld } from './rig.ts';
import { waitFor } from '../../support/wait-for.ts';

const signingSecret = 'secret-of-the-test';

it('a Bolt app understands all that people do', async () => {
  const world = smallWorld();
  const slack = await serve(createSlackHandlers(world));
  const receiver = new HTTPReceiver({ signingSecret, logger: silentBoltLogger });
  const app = new App({
    receiver,
    logger: silentBoltLogger,
    clientOptions: { slackApiUrl: `${slack.url}/api/` },
    authorize: async () => ({ botToken: world.settings.botToken, botUserId: 'U0BOT', botId: 'B0BOT' }),
  });
  const heard: unknown[] = [];
  app.command('/portal-check', async ({ ack, respond, command }) => {
    await ack();
    await respond(`found ${command.text}`);
  });
  app.event('app_mention', async ({ event, say }) => {
    await say({ text: `heard ${event.user}`, thread_ts: event.thread_ts ?? event.ts });
  });
  app.event('app_home_opened', async ({ event, client }) => {
    await client.views.publish({
      user_id: event.user,
      view: { type: 'home', blocks: [{ type: 'divider' }] },
    });
  });
  app.shortcut({ type: 'message_action', callback_id: 'check-message' }, async ({ ack, shortcut }) => {
    await ack();
    heard.push(shortcut.message.text);
  });
  app.shortcut({ type: 'shortcut', callback_id: 'find' }, async ({ ack, shortcut, client }) => {
    await ack();
    await client.views.open({
      trigger_id: shortcut.trigger_id,
      view: {
        type: 'modal',
        callback_id: 'form',
        notify_on_close: true,
        title: { type: 'plain_text', text: 'Find' },
        submit: { type: 'plain_text', text: 'Go' },
        blocks: [
          {
            type: 'input',
            block_id: 'provider',
            label: { type: 'plain_text', text: 'Provider' },
            element: { type: 'external_select', action_id: 'name', min_query_length: 1 },
          },
          {
            type: 'actions',
            block_id: 'row',
            elements: [{ type: 'button', action_id: 'more', text: { type: 'plain_text', text: 'More' } }],
          },
        ],
      },
    });
  });
  app.options('name', async ({ ack, options }) => {
    await ack({ options: [{ text: { type: 'plain_text', text: `${options.value}…` }, value: 'p1' }] });
  });
  app.action('more', async ({ ack, body }) => {
    await ack();
    heard.push(body.user.id);
  });
  app.view('form', async ({ ack, view }) => {
    await ack({
      response_action: 'errors',
      errors: { provider: `not ${Object.keys(view.state.values).join()}` },
    });
  });
  app.view({ type: 'view_closed', callback_id: 'form' }, async ({ ack, body }) => {
    await ack();
    heard.push(body.type);
  });
  const server = await receiver.start({ port: 0, host: '127.0.0.1' });
  onTestFinished(async () => {
    await receiver.stop();
    await slack.close();
  });
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('a TCP server has a port');
  const client = createSlackClient({
    world,
    slackUrl: slack.url,
    bot: { eventsUrl: `http://127.0.0.1:${address.port}/slack/events`, signingSecret },
  });
  const inChannel = () => client.view('U1').channels[0]?.messages ?? [];
  const modal = () =>
    waitFor(() => {
      const [first] = client.view('U1').modals;
      if (first === undefined) throw new Error('no modal is open');
      return first.viewId;
    });

  await client.send({ user: 'U1', channel: 'C1', threadTs: null, text: '/portal-check duke' });
  await waitFor(() => expect(inChannel()).toMatchObject([{ text: 'found duke', isEphemeral: true }]));
  await client.send({ user: 'U1', channel: 'C1', threadTs: null, text: '@portal-check duke' });
  await waitFor(() => expect(inChannel()).toMatchObject([{}, { userId: 'U1' }, { text: 'heard U1' }]));
  const asked = inChannel()[1]?.ts ?? '';
  expect(inChannel()[2]?.threadTs).toBe(asked);
  await client.openHome({ user: 'U1' });
  await waitFor(() => expect(client.view('U1').home).not.toBeNull());

  await client.shortcut({ user: 'U1', callbackId: 'check-message', message: { channel: 'C1', ts: asked } });
  await client.shortcut({ user: 'U1', callbackId: 'find' });
  const viewId = await modal();
  const name = { user: 'U1', viewId, blockId: 'provider', actionId: 'name' };
  const { options } = await client.suggest({ ...name, value: 'du' });
  expect(options).toEqual([{ value: 'p1', label: 'du…', description: null }]);
  await client.press({ user: 'U1', at: { viewId }, blockId: 'row', actionId: 'more' });
  const chosen = { type: 'option' as const, value: 'p1', label: 'du…' };
  const submitted = await client.submit({ user: 'U1', viewId, values: { provider: { name: chosen } } });
  expect(submitted).toEqual({ ok: true, errors: { provider: 'not provider' } });
  expect(await client.close({ user: 'U1', viewId })).toEqual({ ok: true });
  expect(heard).toEqual(['<@U0BOT> duke', 'U1', 'view_closed']);
});
