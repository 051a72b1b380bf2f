import { plural } from './phrasing.en.ts';
import type { TimelineWords } from './timeline-words.ts';

/** English. */
export const TIMELINE_EN: TimelineWords = {
  lanes: { runs: 'Runs', links: 'Links', stamp: 'Stamp', sentry: 'Sentry', loki: 'Loki' },
  slots: {
    kept: 'kept',
    missed: 'missed',
    failing: 'open, failing',
    pending: 'open, nothing yet',
    excused: 'before enrolment',
  },
  slotNotSeen: 'not seen yet',
  slotWithoutLink: 'no link',
  onSchedule: 'link on schedule',
  offSchedule: 'link off schedule',
  link: 'link',
  stampMoved: 'stamp moved',
  event: 'event naming it',
  line: 'failure line',
  sharedLine: 'line that fits others too',
  unseen: 'not known',
  none: 'none',
  notes: {
    failed: 'failed: nothing is known',
    notConfigured: 'not configured',
    incomplete: 'incomplete: more may be there',
    reachUnknown: 'no telling how far it sees',
    seenFrom: (atMs, dates) => `seen from ${dates.shortDay(atMs)} ${dates.time(atMs)} on`,
    nothingNewer: (atMs, dates) =>
      atMs === null
        ? 'has seen nothing at all'
        : `nothing newer than ${dates.shortDay(atMs)} ${dates.time(atMs)}`,
    rowsUntil: (atMs, dates) =>
      atMs === null ? 'rows of unknown age' : `rows only until ${dates.shortDay(atMs)} ${dates.time(atMs)}`,
    notLoggingAt: ([first = 0, ...more], dates) =>
      more.length === 0
        ? `an app was silent at ${dates.shortDay(first)}`
        : `an app was silent at ${1 + more.length} runs`,
    loggingNotCounted: 'last run’s logging not counted',
    linesOfNobody: (count, isAtLeast) =>
      `${isAtLeast ? 'at least ' : ''}${plural(count, 'line', 'lines')}, whose is not known`,
    eventsOfNobody: (count) => `${plural(count, 'event', 'events')} read without an id`,
    dueNotKnown: 'if one was due is not known',
    asSeen: 'only as the bot has seen it',
    noSuchProvider: 'no such provider',
    nonePlanned: 'none planned: no portal set up',
    scheduleUnknown: 'the schedule is not known',
    settingsUnknown: 'settings of then are not known',
  },
  axisTitle: (timeZone) => `Times in ${timeZone}`,
  asOf: (at) => `as of ${at}`,
  alt: {
    opening: (title, from, asOf, timeZone) =>
      `Timeline of ${title}, ${from} to ${asOf}, times in ${timeZone}.`,
    noneSeen: 'none seen',
    moreBefore: (count) => `${count} more before`,
  },
};
