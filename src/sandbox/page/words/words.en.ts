import type { ClientUser, Span, UpstreamMode, UpstreamState } from '../../stand-ins/slack/client-api.ts';

const ROLES: Readonly<Record<ClientUser['role'], string>> = {
  engineer: 'Engineer',
  'help-desk': 'Help desk',
  outsider: 'Outsider',
  guest: 'Guest',
};

const ROLE_MEANINGS: Readonly<Record<ClientUser['role'], string>> = {
  engineer: 'Reads the sources: what is certain, what is likely, and the evidence.',
  'help-desk': 'Gets plain words for the clinic on the phone, for their eyes only.',
  outsider: 'Works for another organization and shares a channel. The bot answers only its own workspace.',
  guest: 'A guest of the workspace. The bot admits guests only if its configuration says so.',
};

const MODES: Readonly<Record<UpstreamMode, string>> = {
  healthy: 'healthy',
  slow: 'slow',
  'very-slow': 'very slow',
  'rate-limited': 'rate-limited',
  down: 'down',
  'wrong-shape': 'wrong-shaped',
};

const MODE_MEANINGS: Readonly<Record<UpstreamMode, string>> = {
  healthy: 'It answers at once.',
  slow: 'It answers three seconds late.',
  'very-slow':
    'It answers eleven seconds late. The bot does not wait: it first says what is late, then amends that message.',
  'rate-limited': 'It says “too many requests” and asks to wait.',
  down: 'It breaks every connection off.',
  'wrong-shape': 'It answers something that nobody can read.',
};

const UPSTREAM_MEANINGS: Readonly<Record<UpstreamState['id'], string>> = {
  sentry: 'Errors that the application has reported.',
  loki: 'Log lines that the mail job has written.',
  database: 'Links made, settings, and when something was last sent.',
};

const UPSTREAM_NAMES: Readonly<Record<UpstreamState['id'], string>> = {
  sentry: 'Sentry',
  loki: 'Loki',
  database: 'Delivery database',
};

const PASSED: Readonly<Record<Span, readonly [letPass: string, passing: string, passed: string]>> = {
  hour: ['Let an hour pass', 'An hour is passing …', 'An hour has passed.'],
  week: ['Let a week pass', 'A week is passing …', 'A week has passed.'],
};

/** Everything that the page itself says. Another language is complete when it is a `PageWords`. */
export const wordsEn = {
  title: 'portal-check sandbox',
  loading: 'Starting …',
  unreachable: 'The sandbox does not answer. Is it still running in its terminal?',
  failedAction: 'This did not reach the sandbox. Is it still running in its terminal?',

  panes: {
    label: 'Parts of the page',
    workspace: 'Workspace',
    conversation: 'Conversation',
    upstreams: 'Upstreams',
    guide: 'Guide',
  },

  clock: (date: string): string => `The sandbox plays on ${date}.`,

  person: {
    label: 'You are',
    option: (name: string, role: ClientUser['role']): string => `${ROLES[role]}: ${name}`,
    meaning: (role: ClientUser['role']): string => ROLE_MEANINGS[role],
  },
  language: { label: 'Language' },
  theme: { label: 'Appearance', system: 'system', light: 'light', dark: 'dark' },

  channels: {
    label: 'Conversations',
    heading: 'Channels',
    apps: 'Apps',
    shared: 'shared with another organization',
    archived: 'archived',
    withoutBot: 'the bot is not in it',
    none: 'This person is in no channel.',
    more: 'More about the channel',
    archive: 'Archive the channel',
    unarchive: 'Unarchive the channel',
  },
  app: {
    tabs: 'What the app shows',
    home: 'Home',
    messages: 'Messages',
    topic: 'Between the app and you alone',
    homeEmpty: 'The bot has not drawn its home yet.',
  },

  messages: {
    label: (place: string): string => `Messages in ${place}`,
    empty: 'Nothing here yet. Type a command below, or take one from the guide, “What is this?”.',
    app: 'APP',
    edited: '(edited)',
    onlyYou: 'Only visible to you',
    by: (name: string, time: string): string => `${name}, ${time}`,
    unknownPerson: 'somebody',
    replies: (count: number): string => `${count} ${count === 1 ? 'reply' : 'replies'}`,
    replyInThread: 'Reply in thread',
    more: 'More actions',
    delete: 'Delete message',
    deleted: 'This message was deleted.',
    ofThread: 'Replied to a thread',
    alsoInChannel: 'Also sent to the channel',
    notDrawn: (kind: string): string => `This page cannot draw a block of the kind “${kind}”.`,
  },
  picture: { enlarge: (title: string): string => `Enlarge: ${title}`, close: 'Close the picture' },
  thread: { label: 'Thread', close: 'Close thread' },

  composer: {
    label: (place: string): string => `Message ${place}`,
    labelThread: 'Reply in thread',
    hint: 'Enter sends, Shift and Enter make a new line.',
    send: 'Send',
    mention: (bot: string): string => `Mention @${bot}`,
    shortcuts: 'Shortcuts',
    commands: 'Commands',
    commandMeanings: {
      id: 'check one provider by its id',
      name: 'look for a provider by its name',
      private: 'an answer that only you see',
      help: 'everything that the command can do',
      digest: 'all providers, and what has changed',
      subscribe: 'the same, whenever links were due',
      incident: 'what many work on at once',
    },
  },

  slackbot: { name: 'Slackbot', dismiss: 'Dismiss' },

  modal: {
    dismiss: 'Close this window',
    close: 'Close',
    cancel: 'Cancel',
    required: 'Please fill this in.',
    notAnEmail: 'This is not an e-mail address.',
    optional: '(optional)',
  },
  controls: {
    choose: 'Choose an option',
    search: 'Type to search',
    searching: 'Searching …',
    results: (count: number): string => `${count} ${count === 1 ? 'result' : 'results'}`,
    takeOut: (label: string): string => `Remove ${label}`,
    newTab: '(opens in a new tab)',
    chooseConversation: 'Choose a conversation',
  },

  upstreams: {
    heading: 'What the bot asks',
    intro: 'Break one of the three and check again: the bot says what it does not know.',
    name: (id: UpstreamState['id']): string => UPSTREAM_NAMES[id],
    meaning: (id: UpstreamState['id']): string => UPSTREAM_MEANINGS[id],
    mode: (mode: UpstreamMode): string => MODES[mode],
    modeMeaning: (mode: UpstreamMode): string => MODE_MEANINGS[mode],
  },

  time: {
    heading: 'Time',
    meaning: 'On Monday at 11:00 the job sends links again; the bot does what falls due.',
    letPass: (span: Span): string => PASSED[span][0],
    passing: (span: Span): string => PASSED[span][1],
    passed: (span: Span): string => PASSED[span][2],
  },
  heal: {
    label: 'Heal a provider',
    heal: 'Heal',
    option: (name: string, shortId: string): string => `${name} · ${shortId}`,
    nobody: 'Everybody is well',
    healed: (name: string): string => `${name} gets its links from the next run on.`,
  },

  guide: {
    heading: 'What is this?',
    show: 'What is this?',
    close: 'Close the guide',
    intro:
      'A job mails clinics a link to their portal every Monday at 11:00. Memorial Healthcare System got none, though the application says “sent”. Ask the bot why. It is the real bot, in a small look-alike of Slack, on recorded data.',
    check: 'Check Memorial',
    checkThen: 'by its id, then press Enter',
    search: 'Search by name',
    searchThen: 'when only a name is known',
    mention: 'Mention it in a thread',
    mentionThen: 'where people talk about it',
    askAsHelpDesk: 'Ask as the help desk',
    askAsHelpDeskThen: 'the same again, in plain words',
    askAsEngineer: 'Ask as the engineer',
    askAsEngineerThen: 'the same again, with the evidence',
    breakLoki: 'Break Loki',
    breakLokiThen: 'the logs go down; check again',
    mendLoki: 'Mend Loki',
    mendLokiThen: 'the logs come back',
    subscribe: 'Watch all of them',
    subscribeThen: 'subscribe, then let two weeks pass',
    openIncident: 'Play an incident',
    openIncidentThen: 'open it, heal, resolve',
  },
};

/** The page's own words in one language. */
export type PageWords = typeof wordsEn;
