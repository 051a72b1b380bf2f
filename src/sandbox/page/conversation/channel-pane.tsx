import { useCallback, useState } from 'react';
import { useSandbox } from '../shell/sandbox-context.ts';
import { Composer } from './composer.tsx';
import { MessageList } from './message-list.tsx';
import type { Conversation } from './place.ts';
import { SlackbotNote } from './slackbot-note.tsx';
import { repliesTo, topLevelOf } from './threads.ts';
import type { Draft } from './use-draft.ts';

interface ChannelPaneProps {
  readonly conversation: Conversation;
  readonly draft: Draft;
  readonly onOpenThread: (ts: string) => void;
}

/** The messages of a conversation, and its composer. */
export function ChannelPane({ conversation, draft, onOpenThread }: ChannelPaneProps) {
  const { words } = useSandbox();
  const [problem, setProblem] = useState<string | null>(null);
  const [sent, setSent] = useState(0);
  const { id, name, messages } = conversation;
  const countReplies = useCallback((ts: string) => repliesTo(ts, messages).length, [messages]);
  return (
    <>
      <MessageList
        label={words.messages.label(name)}
        channel={id}
        messages={topLevelOf(messages)}
        emptyText={words.messages.empty}
        threads={{ repliesTo: countReplies, onOpen: onOpenThread }}
        sent={sent}
        onProblem={setProblem}
      />
      <SlackbotNote text={problem} onDismiss={() => setProblem(null)} />
      <Composer
        label={words.composer.label(name)}
        channel={id}
        threadTs={null}
        draft={draft}
        onSent={() => {
          setProblem(null);
          setSent(sent + 1);
        }}
        onProblem={setProblem}
      />
    </>
  );
}
