import type { SourceId } from '../../diagnosis/reading.ts';
import {
  evaluate,
  type Conclusion,
  type Evaluation,
  type Rule,
  type RulesTable,
} from '../../diagnosis/rules.ts';
import { DAY_MS } from '../../diagnosis/time.ts';
import type { Confidence, State } from '../../diagnosis/verdict.ts';
import type { FailureKind, PortalLinksFacts } from './facts.ts';
import type { FailureParams, SendFailedParams, VerdictCode, VerdictParams } from './findings.ts';
import { SIDE_RULES } from './side-findings.ts';
import { isOnSchedule } from './ledger.ts';
import {
  deriveView,
  explained,
  freshOffScheduleLink,
  lokiSpeaksOfD,
  type Failure,
  type Lack,
  type View,
} from './view.ts';

/** Raised whenever the same facts could give another verdict than before. */
export const RULES_VERSION = 1;

/** Fewer providers due than this, and none of them getting a link proves nothing about the job. */
const ENOUGH_PEERS = 5;

/** A row of the table, its parameters typed by its code. */
function row<Code extends VerdictCode>(
  definition: Omit<Rule<View>, 'kind' | 'conclude'> & {
    readonly code: Code;
    readonly kind?: 'alone' | 'last-resort';
    conclude(view: View): TypedConclusion<Code> | null;
  },
): Rule<View> {
  return {
    ...definition,
    kind: definition.kind ?? 'own',
    conclude: (view): Conclusion | null => {
      const concluded = definition.conclude(view);
      if (concluded === null) return null;
      const [state, confidence, restsOn, params] = concluded;
      return { state, confidence, restsOn, params: { ...params } };
    },
  };
}

type TypedConclusion<Code extends VerdictCode> = readonly [
  State,
  Confidence,
  readonly SourceId[],
  VerdictParams[Code],
];

/** Rows 0 to 7: asked first. */
const PRECONDITIONS: readonly Rule<View>[] = [
  row({
    row: 0,
    code: 'inconclusive',
    gives: 'unknown / none',
    when: 'the delivery reading is not ok, or the cadence or its phase is unknown, or nobody knows how the settings were at as-of',
    kind: 'alone',
    conclude(view) {
      const { cadence, readings } = view.facts;
      const reason =
        readings.delivery.status !== 'ok'
          ? 'delivery-not-ok'
          : cadence.status === 'not-known-then'
            ? 'not-known-then'
            : cadence.status === 'unknown'
              ? 'cadence-unknown'
              : cadence.status === 'no-phase'
                ? 'no-phase'
                : null;
      if (reason === null) return null;
      const value = cadence.status === 'unknown' || cadence.status === 'no-phase' ? cadence.value : null;
      const nowhere = {
        slotAtMs: null,
        linkAtMs: null,
        firstDueAtMs: null,
        lacking: [],
        failedSends: null,
        failedOf: null,
      };
      return [
        'unknown',
        'none',
        ['delivery', 'sentry', 'loki'],
        { reason, cadence: value, ...whatElse(view), ...nowhere },
      ];
    },
  }),
  row({
    row: 1,
    code: 'unknown-provider-id',
    gives: 'unknown / confirmed',
    when: 'the database knows no such provider',
    kind: 'alone',
    conclude({ provider, facts }) {
      if (provider !== null) return null;
      const events = (facts.sentry?.named ?? []).filter(({ kind }) => kind === 'unknown-provider');
      const [newest] = events;
      return [
        'unknown',
        'confirmed',
        ['delivery', 'sentry'],
        {
          events: events.length,
          newestEventAtMs: newest?.atMs ?? null,
          issueId: newest?.issueId ?? null,
          nearMisses: facts.nearMisses.map(({ id, name }) => `${id} ${name}`),
        },
      ];
    },
  }),
  row({
    row: 2,
    code: 'not-configured',
    gives: 'not-expected / confirmed',
    when: 'the provider has no portal configuration',
    kind: 'alone',
    conclude: ({ stateAtAsOf, provider }) =>
      stateAtAsOf !== null && !stateAtAsOf.configured
        ? ['not-expected', 'confirmed', ['delivery'], { kind: provider?.kind ?? '' }]
        : null,
  }),
  row({
    row: 3,
    code: 'links-disabled',
    gives: 'not-expected / confirmed',
    when: 'links are switched off',
    conclude: ({ stateAtAsOf }) =>
      stateAtAsOf !== null && stateAtAsOf.linksEnabled !== true
        ? ['not-expected', 'confirmed', ['delivery'], { changedAtMs: stateAtAsOf.settingsChangedAtMs }]
        : null,
  }),
  row({
    row: 4,
    code: 'no-verified-recipient',
    gives: 'not-expected / confirmed',
    when: 'no recipient has a verified address',
    conclude({ stateAtAsOf, facts }) {
      if (stateAtAsOf === null || stateAtAsOf.verifiedRecipients > 0) return null;
      const event = facts.sentry?.named.find(
        ({ kind, atMs }) => kind === 'none-verified' && atMs <= facts.asOfMs,
      );
      return [
        'not-expected',
        'confirmed',
        event === undefined ? ['delivery'] : ['delivery', 'sentry'],
        {
          unverified: stateAtAsOf.unverifiedRecipients,
          eventAtMs: event?.atMs ?? null,
          issueId: event?.issueId ?? null,
        },
      ];
    },
  }),
  row({
    row: 5,
    code: 'below-threshold',
    gives: 'not-expected / confirmed',
    when: 'fewer active care plans than the active case threshold',
    conclude({ stateAtAsOf }) {
      const { activeCarePlans = null, activeCaseThreshold = null } = stateAtAsOf ?? {};
      if (activeCarePlans === null || activeCaseThreshold === null || activeCarePlans >= activeCaseThreshold)
        return null;
      return ['not-expected', 'confirmed', ['delivery'], { activeCarePlans, threshold: activeCaseThreshold }];
    },
  }),
  row({
    row: 6,
    code: 'no-dashboard',
    gives: 'missing / confirmed',
    when: 'links are on and recipients verified, and there is no dashboard to link to',
    conclude: ({ stateAtAsOf }) =>
      stateAtAsOf !== null && stateAtAsOf.dashboardId === null
        ? ['missing', 'confirmed', ['delivery'], { recipients: stateAtAsOf.verifiedRecipients }]
        : null,
  }),
  row({
    row: 7,
    code: 'not-due-yet',
    gives: 'on-schedule / confirmed',
    when: 'no slot has been due yet, and every needed source is ok (else row 22)',
    conclude(view) {
      if (view.facts.cadence.status !== 'known' || view.d !== null) return null;
      if (view.neededNotOk.length > 0 || !reachesPendingSlot(view)) return null;
      const { firstDueAtMs, isWindowOpen } = firstDue(view);
      return ['on-schedule', 'confirmed', ['delivery'], { firstDueAtMs, isWindowOpen }];
    },
  }),
];

/** Rows 8 to 18: D was missed, or is failing. */
const MISSED: readonly Rule<View>[] = [
  failureRow(
    8,
    'provider-not-resolved',
    'likely',
    'Sentry: the job could not resolve the provider, "unknown provider for id - <id>"',
  ),
  row({
    row: 9,
    code: 'recipients-disagree',
    gives: 'missing / confirmed, or likely where the exception does not lie in D’s window',
    when: 'PortalEmailNoneVerified names it, later than its newest verification, yet it has verified addresses',
    conclude(view) {
      const params = failureParams(view, 'recipients-disagree');
      if (params === null || view.stateAtAsOf === null) return null;
      const confidence = confidenceOf(view, 'recipients-disagree', 'confirmed');
      return [
        'missing',
        confidence,
        ['sentry', 'delivery'],
        { ...params, recipients: view.stateAtAsOf.verifiedRecipients },
      ];
    },
  }),
  failureRow(10, 'upstream-error', 'confirmed', 'PortalEmailUpstreamError names it'),
  failureRow(11, 'link-creation-failed', 'likely', 'Loki: "Failed to make Portal links for: <its name>"'),
  row({
    row: 12,
    code: 'send-failed',
    gives: 'missing / likely',
    when: 'Loki: "Portal email send failed to <recipient> at <address>" for n of m of its recipients',
    conclude(view) {
      const params = failureParams(view, 'send-failed');
      if (params === null) return null;
      const sends = sendFailedParams(view, (failure) => failure.slotIndex === view.cause?.slotIndex);
      return sends === null
        ? null
        : ['missing', 'likely', ['loki', 'delivery'], { ...params, ...sends, linkAtMs: null }];
    },
  }),
  failureRow(13, 'duplicate-attempt', 'confirmed', 'PortalEmailDuplicateAttempt names it'),
  row({
    row: 14,
    code: 'sender-not-running',
    gives: 'missing / confirmed by rows, likely by logs',
    when: `no provider of the cadence got a link at D (at least ${ENOUGH_PEERS} were due), or a sending app wrote nothing in D’s window though it did around it, or the line that shows a run is missing there`,
    conclude: notRunning,
  }),
  row({
    row: 15,
    code: 'phantom-send',
    gives: 'missing / confirmed',
    when: 'the stamp is less than one cadence old, and there is no link, or it is newer than the newest link by more than the tolerance: it moved and no link was made',
    conclude(view) {
      const { facts, provider, stateAtAsOf } = view;
      const { cadence, asOfMs } = facts;
      const stampAtMs = stateAtAsOf?.linkLastSentAtMs ?? null;
      if (provider === null || stateAtAsOf === null || stampAtMs === null || cadence.status !== 'known')
        return null;
      if (asOfMs - stampAtMs >= cadence.intervalMs) return null;
      const { newestLinkAtMs, linkCount } = provider;
      if (newestLinkAtMs !== null && stampAtMs - newestLinkAtMs <= cadence.toleranceMs) return null;
      const daysWithoutLink =
        newestLinkAtMs === null ? null : Math.round(((asOfMs - newestLinkAtMs) / DAY_MS) * 10) / 10;
      return [
        'missing',
        'confirmed',
        ['delivery'],
        {
          stampAtMs,
          newestLinkAtMs,
          daysWithoutLink,
          linkCount,
          dashboardId: stateAtAsOf.dashboardId,
          isStampOnSchedule: isOnSchedule(view.ledger, stampAtMs),
          cadence: cadence.value,
        },
      ];
    },
  }),
  row({
    row: 16,
    code: 'masked-by-manual-sends',
    gives: 'missing / likely, or none where row 17’s sources do not hold',
    when: 'an off-schedule link less than one cadence old makes the provider look fresh',
    conclude(view) {
      const linkAtMs = freshOffScheduleLink(view);
      if (linkAtMs === null || view.d === null) return null;
      const lacking = [...view.lacking, ...view.lackingOfProvider];
      const confidence = lacking.length === 0 ? 'likely' : 'none';
      const params = { linkAtMs, slotAtMs: view.d.atMs, lacking };
      return ['missing', confidence, ['delivery', 'sentry', 'loki'], params];
    },
  }),
  row({
    row: 17,
    code: 'silently-skipped',
    gives: 'missing / likely',
    when: 'Sentry and Loki are ok, reach back to D, are fresh past it, and the apps were logging at D; enrolled before D; settings not changed since D; care plans not near the threshold: and no trace of a failure',
    kind: 'last-resort',
    conclude(view) {
      if (view.d === null || view.lacking.length > 0 || view.lackingOfProvider.length > 0) return null;
      return ['missing', 'likely', ['delivery', 'sentry', 'loki'], { slotAtMs: view.d.atMs }];
    },
  }),
  row({
    row: 18,
    code: 'missed-cause-unknown',
    gives: 'missing / none',
    when: 'anything else; says what is lacking',
    kind: 'last-resort',
    conclude: ({ d, lacking, lackingOfProvider }) =>
      d === null
        ? null
        : [
            'missing',
            'none',
            ['delivery'],
            { slotAtMs: d.atMs, lacking: [...lacking, ...lackingOfProvider] },
          ],
  }),
];

/** Rows 19 to 22: D was kept, or there is none. */
const KEPT: readonly Rule<View>[] = [
  row({
    row: 19,
    code: 'send-failed',
    gives: 'partial (n of m), missing (all) / likely',
    when: 'D was kept, and sends failed since D’s link',
    conclude(view) {
      const linkAtMs = view.d?.linkAtMs ?? null;
      if (linkAtMs === null) return null;
      const sends = sendFailedParams(view, (failure) => failure.atMs >= linkAtMs);
      if (sends === null) return null;
      const allFailed = sends.recipients !== null && sends.failed >= sends.recipients;
      const params = { ...sends, linkAtMs };
      if (allFailed || isStampOlderThanLink(view)) return ['missing', 'likely', ['loki', 'delivery'], params];
      // Where lines may be lacking, the rest of the recipients may have failed too: then nobody knows how much arrived.
      const isCounted =
        sends.recipients !== null &&
        !lacks(view, 'loki-not-ok', 'loki-reach', 'window-too-short') &&
        reachesPendingSlot(view);
      return isCounted ? ['partial', 'likely', ['loki', 'delivery'], params] : null;
    },
  }),
  row({
    row: 20,
    code: 'link-not-sent',
    gives: 'missing / confirmed',
    when: 'D was kept, but the stamp is older than D’s link by more than the tolerance, and the tolerance has passed since: the link was made and not sent',
    kind: 'last-resort',
    conclude(view) {
      const { d, stateAtAsOf } = view;
      if (d === null || d.linkAtMs === null || !isStampOlderThanLink(view)) return null;
      const stampAtMs = stateAtAsOf?.linkLastSentAtMs ?? null;
      return ['missing', 'confirmed', ['delivery'], { slotAtMs: d.atMs, linkAtMs: d.linkAtMs, stampAtMs }];
    },
  }),
  row({
    row: 21,
    code: 'on-schedule',
    gives:
      'on-schedule / confirmed; likely if a source is not configured, apps were not logging, sending is not seen yet, or a failure may be its own',
    when: 'D was kept and every needed source is ok, reaches D and is fresh past its window',
    kind: 'last-resort',
    conclude(view) {
      const { d, dIndex, ledger, lacking, stateAtAsOf } = view;
      if (d === null || d.linkAtMs === null) return null;
      const tolerated: readonly Lack[] = [
        'sentry-not-configured',
        'loki-not-configured',
        'apps-not-logging',
        'shared-failure',
        'failure-since-link',
      ];
      if (lacking.some((lack) => !tolerated.includes(lack))) return null;
      if (
        view.failures.some((failure) => failure.kind === 'send-failed' && failure.atMs >= (d.linkAtMs ?? 0))
      )
        return null;
      const isStampKnown = stateAtAsOf?.stampKnown ?? false;
      const isSent = isStampKnown && !isStampBehindLink(view);
      const missedBefore = missedJustBefore(ledger.slice(0, dIndex).map(({ status }) => status));
      return [
        'on-schedule',
        lacking.length === 0 && isSent ? 'confirmed' : 'likely',
        ['delivery', 'sentry', 'loki'],
        { slotAtMs: d.atMs, linkAtMs: d.linkAtMs, missedBefore, lacking, isStampKnown, isSent },
      ];
    },
  }),
  row({
    row: 22,
    code: 'inconclusive',
    gives: 'unknown / none',
    when: 'anything else; opens with what the database proves',
    kind: 'last-resort',
    conclude(view) {
      const { d, lacking, neededNotOk } = view;
      const lackingThen: readonly Lack[] =
        d === null ? neededNotOk.map((source): Lack => `${source}-not-ok`) : lacking;
      return [
        'unknown',
        'none',
        ['delivery', 'sentry', 'loki'],
        {
          reason: 'sources',
          cadence: null,
          ...whatElse(view),
          slotAtMs: d?.atMs ?? null,
          linkAtMs: d?.linkAtMs ?? null,
          firstDueAtMs: d === null ? firstDue(view).firstDueAtMs : null,
          ...failedSendsOf(view),
          lacking: lackingThen,
        },
      ];
    },
  }),
];

/** The rules of `portal-links`, version 1 (design §3). `docs/verdicts.md` is generated from this table. */
export const PORTAL_LINKS_RULES: RulesTable<PortalLinksFacts, View, 'missed' | 'kept'> = {
  version: RULES_VERSION,
  derive: deriveView,
  first: PRECONDITIONS,
  groups: { missed: MISSED, kept: KEPT },
  choose: ({ d }) => (d?.status === 'missed' || d?.status === 'failing' ? 'missed' : 'kept'),
  side: SIDE_RULES,
};

const judged = new WeakMap<PortalLinksFacts, Evaluation>();

/** What the rules conclude. The same facts are judged once. */
export function judge(facts: PortalLinksFacts): Evaluation {
  const evaluation = judged.get(facts) ?? evaluate(PORTAL_LINKS_RULES, facts);
  judged.set(facts, evaluation);
  return evaluation;
}

/** Whether links are to be made for it at all: nothing that is asked first says that none is, even where another row leads. */
export function expectsRuns(view: View): boolean {
  return PRECONDITIONS.every((rule) => rule.conclude(view)?.state !== 'not-expected');
}

function failureRow(
  number: number,
  code: 'provider-not-resolved' | 'upstream-error' | 'link-creation-failed' | 'duplicate-attempt',
  best: 'confirmed' | 'likely',
  when: string,
): Rule<View> {
  const source = code === 'link-creation-failed' ? 'loki' : 'sentry';
  return row({
    row: number,
    code,
    gives:
      best === 'confirmed'
        ? 'missing / confirmed, or likely where the exception does not lie in D’s window'
        : 'missing / likely',
    when,
    conclude(view) {
      const params = failureParams(view, code);
      return params === null
        ? null
        : ['missing', confidenceOf(view, code, best), [source, 'delivery'], params];
    },
  });
}

/**
 * The leading failure of a kind, among those of slots missed since the last kept one. Null unless the kind is that of the cause:
 * the newest slot wins over the order of the rows.
 */
function failureParams(view: View, kind: FailureKind): FailureParams | null {
  const { cause, ledger, dIndex } = view;
  if (cause === null || cause.kind !== kind) return null;
  const slot = ledger[cause.slotIndex];
  if (slot === undefined) return null;
  const { atMs, issueId, eventId, app } = cause;
  const belongsToD = cause.slotIndex === dIndex;
  return { atMs, slotAtMs: slot.atMs, belongsToD, ...explained(view, kind), issueId, eventId, app };
}

/** `confirmed` needs the mail job's own exception in D's window; a failure that belongs to an earlier slot is `likely` at most. */
function confidenceOf(view: View, kind: FailureKind, best: Confidence): Confidence {
  const { cause, dIndex } = view;
  const isInWindowOfD = cause?.kind === kind && cause.slotIndex === dIndex && cause.inWindow;
  return isInWindowOfD ? best : 'likely';
}

function sendFailedParams(view: View, counts: (failure: Failure) => boolean): SendFailedParams | null {
  const failures = view.failures.filter((failure) => failure.kind === 'send-failed' && counts(failure));
  const [newest] = failures;
  if (newest === undefined) return null;
  const masked = [...new Set(failures.flatMap(({ recipient }) => (recipient === null ? [] : [recipient])))];
  const recipients = view.stateAtAsOf?.verifiedRecipients ?? null;
  return { failed: masked.length, recipients, masked, app: newest.app, newestAtMs: newest.atMs };
}

function notRunning(view: View): TypedConclusion<'sender-not-running'> | null {
  const { d, peersAtD, silentAppsAtD, facts } = view;
  // While the window is open, others may still be served.
  if (d === null || d.status !== 'missed') return null;
  const peers = { due: peersAtD?.due ?? 0, linked: (peersAtD?.linked ?? 0) + (peersAtD?.linkedBesides ?? 0) };
  if (peers.due >= ENOUGH_PEERS && peers.linked === 0) {
    return ['missing', 'confirmed', ['delivery'], { slotAtMs: d.atMs, by: 'rows', ...peers, apps: [] }];
  }
  const { loki } = facts;
  // Somebody got a link at D: the job ran, whatever the logs lack.
  if (loki === null || peers.linked > 0) return null;
  const others = loki.logging.filter(({ window }) => window.fromMs !== d.opensAtMs);
  const apps = (silentAppsAtD ?? []).filter(
    (app) =>
      others.some(
        ({ window, lineCountByApp }) => window.untilMs <= d.opensAtMs && (lineCountByApp[app] ?? 0) > 0,
      ) && loki.apps.some((known) => known.app === app && (known.newestLineAtMs ?? 0) >= d.closesAtMs),
  );
  if (apps.length > 0) {
    return ['missing', 'likely', ['loki', 'delivery'], { slotAtMs: d.atMs, by: 'apps', ...peers, apps }];
  }
  const atD = loki.logging.find(({ window }) => window.fromMs === d.opensAtMs);
  const ranElsewhere = others.some(({ runLineCount }) => (runLineCount ?? 0) > 0);
  if (lokiSpeaksOfD(view) && atD?.runLineCount === 0 && ranElsewhere) {
    return [
      'missing',
      'likely',
      ['loki', 'delivery'],
      { slotAtMs: d.atMs, by: 'run-phrase', ...peers, apps: [] },
    ];
  }
  return null;
}

/** The stamp is older than D's link by more than the tolerance: the link was not sent, or not yet. */
function isStampBehindLink({ d, stateAtAsOf, facts }: View): boolean {
  if (d === null || d.linkAtMs === null || stateAtAsOf === null || !stateAtAsOf.stampKnown) return false;
  if (facts.cadence.status !== 'known') return false;
  const stampAtMs = stateAtAsOf.linkLastSentAtMs;
  return stampAtMs === null || d.linkAtMs - stampAtMs > facts.cadence.toleranceMs;
}

/** The same, and the run has had time to send. */
function isStampOlderThanLink(view: View): boolean {
  const { d, facts } = view;
  if (d === null || d.linkAtMs === null || facts.cadence.status !== 'known') return false;
  return isStampBehindLink(view) && facts.asOfMs - d.linkAtMs > facts.cadence.toleranceMs;
}

/** What is known of failed sends since D's link, where it is not enough for a state. */
function failedSendsOf(view: View): { failedSends: number | null; failedOf: number | null } {
  const linkAtMs = view.d?.linkAtMs ?? null;
  const sends = linkAtMs === null ? null : sendFailedParams(view, (failure) => failure.atMs >= linkAtMs);
  return { failedSends: sends?.failed ?? null, failedOf: sends?.recipients ?? null };
}

/** While a slot is pending, a failure that a source does not show would make it a failing one: the source must be able to. */
function reachesPendingSlot({ ledger, facts, neededNotOk }: View): boolean {
  const pending = ledger.find(({ status }) => status === 'pending');
  if (pending === undefined) return true;
  const { sentry, loki } = facts.readings;
  return (
    neededNotOk.length === 0 &&
    [sentry, loki].every(
      ({ status, reachFromMs }) =>
        status === 'not-configured' || (reachFromMs !== null && reachFromMs <= pending.opensAtMs),
    )
  );
}

function firstDue({ ledger, facts, provider }: View): { firstDueAtMs: number | null; isWindowOpen: boolean } {
  const pending = ledger.find(({ status }) => status === 'pending');
  if (pending !== undefined) return { firstDueAtMs: pending.atMs, isWindowOpen: true };
  const next = facts.cadence.status === 'known' ? facts.cadence.next : null;
  const isAfterEnrolment = next !== null && next.atMs >= (provider?.enrolledAtMs ?? 0);
  return { firstDueAtMs: isAfterEnrolment ? next.atMs : null, isWindowOpen: false };
}

function lacks(view: View, ...codes: readonly Lack[]): boolean {
  return view.lacking.some((lack) => codes.includes(lack));
}

function missedJustBefore(statuses: readonly string[]): number {
  const last = statuses.findLastIndex((status) => status !== 'missed');
  return statuses.length - 1 - last;
}

/** What Sentry and Loki hold about it; null where that cannot be told. */
function whatElse({ facts }: View): { namedEvents: number | null; namedLines: number | null } {
  const { sentry, loki, provider } = facts;
  return {
    namedEvents: sentry === null ? null : sentry.named.length,
    // Without names from the database, nobody knows whose a line is.
    namedLines:
      loki === null || provider === null
        ? null
        : loki.lines.filter(({ belongs }) => belongs === 'subject').length,
  };
}
