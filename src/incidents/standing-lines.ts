import { STATES } from '../diagnosis/verdict.ts';
import type { SaidLine } from './incident-report.ts';
import type { Incident, IncidentSubject } from './incident.ts';
import { isSwitchedOff, keepsOpen } from './status.ts';
import {
  nounOf,
  oneStateOf,
  standsNow,
  statementNow,
  subjectSaid,
  worstOf,
  type IncidentTelling,
} from './telling.ts';

/** In one line; more are counted. */
const MOST_NAMES = 8;
/** With all other lines of a root message they are 12. */
const MOST_LINES = 6;
/** What names may take up in a line, in characters: where few lines name somebody, and where many do. */
const LONG_LIST = 300;
const SHORT_LIST = 130;

/** Those who share a verdict. */
interface Group {
  readonly statement: string;
  readonly subjects: readonly IncidentSubject[];
}

/**
 * How those in an incident stand. Those who share a verdict share a line, the worst first, of equals the most. Where there are several, how many
 * stand how is said in front, and those whose verdict has no line of its own are counted behind: who is not well apart from all others.
 * @param isWhole whether there is room for everybody, as in a terminal
 */
export function standingLines(
  incident: Incident,
  telling: IncidentTelling,
  isWhole: boolean,
): readonly SaidLine[] {
  const { labels } = telling.words;
  const { subjects } = incident;
  if (subjects.length === 0) return [{ label: labels.affected, said: [nobodySaid(incident, telling)] }];
  const groups = groupsOf(subjects, telling);
  const counted = groups.length > 1 ? countSaid(incident, telling, true) : null;
  const count = counted === null ? [] : [{ label: labels.affected, said: [counted] }];
  const own = isWhole ? groups : groups.slice(0, ownLines(groups, MOST_LINES - count.length));
  const room = isWhole ? Infinity : own.length > 2 ? SHORT_LIST : LONG_LIST;
  return [
    ...count,
    ...own.map((group) => ({
      label: null,
      said: [groupSaid(group, room, telling)],
      state: worstOf(group.subjects.map(standsNow)),
    })),
    ...restLines(groups.slice(own.length), telling),
  ];
}

/** "2 of 4 providers missing, 1 well, 1 not expected any more"; null: nobody has been named. */
export function standingOf(incident: Incident, telling: IncidentTelling): string | null {
  return countSaid(incident, telling, false);
}

/** Nobody has been named yet, or everybody was taken out; and how to name somebody, as long as that can be done. */
function nobodySaid(
  { everSubjects, number, status }: Incident,
  { words: { root } }: IncidentTelling,
): string {
  const said = everSubjects.length === 0 ? root.noSubjects : root.nobodyLeft;
  return status === 'closed' ? said : `${said} · ${root.toAdd(number)}`;
}

/** @param isByState whether those who are not well in several states are counted by state as well */
function countSaid({ subjects }: Incident, telling: IncidentTelling, isByState: boolean): string | null {
  if (subjects.length === 0) return null;
  const { root } = telling.words;
  const noun = nounOf(subjects, telling);
  const open = subjects.filter(keepsOpen);
  const off = subjects.filter(isSwitchedOff).length;
  if (off === subjects.length) return root.allSwitchedOff(off, noun);
  const well = subjects.length - open.length - off;
  const switchedOff = off === 0 ? [] : [root.switchedOff(off)];
  if (open.length === 0) {
    return [(off === 0 ? root.allWell : root.someWell)(well, noun), ...switchedOff].join(', ');
  }
  const state = oneStateOf(open.map(standsNow));
  const notWell = root.notWell({ count: open.length, of: subjects.length, state }, noun);
  const states = isByState && state === null ? ` (${statesSaid(open, telling).join(', ')})` : '';
  return [`${notWell}${states}`, ...(well === 0 ? [] : [root.well(well)]), ...switchedOff].join(', ');
}

/** "2 missing", "1 not proved yet" */
function statesSaid(
  open: readonly IncidentSubject[],
  { words: { root } }: IncidentTelling,
): readonly string[] {
  return STATES.flatMap((state) => {
    const { length } = open.filter(({ now }) => now.outcome.state === state);
    if (length === 0) return [];
    return [state === 'on-schedule' ? root.unproved(length) : root.inState(length, state)];
  });
}

function groupsOf(subjects: readonly IncidentSubject[], telling: IncidentTelling): readonly Group[] {
  return [...Map.groupBy(subjects, (subject) => statementNow(subject, telling))]
    .map(([statement, group]): Group => ({ statement, subjects: group }))
    .toSorted((a, b) => rankOf(a) - rankOf(b) || b.subjects.length - a.subjects.length);
}

/** How many groups have a line of their own in so many lines, with those that count the rest. */
function ownLines(groups: readonly Group[], lines: number): number {
  if (groups.length <= lines) return groups.length;
  const [open, others] = splitByNeed(groups.slice(lines - 1));
  return lines - (open.length > 0 && others.length > 0 ? 2 : 1);
}

/** Those without a line of their own: who is not well, and who is well or not expected any more. */
function restLines(rest: readonly Group[], telling: IncidentTelling): readonly SaidLine[] {
  const { words } = telling;
  return splitByNeed(rest)
    .filter((groups) => groups.length > 0)
    .map((groups) => {
      const subjects = groups.flatMap((group) => group.subjects);
      return {
        label: null,
        said: [words.moreVerdicts(subjects.length, groups.length, nounOf(subjects, telling))],
        state: worstOf(subjects.map(standsNow)),
      };
    });
}

function splitByNeed(groups: readonly Group[]): readonly [open: readonly Group[], others: readonly Group[]] {
  const isOpen = ({ subjects }: Group): boolean => subjects.some(keepsOpen);
  return [groups.filter(isOpen), groups.filter((group) => !isOpen(group))];
}

/** @param room of the names, in characters: the first one stands there in any case, and those without room are counted */
function groupSaid({ statement, subjects }: Group, room: number, telling: IncidentTelling): string {
  const { words } = telling;
  const names = subjects.map((subject) => subjectSaid(standsNow(subject), telling));
  const [only, ...others] = names;
  if (only !== undefined && others.length === 0) return words.root.standing(statement, only);
  const most = room === Infinity ? names.length : MOST_NAMES;
  let left = room;
  const fitting = names.slice(0, most).filter((name, index) => {
    left -= name.length + 2;
    return index === 0 || left >= 0;
  });
  const list = words.names(fitting, names.length);
  return words.root.group(subjects.length, nounOf(subjects, telling), statement, list);
}

function rankOf({ subjects }: Group): number {
  return STATES.indexOf(worstOf(subjects.map(standsNow)));
}
