import { createHash } from 'node:crypto';
import type { Incident } from '../../incidents/incident.ts';
import type { RootPost } from '../../incidents/memory.ts';
import type { Message } from '../../slack/blocks.ts';
import type { DrawIncident } from '../../slack/draw-incident.ts';
import { slackErrorCode } from '../../slack/manners.ts';
import { isClosedToTheBot } from '../../slack/post-to.ts';
import { keyOfFact, keyOfRoot } from './keys.ts';
import { ChannelClosed, postInChannel, requireOpen, type Asking } from './open-channel.ts';
import { record } from './record.ts';
import { isGone } from './refusals.ts';
import { messageMarked } from './repeat-marks.ts';
import type { PublishingSettings } from './settings.ts';

type RootSettings = Asking &
  Pick<
    PublishingSettings,
    'memory' | 'postOnce' | 'update' | 'standsAt' | 'permalinkOf' | 'draw' | 'clock' | 'log'
  >;

/** A root message that another one takes the place of, and where its thread goes on; null: under the new one. */
interface Lost {
  readonly count: number;
  readonly threadTs: string | null;
  readonly threadUrl: string | null;
}

const NONE_BEFORE: Lost = { count: 0, threadTs: null, threadUrl: null };

/** Posts the root message. @param lost left out: it is the first one */
export async function postRoot(
  settings: RootSettings,
  incident: Incident,
  { count: countBefore, threadTs, threadUrl }: Lost = NONE_BEFORE,
): Promise<RootPost> {
  const { memory, draw } = settings;
  const count = countBefore + 1;
  const message = draw.root(incident, { threadUrl });
  const posted = await postInChannel(settings, incident, {
    key: keyOfRoot(incident, count),
    threadTs: null,
    alsoInChannel: false,
    message,
  });
  const { ts, isRepeat = false } = posted;
  const root = {
    ts,
    threadTs: threadTs ?? ts,
    threadUrl,
    count,
    isRepeat,
    // What stood already was drawn by an earlier attempt: it may look another way.
    drawn: posted.kind === 'posted' ? drawingOf(messageMarked(message, isRepeat, incident)) : '',
  };
  await memory.noteRoot(incident.id, root, { facts: [], lastCheck: null });
  return root;
}

/** Whether the root message is drawn as the incident is now. */
export function isCurrent(draw: DrawIncident, incident: Incident, root: RootPost): boolean {
  return drawingOf(drawRoot(draw, incident, root)) === root.drawn;
}

/** Edits the root message where it is drawn another way by now. @throws ChannelClosed where Slack does not let the bot do so */
export async function redrawRoot(settings: RootSettings, incident: Incident, root: RootPost): Promise<void> {
  const { memory, update, draw } = settings;
  const { id, channelId } = incident;
  const message = drawRoot(draw, incident, root);
  const drawn = drawingOf(message);
  if (drawn !== root.drawn) {
    try {
      await requireOpen(settings, channelId);
      await update({ channelId, ts: root.ts }, message);
    } catch (error) {
      if (isClosedToTheBot(error)) throw new ChannelClosed(slackErrorCode(error) ?? '');
      if (!isGone(error)) throw error;
      await replaceRoot(settings, incident, root, { isThreadGone: false });
      return;
    }
  }
  await memory.noteRoot(id, { ...root, drawn }, incident);
}

/** Somebody has deleted the root message: it is posted anew. Its thread goes on where it is, as long as Slack keeps it. */
export async function replaceRoot(
  settings: RootSettings,
  incident: Incident,
  { count, threadTs }: RootPost,
  { isThreadGone }: { readonly isThreadGone: boolean },
): Promise<RootPost> {
  const { id: incidentId, channelId } = incident;
  settings.log.info(
    { incidentId, channelId, count, isThreadGone },
    'the root message of an incident is gone',
  );
  await record(settings, incident, `root-lost:${count}`, { kind: 'root-lost' });
  if (isThreadGone) return postRoot(settings, incident, { count, threadTs: null, threadUrl: null });
  const threadUrl = await linkIntoThread(settings, incident);
  return postRoot(settings, incident, { count, threadTs, threadUrl });
}

/** To the oldest message of the thread that still stands: the one that it hung on does not. */
async function linkIntoThread(
  { standsAt, permalinkOf }: RootSettings,
  incident: Incident,
): Promise<string | null> {
  for (const fact of incident.facts) {
    const ts = await standsAt(keyOfFact(incident, fact));
    const url = ts === null ? null : await permalinkOf({ channelId: incident.channelId, ts });
    if (url !== null) return url;
  }
  return null;
}

function drawRoot(draw: DrawIncident, incident: Incident, { threadUrl, isRepeat }: RootPost): Message {
  return messageMarked(draw.root(incident, { threadUrl }), isRepeat, incident);
}

/** Tells one drawing from another. */
function drawingOf(message: Message): string {
  return createHash('sha256').update(JSON.stringify(message)).digest('hex');
}
