import type { MadeDigest } from '../../src/digests/digests.ts';
import { composeDigest } from '../../src/digests/compose.ts';
import { groupsInOrderOf } from '../../src/digests/entries.ts';
import { MARK_LINES } from '../../src/slack/as-repeat.ts';
import type { Message } from '../../src/slack/blocks.ts';
import { digestDetails } from '../../src/slack/digest-details.ts';
import { digestMessage } from '../../src/slack/digest-message.ts';
import type { Handling, Viewer } from './handling.ts';
import type { KeptDigest } from './kept-digest.ts';
import { tellingNow, type Watched } from './watched.ts';

/** A digest that somebody has asked for, as a message. */
export async function drawDigest(
  handling: Handling,
  watched: Watched,
  { id: digestId, scope, digest }: MadeDigest,
  { viewer, isPrivate }: { readonly viewer: Viewer; readonly isPrivate: boolean },
): Promise<Message> {
  const points = await handling.digesting.digests.trendOf(scope, digest.filter);
  const report = composeDigest(digest, await tellingNow(handling, watched, viewer.locale));
  const drawn = { digestId, report, trendPoints: points.length, isPrivate };
  return digestMessage(drawn, viewer.words);
}

/**
 * The details of a digest from somebody on, as one message or two.
 * @param asMade the same digest as it was made: who comes after whom
 */
export async function drawDetails(
  handling: Handling,
  { made, watched }: KeptDigest,
  { asMade, offset }: { readonly asMade: MadeDigest; readonly offset: number },
  { locale, words, audience }: Viewer,
): Promise<readonly Message[]> {
  const { id: digestId, digest } = made;
  const telling = await tellingNow(handling, watched, locale);
  // Its message may be a marked repeat, which has room for so much less.
  const { more, coverage } = composeDigest(digest, telling, MARK_LINES);
  return digestDetails(
    {
      digestId,
      checkId: digest.checkId,
      noun: watched.check.words(locale).noun,
      more,
      coverage,
      canaries: digest.canaries,
      timeZone: watched.fleet.timeZone,
      asOfMs: digest.asOfMs,
      groups: groupsInOrderOf(asMade.digest, digest, telling),
      offset,
      canMute: audience === 'engineer',
    },
    words,
  );
}
