import type { Logger } from 'pino';
import type { Check } from './checks/check.ts';
import type { ReadingSummary } from './diagnosis/reading.ts';
import { createDigests } from './digests/create-digests.ts';
import type { Digests, ReadFleet } from './digests/digests.ts';
import { createReopenAsMade, type ReopenAsMade } from './digests/reopen-as-made.ts';
import { createReadFleet } from './investigation/read-fleet.ts';
import type { Clock, Sources } from './sources/source.ts';
import type { Store } from './store/store.ts';

export interface DigestAssemblySettings {
  readonly checks: ReadonlyMap<string, Check>;
  readonly sources: Sources;
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Logger;
  readonly onReading: (reading: ReadingSummary, requestId: string) => void;
}

export interface AssembledDigests {
  readonly digests: Digests;
  readonly reopenAsMade: ReopenAsMade;
  readonly readFleet: ReadFleet;
}

/** Puts the use case of digests together: fleets are read through the sources, and everything is remembered in the bot's own database. */
export function assembleDigests(settings: DigestAssemblySettings): AssembledDigests {
  const { checks, sources, store, clock, log, onReading } = settings;
  const readFleet = createReadFleet({
    checks,
    sources,
    clock,
    addFacts: (runId, page, facts) => store.fleetRuns.addFacts(runId, page, facts),
    keepRun: (run) => store.fleetRuns.keep(run),
    runBefore: (checkId, beforeMs) => store.fleetRuns.newestBefore(checkId, beforeMs),
    knownNotWell: (checkId) => store.diagnoses.idsNowIn(checkId, ['missing', 'partial']),
    keepDiagnoses: (diagnoses) => store.diagnoses.keepAll(diagnoses),
    observe: (checkId, subjects, seenAtMs) => store.observations.recordAll(checkId, subjects, seenAtMs),
    onReading,
    onRun({ id, checkId, requestId, coverage }, { pages, elapsedMs }) {
      const { subjects, subjectsRead, isComplete } = coverage;
      log.info(
        { requestId, runId: id, checkId, subjects, subjectsRead, isComplete, pages, elapsedMs },
        'fleet read',
      );
    },
  });
  const ofDigests = {
    checks,
    readFleet,
    runs: store.fleetRuns,
    memory: store.digests,
    mutes: store.mutes,
    onUnreadableFacts: (runId: string, subjects: number, cause: unknown) =>
      log.warn({ err: cause, runId, subjects }, 'kept facts cannot be read by this release'),
  };
  return {
    readFleet,
    digests: createDigests({ ...ofDigests, clock }),
    reopenAsMade: createReopenAsMade(ofDigests),
  };
}
