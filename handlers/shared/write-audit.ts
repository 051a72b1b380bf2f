import type { Log } from '../../src/slack/log.ts';
import type { AuditRecord } from './audit.ts';
import type { Handling } from './handling.ts';

/**
 * Writes one line of the audit; never rejects. A failing audit is an error of the bot, but no reason to keep an answer from somebody on call: the
 * same record then stands in the log.
 */
export async function writeAudit(handling: Handling, log: Log, record: AuditRecord): Promise<void> {
  try {
    await handling.inFlight.track(handling.audit(record));
  } catch (error) {
    log.error({ err: error, audit: record }, 'the audit could not be written');
    handling.reportError(error, { requestId: record.requestId, interaction: record.interaction });
  }
}
