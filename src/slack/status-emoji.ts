import type { Status } from '../incidents/fact.ts';
import type { RootReport } from '../incidents/incident-report.ts';

/** The one table of how a status looks. The words beside it say the same. */
const STATUS_EMOJI: Readonly<Record<Status, string>> = {
  reported: '🚨',
  acknowledged: '🛠️',
  mitigated: '🩹',
  resolved: '✅',
  closed: '📁',
};

/** How an incident looks: where it was declared resolved and somebody is not well, not as one that is over. */
export function statusEmoji(status: Status, { isAtOdds }: Pick<RootReport, 'isAtOdds'>): string {
  return isAtOdds ? '⚠️' : STATUS_EMOJI[status];
}
