/** What buttons and selects are called between Slack and the handlers. */
export const ACTION_IDS = {
  evidence: 'evidence',
  checkAgain: 'check-again',
  /** "Check again" where there is no diagnosis: beneath a check that was interrupted. */
  askAgain: 'ask-again',
  show: 'show',
  /** "Check" on a line of a list of subjects. */
  checkThis: 'check-this',
  notThisOne: 'not-this-one',
  timeline: 'timeline',
  share: 'share',
  right: 'right',
  wrong: 'wrong',
  checkAddress: 'check-address',
  handOver: 'hand-over',
  language: 'language',
  digestDetails: 'digest-details',
  /** The next page of the details. */
  digestMore: 'digest-more',
  digestTrend: 'digest-trend',
  digestCsv: 'digest-csv',
  mute: 'mute',
  unmute: 'unmute',
  pause: 'pause',
  resume: 'resume',
  unsubscribe: 'unsubscribe',
  openIncident: 'open-incident',
  joinIncident: 'join-incident',
  takeLead: 'take-lead',
  mitigated: 'incident-mitigated',
  resolved: 'incident-resolved',
  reopen: 'incident-reopen',
  close: 'incident-close',
  changeSeverity: 'change-severity',
  /** "Add them": others with the verdict of an incident. */
  addOthers: 'add-others',
  showIncident: 'show-incident',
  editPostmortem: 'edit-postmortem',
  postPostmortem: 'post-postmortem',
  /** The type-ahead in the modal of the global shortcut. */
  subject: 'subject',
  /** The type-ahead of several, in the form that opens an incident. */
  subjects: 'subjects',
  /** A button that only opens a page; followed by a number, since ids must differ within a block. */
  openLink: 'open-link',
} as const;

/** What modals are called when they are submitted. */
export const CALLBACK_IDS = {
  check: 'check',
  feedback: 'feedback',
  address: 'address',
  handOver: 'hand-over',
  subscribe: 'subscribe',
  mute: 'mute',
  openIncident: 'open-incident',
  severity: 'severity',
  /** Declares an incident resolved though somebody is not well. */
  resolveAnyway: 'resolve-anyway',
  postmortem: 'postmortem',
} as const;

/** What shortcuts are called in `manifest.yml`. */
export const SHORTCUT_IDS = {
  /** Global. */
  checkProvider: 'check-provider',
  /** Of a message. */
  checkMessage: 'check-message',
  /** Of a message. */
  openIncident: 'open-incident-here',
} as const;
