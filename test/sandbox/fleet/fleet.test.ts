import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CAST } from '../../../src/sandbox/fleet/cast.ts';
import { createFleet, type FleetSettings } from '../../../src/sandbox/fleet/fleet.ts';
import { fleetPhrases } from '../../../src/sandbox/fleet/fleet-settings-file.ts';
import { traceOfWeek } from '../../../src/sandbox/fleet/run-trace.ts';
import { CASE_001_PROVIDERS } from '../../../src/sandbox/case-001/providers.ts';

const phrases = fleetPhrases();
const seeds = fc.integer({ min: 0, max: 2 ** 31 - 1 });
const weeks = fc.integer({ min: -17, max: 40 });

function storyOf(settings: FleetSettings, week: number) {
  const fleet = createFleet(settings);
  return { providers: fleet.providers, trace: traceOfWeek(fleet, week, phrases) };
}

describe('a made-up fleet', () => {
  it('is the same, and tells the same story, whenever it is made from the same seed', () => {
    fc.assert(
      fc.property(seeds, weeks, (seed, week) => {
        const settings = { size: 60, seed, hasCast: true };
        expect(storyOf(settings, week)).toEqual(storyOf(settings, week));
      }),
      { numRuns: 20 },
    );
  });

  it('is another one from another seed', () => {
    const ids = (seed: number) =>
      createFleet({ size: 60, seed, hasCast: true }).providers.map(({ id }) => id);
    expect(new Set([...ids(1), ...ids(2)]).size).toBe(120);
  });

  it('keeps its providers when it grows', () => {
    const fleet = (size: number) => createFleet({ size, seed: 3, hasCast: true }).providers;
    expect(fleet(200).slice(0, 60)).toEqual(fleet(60));
  });

  it('has no two providers of one id, of one name, or of a name of case 001, however many there are', () => {
    const { providers } = createFleet({ size: 10_000, seed: 1, hasCast: true });
    expect(new Set(providers.map(({ id }) => id)).size).toBe(10_000);
    const names = new Set(providers.map(({ name }) => name));
    expect(names.size).toBe(10_000);
    expect(CASE_001_PROVIDERS.filter(({ name }) => names.has(name))).toEqual([]);
  });

  it('names no person, and no address that anybody can own', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const { providers } = createFleet({ size: 60, seed, hasCast: true });
        for (const { name, address } of providers.flatMap(({ recipients }) => recipients)) {
          expect(name).toMatch(/^(?:Front|Care|Nurse|Records) Desk$/);
          expect(address).toMatch(/^[a-z-]+@provider-\d+\.example$/);
        }
      }),
      { numRuns: 20 },
    );
  });

  it.each([100, 1_000, 10_000])(
    'of %i providers without a cast has one in a hundred who is not well, in any week',
    (size) => {
      const fleet = createFleet({ size, seed: 1, hasCast: false });
      for (const week of [-8, -1, 0, 1, 2, 39]) expect(fleet.ailingAt(week).size).toBe(size / 100);
    },
  );

  it('heals whoever fell ill, unless it is a part to stay ill', () => {
    const fleet = createFleet({ size: 400, seed: 1, hasCast: true });
    const cast = new Set(fleet.providers.slice(0, CAST.length));
    const stillIll = [...fleet.ailingAt(40).keys()].filter((provider) => fleet.ailingAt(10).has(provider));
    expect(stillIll.filter((provider) => !cast.has(provider))).toEqual([]);
  });
});
