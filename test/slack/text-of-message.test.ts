import { describe, expect, it } from 'vitest';
import { textOfMessage } from '../../src/slack/text-of-message.ts';

describe('the text of a message', () => {
  it('is what people read, without Slack’s escaping', () => {
    expect(textOfMessage({ text: 'PAM &amp; Duke &lt;b8608be4&gt; &amp;lt;' })).toBe(
      'PAM & Duke <b8608be4> &lt;',
    );
  });

  it('stands in blocks of every kind', () => {
    const blocks = [
      { type: 'header', text: { type: 'plain_text', text: 'Portal' } },
      { type: 'section', fields: [{ type: 'mrkdwn', text: '*Provider* PAM' }] },
      {
        type: 'rich_text',
        elements: [
          {
            type: 'rich_text_section',
            elements: [
              { type: 'text', text: 'Duke' },
              { type: 'link', url: 'https://admin.example/1' },
            ],
          },
        ],
      },
      { type: 'image', alt_text: 'a chart', image_url: 'https://pictures.example/1' },
    ];
    expect(textOfMessage({ text: null, blocks })).toBe(
      '\nPortal\n*Provider* PAM\nDuke\nhttps://admin.example/1\na chart',
    );
  });

  it('stands in attachments, as those of alerts', () => {
    const attachments = [
      {
        fallback: 'alert',
        pretext: 'before',
        title: 'No link',
        title_link: 'https://sentry.example/1',
        fields: [{ title: 'provider', value: 'PAM', short: true }],
        color: '#ff0000',
        ts: 1,
      },
    ];
    expect(textOfMessage({ attachments })).toBe(
      '\nalert\nbefore\nNo link\nhttps://sentry.example/1\nprovider\nPAM',
    );
  });

  it('is no id of Slack’s own, and nothing where there is nothing', () => {
    expect(textOfMessage({ blocks: [{ type: 'divider', block_id: 'b8608be4' }] })).toBe('');
    expect(textOfMessage({})).toBe('');
  });
});
