import type { PortalLinksSettings } from '../../checks/portal-links/settings.ts';
import { DAY_MS, HOUR_MS, SECOND_MS, type EpochMs } from '../../diagnosis/time.ts';
import type { Ailment } from './ailments.ts';
import { daysBetweenRuns, isRun, runAtMs, storyBegins, type Week } from '../weeks/calendar.ts';
import { drawHex, drawInt } from './draw.ts';
import type { Fleet } from './fleet.ts';
import { isServed, linksOffAtMs, type FleetProvider } from './providers.ts';

/** What a week leaves behind: rows in the application's database, events in Sentry, lines in Loki. */
export interface WeekTrace {
  readonly links: readonly {
    readonly dashboardId: string;
    readonly createdAtMs: EpochMs;
    readonly expiresAtMs: EpochMs;
  }[];
  readonly stamps: readonly { readonly providerId: string; readonly atMs: EpochMs }[];
  readonly linksOff: readonly { readonly providerId: string; readonly atMs: EpochMs }[];
  readonly events: readonly TraceEvent[];
  readonly lines: readonly { readonly atMs: EpochMs; readonly text: string }[];
}

export interface TraceEvent {
  /** 32 hexadecimal digits. */
  readonly eventId: string;
  readonly issueId: string;
  readonly atMs: EpochMs;
  /** null: a captured message, without an exception. */
  readonly exceptionType: string | null;
  readonly text: string;
}

/** What the application calls things: of `portal-links.yml`. */
export type Phrases = Pick<PortalLinksSettings, 'sentry' | 'loki'>;

/** Sentry puts what is of one kind into one issue. None of these is an issue of case 001. */
const ISSUES = {
  'not-resolved': '30502',
  'recipients-disagree': '30503',
  'upstream-error': '30504',
  'duplicate-attempt': '30505',
} as const;

/** All of the slot's window but its last hour, so that nobody is served late. */
const RUN_TAKES_MINUTES = 50;
const SENT_AFTER_MS = 20 * SECOND_MS;
/** Wednesday afternoon. */
const BY_HAND_AFTER_MS = 2 * DAY_MS + 3 * HOUR_MS;

/** Everything that happened to a fleet in one week: always the same. */
export function traceOfWeek(fleet: Fleet, week: Week, phrases: Phrases): WeekTrace {
  const ailing = fleet.ailingAt(week);
  const traces = fleet.providers.map((provider) =>
    traceOf({ provider, week, phrases, seed: fleet.settings.seed }, ailing.get(provider) ?? null),
  );
  return {
    links: traces.flatMap(({ links = [] }) => links),
    stamps: traces.flatMap(({ stamps = [] }) => stamps),
    events: traces.flatMap(({ events = [] }) => events),
    lines: traces.flatMap(({ lines = [] }) => lines),
    linksOff: fleet.providers.flatMap((provider) => {
      const atMs = linksOffAtMs(provider);
      return atMs === null || provider.linksOffFrom !== week ? [] : [{ providerId: provider.id, atMs }];
    }),
  };
}

interface Run {
  readonly provider: FleetProvider;
  readonly week: Week;
  readonly phrases: Phrases;
  readonly seed: number;
}

function traceOf(run: Run, ailment: Ailment | null): Partial<WeekTrace> {
  const { provider, week } = run;
  const isDue = isRun(provider.cadence, week) && week >= storyBegins(provider.cadence);
  if (!isDue || !isServed(provider, week)) return {};
  const atMs = turnOf(run);
  const sent = { stamps: [{ providerId: provider.id, atMs: atMs + SENT_AFTER_MS }] };
  const { sentry } = run.phrases;
  switch (ailment) {
    case null:
      return { ...linkAt(run, atMs), ...sent };
    case 'not-resolved':
      return eventAt(run, atMs, ailment, null, `${sentry.unknownProviderMessage}${provider.id}`);
    case 'recipients-disagree':
      return eventAt(
        run,
        atMs,
        ailment,
        sentry.noneVerified,
        `no verified recipient: provider ${provider.id}`,
      );
    case 'upstream-error':
      return eventAt(
        run,
        atMs,
        ailment,
        sentry.upstreamError,
        `the mail gateway answered 502: provider ${provider.id}`,
      );
    case 'duplicate-attempt':
      return eventAt(
        run,
        atMs,
        ailment,
        sentry.duplicateAttempt,
        `already under way: provider ${provider.id}`,
      );
    case 'link-creation-failed':
      return { lines: [{ atMs, text: `ERROR ${run.phrases.loki.linkCreationFailed} ${provider.name}` }] };
    case 'sends-failed-without-link':
      return failedSends(run, atMs, provider.recipients);
    case 'some-sends-failed':
      return { ...linkAt(run, atMs), ...sent, ...failedSends(run, atMs, provider.recipients.slice(0, 1)) };
    case 'all-sends-failed':
      return { ...linkAt(run, atMs), ...sent, ...failedSends(run, atMs, provider.recipients) };
    case 'link-not-sent':
      // Early in the run, so that it can be told from a send that is still to come as soon as the window has closed.
      return linkAt(
        run,
        runAtMs(week) + drawInt(run.seed, `${provider.id}:${week}:early`, 5, 25) * SECOND_MS,
      );
    case 'phantom-send':
      return sent;
    case 'sent-by-hand': {
      const byHandAtMs = runAtMs(week) + BY_HAND_AFTER_MS + (atMs - runAtMs(week));
      const stamps = [{ providerId: provider.id, atMs: byHandAtMs + SENT_AFTER_MS }];
      return { ...linkAt(run, byHandAtMs), stamps };
    }
    case 'skipped':
      return {};
  }
}

/** When the job comes to a provider. */
function turnOf({ provider, week, seed }: Run): EpochMs {
  return runAtMs(week) + drawInt(seed, `${provider.id}:${week}:turn`, 60, RUN_TAKES_MINUTES * 60) * SECOND_MS;
}

function linkAt({ provider }: Run, createdAtMs: EpochMs): Pick<WeekTrace, 'links'> {
  const { dashboardId, cadence } = provider;
  if (dashboardId === null) throw new Error('nobody is served without a dashboard');
  const expiresAtMs = createdAtMs + daysBetweenRuns(cadence) * DAY_MS;
  return { links: [{ dashboardId, createdAtMs, expiresAtMs }] };
}

function eventAt(
  { provider, week, seed }: Run,
  atMs: EpochMs,
  kind: keyof typeof ISSUES,
  exceptionType: string | null,
  text: string,
): Pick<WeekTrace, 'events'> {
  const eventId = drawHex(seed, `${provider.id}:${week}:event`);
  return { events: [{ eventId, issueId: ISSUES[kind], atMs, exceptionType, text }] };
}

/** After the link, where there is one, and before the stamp. */
function failedSends(
  { phrases }: Run,
  atMs: EpochMs,
  recipients: FleetProvider['recipients'],
): Pick<WeekTrace, 'lines'> {
  const { sendFailed, sendFailedSeparator } = phrases.loki;
  return {
    lines: recipients
      .filter(({ verifiedAtMs }) => verifiedAtMs !== null)
      .map(({ name, address }, index) => ({
        atMs: atMs + (index + 1) * SECOND_MS,
        text: `ERROR ${sendFailed} ${name}${sendFailedSeparator}${address}`,
      })),
  };
}
