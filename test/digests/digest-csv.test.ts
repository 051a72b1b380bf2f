import { describe, expect, it } from 'vitest';
import { csvOf } from '../../src/digests/digest-csv.ts';
import type { Comparison } from '../../src/digests/compare.ts';
import type { Outcome } from '../../src/checks/fleet.ts';
import type { FleetRun } from '../../src/digests/fleet-run.ts';
import {
  compared,
  incompleteRunOf,
  inOutage,
  missing,
  mute,
  outcome,
  partial,
  runOf,
  unknown,
} from './example.ts';

const HEADER = 'id,name,kind,state,verdict,confidence,since,standing,muted until,muted by,muted why,traits';

function rowsOf(
  run: FleetRun,
  past: readonly Outcome[] | null,
  change: Partial<Comparison> = {},
): readonly string[] {
  const [header, ...rows] = csvOf(compared(run, past, change), run)
    .trimEnd()
    .split('\n');
  expect(header).toBe(HEADER);
  return rows;
}

/** Id and standing of each row. */
const standings = (rows: readonly string[]): readonly (readonly string[])[] =>
  rows.map((row) => row.split(',')).map((cells) => [cells[0] ?? '', cells[7] ?? '']);

describe('the full list as CSV', () => {
  it('has everybody, with codes and instants, in the order of their ids', () => {
    const run = runOf([
      missing('a', {
        since: { atMs: Date.parse('2025-06-02T11:00:00-07:00'), isAtLeast: true },
        traits: { kind: 'Clinic', size: null, enrolledAt: Date.parse('2024-03-11T09:00:00-07:00') },
      }),
      outcome('b', { kind: null, confidence: 'likely', traits: {} }),
    ]);
    expect(rowsOf(run, null, { mutes: [] })).toEqual([
      'a,Clinic A,Clinic,missing,skipped,confirmed,<=2025-06-02T18:00:00.000Z,new,,,,enrolledAt=2024-03-11T16:00:00.000Z; kind=Clinic',
      'b,Clinic B,,on-schedule,on-schedule,likely,,,,,,',
    ]);
  });

  it('says how each stands', () => {
    const run = runOf([
      missing('new'),
      missing('worse'),
      missing('still'),
      unknown('unclear'),
      outcome('well'),
      outcome('fine'),
      missing('muted'),
      inOutage('out'),
      outcome('back'),
    ]);
    const past = [
      partial('worse'),
      ...['still', 'unclear', 'well', 'gone'].map((id) => missing(id)),
      inOutage('back', 'x'),
    ];
    expect(standings(rowsOf(run, past, { mutes: [mute('muted')] }))).toEqual([
      ['new', 'new'],
      ['worse', 'worse'],
      ['still', 'still'],
      ['unclear', 'unclear'],
      ['well', 'recovered'],
      ['fine', ''],
      ['muted', 'muted'],
      ['out', 'outage'],
      ['back', 'recovered'],
      ['gone', 'dropped'],
    ]);
  });

  it('has who was not read, or is gone, without a state', () => {
    const past = [missing('unread'), missing('silent')];
    const rows = rowsOf(incompleteRunOf([outcome('a')], 2), past, { mutes: [mute('silent')] });
    expect(rows).toEqual([
      'a,Clinic A,Clinic,on-schedule,on-schedule,confirmed,,,,,,cadence=weekly; kind=Clinic',
      'unread,Clinic UNREAD,Clinic,,,,2025-07-21T18:00:00.000Z,unclear,,,,cadence=weekly; kind=Clinic',
      'silent,Clinic SILENT,Clinic,,,,2025-07-21T18:00:00.000Z,muted,2025-07-21T20:00:00.001Z,U1,known,cadence=weekly; kind=Clinic',
    ]);
  });

  it('is narrowed by the filter', () => {
    const run = runOf([missing('a'), missing('b', { traits: { kind: 'Practice' } })]);
    expect(standings(rowsOf(run, null, { filter: { kind: ['Clinic'] } }))).toEqual([['a', 'new']]);
  });

  it('lets no name become a formula, and no reason for a mute either', () => {
    const [row] = rowsOf(runOf([missing('a', { name: '=HYPERLINK("http://evil")' })]), null, {
      mutes: [mute('a', { why: '+1, "sure"' })],
    });
    expect(row).toContain(`a,"'=HYPERLINK(""http://evil"")",`);
    expect(row).toContain(`,"'+1, ""sure""",`);
  });
});
