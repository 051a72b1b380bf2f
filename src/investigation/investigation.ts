import type { Asker, Diagnosis } from '../diagnosis/diagnosis.ts';
import type { ReadingStatus, SourceId } from '../diagnosis/reading.ts';
import type { EpochMs } from '../diagnosis/time.ts';

/** What to find out, for whom. */
export interface InvestigationRequest {
  readonly checkId: string;
  readonly subjectIds: readonly string[];
  /** null: now. */
  readonly asOfMs: EpochMs | null;
  /** How far back logs and events are read; null: as far as the check needs. */
  readonly windowMs: number | null;
  readonly asker: Asker;
  readonly requestId: string;
}

/** Which of the asked sources have answered so far. */
export type Progress = readonly { readonly source: SourceId; readonly status: ReadingStatus | 'asking' }[];

/** A running check. */
export interface Investigation {
  /** The diagnoses, in the order of the asked ids: when all sources have answered, or at the deadline. Rejects only for our own mistakes. */
  readonly first: Promise<readonly Diagnosis[]>;
  /** Where a source was late: the diagnoses made anew once it has answered, or null where none was late or none came after all. */
  readonly amended: Promise<readonly Diagnosis[] | null>;
  progress(): Progress;
}

export type Investigate = (
  request: InvestigationRequest,
  /** Called whenever a source has answered. */
  onProgress?: (progress: Progress) => void,
) => Investigation;
