import type { Check } from '../../src/checks/check.ts';
import type { ListedSubject } from '../../src/checks/subjects.ts';
import type { Lookup } from '../../src/directory/directory.ts';
import { UsageError } from '../../src/errors.ts';
import type { CheckOptions } from '../../src/slack/command-text.ts';
import { foundMessage } from '../../src/slack/found-message.ts';
import type { SlackWords } from '../../src/words/slack.en.ts';
import { problemIn } from '../../src/words/problems.ts';
import { answerCheck } from './answer-check.ts';
import type { Handling } from './handling.ts';
import { audit, type Interaction } from './interaction.ts';

/** Checks the subject that bears exactly this name; else shows what the words fit, to the asker alone, with a button each. */
export async function answerSearch(
  handling: Handling,
  interaction: Interaction,
  { check, words: searchedFor, ...options }: CheckOptions & { readonly check: Check; readonly words: string },
): Promise<void> {
  const { conversation, viewer } = interaction;
  const { exact, found } = answered(await handling.directory.search(check, searchedFor), viewer.words);
  await audit(handling, interaction, { event: 'searched', found: found.length });
  if (exact === null) {
    await conversation.whisper(foundMessage({ check, found, searchedFor, options }, viewer.words));
    return;
  }
  const subjectIds = [exact.id];
  await answerCheck(handling, interaction, { check, subjectIds, searchedFor, saysChange: false, ...options });
}

/** What the directory has found. Throws a UsageError that says why it could not be read. */
export function answered<Answer extends object>(lookup: Lookup<Answer>, words: SlackWords): Answer {
  if (lookup.status === 'ok') return lookup;
  throw new UsageError(words.found.failed(problemIn(words.locale)('delivery', lookup.problem)));
}

/** The ids of subjects that a text holds or names, in its order of ids first; at most as many as one check takes. */
export async function subjectsIn(
  { directory }: Handling,
  check: Check,
  text: string,
  words: SlackWords,
): Promise<readonly string[]> {
  const { ids } = check.subject.find(text);
  const named: readonly ListedSubject[] =
    check.subject.directory === null ? [] : answered(await directory.namedIn(check, text), words).found;
  return [...new Set([...ids, ...named.map(({ id }) => id)])];
}
