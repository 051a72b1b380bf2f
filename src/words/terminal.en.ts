import type { ReadingStatus, SourceId } from '../diagnosis/reading.ts';
import { doctorFactInEnglish, doctorProblemInEnglish } from './doctor-facts.en.ts';
import type { Locale } from './locale.ts';
import { problemInEnglish } from './problems.en.ts';

const STATUS_NAMES: Readonly<Record<ReadingStatus | 'asking', string>> = {
  asking: '…',
  ok: 'ok',
  truncated: 'truncated',
  failed: 'failed',
  'not-configured': 'not configured',
};

/** What people call the subjects of a check. */
interface Noun {
  readonly one: string;
  readonly many: string;
}

/**
 * Everything that the terminal says besides a check's own words. Names of commands, options, settings and codes are the same in all
 * languages. Another language is complete when it is a `TerminalWords`.
 */
export const terminalEn = {
  locale: 'en' as Locale,

  /** What went wrong with a source or with the bot's own database, and what to do. */
  problem: problemInEnglish,

  /** What all help texts have in common. */
  help: {
    usage: 'Usage:',
    arguments: 'Arguments:',
    options: 'Options:',
    globalOptions: 'Options of all commands:',
    commands: 'Commands:',
    anyOptions: '[options]',
    anyCommand: '[command]',
    oneOf: (choices: readonly string[]): string => `one of ${choices.join(', ')}`,
    ifLeftOut: (value: string): string => `${value} if left out`,
    shows: 'show this help',
    ofCommand: 'show the help of a command',
    whereToLook: '(portal-check --help shows what there is)',
    program: 'Says why a provider did not get its portal link.',
    language: 'the language of what is printed; BOT_LANGUAGE if left out',
    exitCodes: [
      'Exit codes: 0 on schedule or not expected, 10 missing, 11 partial, 12 unknown',
      '(several ids, and a digest: the worst), 64 usage, 70 internal, 78 configuration.',
      'Data goes to standard output, all else to standard error.',
    ].join('\n'),
  },

  /** What stands for a value in help. */
  values: {
    words: 'words',
    diagnosisId: 'diagnosis-id',
    command: 'command',
    instant: 'instant',
    duration: 'duration',
    instantOrDuration: 'instant or duration',
    name: 'name',
    format: 'format',
    id: 'id',
    trait: 'trait=value',
    number: 'number',
    file: 'file',
    language: 'language',
  },

  /** What a command line can be refused for before anything is opened. */
  refusals: {
    unknownCommand: (name: string, similar: string | null): string =>
      `unknown command '${name}'${didYouMean(similar)}`,
    unknownOption: (name: string, similar: string | null): string =>
      `unknown option '${name}'${didYouMean(similar)}`,
    missingArgument: (name: string): string => `missing required argument '${name}'`,
    missingValue: (option: string): string => `the value of option '${option}' is missing`,
    invalidValue: (option: string, value: string, choices: string): string =>
      `the value '${value}' is invalid for option '${option}': it is one of ${choices}`,
    tooManyArguments: (surplus: string): string => `too many arguments: ${surplus}`,
    unknownCheck: (name: string, known: readonly string[]): string =>
      `no check is called "${name}"; there are: ${known.join(', ')}`,
    instant: (option: string, value: string, example: string): string =>
      `${option} takes an instant with its offset, as ${example}, or how long ago, as 7d or 12h; not "${value}"`,
    instantWithoutOffset: (option: string, value: string): string =>
      `${option} "${value}" has no offset from UTC: add one, as -07:00 or Z`,
    emptyRange: (since: string, until: string): string =>
      `--since (${since}) must be earlier than --until (${until})`,
    oneId: (option: string, value: string, example: string): string =>
      `${option} takes one id, not "${value}". For example: ${example}`,
    noDigests: (checkId: string, { many }: Noun): string =>
      `the check "${checkId}" has no digests, for it cannot read all ${many} at once: name those to check`,
    noIncident: (written: string): string =>
      `there is no incident "${written}"; "portal-check incident list --all" lists them by number`,
    file: (path: string, code: string): string =>
      `the file ${path} cannot be read and written (${code}): name another one, or mend its rights`,
    filter: (value: string, known: readonly string[]): string =>
      known.length === 0
        ? `digests of this check cannot be narrowed: leave out --filter ${value}`
        : `--filter takes one of ${known.join(', ')}; not "${value}"`,
  },

  /** What may go wrong around every command. */
  failures: {
    internal: 'portal-check failed:',
    storeUnusable:
      'the bot’s own database cannot be used: the answer will not be kept; "portal-check doctor" says why',
    auditFailed: 'the audit of this request could not be written: "portal-check doctor" says why',
  },

  check: {
    description: 'check one or more providers',
    words: 'ids, also inside pasted text; or words of a name',
    asOf: 'the instant to check for, with its offset, as 2025-07-24T05:31-07:00',
    window: 'how far back logs and events are read, as 14d or 12h',
    check: 'which check; portal-links if left out',
    evidence: 'show what the diagnosis rests on',
    format: 'how to print',
    checking: (what: string): string => `checking ${what} …`,
    source: (source: SourceId, status: ReadingStatus | 'asking'): string =>
      `${source}: ${STATUS_NAMES[status]}`,
    /** Below a list of whom a name fits. */
    byId: (example: string): string => `Check one of them by its id: ${example}`,
    late: 'a source is late; waiting for it',
    codes: (verdict: string, diagnosisId: string): string => `verdict ${verdict} · diagnosis ${diagnosisId}`,
  },

  digest: {
    exitCodes: [
      'Exit codes: the worst state that anybody is in: 0 nobody is missing or unknown, 10 missing,',
      '11 partial, 12 unknown, or nobody is seen to be unwell and not everything could be read.',
    ].join('\n'),
    description: 'tell what has changed among all providers',
    filter: 'only those with this trait, as kind=Clinic; may stand several times',
    format: 'how to print; csv lists everybody',
    asking: ({ many }: Noun): string => `asking about all ${many} …`,
    reading: (count: number, { one, many }: Noun): string =>
      `reading ${figure(count)} ${count === 1 ? one : many} …`,
    read: (count: number, of: number): string => `${figure(count)} of ${figure(of)} read`,
    /** Above the findings that have no room in a message. */
    further: 'Further',
    inOutage: (count: number): string =>
      `${figure(count)} more in an outage: portal-check digest --format csv names them.`,
    mutedBy: (userId: string): string => `by ${userId}`,
  },

  incident: {
    description: 'show incidents, and print their postmortems',
    list: 'list the open ones, newest first',
    all: 'all of them, the closed too',
    show: 'show how one stands, its clocks and its timeline',
    postmortem:
      'print the postmortem as Markdown, in the language of the incident unless --language names another',
    into: 'write it into this file; what people have edited there stays as it is',
    format: 'how to print',
    none: { open: 'no incident is open', all: 'there has been no incident yet' },
    clocks: 'Clocks (hours and minutes)',
    timeline: (timeZone: string): string => `Timeline (${timeZone})`,
    notYet: 'not known yet',
    fromReport: 'from the report',
    fromBeginning: (isAtLeast: boolean): string => `from the beginning${isAtLeast ? ', or longer' : ''}`,
    between: (from: string, to: string): string => `(${from} – ${to})`,
    written: (path: string): string => `written into ${path}`,
    kept: (headings: readonly string[]): string =>
      `edited by people, and left as it is: ${headings.join(', ')}`,
  },

  replay: {
    description: 'evaluate a kept diagnosis with today’s rules',
    notKept: (id: string): string => `no diagnosis ${id} is kept: it was never made here, or it was purged`,
    notInstalled: (id: string, checkId: string): string =>
      `diagnosis ${id} is of the check "${checkId}", which is not installed`,
    unchanged: (verdict: string, rulesThen: number, rulesNow: number): string =>
      `unchanged: ${verdict}, rules ${rulesThen} then and ${rulesNow} now`,
    changed: (before: string, rulesThen: number, after: string, rulesNow: number): string =>
      `changed: ${before} under rules ${rulesThen}, ${after} under rules ${rulesNow}`,
  },

  migrate: {
    description: 'prepare the bot’s own database',
    upToDate: 'the database is up to date',
    applied: (names: readonly string[]): string => `applied: ${names.join(', ')}`,
  },

  verdicts: {
    description: 'print all verdicts and when they are given, as Markdown',
  },

  audit: {
    description: 'list who asked what and what came out',
    since: 'from when on, as 7d, 12h or 2025-07-24T05:31-07:00',
    until: 'until when; now if left out',
    user: 'only of this user',
    provider: 'only about this provider',
    format: 'how to print',
    nothing: (since: string, until: string): string =>
      `the audit holds nothing of this kind from ${since} to ${until}`,
  },

  feedback: {
    description: 'list what people said of diagnoses',
    since: 'from when on, as 7d, 12h or 2025-07-24T05:31-07:00',
    format: 'how to print',
    nothing: (since: string): string => `nobody has said anything of a diagnosis since ${since}`,
    count: (verdict: string, right: number, wrong: number): string =>
      `${verdict}: ${[...(right === 0 ? [] : [`${right} right`]), ...(wrong === 0 ? [] : [`${wrong} wrong`])].join(', ')}`,
    right: 'right',
    wrong: 'wrong',
    rules: (version: number): string => `rules ${version}`,
    diagnosis: (id: string): string => `diagnosis ${id}`,
  },

  doctor: {
    description: 'try Slack, Sentry, Loki and both databases',
    sample: 'show every column of this provider, without its names, and how often each phrase was seen',
    trying: 'trying Slack, Sentry, Loki and both databases …',
    rehearsal: (startedAt: string): string =>
      `rehearsal: the clock started at ${startedAt} (CLOCK_STARTS_AT)`,
    parts: {
      slack: 'Slack',
      sentry: 'Sentry',
      loki: 'Loki',
      delivery: 'Delivery database',
      store: 'The bot’s own database',
      digests: 'Digests',
    },
    notConfigured: (settings: readonly string[]): string =>
      `not configured (${settings.join(' or ')} is not set)`,
    notExamined: (reason: string): string => `could not be examined: ${reason}`,
    fact: doctorFactInEnglish,
    problem: doctorProblemInEnglish,

    slack: {
      tokenOfPerson: 'this is the token of a person: SLACK_BOT_TOKEN must be a bot token (xoxb-…)',
      scopesLacking: (scopes: readonly string[]): string =>
        `the scope ${scopes.join(' and ')} is lacking: install the app again from manifest.yml`,
      noAnswer: (address: string): string =>
        `Slack did not answer at ${address}: check the network, HTTPS_PROXY and CA_FILE`,
      refused: (code: string, setting: string): string =>
        `Slack refused the token (${code}): check ${setting}, or install the app again`,
    },

    restsOnStore: 'not known as long as the bot’s own database cannot be used: see above',
    deadLetters: (count: number): string =>
      `${count === 1 ? 'a digest was' : `${count} digests were`} given up. Nothing is lost: the next one tells of all that has changed since the last complete one, and /portal-digest now makes one at once. Why: look in the log for "a job failed". They are forgotten after 14 days`,
    deadIncidentChecks: (count: number): string =>
      `${count === 1 ? 'a look at an incident was' : `${count} looks at incidents were`} given up. Nothing is lost: as long as an incident is due, it is looked at again each hour. Why: look in the log for "a job failed". They are forgotten after 14 days`,

    sampleOf: (id: string): string => `Sample ${id}`,
    noSuchProvider: 'no such provider',
  },
};

/** The terminal’s words in one language. */
export type TerminalWords = typeof terminalEn;

function figure(count: number): string {
  return count.toLocaleString('en');
}

function didYouMean(similar: string | null): string {
  return similar === null ? '' : `. Did you mean ${similar}?`;
}
