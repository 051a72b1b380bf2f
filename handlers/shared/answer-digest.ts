import type { Filter } from '../../src/digests/digest.ts';
import { scopeOfChannel, type MadeDigest } from '../../src/digests/digests.ts';
import { interruptedMessage } from '../../src/slack/interrupted-message.ts';
import { readingMessage } from '../../src/slack/reading-message.ts';
import type { ChannelStanding } from '../../src/slack/people.ts';
import { drawDigest } from './draw-digest.ts';
import { fitsRateLimit } from './fits-rate-limit.ts';
import type { Handling } from './handling.ts';
import { audit, type Interaction } from './interaction.ts';
import { refuse, requireUnshared } from './refuse.ts';
import { showProgress } from './show-progress.ts';
import { decideDigestShowing, type Showing } from './showing.ts';
import { untilAborted } from './until-aborted.ts';
import type { Watched } from './watched.ts';

/** Reading all subjects weighs as much as checking so many one by one. */
const COST = 10;

/** Which digests are being made, so that nobody makes the same one beside it. */
export type UnderWay = Set<string>;

/** Reads all subjects of a check now, and answers with what has changed among them. */
export async function answerDigest(
  handling: Handling,
  interaction: Interaction,
  watched: Watched,
  underWay: UnderWay,
): Promise<void> {
  const { channelId, userId } = interaction.asker;
  const place = channelId ?? userId;
  const standing = channelId === null ? 'direct' : await requireUnshared(handling, interaction, channelId);
  const key = `${place} ${watched.check.id}`;
  if (underWay.has(key)) await refuse(handling, interaction, 'busy');
  underWay.add(key);
  try {
    if (await fitsRateLimit(handling, interaction, COST)) {
      const showing = await showingIn(standing, handling, interaction);
      await makeAndAnswer(handling, interaction, watched, showing);
    }
  } finally {
    underWay.delete(key);
  }
}

/** Where the bot cannot post for all, the asker learns at once how to change that. */
async function showingIn(
  standing: ChannelStanding,
  handling: Handling,
  interaction: Interaction,
): Promise<Showing> {
  const showing = await decideDigestShowing(handling, interaction, null);
  if (standing !== 'not-a-member' || showing.visibility.kind === 'asker') return showing;
  const { viewer } = interaction;
  return { visibility: { kind: 'asker', reason: 'not-a-member' }, viewer, canShare: false };
}

async function makeAndAnswer(
  handling: Handling,
  interaction: Interaction,
  watched: Watched,
  showing: Showing,
): Promise<void> {
  const { conversation } = interaction;
  const { digests } = handling.digesting;
  const { viewer, visibility } = showing;
  const { words, locale } = viewer;
  conversation.showTo(visibility);
  const asked = { kind: 'digest' } as const;
  const reading = readingMessage(watched.check.words(locale).noun, words);
  await showProgress(interaction, reading, { asked, locale });
  const made = await unlessInterrupted(handling, make(handling, interaction, watched, showing));
  if (made === null) {
    await conversation.fail(interruptedMessage(asked, words));
    return;
  }
  const isPrivate = visibility.kind === 'asker';
  const answer = await drawDigest(handling, watched, made, { viewer, isPrivate });
  // Reading has taken minutes: others may have come to the channel.
  const { channelId } = interaction.asker;
  if (!isPrivate && channelId !== null) await requireUnshared(handling, interaction, channelId);
  await conversation.answer(answer);
  await digests.notePosted(made.id);
  const digest = { checkId: watched.check.id, digestId: made.id };
  await audit(handling, interaction, { event: 'digest-made', digest });
}

/**
 * Compared with the newest that all have seen in the channel, by the clock or because somebody asked; what only one person sees, where there is none, with
 * their own last one. A channel with one subscription is told of the same subjects, too.
 */
async function make(
  { digesting, clock }: Handling,
  { asker, requestId }: Interaction,
  { check }: Watched,
  { visibility }: Showing,
): Promise<MadeDigest> {
  const { channelId, userId } = asker;
  const ofChannel =
    channelId === null
      ? []
      : (await digesting.subscriptions.list(channelId)).filter(({ checkId }) => checkId === check.id);
  const [subscription, ...others] = ofChannel;
  const filter: Filter = subscription === undefined || others.length > 0 ? {} : subscription.filter;
  const askedThere = channelId === null ? null : scopeOfChannel(channelId, check.id);
  const scope =
    visibility.kind === 'channel' && askedThere !== null ? askedThere : `person:${userId}:${check.id}`;
  return digesting.digests.make({
    checkId: check.id,
    scope,
    baselineScopes: [
      ...ofChannel.map(({ id }) => `subscription:${id}`),
      ...(askedThere === null ? [] : [askedThere]),
    ],
    fallbackScopes: [scope],
    filter,
    notBeforeMs: clock(),
    skippedDueAtMs: [],
    requestId,
  });
}

/** @returns null where the bot is being stopped and there is no more time */
async function unlessInterrupted<Result>(
  { inFlight }: Handling,
  work: Promise<Result>,
): Promise<Result | null> {
  const over = new AbortController();
  try {
    return await Promise.race([work, untilAborted(inFlight.interruption, over.signal)]);
  } finally {
    over.abort();
  }
}
