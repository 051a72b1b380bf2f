import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeText } from '../../src/slack/escape.ts';
import { nastyText } from './arbitraries.ts';

describe('text from outside', () => {
  it.each([
    ['mentions of everybody', '<!channel> hello', '&lt;!channel&gt; hello'],
    ['mentions of a person', 'Dr <@U1>', 'Dr &lt;@U1&gt;'],
    ['disguised links', '<https://evil.example|Sentry>', '&lt;https://evil.example|Sentry&gt;'],
    ['entities that somebody wrote', 'a &lt; b', 'a &amp;lt; b'],
    ['bold', '*Duke* Health', '∗Duke∗ Health'],
    ['italics and strike', '_a_ ~b~', 'ˍaˍ ∼b∼'],
    ['code', 'a`b', 'aˋb'],
    [
      'line breaks, which could forge a line of the bot',
      'Duke\n*Certain:* all is well',
      'Duke ∗Certain:∗ all is well',
    ],
    ['quotations', '> Duke', '› Duke'],
    ['emoji names', 'a :skull: b :+1:', 'a :\u2060skull: b :\u2060+1:'],
    ['overlapping emoji names', ':a:b:', ':\u2060a:\u2060b:'],
    ['the writing direction', 'a\u202Eb', 'ab'],
    ['half characters', 'a\uD83D', 'a\uFFFD'],
  ])('cannot use %s', (_, text, expected) => {
    expect(escapeText(text)).toBe(expected);
  });

  it.each([
    'link_last_sent_at',
    '2*3',
    'Mon 21 July 11:31:05',
    'PAM Health (PAM) San Antonio',
    'a•••@duke.example',
    '診療所',
  ])('stays as it is where it does no harm: %s', (text) => {
    expect(escapeText(text)).toBe(text);
  });

  it('never keeps anything that Slack would act on', () => {
    fc.assert(
      fc.property(nastyText, (text) => {
        const escaped = escapeText(text);
        expect(escaped).not.toMatch(/[<>`\n\r\u2028\u202A-\u202E]/u);
        expect(escaped).not.toMatch(/&(?!(?:amp|lt|gt);)/u);
        // No formatting mark can open or close anything: it would have to stand at the edge of a word.
        expect(escaped).not.toMatch(/(?:^|[^A-Za-z0-9])[*_~]|[*_~](?:$|[^A-Za-z0-9])/u);
        expect(escaped).not.toMatch(/^&gt;/u);
        expect(escaped).not.toMatch(/:[a-z_+-]+:/u);
        expect(escaped.isWellFormed()).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });
});
