import type { Check } from '../../src/checks/check.ts';
import type { Fleet } from '../../src/checks/fleet.ts';
import type { Timeline } from '../../src/checks/timeline.ts';
import { plannedAfter } from '../../src/schedules/cron.ts';
import { FLEET_WORDS, hasRecovered, outageOf, ZONE } from '../digests/example.ts';
import { widgetCheck } from '../slack/widget-check.ts';

/** What a diagnosis states for which there is nothing to draw. */
export const NOTHING_TO_DRAW = 'nothing to draw';

const timeline: Timeline = {
  title: 'Duke Health',
  timeZone: 'America/Los_Angeles',
  axisTitle: 'Times in America/Los_Angeles',
  locale: 'en',
  fromMs: 0,
  untilMs: 1_000,
  asOf: { atMs: 1_000, label: 'as of now' },
  ticks: [],
  lanes: [],
  unseenMeaning: 'not seen',
  absence: 'none',
  altText: 'Links of Duke Health: none at the last run.',
};

/** Reads nothing: the test says how everybody is. */
const fleet: Fleet = {
  ask: neverAsked,
  outcomeOf: neverAsked,
  outageOf,
  hasRecovered,
  // Runs at 18:00 UTC on Mondays can be judged two hours later.
  nextReviewAfterMs: (afterMs) =>
    plannedAfter({ cron: '0 20 * * 1', timeZone: 'UTC', every: 1, anchor: null }, afterMs),
  timeZone: ZONE,
  settingsKey: '',
  filters: { kind: ['Clinic', 'Practice'], cadence: ['weekly', 'biweekly'] },
};

function neverAsked(): never {
  throw new Error('the tests say how everybody is');
}

/** The check of widgets with everything that a check may have: plain words for the help desk, a picture, and words in two languages. */
export const gadgetCheck: Check = {
  ...widgetCheck,
  fleet,
  words(locale) {
    const words = widgetCheck.words(locale);
    const isSpanish = locale === 'es';
    return {
      ...words,
      noun: isSpanish ? { one: 'artefacto', many: 'artefactos' } : words.noun,
      listed: ({ kind, id }) => `${kind ?? 'kind not known'} · ${id.slice(0, 8)}`,
      report(diagnosis) {
        const text = isSpanish ? 'para ingenieros' : 'for engineers';
        return { ...words.report(diagnosis), lines: [{ label: null, text }] };
      },
      deskReport(diagnosis) {
        const text = isSpanish ? 'para la mesa de ayuda' : 'for the help desk';
        return { ...words.report(diagnosis), lines: [{ label: null, text }], links: [] };
      },
      fleet: FLEET_WORDS,
      timeline: (diagnosis) =>
        words.report(diagnosis).headline.statement === NOTHING_TO_DRAW ? null : timeline,
    };
  },
};
