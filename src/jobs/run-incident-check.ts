import type { Incidents, Recheck } from '../incidents/incidents.ts';
import { incidentCheck, keyOfCheck } from './incident-job.ts';

export interface RunIncidentCheckSettings {
  readonly incidents: Pick<Incidents, 'recheck'>;
  /** Begins to tell in Slack what was found; not waited for. */
  readonly beginPublishing: (incidentId: string) => void;
  /** Told what became of each look. */
  readonly onRechecked: (outcome: Recheck['kind']) => void;
  readonly newRequestId: () => string;
  readonly log: { info(fields: object, message: string): void };
}

/**
 * Makes the work on one look at an incident: its subjects are checked, and what has changed is recorded. How long Slack takes to show it keeps no
 * other look waiting. It may be ended at any point, and is then begun again by whichever replica gets the job: what it found is recorded once.
 */
export function createRunIncidentCheck({
  incidents,
  beginPublishing,
  onRechecked,
  newRequestId,
  log,
}: RunIncidentCheckSettings): (data: unknown) => Promise<void> {
  return async (data) => {
    const check = incidentCheck.parse(data);
    const { incidentId } = check;
    const requestId = newRequestId();
    const checked = await incidents.recheck(incidentId, { key: keyOfCheck(check), requestId });
    onRechecked(checked.kind);
    const facts = checked.kind === 'checked' ? checked.facts.length : 0;
    log.info({ requestId, incidentId, outcome: checked.kind, facts }, 'incident checked');
    if (checked.kind !== 'absent') beginPublishing(incidentId);
  };
}
