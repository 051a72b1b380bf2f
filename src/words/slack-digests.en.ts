import type { SourceId } from '../diagnosis/reading.ts';
import { SOURCE_NAMES_EN } from './names.en.ts';

/** What people call the subjects of a check. */
interface Noun {
  readonly one: string;
  readonly many: string;
}

/** A sign of life of a source, and whether it was there. */
interface SignOfLife {
  readonly source: SourceId;
  readonly sign: 'line' | 'event' | 'link' | 'rows';
  readonly of: string | null;
  readonly status: 'alive' | 'silent' | 'unknown';
  /** "Mon 21 July 11:00" */
  readonly since: string;
  /** null: none is known. */
  readonly newest: string | null;
}

/** Everything that the bot says of digests in Slack, besides the digests' own words. Plain text without markup. */
export const slackDigestsEn = {
  buttons: {
    details: 'Details',
    detailsInThread: 'Details in thread',
    trend: 'Trend',
    csv: 'CSV',
    mute: 'Mute until …',
    unmute: 'Unmute',
    pause: 'Pause',
    resume: 'Resume',
    unsubscribe: 'Unsubscribe',
  },

  reading: ({ many }: Noun): string => `Reading all ${many} …`,
  interrupted: 'The bot was stopped while it made this digest. Please ask again in a minute.',
  /** Behind the coverage: what had no room in the message. */
  more: (lines: number): string => `${count(lines, 'more line')} in the details`,
  mayRepeat: 'This may repeat a message above: the bot was ended in the moment of posting it.',
  notKept: 'This digest is no longer kept. For a new one:',

  details: {
    headline: ({ one, many }: Noun, told: number): string =>
      told === 0 ? `Details: no ${one} to name` : `Details: ${count(told, one, many)}`,
    signs: 'Signs of life',
    sign: ({ source, sign, of, status, since, newest }: SignOfLife): string => {
      const what = `${SIGNS[sign]}${of === null ? '' : ` of ${of}`}`;
      const seen = newest === null ? '' : ` (newest ${newest})`;
      if (status === 'unknown') return `${SOURCE_NAMES_EN[source]}: ${what} not known`;
      return `${SOURCE_NAMES_EN[source]}: ${status === 'alive' ? '' : 'no '}${what} since ${since}${seen}`;
    },
    /** Which of all of them a message names: the first and the last. */
    range: ({ one, many }: Noun, first: number, last: number, of: number): string =>
      first === last
        ? `Details: ${one} ${figure(first)} of ${figure(of)}`
        : `Details: ${many} ${figure(first)} to ${figure(last)} of ${figure(of)}`,
    next: (subjects: number, of: number): string => `Show the next ${figure(subjects)} of ${figure(of)}`,
    over: 'All of them have been shown already.',
    mutedBy: (user: string): string => `muted by ${user}`,
    already: 'The details stand in the thread already.',
    go: 'Go there',
    posting: 'The details are being posted at this moment.',
  },

  trend: {
    tooFew: (points: number, fewest: number): string =>
      `A trend takes ${fewest} complete digests, and there ${points === 1 ? 'is' : 'are'} ${points}.`,
  },

  csv: {
    title: (title: string, asOf: string): string => `${title}, ${asOf}`,
    direct: 'A file cannot be for you alone in a channel: it is in your messages with this app.',
    sent: 'The file is in your messages with this app.',
    already: 'The list stands in the thread already.',
    tooLarge: (megabytes: number): string =>
      `The list has ${count(megabytes, 'megabyte')}, too much for Slack. Without Slack it is had by: portal-check digest --format csv`,
  },

  mute: {
    title: 'Mute',
    submit: 'Mute',
    close: 'Cancel',
    intro: (name: string): string =>
      `Digests leave ${name} out of their lists until then. It is counted all the same, and named in the details with who muted it and why.`,
    already: (until: string, user: string, why: string): string =>
      `Muted already until ${until} by ${user}${why === '' ? '' : `: ${why}`}. What you put in here takes its place.`,
    until: 'Until',
    untilHint: 'In your own time zone.',
    why: 'Why',
    whyHint: 'It is kept and shown to all. No names and no addresses of patients or recipients, please.',
    notLater: 'This lies in the past.',
    tooLate: (days: number): string => `At most ${figure(days)} days ahead, so that nobody is forgotten.`,
    whyMissing: 'Please say why: others will want to know.',
    done: (name: string, until: string, user: string, why: string): string =>
      `${name} is muted until ${until} by ${user}${why === '' ? '' : `: ${why}`}`,
    ended: (name: string, user: string): string => `${name} is no longer muted, by ${user}`,
    notMuted: 'It is not muted any more.',
  },

  subscribe: {
    title: 'Subscribe to digests',
    submit: 'Subscribe',
    close: 'Cancel',
    intro: (title: string, channel: string): string => `Digests of ${title} for ${channel}.`,
    when: 'When',
    whens: {
      'after-slot': 'After each planned run, once its tolerance has passed',
      daily: 'Every day at a time',
      cron: 'By a cron expression',
    },
    time: 'Time (for every day)',
    timePlaceholder: '09:00',
    cron: 'Cron expression',
    cronHint:
      'Five fields: minute, hour, day of the month, month, day of the week. “0 9 * * 1-5” is 09:00 from Monday to Friday.',
    zone: 'Time zone (for the two above)',
    zoneHint: 'As America/Los_Angeles, Europe/Madrid or UTC.',
    filter: (trait: string): string => `Only this ${trait} (none: all)`,
    language: 'Language of the digests, for all in the channel',
    quiet: 'Where nothing has changed',
    quiets: { 'each-time': 'One line each time', weekly: 'One line a week' },
    timeMissing: 'Please give the time, as 09:00.',
    timeWrong: (time: string): string => `“${time}” is no time of day, as 09:00 or 17:30.`,
    timeUnused: 'Choose “Every day at a time” above, or leave this empty.',
    cronMissing: 'Please give a cron expression, as 0 9 * * 1-5.',
    cronUnused: 'Choose “By a cron expression” above, or leave this empty.',
    cronFields: (fields: number): string =>
      `A cron expression has five fields, and this has ${figure(fields)}. Example: 0 9 * * 1-5`,
    cronField: (field: number, text: string, least: number, most: number): string =>
      `Field ${field + 1}, the ${CRON_FIELDS[field] ?? ''}, cannot be “${text}”: ${least} to ${most}, a list (1,3), a range (1-5), a step (*/2)${CRON_NAMES[field] ?? ''} or *.`,
    cronUnreadable: 'This cannot be read as a cron expression. Example: 0 9 * * 1-5',
    cronNever: 'No day ever fits this, as 30 February.',
    cronTooOften:
      'At most one digest an hour: the first field, the minute, must be one number, as in 0 * * * *.',
    zoneMissing: 'Please give a time zone, as America/Los_Angeles.',
    zoneWrong: (zone: string): string =>
      `“${zone}” is no time zone. They are called as America/Los_Angeles, Europe/Madrid or UTC.`,
    done: (channel: string): string => `${channel} gets digests from now on.`,
    thereAlready: 'This channel has a subscription to just these already. To change it, end it first:',
  },

  subscriptions: {
    headline: (subscriptions: number): string =>
      subscriptions === 1
        ? 'This channel has one subscription.'
        : `This channel has ${count(subscriptions, 'subscription')}.`,
    none: 'This channel has no subscription. To make one:',
    schedules: {
      afterSlot: 'after each planned run, once its tolerance has passed',
      daily: (time: string, zone: string): string => `every day at ${time} (${zone})`,
      cron: (expression: string, zone: string): string => `by ${expression} (${zone})`,
    },
    languages: { en: 'in English', es: 'in Spanish' },
    quiets: {
      'each-time': 'one line each time where nothing has changed',
      weekly: 'one line a week where nothing has changed',
    },
    next: (instants: readonly string[]): string => `Next: ${instants.join(' · ')}`,
    never: 'It never comes again.',
    by: (user: string): string => `by ${user}`,
    paused: {
      'by-person': (at: string, user: string | null): string =>
        `paused since ${at}${user === null ? '' : ` by ${user}`}`,
      'channel-shared': (at: string): string =>
        `paused since ${at}: the channel was shared with another organization`,
      'channel-closed': (at: string): string => `paused since ${at}: the bot could not post here`,
    },
    which: {
      pause: 'Which one is to be paused?',
      resume: 'Which one is to be resumed?',
      unsubscribe: 'Which one is to be ended?',
    },
    nothingTo: {
      pause: 'There is no subscription of this channel to pause.',
      resume: 'There is no paused subscription of this channel.',
      unsubscribe: 'There is no subscription of this channel to end.',
    },
    pausedAlready: (subscriptions: number): string =>
      subscriptions === 1
        ? 'It is paused already. To take it up again: /portal-digest resume'
        : 'They are all paused already. To take one up again: /portal-digest resume',
    done: {
      pause: (user: string): string => `Paused by ${user}`,
      resume: (user: string): string => `Resumed by ${user}`,
      unsubscribe: (user: string): string => `Ended by ${user}`,
    },
    gone: 'This subscription is not there any more.',
    tooMany: (more: number): string => `… and ${count(more, 'more', 'more')}.`,
  },

  /** Why the bot itself has paused digests, told to the channel, or to whoever subscribed it. */
  pausedFor: {
    'channel-shared': (channel: string): string =>
      `Digests for ${channel} are paused: people of other organizations read along here now, or are invited to. Once that is over: /portal-digest resume`,
    'channel-closed': (channel: string): string =>
      `Digests for ${channel} are paused: the bot cannot post there any more, or answers are no longer public there. Once that is mended (/invite @portal-check): /portal-digest resume`,
  },

  refused: {
    'no-fleet': 'No check of this bot has digests.',
    'shared-outside':
      'No digests here: people of other organizations are in this channel, or are invited to it. In your messages with this app you can ask for one: /portal-digest now',
    'unseen-channel':
      'No digests here: the bot cannot see who is in this conversation. In a private channel, invite it (/invite @portal-check); or ask in your messages with this app.',
    'cannot-tell-channel':
      'Slack does not tell at the moment who is in this channel, so nothing is done. Please try again in a minute.',
    'not-a-member':
      'The bot is not in this channel, so it could not post digests here. To invite it: /invite @portal-check',
    'not-allowed':
      'Digests go only into channels where answers are public, and this is none of them. Whoever runs the bot can add it (SLACK_ALLOWED_CHANNELS).',
    'direct-message':
      'Digests by a schedule go into channels, not into messages between two. Here you can ask for one: /portal-digest now',
    'engineers-only':
      'Only engineers can do this. You can ask for a digest (/portal-digest now) and see the subscriptions (/portal-digest list).',
    busy: 'A digest for this channel is being made at this moment. Please wait for it.',
  },
  commandExpired: 'Slack did not wait for the form. Please give the command once more.',

  usage: {
    unknown: (word: string): string => `“${word}” cannot be read here.`,
  },

  help: {
    headline: ({ many }: Noun): string =>
      `Tells what has changed among all ${many}: what is new, what got worse, what recovered.`,
    now: 'a digest now: for all in an allowed channel, else for you alone',
    nowForYou: 'a digest now, for you alone',
    subscribe: 'lets this channel have digests by a schedule',
    list: 'the subscriptions of this channel',
    pause: 'holds a subscription of this channel for a while',
    resume: 'takes it up again',
    unsubscribe: 'ends it',
    check: 'another check',
    help: 'this help',
    /** That the commands are read in this language too; null: they are in it. */
    also: (): string | null => null,
    rights: 'Subscriptions and mutes are for engineers.',
    private: 'What you ask for, you alone see. Engineers subscribe channels and mute.',
    /** In the help of checks. */
    all: ({ many }: Noun): string => `digests of all ${many}`,
  },
};

/** The words of digests in Slack in one language. */
export type SlackDigestsWords = typeof slackDigestsEn;

const SIGNS: Readonly<Record<SignOfLife['sign'], string>> = {
  line: 'line',
  event: 'event',
  link: 'link of anybody',
  rows: 'state of its rows',
};

const CRON_FIELDS = ['minute', 'hour', 'day of the month', 'month', 'day of the week'];

/** What a field takes besides. */
const CRON_NAMES = [
  '',
  '',
  ', L (the last day)',
  ', a name (JAN)',
  ', a name (MON), 1#2 (the second Monday), 5L (the last Friday)',
];

function figure(number: number): string {
  return number.toLocaleString('en');
}

function count(number: number, one: string, many = `${one}s`): string {
  return `${figure(number)} ${number === 1 ? one : many}`;
}
