import { UsageError } from '../errors.ts';
import { clocksOf } from '../incidents/clocks-of.ts';
import type { Incident } from '../incidents/incident.ts';
import { rootReportOf } from '../incidents/root-report.ts';
import { isUnderWay } from '../incidents/status.ts';
import { incidentTellingOf } from '../incidents/telling.ts';
import { wholeTimelineOf } from '../incidents/timeline.ts';
import { timelineReportOf } from '../incidents/timeline-report.ts';
import { printable, printableJson } from '../words/printable.ts';
import { readDocument, replaceDocument } from './document.ts';
import { EXIT_CODES } from './exit-codes.ts';
import { incidentOutput } from './incident-output.ts';
import { incidentAsText, listAsText } from './incident-text.ts';
import type { Session } from './session.ts';
import { writeAudit } from './write-audit.ts';

/** More than anybody reads. */
const MOST_LISTED = 1_000;

export interface IncidentFormat {
  readonly format: 'text' | 'json';
}

/**
 * `portal-check incident list`: those that are open, or all, newest first.
 * @returns the exit code
 */
export async function incidentListCommand(
  session: Session,
  { all = false, format }: IncidentFormat & { readonly all?: boolean },
): Promise<number> {
  const { assembly, words, note, out } = session;
  const which = all ? 'all' : 'open';
  const incidents = await assembly.incidents.list(which, MOST_LISTED);
  if (format === 'json') {
    out(printableJson(JSON.stringify(incidents.map(incidentOutput), null, 2)));
  } else if (incidents.length === 0) note(words.incident.none[which]);
  else {
    const rootsOf = (some: readonly Incident[]) => some.map((incident) => told(incident, session).root);
    const resolved = all ? [] : incidents.filter((incident) => !isUnderWay(incident));
    const others = incidents.filter((incident) => !resolved.includes(incident));
    out(listAsText(rootsOf(others), rootsOf(resolved), words));
  }
  await auditIncidents(session, 'incidents-listed', 'incident list', which === 'all' ? 'all' : null);
  return EXIT_CODES.ok;
}

/**
 * `portal-check incident show`: how one stands, its clocks and its timeline.
 * @returns the exit code
 * @throws UsageError where there is none of this number
 */
export async function incidentShowCommand(
  session: Session,
  number: string,
  { format }: IncidentFormat,
): Promise<number> {
  const { out, style, words } = session;
  const incident = await incidentOf(session, number);
  out(
    format === 'json'
      ? printableJson(JSON.stringify(incidentOutput(incident), null, 2))
      : incidentAsText(told(incident, session), words, style),
  );
  await auditIncidents(session, 'incident-shown', 'incident show', `incident ${incident.number}`);
  return EXIT_CODES.ok;
}

/**
 * `portal-check incident postmortem`: as Markdown, in the language that was asked for, else in the incident's own.
 * @param options.into a file that is written, and what people have edited there left alone; left out: it is printed
 * @returns the exit code
 * @throws UsageError where there is none of this number, or the file cannot be written
 */
export async function incidentPostmortemCommand(
  session: Session,
  number: string,
  { into, language }: { readonly into?: string; readonly language?: Incident['locale'] },
): Promise<number> {
  const { assembly, words, note, write } = session;
  const incident = await incidentOf(session, number);
  const written = await assembly.writePostmortem(incident, language ?? incident.locale);
  if (into === undefined) await write(printableLines(written.markdown));
  else {
    const standing = await unlessRefused(into, session, readDocument(into));
    // As it is: what people have written is theirs, and what is marked as generated must be what was.
    const { markdown, kept } = written.into(standing);
    await unlessRefused(into, session, replaceDocument(into, markdown));
    note(words.incident.written(into));
    if (kept.length > 0) note(words.incident.kept(kept.map(printable)));
  }
  await auditIncidents(session, 'postmortem-posted', 'incident postmortem', `incident ${incident.number}`);
  return EXIT_CODES.ok;
}

/** Notes who has read what, as in Slack. */
async function auditIncidents(
  session: Session,
  event: 'incidents-listed' | 'incident-shown' | 'postmortem-posted',
  interaction: string,
  reason: string | null,
): Promise<void> {
  const requestId = session.newRequestId();
  const about = { checkId: null, subjectIds: [], verdicts: [] };
  await writeAudit(session, { requestId, event, interaction, reason, ...about });
}

/** How an incident stands, in words. */
function told(incident: Incident, { assembly, words }: Session) {
  const telling = incidentTellingOf(assembly.checks, incident, words.locale);
  return {
    root: rootReportOf(incident, telling, true),
    telling,
    clocks: clocksOf(incident),
    timeline: timelineReportOf(wholeTimelineOf(incident.facts), incident, telling),
  };
}

export type ToldIncident = ReturnType<typeof told>;

async function incidentOf({ assembly, words }: Session, written: string): Promise<Incident> {
  const digits = /^#?(?<digits>\d{1,9})$/u.exec(written.trim())?.groups?.['digits'];
  const incident = digits === undefined ? null : await assembly.incidents.findByNumber(Number(digits));
  if (incident === null) throw new UsageError(words.refusals.noIncident(printable(written)));
  return incident;
}

/** @throws UsageError where the file cannot be read or written */
async function unlessRefused<Result>(
  path: string,
  { words }: Session,
  attempt: Promise<Result>,
): Promise<Result> {
  try {
    return await attempt;
  } catch (cause) {
    throw new UsageError(words.refusals.file(path, codeOf(cause)), { cause });
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
}

function printableLines(text: string): string {
  return text.split('\n').map(printable).join('\n');
}
