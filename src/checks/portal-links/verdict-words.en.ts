import type { FailureParams, SendFailedParams, VerdictParams } from './findings.ts';
import { aProvider, kindSaid, lacksListed, listed, plural, shortId, thousands } from './phrasing.en.ts';
import {
  adviceAfterLack,
  adviceWithoutCause,
  isFailure,
  restOfMissed,
  shareFailed,
  type AdviceAfterLack,
} from './verdict-choices.ts';
import type { PortalLinksWords, Speech, VerdictWords } from './words.ts';

/** The words of the verdicts in English. */
export const VERDICTS_EN: PortalLinksWords['verdicts'] = {
  inconclusive: (p, speech) => {
    const held = heldBesides(p.namedEvents, p.namedLines);
    switch (p.reason) {
      case 'delivery-not-ok':
        return {
          statement: 'the delivery database did not give a usable answer',
          cause: held,
          next: 'mend the database reading named below, then check again.',
        };
      case 'cadence-unknown':
        return p.cadence === null
          ? { statement: 'it has no cadence', cause: held, next: 'set its cadence in the application.' }
          : {
              statement: `its cadence "${p.cadence}" is not known here`,
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
      case 'sources':
        return p.linkAtMs === null
          ? beforeAnySlot(p, held, speech)
          : afterTheLink(p, p.linkAtMs, held, speech);
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
    cause: p.changedAtMs === null ? null : `its settings were last changed ${dates.dayTime(p.changedAtMs)}.`,
    next: 'if it should get links, switch them on in its portal configuration.',
  }),
  'no-verified-recipient': (p, { dates }) => ({
    statement: 'no recipient has a verified address',
    cause:
      p.eventAtMs === null
        ? `${unverified(p.unverified)}.`
        : `proven twice: the mail job said so, too, ${dates.dayTime(p.eventAtMs)} (Sentry issue ${p.issueId}); ${unverified(p.unverified)}.`,
    next: 'have a recipient verify an address; that makes a link by itself.',
  }),
  'below-threshold': (p) => ({
    statement: `${plural(p.activeCarePlans, 'active care plan', 'active care plans')}, ${p.threshold} needed`,
    cause: null,
    next: 'mails begin when the threshold is reached, or is lowered.',
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
      : p.firstDueAtMs === null
        ? 'no run is planned any more: is its cadence still right?'
        : 'nothing before that slot.',
  }),
  'provider-not-resolved': (p, speech) => ({
    statement: made(speech),
    cause: `the sender cannot resolve it. ${sentryTrace(p, speech, 'unknown provider for id')}`,
    next: `${readEvent(p)}, then how the job resolves ${aProvider(speech.kind)}.`,
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
    next: `read the log of ${p.app} around ${speech.dates.time(p.atMs)}, then run the link step${forDashboard(speech.dashboardId)}.`,
  }),
  'send-failed': (p, speech) => {
    const who = whomItFailedFor(p);
    const explanation = isFailure(p) ? ` ${explains(p, speech)}` : '';
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
  'sender-not-running': (p, speech) => {
    const slot = speech.dates.dayTime(p.slotAtMs);
    switch (p.by) {
      case 'rows':
        return {
          statement: 'nobody of the cadence got a link',
          cause: `none of the ${thousands(p.due)} providers that were due got a link in the window of ${slot}: the job did not run, ran late, or failed for all.`,
          next: 'look at the scheduler and at the queue at that time. It is not this provider’s fault.',
        };
      case 'apps':
        return {
          statement: 'the sending job seems not to have run',
          cause: `${listed(p.apps)} wrote no log in the window of ${slot}, but did before and after.`,
          next: `look at what ${listed(p.apps)} did at that time, at the scheduler and at the queue.`,
        };
      case 'run-phrase':
        return {
          statement: 'the sending job seems not to have run',
          cause: `the line that shows a run is missing in the window of ${slot}, but stands at other slots.`,
          next: 'look at the scheduler and at the queue at that time.',
        };
    }
  },
  'phantom-send': (p, { dates }) => ({
    statement: '"sent" moved, no link was made',
    cause: p.isStampOnSchedule
      ? `the run, or a manual send at that very time, moved the stamp, ${dates.dayTime(p.stampAtMs)}, and made no link.`
      : `a manual send (button, verification, or a request after expiry; the row does not say which), ${dates.dayTime(p.stampAtMs)}, that made no link.`,
    next: `run the link step${forDashboard(p.dashboardId)} and read its error. Sending again will not help.`,
  }),
  'masked-by-manual-sends': (p, speech) => ({
    statement: `${made(speech)}; a manual send or a late run hides it`,
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
    next: `run the job’s selection for this ${kindSaid(speech.kind)} by hand and see which condition drops it.${watchNext(speech)}`,
  }),
  'missed-cause-unknown': (p, speech) => ({
    statement: `${made(speech)}, cause not known`,
    cause: `no failure is held against it, but that proves nothing: ${lacksListed(p.lacking)}.`,
    next: nextWithoutCause(p, speech),
  }),
  'link-not-sent': (p, { dates }) => ({
    statement: 'the link was made and not sent',
    cause:
      p.stampAtMs === null
        ? `link created ${dates.dayTime(p.linkAtMs)}; nothing was ever sent.`
        : `link created ${dates.dayTime(p.linkAtMs)}; last send ${dates.dayTime(p.stampAtMs)}, before it.`,
    next: 'look at the step after the link: the mail was never attempted. A manual send should help.',
  }),
  'on-schedule': (p, speech) => {
    const sentences = [
      p.missedBefore > 0
        ? `${plural(p.missedBefore, 'slot', 'slots')} just before the last one ${p.missedBefore === 1 ? 'was' : 'were'} missed.`
        : '',
      p.lacking.length > 0 ? `A failed mail cannot be ruled out: ${lacksListed(p.lacking)}.` : '',
      p.isStampKnown ? '' : 'Whether it was sent is not known for that time.',
      p.isStampKnown && !p.isSent ? 'Sending is not seen yet.' : '',
    ].filter((sentence) => sentence !== '');
    return {
      statement: p.missedBefore > 0 ? 'recovered' : 'the last link was made in its slot',
      cause: sentences.length === 0 ? null : sentences.join(' '),
      next: `nothing.${watchNext(speech)}`,
    };
  },
};

type Inconclusive = VerdictParams['inconclusive'];

function beforeAnySlot(p: Inconclusive, held: string | null, { dates }: Speech): VerdictWords {
  const due =
    p.firstDueAtMs === null
      ? 'no slot has been due yet'
      : `its first slot is ${dates.dayTime(p.firstDueAtMs)}`;
  return {
    statement: `${due}; whether anything failed is not known`,
    cause: p.lacking.length === 0 ? held : `${lacksListed(p.lacking)}.`,
    next: NEXT_AFTER_LACK[adviceAfterLack(p.lacking)],
  };
}

/** Opens with what the database proves (design §3, row 22). */
function afterTheLink(
  p: Inconclusive,
  linkAtMs: number,
  held: string | null,
  { dates }: Speech,
): VerdictWords {
  const link = `link created ${dates.dayTime(linkAtMs)}`;
  const because =
    p.lacking.length === 0 ? 'a slot is open and a source is not complete' : lacksListed(p.lacking);
  const next = NEXT_AFTER_LACK[adviceAfterLack(p.lacking)];
  if (p.failedSends !== null && p.failedSends > 0) {
    const who =
      p.failedOf === null
        ? plural(p.failedSends, 'recipient', 'recipients')
        : `${p.failedSends} of ${plural(p.failedOf, 'recipient', 'recipients')}`;
    return {
      statement: `${link}; the mail failed for at least ${who}`,
      cause: `how many more failed is not known: ${because}.`,
      next,
    };
  }
  return {
    statement: `${link}; whether the mail failed is not known`,
    cause: `it cannot be ruled out that the mail failed: ${because}.${held === null ? '' : ` ${held}`}`,
    next,
  };
}

/** What Sentry and Loki hold where the database alone decides; null where they hold nothing that can be told. */
function heldBesides(events: number | null, lines: number | null): string | null {
  const parts = [
    ...(events === null || events === 0 ? [] : [`Sentry holds ${plural(events, 'event', 'events')}`]),
    ...(lines === null || lines === 0
      ? []
      : [`Loki holds ${plural(lines, 'failure line', 'failure lines')}`]),
  ];
  return parts.length === 0 ? null : `${listed(parts)} about it nevertheless; see Evidence.`;
}

const NEXT_AFTER_LACK: Readonly<Record<AdviceAfterLack, string>> = {
  'check-without-window': 'check again without the window.',
  'check-when-answering': 'check again when the source named below answers.',
  'judge-next': 'that slot is out of reach now; judge the next one.',
  'check-later': 'check again later, when the sources have seen more.',
};

function nextWithoutCause(
  { lacking, slotAtMs }: VerdictParams['missed-cause-unknown'],
  speech: Speech,
): string {
  switch (adviceWithoutCause(lacking)) {
    case 'judge-next':
      return `it may not have been due, or not its own failure; judge by the next slot.${watchNext(speech)}`;
    case 'check-without-window':
      return NEXT_AFTER_LACK['check-without-window'];
    case 'mend':
      return `mend what is lacking and check again, or read the job’s log of ${speech.dates.dayTime(slotAtMs)} by hand.`;
  }
}

function unverified(count: number): string {
  return count === 0
    ? 'it has no recipients'
    : `${plural(count, 'recipient is', 'recipients are')} unverified`;
}

function whomItFailedFor(sends: SendFailedParams): string {
  switch (shareFailed(sends)) {
    case 'of-unknown':
      return plural(sends.failed, 'recipient', 'recipients');
    case 'some':
      return `${sends.failed} of ${sends.recipients} recipients`;
    case 'the-only':
      return 'its only recipient';
    case 'all':
      return `all ${sends.recipients} recipients`;
  }
}

function forDashboard(dashboardId: string | null): string {
  return dashboardId === null ? '' : ` for dashboard ${shortId(dashboardId)}`;
}

function made({ cadence }: Speech): string {
  return `the ${cadence} run made no link`;
}

function watchNext({ nextSlotAtMs, dates }: Speech): string {
  return nextSlotAtMs === null ? '' : ` The next slot is ${dates.dayTime(nextSlotAtMs)}.`;
}

function afterSlot({ atMs, slotAtMs }: FailureParams, { dates }: Speech): string {
  return atMs >= slotAtMs
    ? `${dates.span(slotAtMs, atMs)} after the slot`
    : `${dates.span(atMs, slotAtMs)} before the slot`;
}

function explains(failure: FailureParams, { dates }: Speech): string {
  const { missed, explained, belongsToD, slotAtMs } = failure;
  const which = belongsToD ? '' : ` (the slot of ${dates.day(slotAtMs)}, not the last one)`;
  return `Explains ${explained} of ${plural(missed, 'missed slot', 'missed slots')}${which}${ofTheRest(failure)}.`;
}

function ofTheRest(failure: FailureParams): string {
  switch (restOfMissed(failure)) {
    case 'no-rest':
      return '';
    case 'not-known':
      return '; of the others no trace is known';
    case 'all-traceless':
      return `; ${failure.traceless} left no trace`;
    case 'all-traced':
      return '; the others left other traces';
    case 'some-traceless':
      return `; ${failure.traceless} of the others left no trace`;
  }
}

function sentryTrace(params: FailureParams, speech: Speech, phrase: string): string {
  const at = `${speech.dates.dayTime(params.atMs)}, ${afterSlot(params, speech)}`;
  return `Sentry issue ${params.issueId}, ${at}: ${phrase}. ${explains(params, speech)}`;
}

function readEvent({ eventId }: FailureParams): string {
  return eventId === null ? 'read the issue' : `read event ${shortId(eventId)}`;
}
