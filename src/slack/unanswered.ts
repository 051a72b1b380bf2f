import type { Asked } from '../checks/asked.ts';
import { SECOND_MS, type EpochMs } from '../diagnosis/time.ts';
import type { Locale } from '../words/locale.ts';
import type { Message } from './blocks.ts';
import type { Log } from './log.ts';
import type { Place } from './post-to.ts';
import type { Wait } from './wait.ts';

const RETRY_MS = 5 * SECOND_MS;
/** So many attempts later, which is a minute, it is said once more. */
const LONG_AFTER = 12;
/** An answer waits no longer for being noted. */
const PATIENCE_MS = SECOND_MS;

/** What somebody waits for, and in which language. */
export interface AwaitedAnswer {
  readonly asked: Asked;
  readonly locale: Locale;
}

/** Where messages are noted that say "checking" (`src/store/checking-messages.ts` is one). */
export interface CheckingMemory {
  add(
    message: Place & AwaitedAnswer & { readonly requestId: string; readonly dueAtMs: EpochMs },
  ): Promise<void>;
  /** The first one holds. */
  addAnswer(channelId: string, ts: string, answer: Message): Promise<void>;
  remove(channelId: string, ts: string): Promise<void>;
}

/**
 * Remembers a message that its answer is to take over: should this process die before that, another one says so in its place, or gives the
 * answer (`src/jobs/mend-checking.ts`). Nobody has to wait for it, and nothing rejects: where it cannot be noted, the check goes on.
 */
export interface Unanswered {
  stands(place: Place, awaited: AwaitedAnswer): void;
  /** Its answer is about to take over. Resolves once that is noted, or cannot be in a second. */
  answering(place: Place, answer: Message): Promise<void>;
  /** Its answer has taken over. */
  answered(place: Place): Promise<void>;
}

export interface UnansweredSettings {
  readonly memory: CheckingMemory;
  /** How long an answer may take at most. */
  readonly answerWithinMs: Readonly<Record<Asked['kind'], number>>;
  readonly requestId: string;
  readonly clock: () => EpochMs;
  readonly wait: Wait;
  /** Aborted when the process ends. */
  readonly ending: AbortSignal;
  readonly log: Log;
}

export function createUnanswered({
  memory,
  answerWithinMs,
  requestId,
  clock,
  wait,
  ending,
  log,
}: UnansweredSettings): Unanswered {
  let noting: Promise<void> = Promise.resolve();

  /** What stays noted would be overwritten later, answer and all. */
  const forgetLater = async ({ channelId, ts }: Place): Promise<void> => {
    for (let attempts = 1; ; attempts += 1) {
      await wait(RETRY_MS, ending);
      if (ending.aborted) return;
      try {
        await memory.remove(channelId, ts);
        return;
      } catch (error) {
        if (attempts === LONG_AFTER)
          log.warn(
            { err: error, channelId, ts, attempts },
            'a message that was answered is still noted as unanswered after many attempts; they go on',
          );
      }
    }
  };

  const note = async (place: Place, awaited: AwaitedAnswer): Promise<void> => {
    const dueAtMs = clock() + answerWithinMs[awaited.asked.kind];
    try {
      await memory.add({ ...place, ...awaited, requestId, dueAtMs });
    } catch (error) {
      log.warn(
        { err: error },
        'a message that says “checking” could not be noted: it would stay if this process died',
      );
    }
  };

  const noteAnswer = async ({ channelId, ts }: Place, answer: Message): Promise<void> => {
    await noting;
    try {
      await memory.addAnswer(channelId, ts, answer);
    } catch (error) {
      log.warn(
        { err: error },
        'an answer could not be noted: it would be overwritten if this process died while posting it',
      );
    }
  };

  return {
    stands(place, awaited) {
      noting = note(place, awaited);
    },
    async answering(place, answer) {
      const noted = new AbortController();
      await Promise.race([noteAnswer(place, answer), wait(PATIENCE_MS, noted.signal)]);
      noted.abort();
    },
    async answered(place) {
      await noting;
      try {
        await memory.remove(place.channelId, place.ts);
      } catch (error) {
        log.warn({ err: error }, 'a message that was answered is still noted as unanswered; tried again');
        void forgetLater(place);
      }
    },
  };
}
