import type { ClientMessage } from '../../stand-ins/slack/client-api.ts';
import { MessageItem } from './message-item.tsx';
import { useStickToEnd } from './use-stick-to-end.ts';

interface MessageListProps {
  readonly label: string;
  readonly channel: string;
  readonly messages: readonly ClientMessage[];
  /** What stands there without a message. Left out in a thread, which has one. */
  readonly emptyText?: string;
  /** Left out in a thread. */
  readonly threads?: { readonly repliesTo: (ts: string) => number; readonly onOpen: (ts: string) => void };
  /** How often the person has sent something here. */
  readonly sent: number;
  readonly onProblem: (problem: string) => void;
}

/** Messages, oldest first. New ones are announced. */
export function MessageList({
  label,
  channel,
  messages,
  emptyText,
  threads,
  sent,
  onProblem,
}: MessageListProps) {
  const { list, end } = useStickToEnd(messages, sent);
  return (
    // It scrolls: whoever uses the keyboard must be able to get into it.
    <div className="messages" ref={list} role="log" aria-label={label} tabIndex={0}>
      {messages.length === 0 && emptyText !== undefined && <p className="empty">{emptyText}</p>}
      <ol>
        {messages.map((message) => (
          <li key={message.ts}>
            <MessageItem
              message={message}
              channel={channel}
              onProblem={onProblem}
              {...(threads === undefined
                ? {}
                : {
                    thread: {
                      replies: threads.repliesTo(message.ts),
                      // An answer that stands here too opens the thread that it is from.
                      onOpen: () => threads.onOpen(message.threadTs ?? message.ts),
                    },
                  })}
            />
          </li>
        ))}
      </ol>
      <div ref={end} />
    </div>
  );
}
