import { assemble } from '../../assembly.ts';
import { createClock } from '../../clock.ts';
import { readConfig, secretsIn } from '../../config.ts';
import { createReadFleet } from '../../investigation/read-fleet.ts';
import { createLog } from '../../log.ts';
import { createScrub } from '../../scrubbing.ts';

/**
 * A process of its own that reads a fleet once, as a bot that has just started, and prints what that took as a line of JSON: see
 * `fleet-reading.ts`. Its memory is that of this one reading.
 */
const config = readConfig(process.env, 'terminal');
const clock = createClock(config.clockStartsAtMs);
const assembly = assemble(config, clock, createLog('silent', createScrub(secretsIn(process.env))));
const { store, checks, sources } = assembly;
await store.migrate();

const readFleet = createReadFleet({
  checks: new Map(checks.map((check) => [check.id, check])),
  sources,
  clock,
  addFacts: (runId, page, facts) => store.fleetRuns.addFacts(runId, page, facts),
  keepRun: (run) => store.fleetRuns.keep(run),
  knownNotWell: async () => [],
  keepDiagnoses: (diagnoses) => store.diagnoses.keepAll(diagnoses),
  observe: async () => {},
});

const startedAtMs = performance.now();
const run = await readFleet({ checkId: checks[0].id, requestId: 'bench' });
const wallMs = performance.now() - startedAtMs;
await assembly.close();

const { readings, subjectsRead, isComplete } = run.coverage;
process.stdout.write(
  `${JSON.stringify({
    wallMs,
    subjectsRead,
    notWell: run.outcomes.filter(({ state }) => state === 'missing' || state === 'partial').length,
    problems: isComplete ? [] : readings.map(({ source, status, problem }) => ({ source, status, problem })),
    // In KiB.
    peakMemoryMb: process.resourceUsage().maxRSS / 1_024,
  })}\n`,
);
process.exit(0);
