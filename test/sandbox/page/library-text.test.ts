import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LibraryMessage } from '../../../src/sandbox/page/blocks/library-message.tsx';
import { withAsterisks } from '../../../src/sandbox/page/blocks/library-text.ts';
import { escapeText } from '../../../src/slack/escape.ts';
import { markup } from '../../../src/slack/markup.ts';

const users = [{ id: 'U0BOT', name: 'portal-check' }];

/** What the library draws of a block, as HTML. */
function drawn(block: unknown): string {
  return renderToStaticMarkup(createElement(LibraryMessage, { block, users, channels: [] }));
}

/** The letters that a reader sees, without blanks and what is invisible. */
function lettersOf(html: string): string {
  return withoutBlanks(
    html
      .replace(/<[^>]*>/g, '')
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&quot;', '"')
      .replaceAll('&#x27;', "'")
      .replaceAll('&amp;', '&'),
  );
}

const withoutBlanks = (text: string): string => text.replace(/[\s\u200B\u2060]/gu, '');
const section = (text: string) => ({ type: 'section', text: { type: 'mrkdwn', text, verbatim: true } });

describe('text that the library draws', () => {
  it.each([
    ['a time keeps its colons', 'Stamp 04:25:18, 11:00: missed', 'Stamp 04:25:18, 11:00: missed'],
    [
      'a line that looks like a list',
      '- one\n* two\n+ three\n1) four\n2. five',
      '- one * two + three 1) four 2. five',
    ],
    ['a line that looks like a heading', '# one\n## two\n= three', '# one ## two = three'],
    ['a line that looks like a rule', 'one\n---\ntwo\n===\n***', 'one --- two === ***'],
    ['a line that looks like a table', 'a | b\n---|---\n1 | 2', 'a | b ---|--- 1 | 2'],
    ['a line that is indented', 'one\n    two\n\tthree', 'one two three'],
    [
      'what looks like a link',
      '[one](two) ![three](four) [five][six]',
      '[one](two) ![three](four) [five][six]',
    ],
    ['what looks like a formula or an escape', String.raw`$one$ \* \_`, String.raw`$one$ \* \_`],
    [
      'an escaped mention',
      '&lt;@U0BOT&gt; &amp;lt; A &amp; B &lt;b&gt; 1 &lt; 2',
      '<@U0BOT> &lt; A & B <b> 1 < 2',
    ],
    ['code with asterisks', 'at `* * * * *`, *bold* and `5 *`', 'at * * * * *, bold and 5 *'],
    ['code', '`a &amp; b &lt; c`', 'a & b < c'],
  ])('%s', (_, text, expected) => {
    expect(withAsterisks(lettersOf(drawn(section(text))))).toBe(withoutBlanks(expected));
  });

  it('loses no letter of what the bot escapes, whatever it is', () => {
    const line = fc.string({ unit: fc.constantFrom(...Array.from('aB1 .,:;-+*_~`#>|<&[](){}$\\/!=@"\'')) });
    fc.assert(
      fc.property(fc.array(line, { maxLength: 4 }), (texts) => {
        const escaped = texts.map((text) => markup`x ${text}`.markup).join('\n');
        const expected = texts.map((text) => `x${decoded(escapeText(text))}`).join('');
        expect(withAsterisks(lettersOf(drawn(section(escaped))))).toBe(withoutBlanks(expected));
      }),
    );
  });

  it('keeps plain text as it is written', () => {
    const text = { type: 'plain_text', text: '*one* :skull: &amp; <two> 04:25:18', emoji: false };
    expect(lettersOf(drawn({ type: 'header', text }))).toBe(withoutBlanks(text.text));
  });

  it('formats what Slack formats', () => {
    const html = drawn(
      section(
        '*bold* _italic_ ~gone~ `code` <https://x.test/?a=1&amp;b=2|link> <@U0BOT> :skull: at 15:07.\n*Next:* read',
      ),
    );
    for (const part of [
      /<strong>.*bold.*<\/strong>/,
      /<em>.*italic.*<\/em>/,
      /<s>.*gone.*<\/s>/,
      /<code[^>]*>code<\/code>/,
      /<a href="https:\/\/x\.test\/\?a=1&amp;b=2" target="_blank" rel="noopener noreferrer">.*link.*<\/a>/,
      /@portal-check/,
      /💀/,
      /15:07\.\s*<[\s\S]*<strong>.*Next:.*<\/strong>/,
    ]) {
      expect(html).toMatch(part);
    }
  });

  it('gives no element the id of a block, which can stand on the page twice', () => {
    expect(drawn({ ...section('one'), block_id: 'twice' })).not.toContain('twice');
  });
});

function decoded(escaped: string): string {
  return escaped.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
