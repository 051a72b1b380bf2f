import { z } from 'zod';
import { ailmentAt, type Ailment } from './ailments.ts';
import type { Week } from '../weeks/calendar.ts';
import { CAST } from './cast.ts';
import { drawOf, mixed } from './draw.ts';
import { MOST_NAMES } from './names.ts';
import { createProvider, isServed, type FleetProvider } from './providers.ts';

/** Fewer would leave no room for those who are simply well. */
export const SMALLEST_FLEET = 50;
export const LARGEST_FLEET = 10_000;

export const fleetSettings = z.strictObject({
  size: z.int().min(1).max(MOST_NAMES),
  /** The same seed tells the same story, of the same providers. */
  seed: z.int(),
  /** The first of them play the parts in which every verdict occurs. */
  hasCast: z.boolean(),
});
export type FleetSettings = z.infer<typeof fleetSettings>;

/** Made-up clinics and practices, and what becomes of them week by week. */
export interface Fleet {
  readonly settings: FleetSettings;
  readonly providers: readonly FleetProvider[];
  /** What each provider ails of at the run of a week; who is not in it is well. */
  ailingAt(week: Week): ReadonlyMap<FleetProvider, Ailment>;
}

/** How many of those without a part are not well at any time. */
const AILING_SHARE = 0.01;
/** What a provider ails of in the first run and in the second one; then it is well again. */
const COURSES: readonly (readonly [Ailment, Ailment])[] = [
  ['upstream-error', 'upstream-error'],
  ['not-resolved', 'not-resolved'],
  ['recipients-disagree', 'recipients-disagree'],
  ['link-creation-failed', 'link-creation-failed'],
  ['sends-failed-without-link', 'sends-failed-without-link'],
  ['duplicate-attempt', 'duplicate-attempt'],
  ['some-sends-failed', 'all-sends-failed'],
  ['link-not-sent', 'skipped'],
  ['phantom-send', 'phantom-send'],
  ['skipped', 'sent-by-hand'],
  ['skipped', 'skipped'],
];

/** Makes the fleet of these settings: always the same one. */
export function createFleet(settings: FleetSettings): Fleet {
  const { size, seed, hasCast } = settings;
  const parts = hasCast ? CAST : [];
  const providers = Array.from({ length: size }, (_, number) =>
    createProvider(seed, number, parts[number] ?? null),
  );
  const cast = providers.slice(0, parts.length);
  const others = providers.slice(parts.length).filter((provider) => isServed(provider, 0));

  /** They fall ill one after the other, in a mixed order, so that the share of the ailing is always the same. */
  function fallingIllAt(week: Week): readonly FleetProvider[] {
    if (others.length === 0) return [];
    const eachWeek = ((size - parts.length) * AILING_SHARE) / 2;
    const from = Math.floor(week * eachWeek);
    const until = Math.floor((week + 1) * eachWeek);
    return Array.from({ length: until - from }, (_, index) => {
      const provider = others[mixed(seed, from + index, others.length)];
      if (provider === undefined) throw new Error('a mixed order stays below its count');
      return provider;
    });
  }

  function courseOf(provider: FleetProvider, week: Week): readonly [Ailment, Ailment] {
    return drawOf(seed, `${provider.id}:${week}:course`, COURSES);
  }

  return {
    settings,
    providers,
    ailingAt(week) {
      return new Map([
        ...cast.flatMap((provider): readonly [FleetProvider, Ailment][] => {
          const ailment = ailmentAt(provider.spells, week);
          return ailment === null ? [] : [[provider, ailment]];
        }),
        ...fallingIllAt(week).map((provider) => [provider, courseOf(provider, week)[0]] as const),
        ...fallingIllAt(week - 1).map((provider) => [provider, courseOf(provider, week - 1)[1]] as const),
      ]);
    },
  };
}
