import type {
  FailureParams,
  SideCode,
  SideParams,
  VerdictCode,
  VerdictParams,
} from '../../../src/checks/portal-links/findings.ts';
import { LACKS } from '../../../src/checks/portal-links/view.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../src/diagnosis/time.ts';
import { AS_OF_MS, slotAt } from '../../support/portal-links-facts.ts';

const SLOT_MS = slotAt(7).atMs;
const EARLIER_MS = slotAt(5).atMs;
const DASHBOARD = 'd8608be4-22bd-41e3-9173-fefaf19bdc50';

const FAILURE: FailureParams = {
  atMs: SLOT_MS + 31 * MINUTE_MS,
  slotAtMs: SLOT_MS,
  belongsToD: true,
  missed: 8,
  explained: 1,
  traceless: 7,
  issueId: '30146',
  eventId: '46b6b797e5eb45a8837b7c0bee6d1028',
  app: 'edge',
};

/** Every way in which a failure says how much it explains. */
const FAILURES: readonly FailureParams[] = [
  FAILURE,
  { ...FAILURE, traceless: 6 },
  { ...FAILURE, traceless: 1 },
  { ...FAILURE, traceless: 0 },
  { ...FAILURE, traceless: null },
  { ...FAILURE, missed: 1, traceless: 0 },
  { ...FAILURE, missed: 2, traceless: 1 },
  { ...FAILURE, missed: 2, traceless: 0 },
  { ...FAILURE, missed: 2, traceless: null },
  { ...FAILURE, belongsToD: false, slotAtMs: EARLIER_MS, atMs: EARLIER_MS - 5 * MINUTE_MS, eventId: null },
];

const SENDS = {
  failed: 1,
  recipients: 3,
  masked: ['a•••@duke.example'],
  app: 'edge',
  newestAtMs: SLOT_MS + HOUR_MS,
  linkAtMs: SLOT_MS + MINUTE_MS,
};

const INCONCLUSIVE: VerdictParams['inconclusive'] = {
  reason: 'sources',
  cadence: null,
  namedEvents: null,
  namedLines: null,
  slotAtMs: SLOT_MS,
  linkAtMs: SLOT_MS + 4 * MINUTE_MS,
  firstDueAtMs: null,
  lacking: ['loki-not-ok'],
  failedSends: null,
  failedOf: null,
};

/** Parameters of every verdict, so that each of its phrases is said at least once. */
export const VERDICT_SAMPLES: { readonly [Code in VerdictCode]: readonly VerdictParams[Code][] } = {
  inconclusive: [
    { ...INCONCLUSIVE, reason: 'delivery-not-ok', namedEvents: 2, namedLines: 1 },
    { ...INCONCLUSIVE, reason: 'delivery-not-ok', namedEvents: 0, namedLines: 2_700 },
    { ...INCONCLUSIVE, reason: 'cadence-unknown' },
    { ...INCONCLUSIVE, reason: 'cadence-unknown', cadence: 'fortnightly', namedEvents: 1 },
    { ...INCONCLUSIVE, reason: 'no-phase', cadence: 'biweekly' },
    { ...INCONCLUSIVE, reason: 'not-known-then' },
    INCONCLUSIVE,
    { ...INCONCLUSIVE, lacking: [], namedEvents: 1 },
    { ...INCONCLUSIVE, lacking: ['window-too-short'] },
    { ...INCONCLUSIVE, lacking: ['sentry-reach', 'loki-stale'] },
    { ...INCONCLUSIVE, lacking: ['loki-stale'] },
    { ...INCONCLUSIVE, failedSends: 1, failedOf: 3 },
    { ...INCONCLUSIVE, failedSends: 2 },
    { ...INCONCLUSIVE, linkAtMs: null, firstDueAtMs: AS_OF_MS + DAY_MS },
    { ...INCONCLUSIVE, linkAtMs: null, lacking: [], namedLines: 1 },
  ],
  'unknown-provider-id': [
    { events: 0, newestEventAtMs: null, issueId: null, nearMisses: [] },
    { events: 1, newestEventAtMs: SLOT_MS, issueId: '30146', nearMisses: [] },
    { events: 12, newestEventAtMs: SLOT_MS, issueId: '30146', nearMisses: [`${DASHBOARD} Acme`] },
  ],
  'not-configured': [{ kind: 'Clinic' }],
  'links-disabled': [{ changedAtMs: null }, { changedAtMs: EARLIER_MS }],
  'no-verified-recipient': [
    { unverified: 0, eventAtMs: null, issueId: null },
    { unverified: 1, eventAtMs: SLOT_MS, issueId: '30146' },
    { unverified: 2, eventAtMs: null, issueId: null },
  ],
  'below-threshold': [
    { activeCarePlans: 1, threshold: 3 },
    { activeCarePlans: 2, threshold: 3 },
  ],
  'no-dashboard': [{ recipients: 1 }, { recipients: 3 }],
  'not-due-yet': [
    { firstDueAtMs: null, isWindowOpen: false },
    { firstDueAtMs: AS_OF_MS + DAY_MS, isWindowOpen: false },
    { firstDueAtMs: SLOT_MS, isWindowOpen: true },
  ],
  'provider-not-resolved': FAILURES,
  'recipients-disagree': FAILURES.flatMap((failure) => [
    { ...failure, recipients: 1 },
    { ...failure, recipients: 3 },
  ]),
  'upstream-error': FAILURES,
  'link-creation-failed': FAILURES,
  'send-failed': [
    SENDS,
    { ...SENDS, recipients: null },
    { ...SENDS, failed: 2, recipients: null },
    { ...SENDS, recipients: 1 },
    { ...SENDS, failed: 3 },
    { ...SENDS, ...FAILURE, linkAtMs: null },
  ],
  'duplicate-attempt': FAILURES,
  'sender-not-running': [
    { slotAtMs: SLOT_MS, by: 'rows', due: 1_200, linked: 0, apps: [] },
    { slotAtMs: SLOT_MS, by: 'apps', due: 3, linked: 0, apps: ['edge', 'backend-sidekiq-worker'] },
    { slotAtMs: SLOT_MS, by: 'run-phrase', due: 3, linked: 0, apps: [] },
  ],
  'phantom-send': [
    {
      stampAtMs: AS_OF_MS - HOUR_MS,
      newestLinkAtMs: AS_OF_MS - 770 * DAY_MS,
      daysWithoutLink: 770.6,
      linkCount: 2,
      dashboardId: DASHBOARD,
      cadence: 'weekly',
      isStampOnSchedule: false,
    },
    {
      stampAtMs: SLOT_MS,
      newestLinkAtMs: null,
      daysWithoutLink: null,
      linkCount: 0,
      dashboardId: null,
      cadence: 'weekly',
      isStampOnSchedule: true,
    },
  ],
  'masked-by-manual-sends': [
    { linkAtMs: AS_OF_MS - 2 * DAY_MS, slotAtMs: SLOT_MS, lacking: [] },
    { linkAtMs: AS_OF_MS - 2 * DAY_MS, slotAtMs: SLOT_MS, lacking: LACKS },
  ],
  'silently-skipped': [{ slotAtMs: SLOT_MS }],
  'missed-cause-unknown': [
    { slotAtMs: SLOT_MS, lacking: ['settings-changed'] },
    { slotAtMs: SLOT_MS, lacking: ['window-too-short'] },
    { slotAtMs: SLOT_MS, lacking: ['sentry-not-ok', 'loki-not-ok'] },
  ],
  'link-not-sent': [
    { slotAtMs: SLOT_MS, linkAtMs: SLOT_MS + MINUTE_MS, stampAtMs: null },
    { slotAtMs: SLOT_MS, linkAtMs: SLOT_MS + MINUTE_MS, stampAtMs: EARLIER_MS },
  ],
  'on-schedule': [0, 1, 3].flatMap((missedBefore) =>
    [true, false].map((isSent) => ({
      slotAtMs: SLOT_MS,
      linkAtMs: SLOT_MS + MINUTE_MS,
      missedBefore,
      lacking: isSent ? [] : ['apps-not-logging'],
      isStampKnown: isSent || missedBefore > 1,
      isSent,
    })),
  ),
};

/** Parameters of every side finding, so that each of its phrases is said at least once. */
export const SIDE_SAMPLES: { readonly [Code in SideCode]: readonly SideParams[Code][] } = {
  'peers-at-slot': [0, 1, 207].map((linked) => ({ slotAtMs: SLOT_MS, due: 1_212, linked, linkedBesides: 0 })),
  'off-schedule-sends': [1, 2].map((count) => ({ count, newestAtMs: EARLIER_MS })),
  batch: [1, 34].map((seconds) => ({ count: 3, seconds, firstAtMs: EARLIER_MS })),
  unattributable: [
    { read: 99, withoutId: 99, inWindow: 1 },
    { read: 99, withoutId: 1, inWindow: null },
    { read: 1, withoutId: 1, inWindow: 0 },
    { read: 300, withoutId: 20, inWindow: 2 },
  ].map((counts) => ({
    ...counts,
    issueId: '28817',
    watched: 'PortalEmailNoneVerified',
    readFromMs: EARLIER_MS,
    total: 2_700,
  })),
  'unclear-lines': [
    { withSubject: 0, shared: 2, nobodys: 1, isAtLeast: false, slotAtMs: SLOT_MS },
    { withSubject: 1, shared: 2, nobodys: 0, isAtLeast: false, slotAtMs: SLOT_MS },
    { withSubject: 0, shared: 40, nobodys: 60, isAtLeast: true, slotAtMs: SLOT_MS },
  ],
  overtaken: [1, 2].map((count) => ({ count, newestAtMs: EARLIER_MS, keptAtMs: SLOT_MS })),
  contradiction: [
    { kind: 'failure-yet-link', slotAtMs: SLOT_MS, linked: 1 },
    { kind: 'no-run-yet-links', slotAtMs: SLOT_MS, linked: 1 },
    { kind: 'no-run-yet-links', slotAtMs: SLOT_MS, linked: 5 },
  ],
  margin: [
    { activeCarePlans: 3, threshold: 3 },
    { activeCarePlans: 4, threshold: 3 },
  ],
  retention: [
    { source: 'sentry', reachFromMs: EARLIER_MS, unjudgedSlots: 1 },
    { source: 'loki', reachFromMs: EARLIER_MS, unjudgedSlots: 4 },
  ],
  freshness: (['sentry', 'loki', 'delivery'] as const).map((source) => ({ source, freshUntilMs: SLOT_MS })),
  'phrase-never-seen': [{ phrase: 'Portal email send failed to', sinceMs: EARLIER_MS }],
  namesake: [
    { count: 1, ids: [DASHBOARD], kinds: ['Clinic'] },
    { count: 1, ids: [DASHBOARD], kinds: [] },
    { count: 2, ids: [DASHBOARD, '46a6f876'], kinds: ['Clinic', 'Practice'] },
    { count: 2, ids: [DASHBOARD, '46a6f876'], kinds: [] },
  ],
  today: [
    {
      cadence: 'weekly',
      linksEnabled: true,
      activeCarePlans: 1,
      verifiedRecipients: 1,
      stampAtMs: EARLIER_MS,
    },
    { cadence: null, linksEnabled: false, activeCarePlans: null, verifiedRecipients: 0, stampAtMs: null },
    { cadence: 'monthly', linksEnabled: null, activeCarePlans: 57, verifiedRecipients: 3, stampAtMs: null },
  ],
  'state-from-kept': [{ readAtMs: EARLIER_MS }],
  'slot-pending': [{ slotAtMs: SLOT_MS, closesAtMs: SLOT_MS + 2 * HOUR_MS }],
};
