import type { Logger } from 'pino';
import type { Assembly } from '../assembly.ts';
import type { Config } from '../config-types.ts';
import { composeDigest } from '../digests/compose.ts';
import type { MadeDigest } from '../digests/digests.ts';
import type { Subscription } from '../digests/subscription.ts';
import { tellingOf, type Telling } from '../digests/telling.ts';
import type { JobPace } from '../jobs/digest-job.ts';
import { createEnqueueDue } from '../jobs/enqueue-due.ts';
import { createHeartbeat, type HeartbeatSettings } from '../jobs/heartbeat.ts';
import { createPauseSubscription } from '../jobs/pause-subscription.ts';
import { createRunDigest, type Settled } from '../jobs/run-digest.ts';
import { createSettleGivenUp } from '../jobs/settle-given-up.ts';
import { asRepeat, MARK_LINES } from '../slack/as-repeat.ts';
import type { Message } from '../slack/blocks.ts';
import { digestMessage } from '../slack/digest-message.ts';
import { pausedMessage } from '../slack/paused-message.ts';
import type { PostOnce } from '../slack/post-once.ts';
import type { Clock } from '../sources/source.ts';
import { wordsIn } from '../words/slack.ts';
import type { Schedule } from './schedule.ts';

/** Looks for what is due each minute. */
const EACH_MINUTE = '* * * * *';

export interface DigestServiceSettings {
  readonly config: Config;
  readonly assembly: Assembly;
  readonly jobPace: JobPace;
  readonly clock: Clock;
  readonly log: Logger;
  readonly postOnce: PostOnce;
  /** Asked of Slack anew each time. Rejects where Slack does not tell. */
  readonly isSharedOutsideNow: (channelId: string) => Promise<boolean>;
  /** How the heartbeat is called. */
  readonly get: HeartbeatSettings['get'];
  readonly onSettled: (outcome: Settled) => void;
  readonly newRequestId: () => string;
  readonly schedule: Schedule;
}

/** What posts digests by the clock. */
export interface DigestService {
  /** Takes jobs from the queue, and enqueues what is due: now, and each minute. */
  start(): Promise<void>;
  /** Enqueues what is due. Never rejects: what fails is tried again a minute later. */
  tick(): Promise<void>;
  /** Pauses a subscription whose channel is shared with others now, and says so. */
  pauseShared(subscription: Subscription): Promise<void>;
  /** Enqueues nothing any more, and lets the digest in hand be finished, or gives it to another replica. */
  stop(graceMs: number): Promise<void>;
}

export function createDigestService(settings: DigestServiceSettings): DigestService {
  const { config, assembly, jobPace, clock, log, postOnce, newRequestId } = settings;
  const { store, queue, checks, digests } = assembly;
  const { subscriptions, plannedDigests, outbox, digests: keptDigests } = store;
  const checkOf = (checkId: string) => checks.find(({ id }) => id === checkId) ?? null;
  const enqueueDue = createEnqueueDue({
    subscriptions,
    plannedDigests,
    queue,
    job: jobPace.digest,
    reviewsOf: (checkId) => checkOf(checkId)?.fleet ?? null,
    log,
  });
  const allowedChannelIds = new Set(config.access.allowedChannelIds);
  const pause = createPauseSubscription({
    subscriptions,
    postOnce,
    noticeOf: ({ channelId, locale }, reason, isRepeat) =>
      pausedMessage({ channelId, reason, isRepeat }, wordsIn(locale)),
    clock,
    log,
  });
  const runDigest = createRunDigest({
    subscriptions,
    plannedDigests,
    keptDigests,
    outbox,
    digests,
    postOnce,
    pause,
    isAllowed: (channelId) => allowedChannelIds.has(channelId),
    isSharedOutsideNow: settings.isSharedOutsideNow,
    draw,
    onCompleteDigest: createHeartbeat({ url: config.heartbeatUrl, get: settings.get, log }),
    onSettled: settings.onSettled,
    clock,
    newRequestId,
    log,
  });
  const settleGivenUp = createSettleGivenUp({ queue, plannedDigests, onSettled: settings.onSettled });
  let ticking: ReturnType<Schedule> | null = null;

  return {
    async start() {
      await queue.start();
      await queue.work(jobPace.digest, runDigest);
      ticking = settings.schedule(EACH_MINUTE, tick, { name: 'digests', timezone: 'UTC', noOverlap: true });
      // What fell due while nothing ran need not wait for the minute to be over.
      await tick();
    },
    tick,
    async pauseShared(subscription) {
      await pause(subscription, 'channel-shared');
    },
    async stop(graceMs) {
      await ticking?.destroy();
      await queue.stop(graceMs);
    },
  };

  async function tick(): Promise<void> {
    try {
      await settleGivenUp();
      await enqueueDue(clock());
    } catch (error) {
      log.error(
        { err: error },
        'it is not known which digests are due; it is looked up again within a minute',
      );
    }
  }

  async function draw(
    { id: digestId, scope, digest }: MadeDigest,
    { checkId, locale }: Subscription,
  ): Promise<(isRepeat: boolean) => Message> {
    const trendPoints = (await digests.trendOf(scope, digest.filter)).length;
    const telling = tellingFor(checkId, locale, await assembly.openIncidentsOf(checkId));
    const words = wordsIn(locale);
    const drawn = (otherLines: number) => {
      const report = composeDigest(digest, telling, otherLines);
      return digestMessage({ digestId, report, trendPoints, isPrivate: false }, words);
    };
    return (isRepeat) => (isRepeat ? asRepeat(drawn(MARK_LINES), words) : drawn(0));
  }

  function tellingFor(
    checkId: string,
    locale: Subscription['locale'],
    openIncidents: Telling['openIncidents'],
  ): Telling {
    const check = checkOf(checkId);
    if (check === null) throw new Error(`there is no check ${checkId}`);
    return tellingOf(check, locale, openIncidents);
  }
}
