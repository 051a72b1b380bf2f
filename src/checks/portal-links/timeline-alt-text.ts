import type { EpochMs } from '../../diagnosis/time.ts';
import type { TimelineLane } from '../timeline.ts';
import type { TimelineWords } from './timeline-words.ts';

/** What a screen reader is given at most; Slack takes 2,000 characters. */
export const MOST_ALT_CHARACTERS = 1_000;

/** More times of one meaning have no room in any case. */
const MOST_TIMES = 80;

/** A lane with the times of its newest marks, by meaning. */
interface SpokenLane {
  readonly label: string;
  readonly note: string | null;
  readonly meanings: readonly {
    readonly meaning: string;
    readonly count: number;
    readonly newest: readonly string[];
  }[];
}

/**
 * The picture in words: the opening, then lane by lane. Where it would be too long, the oldest marks of the longest lists become a
 * number; but never of the first lane, which is what the others are held against.
 * @param timeOf "21 July 11:31"
 */
export function composeAltText(
  opening: string,
  lanes: readonly TimelineLane[],
  words: TimelineWords,
  timeOf: (atMs: EpochMs) => string,
): string {
  const spoken = lanes.map((lane) => spokenLane(lane, timeOf));
  for (let most = MOST_TIMES; ; most -= 1) {
    const told = spoken.map((lane, index) => laneText(lane, index === 0 ? MOST_TIMES : most, words));
    const text = [opening, ...told].join(' ');
    if (text.length <= MOST_ALT_CHARACTERS || most === 0) return text;
  }
}

function spokenLane({ label, marks, note }: TimelineLane, timeOf: (atMs: EpochMs) => string): SpokenLane {
  const meanings = [...new Set(marks.map(({ meaning }) => meaning))].map((meaning) => {
    const all = marks.filter((mark) => mark.meaning === meaning);
    return { meaning, count: all.length, newest: all.slice(-MOST_TIMES).map(({ atMs }) => timeOf(atMs)) };
  });
  return { label, note, meanings };
}

/** "Links: link off schedule 8 July 08:42." */
function laneText({ label, note, meanings }: SpokenLane, most: number, words: TimelineWords): string {
  const told = meanings.map(({ meaning, count, newest }) => {
    const times = newest.slice(Math.max(0, newest.length - most));
    const before = count > times.length ? [words.alt.moreBefore(count - times.length)] : [];
    return `${meaning} ${[...before, ...times].join(', ')}`;
  });
  const nothing = note === null ? words.none : words.alt.noneSeen;
  return `${label}: ${told.length === 0 ? nothing : told.join('; ')}${note === null ? '' : ` (${note})`}.`;
}
