import { useState } from 'react';
import { useSandbox } from '../shell/sandbox-context.ts';
import { Composer } from './composer.tsx';
import { MessageList } from './message-list.tsx';
import type { Conversation } from './place.ts';
import { SlackbotNote } from './slackbot-note.tsx';
import { repliesTo } from './threads.ts';
import type { Draft } from './use-draft.ts';

interface ThreadPaneProps {
  readonly conversation: Conversation;
  /** Of the message that it hangs on. */
  readonly ts: string;
  readonly draft: Draft;
  readonly onClose: () => void;
}

/** A message with its replies. */
export function ThreadPane({ conversation, ts, draft, onClose }: ThreadPaneProps) {
  const { words } = useSandbox();
  const [problem, setProblem] = useState<string | null>(null);
  const [sent, setSent] = useState(0);
  const { id, name, messages } = conversation;
  const parents = messages.filter((message) => message.ts === ts);
  return (
    <aside className="thread" aria-label={words.thread.label}>
      <header className="pane-header">
        <h2>{words.thread.label}</h2>
        <span className="pane-topic">{name}</span>
        <button type="button" className="icon-button" aria-label={words.thread.close} onClick={onClose}>
          ✕
        </button>
      </header>
      <MessageList
        label={words.messages.label(words.thread.label)}
        channel={id}
        messages={[...parents, ...repliesTo(ts, messages)]}
        sent={sent}
        onProblem={setProblem}
      />
      <SlackbotNote text={problem} onDismiss={() => setProblem(null)} />
      <Composer
        label={words.composer.labelThread}
        channel={id}
        threadTs={ts}
        draft={draft}
        onSent={() => {
          setProblem(null);
          setSent(sent + 1);
        }}
        onProblem={setProblem}
      />
    </aside>
  );
}
