import { isNotWell, STATES } from '../diagnosis/verdict.ts';
import type { Said } from '../words/said.ts';
import { clocksOf } from './clocks-of.ts';
import type { Clocks } from './clocks.ts';
import { reportedSaid } from './fact-report.ts';
import { isOf } from './fact-search.ts';
import type { RootReport, SaidLine } from './incident-report.ts';
import type { Incident, IncidentSubject } from './incident.ts';
import { othersSaid } from './others-said.ts';
import { isSwitchedOff, isUnderWay, keepsOpen } from './status.ts';
import {
  headlineOf,
  nounOf,
  oneStateOf,
  standsNow,
  statementNow,
  subjectSaid,
  worstOf,
  type IncidentTelling,
  type Stands,
} from './telling.ts';

/** In one line; more are counted. */
const MOST_NAMES = 8;
/** With all other lines they are 12. */
const MOST_STANDINGS = 6;
/** What names may take up in a line, in characters: where few lines name somebody, and where many do. */
const LONG_LIST = 300;
const SHORT_LIST = 130;
/** Verdicts that others have; more are counted. */
const MOST_OTHERS = 2;

/**
 * The root message in words, for people of one language: an incident as it stands now. Pure.
 * @param isWhole whether there is room for everybody, as in a terminal
 */
export function rootReportOf(incident: Incident, telling: IncidentTelling, isWhole = false): RootReport {
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
      ...standingLines(incident, telling, isWhole),
      ...othersLines(incident, telling, isWhole),
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

/** Those who share a verdict share a line, the worst first, of equals the most; those whose verdict has no line of its own are counted in the last. */
function standingLines(
  { subjects }: Incident,
  telling: IncidentTelling,
  isWhole: boolean,
): readonly SaidLine[] {
  const { words } = telling;
  if (subjects.length === 0) return [{ label: words.labels.affected, said: [words.root.noSubjects] }];
  const groups = [...Map.groupBy(subjects, (subject) => statementNow(subject, telling))].toSorted(
    ([, a], [, b]) => rankOf(a) - rankOf(b) || b.length - a.length,
  );
  const isTooMany = !isWhole && groups.length > MOST_STANDINGS;
  const own = isTooMany ? groups.slice(0, MOST_STANDINGS - 1) : groups;
  const rest = groups.slice(own.length).map(([, group]) => group);
  const room = isWhole ? Infinity : own.length > 2 ? SHORT_LIST : LONG_LIST;
  return [
    ...own.map(([statement, group]) => ({
      label: null,
      said: [groupSaid(statement, group, room, telling)],
      state: worstOf(group.map(standsNow)),
    })),
    ...(rest.length === 0
      ? []
      : [
          {
            label: null,
            said: [words.moreVerdicts(rest.flat().length, rest.length, nounOf(rest.flat(), telling))],
          },
        ]),
  ];
}

/** @param room of the names, in characters: the first one stands there in any case, and those without room are counted */
function groupSaid(
  statement: string,
  group: readonly IncidentSubject[],
  room: number,
  telling: IncidentTelling,
): string {
  const { words } = telling;
  const names = group.map((subject) => subjectSaid(standsNow(subject), telling));
  const [only, ...others] = names;
  if (only !== undefined && others.length === 0) return words.root.standing(statement, only);
  const most = room === Infinity ? names.length : MOST_NAMES;
  let left = room;
  const fitting = names.slice(0, most).filter((name, index) => {
    left -= name.length + 2;
    return index === 0 || left >= 0;
  });
  const list = words.names(fitting, names.length);
  return words.root.group(group.length, nounOf(group, telling), statement, list);
}

function rankOf(group: readonly IncidentSubject[]): number {
  return STATES.indexOf(worstOf(group.map(standsNow)));
}

/** Those that most have first. */
function othersLines(incident: Incident, telling: IncidentTelling, isWhole: boolean): readonly SaidLine[] {
  const { words } = telling;
  const label = words.labels.others;
  if (incident.others.length === 0) {
    return isSpreadUnknown(incident, telling) ? [{ label, said: [words.root.notKnown] }] : [];
  }
  const mostFirst = incident.others.toSorted((a, b) => b.others.length - a.others.length);
  const shown = mostFirst.slice(0, isWhole ? undefined : MOST_OTHERS);
  const rest = mostFirst.slice(shown.length);
  const count = rest.reduce((sum, { others }) => sum + others.length, 0);
  const said = [
    ...shown.map((seen) => othersSaid(seen, incident, isWhole, telling)),
    ...(rest.length === 0 ? [] : [words.moreVerdicts(count, rest.length, nounOf(rest, telling))]),
  ];
  return [{ label, said: [said.join('; ')] }];
}

/** It was checked, and yet nobody could tell who else has any of its verdicts: the run over all of them failed, or was not complete. */
function isSpreadUnknown({ subjects, facts, lastCheck }: Incident, { wordsOf }: IncidentTelling): boolean {
  const spreading = subjects.filter(
    ({ checkId, now }) => isNotWell(now.outcome) && (wordsOf(checkId)?.fleet ?? null) !== null,
  );
  return lastCheck !== null && spreading.length > 0 && !facts.some(isOf('others-seen'));
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
  return isOverdue
    ? root.notJudged(plannedAt)
    : root.nextProof(dates.zoned(nextProof.closesAtMs ?? nextProof.judgedAtMs), plannedAt);
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
