import { expect, it } from 'vitest';
import { escapeText } from '../../src/slack/escape.ts';

/** With effort that grows with the square of the length, each of these would take minutes, and keep everybody waiting. */
const LENGTH = 500_000;

it.each([
  ['half a picture', `:${'a'.repeat(LENGTH)}`],
  ['half a picture of digits', `:${'1'.repeat(LENGTH)}`],
  ['colons', ':'.repeat(LENGTH)],
  ['asterisks', '*'.repeat(LENGTH)],
  ['spaces', `a${' '.repeat(LENGTH)}b`],
])('text of a hostile length is escaped before anybody notices: %s', (_, text) => {
  expect(escapeText(text).length).toBeGreaterThan(0);
});
