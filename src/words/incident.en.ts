import type { ReadingStatus, SourceId } from '../diagnosis/reading.ts';
import type { Confidence, State } from '../diagnosis/verdict.ts';
import { datesInEnglish } from './dates.en.ts';
import { digestEn } from './digest.en.ts';
import { SOURCE_NAMES_EN, STATE_NAMES_EN } from './names.en.ts';
import { said, type Part, type Said } from './said.ts';

/** What people call the subjects of a check. */
interface Noun {
  readonly one: string;
  readonly many: string;
}

/** How many of a group are not well, and in which state they all are; null: in several. */
interface NotWell {
  readonly count: number;
  readonly of: number;
  readonly state: State | null;
}

/** Others with the verdict of a subject. */
interface Others {
  readonly count: number;
  /** The run was not complete: there may be more. */
  readonly isAtLeast: boolean;
  readonly noun: Noun;
  /** Which verdict, as `verdict` says it, where several come into question; null: "the same". */
  readonly verdict: string | null;
  /** As `sinceAll` or `sinceFirst` say it; null: nobody knows. */
  readonly since: string | null;
  /** As `names` lists them; null: they are not named here. */
  readonly list: string | null;
}

/** Some of an incident's subjects. */
interface Group {
  readonly count: number;
  /** As `names` lists them. */
  readonly list: string;
}

/** What has been corrected in a note or event: how it is right, and how it was; null: that was right. */
interface Corrected {
  readonly seq: number;
  readonly by: Part;
  readonly text: { readonly right: string; readonly was: string | null } | null;
  readonly at: { readonly right: string; readonly was: string | null } | null;
}

/**
 * What incidents say besides a check's own words. Without markup; people stand in it as parts, so that each surface draws them in its way. Times
 * are told with day and zone. Another language is complete when it is an `IncidentWords`.
 */
export const incidentEn = {
  dates: datesInEnglish,

  /** "#7 P2 · clinics silently skipped" */
  headline: (number: number, severity: string, title: string): string =>
    title === '' ? `#${number} ${severity}` : `#${number} ${severity} · ${title}`,
  statuses: {
    reported: 'reported',
    acknowledged: 'acknowledged',
    mitigated: 'mitigated',
    resolved: 'resolved',
    closed: 'closed',
  },
  /** Behind a status by which it would seem to be over. */
  notAllWell: (status: string): string => `${status}, though not everybody is well`,
  bot: 'the bot',
  /** Where subjects of several checks are counted together. */
  noun: { one: 'subject', many: 'subjects' },
  /** "Duke Health (clinic · b8608be4)" */
  subject: digestEn.subject,
  /** "A, B and 10 more" */
  names: digestEn.names,
  /** In place of whoever had no room. @param list null: they are not named */
  more: (count: number, list: string | null): string =>
    `and ${figure(count)} more${list === null ? '' : `: ${list}`}`,
  /** The same, where messages of their own name them. */
  moreBelow: (count: number): string => `and ${figure(count)} more, named in what follows`,
  /** In place of those whose verdicts had no room. */
  moreVerdicts: (count: number, verdicts: number, noun: Noun): string =>
    `and ${figure(count)} more ${count === 1 ? noun.one : noun.many} with ${figure(verdicts)} other ${verdicts === 1 ? 'verdict' : 'verdicts'}`,

  labels: {
    began: 'Began',
    reported: 'Reported',
    detected: 'Seen by the bot',
    summary: 'Summary',
    also: 'Also',
    affected: 'Affected',
    others: 'Blast radius',
    lead: 'Lead',
    nextProof: 'Next proof',
    lastCheck: 'Last check',
    note: (seq: number): string => `Note ${seq}`,
    event: (seq: number): string => `Event ${seq}`,
  },

  root: {
    /** "by …": it may have begun earlier. */
    began: (at: string, isAtLatest: boolean): string => (isAtLatest ? `by ${at}` : at),
    notKnown: 'not known',
    reported: (at: string, by: Part | null): Said => (by === null ? said`${at}` : said`${at} by ${by}`),
    /** "Duke Health (clinic · b8608be4) · missing: the weekly run made no link" */
    standing: (statement: string, list: string): string => `${list} · ${statement}`,
    /** "3 providers: missing: the weekly run made no link — A, B and 1 more" */
    group: (count: number, noun: Noun, statement: string, list: string): string =>
      `${counted(count, noun)}: ${statement} — ${list}`,
    noSubjects: 'nobody has been named yet',
    /** All were taken out. */
    nobodyLeft: 'nobody any more',
    /** Behind one of these. */
    toAdd: (number: number): string => `engineers add somebody by /portal-incident add #${number}`,
    nobody: 'nobody yet',
    nextProof: (judgedAt: string, plannedAt: string): string => `${judgedAt} (planned for ${plannedAt})`,
    noProof: 'none is known',
    /** It was reopened, and what was known is of before. */
    notLookedAnew: 'not known until the next check',
    notCheckedYet: 'none yet',
    /** Whose check could not be made then: what is known of them is older. */
    notReadThen: (list: string): string => `not read then: ${list}`,
    /** Its time has passed, and no check could judge it: a source did not answer. */
    notJudged: (plannedAt: string): string =>
      `the planned run of ${plannedAt}, which could not be judged yet`,
    failedSince: (source: SourceId, status: ReadingStatus, at: string): string =>
      `${inSentence(source)} ${SOURCE_FAILURES[status]} (since ${at})`,
    /** By that check: nobody has asked it since. */
    hadFailed: (source: SourceId, status: ReadingStatus, at: string): string =>
      `${inSentence(source)} ${SOURCE_FAILURES_THEN[status]} then (since ${at})`,
    /** In place of all other lines. */
    restNotShown:
      'The rest could not be shown here. It is recorded, and what has happened stands in the thread',
    /** "2 of 3 providers missing" */
    notWell: ({ count, of, state }: NotWell, noun: Noun): string =>
      `${figure(count)} of ${counted(of, noun)} ${stateSaid(state)}`,
    allWell: (count: number, noun: Noun): string =>
      count === 1 ? `the ${noun.one} is well` : `all ${counted(count, noun)} are well`,
    /** Of others nothing is expected: `switchedOff` follows. */
    someWell: (count: number, noun: Noun): string =>
      `${counted(count, noun)} ${count === 1 ? 'is' : 'are'} well`,
    /** Behind how many are not well. */
    well: (count: number): string => `${figure(count)} well`,
    inState: (count: number, state: State): string => `${figure(count)} ${STATE_NAMES_EN[state]}`,
    /** On schedule, and nothing has proved it. */
    unproved: (count: number): string => `${figure(count)} not proved yet`,
    switchedOff: (count: number): string => `${figure(count)} not expected any more`,
    allSwitchedOff: (count: number, noun: Noun): string =>
      count === 1
        ? `the ${noun.one} is not expected any more`
        : `none of the ${counted(count, noun)} is expected any more`,
  },

  /** On schedule, but by a manual send, or by a run older than the one that was failed at. */
  notProved: 'no planned run has proved it yet',
  since: (at: string, isAtLeast: boolean): string => `since ${at}${isAtLeast ? ' or earlier' : ''}`,
  missedRuns: (count: number, isAtLeast: boolean): string =>
    `${isAtLeast ? 'at least ' : ''}${figure(count)} planned ${count === 1 ? 'run' : 'runs'} missed`,

  verdict: {
    /** By its own words. */
    quoted: (statement: string): string => `verdict “${statement}”`,
    /** By somebody in the incident who has it, where its words hold figures of theirs. */
    asOf: (subject: string): string => `same verdict as ${subject}`,
    /** The same, of somebody who has another one by now. */
    asBefore: (subject: string): string => `verdict that ${subject} had`,
  },
  others: ({ count, isAtLeast, noun, verdict, since, list }: Others): string =>
    [
      `${isAtLeast ? 'at least ' : ''}${figure(count)} more ${count === 1 ? `${noun.one} has` : `${noun.many} have`} the ${verdict ?? 'same verdict'}`,
      ...(since === null ? [] : [` ${since}`]),
      ...(list === null ? [] : [`: ${list}`]),
    ].join(''),
  sinceAll: (day: string, isAtLeast: boolean): string => `since ${day}${isAtLeast ? ' or earlier' : ''}`,
  sinceFirst: (day: string, isAtLeast: boolean): string =>
    `(the first since ${day}${isAtLeast ? ' or earlier' : ''})`,
  othersBefore: (count: number): string => `At the check before: ${figure(count)}`,
  /** @param besides as `besides` says it; '': there are no such */
  noOthers: (of: number, noun: Noun, verdict: string | null, besides: string): string =>
    `of ${counted(of, noun)}, nobody outside this incident has the ${verdict ?? 'same verdict'}${besides}`,
  /** Of an incident with several verdicts. @param isRest others have some of them */
  noOthersAtAll: (of: number, noun: Noun, besides: string, isRest: boolean): string =>
    `of ${counted(of, noun)}, nobody outside this incident has any of ${isRest ? 'its other' : 'its'} verdicts${besides}`,
  noOthersKnown: (verdict: string | null, besides: string): string =>
    `nobody outside this incident is known to have the ${verdict ?? 'same verdict'}${besides}; not everybody could be read`,
  /** Those who were taken out of the incident and have it. */
  besides: ({ count, list }: Group): string =>
    `, besides ${list}, who ${count === 1 ? 'was' : 'were'} taken out`,

  opened: (by: Part, origin: 'diagnosis' | 'digest' | 'message' | 'command'): Said =>
    said`Opened by ${by}${ORIGINS[origin]}`,
  /** Behind their name and verdict. */
  added: {
    opening: (_by: Part): Said => [],
    'by-hand': (by: Part): Said => said`added by ${by}`,
    'same-verdict': (by: Part): Said => said`added by ${by}, for the same verdict`,
  },
  removed: (by: Part, subject: string): Said => said`${subject} removed by ${by}`,
  changed: (subject: string, before: string, after: string): string =>
    `${subject}: now ${after} (before: ${before})`,
  /** It stands as it did, and only its cause is more or less sure. */
  surer: (subject: string, statement: string, before: Confidence, after: Confidence): string =>
    `${subject}: still ${statement}; its cause is ${before === 'confirmed' && after === 'likely' ? 'only ' : ''}${CONFIDENCES[after]} now (before: ${CONFIDENCES[before]})`,
  states: STATE_NAMES_EN,
  /** @param before null: it seemed well before, and is proved now */
  recovered: (subject: string, before: string | null): string =>
    `${subject} has recovered${before === null ? '' : ` (before: ${before})`}`,
  provedBy: (at: string): string => `proved by the planned run of ${at}`,

  /** @param sources that have failed at once, at least one */
  sourceFailed: (sources: readonly SourceId[], status: ReadingStatus): string => {
    const [isOne, list] = [sources.length === 1, sourcesSaid(sources)];
    const failure = (isOne ? SOURCE_FAILURES : SOURCES_FAILURES)[status];
    return status === 'not-configured'
      ? `${list} ${failure}, and ${isOne ? 'is' : 'are'} not asked`
      : `${list} ${failure}: verdicts that need ${isOne ? 'it' : 'them'} stay as they were`;
  },
  /** @param wasWatched it was checked again and again meanwhile */
  sourceBack: (source: SourceId, failedAt: string, wasWatched: boolean): string =>
    `${atStart(source)} answers again; it had not ${wasWatched ? 'since' : 'at the check of'} ${failedAt}`,

  leadTaken: (by: Part, instead: Part | null): Said =>
    instead === null ? said`${by} is on it` : said`${by} is on it, in place of ${instead}`,
  statusChanged: {
    acknowledged: (by: Part): Said => said`Acknowledged by ${by}`,
    mitigated: (by: Part): Said => said`Mitigated, says ${by}`,
    resolved: (by: Part): Said => said`Resolved, says ${by}`,
    closed: (by: Part): Said => said`Closed by ${by}`,
  },
  /** Of a resolution that was declared all the same. */
  declaredWhile: (notWell: string): string => `Declared resolved while ${notWell}`,
  /** "2 of 3 are still missing: A and B" */
  stillNotWell: ({ count, of, state }: NotWell, list: string): string =>
    `${figure(count)} of ${figure(of)} ${count === 1 ? 'is' : 'are'} still ${stateSaid(state)}: ${list}`,
  /** The same of a moment that has passed: "1 of 1 was still missing". */
  stillNotWellThen: ({ count, of, state }: NotWell): string =>
    `${figure(count)} of ${figure(of)} ${count === 1 ? 'was' : 'were'} still ${stateSaid(state)}`,
  reopened: (by: Part): Said => said`Reopened by ${by}`,
  severityChanged: (by: Part, before: string, to: string): Said => said`Severity ${before} → ${to}, by ${by}`,
  resolutionProposed: (count: number, noun: Noun, runAt: string | null): string =>
    `${count === 1 ? `The ${noun.one}` : `All ${counted(count, noun)}`} ${wellSince(count, runAt)}. Is it resolved?`,
  /** Of some nothing is expected any more. */
  resolutionProposedBut: (well: Group, off: Group, runAt: string | null): string =>
    `${well.list} ${wellSince(well.count, runAt)}; ${off.list} ${off.count === 1 ? 'is' : 'are'} not expected any more. Is it resolved?`,
  resolutionProposedOff: (count: number, noun: Noun): string =>
    `${count === 1 ? `The ${noun.one} is not` : `None of the ${counted(count, noun)} is`} expected any more: no planned run will prove anything. Is it resolved?`,

  /** @param notWell as `stillNotWell` says it */
  stillNotWellAt: (declaredAt: string, runAt: string, notWell: string): string =>
    `Declared resolved on ${declaredAt}, but after the planned run of ${runAt}, ${notWell}`,
  /** Beneath a verdict by which it is not resolved any more. */
  wasResolved: (declaredAt: string, who: Part): Said =>
    said`This incident was declared resolved on ${declaredAt}. ${who}: is it to be reopened?`,
  toReopen: (who: Part): Said => said`${who}: is it to be reopened?`,

  noted: (by: Part, text: string): Said => said`${text} (${by})`,
  /** Behind an event. */
  countsAs: (mark: string): string => `counts as ${mark}`,
  /** The moments that the clocks run between. */
  marks: {
    began: 'beginning',
    reported: 'report',
    detected: 'detection',
    'first-reaction': 'first reaction',
    engaged: 'engagement',
    mitigated: 'mitigation',
    fixed: 'fix',
  },
  corrected: ({ seq, by, text, at }: Corrected): Said => {
    const parts = [
      ...(text === null ? [] : [`“${text.right}”${text.was === null ? '' : `, not “${text.was}”`}`]),
      ...(at === null ? [] : [`at ${at.right}${at.was === null ? '' : `, not ${at.was}`}`]),
    ];
    return said`${by} corrects no. ${seq}${parts.length === 0 ? '' : `: ${parts.join('; ')}`}`;
  },
  withdrawn: (by: Part, seq: number, text: string | null): Said =>
    said`${by} withdraws no. ${seq}${text === null ? '' : `: “${text}”`}`,

  quoted: (text: string): string => `“${text}”`,

  nudged: 'Nothing has moved for seven days',
  nudge: (who: Part, isResolved: boolean): Said =>
    isResolved ? said`${who}: may it be closed?` : said`${who}: is it resolved, or who goes on?`,
  /** Of a resolved one with somebody who is not well. @param notWell as `stillNotWell` says it */
  nudgeToReopen: (who: Part, notWell: string): Said => said`${who}: ${notWell}. Is it to be reopened?`,
  wrotePostmortem: (by: Part): Said => said`${by} has written in the postmortem`,
  channelClosed: {
    shared: 'People of other organizations read the channel now: nothing is posted there',
    'not-allowed': 'Answers are not public in the channel any more: nothing is posted there',
    'not-a-member': 'The bot is not in the channel any more: nothing is posted there',
    'thread-locked': 'The thread is locked: nothing is posted there',
    refused: 'Slack does not let the bot post in the channel',
  },
  /** To one person. @param channel where the incident is told */
  channelClosedFor: {
    shared: (channel: string): string =>
      `People of other organizations, or guests, read ${channel} now, so nothing of this incident is posted there. It is checked and recorded as before; once they do not any more, all of it follows.`,
    'not-allowed': (channel: string): string =>
      `Answers are not public in ${channel} any more, so nothing of this incident is posted there. It is checked and recorded as before; once the channel is allowed again (SLACK_ALLOWED_CHANNELS), all of it follows.`,
    'not-a-member': (channel: string): string =>
      `The bot is not in ${channel} any more, so nothing of this incident is posted there. It is checked and recorded as before; once it is invited (/invite @portal-check), all of it follows.`,
    'thread-locked': (channel: string): string =>
      `The thread of this incident in ${channel} is locked, so nothing of it is posted there. It is checked and recorded as before; once the thread is unlocked (by an administrator of Slack), all of it follows.`,
    refused: (channel: string): string =>
      `The bot cannot post in ${channel} any more. This incident is checked and recorded as before; once it can (unarchive the channel), all of it follows.`,
  },
  /** In place of a fact that Slack does not take. */
  notShown: (seq: number): string =>
    `No. ${seq} could not be shown in full. It is recorded: @portal-check timeline`,
  /** Behind all that a fact says. */
  picturesLeftOut: (count: number): string =>
    count === 1
      ? 'A timeline picture could not be shown: everything it shows stands in words above'
      : `${figure(count)} timeline pictures could not be shown: everything they show stands in words above`,
  /** Recorded by a later version of the bot: in place of what it says. */
  unreadable: (count: number): string =>
    count === 1
      ? 'a fact of a later version cannot be read here'
      : `${figure(count)} facts of a later version cannot be read here`,
  channelBack: (sinceAt: string | null): string =>
    sinceAt === null
      ? 'The bot may post here again'
      : `The bot may post here again; what has happened since ${sinceAt} stands above`,
  rootLost: {
    deleted: 'The message that heads this incident was deleted: it stands anew in the channel',
    'not-editable':
      'Slack does not let the bot edit the message that heads this incident any more: it stands anew in the channel, and the old one stays as it was',
  },

  buttons: {
    lead: 'I’m on it',
    mitigated: 'Mitigated',
    resolved: 'Resolved',
    severity: 'Change severity',
    reopen: 'Reopen',
    close: 'Close',
    addOthers: 'Add them',
    thread: 'Go to the thread',
  },

  list: {
    headline: {
      open: (count: number): string => (count === 1 ? '1 open incident' : `${figure(count)} open incidents`),
      all: (count: number): string => (count === 1 ? '1 incident' : `${figure(count)} incidents`),
    },
    /** Above those of the open ones that nobody works on any more. */
    resolved: (count: number): string => `${figure(count)} resolved, not closed yet`,
    none: { open: 'No incident is open.', all: 'There has been no incident yet.' },
    more: (count: number): string => `… and ${figure(count)} more`,
  },
  timeline: {
    headline: (headline: string, timeZone: string): string => `Timeline of ${headline} (${timeZone})`,
    earlier: (count: number): string =>
      `… ${count === 1 ? '1 earlier entry' : `${figure(count)} earlier entries`}: the postmortem has them all`,
    correctedBy: (by: Part, at: string, was: string): Said => said`corrected by ${by}, ${at}; was ${was}`,
    withdrawnBy: (by: Part, at: string): Said => said`withdrawn by ${by}, ${at}`,
    help: 'By these numbers: correct 5 at 12:30 what is right · withdraw 5',
  },
};

/** The words of incidents in one language. */
export type IncidentWords = typeof incidentEn;

const ORIGINS: Readonly<Record<'diagnosis' | 'digest' | 'message' | 'command', string>> = {
  diagnosis: ' from a diagnosis',
  digest: ' from a digest',
  message: ' from a message',
  command: '',
};

const CONFIDENCES: Readonly<Record<Confidence, string>> = {
  confirmed: 'confirmed',
  likely: 'likely',
  none: 'not established',
};

const SOURCE_FAILURES: Readonly<Record<ReadingStatus, string>> = {
  ok: 'cannot be relied on',
  truncated: 'answers only in part',
  failed: 'does not answer',
  'not-configured': 'is not configured any more',
};

/** The same of several. */
const SOURCES_FAILURES: Readonly<Record<ReadingStatus, string>> = {
  ok: 'cannot be relied on',
  truncated: 'answer only in part',
  failed: 'do not answer',
  'not-configured': 'are not configured any more',
};

/** The same of one, of the past. */
const SOURCE_FAILURES_THEN: Readonly<Record<ReadingStatus, string>> = {
  ok: 'could not be relied on',
  truncated: 'answered only in part',
  failed: 'did not answer',
  'not-configured': 'was not configured any more',
};

function inSentence(source: SourceId): string {
  return source === 'delivery' ? 'the database' : SOURCE_NAMES_EN[source];
}

function atStart(source: SourceId): string {
  return source === 'delivery' ? 'The database' : SOURCE_NAMES_EN[source];
}

/** "Sentry and the database", at the start of a sentence. */
function sourcesSaid(sources: readonly SourceId[]): string {
  const names = sources.map((source, index) => (index === 0 ? atStart(source) : inSentence(source)));
  return digestEn.names(names, names.length);
}

function stateSaid(state: State | null): string {
  return state === null ? 'not well' : STATE_NAMES_EN[state];
}

/** Since when somebody is well. */
function wellSince(count: number, runAt: string | null): string {
  return runAt === null
    ? `${count === 1 ? 'is' : 'are'} well by the last check`
    : `${count === 1 ? 'has' : 'have'} been well since the planned run of ${runAt}`;
}

function counted(count: number, { one, many }: Noun): string {
  return `${figure(count)} ${count === 1 ? one : many}`;
}

function figure(count: number): string {
  return count.toLocaleString('en');
}
