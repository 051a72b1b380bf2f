import type { EpochMs } from '../../diagnosis/time.ts';
import type { Lack } from './view.ts';

/** How much of what was missed a failure explains, and where it stands. */
export interface FailureParams {
  readonly atMs: EpochMs;
  /** The slot that the failure belongs to. */
  readonly slotAtMs: EpochMs;
  /** false: it belongs to an earlier slot than the last one. */
  readonly belongsToD: boolean;
  /** Slots missed since the last kept one; how many of them this kind of failure explains; how many left no trace at all. */
  readonly missed: number;
  readonly explained: number;
  /** null: a source is not complete, so that nobody knows. */
  readonly traceless: number | null;
  readonly issueId: string | null;
  readonly eventId: string | null;
  readonly app: string | null;
}

export interface SendFailedParams {
  /** Recipients whose mail failed, of all verified ones; null: how many there were is unknown. */
  readonly failed: number;
  readonly recipients: number | null;
  /** Masked. */
  readonly masked: readonly string[];
  readonly app: string | null;
  readonly newestAtMs: EpochMs;
}

/** The parameters of each verdict's finding: what its words are made of. */
export interface VerdictParams {
  inconclusive: {
    readonly reason: 'delivery-not-ok' | 'cadence-unknown' | 'no-phase' | 'not-known-then' | 'sources';
    readonly cadence: string | null;
    /** What Sentry and Loki hold nevertheless. */
    readonly namedEvents: number | null;
    readonly namedLines: number | null;
    readonly slotAtMs: EpochMs | null;
    readonly linkAtMs: EpochMs | null;
    readonly firstDueAtMs: EpochMs | null;
    readonly lacking: readonly Lack[];
    /** Recipients whose mail failed since the link, where more may have; of how many. */
    readonly failedSends: number | null;
    readonly failedOf: number | null;
  };
  'unknown-provider-id': {
    readonly events: number;
    readonly newestEventAtMs: EpochMs | null;
    readonly issueId: string | null;
    /** "<id> <name>", nearest first. */
    readonly nearMisses: readonly string[];
  };
  'not-configured': { readonly kind: string };
  'links-disabled': { readonly changedAtMs: EpochMs | null };
  'no-verified-recipient': {
    readonly unverified: number;
    readonly eventAtMs: EpochMs | null;
    readonly issueId: string | null;
  };
  'below-threshold': { readonly activeCarePlans: number; readonly threshold: number };
  'no-dashboard': { readonly recipients: number };
  'not-due-yet': { readonly firstDueAtMs: EpochMs | null; readonly isWindowOpen: boolean };
  'provider-not-resolved': FailureParams;
  'recipients-disagree': FailureParams & { readonly recipients: number };
  'upstream-error': FailureParams;
  'link-creation-failed': FailureParams;
  'send-failed': (SendFailedParams & Partial<FailureParams>) & { readonly linkAtMs: EpochMs | null };
  'duplicate-attempt': FailureParams;
  'sender-not-running': {
    readonly slotAtMs: EpochMs;
    readonly by: 'rows' | 'apps' | 'run-phrase';
    readonly due: number;
    readonly linked: number;
    readonly apps: readonly string[];
  };
  'phantom-send': {
    readonly stampAtMs: EpochMs;
    readonly newestLinkAtMs: EpochMs | null;
    /** From the newest link to as-of, in days with one decimal; null: there never was a link. */
    readonly daysWithoutLink: number | null;
    readonly linkCount: number;
    readonly dashboardId: string | null;
    readonly cadence: string;
    /** The stamp lies in a slot's window: the run moved it, or a manual send at that time. */
    readonly isStampOnSchedule: boolean;
  };
  'masked-by-manual-sends': {
    readonly linkAtMs: EpochMs;
    readonly slotAtMs: EpochMs;
    readonly lacking: readonly Lack[];
  };
  'silently-skipped': { readonly slotAtMs: EpochMs };
  'missed-cause-unknown': { readonly slotAtMs: EpochMs; readonly lacking: readonly Lack[] };
  'link-not-sent': {
    readonly slotAtMs: EpochMs;
    readonly linkAtMs: EpochMs;
    readonly stampAtMs: EpochMs | null;
  };
  'on-schedule': {
    readonly slotAtMs: EpochMs;
    readonly linkAtMs: EpochMs;
    /** Slots missed in a row just before D: it has recovered. */
    readonly missedBefore: number;
    readonly lacking: readonly Lack[];
    readonly isStampKnown: boolean;
    /** The stamp moved with the link. */
    readonly isSent: boolean;
  };
}

export type VerdictCode = keyof VerdictParams;

/** The parameters of each side finding. */
export interface SideParams {
  'peers-at-slot': {
    readonly slotAtMs: EpochMs;
    readonly due: number;
    readonly linked: number;
    readonly linkedBesides: number;
  };
  'off-schedule-sends': { readonly count: number; readonly newestAtMs: EpochMs };
  batch: { readonly count: number; readonly seconds: number; readonly firstAtMs: EpochMs };
  unattributable: {
    readonly issueId: string;
    readonly watched: string;
    readonly read: number;
    readonly withoutId: number;
    /** null: the events were not read back to the last slot. */
    readonly inWindow: number | null;
    readonly readFromMs: EpochMs;
    readonly total: number;
  };
  'unclear-lines': {
    readonly withSubject: number;
    readonly shared: number;
    readonly nobodys: number;
    /** Older ones were not counted. */
    readonly isAtLeast: boolean;
    readonly slotAtMs: EpochMs;
  };
  overtaken: { readonly count: number; readonly newestAtMs: EpochMs; readonly keptAtMs: EpochMs };
  contradiction: {
    readonly kind: 'failure-yet-link' | 'no-run-yet-links';
    readonly slotAtMs: EpochMs;
    readonly linked: number;
  };
  margin: { readonly activeCarePlans: number; readonly threshold: number };
  retention: {
    readonly source: 'sentry' | 'loki';
    readonly reachFromMs: EpochMs;
    readonly unjudgedSlots: number;
  };
  freshness: { readonly source: 'sentry' | 'loki' | 'delivery'; readonly freshUntilMs: EpochMs };
  'phrase-never-seen': { readonly phrase: string; readonly sinceMs: EpochMs };
  namesake: { readonly count: number; readonly ids: readonly string[]; readonly kinds: readonly string[] };
  today: {
    readonly cadence: string | null;
    readonly linksEnabled: boolean | null;
    readonly activeCarePlans: number | null;
    readonly verifiedRecipients: number;
    readonly stampAtMs: EpochMs | null;
  };
  'state-from-kept': { readonly readAtMs: EpochMs };
  'slot-pending': { readonly slotAtMs: EpochMs; readonly closesAtMs: EpochMs };
}

export type SideCode = keyof SideParams;
