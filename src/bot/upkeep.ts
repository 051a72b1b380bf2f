import type { WebClient } from '@slack/web-api';
import type { Logger } from 'pino';
import type { Config } from '../config-types.ts';
import { createMendChecking } from '../jobs/mend-checking.ts';
import { createPurge } from '../jobs/purge.ts';
import { interruptedMessage } from '../slack/interrupted-message.ts';
import { updateMessage } from '../slack/post-to.ts';
import { realWait } from '../slack/wait.ts';
import type { Clock } from '../sources/source.ts';
import type { Store } from '../store/store.ts';
import { wordsIn } from '../words/slack.ts';
import type { Schedule } from './schedule.ts';

const EACH_MINUTE = '* * * * *';
const EACH_NIGHT = '17 3 * * *';

export interface UpkeepSettings {
  readonly config: Config;
  readonly store: Store;
  readonly client: WebClient;
  readonly isSharedOutsideNow: (channelId: string) => Promise<boolean>;
  readonly clock: Clock;
  readonly log: Logger;
  readonly schedule: Schedule;
}

/** What is done by the clock besides digests: mending what a process has left behind that died, and removing what may not be kept any longer. */
export interface Upkeep {
  /** Mends at once, for a crash is what a start often comes after. */
  start(): void;
  /** Begins nothing any more, and waits for what is being mended. */
  stop(): Promise<void>;
}

export function createUpkeep({
  config,
  store,
  client,
  isSharedOutsideNow,
  clock,
  log,
  schedule,
}: UpkeepSettings): Upkeep {
  const purge = createPurge({ store, keep: config.store, clock, log });
  const mendChecking = createMendChecking({
    checkingMessages: store.checkingMessages,
    update: (place, message) => updateMessage({ client, wait: realWait }, place, message),
    interrupted: (asked, locale) => interruptedMessage(asked, wordsIn(locale)),
    isSharedOutsideNow,
    clock,
    log,
  });
  let mending: Promise<void> = Promise.resolve();
  const mend = (): Promise<void> => (mending = mendChecking());
  let tasks: readonly ReturnType<Schedule>[] = [];
  return {
    start() {
      tasks = [
        schedule(EACH_MINUTE, mend, { name: 'mend', timezone: 'UTC', noOverlap: true }),
        schedule(EACH_NIGHT, purge, { name: 'purge', timezone: 'UTC', noOverlap: true }),
      ];
      void mend();
    },
    async stop() {
      for (const task of tasks) await task.destroy();
      await mending;
    },
  };
}
