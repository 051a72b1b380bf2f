/** A time that a clock has run, and the two moments that it runs between, as they are to be read. */
interface Ran {
  /** "1:44" */
  readonly hours: string;
  readonly from: string;
  readonly fromAt: string;
  readonly to: string;
  readonly toAt: string;
  /** It began earlier, perhaps. */
  readonly isAtLeast: boolean;
}

/** What one subject has missed. */
interface Missed {
  readonly runs: number;
  readonly isAtLeast: boolean;
  /** null: none is known. */
  readonly firstAt: string | null;
  readonly isWell: boolean;
  /** null: it is in the incident still. */
  readonly takenOutAt: string | null;
}

interface Noun {
  readonly one: string;
  readonly many: string;
}

/**
 * The postmortem's own words, in the team's form. What is put in is Markdown already. Another language is complete when it is a
 * `PostmortemWords`.
 */
export const postmortemEn = {
  headings: {
    summary: 'Summary',
    severity: 'Severity',
    times: 'Times',
    learnings: '3 - 5 learnings',
    impact: 'Impact assessment',
    monitoring: 'Monitoring',
    whys: 'Root-cause analysis (five whys)',
    could: 'How could it have been …',
    prevented: 'Prevented',
    'detected-earlier': 'Detected earlier',
    'mitigated-sooner': 'Mitigated sooner',
    timeline: (timeZone: string): string => `Timeline (${timeZone})`,
  },
  /** Where people are to write. */
  toWrite: 'To be written.',
  severity: (severity: string): string => `**${severity}**`,
  clocks: {
    timeToDetect: 'TTD, to the first reaction',
    timeToEngage: 'TTE, to the engagement',
    timeToFix: 'TTF, to the confirmed fix',
  },
  moments: {
    began: 'the beginning',
    reported: 'the report',
    firstReaction: 'the first reaction',
    engaged: 'the engagement',
    fixed: 'the confirmed fix',
  },
  ran: ({ hours, from, fromAt, to, toAt, isAtLeast }: Ran): string =>
    `${isAtLeast ? 'at least ' : ''}**${hours}** from ${from} (${fromAt}) to ${to} (${toAt})`,
  besides: (ran: string): string => `beside it ${ran}`,
  notYet: 'not known yet',
  beforeReport: (at: string): string => `before the report (${at})`,
  byThen: (at: string): string => `by ${at}`,
  hoursAndMinutes:
    'Hours and minutes, counted from the report; beside it from the beginning, where that is known.',
  impact: (subjects: number, noun: Noun, runs: number, isAtLeast: boolean): string =>
    `${counted(subjects, noun)}, ${isAtLeast ? 'at least ' : ''}${counted(runs, { one: 'missed planned run', many: 'missed planned runs' })} in all.`,
  nobody: ({ many }: Noun): string => `No ${many} were named. To be written: who was affected, and how.`,
  missed: ({ runs, isAtLeast, firstAt, isWell, takenOutAt }: Missed): string =>
    [
      runs === 0
        ? 'no missed planned run is known'
        : `${isAtLeast ? 'at least ' : ''}${counted(runs, { one: 'planned run', many: 'planned runs' })} missed, the first on ${firstAt ?? 'an unknown day'}`,
      takenOutAt !== null ? `taken out on ${takenOutAt}` : isWell ? 'well again' : 'not proved well',
    ].join('; '),
  foundBy: {
    report: (by: string | null, at: string): string => `By a report${by === null ? '' : ` of ${by}`}, ${at}.`,
    digest: (_by: string | null, at: string): string => `By a digest of the bot; reported ${at}.`,
    check: (_by: string | null, at: string): string => `By a check of the bot; reported ${at}.`,
  },
  seenByBot: (at: string): string => `The bot saw it first ${at}.`,
  why: (index: number, subject: string | null): string =>
    subject === null ? `Why ${index}?` : `Why ${index}: why did it happen to ${subject}?`,
  whyOfThat: 'Why?',
  whyHappened: 'Why did it happen?',
  /** @param days of the calendar; 0: it was on the day of the report */
  undetected: ({ days, isAtLeast }: { readonly days: number; readonly isAtLeast: boolean }): string =>
    days === 0
      ? `The first missed planned run${isAtLeast ? ' that is known' : ''} was on the day of the report: a digest after each planned run would have shown it then.`
      : `The first missed planned run was ${isAtLeast ? 'at least ' : ''}${counted(days, { one: 'day', many: 'days' })} before the report: a digest would have shown it ${isAtLeast ? 'by then' : 'on that day'}.`,
  waited: {
    'first-reaction': (hours: string): string => `${hours} passed from the report to the first reaction.`,
    engaged: (hours: string): string => `${hours} more passed until somebody was on it.`,
    fixed: (hours: string): string => `${hours} more passed until the fix was confirmed.`,
  },
  timeline: { when: 'When', what: 'What' },
  reported: (by: string | null): string => `reported${by === null ? '' : ` by ${by}`}`,
  began: 'the first planned run was missed',
};

/** The words of postmortems in one language. */
export type PostmortemWords = typeof postmortemEn;

function counted(count: number, { one, many }: Noun): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
}
