import type { AskedVisibility } from '../../src/slack/command-text.ts';
import type { Visibility } from '../../src/slack/posting.ts';
import { channelViewer, type Handling, type Viewer } from './handling.ts';
import type { Interaction } from './interaction.ts';

/** Who is to see an answer, and how it is drawn for them. */
export interface Showing {
  readonly visibility: Visibility;
  readonly viewer: Viewer;
  /** Only the asker sees it, and may show it to the channel. */
  readonly canShare: boolean;
}

/**
 * Decides who sees an answer: all in an allowed channel, the asker alone elsewhere. The help desk's plain words are for the asker alone
 * unless asked for otherwise; what all see is always the engineers' rendering, in the bot's language.
 */
export async function decideShowing(
  handling: Handling,
  interaction: Pick<Interaction, 'asker' | 'viewer' | 'log'>,
  asked: AskedVisibility,
  isSharedOutside = handling.isSharedOutside,
): Promise<Showing> {
  const { asker, viewer } = interaction;
  const { channelId } = asker;
  // Nobody else reads their messages with the app.
  if (channelId === null || channelId.startsWith('D')) {
    return { visibility: { kind: 'channel' }, viewer, canShare: false };
  }
  const isShared = await mayBeSharedOutside({ isSharedOutside }, interaction, channelId);
  const isAllowed = handling.places.allowedChannelIds.has(channelId) && !isShared;
  const wantsPublic = asked === 'public' || (asked === null && viewer.audience === 'engineer');
  if (!isAllowed || !wantsPublic) {
    const isTold = asked === 'public' || (isShared && wantsPublic);
    const why = isShared ? 'shared-outside' : 'not-allowed';
    return { visibility: { kind: 'asker', reason: isTold ? why : null }, viewer, canShare: !isShared };
  }
  return { visibility: { kind: 'channel' }, viewer: channelViewer(handling), canShare: false };
}

/** The same for what digests tell of: Slack is asked anew whether the channel is shared. */
export function decideDigestShowing(
  handling: Handling,
  interaction: Pick<Interaction, 'asker' | 'viewer' | 'log'>,
  asked: AskedVisibility,
): Promise<Showing> {
  return decideShowing(handling, interaction, asked, handling.isSharedOutsideNow);
}

/** Whether people of other organizations may be in a channel: also where Slack does not tell. Never rejects. */
export async function mayBeSharedOutside(
  { isSharedOutside }: Pick<Handling, 'isSharedOutside'>,
  { log }: Pick<Interaction, 'log'>,
  channelId: string,
): Promise<boolean> {
  try {
    return await isSharedOutside(channelId);
  } catch (error) {
    log.warn(
      { err: error, channelId },
      'Slack does not tell who is in the channel: nothing is posted for all',
    );
    return true;
  }
}
