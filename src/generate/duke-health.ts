import { loadPortalLinks } from '../check-files.ts';
import type { PortalLinksFacts } from '../checks/portal-links/facts.ts';
import type { Report } from '../checks/report.ts';
import type { ReadingSummary, SourceId } from '../diagnosis/reading.ts';
import { HOUR_MS, MINUTE_MS, type EpochMs } from '../diagnosis/time.ts';

/** The instant that case 001 was looked at for the second time. */
const AS_OF_MS = Date.parse('2025-07-24T05:31:34-07:00');
const MONDAYS = [
  '2025-06-02',
  '2025-06-09',
  '2025-06-16',
  '2025-06-23',
  '2025-06-30',
  '2025-07-07',
  '2025-07-14',
  '2025-07-21',
];
const LAST_SEND_MS = Date.parse('2025-07-08T08:42:00-07:00');
const LOKI_SINCE_MS = Date.parse('2025-06-24T00:00:00-07:00');
const ENROLLED_MS = Date.parse('2024-09-02T09:00:00-07:00');
const APPS = ['backend-sidekiq-worker', 'edge'];

/** The report on Duke Health in case 001, by the very rules and words of the check: for the picture in the README. */
export function dukeHealthReport(): Report {
  const { check } = loadPortalLinks({ settingsFile: null, sqlFile: null });
  const facts = dukeHealthFacts();
  return check.words('en').report({
    id: '00000000-0000-4000-8000-000000000000',
    checkId: check.id,
    subjectId: facts.subjectId,
    asOfMs: facts.asOfMs,
    madeAtMs: facts.asOfMs,
    rulesVersion: check.rulesVersion,
    ...check.evaluate(facts),
    readings: Object.values(facts.readings),
    facts,
    asker: { surface: 'terminal', userId: 'somebody', teamId: null, channelId: null },
    requestId: 'picture',
  });
}

/** What the sources told, shortened to what the message speaks of. `docs/case-001.md` says which values are made up. */
function dukeHealthFacts(): PortalLinksFacts {
  const slots = MONDAYS.map(slotOn);
  const today = {
    configured: true,
    linksEnabled: true,
    cadence: 'weekly',
    activeCaseThreshold: 3,
    activeCarePlans: 57,
    activeCarePlansAtSlot: null,
    settingsChangedAtMs: ENROLLED_MS,
    dashboardId: 'd8608be4-22bd-41e3-9173-fefaf19bdc50',
    stampKnown: true,
    linkLastSentAtMs: LAST_SEND_MS,
    verifiedRecipients: 3,
    unverifiedRecipients: 0,
    newestVerificationAtMs: ENROLLED_MS,
  };
  return {
    subjectId: 'b8608be4-22bd-41e3-9173-fefaf19bdc50',
    asOfMs: AS_OF_MS,
    readings: {
      sentry: okReading('sentry', 0, 'https://sentry.example'),
      loki: okReading('loki', LOKI_SINCE_MS, 'https://grafana.example'),
      delivery: okReading('delivery', 0, null),
    },
    provider: {
      id: 'b8608be4-22bd-41e3-9173-fefaf19bdc50',
      kind: 'Clinic',
      name: 'Duke Health (DUK) Charlotte',
      enrolledAtMs: ENROLLED_MS,
      stateAtAsOf: today,
      stateReadAtMs: AS_OF_MS,
      today,
      linkCount: 1,
      newestLinkAtMs: LAST_SEND_MS,
      linkAtMs: [LAST_SEND_MS],
      stampNeighbours: null,
      namesakes: [],
    },
    nearMisses: [],
    cadence: {
      status: 'known',
      value: 'weekly',
      timeZone: 'America/Los_Angeles',
      slots,
      next: slotOn('2025-07-28'),
      intervalMs: 7 * 24 * HOUR_MS,
      toleranceMs: 2 * HOUR_MS,
    },
    peers: slots.map(({ opensAtMs }) => ({ opensAtMs, due: 6, linked: 1 })),
    sentry: {
      named: [
        {
          kind: 'unknown-provider',
          issueId: '30146',
          eventId: '46b6b797e5eb45a8837b7c0bee6d1028',
          atMs: Date.parse('2025-07-21T18:31:00Z'),
          url: 'https://sentry.example',
        },
      ],
      unattributable: [],
      sweptFromMs: LOKI_SINCE_MS,
    },
    loki: {
      lines: [],
      seen: { 'link-creation-failed': 0, 'send-failed': 0 },
      coveredFromMs: LOKI_SINCE_MS,
      apps: APPS.map((app) => ({ app, newestLineAtMs: AS_OF_MS })),
      logging: slots.map(({ opensAtMs, closesAtMs }) => ({
        window: { fromMs: opensAtMs, untilMs: closesAtMs },
        lineCountByApp: Object.fromEntries(APPS.map((app) => [app, 26])),
        runLineCount: null,
      })),
    },
    phrases: {
      'link-creation-failed': 'Failed to make Portal links for:',
      'send-failed': 'Portal email send failed to',
    },
  };
}

/** Planned for 11:00 Pacific daylight time. */
function slotOn(day: string): { atMs: EpochMs; opensAtMs: EpochMs; closesAtMs: EpochMs } {
  const atMs = Date.parse(`${day}T11:00:00-07:00`);
  return { atMs, opensAtMs: atMs - 10 * MINUTE_MS, closesAtMs: atMs + 2 * HOUR_MS };
}

function okReading(source: SourceId, reachFromMs: EpochMs, link: string | null): ReadingSummary {
  return {
    source,
    window: { fromMs: slotOn('2025-06-02').opensAtMs, untilMs: AS_OF_MS },
    readAtMs: AS_OF_MS,
    reachFromMs,
    freshUntilMs: AS_OF_MS,
    query: '',
    link,
    elapsedMs: 0,
    status: 'ok',
    problem: null,
  };
}
