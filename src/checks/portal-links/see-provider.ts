import { HOUR_MS, type EpochMs } from '../../diagnosis/time.ts';
import type { CheckRequest } from '../check.ts';
import type { SubjectRow } from './delivery-rows.ts';
import type { CurrentState, PortalLinksFacts, ProviderFacts } from './facts.ts';
import { recipientKeyOf } from './line-attribution.ts';

/** An as-of older than this, seen from the reading, is not described by what the application holds today (design §2). */
export const AS_OF_IS_NOW_MS = HOUR_MS;

/** When a check is made, and for when. */
export type AsOf = Pick<CheckRequest, 'asOfMs' | 'nowMs'>;

/** A provider, by what others may be mistaken for it. */
export interface Named {
  readonly id: string;
  readonly kind: string | null;
  readonly name: string;
}

/** Finds the providers that bear a name. */
export type BearersOf = (name: string) => readonly Named[];

/** Build it once for all providers there are. */
export function bearersIn(providers: readonly Named[]): BearersOf {
  const byName = Map.groupBy(providers, ({ name }) => name);
  return (name) => byName.get(name) ?? [];
}

/** What a provider's row tells. Names of recipients and addresses end here. */
export function seeProvider(
  row: SubjectRow,
  asOf: AsOf,
  bearersOf: BearersOf,
  earlier: PortalLinksFacts | null,
): ProviderFacts {
  const { asOfMs, nowMs } = asOf;
  const isNow = nowMs - asOfMs <= AS_OF_IS_NOW_MS;
  const kept = earlier?.provider ?? null;
  const today = currentState(row, nowMs);
  return {
    id: row.id,
    kind: row.kind,
    name: row.name,
    enrolledAtMs: row.enrolledAtMs ?? null,
    stateAtAsOf: isNow ? stateNow(row, asOf, today) : stateThen(row, asOfMs, kept),
    stateReadAtMs: isNow ? nowMs : (kept?.stateReadAtMs ?? null),
    today,
    linkCount: row.linkCount,
    newestLinkAtMs: row.newestLinkAtMs,
    linkAtMs: row.linksAtMs.filter((atMs) => atMs <= asOfMs).sort((a, b) => b - a),
    linksBefore: null,
    linkExpiry: linkExpiryOf(row, asOfMs),
    stampNeighbours: isNow ? (row.stampNeighbours ?? null) : null,
    namesakes: bearersOf(row.name)
      .filter(({ id }) => id !== row.id)
      .map(({ id, kind }) => ({ id, kind })),
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
export function verificationsOf(row: SubjectRow, atMs: EpochMs): ReadonlyMap<string, EpochMs> {
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
function stateNow(row: SubjectRow, { asOfMs, nowMs }: AsOf, today: CurrentState): CurrentState | null {
  // Where the database's clock is ahead, links and stamp of the last moments lie after as-of: neither counts, for one without the other
  // would look like a send that made no link. The settings are what they are at this very moment.
  if (asOfMs === nowMs) return withStampAsOf(today, row, asOfMs);
  const state = currentState(row, asOfMs);
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
