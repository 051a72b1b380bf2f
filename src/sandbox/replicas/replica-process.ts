import { once } from 'node:events';
import type { PostingStep } from '../../slack/post-once.ts';
import { startChild, type Child } from '../child.ts';

/** Where a replica kills itself. */
export interface Death {
  readonly step: PostingStep;
  /** Which posts it is about, by their keys; left out: any. */
  readonly keys?: RegExp;
}

export interface ReplicaSettings {
  readonly environment: Readonly<Record<string, string>>;
  /** The same for all replicas. */
  readonly clockAheadMs: number;
  /** null: it lives. */
  readonly diesAt: Death | null;
}

/** One replica of the bot, in a process of its own. */
export interface ReplicaProcess {
  readonly child: Child;
  /** Resolves once it takes requests; rejects where it ends before. */
  readonly ready: Promise<unknown>;
  /** Resolves once it has ended, in whatever way. */
  readonly ended: Promise<unknown>;
  /** As the machine's power going out would. */
  kill(): Promise<void>;
}

export function startReplica({ environment, clockAheadMs, diesAt }: ReplicaSettings): ReplicaProcess {
  const child = startChild(new URL('./replica.ts', import.meta.url), {
    environment: {
      PATH: process.env['PATH'],
      ...environment,
      PORT: '0',
      REPLICA_CLOCK_AHEAD_MS: String(clockAheadMs),
      ...(diesAt === null ? {} : { REPLICA_DIES_AT: diesAt.step }),
      ...(diesAt?.keys === undefined ? {} : { REPLICA_DIES_AT_KEYS: diesAt.keys.source }),
    },
  });
  const ended = once(child.process, 'exit');
  const ready = child.firstLine();
  // Whoever kills it before does not ask whether it was ready.
  ready.catch(() => {});
  return {
    child,
    ready,
    ended,
    async kill() {
      if (child.process.exitCode === null && child.process.signalCode === null) {
        child.process.kill('SIGKILL');
        await ended;
      }
    },
  };
}
