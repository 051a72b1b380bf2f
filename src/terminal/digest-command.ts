import type { Check } from '../checks/check.ts';
import type { Fleet } from '../checks/fleet.ts';
import { composeDigest } from '../digests/compose.ts';
import type { Filter } from '../digests/digest.ts';
import type { DigestRequest, FleetProgress, MadeDigest } from '../digests/digests.ts';
import { entriesOf } from '../digests/entries.ts';
import { tellingOf } from '../digests/telling.ts';
import { UsageError } from '../errors.ts';
import { printableJson } from '../words/printable.ts';
import { readFilter, scopeOf } from './digest-filter.ts';
import { digestAsMarkdown } from './digest-markdown.ts';
import { digestOutput } from './digest-output.ts';
import { digestAsText } from './digest-text.ts';
import { exitCodeOfState } from './exit-codes.ts';
import { checkNamed, type Session } from './session.ts';
import type { ToldDigest } from './told-digest.ts';
import { writeAudit } from './write-audit.ts';

export interface DigestOptions {
  readonly check?: string;
  /** Each as `kind=Clinic`. */
  readonly filter?: readonly string[];
  readonly format: 'text' | 'markdown' | 'json' | 'csv';
}

/**
 * `portal-check digest`: what has changed among all subjects since the last complete digest of the terminal, made now.
 * @returns the exit code: of the worst state that anybody is in
 * @throws UsageError where the check has no digests, or cannot be narrowed so
 */
export async function digestCommand(session: Session, options: DigestOptions): Promise<number> {
  const { assembly, words, clock, note } = session;
  const { check, fleet } = watched(session, options.check);
  const filter = readFilter(options.filter ?? [], fleet, words.refusals);
  const requestId = session.newRequestId();
  note(words.digest.asking(check.words(words.locale).noun));
  const made = await assembly.digests.make({
    checkId: check.id,
    ...scopesOf(check, filter),
    filter,
    notBeforeMs: clock(),
    skippedDueAtMs: [],
    requestId,
    onProgress: (progress) => {
      const line = progressLine(progress, check, session);
      if (line !== null) note(line);
    },
  });
  const told = await toldOf(made, check, session);
  await print(made, told, options.format, session);
  await assembly.digests.notePosted(made.id);
  await writeAudit(session, {
    requestId,
    event: 'digest-made',
    interaction: 'digest',
    checkId: check.id,
    subjectIds: [],
    verdicts: [],
    reason: `digest ${made.id}`,
  });
  return exitCodeOfState(told.report.worst);
}

/** Whoever has been shown everybody has been shown those whom a filter asks for. */
function scopesOf(
  check: Check,
  filter: Filter,
): Pick<DigestRequest, 'scope' | 'baselineScopes' | 'fallbackScopes'> {
  const scope = scopeOf(check.id, filter);
  return { scope, baselineScopes: [scope], fallbackScopes: [scopeOf(check.id, {})] };
}

function watched(
  { assembly: { checks }, words: { locale, refusals } }: Session,
  asked: string | undefined,
): { readonly check: Check; readonly fleet: Fleet } {
  const check = checkNamed(checks, asked);
  if (check === null) {
    throw new UsageError(
      refusals.unknownCheck(
        asked ?? '',
        checks.map(({ id }) => id),
      ),
    );
  }
  if (check.fleet === null) throw new UsageError(refusals.noDigests(check.id, check.words(locale).noun));
  return { check, fleet: check.fleet };
}

/** How far it has come; null where that goes without saying. */
function progressLine(
  progress: FleetProgress,
  check: Check,
  { words: { locale, check: ofCheck, digest } }: Session,
): string | null {
  if (progress.kind === 'answered') return ofCheck.source(progress.source, progress.status);
  const { subjects, of } = progress;
  if (subjects === 0) return digest.reading(of, check.words(locale).noun);
  return subjects < of ? digest.read(subjects, of) : null;
}

async function toldOf(
  { digest }: MadeDigest,
  check: Check,
  { assembly, words: { locale } }: Session,
): Promise<ToldDigest> {
  const openIncidents = await assembly.openIncidentsOf(check.id);
  const telling = tellingOf(check, locale, openIncidents);
  const option = check.id === assembly.checks[0].id ? '' : ` --check ${check.id}`;
  return {
    report: composeDigest(digest, telling),
    entries: entriesOf(digest, telling),
    inOutage: digest.outages.reduce((sum, { outcomes }) => sum + outcomes.length, 0),
    noun: check.words(locale).noun,
    fleetWords: telling.fleetWords,
    checkCommand: (subjectId) => `portal-check check ${subjectId}${option}`,
  };
}

async function print(
  made: MadeDigest,
  told: ToldDigest,
  format: DigestOptions['format'],
  { assembly, words, style, out, write }: Session,
): Promise<void> {
  switch (format) {
    case 'text':
      return out(digestAsText(told, words, style));
    case 'markdown':
      return out(digestAsMarkdown(told, words));
    case 'json':
      return out(printableJson(JSON.stringify(digestOutput(made, told), null, 2)));
    case 'csv':
      break;
  }
  const csv = await assembly.digests.csvOf(made.id);
  if (csv === null) throw new Error(`digest ${made.id} was made, and is not kept`);
  await write(csv);
}
