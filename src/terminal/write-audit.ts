import type { AuditEntry } from '../store/audit.ts';
import { terminalAsker, type Session } from './session.ts';

/** Notes what was done. As in Slack, an audit that fails is said, but is no reason to keep an answer from somebody on call. */
export async function writeAudit(
  { assembly, words, clock, note }: Session,
  entry: Omit<AuditEntry, 'atMs' | 'asker'>,
): Promise<void> {
  try {
    await assembly.store.audit.record({ ...entry, atMs: clock(), asker: terminalAsker() });
  } catch {
    note(words.failures.auditFailed);
  }
}
