import type { Timeline } from '../../src/checks/timeline.ts';
import { DAY_MS, HOUR_MS } from '../../src/diagnosis/time.ts';

const FROM_MS = Date.parse('2025-07-17T10:50:00-07:00');
const AS_OF_MS = Date.parse('2025-07-24T12:30:00-07:00');
const RUNS_MS = Array.from({ length: 8 }, (_, day) => FROM_MS + 10 * 60_000 + day * DAY_MS);

/** A timeline with a full and an empty lane, changed. */
export function exampleTimeline(change: Partial<Timeline> = {}): Timeline {
  return {
    title: 'Widget & Sons <Charlotte>',
    timeZone: 'America/Los_Angeles',
    axisTitle: 'Times in America/Los_Angeles',
    locale: 'en-GB',
    fromMs: FROM_MS,
    untilMs: AS_OF_MS,
    asOf: { atMs: AS_OF_MS, label: 'as of Thu 24 July 12:30' },
    ticks: RUNS_MS,
    lanes: [
      {
        label: 'Runs',
        marks: RUNS_MS.map((atMs, index) =>
          index % 2 === 0
            ? { atMs, tone: 'good', shape: 'disc', meaning: 'kept' }
            : { atMs, tone: 'bad', shape: 'cross', meaning: 'missed' },
        ),
        note: null,
        unseen: [],
      },
      {
        label: 'Logs',
        marks: [],
        note: 'seen from 19 July 10:50 on',
        unseen: [{ fromMs: FROM_MS, untilMs: FROM_MS + 2 * DAY_MS }],
      },
      {
        label: 'Events',
        marks: [0, 1, 2].map((minute) => ({
          atMs: AS_OF_MS - 30 * HOUR_MS + minute * 60_000,
          tone: 'bad',
          shape: 'triangle',
          meaning: 'event',
        })),
        note: null,
        unseen: [],
      },
    ],
    unseenMeaning: 'not known',
    absence: 'none',
    altText: 'Timeline of Widget & Sons.',
    ...change,
  };
}
