import type { AnyDiagnosis, Check } from '../../src/checks/check.ts';
import { UsageError } from '../../src/errors.ts';
import { exampleCommand } from '../../src/slack/usage-message.ts';
import type { Handling } from './handling.ts';
import type { ButtonPayload } from './payloads.ts';

/**
 * The diagnosis that a button belongs to, with its check. Throws a UsageError where it has been purged in the meantime, or its check is
 * no longer there.
 */
export async function keptDiagnosis(
  { checks, findDiagnosis, words }: Handling,
  { actions: [{ action_id: actionId, value }] }: ButtonPayload,
): Promise<{ readonly diagnosis: AnyDiagnosis; readonly check: Check }> {
  if (value === undefined) throw new Error(`the button ${actionId} came without a diagnosis id`);
  const diagnosis = await findDiagnosis(value);
  if (diagnosis === null) throw new UsageError(`${words.refusals.purged} ${exampleCommand(checks[0])}`);
  const check = checks.find(({ id }) => id === diagnosis.checkId);
  if (check === undefined) throw new UsageError(words.refusals.unknownCheck(diagnosis.checkId));
  return { diagnosis, check };
}
