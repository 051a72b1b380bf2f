import { parser } from '@grafana/lezer-logql';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LogSelector } from '../../../src/checks/questions.ts';
import { countByApp, linesWith, streamsOf } from '../../../src/sources/loki/logql.ts';
import { recordingOf } from '../../support/loki-recordings.ts';

const SELECTOR: LogSelector = {
  appLabel: 'app',
  apps: ['backend-sidekiq-worker', 'edge'],
  labels: { env: 'omega' },
};
const PHRASES = ['Portal email send failed to', 'Failed to make Portal links for'];

/** The parts of a query by the names of the grammar, and the text of each string in it. */
function partsOf(logql: string) {
  const names: string[] = [];
  const strings: string[] = [];
  parser.parse(logql).iterate({
    enter(node) {
      names.push(node.type.isError ? 'Error' : node.name);
      if (node.name === 'String') strings.push(logql.slice(node.from, node.to));
    },
  });
  return { count: (name: string) => names.filter((each) => each === name).length, strings };
}

/** One selector with as many matchers, one line filter, and nothing else. */
function hasShape(logql: string, matchers: number): boolean {
  const { count } = partsOf(logql);
  return (
    count('Error') === 0 &&
    count('LogExpr') === 1 &&
    count('Selector') === 1 &&
    count('Matcher') === matchers &&
    count('PipelineStage') === 1 &&
    count('LineFilter') === 1 &&
    count('OrFilter') === 0 &&
    count('LineComment') === 0
  );
}

const nastyText = fc.oneof(
  fc.string({ minLength: 1, unit: 'binary' }),
  fc.string({
    minLength: 1,
    // Split by code units: the pill's halves are lone surrogates.
    unit: fc.constantFrom(...'"`\\|=~!{}()[]+*?.^$#-/ \n\r\t\0aéñ💊\u2028\ufeff'.split('')),
  }),
  fc.constantFrom('" or "', '`} |= `', '") | line_format "', 'x"} # ', '(?i)', 'a|b', '\\Q', '[130m]'),
);

describe('queries are those that were recorded', () => {
  test('for lines', () => {
    expect(linesWith(SELECTOR, PHRASES)).toBe(
      recordingOf('failures, none in 29.7 days').request.query['query'],
    );
  });

  test('for streams', () => {
    expect(streamsOf(SELECTOR)).toBe(recordingOf('newest line').request.query['query']);
  });

  test('for liveness', () => {
    const query = countByApp('app', streamsOf(SELECTOR), 130 * 60_000);

    expect(query).toBe(recordingOf('liveness by app in a slot window').request.query['query']);
  });

  test('for one app', () => {
    expect(streamsOf({ ...SELECTOR, apps: ['edge'], labels: {} })).toBe('{app="edge"}');
  });
});

describe('whatever the phrases are', () => {
  test('the query has one selector and one line filter', () => {
    fc.assert(
      fc.property(fc.array(nastyText, { minLength: 1, maxLength: 4 }), (phrases) => {
        expect(hasShape(linesWith(SELECTOR, phrases), 2)).toBe(true);
      }),
    );
  });

  test('so it has for any apps and labels', () => {
    const labels = fc.dictionary(fc.stringMatching(/^[A-Za-z_]\w{0,5}$/), nastyText, { maxKeys: 3 });
    fc.assert(
      fc.property(fc.array(nastyText, { minLength: 1, maxLength: 3 }), labels, (apps, others) => {
        const query = linesWith({ appLabel: 'app', apps, labels: others }, PHRASES);
        expect(hasShape(query, 1 + Object.keys(others).length)).toBe(true);
      }),
    );
  });

  test('so has a count of them', () => {
    fc.assert(
      fc.property(nastyText, fc.integer({ min: 1, max: 86_400_000 }), (phrase, rangeMs) => {
        const { count } = partsOf(countByApp('app', linesWith(SELECTOR, [phrase]), rangeMs));
        expect(['Error', 'LineFilter', 'Range', 'RangeOp'].map(count)).toEqual([0, 1, 1, 1]);
      }),
    );
  });

  test('the filter finds the lines that hold one of them, and no others', () => {
    fc.assert(
      fc.property(
        fc.array(nastyText, { minLength: 1, maxLength: 3 }),
        nastyText,
        nastyText,
        (phrases, before, after) => {
          const literal = partsOf(linesWith(SELECTOR, phrases)).strings.at(-1) ?? '';
          const filter = new RegExp(String(JSON.parse(literal)), 'u');
          const holdsOne = (line: string): boolean =>
            phrases.some((phrase) => line.includes(phrase.toWellFormed()));
          const [first = ''] = phrases;
          const lines = [`${before}${first}${after}`, before, `${before}${after}`].map((line) =>
            line.toWellFormed(),
          );
          expect(lines.filter((line) => filter.test(line))).toEqual(lines.filter(holdsOne));
        },
      ),
    );
  });

  test('and a query that is put together without escaping is broken by some, which shows that these tests can fail', () => {
    const naive = fc.property(nastyText, (phrase) => hasShape(`${streamsOf(SELECTOR)} |~ "${phrase}"`, 2));

    expect(fc.check(naive).failed).toBe(true);
  });
});

describe('a query that would mean everything is not built', () => {
  test.each([
    ['no apps', () => streamsOf({ ...SELECTOR, apps: [] })],
    ['an app without a name', () => streamsOf({ ...SELECTOR, apps: ['edge', ''] })],
    ['no phrases', () => linesWith(SELECTOR, [])],
    ['an empty phrase', () => linesWith(SELECTOR, [''])],
    ['a label that is none', () => streamsOf({ ...SELECTOR, labels: { 'env="x"} or {a': 'b' } })],
  ])('%s', (_, build) => {
    expect(build).toThrow(/apps|phrases|label/);
  });
});

test.each([
  [130 * 60_000, '[130m]'],
  [7_834_000, '[7834s]'],
  [1_500, '[1500ms]'],
])('%i ms are written %s', (rangeMs, range) => {
  expect(countByApp('app', streamsOf(SELECTOR), rangeMs)).toContain(`${range}))`);
});
