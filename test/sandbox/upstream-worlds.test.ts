import { describe, expect, it } from 'vitest';
import { DAY_MS, MINUTE_MS } from '../../src/diagnosis/time.ts';
import { createCaseWorld, RETENTION_FROM_MS } from '../../src/sandbox/case-001/loki-world.ts';
import { createCase001SentryWorld } from '../../src/sandbox/case-001/sentry-world.ts';
import { createFleet, type Fleet } from '../../src/sandbox/fleet/fleet.ts';
import { fleetPhrases } from '../../src/sandbox/fleet/fleet-settings-file.ts';
import { createUpstreamWorlds } from '../../src/sandbox/upstream-worlds.ts';
import { SANDBOX_STARTS_AT } from '../../src/sandbox/world.ts';

const startsAtMs = Date.parse(SANDBOX_STARTS_AT);
const WEEK_MS = 7 * DAY_MS;

function worldsOf(fleet: Fleet | null) {
  return createUpstreamWorlds({
    sentryToken: 'token',
    clock: () => startsAtMs,
    fleet,
    phrases: fleetPhrases(),
  });
}

describe('what Sentry and Loki hold in the sandbox', () => {
  it('is case 001 and nothing else, before any week passes', () => {
    const { sentry, loki } = worldsOf(null);
    expect(sentry.events).toEqual(
      createCase001SentryWorld({ token: 'token', nowMs: () => startsAtMs }).events,
    );
    expect(loki.lines).toEqual(createCaseWorld(() => startsAtMs).lines);
  });

  it('goes on with events that name nobody, so that soon after a run the project has a newer one', () => {
    const worlds = worldsOf(null);
    const before = [...worlds.sentry.events];
    worlds.goOnUntil(startsAtMs + WEEK_MS);
    worlds.goOnUntil(startsAtMs + 2 * WEEK_MS);
    const { events } = worlds.sentry;
    expect(events.slice(0, before.length)).toEqual(before);
    const later = events.slice(before.length);
    expect(later.every(({ atMs }) => atMs > startsAtMs && atMs <= startsAtMs + 2 * WEEK_MS)).toBe(true);
    expect(later.some(({ atMs }) => Math.abs(atMs - (startsAtMs + WEEK_MS)) < 10 * MINUTE_MS)).toBe(true);
    // Some ten a day, as before.
    const ofMails = later.filter(({ exceptions: [one] }) => one?.type === 'PortalEmailNoneVerified');
    expect(ofMails.length).toBeGreaterThan(100);
    expect(ofMails.length).toBeLessThan(180);
    expect(new Set(events.map(({ eventId }) => eventId)).size).toBe(events.length);
    expect(worlds.loki.lines).toEqual([]);
  });

  it('has the same in it, however many steps the time takes', () => {
    const fleet = createFleet({ size: 200, seed: 1, hasCast: true });
    const [inOne, inMany] = [worldsOf(fleet), worldsOf(fleet)];
    inOne.goOnUntil(startsAtMs + 3 * WEEK_MS);
    for (let day = 1; day <= 21; day += 1) inMany.goOnUntil(startsAtMs + day * DAY_MS);
    const byTime = <Thing extends { eventId: string }>(things: readonly Thing[]) =>
      things.toSorted((a, b) => (a.eventId < b.eventId ? -1 : 1));
    expect(byTime(inMany.sentry.events)).toEqual(byTime(inOne.sentry.events));
    expect(inMany.loki.lines).toEqual(inOne.loki.lines);
  });

  it('does not hold lines that Loki would have thrown away', () => {
    const { loki } = worldsOf(createFleet({ size: 200, seed: 1, hasCast: true }));
    expect(loki.lines.length).toBeGreaterThan(0);
    const keptFromNs = BigInt(RETENTION_FROM_MS) * 1_000_000n;
    expect(loki.lines.filter(({ atNs }) => atNs < keptFromNs)).toEqual([]);
  });
});
