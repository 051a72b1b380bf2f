import type { Check } from '../../src/checks/check.ts';
import type { Lookup } from '../../src/directory/directory.ts';
import { UsageError } from '../../src/errors.ts';
import type { Message } from '../../src/slack/blocks.ts';
import { noticeMessage } from '../../src/slack/error-message.ts';
import { foundMessage } from '../../src/slack/found-message.ts';
import type { HowAsked } from '../../src/slack/target.ts';
import { answerCheck } from './answer-check.ts';
import type { Handling, Viewer } from './handling.ts';
import { audit, type Interaction } from './interaction.ts';
import { whyUnreadable } from './why-unreadable.ts';

/**
 * Checks the subject that bears exactly this name; else shows what the words fit, to the asker alone, with a button each.
 * @param sayNobody tells the asker that they fit nobody
 */
export async function answerSearch(
  handling: Handling,
  interaction: Interaction,
  { check, ...howAsked }: HowAsked & { readonly check: Check; readonly words: string },
  sayNobody: (message: Message) => Promise<void> = (message) => interaction.conversation.whisper(message),
): Promise<void> {
  const { conversation, viewer } = interaction;
  const { exact, found } = answered(await handling.directory.search(check, howAsked.words), viewer);
  await audit(handling, interaction, { event: 'searched', found: found.length });
  if (exact === null) {
    const message = foundMessage({ check, found, howAsked }, viewer.words);
    await (found.length === 0 ? sayNobody(message) : conversation.whisper(message));
    return;
  }
  await answerCheck(handling, interaction, {
    check,
    subjectIds: [exact.id],
    saysChange: false,
    ...howAsked,
  });
}

/** What the directory has found. Throws a UsageError that says why it could not be read. */
export function answered<Answer extends object>(lookup: Lookup<Answer>, viewer: Viewer): Answer {
  if (lookup.status === 'ok') return lookup;
  throw new UsageError(viewer.words.found.failed(whyUnreadable(lookup.problem, viewer)));
}

/**
 * The ids of subjects that a text holds or names, ids first. Where the names cannot be read, the ids are checked all the same, and the
 * asker is told; without an id that is a UsageError.
 */
export async function subjectsIn(
  { directory }: Handling,
  { conversation, viewer }: Interaction,
  check: Check,
  text: string,
): Promise<readonly string[]> {
  const ids = [...new Set(check.subject.find(text).ids)];
  if (check.subject.directory === null) return ids;
  const lookup = await directory.namedIn(check, text);
  if (lookup.status === 'ok') return [...new Set([...ids, ...lookup.found.map(({ id }) => id)])];
  const said = viewer.words.found.failed(whyUnreadable(lookup.problem, viewer));
  if (ids.length === 0) throw new UsageError(said);
  await conversation.whisper(noticeMessage('⚠️', said, viewer.words));
  return ids;
}
