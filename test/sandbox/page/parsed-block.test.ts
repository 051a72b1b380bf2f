import { describe, expect, it } from 'vitest';
import { parsedBlock } from '../../../src/sandbox/page/blocks/parsed-block.ts';

const plain = (text: string) => ({ type: 'plain_text', text });
const button = { type: 'button', action_id: 'go', text: plain('Go') };
const option = { text: plain('One'), value: '1' };

describe('a block', () => {
  it.each(['section', 'header', 'context', 'divider', 'rich_text'])('that is only text: %s', (type) => {
    const block = { type, text: plain('words') };
    expect(parsedBlock(block)).toEqual({ kind: 'text', block, fallback: 'words' });
  });

  it('with a button beside its text: the library does not see the button', () => {
    const parsed = parsedBlock({
      type: 'section',
      block_id: 'b',
      text: plain('words'),
      accessory: { ...button, style: 'danger', confirm: confirmation },
    });
    expect(parsed).toEqual({
      kind: 'section',
      blockId: 'b',
      text: {
        kind: 'text',
        block: { type: 'section', block_id: 'b', text: plain('words') },
        fallback: 'words',
      },
      accessory: {
        kind: 'button',
        actionId: 'go',
        label: 'Go',
        description: null,
        url: null,
        style: 'danger',
        confirm: { title: 'Sure?', text: 'All of it.', confirm: 'Yes', deny: 'No', isDanger: true },
      },
    });
  });

  it.each([
    [{ type: 'static_select', options: [option], initial_option: option }, 'select'],
    [{ type: 'static_select', option_groups: [{ label: plain('All'), options: [option] }] }, 'select'],
    [{ type: 'radio_buttons', options: [option] }, 'radio'],
    [{ type: 'checkboxes', options: [option] }, 'checkboxes'],
    [{ type: 'external_select', min_query_length: 1 }, 'external-select'],
    [
      { type: 'multi_external_select', initial_options: [option], max_selected_items: 2 },
      'multi-external-select',
    ],
    [{ type: 'users_select', initial_user: 'U1' }, 'user-select'],
    [{ type: 'conversations_select', default_to_current_conversation: true }, 'conversation-select'],
    [{ type: 'plain_text_input', multiline: true }, 'text'],
    [{ type: 'email_text_input' }, 'text'],
    [{ type: 'datetimepicker', initial_date_time: 1_753_360_294 }, 'date-time'],
  ])('that is a field: %j', (element, kind) => {
    const block = { type: 'input', block_id: 'b', label: plain('Field'), optional: true, element };
    expect(parsedBlock(block)).toMatchObject({
      kind: 'input',
      label: 'Field',
      isOptional: true,
      control: { kind },
    });
  });

  it('keeps the options of groups', () => {
    const element = { type: 'static_select', option_groups: [{ options: [option] }, { options: [option] }] };
    expect(parsedBlock({ type: 'actions', elements: [element] })).toMatchObject({
      controls: [{ options: [{ value: '1', label: 'One', description: null }, { value: '1' }] }],
    });
  });

  it.each([
    [{ type: 'nonsense' }, 'nonsense'],
    [{ type: 'actions', elements: [{ type: 'nonsense' }] }, 'actions'],
    [{ type: 'section', text: plain('words'), accessory: { type: 'nonsense' } }, 'section'],
    ['no block', '?'],
    [null, '?'],
  ])('that nobody can draw is said to be so: %j', (block, type) => {
    expect(parsedBlock(block)).toEqual({ kind: 'unknown', type });
  });
});

const confirmation = {
  title: plain('Sure?'),
  text: plain('All of it.'),
  confirm: plain('Yes'),
  deny: plain('No'),
  style: 'danger',
};
