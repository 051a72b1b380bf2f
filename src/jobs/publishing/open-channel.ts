import type { Incident } from '../../incidents/incident.ts';
import type { Message } from '../../slack/blocks.ts';
import type { PostFileOnceRequest, PostOnceOutcome } from '../../slack/post-once.ts';
import { messageMarked } from './repeat-marks.ts';
import type { PublishingSettings } from './settings.ts';

/** What asks whether a channel is open. */
export type Asking = Pick<PublishingSettings, 'isAllowed' | 'standingOf' | 'interruption'>;

/** Slack does not let the bot post in the incident's channel, or it may not itself. */
export class ChannelClosed extends Error {
  override readonly name = 'ChannelClosed';
  /** Slack's code, or `channel-shared`, or `channel-not-allowed`. */
  readonly reason: string;

  constructor(reason: string) {
    super(reason);
    this.reason = reason;
  }
}

/** It stands, by this attempt or by an earlier one. */
type Stands = Exclude<PostOnceOutcome, { kind: 'closed' }>;

/** Asked before each word to Slack: a channel may become shared in the midst of it. @throws ChannelClosed where nothing may be posted there */
export async function requireOpen(
  { isAllowed, standingOf, interruption }: Asking,
  channelId: string,
): Promise<void> {
  interruption.throwIfAborted();
  if (!isAllowed(channelId)) throw new ChannelClosed('channel-not-allowed');
  const standing = await standingOf(channelId);
  if (standing === 'shared-outside') throw new ChannelClosed('channel-shared');
  if (standing === 'unseen' || standing === 'not-a-member') throw new ChannelClosed('not_in_channel');
}

/** Posts a message once in the incident's channel, for all. @throws ChannelClosed where nothing may be posted there; and what Slack said */
export async function postInChannel(
  settings: Asking & Pick<PublishingSettings, 'postOnce'>,
  incident: Incident,
  post: {
    readonly key: string;
    readonly threadTs: string | null;
    readonly alsoInChannel: boolean;
    readonly message: Message;
  },
): Promise<Stands> {
  const { channelId } = incident;
  return unlessClosed(
    await settings.postOnce({
      ...post,
      channelId,
      before: () => requireOpen(settings, channelId),
      message: (mayRepeat) => messageMarked(post.message, mayRepeat, incident),
    }),
  );
}

/** The same of a file. */
export async function postFileInChannel(
  settings: Asking & Pick<PublishingSettings, 'postFileOnce'>,
  { channelId }: Incident,
  post: Pick<PostFileOnceRequest, 'key' | 'threadTs' | 'extension' | 'file'>,
): Promise<Stands> {
  const before = () => requireOpen(settings, channelId);
  return unlessClosed(await settings.postFileOnce({ ...post, channelId, before }));
}

function unlessClosed(outcome: PostOnceOutcome): Stands {
  if (outcome.kind === 'closed') throw new ChannelClosed(outcome.reason);
  return outcome;
}
