import { beforeEach, describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../../src/diagnosis/time.ts';
import type { FleetRun } from '../../src/digests/fleet-run.ts';
import { createNewestRun } from '../../src/incidents/newest-run.ts';
import { incompleteRunOf, runOf } from '../digests/example.ts';
import { FLEET } from '../support/portal-links-world.ts';

/** A planned run is due on Mondays at 11:00, and can be judged at 13:10. */
const at = (time: string): number => Date.parse(`2025-07-28T${time}:00-07:00`);
const asOf = (time: string): FleetRun => runOf([], { asOfMs: at(time) });
const cut = (asOfMs: number): FleetRun => ({ ...incompleteRunOf([]), asOfMs, madeAtMs: asOfMs });
const notWhole = (time: string): FleetRun => cut(at(time));

describe('who else has a verdict is read from', () => {
  let nowMs: number;
  let kept: FleetRun[];
  let made: FleetRun[];
  /** Whether a run that is made now can read all. */
  let isWhole: boolean;

  beforeEach(() => {
    made = [];
    isWhole = true;
  });

  const newestOf = (runs: readonly FleetRun[]) => runs.toSorted((a, b) => b.madeAtMs - a.madeAtMs)[0] ?? null;

  const newestRun = createNewestRun({
    checks: new Map([
      ['portal-links', { fleet: FLEET }],
      ['alone', { fleet: null }],
    ]),
    runs: {
      newestComplete: async () => newestOf(kept.filter(({ coverage }) => coverage.isComplete)),
      newestSince: async (_, sinceMs, untilMs) =>
        newestOf(kept.filter(({ asOfMs }) => asOfMs >= sinceMs && asOfMs <= untilMs)),
    },
    async readFleet() {
      const run = isWhole ? runOf([], { asOfMs: nowMs }) : cut(nowMs);
      made.push(run);
      kept.push(run);
      return run;
    },
    clock: () => nowMs,
    newRequestId: () => 'request',
  });

  it.each<readonly [name: string, now: string, kept: readonly FleetRun[], taken: string | null]>([
    ['a run that is younger than an hour', '15:00', [asOf('14:30')], '14:30'],
    ['a new one where that is older', '15:00', [asOf('13:59')], null],
    ['a complete one, though a newer one is not', '15:00', [asOf('14:10'), notWhole('14:50')], '14:10'],
    ['one that is not complete where there is no other', '15:00', [notWhole('14:50')], '14:50'],
    ['one from while the window was open, as long as it is', '12:50', [asOf('12:30')], '12:30'],
    ['a new one, once that run can be judged', '13:15', [asOf('12:30')], null],
    ['a new one, also where that one was not complete', '13:15', [notWhole('12:30')], null],
    [
      'one that is not complete, from since it can be judged',
      '13:15',
      [asOf('12:30'), notWhole('13:11')],
      '13:11',
    ],
  ])('%s', async (_, now, runs, taken) => {
    nowMs = at(now);
    kept = [...runs];
    const run = await newestRun('portal-links');
    expect([run?.asOfMs, made.length]).toEqual(taken === null ? [nowMs, 1] : [at(taken), 0]);
  });

  it.each([
    ['complete', true],
    ['not complete', false],
  ])(
    'one new run after a planned run can be judged, however often it is looked, though it is %s',
    async (_, whole) => {
      isWhole = whole;
      kept = [asOf('12:30')];
      for (const minutes of [0, 15, 30, 45]) {
        nowMs = at('13:10') + minutes * MINUTE_MS;
        await newestRun('portal-links');
      }
      expect(made.map(({ asOfMs }) => asOfMs)).toEqual([at('13:10')]);
    },
  );

  it('nothing where a check reads nobody but whom it is asked for', async () => {
    kept = [asOf('12:30')];
    nowMs = at('12:40');
    expect([await newestRun('alone'), await newestRun('gone')]).toEqual([null, null]);
  });
});
