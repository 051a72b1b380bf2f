import { isNeeded, type ReadingSummary } from '../../diagnosis/reading.ts';
import { isWithin, type EpochMs } from '../../diagnosis/time.ts';
import {
  FAILURE_KINDS,
  type CurrentState,
  type FailureKind,
  type PortalLinksFacts,
  type ProviderFacts,
} from './facts.ts';
import { indexOfD, isOffSchedule, isOnSchedule, ledgerOf, slotIndexAt, type LedgerSlot } from './ledger.ts';

/** A failure that names the provider. */
export interface Failure {
  readonly kind: FailureKind;
  readonly atMs: EpochMs;
  /** The slot it belongs to; -1: before the ledger. */
  readonly slotIndex: number;
  /** It lies in its slot's window, not only after it. */
  readonly inWindow: boolean;
  readonly source: 'sentry' | 'loki';
  readonly issueId: string | null;
  readonly eventId: string | null;
  readonly app: string | null;
  readonly recipient: string | null;
}

/** Why Sentry's and Loki's silence at D proves nothing, one code per reason. */
export const LACKS = [
  'sentry-not-configured',
  'sentry-not-ok',
  'sentry-reach',
  'sentry-stale',
  'loki-not-configured',
  'loki-not-ok',
  'loki-reach',
  'loki-stale',
  'apps-not-logging',
  'logging-not-counted',
  'window-too-short',
  'enrolment-unknown',
  'enrolled-at-slot',
  'settings-changed',
  'settings-change-unknown',
  'near-threshold',
  'below-threshold-at-slot',
  'verified-since-slot',
  'shared-failure',
  'failure-since-link',
] as const;
export type Lack = (typeof LACKS)[number];

/** Everything that several rules need, derived once from the facts. */
export interface View {
  readonly facts: PortalLinksFacts;
  readonly provider: ProviderFacts | null;
  /** How the provider was at as-of; null: unknown. */
  readonly stateAtAsOf: CurrentState | null;
  /** As-of, or how far the database is known to have seen, if that is less. */
  readonly seenUntilMs: EpochMs;
  readonly ledger: readonly LedgerSlot[];
  readonly dIndex: number;
  readonly d: LedgerSlot | null;
  /** Indexes of the slots missed or failing after the last kept one, oldest first. */
  readonly missedSinceKept: readonly number[];
  readonly failures: readonly Failure[];
  /** The failure that explains D best: of the newest slot, then by the order of the rules. Only of slots missed since the last kept one. */
  readonly cause: Failure | null;
  /** What keeps the silence of Sentry and Loki at D from proving anything. */
  readonly lacking: readonly Lack[];
  readonly lackingOfProvider: readonly Lack[];
  /** Apps that wrote nothing in D's window, of those that could be counted; null: not counted. */
  readonly silentAppsAtD: readonly string[] | null;
  readonly peersAtD: { readonly due: number; readonly linked: number; readonly linkedBesides: number } | null;
  readonly neededNotOk: readonly ('sentry' | 'loki')[];
}

const derived = new WeakMap<PortalLinksFacts, View>();

/** Derives what the rules look at. Pure; drops whatever is later than as-of. The same facts are looked at once. */
export function deriveView(facts: PortalLinksFacts): View {
  const view = derived.get(facts) ?? viewOf(facts);
  derived.set(facts, view);
  return view;
}

function viewOf(facts: PortalLinksFacts): View {
  const { provider, cadence, asOfMs } = facts;
  const slots = cadence.status === 'known' ? cadence.slots : [];
  const failures = failuresOf(facts);
  // A replica that lags has not seen the last links: a slot is not missed before it has.
  const seenUntilMs = Math.min(asOfMs, facts.readings.delivery.freshUntilMs ?? asOfMs);
  const ledger = ledgerOf({
    slots,
    linkAtMs: (provider?.linkAtMs ?? []).filter((atMs) => atMs <= asOfMs),
    failureAtMs: failures.map(({ atMs }) => atMs),
    enrolledAtMs: provider?.enrolledAtMs ?? null,
    seenUntilMs,
  });
  const dIndex = indexOfD(ledger);
  const d = ledger[dIndex] ?? null;
  const missedSinceKept = missedAfterLastKept(ledger);
  const base = {
    facts,
    provider,
    stateAtAsOf: provider?.stateAtAsOf ?? null,
    seenUntilMs,
    ledger,
    dIndex,
    d,
    missedSinceKept,
    failures,
  };
  return {
    ...base,
    cause: causeAmong(failures, missedSinceKept),
    lacking: d === null ? [] : [...lackingAt(facts, d), ...unclearFailures(facts, failures, ledger, dIndex)],
    lackingOfProvider: d === null ? [] : lackingOfProvider(facts, d),
    silentAppsAtD: d === null ? null : silentAppsAt(facts, d),
    peersAtD: d === null ? null : (facts.peers.find(({ opensAtMs }) => opensAtMs === d.opensAtMs) ?? null),
    neededNotOk: (['sentry', 'loki'] as const).filter((source) => {
      const reading = facts.readings[source];
      return isNeeded(reading) && reading.status !== 'ok';
    }),
  };
}

function failuresOf(facts: PortalLinksFacts): readonly Failure[] {
  const { cadence, asOfMs, provider } = facts;
  const slots = cadence.status === 'known' ? cadence.slots : [];
  const place = (atMs: EpochMs) => ({
    atMs,
    slotIndex: slotIndexAt(slots, atMs),
    inWindow: isOnSchedule(slots, atMs),
  });
  const events = (facts.sentry?.named ?? []).flatMap((event): Failure[] => {
    const kind = failureKindOf(event.kind, event.atMs, provider?.stateAtAsOf ?? null);
    if (kind === null) return [];
    const { issueId, eventId, atMs } = event;
    return [{ kind, ...place(atMs), source: 'sentry', issueId, eventId, app: null, recipient: null }];
  });
  const lines = (facts.loki?.lines ?? []).flatMap((line): Failure[] => {
    // A recipient who is not verified is sent nothing in the first place.
    if (line.belongs !== 'subject' || line.isVerified === false) return [];
    const { kind, app, recipient, atMs } = line;
    return [{ kind, ...place(atMs), source: 'loki', issueId: null, eventId: null, app, recipient }];
  });
  return [...events, ...lines].filter(({ atMs }) => atMs <= asOfMs).sort((a, b) => b.atMs - a.atMs);
}

/** An exception "no verified recipient" accuses nobody if a recipient was verified later: it was true when it was raised. */
function failureKindOf(
  eventKind: 'unknown-provider' | 'none-verified' | 'upstream-error' | 'duplicate-attempt',
  atMs: EpochMs,
  stateAtAsOf: CurrentState | null,
): FailureKind | null {
  if (eventKind === 'unknown-provider') return 'provider-not-resolved';
  if (eventKind !== 'none-verified') return eventKind;
  const verifiedAtMs = stateAtAsOf?.newestVerificationAtMs ?? null;
  return verifiedAtMs !== null && atMs > verifiedAtMs ? 'recipients-disagree' : null;
}

function missedAfterLastKept(ledger: readonly LedgerSlot[]): readonly number[] {
  const lastKept = ledger.findLastIndex(({ status }) => status === 'kept');
  return ledger.flatMap(({ status }, index) =>
    index > lastKept && (status === 'missed' || status === 'failing') ? [index] : [],
  );
}

function causeAmong(failures: readonly Failure[], missed: readonly number[]): Failure | null {
  const candidates = failures.filter(({ slotIndex }) => missed.includes(slotIndex));
  const [best] = [...candidates].sort(
    (a, b) =>
      b.slotIndex - a.slotIndex ||
      FAILURE_KINDS.indexOf(a.kind) - FAILURE_KINDS.indexOf(b.kind) ||
      Number(b.inWindow) - Number(a.inWindow) ||
      a.atMs - b.atMs,
  );
  return best ?? null;
}

function lackingAt(facts: PortalLinksFacts, d: LedgerSlot): Lack[] {
  const { sentry, loki } = facts.readings;
  const lacks: Lack[] = [...lackingOf('sentry', sentry, facts, d), ...lackingOf('loki', loki, facts, d)];
  // Whoever asked for a short window knows why the sources do not reach further.
  if (lacks.includes('window-too-short'))
    return [...new Set(lacks)].filter((lack) => !lack.endsWith('-reach'));
  if (loki.status !== 'ok' || lacks.includes('loki-reach')) return lacks;
  const silent = silentAppsAt(facts, d);
  if (silent === null) lacks.push('logging-not-counted');
  else if (silent.length > 0) lacks.push('apps-not-logging');
  return lacks;
}

function lackingOf(
  source: 'sentry' | 'loki',
  reading: ReadingSummary,
  facts: PortalLinksFacts,
  d: LedgerSlot,
): Lack[] {
  const { status, reachFromMs, freshUntilMs, window } = reading;
  if (status === 'not-configured') return [`${source}-not-configured`];
  if (status !== 'ok') return [`${source}-not-ok`];
  const isStale = freshUntilMs === null || freshUntilMs < knownUntilMs(facts, d);
  const lacks: Lack[] = [];
  if (window.fromMs > d.opensAtMs) lacks.push('window-too-short');
  if (reachFromMs === null || reachFromMs > d.opensAtMs) lacks.push(`${source}-reach`);
  if (isStale) lacks.push(`${source}-stale`);
  return lacks;
}

/** Up to when a source must have seen things to speak of D: the window's end, or D's link while the window is still open. */
function knownUntilMs(facts: PortalLinksFacts, d: LedgerSlot): EpochMs {
  return facts.asOfMs >= d.closesAtMs ? d.closesAtMs : (d.linkAtMs ?? d.opensAtMs);
}

function silentAppsAt(facts: PortalLinksFacts, slot: LedgerSlot): readonly string[] | null {
  const counted = facts.loki?.logging.find(({ window }) => window.fromMs === slot.opensAtMs);
  if (counted === undefined || facts.loki === null) return null;
  return facts.loki.apps.map(({ app }) => app).filter((app) => (counted.lineCountByApp[app] ?? 0) === 0);
}

/** Failures that are not this provider's for sure, or not of the link, and yet forbid to say that nothing failed. */
function unclearFailures(
  facts: PortalLinksFacts,
  failures: readonly Failure[],
  ledger: readonly LedgerSlot[],
  dIndex: number,
): Lack[] {
  const d = ledger[dIndex];
  if (d === undefined) return [];
  const concernsD = (atMs: EpochMs) =>
    atMs <= facts.asOfMs && (d.linkAtMs === null ? slotIndexAt(ledger, atMs) === dIndex : atMs >= d.linkAtMs);
  const isShared = (facts.loki?.lines ?? []).some(
    ({ belongs, atMs }) => belongs === 'shared-with-subject' && concernsD(atMs),
  );
  const isNamedSince =
    d.linkAtMs !== null && failures.some(({ kind, atMs }) => kind !== 'send-failed' && concernsD(atMs));
  return [
    ...(isShared ? (['shared-failure'] as const) : []),
    ...(isNamedSince ? (['failure-since-link'] as const) : []),
  ];
}

/** Fewer care plans above the threshold than this, or than a fifth of it, and a slot may well have found too few. */
const NEAR_THRESHOLD_PLANS = 2;
const NEAR_THRESHOLD_SHARE = 0.2;

function lackingOfProvider(facts: PortalLinksFacts, d: LedgerSlot): Lack[] {
  const { provider } = facts;
  const stateAtAsOf = provider?.stateAtAsOf ?? null;
  const named = (facts.sentry?.named ?? []).filter(({ atMs }) => atMs <= facts.asOfMs);
  if (provider === null || stateAtAsOf === null) return [];
  const lacks: Lack[] = [];
  if (provider.enrolledAtMs === null) lacks.push('enrolment-unknown');
  else if (provider.enrolledAtMs > d.opensAtMs) lacks.push('enrolled-at-slot');
  if (stateAtAsOf.settingsChangedAtMs === null) lacks.push('settings-change-unknown');
  else if (stateAtAsOf.settingsChangedAtMs > d.opensAtMs) lacks.push('settings-changed');
  const { activeCarePlansAtSlot, activeCaseThreshold, firstVerificationAtMs, newestVerificationAtMs } =
    stateAtAsOf;
  if (activeCarePlansAtSlot === null) {
    if (isNearThreshold(stateAtAsOf)) lacks.push('near-threshold');
  } else if (activeCarePlansAtSlot < (activeCaseThreshold ?? 0)) lacks.push('below-threshold-at-slot');
  const wasDenied = named.some(({ kind, atMs }) => kind === 'none-verified' && atMs >= d.opensAtMs);
  const decisiveAtMs = wasDenied ? newestVerificationAtMs : firstVerificationAtMs;
  if (decisiveAtMs !== null && decisiveAtMs > d.opensAtMs) lacks.push('verified-since-slot');
  return lacks;
}

export function isNearThreshold({ activeCarePlans, activeCaseThreshold }: CurrentState): boolean {
  if (activeCaseThreshold === null) return false;
  if (activeCarePlans === null) return true;
  const margin = activeCarePlans - activeCaseThreshold;
  return margin <= Math.max(NEAR_THRESHOLD_PLANS, activeCaseThreshold * NEAR_THRESHOLD_SHARE);
}

/** The newest link that no slot's window holds, and that is younger than one cadence. */
export function freshOffScheduleLink(view: View): EpochMs | null {
  const { facts, provider, ledger } = view;
  if (provider === null || facts.cadence.status !== 'known') return null;
  const { intervalMs } = facts.cadence;
  return (
    provider.linkAtMs.find(
      (atMs) => isOffSchedule(ledger, atMs) && facts.asOfMs - atMs < intervalMs && atMs <= facts.asOfMs,
    ) ?? null
  );
}

/**
 * How many of the slots missed since the last kept one a kind of failure explains, and how many left no trace at all.
 * `traceless` is null where a source is not ok, or was not asked that far back: what it does not show may still be there.
 */
export function explained(
  view: View,
  kind: FailureKind,
): { missed: number; explained: number; traceless: number | null } {
  const { failures, missedSinceKept, facts } = view;
  const has = (index: number, test: (failure: Failure) => boolean) =>
    failures.some((failure) => failure.slotIndex === index && test(failure));
  const oldestMs = view.ledger[missedSinceKept[0] ?? 0]?.opensAtMs ?? facts.asOfMs;
  const isComplete = [facts.readings.sentry, facts.readings.loki].every(
    ({ status, window }) => status === 'ok' && window.fromMs <= oldestMs,
  );
  return {
    missed: missedSinceKept.length,
    explained: missedSinceKept.filter((index) => has(index, (failure) => failure.kind === kind)).length,
    traceless: isComplete ? missedSinceKept.filter((index) => !has(index, () => true)).length : null,
  };
}

/** Says whether Loki could have shown a line in D's window, had there been one. */
export function lokiSpeaksOfD({ lacking }: View): boolean {
  const blind: readonly Lack[] = [
    'loki-not-configured',
    'loki-not-ok',
    'loki-reach',
    'loki-stale',
    'window-too-short',
    'apps-not-logging',
    'logging-not-counted',
  ];
  return !lacking.some((lack) => blind.includes(lack));
}

/** Unattributable events of one issue that lie in D's window. */
export function countInWindow(atMs: readonly EpochMs[], slot: LedgerSlot): number {
  return atMs.filter((at) => isWithin(at, { fromMs: slot.opensAtMs, untilMs: slot.closesAtMs })).length;
}
