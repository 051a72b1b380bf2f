import { describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS, MINUTE_MS, type EpochMs } from '../../../src/diagnosis/time.ts';
import { runAtMs } from '../../../src/sandbox/weeks/calendar.ts';
import { createMovableClock } from '../../../src/sandbox/weeks/movable-clock.ts';
import { createPassingTime, type BotTime } from '../../../src/sandbox/weeks/passing-time.ts';

/** Thursday of week 0. */
const STARTS_AT_MS = runAtMs(0) + 2 * DAY_MS + 18 * HOUR_MS;
const SLOT_IS_OVER_MS = runAtMs(1) + 2 * HOUR_MS;

/** A sandbox whose machine stands still, with a bot that has something to do at these instants. */
function sandboxWith(dueAtMs: readonly EpochMs[] | null) {
  const clock = createMovableClock(STARTS_AT_MS, () => 0);
  const happened: string[] = [];
  const asked = new Set<string>();
  const waiting = [...(dueAtMs ?? [])];
  const bot: BotTime = {
    async nextDueAtMs(stops) {
      asked.add(stops);
      return waiting[0] ?? null;
    },
    async moveTo(atMs) {
      while ((waiting[0] ?? Number.POSITIVE_INFINITY) <= atMs) {
        waiting.shift();
        happened.push(`digest at ${atMs}`);
      }
      happened.push(`bot at ${atMs}`);
    },
  };
  return {
    clock,
    happened,
    asked,
    letPass: createPassingTime({
      clock,
      sendThrough: async (week) => void happened.push(`sent through ${week}`),
      goOnUntil: (atMs) => void happened.push(`upstreams until ${atMs}`),
      bot: () => (dueAtMs === null ? null : bot),
      onMoved: () => void happened.push('moved'),
    }),
  };
}

/** All that happens when everybody moves to an instant. */
function stopAt(atMs: EpochMs, week: number): readonly string[] {
  return [`sent through ${week}`, `upstreams until ${atMs}`, `bot at ${atMs}`, 'moved'];
}

describe('time that passes', () => {
  it('brings what was sent and what failed before anybody can look at it', async () => {
    const { clock, happened, letPass } = sandboxWith([]);
    await letPass('week');
    expect(clock.now()).toBe(STARTS_AT_MS + 7 * DAY_MS);
    expect(happened).toEqual(stopAt(STARTS_AT_MS + 7 * DAY_MS, 1));
  });

  it('stops where a digest falls due, so that it is not taken for one that was missed', async () => {
    const { happened, letPass } = sandboxWith([SLOT_IS_OVER_MS]);
    await letPass('week');
    const stopMs = SLOT_IS_OVER_MS + MINUTE_MS;
    expect(happened).toEqual([
      ...stopAt(stopMs, 1).toSpliced(2, 0, `digest at ${stopMs}`),
      ...stopAt(STARTS_AT_MS + 7 * DAY_MS, 1),
    ]);
  });

  it('ends, however often a digest is due', async () => {
    const eachHour = Array.from({ length: 1_000 }, (_, hour) => STARTS_AT_MS + (hour + 1) * HOUR_MS);
    const { clock, happened, letPass } = sandboxWith(eachHour);
    await letPass('week');
    expect(clock.now()).toBe(STARTS_AT_MS + 7 * DAY_MS);
    expect(happened.filter((what) => what === 'moved').length).toBeLessThan(30);
  });

  it('stops at all that falls due within an hour, and within a week only where there is news', async () => {
    const halfPastMs = STARTS_AT_MS + 30 * MINUTE_MS;
    const { clock, happened, asked, letPass } = sandboxWith([halfPastMs]);
    await letPass('hour');
    expect(clock.now()).toBe(STARTS_AT_MS + HOUR_MS);
    expect(happened).toContain(`digest at ${halfPastMs + MINUTE_MS}`);
    expect([...asked]).toEqual(['all']);
    await letPass('week');
    expect([...asked]).toEqual(['all', 'few']);
  });

  it('does not wait for what is overdue and never done', async () => {
    const clock = createMovableClock(STARTS_AT_MS, () => 0);
    const bot: BotTime = { nextDueAtMs: async () => STARTS_AT_MS - DAY_MS, moveTo: async () => {} };
    const nothing = async () => {};
    const settings = { clock, sendThrough: nothing, goOnUntil: () => {}, bot: () => bot, onMoved: () => {} };
    await createPassingTime(settings)('week');
    expect(clock.now()).toBe(STARTS_AT_MS + 7 * DAY_MS);
  });

  it('passes without a bot', async () => {
    const { clock, letPass } = sandboxWith(null);
    await letPass('week');
    expect(clock.now()).toBe(STARTS_AT_MS + 7 * DAY_MS);
  });

  it('waits for the one before it, however fast the button is pressed', async () => {
    const { happened, letPass } = sandboxWith([]);
    await Promise.all([letPass('week'), letPass('week')]);
    expect(happened).toEqual([
      ...stopAt(STARTS_AT_MS + 7 * DAY_MS, 1),
      ...stopAt(STARTS_AT_MS + 14 * DAY_MS, 2),
    ]);
  });

  it('that fails is told to whoever asked for it, and the next one may pass', async () => {
    const clock = createMovableClock(STARTS_AT_MS, () => 0);
    let isBroken = true;
    const letPass = createPassingTime({
      clock,
      sendThrough: () => (isBroken ? Promise.reject(new Error('no database')) : Promise.resolve()),
      goOnUntil: () => {},
      bot: () => null,
      onMoved: () => {},
    });
    await expect(letPass('week')).rejects.toThrow('no database');
    isBroken = false;
    await letPass('week');
    expect(clock.now()).toBe(STARTS_AT_MS + 7 * DAY_MS);
  });
});
