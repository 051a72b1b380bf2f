/** What buttons are called between Slack and the handlers. */
export const ACTION_IDS = {
  evidence: 'evidence',
  checkAgain: 'check-again',
  show: 'show',
  /** A button that only opens a page; followed by a number, since ids must differ within a block. */
  openLink: 'open-link',
} as const;
