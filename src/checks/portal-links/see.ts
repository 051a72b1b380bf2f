import { dataOf, summarise } from '../../diagnosis/reading.ts';
import { HOUR_MS, type EpochMs } from '../../diagnosis/time.ts';
import type { CheckRequest, Readings } from '../check.ts';
import type { ExceptionsAnswer, LinesAnswer } from '../questions.ts';
import type { DeliveryStatements, DirectoryRow, SubjectRow } from './delivery-rows.ts';
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
import { createLineAttributor, recipientKeyOf, type LineAttributor } from './line-attribution.ts';
import { nearMissesOf } from './near-misses.ts';
import { scheduleOf, slotAfter, slotsOpenedBy } from './schedule.ts';
import type { PortalLinksSettings } from './settings.ts';

/** How many slots the ledger holds (design §2). */
export const LEDGER_SLOTS = 8;

/** An as-of older than this, seen from the reading, is not described by what the application holds today (design §2). */
export const AS_OF_IS_NOW_MS = HOUR_MS;

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
    peers: (row?.linksOfPeersAtSlot ?? []).map((peers) => ({ ...peers })),
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
  const kept = earlier?.provider ?? null;
  return {
    id: row.id,
    kind: row.kind,
    name: row.name,
    enrolledAtMs: row.enrolledAtMs ?? null,
    stateAtAsOf: isNow ? stateNow(row, request) : stateThen(row, asOfMs, kept),
    stateReadAtMs: isNow ? nowMs : (kept?.stateReadAtMs ?? null),
    today: currentState(row, nowMs),
    linkCount: row.linkCount,
    newestLinkAtMs: row.newestLinkAtMs,
    linkAtMs: row.linksAtMs.filter((atMs) => atMs <= asOfMs).sort((a, b) => b - a),
    linkExpiry: linkExpiryOf(row, asOfMs),
    stampNeighbours: isNow ? (row.stampNeighbours ?? null) : null,
    namesakes: directory
      .filter((other) => other.id !== row.id && other.name === row.name)
      .map(({ id, kind }) => ({ id, kind: kind ?? null })),
  };
}

/** A link that ends later than as-of works, whatever the others do. Else the one that was made last must tell its end, or nobody knows. */
function linkExpiryOf({ linkExpiry }: SubjectRow, asOfMs: EpochMs): ProviderFacts['linkExpiry'] {
  if (!linkExpiry) return null;
  const { newestExpiresAtMs, expiresAtOfNewestMs } = linkExpiry;
  const isKnown = expiresAtOfNewestMs !== null || (newestExpiresAtMs !== null && newestExpiresAtMs > asOfMs);
  return { newestExpiresAtMs: isKnown ? newestExpiresAtMs : null };
}

function currentState(row: SubjectRow, atMs: EpochMs): CurrentState {
  const verified = verificationsOf(row, atMs);
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
    verifiedRecipients: verified.size,
    unverifiedRecipients: new Set(row.recipients.map(recipientKeyOf)).size - verified.size,
    firstVerificationAtMs: verified.size === 0 ? null : Math.min(...verified.values()),
    newestVerificationAtMs: verified.size === 0 ? null : Math.max(...verified.values()),
  };
}

/** When each recipient was verified, up to an instant. The same name at the same address is one recipient, however often it stands there. */
function verificationsOf(row: SubjectRow, atMs: EpochMs): ReadonlyMap<string, EpochMs> {
  const verified = row.recipients.flatMap((recipient) =>
    recipient.verifiedAtMs === null || recipient.verifiedAtMs > atMs
      ? []
      : [[recipientKeyOf(recipient), recipient.verifiedAtMs] as const],
  );
  return new Map(verified);
}

/**
 * How it is at an as-of that counts as now. Within that hour things may still have changed behind as-of: nobody knows then what stood there
 * before.
 */
function stateNow(row: SubjectRow, { asOfMs, nowMs }: CheckRequest): CurrentState | null {
  const state = currentState(row, asOfMs);
  // Where the database's clock is ahead, links and stamp of the last moments lie after as-of: neither counts, for one without the other
  // would look like a send that made no link. The settings are what they are at this very moment.
  if (asOfMs === nowMs) return withStampAsOf(state, row, asOfMs);
  if (state.settingsChangedAtMs !== null && state.settingsChangedAtMs > asOfMs) return null;
  return withStampAsOf(state, row, asOfMs);
}

/**
 * How it was at an as-of in the past: as the diagnosis kept before it had it, mended by what today's row proves of that time.
 * Without such a diagnosis nobody knows (design §2).
 */
function stateThen(row: SubjectRow, asOfMs: EpochMs, kept: ProviderFacts | null): CurrentState | null {
  const before = kept?.stateAtAsOf ?? null;
  const readAtMs = kept?.stateReadAtMs ?? null;
  if (before === null || readAtMs === null) return null;
  const today = currentState(row, asOfMs);
  const changedAtMs = today.settingsChangedAtMs;
  // Settings that were last changed between the kept diagnosis and as-of are today's since then.
  const isChangedSince = changedAtMs !== null && changedAtMs > readAtMs && changedAtMs <= asOfMs;
  const { configured, linksEnabled, cadence, activeCaseThreshold, dashboardId } = today;
  const settings = {
    configured,
    linksEnabled,
    cadence,
    activeCaseThreshold,
    dashboardId,
    settingsChangedAtMs: changedAtMs,
  };
  const verifiedSince = [...verificationsOf(row, asOfMs).values()].filter((atMs) => atMs > readAtMs);
  const verifications = [
    before.firstVerificationAtMs,
    before.newestVerificationAtMs,
    ...verifiedSince,
  ].filter((atMs) => atMs !== null);
  const state: CurrentState = {
    ...before,
    ...(isChangedSince ? settings : {}),
    activeCarePlansAtSlot: null,
    verifiedRecipients: before.verifiedRecipients + verifiedSince.length,
    unverifiedRecipients: Math.max(0, before.unverifiedRecipients - verifiedSince.length),
    firstVerificationAtMs: verifications.length === 0 ? null : Math.min(...verifications),
    newestVerificationAtMs: verifications.length === 0 ? null : Math.max(...verifications),
  };
  return withStampAsOf(state, row, asOfMs);
}

/** A stamp only moves forward: one that stands before as-of today stood there then. A later one hides what stood there. */
function withStampAsOf(state: CurrentState, row: SubjectRow, asOfMs: EpochMs): CurrentState {
  const stampAtMs = row.linkLastSentAtMs;
  return stampAtMs === null || stampAtMs <= asOfMs
    ? { ...state, stampKnown: true, linkLastSentAtMs: stampAtMs }
    : { ...state, stampKnown: false, linkLastSentAtMs: null };
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
  const verified = row === null ? new Map<string, EpochMs>() : verificationsOf(row, asOfMs);
  const seen = (phrase: string) => lines.filter((line) => line.phrase === phrase).length;
  return {
    lines: lines.flatMap((line): LokiFacts['lines'] => {
      const found = attributor?.attribute(line);
      if (!found) return [];
      const { kind, attribution } = found;
      const base = { kind, atMs: line.atMs, app: line.app, recipient: null, isVerified: null };
      if (attribution.belongs === 'nobody') return [{ ...base, belongs: 'nobody' }];
      if (attribution.belongs === 'shared') {
        const belongs = attribution.providerIds.includes(subjectId) ? 'shared-with-subject' : 'shared';
        return [{ ...base, belongs }];
      }
      if (attribution.providerId !== subjectId) return [];
      const { recipientKey } = attribution;
      const isVerified = recipientKey === null ? null : verified.has(recipientKey);
      return [{ ...base, belongs: 'subject', recipient: mask(recipientKey), isVerified }];
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
