import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLineAttributor } from '../../../src/checks/portal-links/line-attribution.ts';
import { textsAfter } from '../../../src/checks/portal-links/line-text.ts';
import { maskAddress, maskerOf } from '../../../src/checks/portal-links/masking.ts';
import { recipientKeyOf } from '../../../src/checks/portal-links/line-attribution.ts';

const LINK_FAILED = 'Failed to make Portal links for:';
const SEND_FAILED = 'Portal email send failed to';
const LOKI = {
  appLabel: 'app',
  apps: ['edge'],
  labels: {},
  linkCreationFailed: LINK_FAILED,
  sendFailed: SEND_FAILED,
  sendFailedSeparator: ' at ',
  runPhrase: null,
};

const provider = (
  id: string,
  name: string,
  recipients: readonly { name: string; address: string }[] = [],
) => ({
  id,
  name,
  kind: 'Clinic',
  recipients: [...recipients],
});

const ana = { name: 'Dr. Ana "Nita" O\'Neil', address: 'ana@duke.example' };
const noon = { name: 'Meet me at noon', address: 'noon@duke.example' };
const shared = { name: 'Dr. Both', address: 'both@clinics.example' };
const DIRECTORY = [
  provider('pam', 'PAM Health (PAM)'),
  provider('denver', 'PAM Health (PAM) Denver', [shared]),
  provider('san-antonio-clinic', 'PAM Health (PAM) San Antonio'),
  provider('san-antonio-practice', 'PAM Health (PAM) San Antonio'),
  provider('mary', 'St. Mary', [shared]),
  provider('acme', 'Acme'),
  provider('cafe', 'Café & Söhne "North"'),
  provider('tick', 'Clinic `back` |= "tick" \\ {x}'),
  provider('two', 'Two\nLines Clinic'),
  provider('duke', 'Duke Health (DUK) Charlotte', [ana, noon]),
];

const attributor = createLineAttributor(DIRECTORY, LOKI);
const phraseOf = (text: string) => (text.includes(SEND_FAILED) ? SEND_FAILED : LINK_FAILED);
const attribute = (text: string) =>
  attributor.attribute({ atMs: 0, app: 'edge', phrase: phraseOf(text), text })?.attribution;
const one = (providerId: string) => expect.objectContaining({ belongs: 'one', providerId });

describe('a line that is held against the wrong provider', () => {
  it.each([
    ['the whole name', `${LINK_FAILED} Acme`, one('acme')],
    ['the longest known name wins', `${LINK_FAILED} PAM Health (PAM) Denver`, one('denver')],
    ['a shorter known name, whole', `${LINK_FAILED} PAM Health (PAM)`, one('pam')],
    [
      'an unknown name that begins like a known one',
      `${LINK_FAILED} PAM Health (PAM) Boulder`,
      { belongs: 'nobody' },
    ],
    ['an unknown name with a genitive', `${LINK_FAILED} St. Mary's Hospital`, { belongs: 'nobody' }],
    ['an unknown name with a comma', `${LINK_FAILED} Acme, Inc.`, { belongs: 'nobody' }],
    ['an unknown name with a dash', `${LINK_FAILED} Acme - North`, { belongs: 'nobody' }],
    [
      'two providers of one name',
      `${LINK_FAILED} PAM Health (PAM) San Antonio`,
      { belongs: 'shared', providerIds: ['san-antonio-clinic', 'san-antonio-practice'] },
    ],
    ['a name nobody bears', `${LINK_FAILED} Nobody’s Clinic`, { belongs: 'nobody' }],
    ['an error behind the name', `${LINK_FAILED} Acme: Net::OpenTimeout`, one('acme')],
    ['fields behind the name', `${LINK_FAILED} PAM Health (PAM) Denver jid=123 elapsed=0.2`, one('denver')],
    ['an attempt behind the name', `${LINK_FAILED} Acme (attempt 3)`, one('acme')],
    [
      'a JSON line',
      JSON.stringify({ level: 'error', msg: `${LINK_FAILED} Café & Söhne "North"`, provider: 'x' }),
      one('cafe'),
    ],
    [
      'JSON in a JSON string',
      JSON.stringify({ log: JSON.stringify({ msg: `${LINK_FAILED} Acme` }) }),
      one('acme'),
    ],
    [
      'what follows in the same object is no part of the name',
      `{"msg":"${LINK_FAILED} Acme","site":" North"}`,
      one('acme'),
    ],
    ['quotes, backticks and braces', `${LINK_FAILED} Clinic \`back\` |= "tick" \\ {x}`, one('tick')],
    ['a line break in the name', `${LINK_FAILED} Two\nLines Clinic`, one('two')],
    ['a recipient with quotes', `${SEND_FAILED} Dr. Ana "Nita" O'Neil at ana@duke.example`, one('duke')],
    [
      'a recipient’s name that holds the separator',
      `${SEND_FAILED} Meet me at noon at noon@duke.example`,
      one('duke'),
    ],
    [
      'a recipient of two providers',
      `${SEND_FAILED} Dr. Both at both@clinics.example`,
      { belongs: 'shared', providerIds: ['denver', 'mary'] },
    ],
    [
      'an address that only begins alike',
      `${SEND_FAILED} Meet me at noon at noon@duke.example.org`,
      { belongs: 'nobody' },
    ],
    [
      'an address at a sentence’s end',
      `${SEND_FAILED} Meet me at noon at noon@duke.example. Giving up`,
      one('duke'),
    ],
    [
      'the right address under another name',
      `${SEND_FAILED} Somebody at noon@duke.example`,
      { belongs: 'nobody' },
    ],
    [
      'the right name at another address',
      `${SEND_FAILED} Meet me at noon at other@duke.example`,
      { belongs: 'nobody' },
    ],
  ])('%s', (_, text, expected) => {
    expect(attribute(text)).toEqual(expected);
  });

  it('reads every name that a real Loki returned', () => {
    const recordings: {
      answers: { name: string; body: { data: { result: { values: [string, string][] }[] } } }[];
    } = JSON.parse(readFileSync(new URL('../../fixtures/loki-recordings.json', import.meta.url), 'utf8'));
    const found = recordings.answers.find(({ name }) => name === 'failures found, nasty names');
    const texts = found?.body.data.result.flatMap(({ values }) => values.map(([, text]) => text)) ?? [];
    expect(texts).toHaveLength(9);
    const belongs = texts.map((text) => attribute(text)?.belongs);
    // Alder Du and José Ñandú are nobody's recipients here; every other line names a provider of the directory.
    expect(belongs.filter((each) => each === 'nobody')).toHaveLength(2);
    expect(belongs.filter((each) => each === 'one')).toHaveLength(7);
  });

  it('finds any name again that stands whole at the end of a plain or a JSON line, and never takes it for another', () => {
    const names = fc.uniqueArray(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }), {
      minLength: 2,
      maxLength: 8,
      selector: (name) => name.normalize('NFC').replaceAll(/\s+/gu, ' ').trim().toLowerCase(),
    });
    fc.assert(
      fc.property(names, fc.nat(), fc.boolean(), (raw, pick, isJson) => {
        const known = raw.filter(
          (name) => name.trim() !== '' && !name.trim().startsWith('{') && !name.trim().startsWith('['),
        );
        fc.pre(known.length > 1);
        const name = known[pick % known.length] ?? '';
        const text = isJson ? JSON.stringify({ msg: `${LINK_FAILED} ${name}` }) : `${LINK_FAILED} ${name}`;
        const anybody = createLineAttributor(
          known.map((each) => provider(each, each)),
          LOKI,
        );
        const found = anybody.attribute({ atMs: 0, app: 'edge', phrase: LINK_FAILED, text })?.attribution;
        expect(found).toEqual(one(name));
      }),
      { numRuns: 500 },
    );
  });
});

describe('what follows a phrase', () => {
  it('takes a line that only looks like JSON as it is', () => {
    expect(textsAfter(`{not json} ${LINK_FAILED} Acme`, LINK_FAILED)).toEqual(['Acme']);
  });

  it('finds nothing where the phrase is not', () => {
    expect(textsAfter('{"msg":"all well"}', LINK_FAILED)).toEqual([]);
  });
});

describe('an address that reaches a person unmasked', () => {
  it('shows the first letter and the domain', () => {
    expect(maskAddress('alder@duke.example')).toBe('a•••@duke.example');
  });

  it('shows nothing of what is no address', () => {
    expect(maskAddress('alder')).toBe('•••');
  });

  it('tells recipients apart that look alike', () => {
    const alder = { name: 'A', address: 'alder@duke.example' };
    const ash = { name: 'B', address: 'ash@duke.example' };
    const mask = maskerOf([alder, ash]);
    expect([mask(recipientKeyOf(alder)), mask(recipientKeyOf(ash))]).toEqual([
      'a•••@duke.example',
      'a•••@duke.example (2)',
    ]);
  });
});
