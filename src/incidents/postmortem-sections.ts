import { HOUR_MS, MINUTE_MS } from '../diagnosis/time.ts';
import { escapedMarkdown } from '../words/markdown.ts';
import type { PostmortemWords } from '../words/postmortem.en.ts';
import { textOfSaid, type Said } from '../words/said.ts';
import type { Moment, Span } from './clocks.ts';
import type { PostmortemSection } from './fact.ts';
import type { Incident } from './incident.ts';
import type { Postmortem, SubjectEvidence } from './postmortem.ts';
import { nounOf, subjectNamed, type IncidentTelling } from './telling.ts';
import { timelineReportOf } from './timeline-report.ts';

/** Everything that a postmortem is written with. */
export interface PostmortemTelling {
  readonly incident: Incident;
  readonly telling: IncidentTelling;
  readonly words: PostmortemWords;
}

/** The five of the five whys. */
const WHYS = 5;
/** More subjects stand in the incident itself. */
const MOST_WITH_EVIDENCE = 5;

/**
 * What the bot can write of a part of a postmortem, as Markdown; '' where it knows nothing. What people have written takes its place
 * (`Postmortem.written`).
 */
export function sectionOf(section: PostmortemSection, postmortem: Postmortem, by: PostmortemTelling): string {
  return SECTIONS[section](postmortem, by);
}

/** "1:44": hours and minutes, as the team writes them. What is begun of a minute does not count. */
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
  ).map(([clock, moment]) => `- **${words.clocks[clock]}:** ${clockSaid(clocks, clock, moment, by)}`);
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
            what: isMissed ? words.began : words.moments.began,
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
  summary: ({ incident: { summary } }) => summary.split('\n').map(escapedMarkdown).join('\n'),
  learnings: () => '',
  impact: impactOf,
  monitoring: monitoringOf,
  whys: whysOf,
  prevented: () => '',
  'detected-earlier': ({ undetected }, { words }) =>
    undetected === null ? '' : words.undetected(undetected),
  'mitigated-sooner': waitsOf,
};

function clockSaid(
  clocks: Postmortem['clocks'],
  clock: 'timeToDetect' | 'timeToEngage' | 'timeToFix',
  reached: Reached,
  by: PostmortemTelling,
): string {
  const { words } = by;
  const { fromReport, fromBeginning } = clocks[clock];
  const to = clocks[reached];
  if (to === null) return words.notYet;
  // It was reached, so that what has not run from the report has been over by then.
  const counted =
    fromReport === null
      ? words.beforeReport(momentSaid(to, by))
      : ranSaid(fromReport, 'reported', reached, by);
  return fromBeginning === null
    ? counted
    : `${counted}; ${words.besides(ranSaid(fromBeginning, 'began', reached, by))}`;
}

type Reached = 'firstReaction' | 'engaged' | 'fixed';

function ranSaid(
  { from, to, elapsedMs }: Span,
  began: 'reported' | 'began',
  end: Reached,
  by: PostmortemTelling,
) {
  const { words } = by;
  return words.ran({
    hours: hoursAndMinutes(elapsedMs),
    from: words.moments[began],
    fromAt: momentSaid(from, by),
    to: words.moments[end],
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
  const { subjects, missedRuns, missedAtLeast } = impact;
  const noun = nounOf(subjects, telling);
  if (subjects.length === 0) return words.nobody(noun);
  const { length } = subjects.filter(({ removedAtMs }) => removedAtMs === null);
  return [
    words.impact(length, noun, missedRuns, missedAtLeast),
    '',
    ...subjects.map((subject) => {
      const [firstMs] = subject.missedRunsAtMs;
      const missed = words.missed({
        runs: subject.missedRunsAtMs.length,
        isAtLeast: subject.missedAtLeast,
        firstAt: firstMs === undefined ? null : telling.dates.zoned(firstMs),
        isWell: subject.isWell,
        takenOutAt: subject.removedAtMs === null ? null : telling.dates.zoned(subject.removedAtMs),
      });
      return `- **${escapedMarkdown(subjectNamed(subject, telling))}:** ${missed}`;
    }),
  ].join('\n');
}

function monitoringOf({ foundBy, clocks }: Postmortem, by: PostmortemTelling): string {
  const { words } = by;
  const { reported, detected } = clocks;
  const found = words.foundBy[foundBy](reporterSaid(by), momentSaid(reported, by));
  return detected === null ? found : `${found} ${words.seenByBot(momentSaid(detected, by))}`;
}

/** The evidence answers the first why; what is behind it only people know. */
function whysOf({ evidence }: Postmortem, { words, telling }: PostmortemTelling): string {
  const shown = evidence.slice(0, MOST_WITH_EVIDENCE);
  const left = evidence.length - shown.length;
  const more = left === 0 ? [] : [`   - ${telling.words.more(left, null)}`];
  const first =
    shown.length === 0
      ? [`1. **${words.whyHappened}** _${words.toWrite}_`]
      : [`1. **${words.whyHappened}**`, ...shown.flatMap(answersOf), ...more];
  const further = Array.from(
    { length: WHYS - 1 },
    (_, index) => `${index + 2}. **${words.whyOfThat}** _${words.toWrite}_`,
  );
  return [...first, ...further].join('\n');
}

function answersOf({ name, statement, lines }: SubjectEvidence): readonly string[] {
  return [
    `   - ${escapedMarkdown(name)}: ${escapedMarkdown(statement)}`,
    ...lines.map(({ label, text }) => `     - **${escapedMarkdown(label)}:** ${escapedMarkdown(text)}`),
  ];
}

/** How long each step took, as far as each is known. */
function waitsOf({ clocks }: Postmortem, { words }: PostmortemTelling): string {
  const steps = [
    [clocks.reported, clocks.firstReaction, words.waited['first-reaction']],
    [clocks.firstReaction, clocks.engaged, words.waited.engaged],
    [clocks.engaged, clocks.fixed, words.waited.fixed],
  ] as const;
  return steps.flatMap(([from, to, say]) => waitSaid(from, to, say)).join(' ');
}

function waitSaid(from: Moment | null, to: Moment | null, say: (hours: string) => string): readonly string[] {
  const areKnown = from !== null && to !== null && to.atMs > from.atMs;
  return areKnown ? [say(hoursAndMinutes(to.atMs - from.atMs))] : [];
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
