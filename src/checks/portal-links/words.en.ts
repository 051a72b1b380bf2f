import { datesInEnglish } from '../../words/dates.en.ts';
import { problemInEnglish } from '../../words/problems.en.ts';
import { kindSaid, LACKS_EN, listed, plural, shortId } from './phrasing.en.ts';
import { onOff, SIDES_EN } from './side-words.en.ts';
import { VERDICTS_EN } from './verdict-words.en.ts';
import type { PortalLinksWords } from './words.ts';

/** English. */
export const PORTAL_LINKS_EN: PortalLinksWords = {
  locale: 'en-GB',
  dates: datesInEnglish,
  states: {
    missing: 'missing',
    partial: 'partial',
    unknown: 'unknown',
    'on-schedule': 'on schedule',
    'not-expected': 'not expected',
  },
  verdicts: VERDICTS_EN,
  sides: SIDES_EN,
  lacks: LACKS_EN,
  slotStatuses: {
    kept: 'kept',
    missed: 'missed',
    excused: 'not due: before enrolment',
    pending: 'open, nothing yet',
    failing: 'open, and a failure names it',
  },
  labels: {
    certain: 'Certain',
    likely: 'Likely',
    unknown: 'Cause',
    others: 'Others',
    next: 'Next',
    note: 'Note',
  },
  sources: { sentry: 'Sentry', loki: 'Loki', delivery: 'database' },
  kind: kindSaid,
  problem: problemInEnglish,
  slotsKept: (kept, counted) =>
    counted === 1 ? `${kept} of 1 slot kept` : `${kept} of the last ${counted} slots kept`,
  slotMissed: (slotAtMs, { dates }) => `the slot of ${dates.dayTime(slotAtMs)} was missed`,
  slotFailing: (slotAtMs, { dates }) => `the slot of ${dates.dayTime(slotAtMs)} is failing`,
  slotKept: (slotAtMs, linkAtMs, { dates }) =>
    `the slot of ${dates.day(slotAtMs)} was kept at ${dates.time(linkAtMs)}`,
  lastSendOffSchedule: (atMs, { dates, cadence, asOfMs }) =>
    `The last send, ${dates.dayTime(atMs)}, ${dates.span(atMs, asOfMs)} ago, was off schedule; ${cadence} expected.`,
  newestLink: (atMs, { dates, cadence, asOfMs }) =>
    `The newest link is of ${dates.dayTime(atMs)}, ${dates.span(atMs, asOfMs)} ago; ${cadence} expected.`,
  phantomFigures: (p, { dates, cadence }) =>
    p.newestLinkAtMs === null || p.daysWithoutLink === null
      ? `Stamp ${dates.exact(p.stampAtMs)}, and no link at all, ${cadence} expected.`
      : `Stamp ${dates.exact(p.stampAtMs)}; newest link ${dates.exact(p.newestLinkAtMs)}: ${p.daysWithoutLink} days without a link, ${cadence} expected; ${plural(p.linkCount, 'link', 'links')} in all.`,
  newestLinkThen: (atMs, { dates, asOfMs }) =>
    `The newest link is of ${dates.dayTime(atMs)}, ${dates.span(atMs, asOfMs)} before.`,
  noLinkEver: 'There never was a link.',
  inboxUnknown: 'No send failure is seen; what reached the inbox cannot be seen from here.',
  sourceOk: (source, detail, fromMs, dates) =>
    [
      `${PORTAL_LINKS_EN.sources[source]} ok${fromMs === null ? '' : ` from ${dates.shortDay(fromMs)}`}`,
      detail,
    ]
      .filter((part) => part !== null)
      .join(', '),
  sourceNotOk: (source, status, problem) =>
    `${PORTAL_LINKS_EN.sources[source]} ${status === 'failed' ? 'failed' : 'incomplete'}: ${problem}`,
  sourceNotConfigured: (source) => `${PORTAL_LINKS_EN.sources[source]} is not configured`,
  eventsNameIt: (count) =>
    count === 0 ? 'names it nowhere' : plural(count, 'event names it', 'events name it'),
  linesNameIt: (count) => plural(count, 'line', 'lines'),
  linesOfNobody: (count) =>
    count === 0 ? '0 failure lines' : `${plural(count, 'failure line', 'failure lines')}, whose is not known`,
  appsLogging: (silent) =>
    silent === null
      ? 'logging not counted'
      : silent.length === 0
        ? 'apps logging'
        : `no log of ${listed(silent)} at the slot`,
  asOf: (at, rulesVersion) => `as of ${at} · rules ${rulesVersion}`,
  listed,
  links: { sentry: 'Sentry', loki: 'Grafana' },
  evidence: {
    title: 'Evidence',
    verdict: 'Verdict',
    ledger: 'Slots and links',
    notes: 'Also seen',
    row: (row, code, confidence) => `${code} (row ${row} of the rules), ${confidence}`,
    alsoFound: (statement) => `Also: ${statement}`,
    slot: (slotAtMs, status, linkAtMs, dates) =>
      `${dates.dayTime(slotAtMs)}: ${status}${linkAtMs === null ? '' : `, link ${dates.exact(linkAtMs)}`}`,
    offScheduleLinks: (atMs, dates) => `Off schedule: ${atMs.map((at) => dates.exact(at)).join(', ')}`,
    stamp: (atMs, dates) =>
      atMs === null
        ? 'Last sent (stamp): never, or not known for that time'
        : `Last sent (stamp): ${dates.exact(atMs)}`,
    linkTotals: (count, newestAtMs, dates) =>
      newestAtMs === null
        ? 'No links at all'
        : `${plural(count, 'link', 'links')} in all, the newest ${dates.exact(newestAtMs)}`,
    settings: (s) =>
      `Links ${onOff(s.enabled)}, cadence ${s.cadence ?? 'none'}, ${s.plans ?? 'unknown'} active care plans (threshold ${s.threshold ?? 'none'}), ${s.verified} verified and ${s.unverified} unverified recipients`,
    eventKinds: {
      'unknown-provider': 'unknown provider',
      'none-verified': 'no verified address',
      'upstream-error': 'upstream error',
      'duplicate-attempt': 'duplicate attempt',
    },
    lineKinds: {
      'link-creation-failed': 'making the link failed',
      'send-failed': 'send failed',
    },
    event: (kind, atMs, issueId, eventId, dates) =>
      `${dates.exact(atMs)}: ${kind}, issue ${issueId}, event ${shortId(eventId)}`,
    line: (kind, atMs, app, recipient, dates) =>
      `${dates.exact(atMs)}: ${kind}, ${app}${recipient === null ? '' : `, to ${recipient}`}`,
    namedNowhere: 'Sentry names it nowhere.',
    noLines: (fromMs, isLogging, dates) =>
      `0 lines${fromMs === null ? '' : ` from ${dates.shortDay(fromMs)} on`}${isLogging ? ', while the apps were logging' : ''}`,
    logging: (windowFromMs, counts, dates) =>
      `Window from ${dates.dayTime(windowFromMs)}: ${Object.entries(counts)
        .map(([app, count]) => `${app} ${plural(count, 'line', 'lines')}`)
        .join(', ')}`,
    newestLine: (app, atMs, dates) => `Newest line of ${app}: ${atMs === null ? 'none' : dates.exact(atMs)}`,
    reading: (elapsedMs, fromMs, untilMs, dates) =>
      `Read in ${elapsedMs} ms, from ${dates.exact(fromMs)} to ${dates.exact(untilMs)}`,
    confidence: { confirmed: 'confirmed', likely: 'likely', none: 'cause not established' },
  },
};
