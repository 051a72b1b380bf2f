import type { State } from '../diagnosis/verdict.ts';

/** The one table of how a state looks. The words beside it say the same, for those who do not see colours. */
export const STATE_EMOJI: Readonly<Record<State, string>> = {
  missing: '🔴',
  partial: '🟠',
  unknown: '⚪',
  'on-schedule': '🟢',
  'not-expected': '⚫',
};
