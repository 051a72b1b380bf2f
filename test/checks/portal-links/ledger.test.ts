import { describe, expect, it } from 'vitest';
import { indexOfD, isOnSchedule, ledgerOf, slotIndexAt } from '../../../src/checks/portal-links/ledger.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../src/diagnosis/time.ts';
import { AS_OF_MS, slotAt, slotsAt } from '../../support/portal-links-facts.ts';

const slots = slotsAt();
const last = slotAt(7);
const quiet = { slots, linkAtMs: [], failureAtMs: [], enrolledAtMs: null, seenUntilMs: AS_OF_MS };
const newest = (change: Partial<Parameters<typeof ledgerOf>[0]>) =>
  ledgerOf({ ...quiet, ...change }).at(-1)?.status;

describe('the slot ledger', () => {
  it.each([
    ['a link at the planned time', { linkAtMs: [last.atMs] }, 'kept'],
    ['a link ten minutes early, by a clock that is fast', { linkAtMs: [last.opensAtMs] }, 'kept'],
    ['a link a moment before the window opens', { linkAtMs: [last.opensAtMs - 1] }, 'missed'],
    ['a link at the last moment of the tolerance', { linkAtMs: [last.closesAtMs - 1] }, 'kept'],
    ['a link when the tolerance has passed', { linkAtMs: [last.closesAtMs] }, 'missed'],
    ['no link, and the window closed', {}, 'missed'],
    ['no link, the window still open', { seenUntilMs: last.closesAtMs - 1 }, 'pending'],
    ['no link, the window just closed', { seenUntilMs: last.closesAtMs }, 'missed'],
    [
      'the window open, and a failure in it',
      { seenUntilMs: last.atMs + HOUR_MS, failureAtMs: [last.atMs + MINUTE_MS] },
      'failing',
    ],
    [
      'the window open, and a failure before it',
      { seenUntilMs: last.atMs + HOUR_MS, failureAtMs: [last.opensAtMs - 1] },
      'pending',
    ],
    ['enrolled after the slot', { enrolledAtMs: last.atMs + 1 }, 'excused'],
    [
      'enrolled after the slot, and a link nevertheless',
      { enrolledAtMs: last.atMs + 1, linkAtMs: [last.atMs + HOUR_MS] },
      'kept',
    ],
    ['enrolled at the very slot', { enrolledAtMs: last.atMs }, 'missed'],
  ])('%s', (_, change, status) => {
    expect(newest(change)).toBe(status);
  });

  it('lets a link keep one slot only, where windows overlap', () => {
    const overlapping = slots.map((slot) => ({ ...slot, closesAtMs: slot.atMs + 8 * DAY_MS }));
    const ledger = ledgerOf({ ...quiet, slots: overlapping, linkAtMs: [slotAt(5).atMs + MINUTE_MS] });
    expect(ledger.filter(({ status }) => status === 'kept').map(({ atMs }) => atMs)).toEqual([
      slotAt(5).atMs,
    ]);
  });

  it('takes the first of several links in a window', () => {
    const ledger = ledgerOf({ ...quiet, linkAtMs: [last.atMs + HOUR_MS, last.atMs + MINUTE_MS] });
    expect(ledger.at(-1)?.linkAtMs).toBe(last.atMs + MINUTE_MS);
  });

  it('D is the newest slot that is kept, missed or failing: an open one is not yet', () => {
    const ledger = ledgerOf({ ...quiet, seenUntilMs: last.atMs + HOUR_MS });
    expect(indexOfD(ledger)).toBe(6);
  });

  it('has no D where all slots lie before enrolment', () => {
    expect(indexOfD(ledgerOf({ ...quiet, enrolledAtMs: AS_OF_MS }))).toBe(-1);
  });

  it('gives a failure to the slot whose window opened last before it', () => {
    expect(slotIndexAt(slots, slotAt(5).opensAtMs)).toBe(5);
    expect(slotIndexAt(slots, slotAt(5).opensAtMs - 1)).toBe(4);
    expect(slotIndexAt(slots, slotAt(0).opensAtMs - 1)).toBe(-1);
  });

  it('calls the manual sends of case 001 off schedule', () => {
    expect(isOnSchedule(slots, Date.parse('2025-07-08T08:42:00-07:00'))).toBe(false);
    expect(isOnSchedule(slots, Date.parse('2025-07-21T11:04:00-07:00'))).toBe(true);
  });
});
