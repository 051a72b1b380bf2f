import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Outcome } from '../../../src/checks/fleet.ts';
import { PORTAL_LINKS_RULES } from '../../../src/checks/portal-links/rules.ts';
import type { Spell } from '../../../src/sandbox/fleet/ailments.ts';
import { CAST, type Part } from '../../../src/sandbox/fleet/cast.ts';
import { CASE_001_PROVIDERS } from '../../../src/sandbox/case-001/providers.ts';
import { startFleet, type RunningFleet } from '../../support/fleet.ts';

const { first, groups } = PORTAL_LINKS_RULES;
const VERDICTS = new Set([...first, ...groups.missed, ...groups.kept].map(({ code }) => code));

/** No fleet has an id that nobody knows. Whoever is not configured is checked by hand only: a fleet leaves them out. */
const NOT_IN_A_FLEET = ['unknown-provider-id', 'not-configured'];
const VERDICTS_OF_FLEETS = [...VERDICTS].filter((code) => !NOT_IN_A_FLEET.includes(code)).sort();

const CASE_001_VERDICTS = [
  'provider-not-resolved',
  'silently-skipped',
  'silently-skipped',
  'silently-skipped',
  'phantom-send',
  'on-schedule',
];

describe('the fleet of the sandbox, read as the bot reads it', () => {
  let running: RunningFleet;

  beforeAll(async () => {
    running = await startFleet({ size: 200, seed: 1, hasCast: true });
  });

  afterAll(() => running.stop());

  /** All outcomes, by the provider's id. Fails where the run is not complete. */
  async function outcomes(): Promise<ReadonlyMap<string, Outcome>> {
    const run = await running.read();
    expect(run.coverage.readings.filter(({ status }) => status !== 'ok')).toEqual([]);
    expect(run.canaries.filter(({ status }) => status !== 'alive')).toEqual([]);
    expect(run.coverage.isComplete).toBe(true);
    return new Map(run.outcomes.map((outcome) => [outcome.subjectId, outcome]));
  }

  /** Everybody in it whom a part was given to. */
  function playing(isMeant: (part: Part) => boolean): readonly string[] {
    return running.fleet.providers.flatMap(({ id }, number) => {
      const part = CAST[number];
      return part !== undefined && isMeant(part) ? [id] : [];
    });
  }

  const ailing = (isMeant: (first: Spell, second?: Spell) => boolean) =>
    playing(({ spells: [one, other] = [] }) => one !== undefined && isMeant(one, other));

  it('has every verdict that can occur', async () => {
    const codes = new Set([...(await outcomes()).values()].map(({ code }) => code));
    expect([...codes].sort()).toEqual(VERDICTS_OF_FLEETS);
  });

  it('has providers that are not configured, for whoever checks one of them by hand', async () => {
    const [id = ''] = playing(({ isConfigured }) => isConfigured === false);
    const [diagnosis] = await running.assembly.investigate({
      checkId: 'portal-links',
      subjectIds: [id],
      asOfMs: null,
      windowMs: null,
      asker: { surface: 'terminal', userId: 'test', teamId: null, channelId: null },
      requestId: 'test',
    }).first;
    expect(diagnosis?.verdict.code).toBe('not-configured');
  });

  it('leaves case 001 as it is', async () => {
    const found = await outcomes();
    expect(CASE_001_PROVIDERS.map(({ id }) => found.get(id)?.code)).toEqual(CASE_001_VERDICTS);
  });

  it('changes as its parts say when a week passes, and case 001 but for its practice does not', async () => {
    const before = await outcomes();
    await running.letWeekPass();
    const after = await outcomes();
    const change = (ids: readonly string[]) =>
      new Set(ids.map((id) => `${before.get(id)?.state} → ${after.get(id)?.state}`));

    const recovering = ailing(({ fromWeek, untilWeek }, then) => fromWeek < 1 && untilWeek === 1 && !then);
    expect(recovering.length).toBeGreaterThan(10);
    expect(change(recovering)).toEqual(new Set(['missing → on-schedule']));
    expect(change(ailing(({ fromWeek }) => fromWeek === 1))).toEqual(new Set(['on-schedule → missing']));
    const worse = ailing(({ ailment }, then) => ailment === 'some-sends-failed' && then !== undefined);
    expect(change(worse)).toEqual(new Set(['partial → missing']));
    const better = ailing(({ ailment }, then) => ailment === 'all-sends-failed' && then !== undefined);
    expect(change(better)).toEqual(new Set(['missing → partial']));
    const switchedOff = playing(({ linksOffFrom }) => linksOffFrom === 1);
    expect(change(switchedOff)).toEqual(new Set(['missing → not-expected']));
    expect(change(playing(({ isNew }) => isNew === true))).toEqual(new Set(['on-schedule → on-schedule']));

    const [duke, denver, houston, sanAntonio, memorial, practice] = CASE_001_PROVIDERS.map(
      ({ id }) => after.get(id)?.code,
    );
    expect([duke, denver, houston, sanAntonio]).toEqual(CASE_001_VERDICTS.slice(0, 4));
    // Its stamp is older than a week now: nothing makes it look as if something was sent.
    expect(memorial).toBe('silently-skipped');
    expect(practice).toBe('on-schedule');
  });

  it('has somebody who recovers, and somebody who is new, in every week', async () => {
    const isWell = ({ state }: Outcome) => state === 'on-schedule';
    let before = await outcomes();
    for (let week = 2; week <= 6; week += 1) {
      await running.letWeekPass();
      const after = await outcomes();
      const was = (id: string) => before.get(id);
      const changed = [...after.values()].filter((now) => {
        const then = was(now.subjectId);
        return then !== undefined && isWell(then) !== isWell(now);
      });
      expect(changed.some(isWell)).toBe(true);
      expect(changed.every(isWell)).toBe(false);
      before = after;
    }
  });

  it('gives its link to everybody whom somebody has mended, those of case 001 too', async () => {
    const withoutDashboard = [...(await outcomes())].find(([, { code }]) => code === 'no-dashboard')?.[0];
    const healed = await running.healAll();
    expect(healed).toContain(withoutDashboard);
    expect(healed).toEqual(expect.arrayContaining(CASE_001_PROVIDERS.slice(0, 5).map(({ id }) => id)));
    await running.letWeekPass();
    const after = await outcomes();
    expect(new Set(healed.map((id) => after.get(id)?.code))).toEqual(new Set(['on-schedule']));
    expect(await running.healAll()).not.toEqual(expect.arrayContaining([...healed]));
  });

  it('never has the same ones fall ill and recover week after week', () => {
    const { fleet } = running;
    for (const { spells } of fleet.providers.slice(0, CAST.length)) {
      const begins = spells.map(({ fromWeek }) => fromWeek);
      const ends = spells.flatMap(({ untilWeek }) => untilWeek ?? []);
      const isQuick = begins.some((week) => ends.some((end) => week > end && week - end < 3));
      expect(isQuick).toBe(false);
      for (const { fromWeek, untilWeek } of spells.filter(({ fromWeek: week }) => week > 2)) {
        expect((untilWeek ?? Number.POSITIVE_INFINITY) - fromWeek).toBeGreaterThan(1);
      }
    }
  });
});
