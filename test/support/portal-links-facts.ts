import type { PortalLinksFacts } from '../../src/checks/portal-links/facts.ts';
import {
  slotAfter,
  slotsOpenedBy,
  type Schedule,
  type Slot,
} from '../../src/checks/portal-links/schedule.ts';
import type { ReadingSummary, SourceId } from '../../src/diagnosis/reading.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../src/diagnosis/time.ts';

/** Case 001's second day. */
export const AS_OF_MS = Date.parse('2025-07-24T05:31:34-07:00');
export const SUBJECT_ID = 'b8608be4-22bd-41e3-9173-fefaf19bdc50';

export const WEEKLY: Schedule = {
  cron: '0 11 * * 1',
  timeZone: 'America/Los_Angeles',
  every: 1,
  anchor: null,
  clockSkewMs: 10 * MINUTE_MS,
  toleranceMs: 2 * HOUR_MS,
};

type Reads = Readonly<Partial<ReadingSummary>>;
type Provider = NonNullable<PortalLinksFacts['provider']>;
type State = NonNullable<Provider['stateAtAsOf']>;

/** What a test changes of a provider that is perfectly well. */
export interface FactsChange {
  readonly asOfMs?: number;
  readonly schedule?: Schedule;
  readonly sentryReading?: Reads;
  readonly lokiReading?: Reads;
  readonly deliveryReading?: Reads;
  readonly cadence?: PortalLinksFacts['cadence'];
  readonly provider?: Partial<Provider> | null;
  readonly stateAtAsOf?: Partial<State> | null;
  /** Indexes of the ledger's slots (0 oldest, 7 newest) that got their link, four minutes after the planned time. */
  readonly keptSlots?: readonly number[];
  readonly offScheduleLinkAtMs?: readonly number[];
  readonly sentry?: Partial<NonNullable<PortalLinksFacts['sentry']>> | null;
  readonly loki?: Partial<NonNullable<PortalLinksFacts['loki']>> | null;
  readonly peers?: { readonly due: number; readonly linked: number; readonly linkedBesides?: number };
  readonly nearMisses?: PortalLinksFacts['nearMisses'];
}

export const ALL_SLOTS = [0, 1, 2, 3, 4, 5, 6, 7] as const;

/** Properties ask for the slots of the same few instants thousands of times. */
const planned = new Map<string, { slots: readonly Slot[]; next: Slot | null }>();

function plannedAt(asOfMs: number, schedule: Schedule): { slots: readonly Slot[]; next: Slot | null } {
  const key = `${asOfMs} ${JSON.stringify(schedule)}`;
  const known = planned.get(key) ?? planAt(asOfMs, schedule);
  planned.set(key, known);
  return known;
}

function planAt(asOfMs: number, schedule: Schedule): { slots: readonly Slot[]; next: Slot | null } {
  const slots = slotsOpenedBy(schedule, asOfMs, 8);
  return { slots, next: slotAfter(schedule, Math.max(asOfMs, slots.at(-1)?.atMs ?? asOfMs)) };
}

/** The eight slots of a schedule at an instant. */
export function slotsAt(asOfMs: number = AS_OF_MS, schedule: Schedule = WEEKLY): readonly Slot[] {
  return plannedAt(asOfMs, schedule).slots;
}

/** The slot with this index; throws where there is none, so that a test cannot pass by accident. */
export function slotAt(index: number, asOfMs: number = AS_OF_MS): Slot {
  const slot = slotsAt(asOfMs)[index];
  if (slot === undefined) throw new Error(`no slot ${index}`);
  return slot;
}

/** Facts of a provider that is well, changed. */
export function facts(change: FactsChange = {}): PortalLinksFacts {
  const asOfMs = change.asOfMs ?? AS_OF_MS;
  const schedule = change.schedule ?? WEEKLY;
  const slots = [...slotsAt(asOfMs, schedule)];
  const keptAtMs = (change.keptSlots ?? ALL_SLOTS).flatMap((index) => {
    const slot = slots[index];
    return slot === undefined || slot.atMs + 4 * MINUTE_MS > asOfMs ? [] : [slot.atMs + 4 * MINUTE_MS];
  });
  const linkAtMs = [...keptAtMs, ...(change.offScheduleLinkAtMs ?? [])].sort((a, b) => b - a);
  const [newestLinkAtMs = null] = linkAtMs;
  const { next } = plannedAt(asOfMs, schedule);
  const stateAtAsOf: State | null =
    change.stateAtAsOf === null
      ? null
      : {
          configured: true,
          linksEnabled: true,
          cadence: 'weekly',
          activeCaseThreshold: 3,
          activeCarePlans: 57,
          activeCarePlansAtSlot: null,
          settingsChangedAtMs: Date.parse('2024-09-02T09:00:00-07:00'),
          dashboardId: 'd8608be4-22bd-41e3-9173-fefaf19bdc50',
          stampKnown: true,
          linkLastSentAtMs: newestLinkAtMs,
          verifiedRecipients: 3,
          unverifiedRecipients: 0,
          firstVerificationAtMs: Date.parse('2024-09-02T10:00:00-07:00'),
          newestVerificationAtMs: Date.parse('2024-09-02T10:00:00-07:00'),
          ...change.stateAtAsOf,
        };
  const reading = (source: SourceId, reads: Reads = {}): ReadingSummary => ({
    source,
    window: { fromMs: slots[0]?.opensAtMs ?? asOfMs, untilMs: asOfMs + 1 },
    readAtMs: asOfMs,
    reachFromMs: slots[0]?.opensAtMs ?? asOfMs - 60 * DAY_MS,
    freshUntilMs: asOfMs - MINUTE_MS,
    query: `query of ${source}`,
    link: null,
    elapsedMs: 5,
    status: 'ok',
    problem: null,
    ...reads,
  });
  return {
    subjectId: SUBJECT_ID,
    asOfMs,
    readings: {
      sentry: reading('sentry', change.sentryReading),
      loki: reading('loki', change.lokiReading),
      delivery: reading('delivery', { reachFromMs: null, ...change.deliveryReading }),
    },
    provider:
      change.provider === null
        ? null
        : {
            id: SUBJECT_ID,
            kind: 'Clinic',
            name: 'Duke Health (DUK) Charlotte',
            enrolledAtMs: Date.parse('2024-09-02T09:00:00-07:00'),
            stateAtAsOf,
            stateReadAtMs: stateAtAsOf === null ? null : asOfMs,
            today: stateAtAsOf ?? { ...emptyState },
            linkCount: linkAtMs.length,
            newestLinkAtMs,
            linkAtMs,
            linksBefore: null,
            linkExpiry: null,
            stampNeighbours: null,
            namesakes: [],
            ...change.provider,
          },
    nearMisses: change.nearMisses ?? [],
    cadence:
      change.cadence ??
      (change.provider === null
        ? { status: 'not-needed', timeZone: schedule.timeZone }
        : stateAtAsOf === null
          ? { status: 'not-known-then', timeZone: schedule.timeZone }
          : {
              status: 'known',
              value: 'weekly',
              timeZone: schedule.timeZone,
              slots,
              next,
              intervalMs: 7 * DAY_MS,
              toleranceMs: schedule.toleranceMs,
            }),
    peers: slots.map(({ opensAtMs }) => ({
      opensAtMs,
      due: 6,
      linked: 1,
      linkedBesides: 0,
      ...change.peers,
    })),
    sentry:
      change.sentry === null
        ? null
        : { named: [], unattributable: [], sweptFromMs: asOfMs - 14 * DAY_MS, ...change.sentry },
    loki:
      change.loki === null
        ? null
        : {
            lines: [],
            seen: { 'link-creation-failed': 0, 'send-failed': 0 },
            isCut: false,
            coveredFromMs: slots[0]?.opensAtMs ?? asOfMs,
            apps: [
              { app: 'backend-sidekiq-worker', newestLineAtMs: asOfMs - MINUTE_MS },
              { app: 'edge', newestLineAtMs: asOfMs - MINUTE_MS },
            ],
            logging: slots.map(({ opensAtMs, closesAtMs }) => ({
              window: { fromMs: opensAtMs, untilMs: Math.min(closesAtMs, asOfMs + 1) },
              lineCountByApp: { 'backend-sidekiq-worker': 26, edge: 13 },
              runLineCount: null,
            })),
            ...change.loki,
          },
    phrases: {
      'link-creation-failed': 'Failed to make Portal links for:',
      'send-failed': 'Portal email send failed to',
    },
  };
}

const emptyState: State = {
  configured: true,
  linksEnabled: true,
  cadence: 'weekly',
  activeCaseThreshold: 3,
  activeCarePlans: 57,
  activeCarePlansAtSlot: null,
  settingsChangedAtMs: null,
  dashboardId: null,
  stampKnown: true,
  linkLastSentAtMs: null,
  verifiedRecipients: 3,
  unverifiedRecipients: 0,
  firstVerificationAtMs: null,
  newestVerificationAtMs: null,
};

type NamedEvent = NonNullable<PortalLinksFacts['sentry']>['named'][number];
type FactLine = NonNullable<PortalLinksFacts['loki']>['lines'][number];

/** An event that carries the provider's id. */
export function event(kind: NamedEvent['kind'], atMs: number): NamedEvent {
  return {
    kind,
    issueId: '30146',
    eventId: '46b6b797e5eb45a8837b7c0bee6d1028',
    atMs,
    url: 'https://sentry.example/issues/30146/events/46b6b797e5eb45a8837b7c0bee6d1028/',
  };
}

/** A failure line; by default one that names the provider. */
export function line(kind: FactLine['kind'], atMs: number, change: Partial<FactLine> = {}): FactLine {
  const recipient = kind === 'send-failed' ? 'a•••@duke.example' : null;
  return {
    kind,
    atMs,
    app: 'backend-sidekiq-worker',
    belongs: 'subject',
    recipient,
    isVerified: kind === 'send-failed' ? true : null,
    ...change,
  };
}

/** A source that did not answer. */
export const FAILED: Reads = {
  status: 'failed',
  problem: { code: 'timed-out', params: { afterMs: 8_000 } },
  reachFromMs: null,
  freshUntilMs: null,
};

export const NOT_CONFIGURED: Reads = { status: 'not-configured', reachFromMs: null, freshUntilMs: null };

export const TRUNCATED: Reads = {
  status: 'truncated',
  problem: { code: 'page-limit', params: { limit: 10 } },
};
