import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createScrub, scrubDeep } from '../src/scrubbing.ts';

const scrub = createScrub(['xoxb-the-token', 'pa"ss\\word', 'p@ss word#', 'short']);

describe('scrubbing takes out', () => {
  it.each([
    ['a secret', 'token xoxb-the-token refused', 'token [secret] refused'],
    ['a secret inside JSON', JSON.stringify({ with: 'pa"ss\\word' }), '{"with":"[secret]"}'],
    ['a secret inside an address', '?p=p%40ss%20word%23&x=1', '?p=[secret]&x=1'],
    ['a mail address, but for its domain', 'to alder@duke.example now', 'to •••@duke.example now'],
    ['a mail address with signs', "o'neil+portal@mail.duke.example", '•••@mail.duke.example'],
    ['a mail address of another script', 'мария.иванова@пример.example', '•••@пример.example'],
    ['an encoded mail address', '?to=alder%40duke.example', '?to=•••%40duke.example'],
    ['several mail addresses', 'a@x.example,b@y.example', '•••@x.example,•••@y.example'],
    [
      'a response_url, whole',
      '{"url":"https://hooks.slack.com/commands/T0/1/abc","x":1}',
      '{"url":"[response_url]","x":1}',
    ],
    ['an encoded response_url', 'to=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT0 x', 'to=[response_url] x'],
    [
      'a response_url of Slack for governments',
      'https://hooks.slack-gov.com/actions/T0/1/a b',
      '[response_url] b',
    ],
  ])('%s', (_, text, scrubbed) => {
    expect(scrub(text)).toBe(scrubbed);
  });

  it.each([
    ['masked addresses', 's•••@duke.example'],
    ['paths of packages', 'at f (file:///app/node_modules/@slack/bolt/dist/App.js:1:2)'],
    ['values too short to be told from words', 'a short word'],
    ['addresses of sources', 'http://127.0.0.1:3100/loki/api/v1/query_range'],
  ])('nothing of %s', (_, text) => {
    expect(scrub(text)).toBe(text);
  });

  it('every secret, wherever it stands', () => {
    const secret = fc
      .string({ minLength: 6, maxLength: 40, unit: 'grapheme' })
      .filter((text) => text.isWellFormed());
    fc.assert(
      fc.property(secret, fc.string(), fc.string(), (value, before, after) => {
        const line = JSON.stringify({ message: `${before}${value}${after}` });
        const written = JSON.stringify(value).slice(1, -1);
        // Where a secret stands in the marks themselves, nothing can be told.
        fc.pre(!'[secret][response_url]•••@%40{"message":"'.includes(written));
        expect(createScrub([value])(line)).not.toContain(written);
      }),
    );
  });

  it('the longer of two secrets first, so that no rest of it stays', () => {
    expect(createScrub(['secret', 'secret-and-more'])('secret-and-more')).toBe('[secret]');
  });

  it('a long line without delay', () => {
    const line = `${'a.'.repeat(200_000)} alder@duke.example`;
    expect(scrub(line).endsWith('•••@duke.example')).toBe(true);
  });
});

it('scrubbing a value goes through all of it, and leaves its shape', () => {
  const value = { text: 'alder@duke.example', list: ['xoxb-the-token', 3, null, true], deep: { url: 'ok' } };
  expect(scrubDeep(value, scrub)).toEqual({
    text: '•••@duke.example',
    list: ['[secret]', 3, null, true],
    deep: { url: 'ok' },
  });
});
