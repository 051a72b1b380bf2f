import { dataOf, isNeeded, summarise, type ReadingSummary } from '../../diagnosis/reading.ts';
import { MINUTE_MS, SECOND_MS, type EpochMs } from '../../diagnosis/time.ts';
import type { Readings } from '../check.ts';
import type { Canary, FleetFinding, FleetSummary, SubjectFacts } from '../fleet.ts';
import type { CadenceSlot } from './ask.ts';
import type { PortalLinksFacts } from './facts.ts';
import { fleetFinding } from './fleet-findings.ts';
import { isOffSchedule } from './ledger.ts';
import type { Sight } from './see.ts';
import type { PortalLinksSettings } from './settings.ts';
import { isNearThreshold } from './view.ts';

/** Of two stamps one after the other that lie no further apart: one hand has moved them. */
const BATCH_GAP_MS = 2 * MINUTE_MS;
/** Older ones tell nobody anything. */
const MOST_BATCHES = 10;

/** What a run has seen of the fleet so far: a few figures for each provider, whatever its facts are. */
export interface Tally {
  /** @param asked how many providers a page was asked for */
  addPage(asked: number, reading: Pick<ReadingSummary, 'status' | 'freshUntilMs'>): void;
  add(provider: SubjectFacts<PortalLinksFacts>): void;
  summarise(): FleetSummary;
}

export interface TallySettings {
  readonly asOfMs: EpochMs;
  /** The slots of all cadences. */
  readonly slots: readonly CadenceSlot[];
  readonly readings: Readings;
  readonly sight: Sight;
  /** How many providers are to be read. */
  readonly subjects: number;
  readonly settings: PortalLinksSettings;
}

interface Stamp {
  readonly subjectId: string;
  readonly atMs: EpochMs;
}

export function createTally({ asOfMs, slots, readings, sight, subjects, settings }: TallySettings): Tally {
  // The readings themselves hold rows and lines: what is needed of them is little.
  const { sentry, loki, delivery } = {
    sentry: summarise(readings.sentry),
    loki: summarise(readings.loki),
    delivery: summarise(readings.delivery),
  };
  const newestLines = dataOf(readings.loki)?.apps ?? [];
  /** The last slot of any cadence whose window has closed; null: there is none. */
  const lastSlot = slots.reduce<CadenceSlot | null>(
    (newest, slot) =>
      slot.closesAtMs <= asOfMs && slot.opensAtMs > (newest?.opensAtMs ?? 0) ? slot : newest,
    null,
  );
  const sinceMs = lastSlot?.opensAtMs ?? null;
  let readable = 0;
  /** The oldest state of the rows that any page was read of; null: the database does not tell. */
  let rowsUntilMs = delivery.freshUntilMs;
  let isLinkExpected = false;
  let newestLinkAtMs: EpochMs | null = null;
  const manualStamps: Stamp[] = [];
  const margins: { readonly subjectId: string; readonly margin: number }[] = [];

  function addProvider({ subjectId, facts }: SubjectFacts<PortalLinksFacts>): void {
    const { provider, cadence } = facts;
    const state = provider?.stateAtAsOf ?? null;
    if (provider === null || state === null) return;
    // A clock that is ahead proves nothing of now.
    const linkAtMs = provider.linkAtMs[0] ?? provider.newestLinkAtMs;
    if (linkAtMs !== null && linkAtMs <= asOfMs) newestLinkAtMs = Math.max(newestLinkAtMs ?? 0, linkAtMs);
    const ownSlots = cadence.status === 'known' ? cadence.slots : [];
    isLinkExpected ||= wasAnybodyDue(facts, sinceMs);
    const stampAtMs = state.linkLastSentAtMs;
    if (stampAtMs !== null && isOffSchedule(ownSlots, stampAtMs)) {
      manualStamps.push({ subjectId, atMs: stampAtMs });
    }
    const { linksEnabled, activeCarePlans, activeCaseThreshold } = state;
    if (linksEnabled !== true || activeCarePlans === null || activeCaseThreshold === null) return;
    const margin = activeCarePlans - activeCaseThreshold;
    if (margin >= 0 && isNearThreshold(state)) margins.push({ subjectId, margin });
  }

  function canaries(): readonly Canary[] {
    if (lastSlot === null) return [];
    const { opensAtMs, closesAtMs } = lastSlot;
    const sign = (sinceMs: EpochMs, newestAtMs: EpochMs | null, isWhole: boolean) =>
      ({
        sinceMs,
        newestAtMs,
        // What was seen is there, however little was read; that nothing is there must be read to the end.
        status: newestAtMs !== null && newestAtMs >= sinceMs ? 'alive' : isWhole ? 'silent' : 'unknown',
      }) as const;
    // What a source has not seen up to the window's end, it cannot tell of the slot: the rules ask for the same.
    const isBehind = rowsUntilMs !== null && rowsUntilMs < closesAtMs;
    const isFleetRead = delivery.status === 'ok' && readable === subjects;
    return [
      ...(isNeeded(sentry)
        ? [
            {
              source: 'sentry' as const,
              sign: 'event' as const,
              of: null,
              ...sign(closesAtMs, sentry.freshUntilMs, sentry.status === 'ok'),
            },
          ]
        : []),
      ...(isNeeded(loki)
        ? settings.loki.apps.map((app) => {
            // An app that could not be asked for is left out of the answer.
            const newest = newestLines.find((answered) => answered.app === app);
            return {
              source: 'loki' as const,
              sign: 'line' as const,
              of: app,
              ...sign(closesAtMs, newest?.newestLineAtMs ?? null, newest !== undefined),
            };
          })
        : []),
      // Where no link was due to anybody, none is missed.
      ...(isLinkExpected || !isFleetRead
        ? [
            {
              source: 'delivery' as const,
              sign: 'link' as const,
              of: null,
              ...sign(opensAtMs, newestLinkAtMs, isFleetRead),
            },
          ]
        : []),
      ...(isBehind
        ? [
            {
              source: 'delivery' as const,
              sign: 'rows' as const,
              of: null,
              ...sign(closesAtMs, rowsUntilMs, true),
            },
          ]
        : []),
    ];
  }

  function nearThreshold(): readonly FleetFinding[] {
    if (margins.length === 0) return [];
    const closest = margins.toSorted((a, b) => a.margin - b.margin).map(({ subjectId }) => subjectId);
    return [fleetFinding('near-threshold', {}, closest)];
  }

  function unclearLines(): readonly FleetFinding[] {
    if (sinceMs === null) return [];
    const lines = (sight.lines?.unclear ?? []).filter(({ atMs }) => atMs >= sinceMs);
    const shared = lines.filter(({ belongs }) => belongs === 'shared').length;
    return lines.length === 0
      ? []
      : [fleetFinding('unclear-lines', { shared, nobodys: lines.length - shared, sinceMs })];
  }

  function unseenPhrases(): readonly FleetFinding[] {
    const { status, reachFromMs } = loki;
    if (sight.lines === null || status !== 'ok' || reachFromMs === null) return [];
    const { seen } = sight.lines;
    return [
      ['link-creation-failed', settings.loki.linkCreationFailed] as const,
      ['send-failed', settings.loki.sendFailed] as const,
    ].flatMap(([kind, phrase]) =>
      seen[kind] === 0 ? [fleetFinding('phrase-never-seen', { phrase, sinceMs: reachFromMs })] : [],
    );
  }

  return {
    addPage(asked, { status, freshUntilMs }) {
      if (freshUntilMs !== null) rowsUntilMs = Math.min(rowsUntilMs ?? freshUntilMs, freshUntilMs);
      if (status === 'ok') readable += asked;
    },
    add: addProvider,
    summarise: () => ({
      canaries: canaries(),
      findings: [
        ...manualBatches(manualStamps),
        ...(sight.events?.unattributable ?? []).map((issue) =>
          fleetFinding('unattributable', {
            watched: issue.watched,
            issueId: issue.issueId,
            read: issue.eventsRead,
            withoutId: issue.withoutIdAtMs.length,
            total: issue.totalEvents,
          }),
        ),
        ...unclearLines(),
        ...nearThreshold(),
        ...unseenPhrases(),
      ],
    }),
  };
}

/** Whether a link was due at a slot to anybody of its cadence; where nobody has counted them, whether one was due to the provider itself. */
function wasAnybodyDue(
  { peers, cadence, provider }: PortalLinksFacts,
  slotOpensAtMs: EpochMs | null,
): boolean {
  const state = provider?.stateAtAsOf ?? null;
  const slots = cadence.status === 'known' ? cadence.slots : [];
  if (provider === null || state === null || slotOpensAtMs === null) return false;
  if (slots.every(({ opensAtMs }) => opensAtMs !== slotOpensAtMs)) return false;
  const counted = peers.find(({ opensAtMs }) => opensAtMs === slotOpensAtMs);
  if (counted !== undefined) return counted.due > 0;
  // As `is_due` of delivery.sql.
  const { configured, linksEnabled, dashboardId, activeCarePlans, activeCaseThreshold } = state;
  const wasBefore = (atMs: EpochMs | null) => atMs === null || atMs < slotOpensAtMs;
  return (
    configured &&
    linksEnabled === true &&
    dashboardId !== null &&
    activeCarePlans !== null &&
    activeCaseThreshold !== null &&
    activeCarePlans >= activeCaseThreshold &&
    state.firstVerificationAtMs !== null &&
    state.firstVerificationAtMs < slotOpensAtMs &&
    wasBefore(provider.enrolledAtMs) &&
    wasBefore(state.settingsChangedAtMs)
  );
}

/** One finding for each batch, the newest first. It is told by its gaps: whoever drops out by a later link moves no other one to another batch. */
function manualBatches(stamps: readonly Stamp[]): readonly FleetFinding[] {
  const batches: Stamp[][] = [];
  for (const stamp of stamps.toSorted((a, b) => a.atMs - b.atMs)) {
    const current = batches.at(-1);
    const lastAtMs = current?.at(-1)?.atMs;
    if (lastAtMs !== undefined && stamp.atMs - lastAtMs <= BATCH_GAP_MS) current?.push(stamp);
    else batches.push([stamp]);
  }
  return batches
    .filter(({ length }) => length > 1)
    .slice(-MOST_BATCHES)
    .toReversed()
    .flatMap((batch) => {
      const [first] = batch;
      const last = batch.at(-1);
      if (first === undefined || last === undefined) return [];
      const seconds = Math.round((last.atMs - first.atMs) / SECOND_MS);
      return [
        fleetFinding(
          'manual-batch',
          { seconds, firstAtMs: first.atMs },
          batch.map(({ subjectId }) => subjectId),
        ),
      ];
    });
}
