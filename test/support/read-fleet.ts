import type { SubjectFacts } from '../../src/checks/fleet.ts';
import type { Diagnosis } from '../../src/diagnosis/diagnosis.ts';
import type { FleetRun, RunFigures } from '../../src/digests/fleet-run.ts';
import {
  createReadFleet,
  type ReadFleetSettings,
  type SubjectSeen,
} from '../../src/investigation/read-fleet.ts';

/** What a run has kept. */
export interface KeptOfRun {
  readonly pages: (readonly SubjectFacts<unknown>[])[];
  readonly runs: FleetRun[];
  readonly diagnoses: Diagnosis[];
  readonly seen: SubjectSeen[];
  readonly figures: RunFigures[];
}

type Given = Pick<ReadFleetSettings, 'checks' | 'sources' | 'clock'> & Partial<ReadFleetSettings>;

/** Reads a fleet once, and remembers in memory what it keeps. */
export async function readFleetOnce(
  given: Given,
  checkId = 'portal-links',
): Promise<{ readonly run: FleetRun; readonly kept: KeptOfRun }> {
  const kept: KeptOfRun = { pages: [], runs: [], diagnoses: [], seen: [], figures: [] };
  const readFleet = createReadFleet({
    async addFacts(_runId, page, facts) {
      kept.pages[page] = facts;
    },
    async keepRun(run) {
      kept.runs.push(run);
    },
    runBefore: async () => null,
    knownNotWell: async () => [],
    async keepDiagnoses(diagnoses) {
      kept.diagnoses.push(...diagnoses);
    },
    async observe(_checkId, subjects) {
      kept.seen.push(...subjects);
    },
    onRun(_run, figures) {
      kept.figures.push(figures);
    },
    ...given,
  });
  return { run: await readFleet({ checkId, requestId: 'r1' }), kept };
}
