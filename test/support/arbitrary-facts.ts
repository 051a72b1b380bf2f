import * as fc from 'fast-check';
import type { PortalLinksFacts } from '../../src/checks/portal-links/facts.ts';
import { DAY_MS, MINUTE_MS } from '../../src/diagnosis/time.ts';
import {
  ALL_SLOTS,
  AS_OF_MS,
  FAILED,
  NOT_CONFIGURED,
  TRUNCATED,
  event,
  facts,
  line,
  slotsAt,
} from './portal-links-facts.ts';

/** As-of: in a quiet week, shortly before, in and shortly after a slot's window, and across the spring and autumn changes. */
const asOf = fc.constantFrom(
  AS_OF_MS,
  Date.parse('2025-07-21T10:49:59-07:00'),
  Date.parse('2025-07-21T10:50:00-07:00'),
  Date.parse('2025-07-21T11:03:00-07:00'),
  Date.parse('2025-07-21T12:30:00-07:00'),
  Date.parse('2025-07-21T13:00:00-07:00'),
  Date.parse('2025-03-10T12:00:00-07:00'),
  Date.parse('2025-11-03T12:30:00-08:00'),
);

const EVENT_KINDS = ['unknown-provider', 'none-verified', 'upstream-error', 'duplicate-attempt'] as const;

/** Instants where it matters: around the slots of the ledger, and anywhere in its time. None later than as-of. */
function instants(asOfMs: number): fc.Arbitrary<number> {
  const slots = slotsAt(asOfMs);
  const near = fc
    .tuple(fc.constantFrom(...slots), fc.integer({ min: -20, max: 150 }))
    .map(([slot, minutes]) => slot.atMs + minutes * MINUTE_MS);
  const anywhere = fc.integer({ min: 0, max: 70 * 24 * 60 }).map((minutes) => asOfMs - minutes * MINUTE_MS);
  return fc.oneof({ weight: 3, arbitrary: near }, anywhere).map((atMs) => Math.min(atMs, asOfMs));
}

const readingOf = (asOfMs: number) =>
  fc.oneof(
    { weight: 6, arbitrary: fc.constant({}) },
    fc.constantFrom(FAILED, NOT_CONFIGURED, TRUNCATED),
    fc.integer({ min: 0, max: 70 }).map((days) => ({ reachFromMs: asOfMs - days * DAY_MS })),
    fc.integer({ min: 0, max: 70 }).map((days) => ({ freshUntilMs: asOfMs - days * DAY_MS })),
  );

/** Arbitrary facts that agree with themselves: nothing in them is later than as-of. */
export const arbitraryFacts: fc.Arbitrary<PortalLinksFacts> = asOf.chain((asOfMs) => {
  const at = instants(asOfMs);
  const stamp = fc.option(at, { nil: null });
  return fc
    .record({
      keptSlots: fc.subarray([...ALL_SLOTS]),
      offScheduleLinkAtMs: fc.array(at, { maxLength: 3 }),
      sentryReading: readingOf(asOfMs),
      lokiReading: readingOf(asOfMs),
      deliveryReading: fc.oneof(
        { weight: 12, arbitrary: fc.constant({}) },
        fc.constantFrom(FAILED, TRUNCATED),
      ),
      peers: fc.record({ due: fc.integer({ min: 0, max: 12 }), linked: fc.integer({ min: 0, max: 12 }) }),
      events: fc.array(fc.tuple(fc.constantFrom(...EVENT_KINDS), at), { maxLength: 3 }),
      lines: fc.array(
        fc.tuple(
          fc.constantFrom('link-creation-failed' as const, 'send-failed' as const),
          at,
          fc.constantFrom(
            'subject' as const,
            'subject' as const,
            'shared-with-subject' as const,
            'shared' as const,
            'nobody' as const,
          ),
          fc.constantFrom('a•••@duke.example', 'b•••@duke.example', 'c•••@duke.example'),
        ),
        { maxLength: 5 },
      ),
      stamp: fc.oneof(fc.constant('newest-link' as const), stamp),
      stampKnown: fc.oneof({ weight: 9, arbitrary: fc.constant(true) }, fc.constant(false)),
      enrolledAtMs: fc.oneof(
        { weight: 4, arbitrary: fc.constant(Date.parse('2024-01-01T00:00:00Z')) },
        stamp,
      ),
      settingsChangedAtMs: fc.oneof(
        { weight: 4, arbitrary: fc.constant(Date.parse('2024-01-01T00:00:00Z')) },
        stamp,
      ),
      activeCarePlans: fc.oneof({ weight: 8, arbitrary: fc.constant(57) }, fc.integer({ min: 0, max: 6 })),
      verifiedRecipients: fc.oneof({ weight: 8, arbitrary: fc.constant(3) }, fc.integer({ min: 0, max: 4 })),
      hasDashboard: fc.oneof({ weight: 9, arbitrary: fc.constant(true) }, fc.constant(false)),
      linksEnabled: fc.oneof({ weight: 9, arbitrary: fc.constant(true) }, fc.constant(false)),
      isThenKnown: fc.oneof({ weight: 9, arbitrary: fc.constant(true) }, fc.constant(false)),
    })
    .map((given) => {
      const base = facts({
        asOfMs,
        keptSlots: given.keptSlots,
        offScheduleLinkAtMs: given.offScheduleLinkAtMs,
      });
      const isSentryHeld = isHeld(given.sentryReading);
      const isLokiHeld = isHeld(given.lokiReading);
      return facts({
        asOfMs,
        keptSlots: given.keptSlots,
        offScheduleLinkAtMs: given.offScheduleLinkAtMs,
        sentryReading: given.sentryReading,
        lokiReading: given.lokiReading,
        deliveryReading: given.deliveryReading,
        peers: given.peers,
        ...('status' in given.deliveryReading && given.deliveryReading.status === 'failed'
          ? { provider: null }
          : {}),
        ...(isSentryHeld
          ? { sentry: { named: given.events.map(([kind, atMs]) => event(kind, atMs)) } }
          : { sentry: null }),
        ...(isLokiHeld
          ? {
              loki: {
                lines: given.lines.map(([kind, atMs, belongs, recipient]) =>
                  line(kind, atMs, { belongs, ...(kind === 'send-failed' ? { recipient } : {}) }),
                ),
              },
            }
          : { loki: null }),
        ...('status' in given.deliveryReading && given.deliveryReading.status === 'failed'
          ? {}
          : { provider: { enrolledAtMs: given.enrolledAtMs } }),
        stateAtAsOf: given.isThenKnown
          ? {
              linkLastSentAtMs:
                given.stamp === 'newest-link' ? (base.provider?.newestLinkAtMs ?? null) : given.stamp,
              stampKnown: given.stampKnown,
              settingsChangedAtMs: given.settingsChangedAtMs,
              activeCarePlans: given.activeCarePlans,
              verifiedRecipients: given.verifiedRecipients,
              linksEnabled: given.linksEnabled,
              ...(given.hasDashboard ? {} : { dashboardId: null }),
            }
          : null,
      });
    });
});

function isHeld(reading: object): boolean {
  return !('status' in reading) || reading.status === 'truncated';
}

/** One way in which a reading gets worse: another status, a shorter reach, fewer of its events and lines. */
export interface Worsening {
  readonly source: 'sentry' | 'loki' | 'delivery';
  readonly how: 'truncated' | 'failed' | 'shorter-reach';
  /** How much of the data is lost, and how far the reach moves; 0 to 1. */
  readonly share: number;
}

export const arbitraryWorsening: fc.Arbitrary<Worsening> = fc.record({
  source: fc.constantFrom('sentry' as const, 'loki' as const, 'delivery' as const),
  how: fc.constantFrom('truncated' as const, 'failed' as const, 'shorter-reach' as const),
  share: fc.double({ min: 0, max: 1, noNaN: true }),
});

/** Makes one reading worse, and takes away what it then no longer shows. A source that was not needed stays as it is. */
export function worsen(given: PortalLinksFacts, { source, how, share }: Worsening): PortalLinksFacts {
  const reading = given.readings[source];
  if (reading.status === 'not-configured' || reading.status === 'failed') return given;
  const spanMs = given.asOfMs - (reading.reachFromMs ?? given.asOfMs - 60 * DAY_MS);
  const reachFromMs = given.asOfMs - spanMs * (1 - share);
  const changed =
    how === 'failed'
      ? { ...reading, ...FAILED }
      : how === 'truncated'
        ? { ...reading, ...TRUNCATED }
        : { ...reading, reachFromMs: Math.max(reachFromMs, reading.reachFromMs ?? 0) };
  const readings = { ...given.readings, [source]: changed };
  const survives = <Item extends { atMs: number }>(items: readonly Item[]): Item[] =>
    how === 'shorter-reach'
      ? items.filter(({ atMs }) => atMs >= (changed.reachFromMs ?? 0))
      : items.slice(0, Math.floor(items.length * (1 - share)));
  if (source === 'sentry') {
    const sentry =
      how === 'failed' || given.sentry === null
        ? null
        : { ...given.sentry, named: survives(given.sentry.named) };
    return { ...given, readings, sentry };
  }
  if (source === 'loki') {
    const loki =
      how === 'failed' || given.loki === null ? null : { ...given.loki, lines: survives(given.loki.lines) };
    return { ...given, readings, loki };
  }
  // Rows have no reach: a database answers or does not.
  if (how === 'shorter-reach') return given;
  return how === 'failed' ? { ...given, readings, provider: null } : { ...given, readings };
}
