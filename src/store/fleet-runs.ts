import type { FleetRun } from '../digests/fleet-run.ts';
import type { EpochMs } from '../diagnosis/time.ts';

/** The facts of one page of a run, for judging them anew under other rules. */
export type FactsPage = readonly { readonly subjectId: string; readonly facts: unknown }[];

export interface FleetRuns {
  /** Facts may be added page by page while the run is made, before it is kept. */
  addFacts(runId: string, page: number, facts: FactsPage): Promise<void>;
  keep(run: FleetRun): Promise<void>;
  find(id: string): Promise<FleetRun | null>;
  /** The newest run of a check made since then, whether complete or not. */
  newestSince(checkId: string, sinceMs: EpochMs): Promise<FleetRun | null>;
  newestComplete(checkId: string): Promise<FleetRun | null>;
  /** Page by page, so that not all are in memory at once. Nothing where they are not kept any more. */
  factsOf(runId: string): AsyncIterable<FactsPage>;
}
