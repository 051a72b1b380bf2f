import { createHash } from 'node:crypto';
import type { Incident } from '../../incidents/incident.ts';
import type { RootPost } from '../../incidents/memory.ts';
import type { Message } from '../../slack/blocks.ts';
import type { DrawIncident, RootPlace } from '../../slack/draw-incident.ts';
import { slackErrorCode } from '../../slack/manners.ts';
import { isClosedToTheBot } from '../../slack/post-to.ts';
import { keyOfFact, keyOfRoot } from './keys.ts';
import { ChannelClosed, postInChannel, requireOpen, type Asking } from './open-channel.ts';
import { record } from './record.ts';
import { isGone, isNotEditable, isUnpostable } from './refusals.ts';
import { messageMarked } from './repeat-marks.ts';
import { requireRested } from './root-rest.ts';
import type { PublishingSettings } from './settings.ts';

type RootSettings = Asking &
  Pick<
    PublishingSettings,
    'memory' | 'postOnce' | 'update' | 'standsAt' | 'permalinkOf' | 'draw' | 'clock' | 'log'
  >;

/** Why another root message takes the place of one. `thread-gone`: nothing can be said in its thread any more either. */
export type WhyReplaced = 'deleted' | 'not-editable' | 'thread-gone';

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
  const count = countBefore + 1;
  const place = { threadUrl };
  const drawn = drawRoot(settings.draw, incident, place);
  const posted = await show(settings, incident, place, drawn, (message) =>
    postInChannel(settings, incident, {
      key: keyOfRoot(incident, count),
      threadTs: null,
      alsoInChannel: false,
      message,
    }),
  );
  const { ts, isRepeat = false } = posted;
  const root = {
    ts,
    threadTs: threadTs ?? ts,
    threadUrl,
    count,
    isRepeat,
    // What stood already was drawn by an earlier attempt: it may look another way.
    drawn: posted.kind === 'posted' ? drawingOf(drawn, isRepeat, incident) : '',
  };
  await settings.memory.noteRoot(incident.id, root, { facts: [], lastCheck: null });
  return root;
}

/** Whether the root message is drawn as the incident is now. */
export function isCurrent(draw: DrawIncident, incident: Incident, root: RootPost): boolean {
  return drawingOf(drawRoot(draw, incident, root), root.isRepeat, incident) === root.drawn;
}

/**
 * Edits the root message where it is drawn another way by now.
 * @param shownSeq it shows all facts up to this one. @throws ChannelClosed where Slack does not let the bot do so, and RootRests
 */
export async function redrawRoot(
  settings: RootSettings,
  incident: Incident,
  root: RootPost,
  shownSeq: number,
): Promise<void> {
  const { memory, update, draw, log } = settings;
  const { id: incidentId, channelId, facts } = incident;
  const { ts, isRepeat } = root;
  const drawn = drawRoot(draw, incident, root);
  const drawing = drawingOf(drawn, isRepeat, incident);
  if (drawing !== root.drawn) {
    try {
      await requireOpen(settings, channelId);
      await show(settings, incident, root, drawn, (message) =>
        update({ channelId, ts }, messageMarked(message, isRepeat, incident)),
      );
    } catch (error) {
      const why = whyReplaced(error);
      if (why === null) throw error;
      // That it was looked at again is worth no further message.
      if (why === 'deleted' || facts.some(({ seq }) => seq > shownSeq)) {
        await replaceRoot(settings, incident, root, why);
        return;
      }
      log.info(
        { incidentId, channelId },
        'the root message of an incident cannot be edited: it stays as it is',
      );
    }
  }
  await memory.noteRoot(incidentId, { ...root, drawn: drawing }, incident);
}

/** Why a root message is to be posted anew that could not be edited; null: it is not. @throws ChannelClosed where Slack does not let the bot edit there */
function whyReplaced(error: unknown): Exclude<WhyReplaced, 'thread-gone'> | null {
  if (isClosedToTheBot(error)) throw new ChannelClosed(slackErrorCode(error) ?? '');
  if (isGone(error)) return 'deleted';
  return isNotEditable(error) ? 'not-editable' : null;
}

/**
 * Posts the root message anew. Its thread goes on where it is, as long as Slack keeps it and anything stands there.
 * @throws RootRests where that was done a short while ago
 */
export async function replaceRoot(
  settings: RootSettings,
  incident: Incident,
  root: RootPost,
  why: WhyReplaced,
): Promise<RootPost> {
  const { memory, clock, log } = settings;
  const { id: incidentId, channelId } = incident;
  const { count, threadTs } = root;
  requireRested((await memory.find(incidentId))?.incident ?? incident, root, clock());
  log.info({ incidentId, channelId, count, why }, 'the root message of an incident is posted anew');
  const body = { kind: 'root-lost', ...(why === 'not-editable' ? { why } : {}) } as const;
  await record(settings, incident, `root-lost:${count}`, body);
  const threadUrl = why === 'thread-gone' ? null : await linkIntoThread(settings, incident, root, why);
  // Where nothing stands in it, nobody can find it, and Slack may keep it no longer.
  return postRoot(settings, incident, { count, threadTs: threadUrl === null ? null : threadTs, threadUrl });
}

/** To the oldest message of the thread that still stands; null: there is none. */
async function linkIntoThread(
  { standsAt, permalinkOf }: RootSettings,
  incident: Incident,
  { threadTs }: RootPost,
  why: WhyReplaced,
): Promise<string | null> {
  const linkTo = (ts: string) => permalinkOf({ channelId: incident.channelId, ts });
  for (const fact of incident.facts) {
    const at = await standsAt(keyOfFact(incident, fact));
    const url = at?.threadTs === threadTs ? await linkTo(at.ts) : null;
    if (url !== null) return url;
  }
  return why === 'not-editable' ? linkTo(threadTs) : null;
}

/** What a root message is to show. */
interface Drawn {
  readonly message: Message;
  /** It could not be drawn: this is what can be said of any incident. */
  readonly failure: { readonly error: unknown } | null;
}

function drawRoot(draw: DrawIncident, incident: Incident, place: RootPlace): Drawn {
  try {
    return { message: draw.root(incident, place), failure: null };
  } catch (error) {
    return { message: draw.rootStandIn(incident, place), failure: { error } };
  }
}

/** Shows it, by a call of Slack; where Slack will never take it, what can be said of any incident. */
async function show<Shown>(
  { draw, log }: Pick<RootSettings, 'draw' | 'log'>,
  incident: Incident,
  place: RootPlace,
  { message, failure }: Drawn,
  call: (message: Message) => Promise<Shown>,
): Promise<Shown> {
  const { id: incidentId } = incident;
  if (failure !== null)
    log.error({ err: failure.error, incidentId }, 'the root message of an incident could not be drawn');
  try {
    return await call(message);
  } catch (error) {
    if (!isUnpostable(error)) throw error;
    log.error({ err: error, incidentId }, 'Slack does not take the root message of an incident');
    return call(draw.rootStandIn(incident, place));
  }
}

/** Tells one drawing from another. Of one that Slack does not take too: it is not tried again until it is another one. */
function drawingOf({ message }: Drawn, isRepeat: boolean, incident: Incident): string {
  const marked = messageMarked(message, isRepeat, incident);
  return createHash('sha256').update(JSON.stringify(marked)).digest('hex');
}
