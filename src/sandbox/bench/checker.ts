import { assemble } from '../../assembly.ts';
import { createClock } from '../../clock.ts';
import { readConfig, secretsIn } from '../../config.ts';
import type { ReadingSummary, SourceId } from '../../diagnosis/reading.ts';
import { createLog } from '../../log.ts';
import { createScrub } from '../../scrubbing.ts';

/** How long one check took, and each of its sources by its own reading. */
export interface TimedCheck {
  /** From asking to the diagnosis, kept in the bot's own database. */
  readonly wallMs: number;
  readonly sources: readonly { readonly source: SourceId; readonly elapsedMs: number }[];
}

export interface CheckOptions {
  /** How far back logs and events are read; null: as far as the check needs. */
  readonly windowMs?: number | null;
  /** The one source that is not to answer. */
  readonly without?: SourceId;
}

/** All of the bot but Slack, in this process, as the terminal uses it. */
export interface Checker {
  /** Throws where a source was not as it should be: the time of such a check would tell nothing. */
  check(subjectId: string, options?: CheckOptions): Promise<TimedCheck>;
  close(): Promise<void>;
}

/** @param environment as the bot would read it */
export async function openChecker(environment: Readonly<Record<string, string>>): Promise<Checker> {
  const config = readConfig(environment, 'terminal');
  // What goes wrong stands in the readings too, and is looked for there.
  const log = createLog('silent', createScrub(secretsIn(environment)));
  const assembly = assemble(config, createClock(config.clockStartsAtMs), log);
  await assembly.store.migrate();
  return {
    async check(subjectId, { windowMs = null, without } = {}) {
      const startedAtMs = performance.now();
      const [diagnosis] = await assembly.investigate({
        checkId: assembly.checks[0].id,
        subjectIds: [subjectId],
        asOfMs: null,
        windowMs,
        asker: { surface: 'terminal', userId: 'bench', teamId: null, channelId: null },
        requestId: 'bench',
      }).first;
      const wallMs = performance.now() - startedAtMs;
      if (diagnosis === undefined) throw new Error('the check gave no diagnosis');
      const { readings } = diagnosis;
      for (const reading of readings) refuseUnlessAs(reading.source === without ? 'failed' : 'ok', reading);
      return { wallMs, sources: readings.map(({ source, elapsedMs }) => ({ source, elapsedMs })) };
    },
    close: () => assembly.close(),
  };
}

function refuseUnlessAs(
  expected: ReadingSummary['status'],
  { source, status, problem }: ReadingSummary,
): void {
  if (status === expected) return;
  throw new Error(`${source} was ${status}, not ${expected}: ${JSON.stringify(problem)}`);
}
