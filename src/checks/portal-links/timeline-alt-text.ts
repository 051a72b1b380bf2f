import type { EpochMs } from '../../diagnosis/time.ts';
import type { TimelineLane } from '../timeline.ts';
import type { TimelineWords } from './timeline-words.ts';

/** What a screen reader is given at most; Slack takes 2,000 characters. */
export const MOST_ALT_CHARACTERS = 1_000;

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
  const longest = Math.max(0, ...lanes.map(({ marks }) => marks.length));
  for (let most = longest; ; most -= 1) {
    const told = lanes.map((lane, index) => laneText(lane, index === 0 ? longest : most, words, timeOf));
    const text = [opening, ...told].join(' ');
    if (text.length <= MOST_ALT_CHARACTERS || most <= 0) return text;
  }
}

/** "Links: link off schedule 8 July 08:42." */
function laneText(
  { label, marks, note }: TimelineLane,
  most: number,
  words: TimelineWords,
  timeOf: (atMs: EpochMs) => string,
): string {
  const meanings = [...new Set(marks.map(({ meaning }) => meaning))].map((meaning) => {
    const all = marks.filter((mark) => mark.meaning === meaning);
    const told = all.slice(Math.max(0, all.length - most)).map(({ atMs }) => timeOf(atMs));
    const untold = all.length - told.length;
    return `${meaning} ${[...(untold === 0 ? [] : [words.alt.moreBefore(untold)]), ...told].join(', ')}`;
  });
  const nothing = note === null ? words.none : words.alt.noneSeen;
  const told = meanings.length === 0 ? nothing : meanings.join('; ');
  return `${label}: ${told}${note === null ? '' : ` (${note})`}.`;
}
