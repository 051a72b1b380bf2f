import type { EpochMs } from '../diagnosis/time.ts';
import { scopeOfChannel, type Digests, type MadeDigest } from '../digests/digests.ts';
import type { Subscription } from '../digests/subscription.ts';
import { requestContext } from '../request-context.ts';
import type { Message } from '../slack/blocks.ts';
import type { PostOnce } from '../slack/post-once.ts';
import type { Clock } from '../sources/source.ts';
import type { KeptDigests } from '../store/digests.ts';
import type { Outbox } from '../store/outbox.ts';
import type { PlannedDigests, PlannedStatus } from '../store/planned-digests.ts';
import type { Subscriptions } from '../store/subscriptions.ts';
import { idOf, keyOfDigest, plannedRun, type PlannedRun } from './digest-job.ts';
import { isOfLook, nextLookAtMs } from './patience.ts';
import type { PauseSubscription } from './pause-subscription.ts';
import { isTooLate } from './planning.ts';
import { isWithheld } from './quiet.ts';

export interface RunDigestSettings {
  readonly subscriptions: Pick<Subscriptions, 'find'>;
  readonly plannedDigests: Pick<
    PlannedDigests,
    'statusOf' | 'lookAt' | 'putOff' | 'settle' | 'unreported' | 'noteReported'
  >;
  readonly keptDigests: Pick<KeptDigests, 'lastPosted'>;
  readonly outbox: Pick<Outbox, 'find'>;
  readonly digests: Pick<Digests, 'make' | 'reopen' | 'notePosted'>;
  readonly postOnce: PostOnce;
  readonly pause: PauseSubscription;
  /** Whether digests may be for all to see in that channel. */
  readonly isAllowed: (channelId: string) => boolean;
  /** Asked of Slack anew each time. Rejects where Slack does not tell. */
  readonly isSharedOutsideNow: (channelId: string) => Promise<boolean>;
  /** Draws a digest; one that may stand there already says so. */
  readonly draw: (made: MadeDigest, subscription: Subscription) => Promise<(isRepeat: boolean) => Message>;
  /** Told after each complete run. */
  readonly onCompleteDigest: () => Promise<void>;
  /** Told what became of each planned digest. */
  readonly onSettled: (outcome: Settled) => void;
  readonly clock: Clock;
  readonly newRequestId: () => string;
  readonly log: { info(fields: object, message: string): void };
}

/** What becomes of a planned digest. */
export type Settled = Exclude<PlannedStatus, 'planned' | 'reported'>;

/** What became of it, and why: a code. */
interface Outcome {
  readonly settled: Settled;
  readonly reason: string | null;
}

/** Nothing yet: it is looked at again. */
interface PutOff {
  readonly lookAtMs: EpochMs;
}

/**
 * Makes the work on one look at a planned digest: read, compare, post, note; or put it off. It may be ended at any point, and is then begun
 * again by whichever replica gets the job: the digest is the same one, and stands once.
 */
export function createRunDigest(
  settings: RunDigestSettings,
): (data: unknown, signal: AbortSignal) => Promise<void> {
  return async (data, signal) => {
    const run = plannedRun.parse(data);
    const requestId = settings.newRequestId();
    await requestContext.run({ requestId, priority: 'scheduled' }, () =>
      runDigest(settings, run, { requestId, signal }),
    );
  };
}

interface Attempt {
  readonly run: PlannedRun;
  /** What is read before this instant does not count: when it was due, or is looked at again. */
  readonly notBeforeMs: EpochMs;
  readonly requestId: string;
  /** Aborted once another replica has got the job: nothing is posted after that. */
  readonly signal: AbortSignal;
}

async function runDigest(
  settings: RunDigestSettings,
  run: PlannedRun,
  given: Pick<Attempt, 'requestId' | 'signal'>,
): Promise<void> {
  const { subscriptions, plannedDigests, onSettled, log } = settings;
  const { requestId } = given;
  const { subscriptionId, dueAtMs, look = 0 } = run;
  const subscription = await subscriptions.find(subscriptionId);
  if (subscription === null) return;
  const status = await plannedDigests.statusOf(subscriptionId, dueAtMs);
  // A replica that died after its last note did all of it.
  if (status !== null && status !== 'planned') return;
  const waiting = await plannedDigests.lookAt(subscriptionId, dueAtMs);
  // Neither is a look that was put off already made again.
  if (!isOfLook(run, waiting)) return;
  const notBeforeMs = waiting?.lookAtMs ?? dueAtMs;
  const outcome = await outcomeOf(settings, subscription, { run, notBeforeMs, ...given });
  const about = { requestId, subscriptionId, due: new Date(dueAtMs).toISOString() };
  if ('lookAtMs' in outcome) {
    const { lookAtMs } = outcome;
    await plannedDigests.putOff({ subscriptionId, dueAtMs, look: look + 1, lookAtMs });
    log.info({ ...about, lookAgain: new Date(lookAtMs).toISOString() }, 'digest put off');
    return;
  }
  const { settled, reason } = outcome;
  await plannedDigests.settle(subscriptionId, dueAtMs, settled, reason);
  onSettled(settled);
  log.info({ ...about, settled, reason }, 'digest');
}

async function outcomeOf(
  settings: RunDigestSettings,
  subscription: Subscription,
  attempt: Attempt,
): Promise<Outcome | PutOff> {
  const { outbox, clock } = settings;
  const { run, signal } = attempt;
  if (subscription.status.kind === 'paused') return cancelled(subscription.status.reason);
  // Where it may stand already, it is finished, however late.
  const mayStand = async () => (await outbox.find(keyOfDigest(run))) !== null;
  if (isTooLate(run.dueAtMs, clock()) && !(await mayStand()))
    return { settled: 'skipped', reason: 'too-late' };
  const refused = await refusalOf(settings, subscription);
  if (refused !== null) return refused;
  const made = await digestOf(settings, subscription, attempt);
  signal.throwIfAborted();
  const lookAtMs = nextLookAtMs(run.dueAtMs, subscription.nextDueAtMs, made.digest);
  if (lookAtMs !== null && !(await mayStand())) return { lookAtMs };
  return tell(settings, subscription, made, attempt);
}

/** Pauses a subscription that may not post where it would. @returns null: it may */
async function refusalOf(
  { pause, isAllowed, isSharedOutsideNow }: RunDigestSettings,
  subscription: Subscription,
): Promise<Outcome | null> {
  const { channelId } = subscription;
  if (!isAllowed(channelId)) return cancelled(await pause(subscription, 'channel-closed'));
  if (await isSharedOutsideNow(channelId)) return cancelled(await pause(subscription, 'channel-shared'));
  return null;
}

/** What has happened while all subjects were read: that takes minutes, and the channel may be another one by then. @returns null: nothing */
async function cancelledMeanwhile(
  settings: RunDigestSettings,
  { id }: Pick<Subscription, 'id'>,
): Promise<Outcome | null> {
  const subscription = await settings.subscriptions.find(id);
  if (subscription === null) return cancelled('ended');
  const { status } = subscription;
  if (status.kind === 'paused') return cancelled(status.reason);
  return refusalOf(settings, subscription);
}

const cancelled = (reason: string): Outcome => ({ settled: 'cancelled', reason });

/**
 * An attempt that comes after another one at the same look finds what that one has made: made anew, it would be compared with itself. What an
 * earlier look has made was put off: it stays incomplete and untold, so that nothing is ever compared with it.
 */
async function digestOf(
  { digests, plannedDigests }: RunDigestSettings,
  { id: subscriptionId, checkId, channelId, filter }: Subscription,
  { run, notBeforeMs, requestId }: Attempt,
): Promise<MadeDigest> {
  const id = idOf(run);
  const reopened = await digests.reopen(id);
  if (reopened !== null) return reopened;
  const scope = `subscription:${subscriptionId}`;
  return digests.make({
    id,
    checkId,
    scope,
    baselineScopes: [scope],
    // Whoever subscribes after asking for one has seen that: what has changed since is news.
    fallbackScopes: [scopeOfChannel(channelId, checkId)],
    filter,
    notBeforeMs,
    skippedDueAtMs: await plannedDigests.unreported(subscriptionId),
    requestId,
  });
}

async function tell(
  settings: RunDigestSettings,
  subscription: Subscription,
  made: MadeDigest,
  { run, signal }: Attempt,
): Promise<Outcome> {
  const { digests, plannedDigests, keptDigests, postOnce, pause, draw, onCompleteDigest } = settings;
  const { digest } = made;
  const lastPosted = await keptDigests.lastPosted(made.scope);
  const isKeptBack = isWithheld(subscription, digest, lastPosted?.asOfMs ?? null);
  if (!isKeptBack) {
    const message = await draw(made, subscription);
    const refused = await cancelledMeanwhile(settings, subscription);
    if (refused !== null) return refused;
    const posted = await postOnce({
      key: keyOfDigest(run),
      channelId: subscription.channelId,
      threadTs: null,
      message,
      signal,
    });
    if (posted.kind === 'closed') return cancelled(await pause(subscription, 'channel-closed'));
    await digests.notePosted(made.id);
    await plannedDigests.noteReported(subscription.id, digest.skippedDueAtMs);
  }
  if (digest.coverage.isComplete) await onCompleteDigest();
  return { settled: isKeptBack ? 'withheld' : 'posted', reason: null };
}
