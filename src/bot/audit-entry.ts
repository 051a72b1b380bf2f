import type { AuditRecord } from '../../handlers/shared/audit.ts';
import type { AuditEntry } from '../store/audit.ts';

/** What people did in Slack, as the audit keeps it. */
export function entryOf(record: AuditRecord): AuditEntry {
  const { atMs, requestId, event, interaction, asker } = record;
  return {
    atMs,
    requestId,
    event,
    interaction,
    asker,
    ...subjectsOf(record),
    reason: reasonOf(record),
  };
}

/** Why it was refused, or which digest, subscription or incident it was about. */
function reasonOf(record: AuditRecord): string | null {
  if ('reason' in record) return record.reason;
  if ('digest' in record) return `digest ${record.digest.digestId}`;
  if ('incident' in record) {
    const told = 'facts' in record ? ` ${record.facts.join(' ')}` : '';
    return `incident ${record.incident.incidentId}${told}`;
  }
  return 'subscription' in record ? `subscription ${record.subscription.subscriptionId}` : null;
}

/** What it was about: what was checked, or the diagnoses of one check that something was done with. */
function subjectsOf(record: AuditRecord): Pick<AuditEntry, 'checkId' | 'subjectIds' | 'verdicts'> {
  const diagnoses =
    'diagnosis' in record ? [record.diagnosis] : 'diagnoses' in record ? record.diagnoses : [];
  const [first] = diagnoses;
  if (first !== undefined) {
    const verdicts = diagnoses.map(({ verdict }) => verdict);
    return { checkId: first.checkId, subjectIds: verdicts.map(({ subjectId }) => subjectId), verdicts };
  }
  if ('subject' in record) {
    return { checkId: record.subject.checkId, subjectIds: [record.subject.subjectId], verdicts: [] };
  }
  if ('digest' in record) return { checkId: record.digest.checkId, subjectIds: [], verdicts: [] };
  if ('subscription' in record) return { checkId: record.subscription.checkId, subjectIds: [], verdicts: [] };
  if (!('check' in record)) return { checkId: null, subjectIds: [], verdicts: [] };
  const { checkId, subjectIds } = record.check;
  return { checkId, subjectIds, verdicts: 'verdicts' in record ? record.verdicts : [] };
}
