import { createHash } from 'node:crypto';
import { MINUTE_MS, type EpochMs } from '../diagnosis/time.ts';
import { newestOf } from '../incidents/fact-search.ts';
import type { Fact, FactBody, FactKind } from '../incidents/fact.ts';
import type { Incident } from '../incidents/incident.ts';
import type { IncidentMemory, KeptIncident, RootPost } from '../incidents/memory.ts';
import { asRepeat } from '../slack/as-repeat.ts';
import type { Message } from '../slack/blocks.ts';
import type { DrawIncident, DrawnFact, DrawPicture } from '../slack/draw-incident.ts';
import { NotBefore } from '../slack/give-way.ts';
import { hasDoneNothing, slackErrorCode } from '../slack/manners.ts';
import type { ChannelStanding } from '../slack/people.ts';
import type { PostFileOnce, PostOnce, PostOnceOutcome } from '../slack/post-once.ts';
import { isClosedToTheBot, type Place } from '../slack/post-to.ts';
import { MessageLimitError } from '../slack/validate-message.ts';
import type { Wait } from '../slack/wait.ts';
import type { Clock } from '../sources/source.ts';
import { wordsIn } from '../words/slack.ts';

/** A channel that is closed is tried again after so long. */
const CLOSED_FOR_MS = 15 * MINUTE_MS;

/** Whatever goes on in Slack, that is enough for a minute. */
const MAX_ROUNDS = 4;

/** However often Slack wants to be left alone: after that it is the minute's turn. */
const LONGEST_WAIT_MS = 5 * MINUTE_MS;

/** Slack's reasons against a message itself: it will never take it as it is. */
const UNPOSTABLE: ReadonlySet<string> = new Set([
  'invalid_blocks',
  'invalid_blocks_format',
  'msg_too_long',
  'msg_blocks_too_long',
  'no_text',
]);

/** The message, or the thread that it was to stand in, is not there any more. */
const GONE: ReadonlySet<string> = new Set(['message_not_found', 'thread_not_found']);

/**
 * Brings Slack up to date with an incident: the root message, what its facts say in the thread, and how the root message looks by now. May be
 * ended anywhere and is simply run again. Never rejects: what fails is logged, and has its turn again within a minute.
 */
export type PublishIncident = (incidentId: string) => Promise<void>;

export interface PublishIncidentSettings {
  readonly memory: Pick<IncidentMemory, 'find' | 'append' | 'notePublished' | 'noteRoot' | 'publishing'>;
  readonly postOnce: PostOnce;
  readonly postFileOnce: PostFileOnce;
  /** Puts a message in the place of another one. Rejects with what Slack said. */
  readonly update: (place: Place, message: Message) => Promise<void>;
  /** Where the post of a key stands, as far as it is noted. */
  readonly standsAt: (key: string) => Promise<string | null>;
  /** The address of a message; null where it is not there any more. */
  readonly permalinkOf: (place: Place) => Promise<string | null>;
  /** Whether incidents may be for all to see in that channel. */
  readonly isAllowed: (channelId: string) => boolean;
  /** Asked of Slack anew each time. Rejects where Slack does not tell. */
  readonly standingOf: (channelId: string) => Promise<ChannelStanding>;
  readonly draw: DrawIncident;
  /** Told of each fact that was posted. */
  readonly onPublished: (kind: FactKind) => void;
  readonly clock: Clock;
  /** While Slack wants to be left alone: whatever is asked of it rejects with NotBefore in place of waiting. Nothing is held meanwhile. */
  readonly wait: Wait;
  /** Aborted when the process ends: nothing is posted any more, and the next start goes on. */
  readonly interruption: AbortSignal;
  readonly log: {
    info(fields: object, message: string): void;
    warn(fields: object, message: string): void;
    error(fields: object, message: string): void;
  };
}

/** At most one at a time of each incident; of those that ask meanwhile, all are content with one more after it. */
export function createPublishIncident(settings: PublishIncidentSettings): PublishIncident {
  const closedUntilMs = new Map<string, EpochMs>();
  const underWay = new Map<string, Promise<void>>();
  const next = new Map<string, Promise<void>>();

  return (incidentId) => {
    const waiting = next.get(incidentId);
    if (waiting !== undefined) return waiting;
    const before = underWay.get(incidentId);
    if (before === undefined) return begin(incidentId);
    const after = before.then(() => {
      next.delete(incidentId);
      return begin(incidentId);
    });
    next.set(incidentId, after);
    return after;
  };

  function begin(incidentId: string): Promise<void> {
    const work = publish(incidentId).finally(() => {
      underWay.delete(incidentId);
    });
    underWay.set(incidentId, work);
    return work;
  }

  async function publish(incidentId: string): Promise<void> {
    const { wait, interruption, log } = settings;
    for (let waitedMs = 0; !interruption.aborted;) {
      const delayMs = await tryOnce(incidentId);
      if (delayMs === null) return;
      waitedMs += delayMs;
      if (waitedMs > LONGEST_WAIT_MS) {
        log.warn({ incidentId, waitedMs }, 'Slack wants to be left alone: an incident is told later');
        return;
      }
      await wait(delayMs, interruption);
    }
  }

  /** @returns how long Slack wants to be left alone before it is tried again; null: it is not */
  async function tryOnce(incidentId: string): Promise<number | null> {
    const { memory, clock, interruption, log } = settings;
    try {
      await memory.publishing(incidentId, async () => {
        const kept = await memory.find(incidentId);
        if (kept === null || isStillClosed(closedUntilMs.get(incidentId) ?? closedUntil(kept), clock()))
          return;
        const reason = await bringUpToDate(settings, kept);
        if (reason === null) closedUntilMs.delete(incidentId);
        else closedUntilMs.set(incidentId, clock() + CLOSED_FOR_MS);
      });
    } catch (error) {
      if (error instanceof NotBefore) return error.delayMs;
      if (interruption.aborted)
        log.info({ incidentId }, 'the telling of an incident was interrupted: the next start goes on');
      else
        log.error(
          { err: error, incidentId },
          'Slack is not up to date with an incident; it is tried again within a minute',
        );
    }
    return null;
  }
}

/** An instant that lies further away than it can was noted by a clock that has been set back since. */
function isStillClosed(untilMs: EpochMs, nowMs: EpochMs): boolean {
  return nowMs < untilMs && untilMs - nowMs <= CLOSED_FOR_MS;
}

/** For a replica that has not tried it itself. */
function closedUntil({ incident }: KeptIncident): EpochMs {
  if (incident.closedChannel === null) return -Infinity;
  return (newestOf(incident.facts, 'channel-closed')?.recordedAtMs ?? -Infinity) + CLOSED_FOR_MS;
}

/** Slack does not let the bot post there, or it may not itself. */
class Closed extends Error {
  readonly reason: string;

  constructor(reason: string) {
    super(reason);
    this.reason = reason;
  }
}

/** @returns why the channel is closed; null: Slack is up to date */
async function bringUpToDate(settings: PublishIncidentSettings, kept: KeptIncident): Promise<string | null> {
  const { memory } = settings;
  const { id } = kept.incident;
  try {
    let now: KeptIncident | null = kept;
    // What happens on the way is a fact as well, and is told in its turn.
    for (let round = 0; round < MAX_ROUNDS && now !== null; round += 1) {
      if (await isShown(settings, now)) {
        // Where nothing is to be posted, nobody has asked yet.
        if (round === 0) await requireOpen(settings, now.incident.channelId);
        break;
      }
      await showAll(settings, now);
      now = await memory.find(id);
    }
    return null;
  } catch (error) {
    if (!(error instanceof Closed)) throw error;
    await noteClosed(settings, kept.incident, error.reason);
    return error.reason;
  }
}

/** Notes so where nothing is to be done, without a word to Slack. */
async function isShown({ memory, draw }: PublishIncidentSettings, { incident, keeping }: KeptIncident) {
  const { root, publishedSeq } = keeping;
  if (root === null || incident.closedChannel !== null) return false;
  if (incident.facts.some(({ seq }) => seq > publishedSeq)) return false;
  if (drawingOf(drawRoot(draw, incident, root)) !== root.drawn) return false;
  await memory.noteRoot(incident.id, root, incident);
  return true;
}

async function showAll(
  settings: PublishIncidentSettings,
  { incident, keeping }: KeptIncident,
): Promise<void> {
  await requireOpen(settings, incident.channelId);
  let root = keeping.root ?? (await postRoot(settings, incident, null));
  for (const fact of incident.facts) {
    if (fact.seq > keeping.publishedSeq) root = await showFact(settings, incident, root, fact);
  }
  await redrawRoot(settings, incident, root);
  if (incident.closedChannel !== null) {
    const closedBy = newestOf(incident.facts, 'channel-closed')?.seq ?? 0;
    await record(settings, incident, `channel-back:${closedBy}`, { kind: 'channel-back' }, isClosed);
  }
}

/** Asked before each word to Slack: a channel may become shared in the midst of it. @throws Closed where nothing may be posted there */
async function requireOpen(
  { isAllowed, standingOf, interruption }: PublishIncidentSettings,
  channelId: string,
): Promise<void> {
  interruption.throwIfAborted();
  if (!isAllowed(channelId)) throw new Closed('channel-not-allowed');
  const standing = await standingOf(channelId);
  if (standing === 'shared-outside') throw new Closed('channel-shared');
  if (standing === 'unseen' || standing === 'not-a-member') throw new Closed('not_in_channel');
}

/** @param lost the one that it takes the place of; null: it is the first */
async function postRoot(
  settings: PublishIncidentSettings,
  incident: Incident,
  lost: {
    readonly count: number;
    readonly threadTs: string | null;
    readonly threadUrl: string | null;
  } | null,
): Promise<RootPost> {
  const { memory, postOnce, draw } = settings;
  const { id, channelId, locale } = incident;
  const count = (lost?.count ?? 0) + 1;
  const threadUrl = lost?.threadUrl ?? null;
  const drawn = draw.root(incident, { threadUrl });
  const posted = await postOnce({
    key: `incident:${id}:root:${count}`,
    channelId,
    threadTs: null,
    before: () => requireOpen(settings, channelId),
    message: (mayRepeat) => (mayRepeat ? asRepeat(drawn, wordsIn(locale)) : drawn),
  });
  const { ts, isRepeat = false } = standing(posted);
  const root = {
    ts,
    threadTs: lost?.threadTs ?? ts,
    threadUrl,
    count,
    isRepeat,
    // What stood already was drawn by an earlier attempt: it may look another way.
    drawn: posted.kind === 'posted' ? drawingOf(isRepeat ? asRepeat(drawn, wordsIn(locale)) : drawn) : '',
  };
  await memory.noteRoot(id, root, { facts: [], lastCheck: null });
  return root;
}

/** @returns the root message, which is another one where its thread was gone */
async function showFact(
  settings: PublishIncidentSettings,
  incident: Incident,
  root: RootPost,
  fact: Fact,
): Promise<RootPost> {
  const drawn = await drawFact(settings, incident, fact);
  if (drawn !== null) {
    try {
      await postFact(settings, incident, root, fact, drawn);
    } catch (error) {
      if (!isGone(error)) throw error;
      const anew = await replaceRoot(settings, incident, root, { isThreadGone: true });
      return showFact(settings, incident, anew, fact);
    }
  }
  await settings.memory.notePublished(incident.id, fact.seq);
  return root;
}

/** One that cannot be drawn keeps nobody from the rest: its number is told, and the timeline has it. */
async function drawFact(
  { draw, log }: PublishIncidentSettings,
  incident: Incident,
  fact: Fact,
): Promise<DrawnFact | null> {
  try {
    return await draw.fact(fact, incident);
  } catch (error) {
    const { seq } = fact;
    log.error({ err: error, incidentId: incident.id, seq }, 'a fact of an incident could not be drawn');
    return standInFor(draw, incident, fact);
  }
}

/** Nor does one that Slack will never take. */
async function postFact(
  settings: PublishIncidentSettings,
  incident: Incident,
  root: RootPost,
  fact: Fact,
  drawn: DrawnFact,
): Promise<void> {
  const { draw, log } = settings;
  try {
    await postDrawn(settings, incident, root, fact, drawn);
  } catch (error) {
    if (!isUnpostable(error)) throw error;
    const { seq } = fact;
    log.error({ err: error, incidentId: incident.id, seq }, 'Slack does not take a fact of an incident');
    const standIn = { ...standInFor(draw, incident, fact), alsoInChannel: drawn.alsoInChannel };
    await postDrawn(settings, incident, root, fact, standIn);
  }
}

async function postDrawn(
  settings: PublishIncidentSettings,
  incident: Incident,
  root: RootPost,
  fact: Fact,
  { message, alsoInChannel, pictures }: DrawnFact,
): Promise<void> {
  const { postOnce, onPublished } = settings;
  const { channelId, locale } = incident;
  const key = keyOfFact(incident, fact);
  const posted = await postOnce({
    key,
    channelId,
    threadTs: root.threadTs,
    alsoInChannel,
    before: () => requireOpen(settings, channelId),
    message: (mayRepeat) => (mayRepeat ? asRepeat(message, wordsIn(locale)) : message),
  });
  standing(posted);
  if (posted.kind === 'posted') onPublished(fact.body.kind);
  for (const [index, picture] of pictures.entries())
    await showPicture(settings, incident, root, { key: `${key}:picture:${index + 1}`, picture });
}

function standInFor(draw: DrawIncident, incident: Incident, fact: Fact): DrawnFact {
  return { message: draw.standIn(fact, incident), alsoInChannel: false, pictures: [] };
}

/** A picture that cannot be drawn, or that Slack will never take, is left out: all that it shows stands in words. */
async function showPicture(
  settings: PublishIncidentSettings,
  { id: incidentId, channelId, locale }: Incident,
  { threadTs }: RootPost,
  { key, picture }: { readonly key: string; readonly picture: DrawPicture },
): Promise<void> {
  const { postFileOnce, log } = settings;
  let drawn;
  try {
    drawn = await picture();
  } catch (error) {
    log.warn({ err: error, incidentId, key }, 'a picture of an incident could not be drawn: left out');
    return;
  }
  if (drawn === null) return;
  const { title } = drawn;
  try {
    const posted = await postFileOnce({
      key,
      channelId,
      threadTs,
      before: () => requireOpen(settings, channelId),
      extension: 'png',
      file: (mayRepeat) => ({
        ...drawn,
        title: mayRepeat ? `${title} (${wordsIn(locale).digests.mayRepeat})` : title,
      }),
    });
    standing(posted);
  } catch (error) {
    if (error instanceof Closed || isGone(error) || slackErrorCode(error) === null || !hasDoneNothing(error))
      throw error;
    log.warn({ err: error, incidentId, key }, 'Slack does not take a picture of an incident: left out');
  }
}

async function redrawRoot(
  settings: PublishIncidentSettings,
  incident: Incident,
  root: RootPost,
): Promise<void> {
  const { memory, update, draw } = settings;
  const message = drawRoot(draw, incident, root);
  const drawn = drawingOf(message);
  if (drawn !== root.drawn) {
    try {
      await requireOpen(settings, incident.channelId);
      await update({ channelId: incident.channelId, ts: root.ts }, message);
    } catch (error) {
      if (isClosedToTheBot(error)) throw new Closed(slackErrorCode(error) ?? '');
      if (!isGone(error)) throw error;
      await replaceRoot(settings, incident, root, { isThreadGone: false });
      return;
    }
  }
  await memory.noteRoot(incident.id, { ...root, drawn }, incident);
}

/** Somebody has deleted the root message: it is posted anew. Its thread goes on where it is, as long as Slack keeps it. */
async function replaceRoot(
  settings: PublishIncidentSettings,
  incident: Incident,
  root: RootPost,
  { isThreadGone }: { readonly isThreadGone: boolean },
): Promise<RootPost> {
  const { log } = settings;
  const { id: incidentId, channelId } = incident;
  const { count } = root;
  log.info({ incidentId, channelId, count, isThreadGone }, 'the root message of an incident is gone');
  await record(settings, incident, `root-lost:${count}`, { kind: 'root-lost' });
  if (isThreadGone) return postRoot(settings, incident, { count, threadTs: null, threadUrl: null });
  const threadUrl = await linkIntoThread(settings, incident);
  return postRoot(settings, incident, { count, threadTs: root.threadTs, threadUrl });
}

/** To the oldest message of the thread that still stands: the one that it hung on does not. */
async function linkIntoThread(
  { standsAt, permalinkOf }: PublishIncidentSettings,
  incident: Incident,
): Promise<string | null> {
  for (const fact of incident.facts) {
    const ts = await standsAt(keyOfFact(incident, fact));
    const url = ts === null ? null : await permalinkOf({ channelId: incident.channelId, ts });
    if (url !== null) return url;
  }
  return null;
}

/** Records it once, and tells whoever leads once. */
async function noteClosed(
  settings: PublishIncidentSettings,
  incident: Incident,
  reason: string,
): Promise<void> {
  const { postOnce, draw, log } = settings;
  const { id: incidentId, channelId, locale } = incident;
  const key = `channel-closed:${incident.facts.length}`;
  const noted = await record(settings, incident, key, { kind: 'channel-closed', reason }, isOpen);
  const { leadUserId, openedByUserId } = noted;
  const closing = newestOf(noted.facts, 'channel-closed');
  if (closing === null) return;
  const message = draw.closed(noted, closing.body.reason);
  try {
    const said = await postOnce({
      key: `incident:${incidentId}:closed:${closing.seq}`,
      channelId: leadUserId ?? openedByUserId,
      threadTs: null,
      message: (mayRepeat) => (mayRepeat ? asRepeat(message, wordsIn(locale)) : message),
    });
    if (said.kind === 'posted')
      log.info({ incidentId, channelId, reason }, 'an incident is not told in its channel any more');
  } catch (error) {
    // Somebody who has left cannot be told.
    if (slackErrorCode(error) === null || !hasDoneNothing(error)) throw error;
  }
}

const isOpen = ({ closedChannel }: Incident): boolean => closedChannel === null;
const isClosed = ({ closedChannel }: Incident): boolean => closedChannel !== null;

/** @param isNews asked while nobody else can tell anything. @returns the incident with it */
async function record(
  { memory, clock }: PublishIncidentSettings,
  incident: Incident,
  key: string,
  body: FactBody,
  isNews: (incident: Incident) => boolean = () => true,
): Promise<Incident> {
  const atMs = clock();
  const told = await memory.append(incident.id, key, atMs, ({ incident: now }) => ({
    facts: isNews(now) ? [{ atMs, by: { kind: 'bot' }, body }] : [],
    outcome: null,
  }));
  if (typeof told === 'object') return told.kept.incident;
  return (await memory.find(incident.id))?.incident ?? incident;
}

/** @throws Closed where Slack does not let the bot post there */
function standing(outcome: PostOnceOutcome): Exclude<PostOnceOutcome, { kind: 'closed' }> {
  if (outcome.kind === 'closed') throw new Closed(outcome.reason);
  return outcome;
}

function drawRoot(draw: DrawIncident, incident: Incident, { threadUrl, isRepeat }: RootPost): Message {
  const message = draw.root(incident, { threadUrl });
  return isRepeat ? asRepeat(message, wordsIn(incident.locale)) : message;
}

/** Tells one drawing from another. */
function drawingOf(message: Message): string {
  return createHash('sha256').update(JSON.stringify(message)).digest('hex');
}

function keyOfFact({ id }: Incident, { seq }: Fact): string {
  return `incident:${id}:${seq}`;
}

function isUnpostable(error: unknown): boolean {
  return error instanceof MessageLimitError || UNPOSTABLE.has(slackErrorCode(error) ?? '');
}

function isGone(error: unknown): boolean {
  return GONE.has(slackErrorCode(error) ?? '');
}
