import type { MadeDigest } from '../../src/digests/digests.ts';
import { UsageError } from '../../src/errors.ts';
import { DIGEST_COMMAND } from '../../src/slack/digest-command-text.ts';
import type { Handling, Viewer } from './handling.ts';
import type { Interaction } from './interaction.ts';
import type { Showing } from './showing.ts';
import { watchedNamed, type Watched } from './watched.ts';

/** A digest that was made before, with its check. */
export interface KeptDigest {
  readonly made: MadeDigest;
  readonly watched: Watched;
}

/** The digest that a button belongs to. Throws a UsageError where it is not kept any more, or its check has gone. */
export async function keptDigest(
  handling: Handling,
  digestId: string,
  interaction: Pick<Interaction, 'viewer'>,
): Promise<KeptDigest> {
  const made = await handling.digesting.digests.reopen(digestId);
  if (made === null) throw noLongerKept(interaction);
  const { checkId } = made.digest;
  const watched = watchedNamed(handling, checkId);
  if (watched === null) throw new UsageError(interaction.viewer.words.refusals.unknownCheck(checkId));
  return { made, watched };
}

export function noLongerKept({ viewer }: Pick<Interaction, 'viewer'>): UsageError {
  return new UsageError(`${viewer.words.digests.notKept} ${DIGEST_COMMAND} now`);
}

/** For whom something of a digest is drawn: what all see is in the language of the subscription that it was made for. */
export async function digestViewer(
  handling: Handling,
  scope: string,
  { visibility, viewer }: Showing,
): Promise<Viewer> {
  const [, subscriptionId] = /^subscription:(.+)$/u.exec(scope) ?? [];
  if (visibility.kind !== 'channel' || subscriptionId === undefined) return viewer;
  const subscription = await handling.digesting.subscriptions.find(subscriptionId);
  if (subscription === null) return viewer;
  const { locale } = subscription;
  return { ...viewer, locale, words: handling.wordsIn(locale) };
}
