import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { SLACK_LIMITS } from '../../src/slack/limits.ts';
import {
  readFoundDiagnosis,
  readModalOrigin,
  readTarget,
  writeFoundDiagnosis,
  writeModalOrigin,
  writeTarget,
} from '../../src/slack/target.ts';

/** As JSON and zod say it. */
const NO_VALUE = /JSON|Invalid input/u;

const howAsked = {
  words: fc.option(fc.string({ unit: 'binary', maxLength: 400 })),
  asOfMs: fc.option(fc.nat()),
  windowMs: fc.option(fc.nat()),
  visibility: fc.constantFrom('private' as const, 'public' as const, null),
};

it('a button of a list brings back what it was made with, and Slack takes its value however long the search was', () => {
  fc.assert(
    fc.property(fc.record({ checkId: fc.uuid(), subjectId: fc.uuid(), ...howAsked }), (target) => {
      const value = writeTarget(target);
      expect(value.length).toBeLessThanOrEqual(SLACK_LIMITS.buttonValue);
      const { words, ...others } = readTarget(value);
      expect(others).toEqual({ ...target, words: undefined });
      expect(target.words === null ? words === null : target.words.startsWith(words ?? '?')).toBe(true);
    }),
  );
});

it('"Not this one" brings back how its subject was asked for', () => {
  const found = { diagnosisId: 'd-1', words: 'pam', asOfMs: 1, windowMs: 2, visibility: 'private' } as const;
  expect(readFoundDiagnosis(writeFoundDiagnosis(found))).toEqual(found);
});

it('a modal brings back where it was opened from', () => {
  const origin = { diagnosisId: 'd-1', channelId: 'C1', thread: { ts: '1.000001', isActive: true } };
  expect(readModalOrigin(writeModalOrigin(origin))).toEqual(origin);
});

it.each(['', 'd-1', '{}', '[]', 'null'])('"%s" is none of these', (text) => {
  expect(() => readTarget(text)).toThrow(NO_VALUE);
  expect(() => readFoundDiagnosis(text)).toThrow(NO_VALUE);
  expect(() => readModalOrigin(text)).toThrow(NO_VALUE);
});
