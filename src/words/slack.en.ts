import type { ReadingStatus, SourceId } from '../diagnosis/reading.ts';
import type { State } from '../diagnosis/verdict.ts';
import type { Locale } from './locale.ts';

/** What people call the subjects of a check. */
interface Noun {
  readonly one: string;
  readonly many: string;
}

const SOURCE_NAMES: Readonly<Record<SourceId, string>> = {
  sentry: 'Sentry',
  loki: 'Loki',
  delivery: 'database',
};

const STATE_NAMES: Readonly<Record<State, string>> = {
  missing: 'missing',
  partial: 'partial',
  unknown: 'unknown',
  'on-schedule': 'on schedule',
  'not-expected': 'not expected',
};

const PROGRESS_NAMES: Readonly<Record<ReadingStatus | 'asking', string>> = {
  asking: 'asking …',
  ok: 'answered',
  truncated: 'answered in part',
  failed: 'failed',
  'not-configured': 'not configured',
};

/**
 * Everything that the bot says in Slack besides a check's own words. Plain text without markup: builders add that, and escape what is
 * put in here. Another language is complete when it is a `SlackWords`.
 */
export const slackEn = {
  locale: 'en' as Locale,

  buttons: {
    evidence: 'Evidence',
    checkAgain: 'Check again',
    show: 'Show',
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
      `${SOURCE_NAMES[source]} ${PROGRESS_NAMES[status]}`,
  },

  summary: {
    headline: ({ one, many }: Noun, subjects: number): string => count(subjects, one, many),
    states: (states: readonly (readonly [State, number])[]): string =>
      states.map(([state, subjects]) => `${subjects} ${STATE_NAMES[state]}`).join(', '),
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

  private: {
    'not-a-member':
      'Only you can see this: the bot is not in this channel. To invite it: /invite @portal-check',
    'direct-message':
      'Only you can see this: the bot is not in this conversation. It answers for all in a channel it was invited to.',
    'closed-channel': 'Only you can see this: the bot may not post in this channel.',
  },

  errors: {
    internal: (reference: string): string =>
      `Something went wrong in the bot, and no verdict was reached. Please tell its team the reference ${reference}.`,
    usage: (message: string): string => message,
    triggerExpired: 'Slack did not wait for the answer. Please press the button once more.',
  },

  refusals: {
    foreignWorkspace: 'Sorry, only people of the workspace that this app belongs to can use it.',
    purged: 'This diagnosis is no longer kept. Please run the check again:',
    unknownCheck: (checkId: string): string => `The check “${checkId}” is no longer part of this bot.`,
  },

  usage: {
    headline: 'I cannot read that.',
    example: 'For example:',
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
  },

  help: {
    headline: ({ one }: Noun): string => `Says what is known of a ${one}, and why.`,
    one: ({ one }: Noun): string => `one ${one}`,
    several: (most: number): string => `several at once, up to ${most}; ids may stand in URLs or in text`,
    window: 'how far back logs and events are read, from 1h to 90d',
    asOf: 'as it was at a point in time; the offset from UTC is needed',
    check: 'another check',
    help: 'this help',
  },
};

/** The bot’s words in one language. */
export type SlackWords = typeof slackEn;

function count(number: number, one: string, many = `${one}s`): string {
  return `${number.toLocaleString('en')} ${number === 1 ? one : many}`;
}
