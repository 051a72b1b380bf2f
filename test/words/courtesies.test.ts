import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { courtesyIn, spokenIn } from '../../src/words/courtesies.ts';

describe('a message that asks nothing', () => {
  it.each([
    'thanks!',
    'Thank you so much',
    'ok',
    'OK, got it.',
    'perfect, that helped',
    'no thanks',
    'gracias',
    '¡Muchísimas gracias por la ayuda!',
    'De acuerdo, gracias',
    'ok gracias <@U2>',
    ':+1:',
    ':+1::skin-tone-2: :tada:',
    '👍🏽',
    'thanks :slightly_smiling_face:',
  ])('"%s" is thanks, which want no answer', (text) => {
    expect(courtesyIn(text)).toBe('thanks');
  });

  it.each([
    'hello',
    'Hi all!',
    'good morning',
    'Hola',
    'buenos días a todos',
    'Buenas tardes, muchas gracias',
    '?',
    '…',
    ':thinking_face:',
    '🤔',
    '<@U2>',
    'ok?',
    '¿ok?',
  ])('"%s" may wait for how to ask', (text) => {
    expect(courtesyIn(text)).toBe('greeting');
  });
});

describe('a message that may ask something', () => {
  it.each([
    'Thanks Clinic',
    'hello PAM',
    'gracias Peña',
    'good help',
    'the',
    '100',
    'no link since 11:04:05',
    'hi-land',
    'okaya',
  ])('"%s" is no courtesy', (text) => {
    expect(courtesyIn(text)).toBeNull();
  });

  it('is no courtesy as soon as one word of it is not among those of courtesy', () => {
    const courtesies = fc.array(fc.constantFrom('thanks', 'hola', 'ok', '!', ':+1:', 'so', 'much'));
    fc.assert(
      fc.property(courtesies, courtesies, fc.stringMatching(/^[a-z]{13,}$/u), (before, after, name) => {
        expect(courtesyIn([...before, name, ...after].join(' '))).toBeNull();
      }),
    );
  });
});

it('what Slack writes for emoji and mentions is no word of a name, and a time is no emoji', () => {
  expect(spokenIn('hey <@U2>, PAM Denver :pray::skin-tone-3: at 11:04:05 <!subteam^S1|@desk>')).toBe(
    'hey , PAM Denver at 11:04:05',
  );
});
