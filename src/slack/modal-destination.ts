import type { WebClient } from '@slack/web-api';
import type { SlackWords } from '../words/slack.en.ts';
import type { Message } from './blocks.ts';
import { pushModal, updateModal } from './modals.ts';
import { blocksModal } from './notice-modal.ts';
import type { Destination, Posted, Visibility } from './posting.ts';
import type { Wait } from './wait.ts';

/** The modal in which somebody has pressed a button. */
export interface PressedModal {
  readonly viewId: string;
  /** What Slack gives for opening another one over it: once, and for three seconds. */
  readonly triggerId: string;
}

export interface ModalDestinationSettings {
  readonly client: WebClient;
  readonly modal: PressedModal;
  /** Where it goes once the modal is closed: the person's messages with the app. */
  readonly elsewhere: Destination;
  readonly words: SlackWords;
  readonly wait: Wait;
}

/** Nobody sees a message behind a modal: answers take the modal's place, and what is said aside stands over it. */
export function createModalDestination({
  client,
  modal: { viewId, triggerId },
  elsewhere,
  words,
  wait,
}: ModalDestinationSettings): Destination {
  const show = ({ blocks }: Message): Promise<boolean> =>
    updateModal({ client, wait }, viewId, blocksModal(blocks, words));

  const standing = (first: Message, visibility: Visibility): Posted => {
    let shown = first;
    let moved: Posted | null = null;
    return {
      place: null,
      async edit(message, purpose) {
        if (moved !== null) return moved.edit(message, purpose);
        if (await show(message)) shown = message;
        else if (purpose === 'answer') moved = await elsewhere.post(message, visibility);
      },
      async reply(message) {
        if (moved !== null) return moved.reply(message);
        const both = { ...shown, blocks: [...shown.blocks, ...message.blocks] };
        if (await show(both)) shown = both;
        else await elsewhere.whisper(message);
      },
    };
  };

  return {
    async post(message, visibility) {
      if (await show(message)) return standing(message, visibility);
      return elsewhere.post(message, visibility);
    },
    async whisper(message) {
      const modal = blocksModal(message.blocks, words);
      if (!(await pushModal(client, { triggerId, modal }))) await elsewhere.whisper(message);
    },
  };
}
