import { STATES } from '../diagnosis/verdict.ts';
import type { Said } from '../words/said.ts';
import { clocksOf } from './clocks-of.ts';
import type { Clocks } from './clocks.ts';
import { reportedSaid } from './fact-report.ts';
import type { RootReport, SaidLine } from './incident-report.ts';
import type { Incident, IncidentSubject } from './incident.ts';
import { othersSaid } from './others-said.ts';
import { isSwitchedOff, isUnderWay, keepsOpen } from './status.ts';
import {
  headlineOf,
  listSaid,
  nounOf,
  oneStateOf,
  standsNow,
  statementNow,
  subjectSaid,
  worstOf,
  type IncidentTelling,
  type Stands,
} from './telling.ts';

/** More are counted. */
const MOST_SUBJECTS = 8;
/** With all other lines they are 12. */
const MOST_STANDINGS = 5;

/** The root message in words, for people of one language: an incident as it stands now. Pure. */
export function rootReportOf(incident: Incident, telling: IncidentTelling): RootReport {
  const { words } = telling;
  const headline = headlineOf(incident, telling);
  const status = words.statuses[incident.status];
  const standing = standingOf(incident, telling);
  const { began, reported } = clocksOf(incident);
  return {
    number: incident.number,
    headline,
    status,
    lines: [
      beganLine(began, telling),
      {
        label: words.labels.reported,
        said: reportedSaid({ ...incident, reportedAtMs: reported.atMs }, telling),
      },
      ...standingLines(incident, telling),
      ...othersLines(incident, telling),
      { label: words.labels.lead, said: leadSaid(incident, telling) },
      ...checkLines(incident, telling),
    ],
    summary: [headline, status, ...(standing === null ? [] : [standing])].join(' · '),
  };
}

function beganLine(began: Clocks['began'], { words, dates }: IncidentTelling): SaidLine {
  const said =
    began === null ? words.root.notKnown : words.root.began(dates.zoned(began.atMs), began.isAtLatest);
  return { label: words.labels.began, said: [said] };
}

/** Those who share a verdict share a line, the worst first; those that have no line of their own share the last. */
function standingLines({ subjects }: Incident, telling: IncidentTelling): readonly SaidLine[] {
  const { words } = telling;
  if (subjects.length === 0) return [{ label: null, said: [words.root.noSubjects] }];
  const worstFirst = subjects.toSorted((a, b) => rankOf(a) - rankOf(b));
  const shown = worstFirst.slice(0, MOST_SUBJECTS);
  const rest = worstFirst.slice(MOST_SUBJECTS);
  const groups = [...Map.groupBy(shown, (subject) => statementNow(subject, telling))];
  const isTooMany = groups.length + (rest.length === 0 ? 0 : 1) > MOST_STANDINGS;
  const own = groups.slice(0, isTooMany ? MOST_STANDINGS - 1 : MOST_STANDINGS);
  const further = groups.slice(own.length);
  const more = [
    ...further.map(([statement, group]) => groupSaid(statement, group, telling)),
    ...(rest.length === 0 ? [] : [words.more(rest.length, null)]),
  ];
  return [
    ...own.map(([statement, group]) => ({
      label: null,
      said: [groupSaid(statement, group, telling)],
      state: worstOf(group.map(standsNow)),
    })),
    ...(more.length === 0 ? [] : [{ label: null, said: [more.join('; ')] }]),
  ];
}

function groupSaid(statement: string, group: readonly IncidentSubject[], telling: IncidentTelling): string {
  const names = group.map((subject) => subjectSaid(standsNow(subject), telling));
  return telling.words.root.standing(statement, listSaid(names, telling));
}

function rankOf({ now }: IncidentSubject): number {
  return STATES.indexOf(now.outcome.state);
}

function othersLines(incident: Incident, telling: IncidentTelling): readonly SaidLine[] {
  const { others } = incident;
  if (others.length === 0) return [];
  const said = others.map((seen) => othersSaid(seen, incident, false, telling));
  return [{ label: telling.words.labels.others, said: [said.join('; ')] }];
}

function leadSaid({ leadUserId }: Incident, { words }: IncidentTelling): Said {
  return leadUserId === null ? [words.root.nobody] : [{ userId: leadUserId }];
}

/** What is checked next, what was last, and what it lacked. Nothing is checked any more once it is closed, or where there is nobody. */
function checkLines(
  incident: Incident,
  { words, dates }: Pick<IncidentTelling, 'words' | 'dates'>,
): readonly SaidLine[] {
  const { status, subjects, lastCheck, failedSources } = incident;
  if (subjects.length === 0) return [];
  const { labels, root } = words;
  const proof = proofSaid(incident, { words, dates });
  // Nobody asks it before the next proof: how it is by now is not known.
  const failed = isUnderWay(incident) ? root.failedSince : root.hadFailed;
  const checked = [
    lastCheck === null ? root.notCheckedYet : dates.zoned(lastCheck.atMs),
    ...failedSources.map(({ source, sinceMs }) => failed(source, dates.zoned(sinceMs))),
  ];
  return [
    ...(status === 'closed' ? [] : [{ label: labels.nextProof, said: [proof] }]),
    { label: labels.lastCheck, said: [checked.join('; ')] },
  ];
}

/** When more is proved: the earliest. One that has passed, and that no check could judge, is still to be. */
function proofSaid(
  { nextProof, lastCheck }: Incident,
  { words: { root }, dates }: Pick<IncidentTelling, 'words' | 'dates'>,
): string {
  if (nextProof === null) return root.noProof;
  const plannedAt = dates.zoned(nextProof.plannedAtMs);
  const isOverdue = lastCheck !== null && lastCheck.atMs >= nextProof.judgedAtMs;
  return isOverdue ? root.notJudged(plannedAt) : root.nextProof(dates.zoned(nextProof.closesAtMs ?? nextProof.judgedAtMs), plannedAt);
}

/** "2 of 3 providers missing, 1 not expected any more"; null: nobody has been named. */
function standingOf({ subjects }: Incident, telling: IncidentTelling): string | null {
  if (subjects.length === 0) return null;
  const { root } = telling.words;
  const noun = nounOf(subjects, telling);
  const open: readonly Stands[] = subjects.filter(keepsOpen).map(standsNow);
  const off = subjects.filter(isSwitchedOff).length;
  if (off === subjects.length) return root.allSwitchedOff(off, noun);
  const well = subjects.length - off;
  const standing =
    open.length > 0
      ? root.notWell({ count: open.length, of: subjects.length, state: oneStateOf(open) }, noun)
      : (off === 0 ? root.allWell : root.someWell)(well, noun);
  return off === 0 ? standing : `${standing}, ${root.switchedOff(off)}`;
}
