import { assemble } from '../../assembly.ts';
import { createClock } from '../../clock.ts';
import { readConfig, secretsIn } from '../../config.ts';
import { createLog } from '../../log.ts';
import { createScrub } from '../../scrubbing.ts';

/**
 * A process of its own that makes one digest of all providers, as a bot that has just started, and prints what that took as a line of JSON:
 * see `fleet-reading.ts`. Its memory is that of this one digest.
 */
const config = readConfig(process.env, 'terminal');
const log = createLog('silent', createScrub(secretsIn(process.env)));
const clock = createClock(config.clockStartsAtMs);
const assembly = assemble(config, clock, log);
await assembly.store.migrate();
const [{ id: checkId }] = assembly.checks;

const startedAtMs = performance.now();
const usedBefore = process.cpuUsage();
const { digest } = await assembly.digests.make({
  checkId,
  scope: 'bench',
  baselineScopes: [],
  filter: {},
  notBeforeMs: clock(),
  skippedDueAtMs: [],
  requestId: 'bench',
});
const wallMs = performance.now() - startedAtMs;
const used = process.cpuUsage(usedBefore);
await assembly.close();

const { readings, subjectsRead, isComplete } = digest.coverage;
process.stdout.write(
  `${JSON.stringify({
    wallMs,
    cpuMs: (used.user + used.system) / 1_000,
    subjectsRead,
    notWell: digest.counts.missing + digest.counts.partial,
    problems: isComplete ? [] : readings.map(({ source, status, problem }) => ({ source, status, problem })),
    // It is told in KiB.
    peakMemoryMb: process.resourceUsage().maxRSS / 1_024,
  })}\n`,
);
process.exit(0);
