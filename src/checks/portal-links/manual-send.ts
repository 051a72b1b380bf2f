import type { EpochMs } from '../../diagnosis/time.ts';
import type { VerdictCode } from './findings.ts';
import { isOffSchedule } from './ledger.ts';
import { entryOf } from './spoken-findings.ts';
import type { View } from './view.ts';

/** Why a manual send would help, or would not, or why nobody knows. */
export type ManualSendReason =
  // the last send tells
  | 'made-link'
  | 'made-no-link'
  | 'run-made-no-link'
  | 'none-seen'
  | 'stamp-not-known'
  // it told, and may not any more
  | 'settings-changed-since'
  | 'before-the-trouble'
  // the verdict tells, whatever was sent before
  | 'link-is-there'
  | 'no-such-provider'
  | 'not-configured'
  | 'links-disabled'
  | 'no-verified-recipient'
  | 'no-dashboard'
  | 'below-threshold'
  | 'mail-failed'
  | 'too-little-known';

/** Would a manual send help? */
export interface ManualSend {
  readonly helps: 'probably' | 'no' | 'unknown';
  readonly because: ManualSendReason;
  /** When the send was that tells it; null where it is not a send that does. */
  readonly lastAtMs: EpochMs | null;
}

/**
 * Judges by whether the last manual send made a link. Pure. A manual send is seen by what it leaves off schedule: a link, a stamp that
 * moved, or both. A late run leaves the same. Throws for a verdict that this version does not know.
 */
export function manualSendOf(verdictCode: string, view: View): ManualSend {
  return entryOf(JUDGED_BY, verdictCode)(view);
}

const JUDGED_BY: Readonly<Record<VerdictCode, (view: View) => ManualSend>> = {
  inconclusive: always('unknown', 'too-little-known'),
  'unknown-provider-id': always('no', 'no-such-provider'),
  'not-configured': always('no', 'not-configured'),
  'links-disabled': always('no', 'links-disabled'),
  'no-verified-recipient': always('no', 'no-verified-recipient'),
  // Whatever was sent before may have been sent while there were more care plans.
  'below-threshold': always('unknown', 'below-threshold'),
  'no-dashboard': always('no', 'no-dashboard'),
  'not-due-yet': byLastManualSend,
  'provider-not-resolved': byLastManualSend,
  'recipients-disagree': byLastManualSend,
  'upstream-error': byLastManualSend,
  'link-creation-failed': byLastManualSend,
  // A link is not what is lacking.
  'send-failed': always('unknown', 'mail-failed'),
  'duplicate-attempt': byLastManualSend,
  'sender-not-running': byLastManualSend,
  'phantom-send': byPhantom,
  'masked-by-manual-sends': byLastManualSend,
  'silently-skipped': byLastManualSend,
  'missed-cause-unknown': byLastManualSend,
  'link-not-sent': always('probably', 'link-is-there'),
  'on-schedule': byLastManualSend,
};

function always(helps: ManualSend['helps'], because: ManualSendReason): () => ManualSend {
  return () => ({ helps, because, lastAtMs: null });
}

function byLastManualSend(view: View): ManualSend {
  const { facts, ledger, provider, stateAtAsOf } = view;
  if (provider === null || stateAtAsOf === null || facts.cadence.status !== 'known') {
    return { helps: 'unknown', because: 'too-little-known', lastAtMs: null };
  }
  // The stamp that moved after as-of may hide a send before it that made no link.
  if (!stateAtAsOf.stampKnown) return { helps: 'unknown', because: 'stamp-not-known', lastAtMs: null };
  const { toleranceMs } = facts.cadence;
  const links = provider.linkAtMs.filter((atMs) => atMs <= facts.asOfMs);
  const linkAtMs = links.find((atMs) => isOffSchedule(ledger, atMs)) ?? null;
  const stampAtMs = stateAtAsOf.linkLastSentAtMs;
  const isManualStamp =
    stampAtMs !== null &&
    isOffSchedule(ledger, stampAtMs) &&
    // A stamp beside a link is that link's, be it the run's own that was mailed late.
    !links.some((atMs) => Math.abs(stampAtMs - atMs) <= toleranceMs);
  if (isManualStamp && stampAtMs > (linkAtMs ?? 0))
    return unlessChangedSince(view, stampAtMs, 'made-no-link');
  if (linkAtMs === null) return { helps: 'unknown', because: 'none-seen', lastAtMs: null };
  return isBeforeTrouble(view, linkAtMs)
    ? { helps: 'unknown', because: 'before-the-trouble', lastAtMs: linkAtMs }
    : unlessChangedSince(view, linkAtMs, 'made-link');
}

/** A send is on record that made no link: the next one would hardly do better, whether it was the run or a person that made it. */
function byPhantom(view: View): ManualSend {
  const stampAtMs = view.stateAtAsOf?.linkLastSentAtMs ?? null;
  if (stampAtMs === null) return { helps: 'unknown', because: 'too-little-known', lastAtMs: null };
  const because = isOffSchedule(view.ledger, stampAtMs) ? 'made-no-link' : 'run-made-no-link';
  return unlessChangedSince(view, stampAtMs, because);
}

/** What a send did under other settings tells nothing of the next one. */
function unlessChangedSince(
  { stateAtAsOf }: View,
  lastAtMs: EpochMs,
  because: 'made-link' | 'made-no-link' | 'run-made-no-link',
): ManualSend {
  const changedAtMs = stateAtAsOf?.settingsChangedAtMs ?? null;
  return changedAtMs !== null && changedAtMs > lastAtMs
    ? { helps: 'unknown', because: 'settings-changed-since', lastAtMs }
    : { helps: because === 'made-link' ? 'probably' : 'no', because, lastAtMs };
}

/** The run itself still made links then: that a send by hand did, too, tells nothing of what keeps links from being made since. */
function isBeforeTrouble({ ledger, missedSinceKept }: View, atMs: EpochMs): boolean {
  const firstMissed = ledger[missedSinceKept[0] ?? -1];
  const wasWell = ledger.some(({ status }) => status === 'kept');
  return wasWell && firstMissed !== undefined && atMs < firstMissed.opensAtMs;
}
