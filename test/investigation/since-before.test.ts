import { describe, expect, it } from 'vitest';
import type { Outcome, Since } from '../../src/checks/fleet.ts';
import { DAY_MS } from '../../src/diagnosis/time.ts';
import type { FleetRun } from '../../src/digests/fleet-run.ts';
import { withSinceBefore } from '../../src/investigation/since-before.ts';
import {
  hasRecovered,
  incompleteRunOf,
  LAST_WEEK_MS,
  missing,
  NOW_MS,
  outcome,
  partial,
  runOf,
  unknown,
} from '../digests/example.ts';

const at = (daysAgo: number, isAtLeast = false): Since => ({ atMs: NOW_MS - daysAgo * DAY_MS, isAtLeast });

/** Since when somebody has not been well, with the runs of the weeks before, the newest last. */
async function sinceWith(now: Outcome, ...runs: readonly FleetRun[]): Promise<Outcome['since']> {
  const dated = runs.map((run, index) => ({ ...run, asOfMs: NOW_MS - (runs.length - index) * 7 * DAY_MS }));
  const [first] = await withSinceBefore(
    [now],
    NOW_MS,
    hasRecovered,
    async (beforeMs) => dated.findLast(({ asOfMs }) => asOfMs < beforeMs) ?? null,
  );
  return first?.since ?? null;
}

const ill = (since: Since | null, of = missing) => runOf([of('a', { since })]);

describe('since when somebody has not been well', () => {
  it.each<readonly [string, Since | null, readonly FleetRun[], Since | null]>([
    ['goes on from what is no longer seen', at(50, true), [ill(at(80))], at(80)],
    ['may have been before that, where nobody knew', at(50, true), [ill(at(80, true))], at(80, true)],
    ['is known, where it is the same slot and was known then', at(50, true), [ill(at(50))], at(50)],
    ['is earlier, where more is seen now', at(50), [ill(at(20))], at(50)],
    ['is that of partial, though it is missing now', at(50, true), [ill(at(80), partial)], at(80)],
    ['begins anew, where all was well in between', at(3), [ill(at(80))], at(3)],
    [
      'begins anew, where all was well in between, though an earlier reading could not tell',
      at(10),
      [ill(at(80))],
      at(10),
    ],
    [
      'may have begun before, where the logs do not tell of the slot before, but all was well in between',
      at(3, true),
      [ill(at(80))],
      at(3, true),
    ],
    [
      'begins anew after a run that saw all well',
      at(20, true),
      [ill(at(80)), runOf([outcome('a')])],
      at(20, true),
    ],
    ['begins anew where it was not there', at(20, true), [ill(at(80)), runOf([])], at(20, true)],
    [
      'goes on through a run that did not read it',
      at(50, true),
      [ill(at(80)), incompleteRunOf([], 1)],
      at(80),
    ],
    [
      'goes on through a run that took it for well, and was incomplete',
      at(50, true),
      [ill(at(80)), incompleteRunOf([outcome('a')])],
      at(80),
    ],
    [
      'goes on through a run that could not judge it',
      at(50, true),
      [ill(at(80)), runOf([unknown('a')])],
      at(80),
    ],
    [
      'goes on through any number of runs that read nobody',
      at(75, true),
      [ill(at(80)), ...Array.from({ length: 9 }, () => incompleteRunOf([], 1))],
      at(80),
    ],
    [
      'is forgotten where five runs could not judge it',
      at(50, true),
      [ill(at(120)), ...Array.from({ length: 5 }, () => runOf([unknown('a')]))],
      at(50, true),
    ],
    ['is its own, where nobody could tell then', at(50), [ill(null)], at(50)],
    ['is its own, where it is the first run', at(50, true), [], at(50, true)],
  ])('%s', async (_, own, runs, since) => {
    expect(await sinceWith(missing('a', { since: own }), ...runs)).toEqual(since);
  });

  it('is what it was, where nobody can tell any more; but not over a recovery', async () => {
    const other = missing('a', { since: null, figures: { plan: 'other' } });
    expect(await sinceWith(other, ill(at(80)))).toEqual(at(80));
    // The logs do not tell of the slot before.
    expect(await sinceWith({ ...other, since: at(3, true) }, ill(at(80)))).toEqual(at(80));
    expect(await sinceWith(missing('a', { since: null }), ill(at(80)))).toBeNull();
  });

  it('may have begun before, where only an incomplete run saw all well in between', async () => {
    const now = missing('a', { since: at(3, true), figures: { plan: 'other' } });
    expect(await sinceWith(now, ill(at(80)), incompleteRunOf([outcome('a')]))).toEqual(at(3, true));
    expect(await sinceWith(now, ill(at(80)), incompleteRunOf([unknown('a')]))).toEqual(at(80));
  });

  it('reaches the oldest class, from run to run, though eight slots are seen at a time', async () => {
    let before: FleetRun | null = null;
    for (let week = 1; week <= 20; week += 1) {
      const asOfMs = LAST_WEEK_MS + week * 7 * DAY_MS;
      const last: FleetRun | null = before;
      const own = { atMs: asOfMs - (Math.min(week, 8) - 1) * 7 * DAY_MS, isAtLeast: week >= 8 };
      const outcomes = await withSinceBefore(
        [missing('a', { since: own })],
        asOfMs,
        () => false,
        async () => last,
      );
      before = runOf(outcomes, { asOfMs });
    }
    expect(before?.outcomes[0]?.since).toEqual({ atMs: LAST_WEEK_MS + 7 * DAY_MS, isAtLeast: false });
  });

  it('is asked of nobody where all are well', async () => {
    const runBefore = () => Promise.reject(new Error('not asked'));
    const outcomes = [outcome('a'), unknown('b')];
    expect(await withSinceBefore(outcomes, NOW_MS, hasRecovered, runBefore)).toEqual(outcomes);
  });
});
