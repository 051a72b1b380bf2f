import { describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS } from '../../src/diagnosis/time.ts';
import { UsageError } from '../../src/errors.ts';
import { readRange } from '../../src/terminal/range.ts';
import { terminalEn } from '../../src/words/terminal.en.ts';
import { terminalEs } from '../../src/words/terminal.es.ts';

const NOW_MS = Date.parse('2025-07-24T12:31:34Z');
const range = (since: string, until?: string, words = terminalEn) =>
  readRange({ since, until }, { clock: () => NOW_MS, words });

describe('a range', () => {
  it.each([
    ['7d', NOW_MS - 7 * DAY_MS],
    ['12H', NOW_MS - 12 * HOUR_MS],
    ['2025-07-24T05:31-07:00', Date.parse('2025-07-24T12:31Z')],
    ['2025-07-24T05:31:20.5-07:00', Date.parse('2025-07-24T12:31:20.5Z')],
    ['2025-07-24T12:31z', Date.parse('2025-07-24T12:31Z')],
  ])('begins at %s', (since, fromMs) => {
    expect(range(since).fromMs).toBe(fromMs);
  });

  it('includes what a process has written whose clock is ahead, where no end is named', () => {
    expect(range('7d').untilMs).toBeGreaterThan(NOW_MS + 365 * DAY_MS);
  });

  it('ends where it is told to', () => {
    expect(range('7d', '2025-07-24T05:31-07:00').untilMs).toBe(Date.parse('2025-07-24T12:31Z'));
    expect(range('7d', '2d').untilMs).toBe(NOW_MS - 2 * DAY_MS);
  });

  it.each([
    [
      'yesterday',
      undefined,
      '--since takes an instant with its offset, as 2025-07-24T05:31-07:00, or how long ago, as 7d or 12h; not "yesterday"',
    ],
    ['7 days', undefined, 'not "7 days"'],
    ['2025-02-30T00:00Z', undefined, 'not "2025-02-30T00:00Z"'],
    ['2025-07-24T05:31-07', undefined, 'not "2025-07-24T05:31-07"'],
    [
      '2025-07-24T05:31',
      undefined,
      '--since "2025-07-24T05:31" has no offset from UTC: add one, as -07:00 or Z',
    ],
    ['2025-07-24', undefined, 'not "2025-07-24"'],
    ['7d', 'soon', '--until takes an instant with its offset'],
    ['2d', '7d', '--since (2d) must be earlier than --until (7d)'],
    [
      '2025-08-01T00:00Z',
      undefined,
      '--since (2025-08-01T00:00Z) must be earlier than --until (2025-07-24T12:31:34.000Z)',
    ],
  ])('from %j until %j is refused', (since, until, said) => {
    expect(() => range(since, until)).toThrow(UsageError);
    expect(() => range(since, until)).toThrow(said);
  });

  it('is refused in Spanish too', () => {
    expect(() => range('ayer', undefined, terminalEs)).toThrow('--since admite un momento con su desfase');
    expect(() => range('2d', '7d', terminalEs)).toThrow('--since (2d) debe ser anterior a --until (7d)');
  });
});
