import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  idsNamedBy,
  isFoundByPart,
  kindOf,
  stringsIn,
  uuidsIn,
  type EventText,
  idBehind,
} from '../../../src/sources/sentry/attribution.ts';
import { DUKE, OTHER, WATCHED } from './sentry-fixture.ts';

const textOf = (changes: Partial<EventText>): EventText => ({
  title: '',
  message: '',
  exceptionTypes: [],
  exceptionValues: [],
  ...changes,
});

describe('the ids that a text names', () => {
  test.each([
    ['in the middle of a sentence', `unknown provider for id - ${DUKE}, skipped`, [DUKE]],
    ['in capitals', DUKE.toUpperCase(), [DUKE]],
    ['twice', `${DUKE} ${DUKE}`, [DUKE]],
    ['in a path', `/providers/${DUKE}/links/${OTHER}`, [DUKE, OTHER]],
    ['without dashes: no UUID as the application writes them', DUKE.replaceAll('-', ''), []],
    ['as a part of a longer number', `${DUKE}0`, []],
    ['with a digit missing', DUKE.slice(1), []],
  ])('%s', (_, text, ids) => {
    expect(uuidsIn([text])).toEqual(ids);
  });

  test.each([
    ['the message', textOf({ message: DUKE }), null],
    ['the title', textOf({ title: DUKE }), null],
    ['any exception of the chain', textOf({ exceptionValues: ['boom', `for ${DUKE}`] }), null],
    ['the tag', textOf({}), DUKE],
  ])('are found in %s', (_, text, tag) => {
    expect(idsNamedBy(text, tag)).toEqual([DUKE]);
  });

  test('are found wherever they stand among other text', () => {
    const around = fc.string().filter((text) => !/[0-9a-f]/i.test(text));
    fc.assert(
      fc.property(fc.uuid(), around, around, (id, before, after) => {
        expect(uuidsIn([before + id + after])).toEqual([id]);
      }),
    );
  });

  test('are found at any depth of extra data, as keys too', () => {
    expect(
      uuidsIn(stringsIn({ jobs: [{ args: ['x', { [DUKE]: 1 }] }, null, 7], note: `for ${OTHER}` })),
    ).toEqual([DUKE, OTHER]);
  });
});

describe('whom a phrase is about', () => {
  const other = '11111111-2222-3333-4444-555555555555';
  const mine = 'b8608be4-22bd-41e3-9173-fefaf19bdc50';
  const text = (message: string) => ({ title: '', message, exceptionTypes: [], exceptionValues: [] });

  test.each([
    ['the id right behind it', `unknown provider for id - ${other}`, other],
    ['in capitals', `Unknown provider for id - ${other.toUpperCase()}`, other],
    ['in quotes', `unknown provider for id - "${other}"`, other],
    ['whatever else the event names', `batch ${mine}: unknown provider for id - ${other}`, other],
    ['nobody, where the id was filtered out', `unknown provider for id - [Filtered] for ${mine}`, null],
  ])('is %s', (_, message, id) => {
    expect(idBehind('unknown provider for id -', text(message))).toBe(id);
  });
});

describe('the kind of an event', () => {
  test.each([
    ['its class', textOf({ exceptionTypes: ['PortalEmailNoneVerified'] }), 'PortalEmailNoneVerified'],
    [
      'the class of a cause',
      textOf({ exceptionTypes: ['PortalEmailUpstreamError', 'JobError'] }),
      'PortalEmailUpstreamError',
    ],
    [
      'a phrase in the message',
      textOf({ message: `Unknown provider for id - ${DUKE}` }),
      'unknown provider for id - ',
    ],
    [
      'a phrase in an exception',
      textOf({ exceptionValues: [`unknown provider for id - ${DUKE}`] }),
      'unknown provider for id - ',
    ],
    ['nothing', textOf({ message: 'unknown provider' }), null],
  ])('comes from %s', (_, text, kind) => {
    expect(kindOf(text, WATCHED)).toBe(kind);
  });

  test('is not that of an event which only holds a part of a phrase', () => {
    const kinds = { exceptionTypes: [], messagePhrases: ['failed*for provider'] };
    const text = textOf({ message: 'nothing for provider' });
    expect(kindOf(text, kinds)).toBeNull();
    expect(isFoundByPart(text, kinds)).toBe(true);
  });
});
