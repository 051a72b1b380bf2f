import type { ChangeWords } from './change-words.ts';
import { PORTAL_LINKS_EN } from './words.en.ts';

/** The words for a change in English. */
export const CHANGE_EN: ChangeWords = {
  dates: PORTAL_LINKS_EN.dates,
  states: PORTAL_LINKS_EN.states,
  became: (before, after) => `was ${before}, now ${after}`,
  since: (slotAtMs, dates) => `since ${dates.day(slotAtMs)}`,
  still: (verdict, beforeAtMs, dates) => `still ${verdict}, as on ${dates.dayTime(beforeAtMs)}`,
  moved(moved, dates) {
    switch (moved.what) {
      case 'missed':
      case 'kept':
        return moved.count === 1
          ? `the slot of ${dates.day(moved.newestSlotAtMs)} was ${moved.what}`
          : `${moved.count} slots were ${moved.what} meanwhile, the last ${dates.day(moved.newestSlotAtMs)}`;
      case 'link':
        return `a link was made off schedule, ${dates.dayTime(moved.atMs)}`;
      case 'stamp':
        return `the stamp moved to ${dates.dayTime(moved.atMs)}`;
      case 'confirmed':
        return 'now confirmed';
      case 'not-confirmed':
        return 'no longer confirmed';
      case 'rules':
        return `rules ${moved.before} → ${moved.after}`;
    }
  },
};
