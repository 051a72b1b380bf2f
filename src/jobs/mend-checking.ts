import type { Asked } from '../checks/asked.ts';
import type { Message } from '../slack/blocks.ts';
import { readKeptMessage } from '../slack/kept-message.ts';
import { hasRefused, slackErrorCode } from '../slack/manners.ts';
import type { Place } from '../slack/post-to.ts';
import type { Clock } from '../sources/source.ts';
import type { CheckingMessages, OverdueMessage } from '../store/checking-messages.ts';
import type { Locale } from '../words/locale.ts';

/** More than stand there after a crash, as a rule; the others have their turn a minute later. */
const AT_ONCE = 20;

export interface MendCheckingSettings {
  readonly checkingMessages: Pick<CheckingMessages, 'claimOverdue' | 'remove'>;
  /** Puts a message in the place of another one. Rejects with what Slack said. */
  readonly update: (place: Place, message: Message) => Promise<void>;
  /** What stands in the place of an answer that will not come. */
  readonly interrupted: (asked: Asked, locale: Locale) => Message;
  /** Whether people from outside read along by now. Rejects where Slack does not tell. */
  readonly isSharedOutsideNow: (channelId: string) => Promise<boolean>;
  readonly clock: Clock;
  readonly log: {
    info(fields: object, message: string): void;
    warn(fields: object, message: string): void;
    error(fields: object, message: string): void;
  };
}

/**
 * Makes the job that mends what a process has left behind that died: messages that say "checking" and would for ever. Where an answer was about
 * to take their place, nobody knows whether it has: they get that very answer, and an answer that stands is not overwritten by anything else.
 * Every replica may run it at any time, and may die in it: what it has not mended is claimed again a minute later. Never rejects.
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

async function mend(settings: MendCheckingSettings, message: OverdueMessage): Promise<void> {
  const { channelId, ts, requestId } = message;
  try {
    await (message.answer === null ? sayInterrupted(settings, message) : giveAnswer(settings, message));
    await settings.checkingMessages.remove(channelId, ts);
  } catch (error) {
    settings.log.warn(
      { err: error, requestId, channelId },
      'a message that said “checking” is not mended for sure; tried again in a minute',
    );
  }
}

async function sayInterrupted(settings: MendCheckingSettings, overdue: OverdueMessage): Promise<void> {
  const { asked, locale } = overdue;
  await edit(
    settings,
    overdue,
    settings.interrupted(asked, locale),
    'a message that said “checking” says now that it was interrupted',
  );
}

async function giveAnswer(settings: MendCheckingSettings, overdue: OverdueMessage): Promise<void> {
  const { channelId, requestId, answer } = overdue;
  // It was meant for those who were there when it was made.
  if (await settings.isSharedOutsideNow(channelId)) {
    settings.log.info(
      { requestId, channelId },
      'a message may lack its answer, and is left as it is: the channel is shared by now, or not to be seen',
    );
    return;
  }
  await edit(
    settings,
    overdue,
    readKeptMessage(answer),
    'a message that may have said “checking” has its answer now',
  );
}

/** Where the message cannot be edited any more, there is nothing to mend. */
async function edit(
  { update, log }: MendCheckingSettings,
  { channelId, ts, requestId }: OverdueMessage,
  message: Message,
  done: string,
): Promise<void> {
  try {
    await update({ channelId, ts }, message);
    log.info({ requestId, channelId }, done);
  } catch (error) {
    if (!hasRefused(error)) throw error;
    log.info(
      { requestId, channelId, slackError: slackErrorCode(error) },
      'a message that says “checking” cannot be edited any more',
    );
  }
}
