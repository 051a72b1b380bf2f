import { loadPortalLinks } from '../check-files.ts';
import type { Readings } from '../checks/check.ts';
import type { LinesAnswer, Questions, RowsAnswer } from '../checks/questions.ts';
import type { Report } from '../checks/report.ts';
import { summarise, type ReadingMeta, type SourceId } from '../diagnosis/reading.ts';
import { MINUTE_MS, type EpochMs, type Window } from '../diagnosis/time.ts';

const ID = 'b8608be4-22bd-41e3-9173-fefaf19bdc50';
/** The instant that case 001 was looked at for the second time. */
const AS_OF_MS = Date.parse('2025-07-24T05:31:34-07:00');
const MONDAYS = [2, 9, 16, 23, 30, 37, 44, 51].map((day) => Date.UTC(2025, 5, day, 18));
const LOKI_SINCE_MS = Date.parse('2025-06-24T00:00:00-07:00');
const LAST_SEND = '2025-07-08T08:42:00-07:00';
const ENROLLED = '2024-09-02T09:00:00-07:00';

/**
 * The report on Duke Health in case 001, for the picture in the README: made by the check itself from what its sources told, shortened
 * to what the message speaks of. `docs/case-001.md` says which values are made up.
 */
export function dukeHealthReport(): Report {
  const { check } = loadPortalLinks({ settingsFile: null, sqlFile: null });
  const inquiry = check.ask({
    subjectIds: [ID],
    asOfMs: AS_OF_MS,
    nowMs: AS_OF_MS,
    windowMs: null,
  });
  const readings = readingsFor(inquiry.questions);
  const facts = inquiry.see(readings).factsOf(ID, null);
  return check.words('en').report({
    id: '00000000-0000-4000-8000-000000000000',
    checkId: check.id,
    subjectId: ID,
    asOfMs: AS_OF_MS,
    madeAtMs: AS_OF_MS,
    rulesVersion: check.rulesVersion,
    ...check.evaluate(facts),
    readings: Object.values(readings).map(summarise),
    facts,
    asker: { surface: 'terminal', userId: 'somebody', teamId: null, channelId: null },
    requestId: 'picture',
  });
}

function readingsFor({ sentry, loki, delivery }: Questions): Readings {
  const event = {
    eventId: '46b6b797e5eb45a8837b7c0bee6d1028',
    issueId: '30146',
    kind: sentry?.messagePhrases[0] ?? '',
    atMs: Date.parse('2025-07-21T18:31:00Z'),
    namedIds: [ID],
    url: 'https://sentry.example',
  };
  return {
    sentry: {
      ...metaOf('sentry', sentry?.window, { link: 'https://sentry.example' }),
      status: 'ok',
      data: { naming: [event], sweep: { events: [], readFromMs: AS_OF_MS }, issues: [] },
    },
    loki: {
      ...metaOf('loki', loki?.window, { link: 'https://grafana.example', reachFromMs: LOKI_SINCE_MS }),
      status: 'ok',
      data: linesAnswer(loki?.selector.apps ?? [], loki?.slotWindows ?? []),
    },
    delivery: { ...metaOf('delivery', delivery?.window), status: 'ok', data: ROWS },
  };
}

function metaOf(
  source: SourceId,
  window: Window = { fromMs: AS_OF_MS, untilMs: AS_OF_MS },
  { link = null, reachFromMs = window.fromMs }: { link?: string | null; reachFromMs?: EpochMs } = {},
): ReadingMeta {
  const readNow = { readAtMs: AS_OF_MS, freshUntilMs: AS_OF_MS, elapsedMs: 0 };
  return { source, window, reachFromMs, query: '', link, ...readNow };
}

/** No failure line, and apps that were logging. */
function linesAnswer(apps: readonly string[], slotWindows: readonly Window[]): LinesAnswer {
  return {
    lines: [],
    coveredFromMs: LOKI_SINCE_MS,
    apps: apps.map((app) => ({ app, newestLineAtMs: AS_OF_MS })),
    logging: slotWindows.map((window) => ({
      window,
      lineCountByApp: Object.fromEntries(apps.map((app) => [app, window.fromMs < LOKI_SINCE_MS ? 0 : 26])),
      runLineCount: null,
    })),
  };
}

/** Rows as the database gives them, read by the statements' own schemas. */
const ROWS: RowsAnswer = {
  rowsOf: (statement) => (statement.name === 'subjects' ? [statement.row.parse(dukeHealthRow())] : []),
};

function dukeHealthRow(): object {
  return {
    id: ID,
    kind: 'Clinic',
    name: 'Duke Health (DUK) Charlotte',
    configured: true,
    enrolled_at: ENROLLED,
    links_enabled: true,
    email_cadence: 'weekly',
    active_case_threshold: 3,
    active_care_plans: 57,
    settings_changed_at: ENROLLED,
    dashboard_id: 'd8608be4-22bd-41e3-9173-fefaf19bdc50',
    link_last_sent_at: LAST_SEND,
    link_count: 1,
    newest_link_at: LAST_SEND,
    links: [LAST_SEND],
    recipients: [1, 2, 3].map((n) => ({ name: '', address: `${n}@duke.example`, verified_at: ENROLLED })),
    links_of_peers_at_slot: MONDAYS.map((atMs) => ({
      opens_at: new Date(atMs - 10 * MINUTE_MS).toISOString(),
      due: 6,
      linked: 1,
      linked_besides: 0,
    })),
    stamp_neighbours: null,
  };
}
