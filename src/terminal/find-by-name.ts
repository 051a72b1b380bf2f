import type { Check } from '../checks/check.ts';
import { UsageError } from '../errors.ts';
import { wordsIn } from '../words/slack.ts';
import type { Session } from './session.ts';

const MOST_LISTED = 50;

/**
 * Finds the only subject that bears exactly this name.
 * @returns its id; null where the names could not be read, which was then said
 * @throws UsageError with a list to choose from, where none or several bear it
 */
export async function findByName(
  { assembly, words, note }: Session,
  check: Check,
  name: string,
): Promise<string | null> {
  const { found: phrases } = wordsIn(words.locale);
  const answer = await assembly.directory.search(check, name);
  if (answer.status === 'failed') {
    note(phrases.failed(words.problem('delivery', answer.problem)));
    return null;
  }
  if (answer.exact !== null) return answer.exact.id;
  const checkWords = check.words(words.locale);
  const { found } = answer;
  const [first] = found;
  if (first === undefined) throw new UsageError(phrases.none(name, checkWords.noun));
  const rest = found.length - MOST_LISTED;
  throw new UsageError(
    [
      phrases.several(found.length, name),
      ...found.slice(0, MOST_LISTED).map((subject) => {
        const line = `${subject.name} · ${checkWords.listed(subject)} · ${subject.id}`;
        return `  ${line.replaceAll(/\s+/gu, ' ')}`;
      }),
      ...(rest > 0 ? [phrases.tooMany(rest)] : []),
      words.check.byId(`portal-check check ${first.id}`),
    ].join('\n'),
  );
}
