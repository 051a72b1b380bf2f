import { describe, expect, it } from 'vitest';
import { plainMessage } from '../../src/slack/plain-message.ts';

describe('a message as a person reads it', () => {
  it.each([
    [
      'a link by its name',
      'see <https://a.example/x|the page>, <https://b.example>',
      'see the page, https://b.example',
    ],
    [
      'people and channels',
      'ask <@U1> or <@U2|ana> in <#C1|general> <!here>',
      'ask @U1 or @ana in #general @here',
    ],
    ['a date by what stands for it', 'at <!date^1753131600^{time}|21:00>', 'at 21:00'],
    ['what Slack has escaped', 'a &lt;b&gt; &amp; c', 'a <b> & c'],
    ['its line breaks', 'one\n\n\ntwo  \n', 'one\n\ntwo'],
  ])('%s', (_, text, read) => {
    expect(plainMessage({ text })).toBe(read);
  });

  it('its own text alone, though Slack sends it in blocks as well', () => {
    const blocks = [{ type: 'rich_text', elements: [{ type: 'text', text: 'nothing arrives' }] }];
    expect(plainMessage({ text: 'nothing arrives', blocks })).toBe('nothing arrives');
  });

  it('of an alert without text what its attachments say, each line once', () => {
    const attachments = [{ fallback: 'Queue full', title: 'Queue full', text: 'for 5 minutes' }];
    expect(plainMessage({ text: '', attachments })).toBe('Queue full\nfor 5 minutes');
  });
});
