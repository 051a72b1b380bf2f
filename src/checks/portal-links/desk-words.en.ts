import type { DeskSpeech, DeskVerdictWords, DeskWords, NotToSay } from './desk-words.ts';
import type { FailureParams, VerdictParams } from './findings.ts';
import { kindSaid, plural } from './phrasing.en.ts';
import { adviceWithoutCause, shareFailed } from './verdict-choices.ts';
import { PORTAL_LINKS_EN } from './words.en.ts';

const COME_BACK = 'I am passing it to our engineers, and will come back to you when I know more.';
const NOBODY_KNOWS_WHEN = 'when it will work again is not known';

/** What not to say where the planned link was not made. Another one may have been, by hand. */
const NO_LINK: NotToSay = {
  sent: 'the planned link was not made',
  spam: 'there is no mail with the planned link to find',
  date: NOBODY_KNOWS_WHEN,
};

/** What not to say where the planned link was not made in time, and another one was made since. */
const OTHER_LINK: NotToSay = {
  sent: 'another link was made, but nobody sees from here what arrived',
  spam: 'first make sure that the address is right and verified',
  date: NOBODY_KNOWS_WHEN,
};

/** What not to say where links are not due at all. There may have been some before. */
const NOT_DUE: NotToSay = {
  sent: 'no link is planned for them as it is now',
  spam: 'no mail with a link is planned for them as it is now',
  date: 'nothing planned comes until this is changed',
};

/** What not to say where too little is known. */
const NOT_KNOWN: NotToSay = {
  sent: 'that cannot be seen now',
  spam: 'whether there is a mail to find is not known',
  date: 'nothing is known yet',
};

/** The help desk's words in English. */
export const DESK_EN: DeskWords = {
  dates: PORTAL_LINKS_EN.dates,
  kind: kindSaid,
  states: {
    missing: 'Link missing',
    partial: 'Partly failed',
    unknown: 'Not known',
    'on-schedule': 'On time',
    'not-expected': 'No link is due',
  },
  verdicts: {
    inconclusive: (p, speech) => {
      switch (p.reason) {
        case 'delivery-not-ok':
          return notKnown(
            'the database did not answer fully',
            'The database that tells about links gave no complete answer.',
            'Check again in a few minutes. If it still does not answer, hand it to on-call.',
          );
        case 'cadence-unknown':
        case 'no-phase':
          return notKnown(
            'when its links are due is not known here',
            `The schedule of this ${kindSaid(speech.kind)} is not set, or is not known to this check.`,
            'Hand it to on-call: its schedule has to be set, or made known to this check.',
          );
        case 'not-known-then':
          return notKnown(
            'how it was set up at that time is not on record',
            'Only its links of that time are known, not its settings.',
            'Check again without a time in the past.',
          );
        case 'sources':
          return p.linkAtMs === null
            ? notKnown(
                'no link has been due yet, and whether anything failed cannot be seen',
                'No link has been due yet. A part of what this check reads is missing, or does not reach far enough.',
                'Check again later. If this stays so, hand it to on-call.',
              )
            : unclearAfterLink(p, p.linkAtMs, speech);
      }
    },
    'unknown-provider-id': () => ({
      statement: 'no provider has this id',
      happened: 'No clinic and no practice has the id that was asked for.',
      say: '“I have to look you up once more. What is the full name of your clinic or practice?”',
      notToSay: {
        sent: 'their record is not found yet',
        spam: 'nobody knows yet whose mail it would be',
        date: 'their record is not found yet',
      },
      next: 'Search for it by name, or copy the id once more from its page.',
    }),
    'not-configured': (_, { kind }) => ({
      statement: 'the portal is not set up for it',
      happened: `The portal is not set up for this ${kindSaid(kind)}, so no links are made for it.`,
      say: '“The portal is not set up for you at the moment, so no links go out. I will ask whether it should be.”',
      notToSay: NOT_DUE,
      next: 'Ask whoever sets up portals whether it should have one.',
    }),
    'links-disabled': (p, { dates, kind }) => ({
      statement: 'links are switched off for it',
      happened:
        p.changedAtMs === null
          ? `Links are switched off in the settings of this ${kindSaid(kind)}.`
          : `Links are switched off in the settings of this ${kindSaid(kind)}, which were last changed ${dates.dayTime(p.changedAtMs)}.`,
      say: '“Links are switched off for you at the moment. I will ask whether that is as it should be.”',
      notToSay: NOT_DUE,
      next: 'Ask whoever looks after it whether links should be on. If so, have them switched on.',
    }),
    'no-verified-recipient': (p) => ({
      statement: 'nobody there has a verified address',
      happened: `Links only go to verified addresses. ${p.unverified === 0 ? 'It has no recipients at all.' : `It has none: ${plural(p.unverified, 'recipient is', 'recipients are')} not verified.`}`,
      say: '“Links only go to verified addresses, and none of yours is verified yet. Please verify one.”',
      notToSay: NOT_DUE,
      next: 'Have an address verified: that should make a link by itself. Then check again.',
    }),
    'below-threshold': (p) => ({
      statement: 'it has too few active care plans',
      happened: `It has ${plural(p.activeCarePlans, 'active care plan', 'active care plans')}; mails go out from ${p.threshold} on.`,
      say: `“Mails go out from ${plural(p.threshold, 'active care plan', 'active care plans')} on, and you have ${p.activeCarePlans} now.”`,
      notToSay: { ...NOT_DUE, date: 'it depends on their care plans' },
      next: 'If they should get links nevertheless, ask whoever looks after them about the threshold.',
    }),
    'no-dashboard': (p) => ({
      statement: 'there is no dashboard that a link could open',
      happened: `Links are on and ${plural(p.recipients, 'recipient is', 'recipients are')} verified, but the dashboard that a link would open does not exist.`,
      say: `“I am sorry: as it is now, no link can be made for you. ${COME_BACK}”`,
      notToSay: {
        sent: 'no link can be made for them as it is now',
        spam: 'a link in it would have nothing to open',
        date: NOBODY_KNOWS_WHEN,
      },
      next: 'Hand it to on-call: its dashboard has to be created.',
    }),
    'not-due-yet': (p, { dates }) => ({
      statement: p.isWindowOpen ? 'its first link is due about now' : 'its first link is not due yet',
      happened:
        p.firstDueAtMs === null
          ? 'No link has been due yet, and no run is planned for it.'
          : p.isWindowOpen
            ? `Its first run is the one planned for ${dates.dayTime(p.firstDueAtMs)}, which may not be over yet.`
            : `Its first run is planned for ${dates.dayTime(p.firstDueAtMs)}.`,
      say: p.isWindowOpen
        ? '“The first link that is planned for you is due about now. I will look again, and come back to you.”'
        : '“The first link that is planned for you is not due yet; links go out by a fixed plan.”',
      notToSay: {
        sent: 'the first planned link is not made yet',
        spam: 'there is no mail with a planned link to find yet',
        date: 'a plan is no promise',
      },
      next:
        p.firstDueAtMs === null
          ? 'Hand it to on-call: its schedule has no run to come.'
          : p.isWindowOpen
            ? 'Check again later.'
            : `Check again after ${dates.dayTime(p.firstDueAtMs)}.`,
    }),
    'provider-not-resolved': (p, speech) =>
      missed(speech, `the sending job cannot find this ${kindSaid(speech.kind)}`, p),
    'recipients-disagree': (p, speech) =>
      missed(
        speech,
        `the sending job saw no verified address, although ${p.recipients === 1 ? 'one is' : `${p.recipients} are`} verified`,
        p,
      ),
    'upstream-error': (p, speech) =>
      missed(speech, 'another service that the sending job needs had failed', p),
    'link-creation-failed': (p, speech) =>
      missed(speech, 'the sending job tried to make the link and failed', p),
    'send-failed': (p, speech) => {
      const who = whomMailFailed(p);
      const statement = `the mail seems to have failed for ${who}`;
      if (p.linkAtMs === null) return { ...missed(speech, `the mail failed for ${who}`, p), statement };
      const whose = shareFailed(p) === 'some' ? 'some of you' : 'you';
      return {
        statement,
        happened: `A link was made ${speech.dates.dayTime(p.linkAtMs)}, but probably the mail failed for ${who}.`,
        say: `“There seems to be a problem with the mail to ${whose}, and I am sorry about it. At which address do you expect it? I will have that looked into.”`,
        notToSay: {
          sent: `the mail seems to have failed for ${who}`,
          spam: 'a mail that failed lies in no folder',
          date: NOBODY_KNOWS_WHEN,
        },
        next: 'Check the address that they name. Hand it to on-call with the answer.',
      };
    },
    'duplicate-attempt': (p, speech) => missed(speech, 'the sending job took it for done already', p),
    'sender-not-running': (p, speech) =>
      missed(
        speech,
        p.by === 'rows'
          ? `the run as a whole; none of the ${p.due} that were due got a link`
          : 'the run did not take place at all, so that others are concerned, too',
      ),
    'phantom-send': (p, { dates, kind, manualSendHelps }) => ({
      statement: 'a send is on record, but no link was made',
      happened: `A send is on record for ${dates.dayTime(p.stampAtMs)}, but it made no link. ${
        p.newestLinkAtMs === null
          ? `This ${kindSaid(kind)} never had a link.`
          : `The newest link is of ${dates.dayTime(p.newestLinkAtMs)}.`
      } How that came about is not known.`,
      say: `“I am sorry: no new link was made for you. ${COME_BACK}”`,
      notToSay: {
        sent: 'the record says so, but no link was made',
        spam: 'there is no mail with a new link to find',
        date: NOBODY_KNOWS_WHEN,
      },
      next: `Hand it to on-call: the step that makes the link has to be mended. ${adviceOnSending(manualSendHelps)}`,
    }),
    'masked-by-manual-sends': (p, speech) => {
      const { dates } = speech;
      return {
        statement: 'the planned link was not made in time; another one hides that',
        happened: `${missedTime(speech)} One was made ${dates.dayTime(p.linkAtMs)}, by hand or late, so that all looks well. Why the planned one is missing is not known.`,
        say: `${anotherLink(dates.day(p.linkAtMs), dates.day(p.slotAtMs))} ${COME_BACK}”`,
        notToSay: OTHER_LINK,
        next: handOver(speech),
      };
    },
    'silently-skipped': (_, speech) =>
      missed(speech, 'the run passed it over; there is no trace of a failure'),
    'missed-cause-unknown': (p, speech) => {
      const words = missed(speech, null);
      return adviceWithoutCause(p.lacking) === 'judge-next'
        ? {
            ...words,
            happened: `${missedTime(speech)} It may not have been due, or the failure may be another’s.`,
            say: `“I see no link for you from the run of ${speech.dates.day(p.slotAtMs)}. I will find out whether one was due, and come back to you.”`,
            next: `${speech.nextSlotAtMs === null ? 'Hand it to on-call' : `Check again after the next planned time, ${speech.dates.dayTime(speech.nextSlotAtMs)}`}. If they cannot wait, hand it to on-call.`,
          }
        : words;
    },
    'link-not-sent': (p, speech) => ({
      statement: 'the link was made, but no mail went out with it',
      happened: `A link was made ${speech.dates.dayTime(p.linkAtMs)}. ${
        p.stampAtMs === null
          ? 'No send was ever recorded.'
          : `The last send on record is older: ${speech.dates.dayTime(p.stampAtMs)}.`
      }`,
      say: `“I am sorry: a link was made for you, but the mail with it did not go out. ${COME_BACK}”`,
      notToSay: {
        sent: 'no send is on record since the link was made',
        spam: 'there is no mail with this link to find',
        date: NOBODY_KNOWS_WHEN,
      },
      next: `${sendOne(speech)}, then check again that a send is on record. Hand it to on-call, too: a send by hand does not mend the planned run.`,
    }),
    'on-schedule': (p, { dates, nextSlotAtMs }) => ({
      statement: p.missedBefore > 0 ? 'links are made again' : 'the last link was made as planned',
      happened: [
        `A link was made ${dates.dayTime(p.linkAtMs)}, as planned.`,
        p.missedBefore > 0
          ? `Before that, ${plural(p.missedBefore, 'planned link was', 'planned links were')} missing.`
          : '',
        p.isSent
          ? 'A send is on record.'
          : p.isStampKnown
            ? 'No send is on record for it yet.'
            : 'Whether it was sent by then is not on record.',
        p.lacking.length > 0 ? 'Whether the mail failed cannot be seen for sure.' : 'No failed mail is seen.',
      ]
        .filter((sentence) => sentence !== '')
        .join(' '),
      say: `“A link was made for you on ${dates.day(p.linkAtMs)}. From here I cannot see what reached you. At which address do you expect it?”`,
      notToSay: {
        sent: 'a link was made, but nobody sees from here what arrived',
        spam: 'first make sure that the address is right and verified',
        date: 'a plan is no promise',
      },
      next: `Check the address that they name. If it is verified and nothing arrived, hand it to on-call.${
        nextSlotAtMs === null ? '' : ` The next run is planned for ${dates.dayTime(nextSlotAtMs)}.`
      }`,
    }),
  },
  labels: {
    sameName: 'Same name',
    happened: 'What happened',
    wasThen: 'How it was then',
    say: 'Say',
    notToSay: 'Do not say',
    manualSend: 'Manual send',
    linkNow: 'Link now',
    linkThen: 'Link then',
    next: 'Next',
  },
  sameName: (count) =>
    `${plural(count, 'other provider has', 'other providers have')} the same name. Make sure that this is the one that is meant.`,
  slotOpen: (slotAt) => `The run planned for ${slotAt} may not be over yet.`,
  past: {
    say: '“I am looking at an earlier time. How it is now I have yet to look up, and will come back to you.”',
    notToSay: 'Anything about today: this tells how it was then.',
    next: 'Check again without a time in the past, before you send anything or tell them more.',
  },
  notToSay: ({ sent, spam, date }, cause) =>
    [
      `“It was sent”: ${sent}.`,
      `“Check your spam”: ${spam}.`,
      `A date: ${date}.`,
      ...(cause === 'likely' ? ['A cause: the one we suspect is not proven.'] : []),
      ...(cause === 'none' ? ['A cause: none is known.'] : []),
    ].join(' '),
  manualSends: {
    'made-link': (last) => `Yes, probably: the last send seen outside the plan, ${last}, made a link.`,
    'made-no-link': (last) => `No: the last send, ${last}, outside the plan, made no link.`,
    'run-made-no-link': (last) => `No: the last send, ${last}, at a planned time, made no link.`,
    'none-seen': () => 'Not known: no manual send is seen.',
    'stamp-not-known': () => 'Not known: what was sent by then is not on record.',
    'settings-changed-since': (last) =>
      `Not known: the settings were changed since the last send that tells, ${last}.`,
    'before-the-trouble': (last) =>
      `Not known: the last send seen outside the plan, ${last}, made a link, but planned links were still made then.`,
    'link-is-there': () => 'Yes, probably: the link was made, only the mail with it did not go out.',
    'no-such-provider': () => 'No: no provider has this id.',
    'not-configured': () => 'No: the portal is not set up.',
    'links-disabled': () => 'No: links are switched off.',
    'no-verified-recipient': () => 'No: there is no verified address that it could go to.',
    'no-dashboard': () => 'No: there is no dashboard that a link could open.',
    'below-threshold': () =>
      'Not known: whether a send by hand goes out with so few care plans cannot be seen.',
    'mail-failed': () =>
      'Not known: it is the mail that seems to have failed, and another to the same address may fail, too.',
    'too-little-known': () => 'Not known: too little can be seen.',
  },
  linkNow: (link, dates) => {
    switch (link.status) {
      case 'works':
        return `A link works now, until ${dates.dayTime(link.untilMs)}.`;
      case 'expired':
        return `No link works now: the last one expired ${dates.dayTime(link.atMs)}.`;
      case 'never':
        return 'No link works now: there never was one.';
      case 'unknown':
        return 'Whether a link works now cannot be seen.';
    }
  },
  linkThen: (link, dates) => {
    switch (link.status) {
      case 'works':
        return `A link worked at that time, until ${dates.dayTime(link.untilMs)}.`;
      case 'expired':
        return `No link worked at that time: the last one had expired ${dates.dayTime(link.atMs)}.`;
      case 'never':
        return 'No link worked at that time: there had never been one.';
      case 'unknown':
        return 'Whether a link worked at that time cannot be seen.';
    }
  },
  asOf: (at, timeZone) => `As of ${at}. All times are those of ${timeZone}.`,
};

function notKnown(statement: string, happened: string, next: string): DeskVerdictWords {
  return {
    statement,
    happened,
    say: '“I cannot see how it stands with your link right now. I will look again, and come back to you.”',
    notToSay: NOT_KNOWN,
    next,
  };
}

function unclearAfterLink(
  { failedSends, failedOf }: VerdictParams['inconclusive'],
  linkAtMs: number,
  { dates }: DeskSpeech,
): DeskVerdictWords {
  const hasFailed = failedSends !== null && failedSends > 0;
  const who = hasFailed
    ? `at least ${failedOf === null ? plural(failedSends, 'recipient', 'recipients') : `${failedSends} of ${plural(failedOf, 'recipient', 'recipients')}`}`
    : '';
  const mail = hasFailed
    ? `the mail seems to have failed for ${who}`
    : 'whether the mail failed cannot be seen';
  return {
    statement: `a link was made; ${mail}`,
    happened: `A link was made ${dates.dayTime(linkAtMs)}. ${hasFailed ? `Probably the mail failed for ${who}; whether for more cannot be seen.` : 'Whether the mail with it failed cannot be seen now.'}`,
    say: `“A link was made for you on ${dates.day(linkAtMs)}. ${hasFailed ? 'There seems to be a problem with the mail with it.' : 'Whether the mail with it failed I cannot see yet.'} I will look again, and come back to you.”`,
    notToSay: { ...NOT_KNOWN, sent: hasFailed ? mail : NOT_KNOWN.sent, date: NOBODY_KNOWS_WHEN },
    next: 'Check the address that they name, and check again later. If this stays so, hand it to on-call.',
  };
}

/** The last slot was missed, or is failing. */
function missed(
  speech: DeskSpeech,
  cause: string | null,
  trace: Partial<FailureParams> = {},
): DeskVerdictWords {
  const { slotAtMs, linkSinceAtMs, dates, confidence, missed: count, isFailing } = speech;
  const forWhen = slotAtMs === null ? '' : ` for ${dates.day(slotAtMs)}`;
  const because =
    cause === null || confidence === 'none'
      ? 'Why is not known.'
      : `${confidence === 'likely' ? 'Probably ' : count > 1 ? 'The cause the last time: ' : 'The cause: '}${cause}${whenTraced(trace, dates)}.`;
  return {
    statement: isFailing
      ? 'no link was made yet, and a failure is seen'
      : 'no link was made at the planned time',
    happened: `${missedTime(speech)}${
      linkSinceAtMs === null ? '' : ` Another one was made ${dates.dayTime(linkSinceAtMs)}, by hand or late.`
    } ${because}`,
    say: isFailing
      ? `“I am sorry: there seems to be a problem with the link that was planned for you${forWhen}. ${COME_BACK}”`
      : linkSinceAtMs === null || slotAtMs === null
        ? `“I am sorry: the link that was planned for you${forWhen} was not made. ${COME_BACK}”`
        : `${anotherLink(dates.day(linkSinceAtMs), dates.day(slotAtMs))} ${COME_BACK}”`,
    notToSay: linkSinceAtMs === null ? NO_LINK : OTHER_LINK,
    next: handOver(speech),
  };
}

/** Opens what to say where a link was made by hand or late: nobody is told that there was none. */
function anotherLink(madeOn: string, plannedFor: string): string {
  return `“A link was made for you on ${madeOn}, but the one that was planned for ${plannedFor} was not made in time.`;
}

/** A failure of an earlier planned time says less of the last one. */
function whenTraced({ belongsToD, slotAtMs }: Partial<FailureParams>, dates: DeskSpeech['dates']): string {
  return belongsToD === false && slotAtMs !== undefined
    ? `; that is seen of ${dates.day(slotAtMs)}, not of the last time`
    : '';
}

function missedTime({ slotAtMs, dates, missed: count, isFailing }: DeskSpeech): string {
  if (slotAtMs === null) return 'No link was made.';
  const before =
    count > 1 ? `, nor at the ${count === 2 ? 'planned time' : `${count - 1} planned times`} before` : '';
  return `No link was made ${isFailing ? 'so far ' : ''}for the planned time, ${dates.dayTime(slotAtMs)}${before}.`;
}

function handOver(speech: DeskSpeech): string {
  return speech.manualSendHelps === 'probably'
    ? `${sendOne(speech)}, then check again that a link was made. Hand it to on-call, too: a send by hand does not mend the planned run.`
    : `Hand it to on-call. ${adviceOnSending(speech.manualSendHelps)}`;
}

function adviceOnSending(helps: DeskSpeech['manualSendHelps']): string {
  return helps === 'no'
    ? 'Do not send by hand again.'
    : 'If you send one by hand, check again whether a link was made.';
}

/** Whoever has a link that works needs no other. */
function sendOne({ linkNow }: DeskSpeech): string {
  switch (linkNow) {
    case 'works':
      return 'If they do not have the link that works now, send one by hand';
    case 'unknown':
      return 'If they have no link that works, send one by hand';
    case 'expired':
    case 'never':
      return 'Send one by hand';
  }
}

function whomMailFailed(p: VerdictParams['send-failed']): string {
  switch (shareFailed(p)) {
    case 'of-unknown':
      return plural(p.failed, 'recipient', 'recipients');
    case 'some':
      return `${p.failed} of ${plural(p.recipients ?? 0, 'recipient', 'recipients')}`;
    case 'the-only':
      return 'the only recipient';
    case 'all':
      return `all ${plural(p.recipients ?? 0, 'recipient', 'recipients')}`;
  }
}
