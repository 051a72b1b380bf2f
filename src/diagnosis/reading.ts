import type { ProblemCode } from './problems.ts';
import type { EpochMs, Window } from './time.ts';

/** The sources that a check may ask. */
export const SOURCE_IDS = ['sentry', 'loki', 'delivery'] as const;
export type SourceId = (typeof SOURCE_IDS)[number];

/**
 * Why a source's answer is missing or incomplete: a code with the figures that belong to it.
 * Words for it are made at the rim, so nothing that a foreign server said can pass through here.
 */
export interface Problem {
  readonly code: ProblemCode;
  readonly params: Readonly<Record<string, string | number>>;
}

/** What is known of an answer besides its data. */
export interface ReadingMeta {
  readonly source: SourceId;
  /** The stretch of time that was asked for. */
  readonly window: Window;
  /** When the answer was read, by the bot's clock. */
  readonly readAtMs: EpochMs;
  /** The oldest instant that the source can still see inside the window; null: unknown. Retention and limits end here. */
  readonly reachFromMs: EpochMs | null;
  /** The newest instant that the source is known to have seen; null: it has seen nothing. */
  readonly freshUntilMs: EpochMs | null;
  /** What was asked, in the source's own language. Holds no name and no address. */
  readonly query: string;
  /** Where a person can look at the same; null where there is no such page. */
  readonly link: string | null;
  readonly elapsedMs: number;
}

/**
 * What one source answered. Only `ok` means that what is not in `data` is not there;
 * `truncated` holds something but proves no absence; `failed` and `not-configured` never mean "none".
 */
export type Reading<Data> =
  | (ReadingMeta & { readonly status: 'ok'; readonly data: Data })
  | (ReadingMeta & { readonly status: 'truncated'; readonly problem: Problem; readonly data: Data })
  | (ReadingMeta & { readonly status: 'failed'; readonly problem: Problem })
  | (ReadingMeta & { readonly status: 'not-configured' });

export type ReadingStatus = Reading<unknown>['status'];

/** A reading without its data: what is kept, and what facts carry along. */
export interface ReadingSummary extends ReadingMeta {
  readonly status: ReadingStatus;
  readonly problem: Problem | null;
}

/** Drops a reading's data, which may hold names and addresses. */
export function summarise(reading: Reading<unknown>): ReadingSummary {
  const { source, window, readAtMs, reachFromMs, freshUntilMs, query, link, elapsedMs, status } = reading;
  const problem = 'problem' in reading ? reading.problem : null;
  return { source, window, readAtMs, reachFromMs, freshUntilMs, query, link, elapsedMs, status, problem };
}

/** The data of a reading that has some, whether it is complete or not; else null. */
export function dataOf<Data>(reading: Reading<Data>): Data | null {
  return 'data' in reading ? reading.data : null;
}

/** A source is needed when it is configured: its failure then weighs on the verdict. */
export function isNeeded(reading: Pick<ReadingSummary, 'status'>): boolean {
  return reading.status !== 'not-configured';
}
