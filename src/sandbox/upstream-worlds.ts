import type { EpochMs } from '../diagnosis/time.ts';
import type { Clock } from '../sources/source.ts';
import { createCaseWorld, RETENTION_FROM_MS } from './case-001/loki-world.ts';
import { createCase001SentryWorld, laterEvents } from './case-001/sentry-world.ts';
import type { Fleet } from './fleet/fleet.ts';
import { withHealed } from './fleet/healing.ts';
import { eventsOf, linesOf } from './fleet/fleet-upstreams.ts';
import { traceOfWeek, type Phrases } from './fleet/run-trace.ts';
import type { LogWorld } from './stand-ins/loki/world.ts';
import type { SentryWorld } from './stand-ins/sentry/world.ts';
import { storyBegins, weekAt, type Week } from './weeks/calendar.ts';

/** What Sentry and Loki hold: case 001, the fleet beside it where there is one, and what the weeks bring. */
export interface UpstreamWorlds {
  readonly sentry: SentryWorld;
  readonly loki: LogWorld;
  /** Nothing goes wrong for this provider from the run of that week on. */
  heal(providerId: string, fromWeek: Week): void;
  /** Adds what happens up to an instant, before anybody looks from there. */
  goOnUntil(atMs: EpochMs): void;
}

export interface UpstreamWorldsSettings {
  readonly sentryToken: string;
  readonly clock: Clock;
  readonly fleet: Fleet | null;
  readonly phrases: Phrases;
}

export function createUpstreamWorlds({
  sentryToken,
  clock,
  fleet: fleetAsIs,
  phrases,
}: UpstreamWorldsSettings): UpstreamWorlds {
  const healed = new Map<string, Week>();
  const fleet = fleetAsIs === null ? null : withHealed(fleetAsIs, healed);
  const sentry = createCase001SentryWorld({ token: sentryToken, nowMs: clock });
  const loki = createCaseWorld(clock);
  const events = [...sentry.events];
  const lines = [...loki.lines];

  function tell(week: Week): void {
    if (fleet === null) return;
    const trace = traceOfWeek(fleet, week, phrases);
    events.push(...eventsOf(trace));
    lines.push(...linesOf(trace, RETENTION_FROM_MS));
  }

  let toldUntilMs = clock();
  let nextWeek = storyBegins('biweekly');
  function tellThrough(week: Week): void {
    for (; nextWeek <= week; nextWeek += 1) tell(nextWeek);
  }

  tellThrough(weekAt(toldUntilMs));
  return {
    sentry: { ...sentry, events },
    loki: { ...loki, lines },
    heal(providerId, fromWeek) {
      healed.set(providerId, Math.min(fromWeek, healed.get(providerId) ?? fromWeek));
    },
    goOnUntil(atMs) {
      tellThrough(weekAt(atMs));
      events.push(...laterEvents(toldUntilMs, atMs));
      toldUntilMs = atMs;
    },
  };
}
