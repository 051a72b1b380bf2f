import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { leavesOf, parseSearch } from '../../../src/sandbox/stand-ins/sentry/search-language.ts';
import {
  issueQueries,
  kindsQuery,
  namingQuery,
  searchedPart,
} from '../../../src/sources/sentry/search-query.ts';
import { DUKE, OTHER, WATCHED } from './sentry-fixture.ts';

describe('the searches for watched kinds', () => {
  test('stand in parentheses, so that the ids narrow all of them', () => {
    expect(namingQuery(WATCHED, [DUKE], 'provider_id')).toBe(
      '(error.type:[PortalEmailDuplicateAttempt,PortalEmailNoneVerified,PortalEmailUpstreamError]' +
        ' OR message:"unknown provider for id - ")' +
        ` (message:"${DUKE}" OR error.value:"*${DUKE}*" OR tags[provider_id]:"${DUKE}")`,
    );
  });

  test('are read by Sentry as (kind or phrase) and (one of the ids)', () => {
    expect(parseSearch(namingQuery(WATCHED, [DUKE, OTHER], null))).toMatchObject({
      is: 'and',
      parts: [
        { is: 'or', parts: [{ key: 'error.type', isList: true }, { key: 'message' }] },
        {
          is: 'or',
          parts: [{ key: 'message' }, { key: 'error.value' }, { key: 'message' }, { key: 'error.value' }],
        },
      ],
    });
  });

  test('hold no OR where issues are searched', () => {
    expect(issueQueries(WATCHED)).toEqual([
      'error.type:[PortalEmailDuplicateAttempt,PortalEmailNoneVerified,PortalEmailUpstreamError]',
      'message:"unknown provider for id - "',
    ]);
  });

  test.each([
    ['a namespace', 'Portal::Email::NoneVerified', 'error.type:[Portal::Email::NoneVerified]'],
    ['a PHP namespace', 'App\\Mail\\Failed', 'error.type:["App\\Mail\\Failed"]'],
    ['brackets and commas', 'List[A, B]', 'error.type:["List[A, B]"]'],
  ])('know exception types with %s', (_, type, query) => {
    expect(issueQueries({ exceptionTypes: [type], messagePhrases: [] })).toEqual([query]);
    expect(leavesOf(parseSearch(query))).toMatchObject([{ key: 'error.type', values: [type] }]);
  });

  test.each([
    ['no kind at all', () => kindsQuery({ exceptionTypes: [], messagePhrases: [] })],
    [
      'an exception type that ends in a backslash',
      () => kindsQuery({ exceptionTypes: ['Portal\\'], messagePhrases: [] }),
    ],
    ['an empty exception type', () => kindsQuery({ exceptionTypes: [''], messagePhrases: [] })],
    [
      'an exception type with a wildcard',
      () => kindsQuery({ exceptionTypes: ['Portal*'], messagePhrases: [] }),
    ],
    ['a phrase of nothing but wildcards', () => kindsQuery({ exceptionTypes: [], messagePhrases: ['**'] })],
    ['a tag that Sentry cannot name', () => namingQuery(WATCHED, [DUKE], 'provider id')],
  ])('refuse %s', (_, build) => {
    expect(build).toThrow(RangeError);
  });
});

describe('whatever stands in the settings stays inside its quotes', () => {
  /** Texts that are made of what the search language is made of. */
  const hostile = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc
      .array(
        fc.constantFrom(
          '"',
          '\\',
          '\\"',
          '*',
          '\\*',
          ' OR ',
          ')',
          '(',
          ']',
          '[',
          ',',
          ' ',
          '\n',
          'a',
          'message:',
          '!',
        ),
      )
      .map((parts) => parts.join('')),
  );

  test('a phrase is one filter with the searched part as its value', () => {
    fc.assert(
      fc.property(hostile, (phrase) => {
        fc.pre(phrase.split(/[*\\]/).some((part) => part.trim() !== ''));
        const [query = ''] = issueQueries({ exceptionTypes: [], messagePhrases: [phrase] });
        expect(parseSearch(query)).toEqual({
          is: 'filter',
          key: 'message',
          negated: false,
          values: [searchedPart(phrase)],
          isList: false,
        });
        expect(phrase).toContain(searchedPart(phrase));
        expect(searchedPart(phrase)).not.toMatch(/[*\\]/);
      }),
      { numRuns: 2_000 },
    );
  });

  test('exception types are one list with each of them as an element', () => {
    fc.assert(
      fc.property(fc.array(hostile, { minLength: 1, maxLength: 4 }), (exceptionTypes) => {
        const isRefused = (type: string) => type === '' || type.includes('*') || type.endsWith('\\');
        fc.pre(!exceptionTypes.some(isRefused));
        const [query = ''] = issueQueries({ exceptionTypes, messagePhrases: [] });
        expect(parseSearch(query)).toEqual({
          is: 'filter',
          key: 'error.type',
          negated: false,
          values: exceptionTypes,
          isList: true,
        });
      }),
      { numRuns: 2_000 },
    );
  });

  test('ids and tag names add only their own probes', () => {
    fc.assert(
      fc.property(
        fc.array(fc.uuid(), { minLength: 1, maxLength: 20 }),
        fc.stringMatching(/^[\w.:-]+$/),
        (ids, tag) => {
          const leaves = leavesOf(parseSearch(namingQuery(WATCHED, ids, tag)));
          expect(leaves.slice(2)).toEqual(
            ids.flatMap((id) =>
              [
                ['message', id],
                ['error.value', `*${id}*`],
                [`tags[${tag}]`, id],
              ].map(([key, value]) => ({
                is: 'filter',
                key,
                negated: false,
                values: [value],
                isList: false,
              })),
            ),
          );
        },
      ),
    );
  });
});
