import type { AnyDiagnosis, Check } from '../../src/checks/check.ts';
import { UsageError } from '../../src/errors.ts';
import { exampleCommand } from '../../src/slack/usage-message.ts';
import type { SlackWords } from '../../src/words/slack.en.ts';
import type { Handling } from './handling.ts';

/**
 * The diagnosis that a button belongs to, with its check. Throws a UsageError where it has been purged in the meantime, or its check is
 * no longer there.
 */
export async function keptDiagnosis(
  handling: Handling,
  diagnosisId: string,
  words: SlackWords,
): Promise<{ readonly diagnosis: AnyDiagnosis; readonly check: Check }> {
  const diagnosis = await handling.memory.findDiagnosis(diagnosisId);
  if (diagnosis === null) {
    throw new UsageError(`${words.refusals.purged} ${exampleCommand(handling.checks[0])}`);
  }
  return { diagnosis, check: checkNamed(handling, diagnosis.checkId, words) };
}

/** The same of several diagnoses of one check. */
export async function keptDiagnoses(
  handling: Handling,
  diagnosisIds: readonly string[],
  words: SlackWords,
): Promise<{ readonly diagnoses: readonly AnyDiagnosis[]; readonly check: Check }> {
  const kept = await Promise.all(diagnosisIds.map((id) => keptDiagnosis(handling, id, words)));
  const [first] = kept;
  if (first === undefined) throw new Error('there is no diagnosis to look for');
  return { diagnoses: kept.map(({ diagnosis }) => diagnosis), check: first.check };
}

/** Throws a UsageError where the check is no longer there. */
export function checkNamed({ checks }: Handling, checkId: string, words: SlackWords): Check {
  const check = checks.find(({ id }) => id === checkId);
  if (check === undefined) throw new UsageError(words.refusals.unknownCheck(checkId));
  return check;
}
