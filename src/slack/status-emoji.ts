import type { Status } from '../incidents/fact.ts';

/** The one table of how a status looks. The words beside it say the same. */
export const STATUS_EMOJI: Readonly<Record<Status, string>> = {
  reported: '🚨',
  acknowledged: '🛠️',
  mitigated: '🩹',
  resolved: '✅',
  closed: '📁',
};
