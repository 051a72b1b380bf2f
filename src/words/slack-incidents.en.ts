/** What people call the subjects of a check. */
interface Noun {
  readonly one: string;
  readonly many: string;
}

/** Everything that the bot says of incidents in Slack to who does something with them, besides the incidents' own words. Plain text without markup. */
export const slackIncidentsEn = {
  buttons: {
    open: 'Open incident',
    join: 'Add to it',
    show: 'Show',
    go: 'Go to the incident',
    editPostmortem: 'Edit',
    postPostmortem: 'Post again',
  },

  open: {
    title: 'Open incident',
    submit: 'Open',
    close: 'Cancel',
    /** Above the form, where an open incident fits. */
    joinFirst: 'Is it one of these? Then add to it instead of opening another one.',
    join: (incident: string, channel: string): string => `Join ${incident} in ${channel}`,
    /** The same for whoever may not add to one. */
    tellThere: (incidents: number): string =>
      `It may be ${incidents === 1 ? 'this one: then tell it there' : 'one of these: then tell it there'} (@portal-check note …) instead of opening another one.`,
    standsIn: (incident: string, channel: string): string => `${incident} in ${channel}`,
    /** Where they did not know of it when they filled in the form. */
    openByNow: ({ many }: Noun): string =>
      `An open incident has one of these ${many}, or their verdict, by now. To open another one all the same, press “Open” again.`,
    notLookedUp:
      'Whether an open incident fits could not be looked up in time. Those that are open: /portal-incident list',
    more: (left: number, { one, many }: Noun): string =>
      `${count(left, `further ${one} is`, `further ${many} are`)} not well. The incident names those with the same verdict, and lets you add them.`,
    namesNotRead: 'Names could not be read in time: only ids are filled in.',
    /** @param fits how many have all of these words in their names */
    unclear: (words: string, fits: number, { one, many }: Noun): string =>
      fits === 0
        ? `“${words}” is nobody’s id, and no name among all ${many} has all of these words.`
        : `“${words}” fits ${count(fits, one, many)}: please choose below.`,
    /** The commonest verdict, where there are others besides. */
    andOthers: (statement: string): string => `${statement}, and others`,
    fromLastCheck: (at: string): string =>
      `What is filled in of a verdict is from the last check, ${at}. When it is opened, everybody is checked again.`,
    name: 'Title',
    namePlaceholder: 'What is wrong, in a few words',
    severity: 'Severity',
    severities: {
      P1: 'P1: everybody is affected, or patients are at risk',
      P2: 'P2: many are affected',
      P3: 'P3: few are affected',
      P4: 'P4: hardly anybody notices',
    },
    subjects: ({ many }: Noun): string => `Affected ${many}`,
    subjectsHint: 'None is fine: they can be added later.',
    subjectsPlaceholder: 'Names or ids',
    reportedAt: 'Reported when',
    /** Slack draws the field in the zone of whoever reads it. */
    reportedAtHint: 'In your own time zone, as Slack has it.',
    reportedBy: 'Reported by',
    reportedByHint: 'A word, as “help desk”, or a person as <@U012AB3CD>. Empty: you.',
    channel: 'Channel',
    channelHint:
      'Everybody in it reads the incident. Slack offers others too: only channels where answers are public are taken (SLACK_ALLOWED_CHANNELS).',
    summary: 'Summary',
    summaryHint: 'It is kept and shown to all. No names and no addresses of patients or recipients, please.',
    nameMissing: 'Please say in a few words what is wrong.',
    tooManySubjects: (given: number, most: number): string =>
      `These are ${figure(given)}; at most ${figure(most)} at once. Others can be added later.`,
    notASubject: 'Please choose from the list, or paste ids.',
    inFuture: 'This lies in the future.',
    channelMissing: 'Please choose a channel.',
    channelNotAllowed:
      'Incidents go only into channels where answers are public (SLACK_ALLOWED_CHANNELS), and this is none of them.',
    opening:
      'Opening the incident … Should nothing more come within a minute, press “Open” once more: it is opened once.',
    opened: (incident: string, channel: string): string => `${incident} is open in ${channel}.`,
    notPosted: (incident: string, channel: string): string =>
      `${incident} is open and kept. It could not be posted in ${channel} yet; the bot goes on trying.`,
    notChecked: (names: string): string =>
      `These could not be checked and are not in it yet: ${names}. To add them: /portal-incident add`,
    joining: 'Checking them, and adding them …',
    joined: (subjects: number, { one, many }: Noun, incident: string): string =>
      `${count(subjects, one, many)} ${subjects === 1 ? 'is' : 'are'} added to ${incident}.`,
    joinNobody: 'There is nobody in the field to add. Please choose them first.',
  },

  severity: {
    title: 'Change severity',
    submit: 'Change',
    close: 'Cancel',
    label: 'Severity',
    missing: 'Please choose one.',
  },

  resolveAnyway: {
    title: 'Resolve it?',
    submit: 'Resolve anyway',
    close: 'Cancel',
    warning: (notWell: number, { one, many }: Noun): string =>
      `By the last check ${count(notWell, `${one} is`, `${many} are`)} not proved to be well:`,
    more: (left: number): string => `… and ${figure(left)} more`,
    consequence: 'Resolved all the same, the thread says who they were.',
  },

  postmortem: {
    title: 'Postmortem',
    submit: 'Keep',
    close: 'Cancel',
    intro: 'Only what you change is kept as yours; the rest goes on being written from the incident.',
    hint: 'No names and no addresses of patients or recipients, please.',
    sections: {
      summary: 'Summary',
      learnings: '3 to 5 learnings',
      impact: 'Impact assessment',
      monitoring: 'Monitoring',
      whys: 'Root cause (five whys)',
      prevented: 'How it could have been prevented',
      'detected-earlier': 'How it could have been detected earlier',
      'mitigated-sooner': 'How it could have been mitigated sooner',
    },
    fileTitle: (incident: string): string => `Postmortem of ${incident}`,
    posted: (incident: string): string => `The postmortem of ${incident} stands in its thread.`,
    direct:
      'The bot may not post in the channel of this incident: the file is in your messages with this app.',
    kept: (sections: number): string => `${count(sections, 'section', 'sections')} of the postmortem kept.`,
    unchanged: 'Nothing was changed, so nothing is kept.',
  },

  /** In place of what a message has no room for. */
  summaryGoesOn: (characters: number): string =>
    `… ${count(characters, 'more character', 'more characters')}: the whole summary is in the postmortem (/portal-incident postmortem).`,

  /** Why nothing was recorded, and how it stands. */
  unchanged: {
    /** Where somebody else has done the very same just before. */
    first: (user: string, at: string): string => `${user} was first, ${at}.`,
    already: 'It is so already.',
    severity: (severity: string): string => `It is ${severity} already.`,
    status: (status: string, at: string): string => `It is ${status} already, since ${at}.`,
    reopened: (at: string): string => `It is open again already, since ${at}.`,
    youLead: 'You are on it already.',
    leads: (user: string): string => `${user} is on it already.`,
    /** @param incident "#7" */
    areIn: (names: string, count: number, incident: string): string =>
      `${names} ${count === 1 ? 'is' : 'are'} in ${incident} already.`,
    isOut: (name: string, incident: string): string => `${name} is not in ${incident} any more.`,
    withdrawn: (seq: number): string => `No. ${figure(seq)} is withdrawn already.`,
    saysSo: (seq: number): string => `No. ${figure(seq)} says so already.`,
    notFromHere: (status: string): string => `This cannot be done with an incident that is ${status}.`,
    noSuchSubject: 'Nobody of that name or id is in this incident.',
    noSuchFact: (seq: number): string =>
      `There is no note and no event no. ${figure(seq)} that stands. Their numbers: @portal-check timeline`,
    opening: 'No. 1 is the opening: it can be neither corrected nor withdrawn, only notes and events can.',
    stands: (incident: string, status: string): string => `${incident}: ${status}`,
    lead: (user: string): string => `lead: ${user}`,
    nobodyLeft: 'Nobody with this verdict is left to add.',
  },

  told: {
    added: (names: string, incident: string): string => `Added to ${incident}: ${names}`,
    removed: (names: string, incident: string): string => `Removed from ${incident}: ${names}`,
    couldNotLook:
      'They could not be checked at the moment, so nobody was added. Please try again in a minute.',
    moreToAdd: (left: number): string => `${figure(left)} more can be added: press once more.`,
    /** Where the thread cannot show it. */
    note: (seq: number): string => `Noted as no. ${figure(seq)}.`,
    /** When it was, by the whole date. */
    event: (at: string, mark: string | null): string => `${at}${mark === null ? '' : `, counts as ${mark}`}.`,
    /** @param mark what an event counts as now; null: as nothing, or as it did */
    corrected: (seq: number, at: string | null, mark: string | null): string =>
      `No. ${figure(seq)} is corrected${at === null ? '' : `: ${at}`}.${mark === null ? '' : ` It counts as ${mark}.`}`,
    markOfEngineers: (mark: string): string =>
      `It is kept as an event and moves no clock: the ${mark} is for engineers to tell.`,
    /** @param who "2 of 3 are still missing: A and B" */
    notWellYet: (who: string): string => `⚠️ By the last check, though, ${who}.`,
    beforeReport: (reportedAt: string): string =>
      `⚠️ It lies before the report (${reportedAt}): no time from the report is counted to it.`,
    withdrawn: (seq: number): string => `No. ${figure(seq)} is withdrawn.`,
    howToCorrect: (seq: number): string =>
      `To correct it: @portal-check correct ${figure(seq)} at 12:30 right words · withdraw ${figure(seq)}`,
    /** @param isWhole everything could be read; else a note says what could not */
    checked: (at: string, hasChanged: boolean, isWhole: boolean): string =>
      hasChanged
        ? `Checked ${at}: what has changed stands above.`
        : `Checked ${at}: ${isWhole ? 'nothing has changed' : 'as far as could be read, nothing has changed'}.`,
    notChecked: 'The check could not be made: the bot’s log says why. What was known before still holds.',
    notReadOf: (names: string): string => `Could not be checked: ${names}`,
    notAddedAnyMore: (names: string): string => `Not added, for they have another verdict by now: ${names}`,
    nobodyToCheck: 'There is nobody in this incident to check. To add somebody: /portal-incident add',
    notDue: 'It is being checked at this moment.',
  },

  which: {
    noNumber: (number: number): string => `There is no incident #${number}.`,
    noneHere: 'No incident is open in this channel. Please name one by its number, as #7.',
    severalHere: (numbers: readonly string[]): string =>
      `Several incidents are open in this channel: ${numbers.join(', ')}. Please name one.`,
    gone: 'This incident is not there any more.',
  },

  refused: {
    'engineers-only':
      'Only engineers can do this. You can open an incident, note what you know (@portal-check note …) and see how it stands (/portal-incident list).',
    'shared-outside':
      'People of other organizations are in this channel, or are invited to it: incidents do not go there.',
    'unseen-channel':
      'The bot cannot see who is in this channel. Invite it there (/invite @portal-check), or choose another one.',
    'cannot-tell-channel':
      'Slack does not tell at the moment who is in this channel. Please try again in a minute.',
    'not-a-member':
      'The bot is not in this channel, so it could not post there. Invite it (/invite @portal-check), or choose another one.',
    'not-allowed':
      'Incidents go only into channels where answers are public (SLACK_ALLOWED_CHANNELS), and this is none of them.',
    'direct-message': 'Incidents go into channels, not into messages between two.',
  },
  commandExpired: 'Slack did not wait for the form. Please give the command once more.',

  home: {
    headline: 'Open incidents',
    none: 'No incident is open.',
  },

  /** "#7 P2 “clinics silently skipped” (3 providers)" */
  line: ({ number, severity, title, subjects }: IncidentInShort, { one, many }: Noun): string =>
    `#${number} ${severity}${title === '' ? '' : ` “${title}”`}${subjects === 0 ? '' : ` (${count(subjects, one, many)})`}`,

  /** Where that is done which somebody has asked for in another place. */
  elsewhere: {
    button: (label: string): string =>
      `“${label}” is a button under the first message of the incident, for engineers.`,
    /** An example follows. */
    thread: 'This is said in the thread of the incident:',
    command: 'This is a command, for engineers:',
  },

  usage: {
    unknown: (word: string): string => `“${word}” cannot be read here.`,
    noText: 'What is to be noted? Its words are missing.',
    noTime: (word: string): string => `“${word}” is no time. Write 12:28, or 9 June 12:28.`,
    noEvent: 'What happened then? Its words are missing.',
    inFuture: (at: string): string => `${at} lies in the future.`,
    noSeq: 'Which one? Its number is missing: see @portal-check timeline.',
    noRight: 'What is right? A time (at 12:30), other words, or both are missing.',
    nobodyNamed: ({ one }: Noun): string => `Who? The id or the name of a ${one} is missing.`,
    nobodyFound: (words: string): string => `“${words}” is nobody’s id, and no name has all of these words.`,
    nobodyInIt: (words: string): string => `“${words}”: nobody of that name or id is in this incident.`,
    severalFit: (words: string, names: string): string =>
      `“${words}” fits several: ${names}. Please add a word of the name, or give the id.`,
    tooMany: (given: number, most: number): string =>
      `These are ${figure(given)}; at most ${figure(most)} at once.`,
  },

  help: {
    headline: 'Incidents: opened in one step, kept true by rechecks, and written up from what is recorded.',
    open: 'opens one; ids and names are filled in',
    list: 'those that are open; “list all”: the newest of all',
    show: 'how one stands',
    add: ({ many }: Noun): string => `takes ${many} in, by ids or words of their names`,
    remove: 'takes them out',
    postmortem: 'its postmortem as a file in the thread, to be edited',
    help: 'this help',
    /** In the help of checks. */
    all: 'incidents: opened in one step, kept true, written up',
    number:
      'The number may be left out in a channel where one incident is open; resolved ones count only where no other is.',
    /** That the commands are read in this language too; null: they are in it. */
    also: (): string | null => null,
    buttons: 'Status, lead and severity are set by the buttons under the first message of the incident.',
    rights:
      'Everybody admitted can open, note and look; lead, status, severity, whom it is about, and the postmortem are for engineers.',
    thread: 'In the thread of an incident:',
    /** Beneath an answer that found nobody. @param words what is read there */
    meantHere: (words: string): string => `In the thread of an incident these are read: ${words}`,
    mention: {
      check: 'looks again now',
      note: 'keeps a note',
      at: 'adds to the timeline what happened then; “engaged: …”, “fixed: …” move the clocks',
      timeline: 'everything so far, with its numbers',
      status: 'how it stands',
      correct: 'corrects a note or an event; what it was stays to be seen',
      withdraw: 'takes one back',
      help: 'this help',
    },
  },
};

/** The words of incidents in Slack in one language. */
export type SlackIncidentsWords = typeof slackIncidentsEn;

/** What one line tells of an incident. */
interface IncidentInShort {
  readonly number: number;
  readonly severity: string;
  readonly title: string;
  readonly subjects: number;
}

function figure(number: number): string {
  return number.toLocaleString('en');
}

function count(number: number, one: string, many: string): string {
  return `${figure(number)} ${number === 1 ? one : many}`;
}
