import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { instant } from '../../src/checks/instant.ts';
import { alternativesIn, isExpectedType } from '../../src/diagnosis/expectations.ts';
import { expectationOf } from '../../src/sources/expectation.ts';

/** What is said to have been expected where there is a symbol, which no schema takes. */
function expectedBy(schema: z.ZodType, value: unknown = Symbol('wrong')): string {
  const parsed = schema.safeParse(value);
  if (parsed.success) throw new Error('the schema takes it');
  return expectationOf(parsed.error.issues[0]);
}

describe('what a wrong value should have been', () => {
  it.each([
    ['a text', z.string(), 'string'],
    ['a number', z.number(), 'number'],
    ['a boolean', z.boolean(), 'boolean'],
    ['null', z.null(), 'null'],
    ['a list', z.array(z.string()), 'array'],
    ['an object', z.object({}), 'object'],
    ['any keys', z.record(z.string(), z.string()), 'record'],
    ['an instant', instant, 'timestamptz'],
    ['a text or a number', z.union([z.string(), z.int()]), 'string|number'],
    ['one of two texts', z.union([z.string(), z.string().regex(/^\d+$/)]), 'string'],
    ['one value', z.literal('streams'), '"streams"'],
    ['one of two values', z.enum(['a', 'b']), '"a"|"b"'],
    ['something that has no word', z.bigint(), 'another-shape'],
    ['something of our own', z.custom(() => false), 'another-shape'],
  ])('%s', (_, schema, expected) => {
    expect(expectedBy(schema)).toBe(expected);
  });

  it.each([
    ['a uuid', z.guid(), 'no uuid', 'uuid'],
    ['a time', z.iso.datetime(), 'yesterday', 'datetime'],
    ['a pattern', z.string().regex(/^\d+$/), 'x', 'regex'],
    ['a format that has no word', z.email(), 'x', 'another-shape'],
    ['a whole number', z.int(), 1.5, 'int'],
    ['a longer text', z.string().min(3), 'x', 'another-shape'],
  ])('%s', (_, schema, value, expected) => {
    expect(expectedBy(schema, value)).toBe(expected);
  });

  it('is of another shape where zod tells nothing', () => {
    expect(expectationOf(undefined)).toBe('another-shape');
  });

  it('is made of words that every language knows, or of literal values', () => {
    const alternatives = alternativesIn(expectedBy(z.union([z.int(), z.enum(['a']), z.guid()])));
    expect(alternatives.map(isExpectedType)).toEqual([true, false, true]);
  });
});
