import { dataOf, summarise } from '../../diagnosis/reading.ts';
import { HOUR_MS, type EpochMs } from '../../diagnosis/time.ts';
import type { CheckRequest, Readings } from '../check.ts';
import type { ExceptionsAnswer, LinesAnswer, Statement } from '../questions.ts';
import type { DirectoryRow, SubjectRow } from './delivery-rows.ts';
import { maskerOf } from './masking.ts';
import type {
  CadenceFacts,
  CurrentState,
  EventKind,
  LokiFacts,
  PortalLinksFacts,
  ProviderFacts,
  SentryFacts,
} from './facts.ts';
import { createLineAttributor, type LineAttributor } from './line-attribution.ts';
import { nearMissesOf } from './near-misses.ts';
import { scheduleOf, slotAfter, slotsOpenedBy } from './schedule.ts';
import type { PortalLinksSettings } from './settings.ts';

/** How many slots the ledger holds (design §2). */
export const LEDGER_SLOTS = 8;

/** An as-of older than this, seen from the reading, is not described by what the application holds today (design §2). */
const AS_OF_IS_NOW_MS = HOUR_MS;

export interface DeliveryStatements {
  readonly subjects: Statement<SubjectRow>;
  readonly directory: Statement<DirectoryRow>;
}

/**
 * Turns the sources' answers into facts for one provider. Pure. Names of recipients, addresses and raw lines end here.
 * @param attributor made once from the directory of the same answers; null where the database gave none
 * @param earlier facts kept before as-of, for what today's rows do not tell
 */
export function seeProvider(
  subjectId: string,
  request: CheckRequest,
  readings: Readings,
  statements: DeliveryStatements,
  settings: PortalLinksSettings,
  attributor: LineAttributor | null,
  earlier: PortalLinksFacts | null,
): PortalLinksFacts {
  const rows = dataOf(readings.delivery);
  const directory = rows?.rowsOf(statements.directory) ?? [];
  const row = rows?.rowsOf(statements.subjects).find((candidate) => candidate.id === subjectId) ?? null;
  const provider = row === null ? null : providerFacts(row, directory, request, earlier);
  const sentry = dataOf(readings.sentry);
  const loki = dataOf(readings.loki);
  return {
    subjectId,
    asOfMs: request.asOfMs,
    readings: {
      sentry: summarise(readings.sentry),
      loki: summarise(readings.loki),
      delivery: summarise(readings.delivery),
    },
    provider,
    nearMisses: row === null ? nearMissesOf(subjectId, directory) : [],
    cadence: cadenceFacts(provider, request.asOfMs, settings),
    peers: (row?.linksOfPeersAtSlot ?? []).map(({ opensAtMs, due, linked }) => ({ opensAtMs, due, linked })),
    sentry: sentry === null ? null : sentryFacts(subjectId, sentry, request.asOfMs, settings),
    loki: loki === null ? null : lokiFacts(subjectId, loki, request.asOfMs, attributor, row, settings),
    phrases: {
      'link-creation-failed': settings.loki.linkCreationFailed,
      'send-failed': settings.loki.sendFailed,
    },
  };
}

/** Makes the attributor for a set of answers, once for all their subjects. */
export function attributorOf(
  readings: Readings,
  statements: DeliveryStatements,
  settings: PortalLinksSettings,
): LineAttributor | null {
  const rows = dataOf(readings.delivery);
  return rows === null ? null : createLineAttributor(rows.rowsOf(statements.directory), settings.loki);
}

function providerFacts(
  row: SubjectRow,
  directory: readonly DirectoryRow[],
  request: CheckRequest,
  earlier: PortalLinksFacts | null,
): ProviderFacts {
  const { asOfMs, nowMs } = request;
  const isNow = nowMs - asOfMs <= AS_OF_IS_NOW_MS;
  const today = currentState(row, nowMs);
  const kept = earlier?.provider ?? null;
  return {
    id: row.id,
    kind: row.kind,
    name: row.name,
    enrolledAtMs: row.enrolledAtMs ?? null,
    stateAtAsOf: isNow ? asOf(currentState(row, asOfMs), asOfMs) : (kept?.stateAtAsOf ?? null),
    stateReadAtMs: isNow ? nowMs : (kept?.stateReadAtMs ?? null),
    today,
    linkCount: row.linkCount,
    newestLinkAtMs: row.newestLinkAtMs,
    linkAtMs: row.linksAtMs.filter((atMs) => atMs <= asOfMs).sort((a, b) => b - a),
    stampNeighbours: isNow ? (row.stampNeighbours ?? null) : null,
    namesakes: directory
      .filter((other) => other.id !== row.id && other.name === row.name)
      .map(({ id, kind }) => ({ id, kind: kind ?? null })),
  };
}

function currentState(row: SubjectRow, atMs: EpochMs): CurrentState {
  const verified = row.recipients.flatMap(({ verifiedAtMs }) =>
    verifiedAtMs === null || verifiedAtMs > atMs ? [] : [verifiedAtMs],
  );
  return {
    configured: row.configured,
    linksEnabled: row.linksEnabled,
    cadence: row.emailCadence,
    activeCaseThreshold: row.activeCaseThreshold,
    activeCarePlans: row.activeCarePlans,
    activeCarePlansAtSlot: row.activeCarePlansAtSlot ?? null,
    settingsChangedAtMs: row.settingsChangedAtMs ?? null,
    dashboardId: row.dashboardId,
    stampKnown: true,
    linkLastSentAtMs: row.linkLastSentAtMs,
    verifiedRecipients: verified.length,
    unverifiedRecipients: row.recipients.length - verified.length,
    newestVerificationAtMs: verified.length === 0 ? null : Math.max(...verified),
  };
}

/** Within the hour that counts as now, things may still have changed behind as-of: nobody knows then what stood there before. */
function asOf(state: CurrentState, asOfMs: EpochMs): CurrentState | null {
  if (state.settingsChangedAtMs !== null && state.settingsChangedAtMs > asOfMs) return null;
  const stampIsLater = state.linkLastSentAtMs !== null && state.linkLastSentAtMs > asOfMs;
  return stampIsLater ? { ...state, stampKnown: false, linkLastSentAtMs: null } : state;
}

function cadenceFacts(
  provider: ProviderFacts | null,
  asOfMs: EpochMs,
  settings: PortalLinksSettings,
): CadenceFacts {
  const { timeZone } = settings;
  if (provider === null) return { status: 'not-needed', timeZone };
  if (provider.stateAtAsOf === null) return { status: 'not-known-then', timeZone };
  if (!provider.stateAtAsOf.configured) return { status: 'not-needed', timeZone };
  const value = provider.stateAtAsOf.cadence;
  if (value === null) return { status: 'unknown', value, timeZone };
  const found = scheduleOf(settings, value);
  if (found.status !== 'known') return { status: found.status, value, timeZone };
  const { schedule } = found;
  const slots = slotsOpenedBy(schedule, asOfMs, LEDGER_SLOTS);
  const newest = slots.at(-1);
  const next = slotAfter(schedule, Math.max(asOfMs, newest?.atMs ?? asOfMs));
  const from = newest ?? next;
  const following = from === null ? null : slotAfter(schedule, from.atMs);
  return {
    status: 'known',
    value,
    timeZone: schedule.timeZone,
    slots: [...slots],
    next,
    intervalMs: from === null || following === null ? Number.MAX_SAFE_INTEGER : following.atMs - from.atMs,
    toleranceMs: schedule.toleranceMs,
  };
}

function sentryFacts(
  subjectId: string,
  answer: ExceptionsAnswer,
  asOfMs: EpochMs,
  settings: PortalLinksSettings,
): SentryFacts {
  const kindOf = eventKinds(settings);
  const events = new Map([...answer.sweep.events, ...answer.naming].map((event) => [event.eventId, event]));
  const counted = [...events.values()].filter(({ atMs }) => atMs <= asOfMs).sort((a, b) => b.atMs - a.atMs);
  return {
    named: counted.flatMap(({ kind: watched, issueId, eventId, atMs, url, namedIds }) => {
      const kind = kindOf.get(watched);
      return kind === undefined || !namedIds.includes(subjectId)
        ? []
        : [{ kind, issueId, eventId, atMs, url }];
    }),
    unattributable: answer.issues.flatMap(({ issueId, kind: watched, totalEvents, url }) => {
      const kind = kindOf.get(watched);
      const read = counted.filter((event) => event.issueId === issueId);
      const withoutIdAtMs = read.filter(({ namedIds }) => namedIds.length === 0).map(({ atMs }) => atMs);
      if (kind === undefined || withoutIdAtMs.length === 0) return [];
      return [{ issueId, kind, watched, eventsRead: read.length, withoutIdAtMs, totalEvents, url }];
    }),
    sweptFromMs: answer.sweep.readFromMs,
  };
}

/** Maps what was searched in Sentry to what it means. */
function eventKinds({ sentry }: PortalLinksSettings): ReadonlyMap<string, EventKind> {
  return new Map([
    [sentry.duplicateAttempt, 'duplicate-attempt'],
    [sentry.noneVerified, 'none-verified'],
    [sentry.upstreamError, 'upstream-error'],
    [sentry.unknownProviderMessage, 'unknown-provider'],
  ]);
}

function lokiFacts(
  subjectId: string,
  answer: LinesAnswer,
  asOfMs: EpochMs,
  attributor: LineAttributor | null,
  row: SubjectRow | null,
  settings: PortalLinksSettings,
): LokiFacts {
  const lines = answer.lines.filter(({ atMs }) => atMs <= asOfMs);
  const mask = maskerOf(row?.recipients ?? []);
  const seen = (phrase: string) => lines.filter((line) => line.phrase === phrase).length;
  return {
    lines: lines.flatMap((line): LokiFacts['lines'] => {
      const found = attributor?.attribute(line);
      if (!found) return [];
      const { kind, attribution } = found;
      const base = { kind, atMs: line.atMs, app: line.app, recipient: null };
      if (attribution.belongs === 'nobody') return [{ ...base, belongs: 'nobody' }];
      if (attribution.belongs === 'shared') {
        const belongs = attribution.providerIds.includes(subjectId) ? 'shared-with-subject' : 'shared';
        return [{ ...base, belongs }];
      }
      if (attribution.providerId !== subjectId) return [];
      return [{ ...base, belongs: 'subject', recipient: mask(attribution.recipientKey) }];
    }),
    seen: {
      'link-creation-failed': seen(settings.loki.linkCreationFailed),
      'send-failed': seen(settings.loki.sendFailed),
    },
    coveredFromMs: answer.coveredFromMs,
    apps: answer.apps.map(({ app, newestLineAtMs }) => ({ app, newestLineAtMs })),
    logging: answer.logging.map(({ window, lineCountByApp, runLineCount }) => ({
      window,
      lineCountByApp: { ...lineCountByApp },
      runLineCount,
    })),
  };
}
