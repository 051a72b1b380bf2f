import { describe, expect, it } from 'vitest';
import { parsedBlock } from '../../../src/sandbox/page/blocks/parsed-block.ts';
import {
  complaintsAbout,
  fieldKey,
  submittedValues,
  type FormValues,
} from '../../../src/sandbox/page/modals/form-values.ts';

const WORDS = { required: 'Fill it in.', notAnEmail: 'No address.' };
const field = (blockId: string, element: object, isOptional = false) =>
  parsedBlock({
    type: 'input',
    block_id: blockId,
    label: { type: 'plain_text', text: blockId },
    optional: isOptional,
    element: { action_id: 'a', ...element },
  });
const filled = (blockId: string, value: string): FormValues =>
  new Map([[fieldKey(blockId, 'a'), { type: 'text', value }]]);

describe('a form that is submitted', () => {
  it('sends what was typed, and what stood there untouched', () => {
    const option = { text: { type: 'plain_text', text: 'One' }, value: '1' };
    const blocks = [
      field('typed', { type: 'plain_text_input', initial_value: 'before' }),
      field('chosen', { type: 'radio_buttons', options: [option], initial_option: option }),
      field('here', { type: 'conversations_select', default_to_current_conversation: true }),
      field('several', { type: 'multi_external_select', initial_options: [option] }),
      field('person', { type: 'users_select', initial_user: 'U1' }),
      field('instant', { type: 'datetimepicker', initial_date_time: 1_753_360_294 }),
    ];
    expect(submittedValues(blocks, filled('typed', 'after'), 'C1')).toEqual({
      typed: { a: { type: 'text', value: 'after' } },
      chosen: { a: { type: 'option', value: '1', label: 'One' } },
      here: { a: { type: 'conversation', id: 'C1' } },
      several: { a: { type: 'suggested', options: [{ value: '1', label: 'One' }] } },
      person: { a: { type: 'user', id: 'U1' } },
      instant: { a: { type: 'instant', epochSeconds: 1_753_360_294 } },
    });
  });

  it('leaves out what is empty, even if something stood there before', () => {
    const blocks = [
      field('emptied', { type: 'plain_text_input', initial_value: 'before' }),
      field('unticked', { type: 'checkboxes', options: [] }),
      field('nobody', { type: 'multi_external_select' }),
    ];
    expect(submittedValues(blocks, filled('emptied', ' '), null)).toEqual({});
  });

  it('complains about empty fields that are not optional, and about what is no address', () => {
    const blocks = [
      field('needed', { type: 'plain_text_input' }),
      field('optional', { type: 'plain_text_input' }, true),
      field('address', { type: 'email_text_input' }),
    ];
    expect(complaintsAbout(blocks, filled('address', 'ann@'), null, WORDS)).toEqual({
      needed: 'Fill it in.',
      address: 'No address.',
    });
    expect(complaintsAbout(blocks, filled('address', 'ann@clinic.example'), null, WORDS)).toEqual({
      needed: 'Fill it in.',
    });
  });
});
