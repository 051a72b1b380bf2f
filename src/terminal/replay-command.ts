import { UsageError } from '../errors.ts';
import type { Check } from '../checks/check.ts';
import type { Diagnosis } from '../diagnosis/diagnosis.ts';
import { EXIT_CODES } from './exit-codes.ts';
import type { Session } from './session.ts';
import { reportAsText } from './text.ts';

/**
 * `portal-check replay <diagnosis id>`: evaluates kept facts with today's rules and says whether the verdict changed.
 * @returns the exit code
 * @throws UsageError where no such diagnosis is kept
 */
export async function replayCommand(session: Session, diagnosisId: string): Promise<number> {
  const { assembly, out, style } = session;
  const kept = await assembly.store.diagnoses.find(diagnosisId);
  if (kept === null)
    throw new UsageError(`no diagnosis ${diagnosisId} is kept: it was never made here, or it was purged`);
  const check = assembly.checks.find(({ id }) => id === kept.checkId);
  if (check === undefined)
    throw new UsageError(
      `diagnosis ${diagnosisId} is of the check "${kept.checkId}", which is not installed`,
    );
  const facts = factsOf(check, kept);
  const replayed = { ...kept, ...check.evaluate(facts), facts, rulesVersion: check.rulesVersion };
  const [before, after] = [kept.verdict, replayed.verdict].map(
    ({ code, state, confidence }) => `${code} (${state}, ${confidence})`,
  );
  const isSame = before === after;
  out(
    [
      reportAsText(check.words('en').report(replayed), style),
      '',
      isSame
        ? `unchanged: ${after}, rules ${kept.rulesVersion} then and ${check.rulesVersion} now`
        : `changed: ${before} under rules ${kept.rulesVersion}, ${after} under rules ${check.rulesVersion}`,
    ].join('\n'),
  );
  return EXIT_CODES.ok;
}

function factsOf(check: Check, { id, facts, rulesVersion }: Diagnosis): unknown {
  try {
    return check.parseFacts(facts);
  } catch (cause) {
    throw new Error(
      `the facts of diagnosis ${id}, kept under rules ${rulesVersion}, are of a shape that this version cannot read`,
      { cause },
    );
  }
}
