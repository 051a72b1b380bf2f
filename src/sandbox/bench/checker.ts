import { assemble } from '../../assembly.ts';
import { createClock } from '../../clock.ts';
import { readConfig, secretsIn } from '../../config.ts';
import type { ReadingStatus, SourceId } from '../../diagnosis/reading.ts';
import { createLog } from '../../log.ts';
import { createScrub } from '../../scrubbing.ts';

/** How long one check took, and each of its sources by its own reading. */
export interface TimedCheck {
  /** From asking to the diagnosis, kept in the bot's own database. */
  readonly wallMs: number;
  readonly sources: readonly {
    readonly source: SourceId;
    readonly status: ReadingStatus;
    readonly elapsedMs: number;
  }[];
}

/** All of the bot but Slack, in this process, as the terminal uses it. */
export interface Checker {
  /** What has not answered by then does not count. */
  readonly firstAnswerMs: number;
  /** @param windowMs how far back logs and events are read; null: as far as the check needs */
  check(subjectId: string, windowMs?: number | null): Promise<TimedCheck>;
  close(): Promise<void>;
}

/** @param environment as the bot would read it */
export async function openChecker(environment: Readonly<Record<string, string>>): Promise<Checker> {
  const config = readConfig(environment, 'terminal');
  const log = createLog('warn', createScrub(secretsIn(environment)));
  const assembly = assemble(config, createClock(config.clockStartsAtMs), log);
  await assembly.store.migrate();
  return {
    firstAnswerMs: config.answers.firstAnswerMs,
    async check(subjectId, windowMs = null) {
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
      return {
        wallMs,
        sources: diagnosis.readings.map(({ source, status, elapsedMs }) => ({ source, status, elapsedMs })),
      };
    },
    close: () => assembly.close(),
  };
}
