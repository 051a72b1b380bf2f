import { entryGroupsOf } from '../../src/digests/entries.ts';
import type { Interaction } from './interaction.ts';
import { noLongerKept, type KeptDigest } from './kept-digest.ts';
import { tellingIn } from './watched.ts';

/** What somebody is called in a digest. Throws a UsageError where it does not name them any more. */
export function nameIn(
  { made, watched }: KeptDigest,
  subjectId: string,
  interaction: Pick<Interaction, 'viewer'>,
): string {
  const { locale } = interaction.viewer;
  const entry = entryGroupsOf(made.digest, tellingIn(watched, locale))
    .flatMap(({ entries }) => entries)
    .find((each) => each.subjectId === subjectId);
  if (entry === undefined) throw noLongerKept(interaction);
  return entry.name;
}
