import { HOUR_MS, MINUTE_MS } from '../diagnosis/time.ts';
import { escapedMarkdown } from '../words/markdown.ts';
import type { PostmortemWords } from '../words/postmortem.en.ts';
import { textOfSaid, type Said } from '../words/said.ts';
import { spanOf } from './clocks-of.ts';
import type { Clocks, Moment, Span } from './clocks.ts';
import type { PostmortemSection } from './fact.ts';
import type { Incident } from './incident.ts';
import type { Postmortem, SubjectEvidence } from './postmortem.ts';
import { listSaid, nounOf, oneStateOf, subjectSaid, type IncidentTelling } from './telling.ts';
import { timelineReportOf } from './timeline-report.ts';

/** Everything that a postmortem is written with. */
export interface PostmortemTelling {
  readonly incident: Incident;
  readonly telling: IncidentTelling;
  readonly words: PostmortemWords;
}

/** The five of the five whys. */
const WHYS = 5;
/** Of so many different findings; the others stand in the incident itself. */
const MOST_FINDINGS = 5;

/**
 * What the bot can write of a part of a postmortem, as Markdown; '' where it knows nothing. What people have written takes its place
 * (`Postmortem.written`).
 */
export function sectionOf(section: PostmortemSection, postmortem: Postmortem, by: PostmortemTelling): string {
  return SECTIONS[section](postmortem, by);
}

/** "1:44": hours and minutes, as the team writes them. */
export function hoursAndMinutes(elapsedMs: number): string {
  const hours = Math.floor(elapsedMs / HOUR_MS);
  const minutes = Math.floor((elapsedMs % HOUR_MS) / MINUTE_MS);
  return `${hours}:${String(minutes).padStart(2, '0')}`;
}

/** The three times, each with the two moments that it runs between, from the report and from the beginning. */
export function timesOf({ clocks }: Postmortem, by: PostmortemTelling): string {
  const { words } = by;
  const lines = (
    [
      ['timeToDetect', 'firstReaction'],
      ['timeToEngage', 'engaged'],
      ['timeToFix', 'fixed'],
    ] as const
  ).map(
    ([clock, moment]) => `- **${clockNamed(clock, clocks, words)}:** ${clockSaid(clocks, clock, moment, by)}`,
  );
  return [...lines, '', words.hoursAndMinutes].join('\n');
}

/** When, and what: the incident from its beginning, with the report as it was told. */
export function timelineAsMarkdown(postmortem: Postmortem, by: PostmortemTelling): string {
  const { clocks, timeline, firstMissed } = postmortem;
  const { incident, telling, words } = by;
  const { began, reported } = clocks;
  const isMissed = began !== null && began.atMs === firstMissed?.atMs;
  const isReportTold = timeline.some(({ mark }) => mark === 'reported');
  const rows = [
    ...(began === null || began.by === 'person'
      ? []
      : [
          {
            atMs: began.atMs,
            at: momentSaid(began, by),
            what: isMissed ? words.firstMissed : words.began,
          },
        ]),
    ...(isReportTold
      ? []
      : [{ atMs: reported.atMs, at: momentSaid(reported, by), what: words.reported(reporterSaid(by)) }]),
    ...timelineReportOf(timeline, incident, telling).map((line, index) => ({
      atMs: timeline[index]?.atMs ?? reported.atMs,
      at: escapedMarkdown(line.at),
      what: saidAsMarkdown(line.said),
    })),
  ].toSorted((a, b) => a.atMs - b.atMs);
  return [
    `| ${words.timeline.when} | ${words.timeline.what} |`,
    '| --- | --- |',
    ...rows.map(({ at, what }) => `| ${at} | ${what} |`),
  ].join('\n');
}

const SECTIONS: Readonly<
  Record<PostmortemSection, (postmortem: Postmortem, by: PostmortemTelling) => string>
> = {
  // Lines that stand together are one in Markdown.
  summary: ({ incident: { summary } }) =>
    summary
      .split('\n')
      .map(escapedMarkdown)
      .filter((line) => line.trim() !== '')
      .join('\n\n'),
  learnings: () => '',
  impact: impactOf,
  monitoring: monitoringOf,
  whys: whysOf,
  prevented: () => '',
  'detected-earlier': ({ undetected }, { words }) =>
    undetected === null ? '' : words.undetected(undetected),
  'mitigated-sooner': waitsOf,
};

/** "TTF, to the confirmed fix": what was only declared is no confirmed one. */
export function clockNamed(clock: ClockName, { fixed }: Clocks, { clocks }: PostmortemWords): string {
  const isDeclared = clock === 'timeToFix' && (fixed?.unconfirmed ?? null) !== null;
  return isDeclared ? clocks.timeToDeclaredFix : clocks[clock];
}

/** "not confirmed by a check: 1 of 1 was still missing"; empty: it is confirmed, or not reached. */
export function unconfirmedSaid(
  clock: ClockName,
  { fixed }: Clocks,
  { telling, words }: Pick<PostmortemTelling, 'telling' | 'words'>,
): readonly string[] {
  const unconfirmed = clock === 'timeToFix' ? (fixed?.unconfirmed ?? null) : null;
  if (unconfirmed === null) return [];
  const { notWell, of } = unconfirmed;
  const then = telling.words.stillNotWellThen({ count: notWell.length, of, state: oneStateOf(notWell) });
  return [words.unconfirmed(then)];
}

type ClockName = 'timeToDetect' | 'timeToEngage' | 'timeToFix';

function clockSaid(clocks: Clocks, clock: ClockName, reached: Reached, by: PostmortemTelling): string {
  const { words } = by;
  const { fromReport, fromBeginning } = clocks[clock];
  const to = clocks[reached];
  if (to === null) return words.notYet;
  const end = momentNamed(reached, clocks, by);
  // It was reached, so that what has not run from the report has been over by then.
  const counted =
    fromReport === null ? words.beforeReport(momentSaid(to, by)) : ranSaid(fromReport, 'reported', end, by);
  const besides = fromBeginning === null ? [] : [words.besides(ranSaid(fromBeginning, 'began', end, by))];
  return [counted, ...besides, ...unconfirmedSaid(clock, clocks, by)].join('; ');
}

/** "the engagement"; a fix that no check confirms is that of whoever declared it. */
function momentNamed(
  moment: keyof PostmortemWords['moments'],
  { fixed }: Clocks,
  { words }: PostmortemTelling,
): string {
  const isDeclared = moment === 'fixed' && (fixed?.unconfirmed ?? null) !== null;
  if (!isDeclared) return words.moments[moment];
  const userId = fixed?.userId ?? null;
  return words.declaredFix(userId === null ? null : escapedMarkdown(personSaid(userId)));
}

type Reached = 'firstReaction' | 'engaged' | 'fixed';

function ranSaid(
  { from, to, elapsedMs }: Span,
  began: 'reported' | 'began',
  end: string,
  by: PostmortemTelling,
) {
  const { words } = by;
  return words.ran({
    hours: hoursAndMinutes(elapsedMs),
    from: words.moments[began],
    fromAt: momentSaid(from, by),
    to: end,
    toAt: momentSaid(to, by),
    isAtLeast: from.isAtLatest,
  });
}

function momentSaid({ atMs, isAtLatest }: Moment, { telling, words }: PostmortemTelling): string {
  const at = telling.dates.zoned(atMs);
  return escapedMarkdown(isAtLatest ? words.byThen(at) : at);
}

function impactOf({ impact }: Postmortem, by: PostmortemTelling): string {
  const { telling, words } = by;
  const { subjects, counted, missedRuns, missedAtLeast } = impact;
  const noun = nounOf(subjects, telling);
  if (subjects.length === 0) return words.nobody(noun);
  return [
    words.impact(counted, noun, missedRuns, missedAtLeast),
    '',
    ...subjects.map((subject) => {
      const [firstMs] = subject.missedRunsAtMs;
      const missed = words.missed({
        runs: subject.missedRunsAtMs.length,
        isAtLeast: subject.missedAtLeast,
        firstAt: firstMs === undefined ? null : telling.dates.zoned(firstMs),
        end: subject.end,
        takenOutAt: subject.removedAtMs === null ? null : telling.dates.zoned(subject.removedAtMs),
      });
      return `- **${escapedMarkdown(subjectSaid(subject, telling))}:** ${missed}`;
    }),
  ].join('\n');
}

function monitoringOf({ foundBy, clocks }: Postmortem, by: PostmortemTelling): string {
  const { words } = by;
  const { reported, detected } = clocks;
  const found = words.foundBy[foundBy](reporterSaid(by), momentSaid(reported, by));
  return detected === null ? found : `${found} ${words.seenByBot(momentSaid(detected, by))}`;
}

/** The evidence answers the first why, once for all of whom it is the same; what is behind it only people know. */
function whysOf({ evidence }: Postmortem, { words, telling }: PostmortemTelling): string {
  const findings = [
    ...Map.groupBy(evidence, ({ statement, lines }) => JSON.stringify([statement, lines])).values(),
  ];
  const left = findings.slice(MOST_FINDINGS).flat().length;
  const more = left === 0 ? [] : [`   - ${telling.words.more(left, null)}`];
  const answers = findings.slice(0, MOST_FINDINGS).flatMap((finding) => answersOf(finding, telling));
  const first =
    answers.length === 0
      ? [`1. **${words.whyHappened}** _${words.toWrite}_`]
      : [`1. **${words.whyHappened}**`, ...answers, ...more];
  const further = Array.from(
    { length: WHYS - 1 },
    (_, index) => `${index + 2}. **${words.whyOfThat}** _${words.toWrite}_`,
  );
  return [...first, ...further].join('\n');
}

/** @param finding of those of whom the same was found */
function answersOf(finding: readonly SubjectEvidence[], telling: IncidentTelling): readonly string[] {
  const [first] = finding;
  if (first === undefined) return [];
  const names = listSaid(
    finding.map((subject) => subjectSaid(subject, telling)),
    telling,
  );
  return [
    `   - ${escapedMarkdown(names)}: ${escapedMarkdown(first.statement)}`,
    ...first.lines.map(({ label, text }) => `     - **${escapedMarkdown(label)}:** ${escapedMarkdown(text)}`),
  ];
}

/** How long each step took since the one before it, as far as each is known. */
function waitsOf({ clocks }: Postmortem, by: PostmortemTelling): string {
  const waits: string[] = [];
  let last: keyof PostmortemWords['moments'] = 'reported';
  for (const step of ['firstReaction', 'engaged', 'mitigated', 'fixed'] as const) {
    const elapsedMs = spanOf(clocks[last], clocks[step])?.elapsedMs ?? 0;
    if (elapsedMs === 0) continue;
    const [from, to] = [momentNamed(last, clocks, by), momentNamed(step, clocks, by)];
    waits.push(`- ${by.words.waited(hoursAndMinutes(elapsedMs), from, to)}`);
    last = step;
  }
  return waits.join('\n');
}

/** Whoever has reported it; null: not told. */
function reporterSaid({ incident: { reportedBy } }: PostmortemTelling): string | null {
  if (reportedBy === null) return null;
  return escapedMarkdown(reportedBy.kind === 'user' ? personSaid(reportedBy.userId) : reportedBy.name);
}

function saidAsMarkdown(sentence: Said): string {
  return escapedMarkdown(textOfSaid(sentence, personSaid));
}

/** Outside Slack nobody knows more of a person than the id. */
function personSaid(userId: string): string {
  return `@${userId}`;
}
