import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { Readings } from '../../src/checks/check.ts';
import type { DirectoryRow, SubjectRow } from '../../src/checks/portal-links/delivery-rows.ts';
import type { PortalLinksFacts } from '../../src/checks/portal-links/facts.ts';
import { createPortalLinks } from '../../src/checks/portal-links/index.ts';
import { portalLinksSettings } from '../../src/checks/portal-links/settings.ts';
import type {
  ExceptionEvent,
  LinesAnswer,
  LogLine,
  Questions,
  RowsAnswer,
} from '../../src/checks/questions.ts';
import type { FleetSeen, FleetSummary } from '../../src/checks/fleet.ts';
import type { Reading, ReadingMeta, SourceId } from '../../src/diagnosis/reading.ts';
import { DAY_MS, MINUTE_MS } from '../../src/diagnosis/time.ts';

const CHECK_FOLDER = new URL('../../src/checks/portal-links/', import.meta.url);
const read = (name: string) => readFileSync(new URL(name, CHECK_FOLDER), 'utf8');
const text = read('portal-links.yml');

export const SETTINGS = portalLinksSettings.parse(parse(text));
export const SQL = read('delivery.sql');
export const PORTAL_LINKS = createPortalLinks(SETTINGS, SQL);

if (PORTAL_LINKS.fleet === null) throw new Error('the check has no fleet');
export const FLEET = PORTAL_LINKS.fleet;

type Status = 'ok' | 'truncated' | 'failed' | 'not-configured';

/** What the sources hold at an instant, without any source: for looking at what the check makes of it. */
export interface World {
  readonly asOfMs: number;
  readonly providers: readonly SubjectRow[];
  readonly events: readonly ExceptionEvent[];
  readonly lines: readonly LogLine[];
  readonly status: Readonly<Record<SourceId, Status>>;
  readonly freshUntilMs: number;
  /** How far the database is known to have seen, where that is not the same. */
  readonly rowsUntilMs?: number;
  readonly apps: LinesAnswer['apps'];
  /** The directory tells who is configured, and each one's cadence. */
  readonly tellsMore: boolean;
}

let count = 0;

/** A weekly provider that is well: a link in each of the last eight slots before this as-of. */
export function providerRow(asOfMs: number, change: Partial<SubjectRow> = {}): SubjectRow {
  count += 1;
  const linksAtMs = lastMondays(asOfMs).map((atMs) => atMs + 4 * MINUTE_MS);
  return {
    id: `00000000-0000-4000-8000-${String(count).padStart(12, '0')}`,
    kind: 'Clinic',
    name: `Clinic ${count}`,
    configured: true,
    enrolledAtMs: asOfMs - 300 * DAY_MS,
    linksEnabled: true,
    emailCadence: 'weekly',
    activeCaseThreshold: 3,
    activeCarePlans: 57,
    settingsChangedAtMs: asOfMs - 300 * DAY_MS,
    dashboardId: 'd1',
    linkLastSentAtMs: linksAtMs[0] ?? null,
    linkCount: linksAtMs.length,
    newestLinkAtMs: linksAtMs[0] ?? null,
    linksAtMs,
    recipients: [
      { name: `Dr. ${count}`, address: `dr${count}@clinic.example`, verifiedAtMs: asOfMs - 300 * DAY_MS },
    ],
    ...change,
  };
}

/** The last eight runs, newest first; right in summer and away from its ends. */
export function lastMondays(asOfMs: number): readonly number[] {
  const anchorMs = Date.parse('2025-07-21T11:00:00-07:00');
  const newestMs = anchorMs + Math.floor((asOfMs - anchorMs) / (7 * DAY_MS)) * 7 * DAY_MS;
  return Array.from({ length: 8 }, (_, index) => newestMs - index * 7 * DAY_MS);
}

export function worldOf(change: Partial<World> & Pick<World, 'asOfMs'>): World {
  const freshUntilMs = change.asOfMs - MINUTE_MS;
  return {
    providers: [],
    events: [],
    lines: [],
    status: { sentry: 'ok', loki: 'ok', delivery: 'ok' },
    freshUntilMs,
    apps: SETTINGS.loki.apps.map((app) => ({ app, newestLineAtMs: freshUntilMs })),
    tellsMore: true,
    ...change,
  };
}

function readingOf<Data>(world: World, source: SourceId, data: Data): Reading<Data> {
  const status = world.status[source];
  const isHeld = status === 'ok' || status === 'truncated';
  const freshUntilMs =
    source === 'delivery' ? (world.rowsUntilMs ?? world.asOfMs - MINUTE_MS) : world.freshUntilMs;
  const meta: ReadingMeta = {
    source,
    window: { fromMs: world.asOfMs - 60 * DAY_MS, untilMs: world.asOfMs + 1 },
    readAtMs: world.asOfMs,
    reachFromMs: isHeld ? world.asOfMs - 60 * DAY_MS : null,
    freshUntilMs: isHeld ? freshUntilMs : null,
    query: '',
    link: null,
    elapsedMs: 1,
  };
  if (status === 'ok') return { ...meta, status, data };
  if (status === 'truncated') {
    return { ...meta, status, problem: { code: 'page-limit', params: { limit: 20 } }, data };
  }
  return status === 'failed'
    ? { ...meta, status, problem: { code: 'connection-lost', params: {} } }
    : { ...meta, status };
}

/** What the sources answer to these questions. */
function answersOf(world: World, questions: Questions): Readings {
  const { sentry, loki } = questions;
  const ids = sentry?.ids ?? [];
  const naming = world.events.filter(({ namedIds }) =>
    ids === 'all' ? namedIds.length > 0 : namedIds.some((id) => ids.includes(id)),
  );
  const issueIds = [...new Set(world.events.map(({ issueId }) => issueId))];
  return {
    sentry: readingOf(world, 'sentry', {
      naming,
      sweep: { events: world.events, readFromMs: sentry?.sweepFromMs ?? 0 },
      issues: issueIds.flatMap((issueId) => {
        const own = world.events.filter((event) => event.issueId === issueId);
        const [first] = own;
        const base = { issueId, totalEvents: own.length, lastSeenMs: null, url: '' };
        return first === undefined ? [] : [{ ...base, kind: first.kind }];
      }),
    }),
    loki: readingOf(world, 'loki', {
      lines: world.lines.toSorted((a, b) => a.atMs - b.atMs),
      coveredFromMs: world.asOfMs - 60 * DAY_MS,
      apps: world.apps,
      logging: (loki?.slotWindows ?? []).map((window) => ({
        window,
        lineCountByApp: Object.fromEntries(SETTINGS.loki.apps.map((app) => [app, 20])),
        runLineCount: null,
      })),
    }),
    delivery: rowsOf(world),
  };
}

/** The rows of whatever is asked for. */
export function rowsOf(world: World): Reading<RowsAnswer> {
  const { providers, tellsMore } = world;
  const directory = providers.map(
    ({ id, name, kind, recipients, configured, emailCadence }): DirectoryRow => {
      const row = { id, name, kind, recipients };
      return tellsMore ? { ...row, configured, emailCadence } : row;
    },
  );
  const data: RowsAnswer = {
    rowsOf: ({ name, params }) => {
      const ids = params.flatMap((param) => (Array.isArray(param) ? param.map(String) : []));
      // As-of, and the instant that links are listed from.
      const instants = params.flatMap((param) => (typeof param === 'string' ? [Date.parse(param)] : []));
      const listedSince = (atMs: number) => atMs >= Math.min(...instants);
      const subjects = providers
        .filter(({ id }) => ids.includes(id))
        .map((row) => ({ ...row, linksAtMs: row.linksAtMs.filter(listedSince) }));
      const rows = name === 'directory' ? directory : subjects;
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- rows that have passed their schema are what it made of them
      return rows as never;
    },
  };
  return readingOf(world, 'delivery', data);
}

/** Properties ask for the slots of the same few instants again and again. */
const inquiries = new Map<string, ReturnType<typeof PORTAL_LINKS.ask>>();
const fleetInquiries = new Map<string, ReturnType<typeof FLEET.ask>>();

function once<Value>(known: Map<string, Value>, key: string, make: () => Value): Value {
  const value = known.get(key) ?? make();
  known.set(key, value);
  return value;
}

/** The facts of one provider by a check of its own. */
export function factsByHand(world: World, subjectId: string, check = PORTAL_LINKS): PortalLinksFacts {
  const { asOfMs } = world;
  const ask = () => check.ask({ subjectIds: [subjectId], asOfMs, nowMs: asOfMs, windowMs: null });
  const inquiry = check === PORTAL_LINKS ? once(inquiries, `${asOfMs} ${subjectId}`, ask) : ask();
  return inquiry.see(answersOf(world, inquiry.questions)).factsOf(subjectId, null);
}

/** What a run sees of the fleet. */
export function fleetOf(world: World, fleet: typeof PORTAL_LINKS.fleet = FLEET): FleetSeen<PortalLinksFacts> {
  const { asOfMs } = world;
  if (fleet === null) throw new Error('the check has no fleet');
  const inquiry =
    fleet === FLEET
      ? once(fleetInquiries, `${asOfMs}`, () => fleet.ask({ asOfMs, nowMs: asOfMs }))
      : fleet.ask({ asOfMs, nowMs: asOfMs });
  return inquiry.see(answersOf(world, inquiry.questions));
}

/**
 * The facts of everybody, read in pages, and what they tell together.
 * @param pages the world that each page is read from; the one of the list where left out
 */
export function factsInFleet(
  world: World,
  pageSize = 2,
  pageWorld: (index: number) => World = () => world,
): { readonly facts: ReadonlyMap<string, PortalLinksFacts>; readonly summary: FleetSummary } {
  const seen = fleetOf(world);
  const facts = new Map<string, PortalLinksFacts>();
  for (let index = 0; index * pageSize < seen.subjectIds.length; index += 1) {
    const page = seen.pageOf(seen.subjectIds.slice(index * pageSize, (index + 1) * pageSize));
    for (const subject of page.see(rowsOf(pageWorld(index)))) facts.set(subject.subjectId, subject.facts);
  }
  return { facts, summary: seen.summarise() };
}

/** An event of a watched kind. */
export function eventOf(
  kind: keyof Omit<typeof SETTINGS.sentry, 'idTag' | 'idInExtraData'>,
  atMs: number,
  namedIds: readonly string[],
): ExceptionEvent {
  count += 1;
  const eventId = count.toString(16).padStart(32, '0');
  return { eventId, issueId: `issue of ${kind}`, kind: SETTINGS.sentry[kind], atMs, namedIds, url: '' };
}

export function lineOf(phrase: 'linkCreationFailed' | 'sendFailed', rest: string, atMs: number): LogLine {
  const searched = SETTINGS.loki[phrase];
  return { atMs, app: 'edge', phrase: searched, text: `${searched} ${rest}` };
}

/** A Thursday: three days after a run. */
export const QUIET_MS = Date.parse('2025-07-24T05:31:34-07:00');
/** The window of the last run is still open. */
export const OPEN_MS = Date.parse('2025-07-21T11:40:00-07:00');
