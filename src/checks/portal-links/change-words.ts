import type { EpochMs } from '../../diagnosis/time.ts';
import type { State } from '../../diagnosis/verdict.ts';
import type { Dates } from '../../words/dates.ts';
import type { PortalLinksWords } from './words.ts';

/** What has moved between two diagnoses besides the verdict. */
export type Moved =
  | { readonly what: 'missed' | 'kept'; readonly count: number; readonly newestSlotAtMs: EpochMs }
  | { readonly what: 'link' | 'stamp'; readonly atMs: EpochMs }
  | { readonly what: 'confirmed' | 'not-confirmed' }
  | { readonly what: 'rules'; readonly before: number; readonly after: number };

/** The words for a change in one language: clauses without a full stop. */
export interface ChangeWords {
  readonly dates: PortalLinksWords['dates'];
  readonly states: Readonly<Record<State, string>>;
  /** "was silently-skipped, now on-schedule" */
  became(before: string, after: string): string;
  /** "since Mon 28 July" */
  since(slotAtMs: EpochMs, dates: Dates): string;
  /** "still phantom-send, as on Thu 24 July 05:31" */
  still(verdict: string, beforeAtMs: EpochMs, dates: Dates): string;
  moved(moved: Moved, dates: Dates): string;
}
