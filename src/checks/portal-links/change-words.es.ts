import type { ChangeWords } from './change-words.ts';
import { PORTAL_LINKS_ES } from './words.es.ts';

const RESULTS = {
  missed: { one: 'se incumplió', many: 'se incumplieron' },
  kept: { one: 'se cumplió', many: 'se cumplieron' },
} as const;

/** The words for a change in Spanish. */
export const CHANGE_ES: ChangeWords = {
  dates: PORTAL_LINKS_ES.dates,
  states: PORTAL_LINKS_ES.states,
  became: (before, after) => `antes ${before}, ahora ${after}`,
  since: (slotAtMs, dates) => `desde el ${dates.day(slotAtMs)}`,
  still: (verdict, beforeAtMs, dates) => `sigue ${verdict}, como el ${dates.dayTime(beforeAtMs)}`,
  moved(moved, dates) {
    switch (moved.what) {
      case 'missed':
      case 'kept':
        return moved.count === 1
          ? `${RESULTS[moved.what].one} el envío del ${dates.day(moved.newestSlotAtMs)}`
          : `entretanto ${RESULTS[moved.what].many} ${moved.count} envíos programados, el último el ${dates.day(moved.newestSlotAtMs)}`;
      case 'link':
        return `se creó un enlace fuera de lo programado, el ${dates.dayTime(moved.atMs)}`;
      case 'stamp':
        return `la marca de envío pasó al ${dates.dayTime(moved.atMs)}`;
      case 'confirmed':
        return 'ahora confirmado';
      case 'not-confirmed':
        return 'ya no confirmado';
      case 'rules':
        return `reglas ${moved.before} → ${moved.after}`;
    }
  },
};
