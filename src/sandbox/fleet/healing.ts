import { weekAt, type Week } from '../weeks/calendar.ts';
import type { EpochMs } from '../../diagnosis/time.ts';
import type { Fleet } from './fleet.ts';

/** Whom somebody has mended, and from which week on: at that week's run and all later ones nothing goes wrong. */
export type Healed = ReadonlyMap<string, Week>;

export function isHealed(healed: Healed, providerId: string, week: Week): boolean {
  return (healed.get(providerId) ?? Number.POSITIVE_INFINITY) <= week;
}

/** The first run that somebody who is mended at an instant gets a link at. */
export function healedFrom(atMs: EpochMs): Week {
  return weekAt(atMs) + 1;
}

/** The same fleet, but for who was mended: whoever asks it later sees who was mended meanwhile. */
export function withHealed(fleet: Fleet, healed: Healed): Fleet {
  return {
    ...fleet,
    ailingAt: (week) => new Map([...fleet.ailingAt(week)].filter(([{ id }]) => !isHealed(healed, id, week))),
  };
}
