import { beforeEach, describe, expect, it } from 'vitest';
import type { BlockValue } from '../../../src/sandbox/stand-ins/slack/client-api.ts';
import { startRig, type Rig } from './rig.ts';

const plain = (text: string) => ({ type: 'plain_text', text });
const input = (blockId: string, element: object, over: object = {}) => ({
  type: 'input',
  block_id: blockId,
  label: plain(blockId),
  element: { action_id: 'value', ...element },
  ...over,
});
const option = (value: string, label = value) => ({ type: 'option' as const, value, label });

const FORM = {
  type: 'modal',
  callback_id: 'find',
  private_metadata: 'from C1',
  notify_on_close: true,
  title: plain('Find'),
  submit: plain('Check'),
  blocks: [
    input('provider', { type: 'external_select', min_query_length: 2 }),
    input(
      'window',
      { type: 'static_select', options: [{ text: plain('7 days'), value: '7d' }] },
      { optional: true },
    ),
    input(
      'others',
      {
        type: 'multi_external_select',
        min_query_length: 1,
        max_selected_items: 2,
        initial_options: [{ text: plain('Duke'), value: 'p1' }],
      },
      { optional: true },
    ),
    input('lead', { type: 'users_select' }, { optional: true }),
    input('email', { type: 'email_text_input' }, { optional: true }),
    input('note', { type: 'plain_text_input', min_length: 3, max_length: 5 }, { optional: true }),
    input('as-of', { type: 'datetimepicker' }, { optional: true }),
    input('where', { type: 'conversations_select', response_url_enabled: true }, { optional: true }),
    input(
      'how',
      { type: 'checkboxes', options: [{ text: plain('Privately'), value: 'private' }] },
      { optional: true, dispatch_action: true },
    ),
  ],
};
const NEXT = { type: 'modal', title: plain('Next'), blocks: [{ type: 'divider' }] };

let rig: Rig;
let viewId: string;

beforeEach(async () => {
  rig = await startRig({}, { acknowledgeWithinMs: 500 });
  await rig.client.shortcut({ user: 'U1', callbackId: 'find' });
  await rig.api.apiCall('views.open', { trigger_id: rig.received[0]?.payload.trigger_id, view: FORM });
  viewId = rig.client.view('U1').modals[0]?.viewId ?? '';
  rig.received.length = 0;
});

type Fields = Readonly<Record<string, BlockValue>>;

const submit = (fields: Fields = {}) =>
  rig.client.submit({
    user: 'U1',
    viewId,
    values: Object.fromEntries(
      Object.entries({ provider: option('p1', 'Duke'), ...fields }).map(([block, value]) => [
        block,
        { value },
      ]),
    ),
  });
const titles = (): readonly string[] => rig.client.view('U1').modals.map(({ title }) => title);

describe('a select that asks the bot', () => {
  const suggest = (value: string, blockId = 'provider') =>
    rig.client.suggest({ user: 'U1', viewId, blockId, actionId: 'value', value });

  it('may be one of several', async () => {
    rig.answers.push(() => Response.json({ options: [{ text: plain('Lindenhof'), value: 'p2' }] }));
    expect((await suggest('l', 'others')).options).toEqual([
      { value: 'p2', label: 'Lindenhof', description: null },
    ]);
  });

  it('shows what the bot suggests', async () => {
    const options = [{ text: plain('Duke'), value: 'p1', description: plain('clinic') }];
    rig.answers.push(() => Response.json({ options }));
    expect(await suggest('du')).toEqual({ options: [{ value: 'p1', label: 'Duke', description: 'clinic' }] });
    expect(rig.received[0]?.payload).toMatchObject({
      type: 'block_suggestion',
      block_id: 'provider',
      action_id: 'value',
      value: 'du',
      view: { id: viewId, callback_id: 'find' },
    });
  });

  it('shows what the bot suggests in groups', async () => {
    const group = { label: plain('Clinics'), options: [{ text: plain('Duke'), value: 'p1' }] };
    rig.answers.push(() => Response.json({ option_groups: [group] }));
    expect((await suggest('du')).options).toMatchObject([{ value: 'p1' }]);
  });

  it('asks for nothing before enough is typed', async () => {
    expect(await suggest('d')).toEqual({ options: [] });
    expect(rig.received).toEqual([]);
  });

  it.each<[string, () => Response]>([
    [
      'with what Slack does not take',
      () => Response.json({ options: [{ text: plain('x'.repeat(76)), value: 'a' }] }),
    ],
    ['with nothing', () => new Response('')],
    ['with an error', () => new Response('', { status: 500 })],
  ])('says so when the bot answers %s', async (_, answer) => {
    rig.answers.push(answer);
    expect(await suggest('du')).toEqual({ options: [], error: expect.any(String) });
  });
});

describe('a submitted modal', () => {
  it('brings all that was entered', async () => {
    const outcome = await submit({
      window: option('7d'),
      others: {
        type: 'suggested',
        options: [
          { value: 'p2', label: 'Lindenhof' },
          { value: 'p3', label: 'Astoria' },
        ],
      },
      lead: { type: 'user', id: 'U2' },
      email: { type: 'text', value: 'a@b.example' },
      note: { type: 'text', value: 'note' },
      'as-of': { type: 'instant', epochSeconds: 1_753_360_294 },
      where: { type: 'conversation', id: 'C1' },
      how: { type: 'options', values: ['private'] },
    });
    expect(outcome).toEqual({ ok: true });
    expect(rig.received[0]?.payload).toMatchObject({
      type: 'view_submission',
      user: { id: 'U1', team_id: 'T1' },
      response_urls: [
        { block_id: 'where', action_id: 'value', channel_id: 'C1', response_url: expect.any(String) },
      ],
      view: {
        id: viewId,
        callback_id: 'find',
        private_metadata: 'from C1',
        hash: expect.any(String),
        state: {
          values: {
            provider: {
              value: { type: 'external_select', selected_option: { value: 'p1', text: { text: 'Duke' } } },
            },
            window: { value: { selected_option: { value: '7d' } } },
            others: {
              value: {
                type: 'multi_external_select',
                selected_options: [{ value: 'p2', text: { text: 'Lindenhof' } }, { value: 'p3' }],
              },
            },
            lead: { value: { type: 'users_select', selected_user: 'U2' } },
            email: { value: { type: 'email_text_input', value: 'a@b.example' } },
            note: { value: { value: 'note' } },
            'as-of': { value: { selected_date_time: 1_753_360_294 } },
            where: { value: { selected_conversation: 'C1' } },
            how: { value: { selected_options: [{ value: 'private' }] } },
          },
        },
      },
    });
    expect(titles()).toEqual([]);
  });

  it('says of what was left empty that it is empty', async () => {
    await submit();
    expect(rig.received[0]?.payload).toMatchObject({
      response_urls: [],
      view: {
        state: {
          values: {
            window: { value: { selected_option: null } },
            others: { value: { selected_options: [] } },
            lead: { value: { selected_user: null } },
            email: { value: { value: null } },
            'as-of': { value: { selected_date_time: null } },
            how: { value: { selected_options: [] } },
          },
        },
      },
    });
  });

  it.each<[string, string, Fields]>([
    ['an address that is none', 'email', { email: { type: 'text', value: 'nobody' } }],
    ['too short a text', 'note', { note: { type: 'text', value: 'ab' } }],
    ['too long a text', 'note', { note: { type: 'text', value: 'abcdef' } }],
  ])('with %s never leaves Slack', async (_, blockId, fields) => {
    expect(await submit(fields)).toEqual({ ok: true, errors: { [blockId]: expect.any(String) } });
    expect(rig.received).toEqual([]);
  });

  it('with an empty field that must be filled never leaves Slack', async () => {
    expect(await rig.client.submit({ user: 'U1', viewId, values: {} })).toHaveProperty('errors.provider');
    expect(rig.received).toEqual([]);
  });

  it.each<[string, Fields]>([
    ['an option that is not offered', { window: option('99d') }],
    ['a text in a select', { window: { type: 'text', value: '7d' } }],
    [
      'more of several than it takes',
      {
        others: { type: 'suggested', options: ['a', 'b', 'c'].map((value) => ({ value, label: value })) },
      },
    ],
    ['a field that is not there', { other: option('a') }],
  ])('with %s is refused', async (_, fields) => {
    expect(await submit(fields)).toMatchObject({ ok: false });
    expect(rig.received).toEqual([]);
  });

  it('stays with the bot’s complaint about a field', async () => {
    rig.answers.push(() =>
      Response.json({ response_action: 'errors', errors: { provider: 'no such provider' } }),
    );
    expect(await submit()).toEqual({ ok: true, errors: { provider: 'no such provider' } });
    expect(titles()).toEqual(['Find']);
  });

  it.each<[string, object, string[]]>([
    ['becomes another one', { response_action: 'update', view: NEXT }, ['Next']],
    ['lies below another one', { response_action: 'push', view: NEXT }, ['Find', 'Next']],
    ['ends all', { response_action: 'clear' }, []],
  ])('%s if the bot says so', async (_, answer, left) => {
    rig.answers.push(() => Response.json(answer));
    expect(await submit()).toEqual({ ok: true });
    expect(titles()).toEqual(left);
  });

  it.each<[string, () => Response | Promise<Response>]>([
    [
      'a complaint about no field',
      () => Response.json({ response_action: 'errors', errors: { other: 'a' } }),
    ],
    [
      'a modal that Slack does not take',
      () => Response.json({ response_action: 'update', view: { type: 'modal' } }),
    ],
    ['something else', () => Response.json({ response_action: 'dance' })],
    ['words', () => new Response('thanks')],
    ['an error', () => new Response('', { status: 500 })],
    ['nothing in time', () => new Promise<Response>(() => {})],
  ])('stays open when the bot answers with %s', async (_, answer) => {
    rig.answers.push(answer);
    expect(await submit()).toMatchObject({
      ok: false,
      error: expect.stringContaining('We had some trouble connecting'),
    });
    expect(titles()).toEqual(['Find']);
  });

  it('is nobody else’s to submit', async () => {
    expect(await rig.client.submit({ user: 'U2', viewId, values: {} })).toMatchObject({ ok: false });
  });
});

describe('an element of a modal', () => {
  const press = (blockId: string, value: BlockValue) =>
    rig.client.press({ user: 'U1', at: { viewId }, blockId, actionId: 'value', value });

  it('is told while the modal is open where its field asks for that, with all that stands in it', async () => {
    await press('window', option('7d'));
    expect(rig.received).toEqual([]);
    await press('how', { type: 'options', values: ['private'] });
    expect(rig.received[0]?.payload).toMatchObject({
      type: 'block_actions',
      container: { type: 'view', view_id: viewId },
      view: { state: { values: { window: { value: { selected_option: { value: '7d' } } } } } },
      actions: [{ type: 'checkboxes', block_id: 'how', selected_options: [{ value: 'private' }] }],
    });
    expect(rig.received[0]?.payload).not.toHaveProperty('channel');
  });
});

describe('a closed modal', () => {
  it('is told where it asks for that', async () => {
    expect(await rig.client.close({ user: 'U1', viewId })).toEqual({ ok: true });
    expect(rig.received[0]?.payload).toMatchObject({
      type: 'view_closed',
      is_cleared: false,
      view: { id: viewId, private_metadata: 'from C1' },
    });
    expect(titles()).toEqual([]);
  });

  it('shows the one below it', async () => {
    rig.answers.push(() => Response.json({ response_action: 'push', view: NEXT }));
    await submit();
    const top = rig.client.view('U1').modals[1]?.viewId ?? '';
    rig.received.length = 0;
    await rig.client.close({ user: 'U1', viewId: top });
    expect(titles()).toEqual(['Find']);
    // The one on top did not ask to be told.
    expect(rig.received).toEqual([]);
  });
});
