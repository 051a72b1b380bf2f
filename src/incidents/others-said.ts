import type { BodyOf } from './fact.ts';
import { isOf } from './fact-search.ts';
import type { Incident, IncidentSubject } from './incident.ts';
import { eachOnce } from './subject-key.ts';
import {
  listSaid,
  nounOf,
  standsNow,
  statementOf,
  subjectNamed,
  subjectSaid,
  wordsFor,
  type IncidentTelling,
  type Stands,
} from './telling.ts';

type Others = BodyOf<'others-seen'>['others'];

/**
 * The blast radius: "4 more providers have the same verdict since Mon 2 June: A, B, C and D".
 * @param incident as it stood then: where its own have several verdicts, it is said which one is meant
 * @param isListed whether they are named
 */
export function othersSaid(
  seen: BodyOf<'others-seen'>,
  incident: Pick<Incident, 'subjects' | 'everSubjects' | 'facts'>,
  isListed: boolean,
  telling: IncidentTelling,
): string {
  const { words } = telling;
  const { checkId, others, ofSubjects } = seen;
  const noun = nounOf([seen], telling);
  const verdict = verdictOf(seen, incident, telling);
  if (others.length === 0) {
    const besides = besidesSaid([seen], telling);
    return ofSubjects === null
      ? words.noOthersKnown(verdict, besides)
      : words.noOthers(ofSubjects, noun, verdict, besides);
  }
  const names = others.map((other) => subjectNamed({ checkId, ...other }, telling));
  return words.others({
    count: others.length,
    isAtLeast: ofSubjects === null,
    noun,
    verdict,
    since: sinceOf(others, telling),
    list: isListed ? listSaid(names, telling) : null,
  });
}

/** Those who were taken out by hand and have one of these verdicts, each once: where they do, it is not nobody. '': there are no such. */
export function besidesSaid(seen: readonly BodyOf<'others-seen'>[], telling: IncidentTelling): string {
  const takenOut = eachOnce(
    seen.flatMap(({ checkId, takenOut: refs = [] }) => refs.map((ref) => ({ checkId, ...ref }))),
  );
  const names = takenOut.map((subject) => subjectNamed(subject, telling));
  return names.length === 0
    ? ''
    : telling.words.besides({ count: names.length, list: listSaid(names, telling) });
}

/**
 * Which verdict it is, of anybody who has or had it: by its words, or by that somebody where they hold figures, which are not the others'. null:
 * "the same" is clear, or the best that can be said.
 */
function verdictOf(
  { checkId, code }: BodyOf<'others-seen'>,
  incident: Pick<Incident, 'subjects' | 'everSubjects' | 'facts'>,
  telling: IncidentTelling,
): string | null {
  const isIt = (subject: Stands): boolean =>
    subject.checkId === checkId && subject.standing.outcome.code === code;
  const own = incident.subjects.map(standsNow);
  if (own.length > 0 && own.every(isIt)) return null;
  const having = havingIt(incident, own, isIt);
  const [first] = having;
  if (first === undefined) return null;
  const { verdict } = telling.words;
  const isOwn = wordsFor(checkId, code, telling)?.holdsFigures(code) ?? false;
  const [statement, ...further] = new Set(having.map((each) => statementOf(each, telling)));
  return statement === undefined || further.length > 0 || isOwn
    ? (own.some(isIt) ? verdict.asOf : verdict.asBefore)(subjectSaid(first, telling))
    : verdict.quoted(statement);
}

/** Those in it who have the verdict; else those who came in with it; else whoever had it in between. */
function havingIt(
  { everSubjects, facts }: Pick<Incident, 'everSubjects' | 'facts'>,
  own: readonly Stands[],
  isIt: (subject: Stands) => boolean,
): readonly Stands[] {
  const now = own.filter(isIt);
  if (now.length > 0) return now;
  const atFirst = everSubjects.map(stoodAtFirst).filter(isIt);
  return atFirst.length > 0 ? atFirst : facts.flatMap(standsIn).filter(isIt);
}

function stoodAtFirst({ checkId, subjectId, first }: IncidentSubject): Stands {
  return { checkId, subjectId, standing: first };
}

function standsIn(fact: Incident['facts'][number]): readonly Stands[] {
  if (isOf('subject-added')(fact)) return [fact.body];
  return isOf('verdict-changed')(fact) ? [fact.body, { ...fact.body, standing: fact.body.before }] : [];
}

function sinceOf(others: Others, { words, dates }: IncidentTelling): string | null {
  const known = others.flatMap(({ sinceMs }) => sinceMs ?? []);
  if (known.length === 0) return null;
  const first = dates.day(Math.min(...known));
  const isSameForAll = known.length === others.length && known.every((atMs) => dates.day(atMs) === first);
  const mayBeEarlier = others.some(({ isAtLeast }) => isAtLeast === true);
  return (isSameForAll ? words.sinceAll : words.sinceFirst)(first, mayBeEarlier);
}
