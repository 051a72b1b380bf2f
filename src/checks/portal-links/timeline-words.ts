import type { Dates } from '../../words/dates.ts';
import type { SlotStatus } from './ledger.ts';

/** The lanes of the timeline, from top to bottom. */
export const LANES = ['runs', 'links', 'stamp', 'sentry', 'loki'] as const;
export type LaneId = (typeof LANES)[number];

/** What the timeline says in one language. Notes stand below a lane's name: at most some 30 characters each. */
export interface TimelineWords {
  readonly lanes: Readonly<Record<LaneId, string>>;
  readonly slots: Readonly<Record<SlotStatus, string>>;
  /** Of a slot whose window has closed, later than the database has seen. */
  readonly slotNotSeen: string;
  /** Of a slot without a link, where no link is due as things are: whether one was due then nobody knows. */
  readonly slotWithoutLink: string;
  readonly onSchedule: string;
  readonly offSchedule: string;
  /** A link where no schedule is known. */
  readonly link: string;
  readonly stampMoved: string;
  readonly event: string;
  readonly line: string;
  /** A line that fits other providers, too. */
  readonly sharedLine: string;
  /** Of a stretch that a lane does not see. */
  readonly unseen: string;
  /** Of a lane, or of the stretch that it sees. */
  readonly none: string;
  readonly notes: {
    readonly failed: string;
    readonly notConfigured: string;
    readonly incomplete: string;
    readonly reachUnknown: string;
    readonly seenFrom: (atMs: number, dates: Dates) => string;
    readonly nothingNewer: (atMs: number | null, dates: Dates) => string;
    readonly rowsUntil: (atMs: number | null, dates: Dates) => string;
    /** @param slotAtMs one or more slots */
    readonly notLoggingAt: (slotAtMs: readonly number[], dates: Dates) => string;
    readonly loggingNotCounted: string;
    readonly linesOfNobody: (count: number, isAtLeast: boolean) => string;
    readonly eventsOfNobody: (count: number) => string;
    readonly dueNotKnown: string;
    readonly asSeen: string;
    readonly noSuchProvider: string;
    readonly nonePlanned: string;
    readonly scheduleUnknown: string;
    readonly settingsUnknown: string;
  };
  readonly axisTitle: (timeZone: string) => string;
  readonly asOf: (at: string) => string;
  /** The pieces of the alt text. */
  readonly alt: {
    /** "Timeline of Duke Health · clinic · b8608be4, 2 June 10:50 to 24 July 05:31, times in America/Los_Angeles." */
    readonly opening: (title: string, from: string, asOf: string, timeZone: string) => string;
    /** Of a lane that does not see everything, and has nothing. */
    readonly noneSeen: string;
    /** "12 more before" */
    readonly moreBefore: (count: number) => string;
  };
}
