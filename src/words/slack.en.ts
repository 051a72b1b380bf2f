import type { ReadingStatus, SourceId } from '../diagnosis/reading.ts';
import type { State } from '../diagnosis/verdict.ts';
import type { Locale } from './locale.ts';
import { SOURCE_NAMES_EN, STATE_NAMES_EN } from './names.en.ts';
import { slackDigestsEn } from './slack-digests.en.ts';
import { slackIncidentsEn } from './slack-incidents.en.ts';

/** What people call the subjects of a check. */
interface Noun {
  readonly one: string;
  readonly many: string;
}

const PROGRESS_NAMES: Readonly<Record<ReadingStatus | 'asking', string>> = {
  asking: 'asking …',
  ok: 'answered',
  truncated: 'answered in part',
  failed: 'failed',
  'not-configured': 'not configured',
};

const HOME_SOURCE_STATES: Readonly<Record<ReadingStatus | 'not-asked', string>> = {
  ok: 'answered',
  truncated: 'answered in part',
  failed: 'failed',
  'not-configured': 'not configured',
  'not-asked': 'not asked yet',
};

/**
 * Everything that the bot says in Slack besides a check's own words. Plain text without markup: builders add that, and escape what is
 * put in here. Another language is complete when it is a `SlackWords`.
 */
export const slackEn = {
  locale: 'en' as Locale,

  digests: slackDigestsEn,
  incidents: slackIncidentsEn,

  buttons: {
    evidence: 'Evidence',
    checkAgain: 'Check again',
    show: 'Show',
    check: 'Check',
    timeline: 'Timeline',
    notThisOne: 'Not this one',
    share: 'Share here',
    right: 'This is right',
    wrong: 'This is wrong',
    openInAdmin: 'Open in admin',
    checkAddress: 'Check an address',
    handOver: 'Hand to on-call',
  },

  /** What stands in the place of something that was too long. */
  leftOut: {
    characters: (characters: number): string => ` … ${count(characters, 'more character')}`,
    lines: (lines: number, characters: number): string =>
      `… ${count(lines, 'more line')}, ${count(characters, 'character')}`,
    sections: (sections: number, characters: number): string =>
      `… ${count(sections, 'more section')}, ${count(characters, 'character')}`,
    links: (links: number): string => `… ${count(links, 'more link')}`,
    link: (label: string, characters: number): string =>
      `${label}: the link is too long for Slack (${count(characters, 'character')}).`,
    words: (words: number): string => `… ${count(words, 'more word')}`,
  },

  checking: {
    headline: ({ one, many }: Noun, subjects: number): string => `Checking ${count(subjects, one, many)} …`,
    source: (source: SourceId, status: ReadingStatus | 'asking'): string =>
      `${SOURCE_NAMES_EN[source]} ${PROGRESS_NAMES[status]}`,
  },

  summary: {
    headline: ({ one, many }: Noun, subjects: number): string => count(subjects, one, many),
    states: (states: readonly (readonly [State, number])[]): string =>
      states.map(([state, subjects]) => `${subjects} ${STATE_NAMES_EN[state]}`).join(', '),
  },

  amended: {
    headline: 'A source has answered late, and a verdict changed:',
    change: (before: string, after: string): string => `before “${before}”, now “${after}”`,
  },

  interrupted: 'The bot was stopped during this check. Please run it again in a minute.',

  evidence: {
    title: 'Evidence',
    close: 'Close',
  },

  ignored: 'I looked only for ids and did not read:',

  found: {
    several: (found: number, words: string): string =>
      found === 1
        ? `Only this one fits “${words}”. Is it the one you mean?`
        : `${count(found, 'fits', 'fit')} “${words}”. Which one do you mean?`,
    none: (words: string, { many }: Noun): string =>
      `No name among all ${many} has every word of “${words}”. Fewer words find more; the beginning of a word is enough.`,
    others: (name: string): string => `If ${name} is not the one, did you mean one of these?`,
    noOthers: (name: string): string =>
      `No other name has a word in common with ${name}. Search by words of the name:`,
    tooMany: (more: number): string => `… ${count(more, 'more', 'more')}: add a word of the name.`,
    failed: (problem: string): string => `The names could not be read: ${problem}`,
    tryLater:
      'the database does not answer just now. Please try again in a minute, or ask whoever is on call.',
    nothingInText: ({ one, many }: Noun): string =>
      `I find no ${one} id in this text, and none of the ${many}’ names.`,
  },

  /** To somebody who greets the bot, or says nothing that could be searched. */
  greeting: {
    byName: ({ one }: Noun): string =>
      `Hello! Mention me with the id of a ${one}, or with words of its name, and I say what is known of it.`,
    byId: ({ one }: Noun): string =>
      `Hello! Mention me with the id of a ${one}, and I say what is known of it.`,
  },

  changed: {
    since: (change: string): string => `Since the last diagnosis: ${change}`,
    notKnown: 'What has changed is not known: the last diagnosis could not be read.',
    nothing: 'nothing has changed.',
    first: 'There is no earlier diagnosis to compare with.',
  },

  feedback: {
    thanks: 'Thank you. It is kept with this diagnosis.',
    title: 'What is wrong?',
    why: 'What is wrong with it, as far as you know?',
    hint: 'No names and no addresses of patients or recipients, please: this is kept.',
    submit: 'Send',
  },

  timeline: {
    direct: 'A picture cannot be for you alone in a channel: it is in your messages with this app.',
    sent: 'The picture is in your messages with this app.',
    none: 'There is nothing to draw: no run and no link is known for this diagnosis.',
    historyFailed:
      'What the bot has seen before could not be read; the picture would lack it. Please try again.',
  },

  shared: {
    by: (userId: string): string => `Shared by ${userId}`,
    notAMember:
      'It cannot be shared here: the bot is not in this channel. To invite it: /invite @portal-check',
    outside:
      'It is not shared here: people of other organizations are in this channel, or Slack does not tell.',
    nowhere: 'There is no channel here to share it in.',
  },

  handOver: {
    title: 'Hand to on-call',
    intro: (channel: string): string =>
      `The diagnosis, as engineers see it, goes to ${channel} with your name.`,
    ticket: 'Ticket',
    ticketHint: 'Its reference only, as HD-1234: up to 40 letters and digits, no spaces.',
    submit: 'Hand over',
    wrongTicket: 'Only the reference, as HD-1234: up to 40 letters and digits, no spaces.',
    by: (user: string, ticket: string | null): string =>
      ticket === null ? `Handed over by ${user}` : `Handed over by ${user} · ticket ${ticket}`,
    done: (channel: string): string => `It is handed over: see ${channel}.`,
    outside:
      'It is not handed over: people of other organizations are in the on-call channel, or Slack does not tell. Please call whoever is on call.',
    nowhere: 'There is no channel any more to hand it over to. Please call whoever is on call.',
    closed: (channel: string): string =>
      `It could not be handed over: the bot may not post in ${channel}. Please call whoever is on call.`,
  },

  address: {
    title: 'Check an address',
    label: 'Address',
    hint: 'It is compared with the recipients and then forgotten: it is not kept, logged or shown to anybody.',
    submit: 'Check',
    looking: 'Comparing …',
    verified: 'This address is among the recipients, and it is verified.',
    unverified: 'This address is among the recipients, but it is not verified: no link is mailed to it.',
    'not-among-them': 'This address is not among the recipients.',
    failed: (problem: string): string => `It could not be compared: ${problem}`,
    close: 'Close',
  },

  checkModal: {
    title: 'Check a provider',
    submit: 'Check',
    close: 'Cancel',
    subject: ({ one }: Noun): string => `Which ${one}?`,
    subjectPlaceholder: 'Name or id',
    asOf: 'As of (empty: now)',
    window: 'How far back logs and events are read (empty: as far as needed)',
    windowPlaceholder: '14d',
    where: 'Where to answer (empty: your messages with this app)',
    visibility: 'Who sees it',
    visibilities: {
      usual: 'As usual in that channel',
      private: 'Only me',
      public: 'All in the channel, where it is allowed',
    },
    notReachable: 'The names cannot be read at the moment',
    pickOne: 'Please choose one of the list, or paste its id.',
  },

  home: {
    headline: 'portal-check',
    intro: ({ one }: Noun): string => `Says why a ${one} did not get its portal link.`,
    yours: 'Your last checks',
    noneYet: 'You have not checked anything yet.',
    missing: 'Missing now',
    missingNote: (shown: number, total: number): string =>
      shown === total
        ? 'Of what was checked: by the newest diagnosis of each.'
        : `Of what was checked: by the newest diagnosis of each. ${shown} of ${total} are shown.`,
    noneMissing: 'None of what was checked is missing by its newest diagnosis.',
    unreadable: 'This could not be read: the bot’s own database does not answer.',
    sources: 'What the bot can reach',
    source: (source: SourceId, status: ReadingStatus | 'not-asked', at: string | null): string =>
      `${SOURCE_NAMES_EN[source]}: ${HOME_SOURCE_STATES[status]}${at === null ? '' : `, ${at}`}`,
    language: 'Language',
    languages: { en: 'English', es: 'Español' },
    help: 'How to ask',
  },

  private: {
    'not-a-member':
      'Only you can see this: the bot is not in this channel. To invite it: /invite @portal-check',
    'direct-message':
      'Only you can see this: the bot is not in this conversation. It answers for all in a channel it was invited to.',
    'closed-channel': 'Only you can see this: the bot may not post in this channel.',
    'not-allowed': 'Only you can see this: answers are public in allowed channels only.',
    'shared-outside':
      'Only you can see this: people of other organizations are in this channel, or Slack does not tell.',
  },

  errors: {
    internal: (reference: string): string =>
      `Something went wrong in the bot, so there is no answer. Please tell its team the reference ${reference}.`,
    usage: (message: string): string => message,
    triggerExpired: 'Slack did not wait for the answer. Please press the button once more.',
  },

  refusals: {
    foreignWorkspace: 'Sorry, only people of the workspace that this app belongs to can use it.',
    purged: 'This diagnosis is no longer kept. Please run the check again:',
    'not-listed':
      'Sorry, this app is for on-call engineers and the help desk. Whoever runs it can add you: please ask them.',
    guest: 'Sorry, guests of this workspace and people of other organizations cannot use this app.',
    'cannot-tell':
      'Slack does not tell at the moment whether you may use this app, so it does not answer. Please try again in a minute.',
    rateLimit: (seconds: number): string =>
      `That is more than may be asked within a minute. Please try again in ${count(seconds, 'second')}.`,
    unknownCheck: (checkId: string): string => `The check “${checkId}” is no longer part of this bot.`,
  },

  usage: {
    headline: 'I cannot read that.',
    example: 'For example:',
    noName: 'There is no letter and no digit in it.',
    noId: ({ one }: Noun): string => `There is no ${one} id in it.`,
    notAnId: (word: string, { one }: Noun): string => `“${word}” is no ${one} id and no option.`,
    tooManyIds: (ids: number, most: number): string =>
      `These are ${ids} ids; at most ${most} go into one check.`,
    mistypedOption: (word: string, option: string): string =>
      `“${word}” is no option. Do you mean “${option}”?`,
    twice: (option: string): string => `“${option}” stands there twice.`,
    window: (word: string): string => `“${word}” is no window: it goes from 1h to 90d.`,
    windowMissing: 'After “window” there must be a length of time.',
    asOf: (word: string): string => `“${word}” is no point in time with date, time and offset.`,
    asOfMissing: 'After “as-of” there must be a point in time.',
    asOfWithoutOffset: (word: string): string => `“${word}” has no offset from UTC: add one, as -07:00 or Z.`,
    asOfInFuture: (word: string): string => `“${word}” lies in the future.`,
    twoVisibilities: '“private” and “public” exclude each other.',
  },

  help: {
    headline: ({ one }: Noun): string => `Says what is known of a ${one}, and why.`,
    one: ({ one }: Noun): string => `one ${one}`,
    several: (most: number): string => `several at once, up to ${most}; ids may stand in URLs or in text`,
    window: 'how far back logs and events are read, from 1h to 90d',
    asOf: 'as it was at a point in time; the offset from UTC is needed',
    name: ({ one }: Noun): string => `a ${one} by words of its name, in any order`,
    visibility: 'only you see the answer, or all in an allowed channel do',
    check: 'another check',
    threads:
      'In threads: mention @portal-check with ids or names, or use “Check these providers” of a message.',
    help: 'this help',
  },
};

/** The bot’s words in one language. */
export type SlackWords = typeof slackEn;

function count(number: number, one: string, many = `${one}s`): string {
  return `${number.toLocaleString('en')} ${number === 1 ? one : many}`;
}
