import type { ReadingStatus } from '../diagnosis/reading.ts';
import { isNotWell } from '../diagnosis/verdict.ts';
import type { Said } from '../words/said.ts';
import { clocksOf } from './clocks-of.ts';
import type { Clocks } from './clocks.ts';
import { reportedSaid } from './fact-report.ts';
import { isOf, newestOf, unreadOf } from './fact-search.ts';
import type { RootReport, SaidLine } from './incident-report.ts';
import type { FailedSource, Incident, IncidentSubject } from './incident.ts';
import { othersSaid } from './others-said.ts';
import { standingLines, standingOf } from './standing-lines.ts';
import { isAtOdds, isUnderWay } from './status.ts';
import { isSameSubject } from './subject-key.ts';
import { standingFactsOf } from './subjects-of.ts';
import { headlineOf, listSaid, nounOf, standsNow, subjectSaid, type IncidentTelling } from './telling.ts';

/** Verdicts that others have; more are counted. */
const MOST_OTHERS = 2;

/**
 * The root message in words, for people of one language: an incident as it stands now. Pure.
 * @param isWhole whether there is room for everybody, as in a terminal
 */
export function rootReportOf(incident: Incident, telling: IncidentTelling, isWhole = false): RootReport {
  const { words } = telling;
  const standing = standingOf(incident, telling);
  const { began, reported } = clocksOf(incident);
  const head = headOf(incident, telling);
  return {
    ...head,
    lines: [
      ...unreadIn(incident, telling).map((said) => ({ label: null, said: [said] })),
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
    summary: [head.summary, ...(standing === null ? [] : [standing])].join(' · '),
  };
}

/** What can be said of any incident, in place of a root message that cannot be shown: which one it is, and its status. Pure. */
export function rootStandInOf(incident: Incident, telling: Pick<IncidentTelling, 'words'>): RootReport {
  return { ...headOf(incident, telling), lines: [{ label: null, said: [telling.words.root.restNotShown] }] };
}

function headOf(incident: Incident, telling: Pick<IncidentTelling, 'words'>): Omit<RootReport, 'lines'> {
  const { words } = telling;
  const headline = headlineOf(incident, telling);
  const status = words.statuses[incident.status];
  const atOdds = isAtOdds(incident);
  return {
    number: incident.number,
    headline,
    status: atOdds ? words.notAllWell(status) : status,
    isAtOdds: atOdds,
    summary: [headline, status, ...unreadIn(incident, telling)].join(' · '),
  };
}

/** That it is not known in full; empty: it is. */
function unreadIn(
  { facts }: Pick<Incident, 'facts'>,
  { words }: Pick<IncidentTelling, 'words'>,
): readonly string[] {
  const { length } = unreadOf(facts);
  return length === 0 ? [] : [words.unreadable(length)];
}

function beganLine(began: Clocks['began'], { words, dates }: IncidentTelling): SaidLine {
  const said =
    began === null ? words.root.notKnown : words.root.began(dates.zoned(began.atMs), began.isAtLatest);
  return { label: words.labels.began, said: [said] };
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
function checkLines(incident: Incident, telling: IncidentTelling): readonly SaidLine[] {
  const { status, subjects, lastCheck, failedSources } = incident;
  if (subjects.length === 0) return [];
  const { words, dates } = telling;
  const { labels, root } = words;
  const proof = proofSaid(incident, telling);
  const unread = unreadBy(lastCheck, incident).map((subject) => subjectSaid(standsNow(subject), telling));
  // Nobody asks it before the next proof, or has since it was reopened: how it is by now is not known.
  const isOld = !isUnderWay(incident) || isNotLookedAnew(incident);
  const failed = isOld ? root.hadFailed : root.failedSince;
  const checked = [
    lastCheck === null ? root.notCheckedYet : dates.zoned(lastCheck.atMs),
    ...failedSources.map((each) =>
      failed(each.source, failureNow(each, lastCheck), dates.zoned(each.sinceMs)),
    ),
    ...(unread.length === 0 ? [] : [root.notReadThen(listSaid(unread, telling))]),
  ];
  return [
    ...(status === 'closed' ? [] : [{ label: labels.nextProof, said: [proof] }]),
    { label: labels.lastCheck, said: [checked.join('; ')] },
  ];
}

/** How a source failed at the last check, as the thread would say it; where that says nothing of it, as it has. */
function failureNow({ source, status }: FailedSource, lastCheck: Incident['lastCheck']): ReadingStatus {
  const now = lastCheck?.sources.find((each) => each.source === source)?.status ?? 'ok';
  return now === 'ok' ? status : now;
}

/** Those whom the last check did not see though they were in the incident: what is known of them is older. */
function unreadBy(
  lastCheck: Incident['lastCheck'],
  { subjects, facts }: Pick<Incident, 'subjects' | 'facts'>,
): readonly IncidentSubject[] {
  if (lastCheck === null) return [];
  return subjects
    .filter((subject) => !lastCheck.seen.some((seen) => isSameSubject(seen, subject)))
    .filter((subject) => standingFactsOf(facts, subject).every(({ atMs }) => atMs <= lastCheck.atMs));
}

/** It was reopened, and not checked since: what was known is of before. */
function isNotLookedAnew({ facts, lastCheck }: Incident): boolean {
  const reopened = newestOf(facts, 'reopened');
  return reopened !== null && reopened.recordedAtMs > (lastCheck?.atMs ?? -Infinity);
}

/** When more is proved: the earliest. One that has passed, and that no check could judge, is still to be. */
function proofSaid(
  incident: Incident,
  { words: { root }, dates }: Pick<IncidentTelling, 'words' | 'dates'>,
): string {
  const { nextProof, lastCheck, facts } = incident;
  if (nextProof === null) return root.noProof;
  const reopenedAtMs = newestOf(facts, 'reopened')?.recordedAtMs ?? -Infinity;
  if (isNotLookedAnew(incident) && nextProof.judgedAtMs <= reopenedAtMs) return root.notLookedAnew;
  const plannedAt = dates.zoned(nextProof.plannedAtMs);
  const isOverdue = lastCheck !== null && lastCheck.atMs >= nextProof.judgedAtMs;
  return isOverdue
    ? root.notJudged(plannedAt)
    : root.nextProof(dates.zoned(nextProof.closesAtMs ?? nextProof.judgedAtMs), plannedAt);
}
