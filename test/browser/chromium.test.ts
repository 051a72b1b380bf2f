import { expect, it } from 'vitest';
import { chromiumPath, findChromium, HOW_TO_GET_CHROMIUM } from '../../src/sandbox/browser/chromium.ts';
import { isBrowserMissing } from './support/browser.ts';

it('there is a browser for the tests of the sandbox page', ({ skip }) => {
  if (isBrowserMissing) {
    process.stderr.write(`\nThe tests of the sandbox page are skipped. ${HOW_TO_GET_CHROMIUM}\n\n`);
    skip(HOW_TO_GET_CHROMIUM);
  }
  expect(chromiumPath()).not.toBe('');
});

it.each([
  ['the usual one of Debian', {}, '/usr/bin/chromium'],
  ['Chrome where it is the only one', {}, '/usr/bin/google-chrome'],
  ['the one that was named', { CHROMIUM_PATH: '/opt/chrome' }, '/opt/chrome'],
])('finds %s', (_, environment, path) => {
  expect(findChromium(environment, (candidate) => candidate === path)).toBe(path);
});

it('takes no other one than the one that was named', () => {
  expect(findChromium({ CHROMIUM_PATH: '/opt/chrome' }, (path) => path === '/usr/bin/chromium')).toBeNull();
});
