import type { Check } from '../checks/check.ts';
import { UsageError } from '../errors.ts';
import type { Session } from './session.ts';

/**
 * Reads an option that names one subject, in its canonical spelling.
 * @param checks whose ids may be meant
 * @param command as an example, up to the option
 * @throws UsageError where the text is no id, or holds several
 */
export function oneIdIn(
  option: string,
  text: string,
  checks: readonly [Check, ...Check[]],
  command: string,
  { words }: Session,
): string {
  for (const { subject } of checks) {
    const [id, ...others] = subject.find(text).ids;
    if (id !== undefined && others.length === 0) return id;
  }
  const example = `${command} ${option} ${checks[0].subject.example}`;
  throw new UsageError(words.refusals.oneId(option, text, example));
}
