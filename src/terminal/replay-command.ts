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
  const { assembly, words, out, style } = session;
  const kept = await assembly.store.diagnoses.find(diagnosisId);
  if (kept === null) throw new UsageError(words.replay.notKept(diagnosisId));
  const check = assembly.checks.find(({ id }) => id === kept.checkId);
  if (check === undefined) throw new UsageError(words.replay.notInstalled(diagnosisId, kept.checkId));
  const facts = factsOf(check, kept);
  const replayed = { ...kept, ...check.evaluate(facts), facts, rulesVersion: check.rulesVersion };
  const before = inCodes(kept.verdict);
  const after = inCodes(replayed.verdict);
  out(
    [
      reportAsText(check.words(words.locale).report(replayed), style),
      '',
      before === after
        ? words.replay.unchanged(after, kept.rulesVersion, check.rulesVersion)
        : words.replay.changed(before, kept.rulesVersion, after, check.rulesVersion),
    ].join('\n'),
  );
  return EXIT_CODES.ok;
}

function inCodes({ code, state, confidence }: Diagnosis['verdict']): string {
  return `${code} (${state}, ${confidence})`;
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
