import type { Problem, SourceId } from '../../diagnosis/reading.ts';
import type { State } from '../../diagnosis/verdict.ts';
import type { Dates } from '../../words/dates.ts';
import type { EventKind, LokiFacts } from './facts.ts';
import type { SideCode, SideParams, VerdictCode, VerdictParams } from './findings.ts';
import type { SlotStatus } from './ledger.ts';
import type { Lack } from './view.ts';

type LineKind = LokiFacts['lines'][number]['kind'];

/** What the words of a finding may speak of besides its parameters. */
export interface Speech {
  readonly dates: Dates;
  readonly state: State;
  /** The cadence's value as the application writes it, e.g. "weekly". */
  readonly cadence: string;
  /** The subject's kind as the application writes it, e.g. "Clinic"; null: not known. */
  readonly kind: string | null;
  /** The slot after as-of; null where none is planned. */
  readonly nextSlotAtMs: number | null;
  readonly dashboardId: string | null;
  readonly asOfMs: number;
}

/** The words of one verdict. */
export interface VerdictWords {
  /** Behind the state: "the weekly run made no link". */
  readonly statement: string;
  /** The cause, as sure as the verdict's confidence; null where the statement and the figures say it all. */
  readonly cause: string | null;
  readonly next: string;
}

/** The whole catalogue of the check in one language. A second language is complete when it has this type. */
export interface PortalLinksWords {
  readonly locale: string;
  readonly dates: (timeZone: string, asOfMs: number) => Dates;
  readonly states: Readonly<Record<State, string>>;
  readonly verdicts: {
    readonly [Code in VerdictCode]: (params: VerdictParams[Code], speech: Speech) => VerdictWords;
  };
  readonly sides: { readonly [Code in SideCode]: (params: SideParams[Code], speech: Speech) => string };
  readonly lacks: Readonly<Record<Lack, string>>;
  readonly slotStatuses: Readonly<Record<SlotStatus, string>>;
  readonly labels: {
    readonly certain: string;
    readonly likely: string;
    readonly unknown: string;
    readonly others: string;
    readonly next: string;
    readonly note: string;
  };
  readonly sources: Readonly<Record<SourceId, string>>;
  /** A kind of provider as people of this language call it, in lower case; a kind that it does not know as the application writes it. */
  kind(kind: string): string;
  problem(source: SourceId, problem: Problem): string;
  /** "0 of the last 8 slots kept" */
  slotsKept(kept: number, counted: number): string;
  slotMissed(slotAtMs: number, speech: Speech): string;
  slotFailing(slotAtMs: number, speech: Speech): string;
  slotKept(slotAtMs: number, linkAtMs: number, speech: Speech): string;
  /** "The last send, Tue 8 July 08:42, 16 days ago, was off schedule; weekly expected." */
  lastSendOffSchedule(atMs: number, speech: Speech): string;
  newestLink(atMs: number, speech: Speech): string;
  /** What proves a phantom send: stamp, newest link, the days between, links in all. */
  phantomFigures(params: VerdictParams['phantom-send'], speech: Speech): string;
  /** The newest link, where no slot is known that it could have kept. */
  newestLinkThen(atMs: number, speech: Speech): string;
  noLinkEver: string;
  inboxUnknown: string;
  /** The line of sources: "Sentry ok, 1 event names it". */
  sourceOk(source: SourceId, detail: string | null, fromMs: number | null, dates: Dates): string;
  sourceNotOk(source: SourceId, status: 'truncated' | 'failed', problem: string): string;
  sourceNotConfigured(source: SourceId): string;
  eventsNameIt(count: number): string;
  linesNameIt(count: number): string;
  /** Lines that hold a phrase, where no names are there to tell whose they are. */
  linesOfNobody(count: number): string;
  appsLogging(silent: readonly string[] | null): string;
  asOf(at: string, rulesVersion: number): string;
  listed(items: readonly string[]): string;
  links: { readonly sentry: string; readonly loki: string };
  evidence: {
    readonly title: string;
    readonly verdict: string;
    readonly ledger: string;
    readonly notes: string;
    readonly row: (row: number, code: string, confidence: string) => string;
    readonly alsoFound: (statement: string) => string;
    readonly slot: (slotAtMs: number, status: string, linkAtMs: number | null, dates: Dates) => string;
    readonly offScheduleLinks: (atMs: readonly number[], dates: Dates) => string;
    readonly stamp: (atMs: number | null, dates: Dates) => string;
    readonly linkTotals: (count: number, newestAtMs: number | null, dates: Dates) => string;
    readonly settings: (lines: {
      readonly plans: number | null;
      readonly threshold: number | null;
      readonly verified: number;
      readonly unverified: number;
      readonly enabled: boolean | null;
      readonly cadence: string | null;
    }) => string;
    readonly eventKinds: Readonly<Record<EventKind, string>>;
    readonly lineKinds: Readonly<Record<LineKind, string>>;
    readonly event: (kind: string, atMs: number, issueId: string, eventId: string, dates: Dates) => string;
    readonly line: (
      kind: string,
      atMs: number,
      app: string,
      recipient: string | null,
      dates: Dates,
    ) => string;
    readonly namedNowhere: string;
    readonly noLines: (fromMs: number | null, isLogging: boolean, dates: Dates) => string;
    readonly logging: (
      windowFromMs: number,
      countByApp: Readonly<Record<string, number>>,
      dates: Dates,
    ) => string;
    readonly newestLine: (app: string, atMs: number | null, dates: Dates) => string;
    readonly reading: (elapsedMs: number, fromMs: number, untilMs: number, dates: Dates) => string;
    readonly confidence: Readonly<Record<'confirmed' | 'likely' | 'none', string>>;
  };
}
