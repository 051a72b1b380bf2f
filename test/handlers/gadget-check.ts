import type { Check } from '../../src/checks/check.ts';
import type { Timeline } from '../../src/checks/timeline.ts';
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

/** The check of widgets with everything that a check may have: plain words for the help desk, a picture, and words in two languages. */
export const gadgetCheck: Check = {
  ...widgetCheck,
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
      timeline: (diagnosis) =>
        words.report(diagnosis).headline.statement === NOTHING_TO_DRAW ? null : timeline,
    };
  },
};
