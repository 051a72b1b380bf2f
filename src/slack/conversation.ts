import type { Message } from './blocks.ts';
import type { Place } from './post-to.ts';
import type { Destination, Posted, Visibility } from './posting.ts';
import type { AwaitedAnswer, Unanswered } from './unanswered.ts';

/**
 * One question and its answer as people see it: whatever comes later stands where it belongs, so that nothing says "checking" for ever and no
 * failure wipes out an answer.
 */
export interface Conversation {
  /** Who is to see what is not whispered: the asker alone, until this says otherwise. To be said before anything stands. */
  showTo(visibility: Visibility): void;
  /** Shows how far it is, in one message that the answer will take over, also where this process does not live to give it. */
  progress(message: Message, awaited: AwaitedAnswer): Promise<void>;
  /** Gives the answer. */
  answer(message: Message): Promise<void>;
  /** Brings a given answer up to date. */
  amend(message: Message): Promise<void>;
  /** Says something in the thread of the answer. */
  remark(message: Message): Promise<void>;
  /** Says that it failed: in place of the progress, or beneath the answer; where nothing stands yet, only to the asker. */
  fail(message: Message): Promise<void>;
  /** Tells the asker alone. */
  whisper(message: Message): Promise<void>;
}

export function createConversation(destination: Destination, unanswered: Unanswered): Conversation {
  let standing: Posted | null = null;
  /** Where it says that it is under way. */
  let unansweredAt: Place | null = null;
  let isAnswered = false;
  let visibility: Visibility = { kind: 'asker', reason: null };

  const answer = async (message: Message): Promise<void> => {
    if (unansweredAt !== null) await unanswered.answering(unansweredAt, message);
    if (standing === null) standing = await destination.post(message, visibility);
    else await standing.edit(message, 'answer');
    isAnswered = true;
    if (unansweredAt === null) return;
    await unanswered.answered(unansweredAt);
    unansweredAt = null;
  };

  return {
    showTo(wanted) {
      if (standing !== null) throw new Error('somebody has seen the answer already');
      visibility = wanted;
    },
    answer,
    async progress(message, awaited) {
      if (standing !== null) {
        await standing.edit(message, 'progress');
        return;
      }
      standing = await destination.post(message, visibility);
      unansweredAt = standing.place;
      if (unansweredAt !== null) unanswered.stands(unansweredAt, awaited);
    },
    async amend(message) {
      await standing?.edit(message, 'amendment');
    },
    async remark(message) {
      await standing?.reply(message);
    },
    async fail(message) {
      if (standing === null) await destination.whisper(message);
      else if (isAnswered) await standing.reply(message);
      else await answer(message);
    },
    whisper: (message) => destination.whisper(message),
  };
}
