import type { Check } from '../checks/check.ts';
import type { Asker, Diagnosis } from '../diagnosis/diagnosis.ts';
import { isNeeded } from '../diagnosis/reading.ts';
import type { Investigate, Investigation } from '../investigation/investigation.ts';
import type { Clock } from '../sources/source.ts';
import type { SubjectRef } from './fact.ts';
import { isSubject } from './is-subject.ts';
import type { CheckLook, Look } from './look.ts';
import { seenOf } from './seen-of.ts';
import { eachOnce } from './subject-key.ts';

export interface LookSettings {
  readonly checks: ReadonlyMap<string, Check>;
  readonly investigate: Investigate;
  readonly clock: Clock;
  /** Told where a check could not be made by our own mistake: its subjects stay as they are remembered. */
  readonly onFailure: (doing: 'look', checkId: string, cause: unknown) => void;
}

export interface LookRequest {
  readonly subjects: readonly SubjectRef[];
  readonly asker: Asker;
  readonly requestId: string;
  /** Whether to wait for a source that is late, or to take what is known when the first answer is due. */
  readonly waitsForLate: boolean;
}

/** Checks subjects of several checks at the same time. Those of a check that is not there any more are not seen, nor is what is nobody's id. */
export async function lookAt(settings: LookSettings, request: LookRequest): Promise<Look> {
  const { checks, clock, onFailure } = settings;
  const atMs = clock();
  const known = request.subjects.filter((ref) => isSubject(checks.values(), ref));
  const unasked = request.subjects.filter((ref) => !known.includes(ref));
  const byCheck = Map.groupBy(eachOnce(known), ({ checkId }) => checkId);
  const looks = [...byCheck].map(async ([checkId, refs]): Promise<readonly CheckLook[]> => {
    const check = checks.get(checkId);
    if (check === undefined) return [];
    try {
      const ids = refs.map(({ subjectId }) => subjectId);
      return [checkLookOf(check, await diagnosesOf(settings, checkId, ids, request))];
    } catch (cause) {
      onFailure('look', checkId, cause);
      return [];
    }
  });
  return { atMs, checks: (await Promise.all(looks)).flat(), unasked };
}

async function diagnosesOf(
  { investigate }: LookSettings,
  checkId: string,
  subjectIds: readonly string[],
  { asker, requestId, waitsForLate }: LookRequest,
): Promise<readonly Diagnosis[]> {
  const investigation: Investigation = investigate({
    checkId,
    subjectIds,
    asOfMs: null,
    windowMs: null,
    asker,
    requestId,
  });
  const first = await investigation.first;
  return waitsForLate ? ((await investigation.amended) ?? first) : first;
}

function checkLookOf(check: Check, diagnoses: readonly Diagnosis[]): CheckLook {
  // All diagnoses of one investigation rest on the same readings.
  const readings = diagnoses[0]?.readings ?? [];
  return {
    checkId: check.id,
    seen: diagnoses.map((diagnosis) => seenOf(check, diagnosis)),
    sources: readings.filter(isNeeded).map(({ source, status }) => ({ source, status })),
  };
}
