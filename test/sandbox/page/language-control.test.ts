import { describe, expect, it } from 'vitest';
import { languageControlIn } from '../../../src/sandbox/page/sidebar/language-control.ts';

const select = {
  type: 'static_select',
  action_id: 'language',
  options: [{ text: { type: 'plain_text', text: 'Español' }, value: 'es' }],
};

describe('the bot’s own choice of a language', () => {
  it.each([
    [
      'beside a text',
      { type: 'section', block_id: 'b', text: { type: 'mrkdwn', text: '…' }, accessory: select },
    ],
    ['in a row', { type: 'actions', block_id: 'b', elements: [select] }],
  ])('is found %s', (_, block) => {
    const found = languageControlIn({ viewId: 'V1', blocks: [{ type: 'divider' }, block] });
    expect(found).toMatchObject({ viewId: 'V1', blockId: 'b', control: { actionId: 'language' } });
  });

  it('is missing where the bot shows none, as to an outsider', () => {
    expect(languageControlIn(null)).toBeNull();
    expect(languageControlIn({ viewId: 'V1', blocks: [{ type: 'divider' }] })).toBeNull();
  });
});
