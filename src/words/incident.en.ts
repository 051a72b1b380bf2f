import type { ReadingStatus, SourceId } from '../diagnosis/reading.ts';
import type { State } from '../diagnosis/verdict.ts';
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
    nobody: 'nobody yet',
    nextProof: (judgedAt: string, plannedAt: string): string => `${judgedAt} (planned for ${plannedAt})`,
    noProof: 'none is known',
    notCheckedYet: 'none yet',
    /** Its time has passed, and no check could judge it: a source did not answer. */
    notJudged: (plannedAt: string): string =>
      `the planned run of ${plannedAt}, which could not be judged yet`,
    failedSince: (source: SourceId, at: string): string =>
      `${inSentence(source)} does not answer in full since ${at}`,
    /** By that check: nobody has asked it since. */
    hadFailed: (source: SourceId, at: string): string =>
      `${inSentence(source)} did not answer in full then (since ${at})`,
    /** "2 of 3 providers missing" */
    notWell: ({ count, of, state }: NotWell, noun: Noun): string =>
      `${figure(count)} of ${counted(of, noun)} ${stateSaid(state)}`,
    allWell: (count: number, noun: Noun): string =>
      count === 1 ? `the ${noun.one} is well` : `all ${counted(count, noun)} are well`,
    /** Of others nothing is expected: `switchedOff` follows. */
    someWell: (count: number, noun: Noun): string =>
      `${counted(count, noun)} ${count === 1 ? 'is' : 'are'} well`,
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
  noOthers: (of: number, noun: Noun, verdict: string | null): string =>
    `nobody else of ${counted(of, noun)} has the ${verdict ?? 'same verdict'}`,
  /** Of an incident with several verdicts. */
  noOthersAtAll: (of: number, noun: Noun): string =>
    `nobody else of ${counted(of, noun)} has any of these verdicts`,
  noOthersKnown: (verdict: string | null): string =>
    `nobody else is known to have the ${verdict ?? 'same verdict'}; not everybody could be read`,

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
  /** @param before null: it seemed well before, and is proved now */
  recovered: (subject: string, before: string | null): string =>
    `${subject} has recovered${before === null ? '' : ` (before: ${before})`}`,
  provedBy: (at: string): string => `proved by the planned run of ${at}`,

  sourceFailed: (source: SourceId, status: ReadingStatus): string =>
    status === 'not-configured'
      ? `${atStart(source)} ${SOURCE_FAILURES[status]}, and is not asked`
      : `${atStart(source)} ${SOURCE_FAILURES[status]}: verdicts that need it stay as they were`,
  sourceBack: (source: SourceId, failedAt: string): string =>
    `${atStart(source)} answers again; it had not since ${failedAt}`,

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
  reopened: (by: Part): Said => said`Reopened by ${by}`,
  severityChanged: (by: Part, before: string, to: string): Said => said`Severity ${before} → ${to}, by ${by}`,
  resolutionProposed: (count: number, noun: Noun, runAt: string | null): string =>
    `${count === 1 ? `The ${noun.one} is` : `All ${counted(count, noun)} are`} well${sinceRun(runAt)}. Is it resolved?`,
  /** Of some nothing is expected any more. */
  resolutionProposedBut: (well: Group, off: Group, runAt: string | null): string =>
    `${well.list} ${well.count === 1 ? 'is' : 'are'} well${sinceRun(runAt)}; ${off.list} ${off.count === 1 ? 'is' : 'are'} not expected any more. Is it resolved?`,
  resolutionProposedOff: (count: number, noun: Noun): string =>
    `${count === 1 ? `The ${noun.one} is not` : `None of the ${counted(count, noun)} is`} expected any more: no planned run will prove anything. Is it resolved?`,

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
  wrotePostmortem: (by: Part): Said => said`${by} has written in the postmortem`,
  channelClosed: {
    shared: 'People of other organizations read the channel now: nothing is posted there',
    'not-allowed': 'Answers are not public in the channel any more: nothing is posted there',
    'not-a-member': 'The bot is not in the channel any more: nothing is posted there',
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
    refused: (channel: string): string =>
      `The bot cannot post in ${channel} any more. This incident is checked and recorded as before; once it can (unarchive the channel), all of it follows.`,
  },
  /** In place of a fact that Slack does not take. */
  notShown: (seq: number): string =>
    `No. ${seq} could not be shown in full. It is recorded: @portal-check timeline`,
  channelBack: (sinceAt: string | null): string =>
    sinceAt === null
      ? 'The bot may post here again'
      : `The bot may post here again; what has happened since ${sinceAt} stands above`,
  rootLost: 'The message that heads this incident was deleted: it stands anew in the channel',

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

const SOURCE_FAILURES: Readonly<Record<ReadingStatus, string>> = {
  ok: 'cannot be relied on',
  truncated: 'answers only in part',
  failed: 'does not answer',
  'not-configured': 'is not configured any more',
};

function inSentence(source: SourceId): string {
  return source === 'delivery' ? 'the database' : SOURCE_NAMES_EN[source];
}

function atStart(source: SourceId): string {
  return source === 'delivery' ? 'The database' : SOURCE_NAMES_EN[source];
}

function stateSaid(state: State | null): string {
  return state === null ? 'not well' : STATE_NAMES_EN[state];
}

/** Since when somebody is well. */
function sinceRun(runAt: string | null): string {
  return runAt === null ? ' by the last check' : ` since the planned run of ${runAt}`;
}

function counted(count: number, { one, many }: Noun): string {
  return `${figure(count)} ${count === 1 ? one : many}`;
}

function figure(count: number): string {
  return count.toLocaleString('en');
}
