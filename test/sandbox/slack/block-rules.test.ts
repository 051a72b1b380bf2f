import { describe, expect, it } from 'vitest';
import {
  checkHome,
  readSuggestion,
  refusalOfMessage,
  refusalOfModal,
} from '../../../src/sandbox/stand-ins/slack/block-rules.ts';

const plain = (text: string) => ({ type: 'plain_text', text });
const option = (value: string, text = value) => ({ text: plain(text), value });
const many = <Item>(count: number, make: (index: number) => Item): Item[] =>
  Array.from({ length: count }, (_, index) => make(index));
const actions = (...elements: object[]) => ({ type: 'actions', elements });
const button = (over: object = {}) => ({ type: 'button', action_id: 'go', text: plain('Go'), ...over });
const input = (element: object, over: object = {}) => ({
  type: 'input',
  block_id: 'field',
  label: plain('Field'),
  element: { action_id: 'value', ...element },
  ...over,
});
const modal = (blocks: object[], over: object = {}) => ({
  type: 'modal',
  title: plain('Find'),
  submit: plain('Go'),
  blocks,
  ...over,
});
const image = { type: 'image', image_url: 'https://pictures.example/a.png', alt_text: 'a' };
const confirm = { title: plain('Sure?'), text: plain('Really?'), confirm: plain('Yes'), deny: plain('No') };

describe('a message may hold', () => {
  it.each<[string, object]>([
    ['a divider', { type: 'divider' }],
    ['a picture', { ...image, title: plain('Timeline') }],
    ['a picture that was uploaded', { type: 'image', slack_file: { id: 'F1' }, alt_text: 'a' }],
    ['a section of fields only', { type: 'section', fields: [plain('a')] }],
    ['a picture beside text', { type: 'section', text: plain('a'), accessory: image }],
    ['small print with a picture', { type: 'context', elements: [image, plain('a')] }],
    ['a dangerous button that asks first', actions(button({ style: 'danger', confirm }))],
    ['a select', actions({ type: 'static_select', action_id: 's', options: [option('a')] })],
    ['a select that asks the bot', actions({ type: 'external_select', action_id: 's', min_query_length: 2 })],
    ['a menu', actions({ type: 'overflow', action_id: 'm', options: [option('a')] })],
    ['radio buttons', actions({ type: 'radio_buttons', action_id: 'r', options: [option('a')] })],
    ['checkboxes', actions({ type: 'checkboxes', action_id: 'c', options: [option('a')] })],
    ['a date', actions({ type: 'datetimepicker', action_id: 'd', initial_date_time: 1_753_360_294 })],
    ['a 100th option', actions({ type: 'static_select', options: many(100, (i) => option(`${i}`)) })],
  ])('%s', (_, block) => {
    expect(refusalOfMessage('a', [block])).toBeNull();
  });
});

describe('Slack refuses a message with', () => {
  it.each<[string, object]>([
    ['an unknown block', { type: 'nonsense' }],
    ['a property that does not exist', { type: 'divider', colour: 'red' }],
    ['emoji in markup', { type: 'section', text: { type: 'mrkdwn', text: 'a', emoji: true } }],
    ['a picture without words for it', { type: 'image', image_url: image.image_url }],
    ['a picture from nowhere', { type: 'image', alt_text: 'a' }],
    ['a picture from two places', { ...image, slack_file: { id: 'F1' } }],
    ['an empty section', { type: 'section' }],
    ['11 fields', { type: 'section', fields: many(11, () => plain('a')) }],
    ['a button of an unknown style', actions(button({ style: 'warning' }))],
    ['a label of 76 characters', actions(button({ text: plain('x'.repeat(76)) }))],
    ['a value of 2001 characters', actions(button({ value: 'x'.repeat(2_001) }))],
    [
      'a question of 301 characters',
      actions(button({ confirm: { ...confirm, text: plain('x'.repeat(301)) } })),
    ],
    ['two elements of one name', actions(button(), button())],
    ['26 elements', actions(...many(26, (i) => button({ action_id: `${i}` })))],
    ['101 options', actions({ type: 'static_select', options: many(101, (i) => option(`${i}`)) })],
    ['no options', actions({ type: 'static_select', options: [] })],
    [
      'an option of 76 characters',
      actions({ type: 'static_select', options: [option('a', 'x'.repeat(76))] }),
    ],
    [
      'an option value of 151 characters',
      actions({ type: 'static_select', options: [option('x'.repeat(151))] }),
    ],
    [
      'a choice that is none of the options',
      actions({ type: 'static_select', options: [option('a')], initial_option: option('b') }),
    ],
    ['six entries in a menu', actions({ type: 'overflow', options: many(6, (i) => option(`${i}`)) })],
    ['eleven radio buttons', actions({ type: 'radio_buttons', options: many(11, (i) => option(`${i}`)) })],
    ['a field to fill in', input({ type: 'plain_text_input' })],
    ['a text field among buttons', actions({ type: 'plain_text_input', action_id: 't' })],
    [
      'a select that wants an address to answer to',
      actions({ type: 'conversations_select', action_id: 'c', response_url_enabled: true }),
    ],
  ])('%s', (_, block) => {
    expect(refusalOfMessage('a', [block])?.error).toBe('invalid_blocks');
  });

  it('two blocks of one name', () => {
    const block = { type: 'divider', block_id: 'same' };
    expect(refusalOfMessage('a', [block, block])?.error).toBe('invalid_blocks');
  });

  it('51 blocks', () => {
    expect(
      refusalOfMessage(
        'a',
        many(51, () => ({ type: 'divider' })),
      )?.error,
    ).toBe('invalid_blocks');
  });

  it('and says where the mistake is', () => {
    expect(
      refusalOfMessage('a', [{ type: 'divider' }, { type: 'divider', colour: 'red' }])?.messages,
    ).toEqual([expect.stringContaining('json-pointer:/1')]);
  });
});

describe('a modal may hold', () => {
  it.each<[string, object]>([
    ['a text', input({ type: 'plain_text_input', multiline: true, min_length: 1, max_length: 3_000 })],
    ['an address', input({ type: 'email_text_input', placeholder: plain('a@b.example') })],
    [
      'several providers',
      input({ type: 'multi_external_select', min_query_length: 0, initial_options: [option('a')] }),
    ],
    ['a person', input({ type: 'users_select', initial_user: 'U1' })],
    ['a provider', input({ type: 'external_select', min_query_length: 1 }, { hint: plain('Type a name') })],
    [
      'a conversation to answer in',
      input({
        type: 'conversations_select',
        default_to_current_conversation: true,
        response_url_enabled: true,
      }),
    ],
    ['a date that may be left out', input({ type: 'datetimepicker' }, { optional: true })],
    ['a label of 2000 characters', input({ type: 'plain_text_input' }, { label: plain('x'.repeat(2_000)) })],
  ])('%s', (_, block) => {
    expect(refusalOfModal(modal([block]))).toBeNull();
  });
});

describe('Slack refuses a modal', () => {
  const field = input({ type: 'plain_text_input' });
  it.each<[string, object]>([
    ['with a field and nothing to submit it by', modal([field], { submit: undefined })],
    ['with a title of 25 characters', modal([field], { title: plain('x'.repeat(25)) })],
    ['with 101 blocks', modal(many(101, () => ({ type: 'divider' })))],
    ['without blocks', modal([])],
    ['with 3001 characters of metadata', modal([field], { private_metadata: 'x'.repeat(3_001) })],
    ['with a property that does not exist', modal([field], { size: 'large' })],
    [
      'with a label of 2001 characters',
      modal([input({ type: 'plain_text_input' }, { label: plain('x'.repeat(2_001)) })]),
    ],
    ['with a button as a field', modal([input(button())])],
    [
      'with a text of at least 5 and at most 4',
      modal([input({ type: 'plain_text_input', min_length: 5, max_length: 4 })]),
    ],
    [
      'with more chosen than may be',
      modal([
        input({
          type: 'multi_external_select',
          max_selected_items: 1,
          initial_options: [option('a'), option('b')],
        }),
      ]),
    ],
    ['with a text of up to 3001', modal([input({ type: 'plain_text_input', max_length: 3_001 })])],
    [
      'with an address to answer to outside of a field',
      modal([actions({ type: 'conversations_select', action_id: 'c', response_url_enabled: true })]),
    ],
  ])('%s', (_, view) => {
    expect(refusalOfModal(view)?.error).toBe('invalid_arguments');
  });

  it('of more than 250 kB', () => {
    const blocks = many(99, (index) => ({
      type: 'section',
      block_id: `${index}`,
      text: { type: 'mrkdwn', text: 'x'.repeat(2_900) },
    }));
    expect(refusalOfModal(modal(blocks))?.error).toBe('view_too_large');
  });
});

describe('a home', () => {
  it('holds 100 blocks', () => {
    expect(checkHome({ type: 'home', blocks: many(100, () => ({ type: 'divider' })) })).toHaveProperty(
      'view',
    );
  });

  it.each<[string, object]>([
    ['101 blocks', { type: 'home', blocks: many(101, () => ({ type: 'divider' })) }],
    ['a title', { type: 'home', title: plain('Home'), blocks: [] }],
    ['no list of blocks', { type: 'home' }],
  ])('is refused with %s', (_, view) => {
    expect(checkHome(view)).toHaveProperty('refusal.error', 'invalid_arguments');
  });
});

describe('what a bot suggests in a select', () => {
  it.each<[string, unknown]>([
    ['options', { options: [option('a')] }],
    ['no options', { options: [] }],
    ['groups of options', { option_groups: [{ label: plain('Clinics'), options: [option('a')] }] }],
  ])('may be %s', (_, answer) => {
    expect(readSuggestion(answer)).toEqual(answer);
  });

  it.each<[string, unknown]>([
    ['nothing', null],
    ['101 options', { options: many(101, (i) => option(`${i}`)) }],
    ['markup', { options: [{ text: { type: 'mrkdwn', text: 'a' }, value: 'a' }] }],
    [
      'options and groups',
      { options: [option('a')], option_groups: [{ label: plain('b'), options: [option('b')] }] },
    ],
  ])('is not shown if it is %s', (_, answer) => {
    expect(readSuggestion(answer)).toBeNull();
  });
});
