import type { Asked } from '../checks/asked.ts';
import type { Message } from '../slack/blocks.ts';
import { hasDoneNothing, slackErrorCode } from '../slack/manners.ts';
import type { Place } from '../slack/post-to.ts';
import type { Clock } from '../sources/source.ts';
import type { CheckingMessage, CheckingMessages } from '../store/checking-messages.ts';
import type { Locale } from '../words/locale.ts';

/** More than stand there after a crash, as a rule; the others have their turn a minute later. */
const AT_ONCE = 20;

export interface MendCheckingSettings {
  readonly checkingMessages: Pick<CheckingMessages, 'claimOverdue' | 'remove'>;
  /** Puts a message in the place of another one. Rejects with what Slack said. */
  readonly update: (place: Place, message: Message) => Promise<void>;
  /** What stands in the place of an answer that will not come. */
  readonly messageOf: (asked: Asked, locale: Locale) => Message;
  readonly clock: Clock;
  readonly log: {
    info(fields: object, message: string): void;
    warn(fields: object, message: string): void;
    error(fields: object, message: string): void;
  };
}

/**
 * Makes the job that mends what a process has left behind that died: messages that say "checking" and would for ever. Every replica may run
 * it at any time, and may die in it: what it has not mended is claimed again a minute later. Never rejects.
 */
export function createMendChecking(settings: MendCheckingSettings): () => Promise<void> {
  const { checkingMessages, clock, log } = settings;
  return async () => {
    try {
      const { messages, unreadable } = await checkingMessages.claimOverdue(clock(), AT_ONCE);
      if (unreadable > 0)
        log.warn({ unreadable }, 'messages that say “checking” were noted by another version: left to it');
      for (const message of messages) await mend(settings, message);
    } catch (error) {
      log.error({ err: error }, 'messages that still say “checking” could not be mended');
    }
  };
}

async function mend(
  { checkingMessages, update, messageOf, log }: MendCheckingSettings,
  { channelId, ts, requestId, asked, locale }: CheckingMessage,
): Promise<void> {
  try {
    await edit();
    await checkingMessages.remove(channelId, ts);
  } catch (error) {
    log.warn(
      { err: error, requestId, channelId },
      'a message that said “checking” is not mended for sure; tried again in a minute',
    );
  }

  async function edit(): Promise<void> {
    try {
      await update({ channelId, ts }, messageOf(asked, locale));
      log.info({ requestId, channelId }, 'a message that said “checking” says now that it was interrupted');
    } catch (error) {
      const slackError = slackErrorCode(error);
      if (slackError === null || !hasDoneNothing(error)) throw error;
      log.info(
        { requestId, channelId, slackError },
        'a message that says “checking” cannot be edited any more',
      );
    }
  }
}
