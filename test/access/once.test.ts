import { describe, expect, it } from 'vitest';
import { createOnce } from '../../src/access/once.ts';
import { MINUTE_MS } from '../../src/diagnosis/time.ts';

/** Replicas that share their claims, as by the store. */
function setUp() {
  const time = { nowMs: 0 };
  const claims = new Map<string, number>();
  const store = { isDown: false };
  const failures: unknown[] = [];
  const replica = () =>
    createOnce({
      clock: () => time.nowMs,
      onFailure: (error) => failures.push(error),
      async claim(key, atMs) {
        if (store.isDown) throw new Error('no database');
        if (claims.has(key)) return false;
        claims.set(key, atMs);
        return true;
      },
    });
  return { time, claims, store, failures, replica };
}

describe('a request that Slack repeats', () => {
  it('counts once in one process, also while the first is still being claimed', async () => {
    const { replica, claims, time } = setUp();
    const once = replica();
    time.nowMs = 7;
    expect(await Promise.all([once.first('Ev1'), once.first('Ev1'), once.first('Ev2')])).toEqual([
      true,
      false,
      true,
    ]);
    expect(await once.first('Ev1')).toBe(false);
    expect([...claims]).toEqual([
      ['Ev1', 7],
      ['Ev2', 7],
    ]);
  });

  it('counts once on all replicas', async () => {
    const { replica } = setUp();
    const [one, another] = [replica(), replica()];
    expect(await one.first('Ev1')).toBe(true);
    expect(await another.first('Ev1')).toBe(false);
  });

  it('counts once in this process where the store is down: an answer twice is better than none', async () => {
    const { replica, store, failures } = setUp();
    const [one, another] = [replica(), replica()];
    store.isDown = true;
    expect(await one.first('Ev1')).toBe(true);
    expect(await one.first('Ev1')).toBe(false);
    expect(await another.first('Ev1')).toBe(true);
    expect(failures).toEqual([new Error('no database'), new Error('no database')]);
  });

  it('is forgotten by the process after 15 minutes, and not before; the store still knows it', async () => {
    const { replica, store, time } = setUp();
    const once = replica();
    await once.first('Ev1');
    store.isDown = true;
    time.nowMs += 15 * MINUTE_MS - 1;
    await once.first('Ev2');
    expect(await once.first('Ev1')).toBe(false);
    time.nowMs += 1;
    expect(once.size()).toBe(1);
    store.isDown = false;
    expect(await once.first('Ev1')).toBe(false);
  });
});
