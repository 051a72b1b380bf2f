import PQueue from 'p-queue';
import { currentPriority } from '../request-context.ts';

/** Lets so much work be done on a source at a time, and has the rest wait for its turn. */
export interface Turns {
  /**
   * Does work when it is its turn: what somebody waits for before what can wait. Of what is equally urgent, who came first.
   * Resolves or rejects as the work does.
   */
  take<Result>(work: () => Promise<Result>): Promise<Result>;
}

/**
 * Scheduled work never takes all turns: one stays free, so that a check by hand need not wait for any of it to end. With one turn only it
 * waits for one piece of work at most.
 * @param concurrency how many turns there are at a time
 */
export function createTurns(concurrency: number): Turns {
  const turns = new PQueue({ concurrency });
  const scheduled = new PQueue({ concurrency: Math.max(1, concurrency - 1) });
  return {
    take: (work) =>
      currentPriority() === 'by-hand'
        ? turns.add(work, { priority: 1 })
        : scheduled.add(() => turns.add(work, { priority: 0 })),
  };
}
