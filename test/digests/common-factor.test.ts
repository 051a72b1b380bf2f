import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../src/checks/fleet.ts';
import { commonFactorOf } from '../../src/digests/common-factor.ts';
import type { CommonFactor } from '../../src/digests/digest.ts';
import { daysIn } from '../../src/words/days.ts';
import { missing, outcome, ZONE } from './example.ts';

type Traits = Outcome['traits'];

const DAYS = daysIn(ZONE);
const at = (text: string): number => Date.parse(text);

const affectedBy = (traits: readonly Traits[]) => traits.map((each, i) => missing(`m${i}`, { traits: each }));
const healthyBy = (traits: readonly Traits[]) => traits.map((each, i) => outcome(`h${i}`, { traits: each }));
const times = (count: number, traits: Traits): readonly Traits[] =>
  Array.from({ length: count }, () => traits);
const factorOf = (affected: readonly Traits[], healthy: readonly Traits[]): CommonFactor | null =>
  commonFactorOf(affectedBy(affected), healthyBy(healthy), DAYS);

/** Of a fleet in which no trait has to do with another one. */
const chanceTraits: fc.Arbitrary<Traits> = fc.record({
  kind: fc.constantFrom('Clinic', 'Clinic', 'Practice'),
  cadence: fc.constantFrom(...Array.from({ length: 9 }, () => 'weekly'), 'biweekly'),
  size: fc.constantFrom('1-9', '10-49', '50-199', '200-'),
  enrolledAt: fc
    .integer({ min: 0, max: 1_200 })
    .map((day) => Date.parse('2022-01-01T09:00:00-08:00') + day * 86_400_000),
});

const CLINIC = { kind: 'Clinic' };
const PRACTICE = { kind: 'Practice' };

describe('a common factor', () => {
  it('is what all affected share and no healthy one does, with its counts', () => {
    expect(factorOf(times(5, CLINIC), times(20, PRACTICE))).toEqual({
      trait: 'kind',
      value: { kind: 'same', value: 'Clinic' },
      affectedWith: 5,
      affected: 5,
      affectedUnknown: 0,
      unaffectedWith: 0,
      unaffected: 20,
      unaffectedUnknown: 0,
      isTooFew: false,
    });
  });

  it.each([
    ['four affected', times(4, CLINIC), times(20, PRACTICE)],
    ['nineteen healthy', times(5, CLINIC), times(19, PRACTICE)],
    ['nineteen healthy of whom it is known', times(5, CLINIC), [...times(19, PRACTICE), { kind: null }]],
    ['case 001: five affected, one healthy', times(5, CLINIC), times(1, PRACTICE)],
  ])('is uncertain with %s', (_, affected, healthy) => {
    expect(factorOf(affected, healthy)?.isTooFew).toBe(true);
  });

  it.each<readonly [string, readonly Traits[], readonly Traits[]]>([
    ['two are affected: any two share something', times(2, CLINIC), times(40, PRACTICE)],
    ['nobody is healthy', times(9, CLINIC), []],
    ['the healthy have it as often', times(5, CLINIC), times(20, CLINIC)],
    [
      'more than half of the healthy have it',
      times(5, CLINIC),
      [...times(11, CLINIC), ...times(9, PRACTICE)],
    ],
    ['too many affected lack it', [...times(7, CLINIC), ...times(2, PRACTICE)], times(40, PRACTICE)],
    ['one of few affected lacks it', [...times(6, CLINIC), PRACTICE], times(400, PRACTICE)],
    [
      'chance alone gives as much: three of a kind that a third of the healthy are of',
      times(3, CLINIC),
      [...times(14, CLINIC), ...times(28, PRACTICE)],
    ],
    [
      'chance alone gives as much, where hardly anybody is healthy: one of them has it',
      times(5, CLINIC),
      [CLINIC, ...times(5, PRACTICE)],
    ],
    ['nobody knows of the healthy whether they have it', times(5, CLINIC), times(20, { kind: null })],
    ['nobody knows it of the affected', times(5, { kind: null }), times(20, PRACTICE)],
  ])('is none where %s', (_, affected, healthy) => {
    expect(factorOf(affected, healthy)).toBeNull();
  });

  it('may be lacking in one of five affected', () => {
    expect(factorOf([...times(8, CLINIC), ...times(2, PRACTICE)], times(20, PRACTICE))).toMatchObject({
      affectedWith: 8,
      affected: 10,
    });
  });

  it('may be had by half of the healthy, and says of how many it is not known', () => {
    const healthy = [...times(10, CLINIC), ...times(10, { kind: null }), ...times(20, PRACTICE)];
    expect(factorOf(times(9, CLINIC), healthy)).toMatchObject({
      unaffectedWith: 10,
      unaffected: 40,
      unaffectedUnknown: 10,
    });
  });

  it('says of how many affected it is not known', () => {
    expect(factorOf([...times(9, CLINIC), { kind: null }], times(40, PRACTICE))).toMatchObject({
      affectedWith: 9,
      affected: 10,
      affectedUnknown: 1,
    });
  });

  it('is held to chance the more, the more might have come by it', () => {
    const affected = times(4, CLINIC);
    const healthy = [...times(4, CLINIC), ...times(24, PRACTICE)];
    expect(factorOf(affected, healthy)?.trait).toBe('kind');
    const many = (each: Traits, index: number): Traits => ({
      ...each,
      one: `${index}`,
      other: `${index % 2}`,
    });
    expect(factorOf(affected.map(many), healthy.map(many))).toBeNull();
  });

  it('is told in hardly any fleet in which nobody is affected for a reason', () => {
    const told = fc
      .sample(
        fc.tuple(fc.integer({ min: 3, max: 20 }), fc.array(chanceTraits, { minLength: 220, maxLength: 220 })),
        { numRuns: 300, seed: 7 },
      )
      .filter(([count, everybody]) => factorOf(everybody.slice(0, count), everybody.slice(20)) !== null);
    expect(told.length).toBeLessThanOrEqual(6);
  });

  it('is the one that tells them apart best', () => {
    const affected = times(5, { kind: 'Clinic', cadence: 'weekly' });
    const healthy = [
      ...times(4, { kind: 'Practice', cadence: 'weekly' }),
      ...times(16, { kind: 'Practice', cadence: 'biweekly' }),
    ];
    expect(factorOf(affected, healthy)?.trait).toBe('kind');
  });

  it('is a value before an instant, and the first by the alphabet, where several tell the same', () => {
    const affected = times(5, { size: '1-9', kind: 'Clinic', enrolledAt: at('2025-05-05T09:00:00-07:00') });
    const healthy = times(20, {
      size: '10-49',
      kind: 'Practice',
      enrolledAt: at('2024-01-08T09:00:00-08:00'),
    });
    expect(factorOf(affected, healthy)).toMatchObject({ trait: 'kind' });
  });
});

describe('an instant in common', () => {
  const enrolled = (...texts: readonly string[]): readonly Traits[] =>
    texts.map((text) => ({ enrolledAt: at(text) }));
  const often = (count: number, text: string) => Array.from({ length: count }, () => text);

  it('is the day from which on all affected were enrolled, in the schedule’s zone', () => {
    const affected = enrolled(
      '2025-05-05T23:30:00-07:00',
      '2025-06-01T09:00:00-07:00',
      '2025-07-01T09:00:00-07:00',
    );
    expect(factorOf(affected, enrolled(...often(40, '2025-05-04T23:59:00-07:00')))).toMatchObject({
      trait: 'enrolledAt',
      value: { kind: 'after', atMs: at('2025-05-05T00:00:00-07:00') },
      affectedWith: 3,
      unaffectedWith: 0,
    });
  });

  it('counts whoever was enrolled on that very day, earlier than the affected', () => {
    const affected = enrolled(...times(3, {}).map(() => '2025-05-05T12:00:00-07:00'));
    expect(factorOf(affected, enrolled('2025-05-05T08:00:00-07:00'))).toBeNull();
  });

  it('is the day before which all affected were enrolled, over a change of clocks', () => {
    const affected = enrolled(
      '2024-11-03T00:30:00-07:00',
      '2023-01-01T09:00:00-08:00',
      '2022-01-01T09:00:00-08:00',
    );
    expect(
      factorOf(affected, enrolled(...often(40, '2024-11-04T00:00:00-08:00'), '2025-01-01T09:00:00-08:00')),
    ).toMatchObject({
      value: { kind: 'before', atMs: at('2024-11-04T00:00:00-08:00') },
      unaffectedWith: 0,
    });
  });

  it('leaves out one of eight affected rather than share with the healthy', () => {
    const affected = enrolled(
      '2022-01-03T09:00:00-08:00',
      ...['05', '06', '07', '08', '09', '10', '11'].map((day) => `2025-05-${day}T09:00:00-07:00`),
    );
    const healthy = enrolled(...often(20, '2024-05-01T09:00:00-07:00'));
    expect(factorOf(affected, healthy)).toMatchObject({
      value: { kind: 'after', atMs: at('2025-05-05T00:00:00-07:00') },
      affectedWith: 7,
      affected: 8,
    });
  });
});

describe('whatever the traits, a factor', () => {
  const traits = fc.record({
    kind: fc.constantFrom('Clinic', 'Practice', null),
    size: fc.constantFrom('1-9', '10-49', null),
    enrolledAt: fc.option(
      fc.integer({ min: 0, max: 30 }).map((day) => at('2025-01-01T09:00:00-08:00') + day * 86_400_000),
    ),
  });
  const group = fc.array(traits, { maxLength: 12 });
  /** Chance has nothing to do with it: the affected are of one kind, the healthy hardly ever, and both are many. */
  const planted = fc.record({
    affected: fc.array(
      traits.map((each) => ({ ...each, kind: 'Clinic' })),
      { minLength: 5, maxLength: 12, size: 'max' },
    ),
    healthy: fc
      .array(traits, { minLength: 10, maxLength: 20, size: 'max' })
      .map((all) => all.map((each, index) => ({ ...each, kind: index < 1 ? 'Clinic' : 'Practice' }))),
  });
  const sides = fc.oneof(fc.record({ affected: group, healthy: group }), planted);

  const shares = ({ affectedWith, affected, unaffectedWith, unaffected }: CommonFactor) => ({
    affected: affectedWith / affected,
    unaffected: unaffectedWith / unaffected,
  });

  it('is never shared as much by the healthy, and always by most of the affected', () => {
    let found = 0;
    fc.assert(
      fc.property(sides, ({ affected, healthy }) => {
        const factor = factorOf(affected, healthy);
        if (factor === null) return;
        found += 1;
        expect(shares(factor).unaffected).toBeLessThanOrEqual(shares(factor).affected / 2);
        expect(shares(factor).affected).toBeGreaterThanOrEqual(0.8);
        expect(factor).toMatchObject({ affected: affected.length, unaffected: healthy.length });
      }),
      { numRuns: 400 },
    );
    expect(found).toBeGreaterThan(0);
  });

  it('is told with counts that counting gives', () => {
    fc.assert(
      fc.property(sides, ({ affected, healthy }) => {
        const factor = factorOf(affected, healthy);
        if (factor === null) return;
        const { trait, value } = factor;
        const has = (each: Traits): boolean => {
          const own = each[trait] ?? null;
          if (value.kind === 'same') return own === value.value;
          if (typeof own !== 'number') return false;
          return value.kind === 'before' ? own < value.atMs : own >= value.atMs;
        };
        expect(factor.affectedWith).toBe(affected.filter(has).length);
        expect(factor.unaffectedWith).toBe(healthy.filter(has).length);
      }),
    );
  });

  it('does not depend on the order of anybody or anything', () => {
    fc.assert(
      fc.property(sides, ({ affected, healthy }) => {
        const turned = (each: Traits): Traits => Object.fromEntries(Object.entries(each).toReversed());
        expect(factorOf(affected.map(turned).toReversed(), healthy.toReversed())).toEqual(
          factorOf(affected, healthy),
        );
      }),
    );
  });
});
