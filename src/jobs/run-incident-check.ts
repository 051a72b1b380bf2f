import type { Incidents, Recheck } from '../incidents/incidents.ts';
import { incidentCheck, keyOfCheck } from './incident-job.ts';
import type { PublishIncident } from './publish-incident.ts';

export interface RunIncidentCheckSettings {
  readonly incidents: Pick<Incidents, 'recheck'>;
  readonly publish: PublishIncident;
  /** Told what became of each look. */
  readonly onRechecked: (outcome: Recheck['kind']) => void;
  readonly newRequestId: () => string;
  readonly log: { info(fields: object, message: string): void };
}

/**
 * Makes the work on one look at an incident: its subjects are checked, what has changed is recorded, and Slack is brought up to date. It may be
 * ended at any point, and is then begun again by whichever replica gets the job: what it found is recorded once.
 */
export function createRunIncidentCheck({
  incidents,
  publish,
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
    if (checked.kind !== 'absent') await publish(incidentId);
  };
}
