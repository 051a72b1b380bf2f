import { describe, expect, it } from 'vitest';
import { stepFor, type LanguageWish } from '../../../src/sandbox/page/sidebar/language-wish.ts';

const option = (value: string, label: string) => ({ text: { type: 'plain_text', text: label }, value });
const home = (spoken: string) => ({
  viewId: 'V1',
  blocks: [
    {
      type: 'section',
      block_id: 'b',
      text: { type: 'mrkdwn', text: '…' },
      accessory: {
        type: 'static_select',
        action_id: 'language',
        options: [option('en', 'English'), option('es', 'Español')],
        initial_option: option(spoken, '…'),
      },
    },
  ],
});
const wish = (stage: LanguageWish['stage'], isHasty = false): LanguageWish => ({
  locale: 'es',
  stage,
  isHasty,
});

describe('the wish that the bot speaks Spanish', () => {
  it('opens the home once, and waits for it', () => {
    expect(stepFor(wish('new'), null).kind).toBe('open-home');
    expect(stepFor(wish('opening-home'), null).kind).toBe('wait');
  });

  it.each(['new', 'opening-home'] as const)('uses the select of the home (%s)', (stage) => {
    expect(stepFor(wish(stage), home('en'))).toEqual({
      kind: 'press',
      press: {
        at: { viewId: 'V1' },
        blockId: 'b',
        actionId: 'language',
        value: { type: 'option', value: 'es', label: 'Español' },
      },
    });
  });

  it('is settled once the home shows it, and then leaves the person what they choose there', () => {
    expect(stepFor(wish('asked'), home('en')).kind).toBe('wait');
    expect(stepFor(wish('asked'), home('es')).kind).toBe('settle');
    expect(stepFor(wish('settled'), home('en')).kind).toBe('wait');
  });

  it('does not believe the home while an earlier wish is under way', () => {
    expect(stepFor(wish('new'), home('es')).kind).toBe('settle');
    expect(stepFor(wish('new', true), home('es')).kind).toBe('press');
  });

  it('is given up where the bot shows no select, as to an outsider', () => {
    expect(stepFor(wish('opening-home'), { viewId: 'V1', blocks: [{ type: 'divider' }] }).kind).toBe(
      'settle',
    );
  });
});
