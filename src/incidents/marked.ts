import type { EpochMs } from '../diagnosis/time.ts';
import type { Moment } from './clocks.ts';
import type { ClockMark, Fact } from './fact.ts';
import { newestOf } from './fact-search.ts';
import { timelineOf } from './timeline.ts';

/** What people have marked so, oldest first, as it stands with all corrections. */
export function markedMoments(
  { facts }: { readonly facts: readonly Fact[] },
  mark: ClockMark,
): readonly { readonly seq: number; readonly moment: Moment }[] {
  return timelineOf(facts)
    .filter((entry) => entry.mark === mark)
    .map(({ seq, atMs, by }) => ({ seq, moment: byPerson({ by }, atMs) }));
}

/** The facts since it was opened, or opened anew, for the last time: what was mended before did not hold. */
export function ofThisTime(facts: readonly Fact[]): readonly Fact[] {
  const reopened = newestOf(facts, 'reopened');
  return reopened === null ? facts : facts.filter(({ seq }) => seq > reopened.seq);
}

/** A moment that somebody's word is for. */
export function byPerson({ by }: Pick<Fact, 'by'>, atMs: EpochMs): Moment {
  return { atMs, isAtLatest: false, by: 'person', userId: by.kind === 'person' ? by.userId : null };
}
