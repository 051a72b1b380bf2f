import { createDates } from '../../words/dates.ts';
import { problemInEnglish } from '../../words/problems.en.ts';
import type { FailureParams } from './findings.ts';
import type { Lack } from './view.ts';
import type { PortalLinksWords, Speech } from './words.ts';

const plural = (count: number, one: string, many: string): string =>
  `${thousands(count)} ${count === 1 ? one : many}`;
const thousands = (count: number): string => count.toLocaleString('en-GB');
const shortId = (id: string): string => id.slice(0, 8);

function listed(items: readonly string[]): string {
  return new Intl.ListFormat('en-GB', { type: 'conjunction' }).format(items);
}

const LACKS: Readonly<Record<Lack, string>> = {
  'sentry-not-configured': 'Sentry is not configured',
  'sentry-not-ok': 'Sentry’s answer is not complete',
  'sentry-reach': 'Sentry does not reach back to that slot',
  'sentry-stale': 'Sentry received nothing since that slot',
  'loki-not-configured': 'Loki is not configured',
  'loki-not-ok': 'Loki’s answer is not complete',
  'loki-reach': 'Loki does not reach back to that slot',
  'loki-stale': 'Loki received nothing since that slot',
  'apps-not-logging': 'an app wrote no log at that slot',
  'logging-not-counted': 'whether the apps were logging at that slot could not be counted',
  'window-too-short': 'the window asked for does not reach back to that slot',
  'enrolment-unknown': 'the database does not tell when it was enrolled',
  'enrolled-at-slot': 'it was enrolled around that slot',
  'settings-changed': 'its settings were changed since that slot',
  'settings-change-unknown': 'the database does not tell when its settings were changed',
  'near-threshold': 'its care plans are so near the threshold that they may have been too few then',
};

const lacksListed = (lacks: readonly Lack[]): string => listed(lacks.map((lack) => LACKS[lack]));

function made(speech: Speech): string {
  return `the ${speech.cadence} run made no link`;
}

function watchNext({ nextSlotAtMs, dates }: Speech): string {
  return nextSlotAtMs === null ? '' : ` The next slot is ${dates.dayTime(nextSlotAtMs)}.`;
}

function afterSlot({ atMs, slotAtMs }: FailureParams, { dates }: Speech): string {
  return atMs >= slotAtMs
    ? `${dates.span(slotAtMs, atMs)} after the slot`
    : `${dates.span(atMs, slotAtMs)} before the slot`;
}

function explains(
  { missed, explained, traceless, belongsToD, slotAtMs }: FailureParams,
  { dates }: Speech,
): string {
  const rest = missed - explained;
  const others =
    rest === 0
      ? ''
      : traceless === rest
        ? `; ${traceless} left no trace`
        : `; ${traceless} of the others left no trace`;
  const which = belongsToD ? '' : ` (the slot of ${dates.day(slotAtMs)}, not the last one)`;
  return `Explains ${explained} of ${plural(missed, 'missed slot', 'missed slots')}${which}${others}.`;
}

function sentryTrace(params: FailureParams, speech: Speech, phrase: string): string {
  const { dates } = speech;
  return `Sentry issue ${params.issueId}, ${dates.dayTime(params.atMs)}, ${afterSlot(params, speech)}: ${phrase}. ${explains(params, speech)}`;
}

function readEvent({ eventId }: FailureParams): string {
  return eventId === null ? 'read the issue' : `read event ${shortId(eventId)}`;
}

const yesNo = (value: boolean | null): string => (value === null ? 'unknown' : value ? 'on' : 'off');

/** English. */
export const PORTAL_LINKS_EN: PortalLinksWords = {
  locale: 'en-GB',
  dates: (timeZone, asOfMs) =>
    createDates('en-GB', timeZone, asOfMs, {
      days: (count) => plural(count, 'day', 'days'),
      hours: (count) => plural(count, 'hour', 'hours'),
      minutes: (count) => `${count} min`,
    }),
  states: {
    missing: 'missing',
    partial: 'partial',
    unknown: 'unknown',
    'on-schedule': 'on schedule',
    'not-expected': 'not expected',
  },
  verdicts: {
    inconclusive: (p, speech) => {
      const { dates } = speech;
      const held =
        p.namedEvents + p.namedLines === 0
          ? null
          : `Sentry holds ${plural(p.namedEvents, 'event', 'events')} and Loki ${plural(p.namedLines, 'failure line', 'failure lines')} about it nevertheless; see Evidence.`;
      switch (p.reason) {
        case 'delivery-not-ok':
          return {
            statement: 'the delivery database did not give a usable answer',
            cause: held,
            next: 'mend the database reading named below, then check again.',
          };
        case 'cadence-unknown':
          return {
            statement:
              p.cadence === null ? 'it has no cadence' : `its cadence "${p.cadence}" is not known here`,
            cause: held,
            next: 'name the cadence with its cron expression in portal-links.yml, or correct it in the application.',
          };
        case 'no-phase':
          return {
            statement: `which weeks its cadence "${p.cadence}" is due is not known`,
            cause: held,
            next: `set the anchor of "${p.cadence}" in portal-links.yml to the date of one run.`,
          };
        case 'not-known-then':
          return {
            statement: 'its settings at that time are not known',
            cause: held,
            next: 'check without as-of, or at an instant before which a diagnosis was kept.',
          };
        case 'sources': {
          const lacking = lacksListed(p.lacking);
          if (p.linkAtMs !== null) {
            return {
              statement: `link created ${dates.dayTime(p.linkAtMs)}; whether the mail failed is not known`,
              cause: `it cannot be ruled out that the mail failed: ${lacking || 'a slot is open and a source is not complete'}.${held === null ? '' : ` ${held}`}`,
              next: 'check again when the source named below answers.',
            };
          }
          const due =
            p.firstDueAtMs === null
              ? 'no slot has been due yet'
              : `first slot ${dates.dayTime(p.firstDueAtMs)}`;
          return {
            statement: `${due}; whether anything failed is not known`,
            cause: lacking === '' ? held : `${lacking}.`,
            next: 'check again when the source named below answers.',
          };
        }
      }
    },
    'unknown-provider-id': (p, { dates }) => ({
      statement: 'no provider has this id',
      cause:
        p.newestEventAtMs === null
          ? null
          : `the job does not know it either: Sentry issue ${p.issueId} names it in ${plural(p.events, 'event', 'events')}, last ${dates.dayTime(p.newestEventAtMs)}.`,
      next:
        p.nearMisses.length === 0
          ? 'copy the id once more from the provider’s page.'
          : `copy the id once more; nearly the same: ${p.nearMisses.join(' · ')}.`,
    }),
    'not-configured': () => ({
      statement: 'it has no portal configuration',
      cause: null,
      next: 'if it should get links, set its portal up in the application.',
    }),
    'links-disabled': (p, { dates }) => ({
      statement: 'links are switched off',
      cause:
        p.changedAtMs === null ? null : `its settings were last changed ${dates.dayTime(p.changedAtMs)}.`,
      next: 'if it should get links, switch them on in its portal configuration.',
    }),
    'no-verified-recipient': (p, { dates }) => ({
      statement: 'no recipient has a verified address',
      cause:
        p.eventAtMs === null
          ? `${plural(p.unverified, 'recipient is', 'recipients are')} unverified.`
          : `proven twice: the mail job said so, too, ${dates.dayTime(p.eventAtMs)} (Sentry issue ${p.issueId}); ${plural(p.unverified, 'recipient is', 'recipients are')} unverified.`,
      next: 'have a recipient verify an address; that makes a link by itself.',
    }),
    'below-threshold': (p) => ({
      statement: `${plural(p.activeCarePlans, 'active care plan', 'active care plans')}, ${p.threshold} needed`,
      cause: null,
      next: 'nothing is broken; mails begin when the threshold is reached, or is lowered.',
    }),
    'no-dashboard': (p) => ({
      statement: 'there is no dashboard to link to',
      cause: `links are on and ${plural(p.recipients, 'recipient is', 'recipients are')} verified, but no dashboard exists.`,
      next: 'create its dashboard; a manual send will not help before.',
    }),
    'not-due-yet': (p, { dates }) => ({
      statement:
        p.firstDueAtMs === null
          ? 'no slot has been due yet'
          : `its first slot is ${dates.dayTime(p.firstDueAtMs)}`,
      cause: null,
      next: p.isWindowOpen
        ? 'wait until the slot’s window has closed, then check again.'
        : 'nothing before that slot.',
    }),
    'provider-not-resolved': (p, speech) => ({
      statement: made(speech),
      cause: `the sender cannot resolve it. ${sentryTrace(p, speech, 'unknown provider for id')}`,
      next: `${readEvent(p)}, then how the job resolves a ${speech.kind}.`,
    }),
    'recipients-disagree': (p, speech) => ({
      statement: 'the job saw no verified address, the database has some',
      cause: `the job and the database disagree about its ${plural(p.recipients, 'verified recipient', 'verified recipients')}. ${sentryTrace(p, speech, 'no verified email')}`,
      next: `${readEvent(p)}, then compare the recipients that the job loads with the verified ones.`,
    }),
    'upstream-error': (p, speech) => ({
      statement: 'the mail job failed on an upstream error',
      cause: `an upstream service failed. ${sentryTrace(p, speech, 'upstream error')}`,
      next: `${readEvent(p)}; if the upstream is well again, a manual send bridges until the next slot.${watchNext(speech)}`,
    }),
    'link-creation-failed': (p, speech) => ({
      statement: 'making the link failed',
      cause: `the job could not make the link. Loki, ${p.app}, ${speech.dates.dayTime(p.atMs)}, ${afterSlot(p, speech)}, by its name. ${explains(p, speech)}`,
      next: `read the log of ${p.app} around ${speech.dates.time(p.atMs)}, then run the link step${speech.dashboardId === null ? '' : ` for dashboard ${shortId(speech.dashboardId)}`}.`,
    }),
    'send-failed': (p, speech) => {
      const who =
        p.recipients === null
          ? plural(p.failed, 'recipient', 'recipients')
          : p.failed >= p.recipients
            ? p.recipients === 1
              ? 'its only recipient'
              : `all ${p.recipients} recipients`
            : `${p.failed} of ${p.recipients} recipients`;
      const explanation =
        p.missed !== undefined &&
        p.explained !== undefined &&
        p.traceless !== undefined &&
        p.slotAtMs !== undefined
          ? ` Explains ${p.explained} of ${plural(p.missed, 'missed slot', 'missed slots')}; ${p.traceless} left no trace.`
          : '';
      return {
        statement: `the mail failed for ${who}`,
        cause: `Loki, ${p.app}, last ${speech.dates.dayTime(p.newestAtMs)}: the send failed for ${who}.${explanation}`,
        next: `check the failing addresses (see Evidence) and the mail service’s answer in the log of ${p.app}.`,
      };
    },
    'duplicate-attempt': (p, speech) => ({
      statement: 'the job took the send for a duplicate',
      cause: `the job believed that it had already sent. ${sentryTrace(p, speech, 'duplicate attempt')}`,
      next: `${readEvent(p)}: which earlier attempt did it see?`,
    }),
    'sender-not-running': (p, speech) => ({
      statement: 'the sending job did not run',
      cause:
        p.by === 'rows'
          ? `none of the ${p.due} providers that were due got a link at ${speech.dates.dayTime(p.slotAtMs)}: it concerns everybody of the cadence.`
          : p.by === 'apps'
            ? `${listed(p.apps)} wrote no log at ${speech.dates.dayTime(p.slotAtMs)}, but did before and after.`
            : `the line that shows a run is missing at ${speech.dates.dayTime(p.slotAtMs)}, but stands at other slots.`,
      next: 'look at the scheduler and at the queue at that time. It is not this provider’s fault.',
    }),
    'phantom-send': (p, { dates }) => ({
      statement: '"sent" moved, no link was made',
      cause: `a manual send (button, verification, or a request after expiry; the row does not say which) that made no link, ${dates.time(p.stampAtMs)}.`,
      next: `run the link step${p.dashboardId === null ? '' : ` for dashboard ${shortId(p.dashboardId)}`} and read its error. Sending again will not help.`,
    }),
    'masked-by-manual-sends': (p, speech) => ({
      statement: `${made(speech)}; a manual send hides it`,
      cause: `the send of ${speech.dates.dayTime(p.linkAtMs)} was off schedule and makes it look fresh. ${
        p.lacking.length === 0
          ? 'Sentry and Loki hold no trace of a failure.'
          : `The cause behind it is not known: ${lacksListed(p.lacking)}.`
      }`,
      next: `find out why the run passes it over; another manual send only hides it again.${watchNext(speech)}`,
    }),
    'silently-skipped': (_, speech) => ({
      statement: `${made(speech)}, and left no trace`,
      cause:
        'the run passed it over in silence: no trace in Sentry and Loki, though both were complete and alive at that slot.',
      next: `run the job’s selection for this ${speech.kind} by hand and see which condition drops it.${watchNext(speech)}`,
    }),
    'missed-cause-unknown': (p, speech) => ({
      statement: `${made(speech)}, cause not known`,
      cause: `no trace of a failure, but that proves nothing: ${lacksListed(p.lacking)}.`,
      next: `mend what is lacking and check again, or read the job’s log of ${speech.dates.dayTime(p.slotAtMs)} by hand.`,
    }),
    'link-not-sent': (p, { dates }) => ({
      statement: 'the link was made and not sent',
      cause:
        p.stampAtMs === null
          ? `link created ${dates.dayTime(p.linkAtMs)}; nothing was ever sent.`
          : `link created ${dates.dayTime(p.linkAtMs)}; last send ${dates.dayTime(p.stampAtMs)}, before it.`,
      next: 'look at the step after the link: the mail was never attempted. A manual send should help.',
    }),
    'on-schedule': (p, speech) => ({
      statement: p.missedBefore > 0 ? 'recovered' : 'the last link was made in its slot',
      cause:
        [
          p.missedBefore > 0
            ? `${plural(p.missedBefore, 'slot', 'slots')} just before the last one ${p.missedBefore === 1 ? 'was' : 'were'} missed.`
            : '',
          p.lacking.length > 0 ? `A failed mail cannot be ruled out: ${lacksListed(p.lacking)}.` : '',
          p.isStampKnown ? '' : 'Whether it was sent is not known for that time.',
        ]
          .filter((part) => part !== '')
          .join(' ') || null,
      next: `nothing.${watchNext(speech)}`,
    }),
  },
  sides: {
    'peers-at-slot': (p, { dates }) =>
      `${thousands(p.linked)} of ${thousands(p.due)} got a link at ${dates.day(p.slotAtMs)}${p.linked === 0 ? '.' : ', so the run ran.'}`,
    'off-schedule-sends': (p, { dates }) =>
      `${plural(p.count, 'link', 'links')} off schedule in the ledger’s time, the newest ${dates.dayTime(p.newestAtMs)}.`,
    batch: (p, { dates }) =>
      `One batch: ${p.count} providers were stamped within ${p.seconds} seconds, ${dates.dayTime(p.firstAtMs)}, off schedule.`,
    unattributable: (p) =>
      `${p.watched} (issue ${p.issueId}, ${thousands(p.total)} events in all): ${p.withoutId === p.read ? `none of the ${thousands(p.read)} read carries a provider’s id` : `${thousands(p.withoutId)} of the ${thousands(p.read)} read carry no provider’s id`}, ${p.inWindow} of them in the last slot’s window. Held against nobody; tag these events with the provider’s id.`,
    'unclear-lines': (p, { dates }) =>
      `Failure lines in the window of ${dates.day(p.slotAtMs)} that are not counted: ${p.shared} fit several providers, ${p.nobodys} fit nobody.`,
    overtaken: (p, { dates }) =>
      `${plural(p.count, 'earlier failure', 'earlier failures')}, last ${dates.dayTime(p.newestAtMs)}, overtaken by the link of ${dates.dayTime(p.keptAtMs)}.`,
    contradiction: (p, { dates }) =>
      p.kind === 'failure-yet-link'
        ? `The sources contradict each other: a failure names it in the window of ${dates.day(p.slotAtMs)}, and yet its link was made.`
        : `The sources contradict each other: no line shows a run on ${dates.day(p.slotAtMs)}, and yet ${plural(p.linked, 'provider', 'providers')} got a link.`,
    margin: (p) =>
      p.activeCarePlans === p.threshold
        ? `${p.activeCarePlans} active care plans against a threshold of ${p.threshold}: one fewer and mails stop.`
        : `${p.activeCarePlans} active care plans against a threshold of ${p.threshold}: close.`,
    retention: (p, { dates }) =>
      `${p.source === 'sentry' ? 'Sentry' : 'Loki'} reaches back to ${dates.shortDay(p.reachFromMs)} ${dates.time(p.reachFromMs)}: ${plural(p.unjudgedSlots, 'earlier slot', 'earlier slots')} cannot be judged from it.`,
    freshness: (p, { dates }) =>
      `${p.source === 'sentry' ? 'Sentry’s newest event of the project' : p.source === 'loki' ? 'Loki’s newest line' : 'The database is fresh until'}: ${dates.exact(p.freshUntilMs)}.`,
    'phrase-never-seen': (p, { dates }) =>
      `No line at all held "${p.phrase}" since ${dates.shortDay(p.sinceMs)}: is it still written like this?`,
    namesake: (p) =>
      `It shares its name with ${listed(p.kinds.length === 0 ? [`${p.count} other`] : p.kinds.map((kind) => `a ${kind.toLowerCase()}`))} (${p.ids.map(shortId).join(', ')}).`,
    today: (p, { dates }) =>
      `Today: cadence ${p.cadence ?? 'none'}, links ${yesNo(p.linksEnabled)}, ${p.activeCarePlans === null ? 'care plans unknown' : plural(p.activeCarePlans, 'active care plan', 'active care plans')}, ${plural(p.verifiedRecipients, 'verified recipient', 'verified recipients')}, last sent ${p.stampAtMs === null ? 'never' : dates.dayTime(p.stampAtMs)}.`,
    'state-from-kept': (p, { dates }) =>
      `Settings, counts and stamp as a diagnosis kept on ${dates.dayTime(p.readAtMs)} had them.`,
    'slot-pending': (p, { dates }) =>
      `The slot of ${dates.dayTime(p.slotAtMs)} is open until ${dates.time(p.closesAtMs)}: nothing yet.`,
  },
  lacks: LACKS,
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
  problem: problemInEnglish,
  slotsKept: (kept, counted) => `${kept} of the last ${plural(counted, 'slot', 'slots')} kept`,
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
    count === 0 ? 'names it nowhere' : `${plural(count, 'event names it', 'events name it')}`,
  linesNameIt: (count) => plural(count, 'line', 'lines'),
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
      `Links ${yesNo(s.enabled)}, cadence ${s.cadence ?? 'none'}, ${s.plans ?? 'unknown'} active care plans (threshold ${s.threshold ?? 'none'}), ${s.verified} verified and ${s.unverified} unverified recipients`,
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
