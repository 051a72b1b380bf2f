import type { EpochMs } from '../diagnosis/time.ts';
import type { BodyOf } from './fact.ts';
import { isOf, type FactOf } from './fact-search.ts';
import type { Incident } from './incident.ts';
import { leadOf } from './lead.ts';
import { NO_STATUS_YET, statusAfter } from './status.ts';
import { subjectsAlong } from './subjects-of.ts';

/** An incident as it stood at some time, as far as facts are told by it. */
export type IncidentThen = Pick<
  Incident,
  'facts' | 'openedByUserId' | 'severity' | 'status' | 'leadUserId' | 'subjects' | 'everSubjects'
>;

type Then = Omit<IncidentThen, 'facts' | 'openedByUserId'>;

/** How an incident stood with each of its facts. Facts only grow, so that a list of them has one history. */
const histories = new WeakMap<Incident['facts'], readonly Then[]>();

/**
 * An incident as it stood before one of its facts: so a fact is told alike whenever it is, whatever has come after it. The first fact comes before
 * everything: the incident as it stood with it. All facts are gone through once, however many of them are told.
 */
export function incidentBefore(incident: Incident, seq: number): IncidentThen {
  const { facts, openedByUserId } = incident;
  const known = histories.get(facts);
  const history = known ?? historyOf(incident);
  if (known === undefined) histories.set(facts, history);
  // They are numbered 1, 2, 3 …
  const count = Math.min(Math.max(1, seq - 1), facts.length);
  const then = history[count - 1];
  if (then === undefined) throw new Error('an incident has facts');
  return {
    ...then,
    openedByUserId,
    get facts() {
      return facts.slice(0, count);
    },
  };
}

function historyOf(incident: Incident): readonly Then[] {
  const { facts } = incident;
  const everSubjectsAt = subjectsAlong(facts);
  let now = NO_STATUS_YET;
  let severity = facts.find(isOf('opened'))?.body.severity ?? incident.severity;
  let leadUserId: string | null = null;
  return facts.map((fact, index) => {
    now = statusAfter(now, fact);
    if (isOf('severity-changed')(fact)) severity = fact.body.to;
    if (isOf('lead-taken')(fact)) leadUserId = leadOf([fact]);
    const everSubjects = everSubjectsAt[index] ?? [];
    const subjects = everSubjects.filter(({ removedAtMs }) => removedAtMs === null);
    return { severity, status: now.status, leadUserId, everSubjects, subjects };
  });
}

/** What a note or an event said before a fact, with what had been corrected in it by then; null: there is none of this number. */
export function writtenBefore(
  { facts }: Pick<Incident, 'facts'>,
  seqOfWritten: number,
  seq: number,
): { readonly text: string; readonly atMs: EpochMs } | null {
  const written = facts.filter(isOf('note', 'event')).find((fact) => fact.seq === seqOfWritten);
  if (written === undefined) return null;
  const { atMs, body } = written;
  return facts
    .filter(isOf('corrected'))
    .filter((fact) => fact.seq < seq && fact.body.seqOfWrong === seqOfWritten)
    .reduce(
      (was, correction) => ({
        text: correction.body.text ?? was.text,
        atMs: correction.body.rightAtMs ?? was.atMs,
      }),
      { text: body.text, atMs },
    );
}

/** The blast radius of the same verdict that was seen before; null: this is the first. */
export function othersBefore(
  { facts }: Pick<Incident, 'facts'>,
  { checkId, code }: BodyOf<'others-seen'>,
  seq: number,
): FactOf<'others-seen'> | null {
  return (
    facts
      .filter(isOf('others-seen'))
      .findLast((fact) => fact.seq < seq && fact.body.checkId === checkId && fact.body.code === code) ?? null
  );
}
