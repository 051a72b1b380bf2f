import { isoOf } from '../diagnosis/time.ts';
import type { AuditEntry } from '../store/audit.ts';
import type { Store } from '../store/store.ts';
import { EXIT_CODES } from './exit-codes.ts';
import { oneIdIn } from './one-id.ts';
import { readRange } from './range.ts';
import { printRecords, type RecordPrinter } from './records.ts';
import type { Session } from './session.ts';

const PAGE_SIZE = 500;

export interface AuditOptions {
  readonly since: string;
  readonly until?: string;
  readonly user?: string;
  readonly provider?: string;
  readonly format: 'csv' | 'json';
}

/**
 * `portal-check audit`: who asked what and what came out, oldest first. Reads and prints page by page.
 * @returns the exit code
 * @throws UsageError where an option cannot be read
 */
export async function auditCommand(session: Session, options: AuditOptions): Promise<number> {
  const { assembly, words, clock, note, write } = session;
  const { fromMs, untilMs } = readRange(options, session);
  const question = {
    sinceMs: fromMs,
    untilMs,
    userId: options.user ?? null,
    subjectId:
      options.provider === undefined
        ? null
        : oneIdIn('--provider', options.provider, assembly.checks, 'portal-check audit', session),
  };
  const printed = await printRecords(pagesOf(assembly.store.audit, question), PRINTER, options.format, write);
  if (printed === 0) {
    note(words.audit.nothing(isoOf(fromMs), isoOf(options.until === undefined ? clock() : untilMs)));
  }
  return EXIT_CODES.ok;
}

type AuditList = Store['audit']['list'];

async function* pagesOf(
  audit: { readonly list: AuditList },
  question: Omit<Parameters<AuditList>[0], 'afterId' | 'limit'>,
): AsyncGenerator<readonly AuditEntry[]> {
  let afterId: string | null = null;
  do {
    const page: Awaited<ReturnType<AuditList>> = await audit.list({ ...question, afterId, limit: PAGE_SIZE });
    if (page.length > 0) yield page;
    afterId = page.length < PAGE_SIZE ? null : (page.at(-1)?.id ?? null);
  } while (afterId !== null);
}

const PRINTER: RecordPrinter<AuditEntry> = {
  columns: [
    'at',
    'request',
    'event',
    'interaction',
    'surface',
    'user',
    'team',
    'channel',
    'check',
    'subjects',
    'verdicts',
    'reason',
  ],
  cells: ({ atMs, requestId, event, interaction, asker, checkId, subjectIds, verdicts, reason }) => [
    isoOf(atMs),
    requestId,
    event,
    interaction,
    asker.surface,
    asker.userId,
    asker.teamId ?? '',
    asker.channelId ?? '',
    checkId ?? '',
    subjectIds.join(' '),
    verdicts.map(({ subjectId, code }) => `${subjectId}:${code}`).join(' '),
    reason ?? '',
  ],
  json: ({ atMs, requestId, event, interaction, asker, checkId, subjectIds, verdicts, reason }) => ({
    at: isoOf(atMs),
    request: requestId,
    event,
    interaction,
    surface: asker.surface,
    user: asker.userId,
    team: asker.teamId,
    channel: asker.channelId,
    check: checkId,
    subjects: subjectIds,
    verdicts,
    reason,
  }),
};
