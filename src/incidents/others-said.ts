import type { EpochMs } from '../diagnosis/time.ts';
import type { BodyOf } from './fact.ts';
import { listSaid, nounOf, statementOf, subjectNamed, type IncidentTelling, type Stands } from './telling.ts';

/**
 * The blast radius: "4 more providers have the same verdict since Mon 2 June: A, B, C and D".
 * @param subjects the incident's own: where they have several verdicts, it is said which one is meant
 * @param isListed whether they are named
 */
export function othersSaid(
  seen: BodyOf<'others-seen'>,
  subjects: readonly Stands[],
  isListed: boolean,
  telling: IncidentTelling,
): string {
  const { words } = telling;
  const { checkId, others, ofSubjects } = seen;
  const noun = nounOf([seen], telling);
  const verdict = verdictOf(seen, subjects, telling);
  if (others.length === 0) {
    return ofSubjects === null ? words.noOthersKnown(verdict) : words.noOthers(ofSubjects, noun, verdict);
  }
  const names = others.map((other) => subjectNamed({ checkId, ...other }, telling));
  return words.others({
    count: others.length,
    isAtLeast: ofSubjects === null,
    noun,
    verdict,
    since: sinceOf(
      others.map(({ sinceMs }) => sinceMs),
      telling,
    ),
    list: isListed ? listSaid(names, telling) : null,
  });
}

/** The verdict's own words; null: "the same" is clear. */
function verdictOf(
  { checkId, code }: BodyOf<'others-seen'>,
  subjects: readonly Stands[],
  telling: IncidentTelling,
): string | null {
  const isIt = (subject: Stands): boolean =>
    subject.checkId === checkId && subject.standing.outcome.code === code;
  if (subjects.length > 0 && subjects.every(isIt)) return null;
  const subject = subjects.find(isIt);
  return subject === undefined ? code : statementOf(subject, telling);
}

function sinceOf(instants: readonly (EpochMs | null)[], { words, dates }: IncidentTelling): string | null {
  const known = instants.filter((atMs) => atMs !== null);
  if (known.length === 0) return null;
  const first = dates.day(Math.min(...known));
  const isSameForAll = known.length === instants.length && known.every((atMs) => dates.day(atMs) === first);
  return isSameForAll ? words.sinceAll(first) : words.sinceFirst(first);
}
