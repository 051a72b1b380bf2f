import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { LOCALES } from '../../src/words/locale.ts';
import { startCase001 } from '../support/case-001.ts';
import { runTerminal } from '../support/terminal.ts';

it.each(LOCALES)('the digest of case 001’s day, in the terminal: %s', async (language) => {
  const running = await startCase001('2025-07-24');
  try {
    const { exitCode, out } = await runTerminal(['digest', '--language', language], running.environment);
    const expected = new URL(`../fixtures/case-001/digest.${language}.txt`, import.meta.url);
    expect(out).toBe(readFileSync(expected, 'utf8'));
    expect(exitCode).toBe(10);
  } finally {
    await running.stop();
  }
});
