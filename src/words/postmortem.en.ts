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
  /** How it stands by now. */
  readonly end: 'well' | 'well-again' | 'not-expected' | 'not-proved' | 'not-well';
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
    timeToDeclaredFix: 'TTF, to the fix as declared',
  },
  moments: {
    began: 'the beginning',
    reported: 'the report',
    firstReaction: 'the first reaction',
    engaged: 'the engagement',
    mitigated: 'the mitigation',
    fixed: 'the confirmed fix',
  },
  ran: ({ hours, from, fromAt, to, toAt, isAtLeast }: Ran): string =>
    `${isAtLeast ? 'at least ' : ''}**${hours}** from ${from} (${fromAt}) to ${to} (${toAt})`,
  /** In place of the confirmed fix: a check contradicts it. @param by null: nobody knows */
  declaredFix: (by: string | null): string => `the fix as declared${by === null ? '' : ` by ${by}`}`,
  /** @param notWell "1 of 1 was still missing" */
  unconfirmed: (notWell: string): string => `not confirmed by a check: ${notWell}`,
  besides: (ran: string): string => `and ${ran}`,
  notYet: 'not known yet',
  beforeReport: (at: string): string => `before the report (${at})`,
  byThen: (at: string): string => `by ${at}`,
  hoursAndMinutes: 'Hours and minutes, from the report and, where it is known, from the beginning.',
  impact: (subjects: number, noun: Noun, runs: number, isAtLeast: boolean): string =>
    runs === 0 && isAtLeast
      ? `${counted(subjects, noun)}; no missed planned run is known.`
      : `${counted(subjects, noun)}, ${isAtLeast ? 'at least ' : ''}${counted(runs, { one: 'missed planned run', many: 'missed planned runs' })} in all.`,
  nobody: ({ many }: Noun): string => `No ${many} were named. To be written: who was affected, and how.`,
  missed: ({ runs, isAtLeast, firstAt, end, takenOutAt }: Missed): string =>
    [
      firstAt === null
        ? 'no missed planned run is known'
        : `${isAtLeast ? 'at least ' : ''}${counted(runs, { one: 'planned run', many: 'planned runs' })} missed, the first on ${firstAt}`,
      takenOutAt === null ? ENDS[end] : `taken out on ${takenOutAt}`,
    ].join('; '),
  foundBy: {
    report: (by: string | null, at: string): string =>
      `Found by a report${by === null ? '' : ` from ${by}`}, ${at}.`,
    digest: (_by: string | null, at: string): string => `Found by a digest of the bot; reported ${at}.`,
    check: (_by: string | null, at: string): string => `Found by a check of the bot; reported ${at}.`,
  },
  seenByBot: (at: string): string => `The bot first saw it ${at}.`,
  whyOfThat: 'Why?',
  whyHappened: 'Why did it happen?',
  /** @param days of the calendar; 0: it was on the day of the report */
  undetected: ({ days, isAtLeast }: { readonly days: number; readonly isAtLeast: boolean }): string =>
    days === 0
      ? `The first missed planned run${isAtLeast ? ' that is known' : ''} was on the day of the report: a digest after each planned run would have shown it then.`
      : `The first missed planned run was ${isAtLeast ? 'at least ' : ''}${counted(days, { one: 'day', many: 'days' })} before the report: a digest would have shown it ${isAtLeast ? 'by then' : 'on that day'}.`,
  /** One step, and the one before it. */
  waited: (hours: string, from: string, to: string): string => `${hours} from ${from} to ${to}`,
  timeline: { when: 'When', what: 'What' },
  reported: (by: string | null): string => `Reported${by === null ? '' : ` by ${by}`}`,
  began: 'Began',
  firstMissed: 'The first planned run was missed',
};

const ENDS: Readonly<Record<Missed['end'], string>> = {
  well: 'well all along',
  'well-again': 'well again',
  'not-expected': 'not expected any more',
  'not-proved': 'not proved well',
  'not-well': 'not well yet',
};

/** The words of postmortems in one language. */
export type PostmortemWords = typeof postmortemEn;

function counted(count: number, { one, many }: Noun): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
}
