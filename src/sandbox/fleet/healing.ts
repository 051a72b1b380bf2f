import { weekAt, type Week } from '../weeks/calendar.ts';
import type { EpochMs } from '../../diagnosis/time.ts';
import { drawUuid } from './draw.ts';
import type { Fleet } from './fleet.ts';
import { isServed, type FleetProvider } from './providers.ts';

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
    get providers() {
      return fleet.providers.map((provider) =>
        provider.dashboardId === null && healed.has(provider.id)
          ? withDashboard(provider, fleet.settings.seed)
          : provider,
      );
    },
    ailingAt: (week) => new Map([...fleet.ailingAt(week)].filter(([{ id }]) => !isHealed(healed, id, week))),
  };
}

/** Who would be served at the run of a week, had they a dashboard. */
export function lackingDashboardIn({ providers }: Fleet, week: Week): readonly FleetProvider[] {
  return providers.filter(
    (provider) => provider.dashboardId === null && isServed({ ...provider, dashboardId: '' }, week),
  );
}

/** Once somebody has made one for it. */
export function withDashboard(provider: FleetProvider, seed: number): FleetProvider {
  return { ...provider, dashboardId: drawUuid(seed, `${provider.id}:dashboard`) };
}
