import type { SourceId } from '../diagnosis/reading.ts';
import { said, type Said } from '../words/said.ts';
import type { BodyOf, Fact } from './fact.ts';
import { isOf, newestOf } from './fact-search.ts';
import { incidentBefore, writtenBefore, type IncidentThen } from './history.ts';
import type { Incident, IncidentSubject } from './incident.ts';
import { nobodyElseSaid } from './nobody-else.ts';
import { othersSaid } from './others-said.ts';
import { whyClosed } from './why-closed.ts';
import { isSwitchedOff, isUnderWay } from './status.ts';
import { isSameSubject } from './subject-key.ts';
import { withKnownName } from './subjects-of.ts';
import {
  authorSaid,
  listSaid,
  nounOf,
  sinceSaid,
  standsNow,
  statementOf,
  stillNotWellSaid,
  subjectNamed,
  subjectSaid,
  type IncidentTelling,
  type Stands,
} from './telling.ts';
import { toldAtOnce } from './told-at-once.ts';

/** A fact, or a line of the timeline that was made of one. */
export type ToldFact = Pick<Fact, 'seq' | 'by' | 'body'>;

/** One fact in one sentence, without its time. Every kind of fact has one, those too of which the thread is silent: the timeline tells them. */
export function factSentence(
  { seq, by, body }: ToldFact,
  incident: Incident,
  telling: IncidentTelling,
): Said {
  const { words, dates } = telling;
  const author = authorSaid(by, telling);
  const before = (): IncidentThen => incidentBefore(incident, seq);
  switch (body.kind) {
    case 'opened':
      return words.opened(author, body.origin.kind);
    case 'subject-added': {
      const added = words.added[body.why](author);
      const standing = standingSentence(withName(body, subjectWith(body, seq, incident)), telling);
      return added.length === 0 ? [standing] : said`${standing} · ${added}`;
    }
    case 'subject-removed':
      return words.removed(author, removedSaid(body, before(), telling));
    case 'verdict-changed':
      return [verdictSentence(body, subjectWith(body, seq, incident), telling)];
    case 'source-failed':
      return [words.sourceFailed(sourcesWith({ seq, body }, incident), body.status)];
    case 'source-back':
      return [words.sourceBack(body.source, dates.zoned(body.failedAtMs), wasWatched(body, before()))];
    case 'others-seen':
      return [nobodyElseSaid({ seq, body }, incident, telling) ?? othersSaid(body, before(), true, telling)];
    case 'lead-taken': {
      const { leadUserId } = before();
      const isSame = leadUserId === null || (by.kind === 'person' && by.userId === leadUserId);
      return words.leadTaken(author, isSame ? null : { userId: leadUserId });
    }
    case 'status-changed':
      return words.statusChanged[body.to](author);
    case 'reopened':
      return words.reopened(author);
    case 'severity-changed':
      return words.severityChanged(author, before().severity, body.to);
    case 'resolution-proposed': {
      return [proposalSentence(body, before(), telling)];
    }
    case 'still-not-well':
      return [stillNotWellSentence(body, before(), telling)];
    case 'note':
      return words.noted(author, body.text);
    case 'event': {
      const event = words.noted(author, body.text);
      return body.mark === null ? event : said`${event} · ${words.countsAs(words.marks[body.mark])}`;
    }
    case 'corrected':
      return correctedSentence({ seq, by, body }, incident, telling);
    case 'withdrawn': {
      const was = writtenBefore(incident, body.seqOfWrong, seq);
      return words.withdrawn(author, body.seqOfWrong, was?.text ?? null);
    }
    case 'nudged':
      return [words.nudged];
    case 'postmortem-written':
      return words.wrotePostmortem(author);
    case 'channel-closed':
      return [words.channelClosed[whyClosed(body.reason)]];
    case 'channel-back': {
      const closing = newestOf(before().facts, 'channel-closed');
      return [words.channelBack(closing === null ? null : dates.zoned(closing.atMs))];
    }
    case 'unreadable':
      return [words.unreadable(1)];
    case 'root-lost':
      return [words.rootLost[body.why ?? 'deleted']];
  }
}

/** "Duke Health (clinic · b8608be4) · missing: the weekly run made no link; since Mon 2 June 11:00 PDT; 6 planned runs missed" */
function standingSentence(subject: Stands, telling: IncidentTelling): string {
  const parts = [statementOf(subject, telling), ...sinceSaid(subject.standing, telling)];
  return telling.words.root.standing(parts.join('; '), subjectSaid(subject, telling));
}

/** The sources that have failed alike at that look. */
function sourcesWith(fact: Pick<Fact, 'seq' | 'body'>, { facts }: Incident): readonly SourceId[] {
  return toldAtOnce(fact, facts).flatMap(({ body }) => (body.kind === 'source-failed' ? body.source : []));
}

/** It was under way from the failure on, and so checked by the clock: resolved and closed ones are not, and nobody knows how long it has lasted. */
function wasWatched({ source }: BodyOf<'source-back'>, { facts }: IncidentThen): boolean {
  const failed = facts.findLast((fact) => isOf('source-failed')(fact) && fact.body.source === source);
  return !facts
    .filter(isOf('status-changed'))
    .some(({ seq, body }) => seq > (failed?.seq ?? Infinity) && !isUnderWay({ status: body.to }));
}

/** "declared resolved while 2 of 3 are still missing: A and B"; null: all were well by the last check. */
export function declaredWhile(
  { notWell }: BodyOf<'status-changed'>,
  seq: number,
  incident: Incident,
  telling: IncidentTelling,
): string | null {
  const { subjects } = incidentBefore(incident, seq);
  const named = subjects.filter((subject) => notWell.some((ref) => isSameSubject(ref, subject)));
  if (named.length === 0) return null;
  return telling.words.declaredWhile(stillNotWellSaid(named.map(standsNow), subjects.length, telling));
}

function stillNotWellSentence(
  { runAtMs, notWell }: BodyOf<'still-not-well'>,
  { subjects, facts }: IncidentThen,
  telling: IncidentTelling,
): string {
  const { words, dates } = telling;
  const named = subjects.filter((subject) => notWell.some((ref) => isSameSubject(ref, subject)));
  const said = stillNotWellSaid(named.map(standsNow), subjects.length, telling);
  const declaredAtMs = newestOf(facts, 'status-changed')?.atMs ?? runAtMs;
  return words.stillNotWellAt(dates.zoned(declaredAtMs), dates.zoned(runAtMs), said);
}

function removedSaid(
  removed: BodyOf<'subject-removed'>,
  before: IncidentThen,
  telling: IncidentTelling,
): string {
  const known = before.subjects.find((subject) => isSameSubject(subject, removed));
  return known === undefined ? subjectNamed(removed, telling) : subjectSaid(standsNow(known), telling);
}

/** Whom a fact is about, as it stood with it. */
function subjectWith(
  body: BodyOf<'subject-added' | 'verdict-changed'>,
  seq: number,
  incident: Incident,
): IncidentSubject | undefined {
  return incidentBefore(incident, seq + 1).subjects.find((subject) => isSameSubject(subject, body));
}

/** Somebody who could not be read, or is not there any more, has the name that they had. */
function withName(subject: Stands, known: IncidentSubject | undefined): Stands {
  const { standing } = subject;
  return known === undefined ? subject : { ...subject, standing: withKnownName(standing, known.now) };
}

function verdictSentence(
  body: BodyOf<'verdict-changed'>,
  subject: IncidentSubject | undefined,
  telling: IncidentTelling,
): string {
  const change = body.isRecovery
    ? recoverySentence(body, subject, telling)
    : changeSentence(body, subject, telling);
  return [change, ...proofSaid(body, subject, telling), ...sinceSaid(body.standing, telling)].join('; ');
}

function recoverySentence(
  body: BodyOf<'verdict-changed'>,
  subject: IncidentSubject | undefined,
  telling: IncidentTelling,
): string {
  const wasOnSchedule = body.before.outcome.state === 'on-schedule';
  const before = statementOf({ ...body, standing: body.before }, telling);
  const name = subjectSaid(withName(body, subject), telling);
  return telling.words.recovered(name, wasOnSchedule ? null : before);
}

/** What is said of it now differs from what was said before: where the words of both verdicts are the same, by what sets them apart. */
function changeSentence(
  body: BodyOf<'verdict-changed'>,
  subject: IncidentSubject | undefined,
  telling: IncidentTelling,
): string {
  const { words } = telling;
  const name = subjectSaid(withName(body, subject), telling);
  const was = { ...body, standing: body.before };
  const [before, now] = [was.standing.outcome, body.standing.outcome];
  const statement = statementOf(body, telling);
  if (statement !== statementOf(was, telling)) {
    return words.changed(name, statementOf(was, telling), statement);
  }
  if (before.state !== now.state) {
    return words.changed(name, words.states[before.state], words.states[now.state]);
  }
  return before.confidence === now.confidence
    ? words.changed(name, before.code, now.code)
    : words.surer(name, statement, before.confidence, now.confidence);
}

/** All are well; or some are, and nothing is expected of the others any more; or of nobody. */
function proposalSentence(
  { runAtMs }: BodyOf<'resolution-proposed'>,
  { subjects }: IncidentThen,
  telling: IncidentTelling,
): string {
  const { words, dates } = telling;
  const runAt = runAtMs === null ? null : dates.zoned(runAtMs);
  const noun = nounOf(subjects, telling);
  const [off, well] = [subjects.filter(isSwitchedOff), subjects.filter((each) => !isSwitchedOff(each))];
  if (off.length === 0) return words.resolutionProposed(subjects.length, noun, runAt);
  if (well.length === 0) return words.resolutionProposedOff(subjects.length, noun);
  const groupOf = (group: readonly IncidentSubject[]) => ({
    count: group.length,
    list: listSaid(
      group.map((subject) => subjectSaid(standsNow(subject), telling)),
      telling,
    ),
  });
  return words.resolutionProposedBut(groupOf(well), groupOf(off), runAt);
}

/** What proves that somebody is well, or that nothing does yet. */
function proofSaid(
  { isRecovery, standing }: BodyOf<'verdict-changed'>,
  subject: IncidentSubject | undefined,
  { words, dates }: IncidentTelling,
): readonly string[] {
  const { keptRunAtMs, outcome } = standing;
  if (isRecovery) return keptRunAtMs === null ? [] : [words.provedBy(dates.zoned(keptRunAtMs))];
  return outcome.state === 'on-schedule' && subject?.isWell === false ? [words.notProved] : [];
}

function correctedSentence(
  { seq, by, body }: ToldFact & { readonly body: BodyOf<'corrected'> },
  incident: Incident,
  telling: IncidentTelling,
): Said {
  const { words, dates } = telling;
  const { seqOfWrong, text, rightAtMs } = body;
  const was = writtenBefore(incident, seqOfWrong, seq);
  return words.corrected({
    seq: seqOfWrong,
    by: authorSaid(by, telling),
    // What is as it was needs no words.
    text: text === null || text === was?.text ? null : { right: text, was: was?.text ?? null },
    at:
      rightAtMs === null || rightAtMs === was?.atMs
        ? null
        : { right: dates.zoned(rightAtMs), was: was === null ? null : dates.zoned(was.atMs) },
  });
}
