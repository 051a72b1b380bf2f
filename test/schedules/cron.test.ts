import { describe, expect, it } from 'vitest';
import { CRON_FIELDS, cronProblemOf, unreadableFieldOf } from '../../src/schedules/cron.ts';

describe('a cron expression that cannot be read', () => {
  it.each([
    ['60 9 * * *', 0],
    ['0 25 * * *', 1],
    ['0 9 0 * *', 2],
    ['0 9 * 13 *', 3],
    ['0 9 * * 8', 4],
    ['0 9 * * monday', 4],
    ['0 9-7 * * *', 1],
    ['x y * * *', 0],
    ['0 9 */0 * *', 2],
  ])('%s: its first wrong field is named', (expression, field) => {
    expect(cronProblemOf(expression)?.code).toBe('unreadable');
    expect(unreadableFieldOf(expression)).toBe(field);
  });

  it.each(['0 9 * * 1-5', '*/5 0 1,15 JAN MON', '0 9 30 2 *'])('%s: no field is named', (expression) => {
    expect(unreadableFieldOf(expression)).toBeNull();
  });

  it('of a day that its month does not have is readable, and never comes', () => {
    expect(cronProblemOf('0 9 30 2 *')).toEqual({ code: 'never' });
    expect(cronProblemOf('0 9 31 4,6 *')).toEqual({ code: 'never' });
    expect(cronProblemOf('0 9 29 2 *')).toBeNull();
  });

  it('takes the least and the greatest number of each field, and nothing beyond', () => {
    for (const [at, { least, most }] of CRON_FIELDS.entries()) {
      const withField = (value: number) =>
        CRON_FIELDS.map((_, index) => (index === at ? `${value}` : '*')).join(' ');
      expect(cronProblemOf(withField(least))).toBeNull();
      expect(cronProblemOf(withField(most))).toBeNull();
      expect(cronProblemOf(withField(most + 1))?.code).toBe('unreadable');
    }
  });
});
