import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  slotAfter,
  slotsBetween,
  slotsOpenedBy,
  type Schedule,
} from '../../../src/checks/portal-links/schedule.ts';
import { DAY_MS, HOUR_MS } from '../../../src/diagnosis/time.ts';
import { AS_OF_MS, WEEKLY } from '../../support/portal-links-facts.ts';

const iso = (slots: readonly { atMs: number }[]): string[] =>
  slots.map(({ atMs }) => new Date(atMs).toISOString());
const between = (change: Partial<Schedule>, from: string, until: string): string[] =>
  iso(slotsBetween({ ...WEEKLY, ...change }, Date.parse(from), Date.parse(until)));

describe('slots that are computed wrongly accuse the innocent', () => {
  it('finds the last eight Mondays of case 001, at 11:00 Pacific', () => {
    const slots = slotsOpenedBy(WEEKLY, AS_OF_MS, 8);
    expect(iso(slots)).toEqual([
      '2025-06-02T18:00:00.000Z',
      '2025-06-09T18:00:00.000Z',
      '2025-06-16T18:00:00.000Z',
      '2025-06-23T18:00:00.000Z',
      '2025-06-30T18:00:00.000Z',
      '2025-07-07T18:00:00.000Z',
      '2025-07-14T18:00:00.000Z',
      '2025-07-21T18:00:00.000Z',
    ]);
  });

  it.each([
    [
      'a second before the window opens: last week’s slot is the newest',
      '2025-07-21T17:49:59.999Z',
      '2025-07-14T18:00:00.000Z',
    ],
    ['at the instant the window opens', '2025-07-21T17:50:00.000Z', '2025-07-21T18:00:00.000Z'],
    ['at the very planned time', '2025-07-21T18:00:00.000Z', '2025-07-21T18:00:00.000Z'],
  ])('%s', (_, asOf, newest) => {
    expect(iso(slotsOpenedBy(WEEKLY, Date.parse(asOf), 8)).at(-1)).toBe(newest);
  });

  it('keeps the wall clock’s time across the spring change: 11:00 stays 11:00', () => {
    expect(between({}, '2025-03-01T00:00Z', '2025-03-18T00:00Z')).toEqual([
      '2025-03-03T19:00:00.000Z',
      '2025-03-10T18:00:00.000Z',
      '2025-03-17T18:00:00.000Z',
    ]);
  });

  it('moves a run in the spring gap forward, and loses none', () => {
    expect(between({ cron: '30 2 * * *' }, '2025-03-08T00:00Z', '2025-03-11T00:00Z')).toEqual([
      '2025-03-08T10:30:00.000Z',
      '2025-03-09T10:30:00.000Z',
      '2025-03-10T09:30:00.000Z',
    ]);
  });

  it('takes the first of a time that comes twice in autumn, and plans one run', () => {
    expect(between({ cron: '30 1 * * *' }, '2025-11-01T00:00Z', '2025-11-04T00:00Z')).toEqual([
      '2025-11-01T08:30:00.000Z',
      '2025-11-02T08:30:00.000Z',
      '2025-11-03T09:30:00.000Z',
    ]);
  });

  it('counts every second week from the anchor, forwards and backwards', () => {
    const biweekly = { every: 2, anchor: '2025-07-07' };
    expect(between(biweekly, '2025-06-05T00:00Z', '2025-07-30T00:00Z')).toEqual([
      '2025-06-09T18:00:00.000Z',
      '2025-06-23T18:00:00.000Z',
      '2025-07-07T18:00:00.000Z',
      '2025-07-21T18:00:00.000Z',
    ]);
  });

  it('counts the weeks of an anchor that lies in the future', () => {
    expect(between({ every: 2, anchor: '2025-09-01' }, '2025-07-01T00:00Z', '2025-07-30T00:00Z')).toEqual([
      '2025-07-07T18:00:00.000Z',
      '2025-07-21T18:00:00.000Z',
    ]);
  });

  it('finds eight slots of a monthly schedule', () => {
    expect(slotsOpenedBy({ ...WEEKLY, cron: '0 9 1 * *' }, AS_OF_MS, 8)).toHaveLength(8);
  });

  it('finds the next slot strictly after an instant', () => {
    const [slot] = slotsOpenedBy(WEEKLY, AS_OF_MS, 1);
    const next = slotAfter(WEEKLY, slot?.atMs ?? 0);
    expect(new Date(next?.atMs ?? 0).toISOString()).toBe('2025-07-28T18:00:00.000Z');
  });

  it('gives the same slots however the question is cut into stretches', () => {
    const crons = fc.constantFrom('0 11 * * 1', '30 2 * * *', '30 1 * * *', '0 */6 * * *', '15 0 1,15 * *');
    const zones = fc.constantFrom('America/Los_Angeles', 'Europe/Madrid', 'Australia/Lord_Howe', 'UTC');
    const starts = fc.integer({ min: Date.parse('2024-01-01T00:00Z'), max: Date.parse('2026-12-01T00:00Z') });
    fc.assert(
      fc.property(
        crons,
        zones,
        starts,
        fc.integer({ min: 1, max: 30 * 24 }),
        (cron, timeZone, fromMs, hours) => {
          const schedule = { ...WEEKLY, cron, timeZone };
          const untilMs = fromMs + 30 * DAY_MS;
          const seamMs = fromMs + hours * HOUR_MS;
          const whole = iso(slotsBetween(schedule, fromMs, untilMs));
          const cut = [
            ...iso(slotsBetween(schedule, fromMs, seamMs - 1)),
            ...iso(slotsBetween(schedule, seamMs, untilMs)),
          ];
          expect(cut).toEqual(whole);
          expect(new Set(whole).size).toBe(whole.length);
        },
      ),
      { numRuns: 100 },
    );
  });
});
