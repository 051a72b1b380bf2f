import type { EpochMs } from '../diagnosis/time.ts';
import type { BodyOf } from './fact.ts';
import { isOf, type FactOf } from './fact-search.ts';
import { foldIncident } from './fold.ts';
import type { Incident } from './incident.ts';

/**
 * An incident as it stood before one of its facts: so a fact is told alike whenever it is, whatever has come after it. The first fact comes before
 * everything: the incident as it stood with it.
 */
export function incidentBefore(incident: Incident, seq: number): Incident {
  const earlier = incident.facts.filter((fact, index) => fact.seq < seq || index === 0);
  return foldIncident(incident, earlier, null);
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
