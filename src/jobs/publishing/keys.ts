import type { Fact } from '../../incidents/fact.ts';
import type { Incident } from '../../incidents/incident.ts';

/** The keys of an incident's posts: the same for every attempt, of whichever replica. */

type Named = Pick<Incident, 'id'>;

/** @param count which root message it is: 1, and one more each time that it was deleted */
export function keyOfRoot({ id }: Named, count: number): string {
  return `incident:${id}:root:${count}`;
}

export function keyOfFact({ id }: Named, { seq }: Pick<Fact, 'seq'>): string {
  return `incident:${id}:${seq}`;
}

/** @param index which one of the fact's pictures, from 0 */
export function keyOfPicture(incident: Named, fact: Pick<Fact, 'seq'>, index: number): string {
  return `${keyOfFact(incident, fact)}:picture:${index + 1}`;
}

/** In place of those of the fact's pictures that could not be shown. */
export function keyOfPicturesLeftOut(incident: Named, fact: Pick<Fact, 'seq'>): string {
  return `${keyOfFact(incident, fact)}:pictures-left-out`;
}

/** What one person is told of a closed channel. @param closing the fact that tells of it */
export function keyOfClosing({ id }: Named, { seq }: Pick<Fact, 'seq'>): string {
  return `incident:${id}:closed:${seq}`;
}
