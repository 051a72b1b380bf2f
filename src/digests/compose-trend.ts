import { STATES, type State } from '../diagnosis/verdict.ts';
import { digestWordsIn } from '../words/digest.ts';
import type { TrendPoint } from './digests.ts';
import type { Telling } from './telling.ts';
import { FEWEST_TREND_POINTS, type Trend } from './trend.ts';

/**
 * The states over the digests of a scope, in words and ready to be drawn; null where there are too few to show a direction.
 * @param points oldest first
 */
export function composeTrend(points: readonly TrendPoint[], telling: Telling): Trend | null {
  const { fleetWords, locale, timeZone } = telling;
  const [first] = points;
  const last = points.at(-1);
  if (first === undefined || last === undefined || points.length < FEWEST_TREND_POINTS) return null;
  const words = digestWordsIn(locale);
  const dates = words.dates(timeZone, last.asOfMs);
  const title = words.trend.title(fleetWords.title, points.length);
  const states = STATES.filter(
    (state) => state === 'missing' || points.some(({ counts }) => counts[state] > 0),
  );
  const seriesSaid = (state: State): string => {
    const highest = points.reduce((most, point) => (point.counts[state] > most.counts[state] ? point : most));
    return words.trend.series(
      state,
      first.counts[state],
      highest.counts[state],
      dates.shortDay(highest.asOfMs),
      last.counts[state],
    );
  };
  return {
    title,
    timeZone,
    axisTitle: words.trend.axisTitle(timeZone),
    locale: words.trend.locale,
    points,
    names: states.map((state) => ({ state, name: words.states[state] })),
    altText: words.trend.alt(title, dates.day(first.asOfMs), dates.day(last.asOfMs), states.map(seriesSaid)),
  };
}
