import { memo, useCallback, useMemo } from 'react';
import type { BlockValue, ClientMessage } from '../../stand-ins/slack/client-api.ts';
import { client } from '../api/client.ts';
import { BlockList } from '../blocks/block-list.tsx';
import { BlockText } from '../blocks/block-text.tsx';
import { FileLink } from '../blocks/file-link.tsx';
import { Picture } from '../blocks/picture.tsx';
import { SurfaceContext, type Surface } from '../blocks/surface-context.ts';
import { Avatar } from '../shell/avatar.tsx';
import { MenuButton } from '../shell/menu-button.tsx';
import { useSandbox } from '../shell/sandbox-context.ts';
import { useDeed } from '../shell/use-deed.ts';
import { fullTime, machineTime, shortTime } from './times.ts';

interface MessageItemProps {
  readonly message: ClientMessage;
  readonly channel: string;
  /** Left out in a thread, where there is no further one. */
  readonly thread?: { readonly replies: number; readonly onOpen: () => void };
  readonly onProblem: (problem: string) => void;
}

/** One message: who, when, what, and what can be done with it. */
export const MessageItem = memo(function MessageItem({
  message,
  channel,
  thread,
  onProblem,
}: MessageItemProps) {
  const { words, locale, workspace, person } = useSandbox();
  const { run } = useDeed(onProblem);
  const { ts, threadTs, userId, isEphemeral, isEdited, isDeleted, isBroadcast, text, blocks, files } =
    message;

  const name =
    userId === null
      ? workspace.botName
      : (workspace.users.find(({ id }) => id === userId)?.name ?? words.messages.unknownPerson);
  const time = shortTime(ts, workspace.nowMs, locale);

  const press = useCallback(
    (blockId: string, actionId: string, value?: BlockValue) =>
      run(() =>
        client.press({
          user: person.id,
          at: { channel, messageTs: ts },
          blockId,
          actionId,
          ...(value === undefined ? {} : { value }),
        }),
      ),
    [run, person.id, channel, ts],
  );
  const surface = useMemo<Surface>(
    () => ({ press, suggest: suggestNothing, channel, form: null }),
    [press, channel],
  );

  const isTheirs = userId === person.id || (userId === null && person.role === 'engineer');
  const deletion = {
    id: 'delete',
    label: words.messages.delete,
    onChoose: () => void run(() => client.deleteMessage({ user: person.id, channel, ts })),
  };
  const shortcuts = workspace.shortcuts
    .filter(({ kind }) => kind === 'message')
    .map((shortcut) => ({
      id: shortcut.callbackId,
      label: shortcut.name,
      onChoose: () =>
        void run(() =>
          client.shortcut({ user: person.id, callbackId: shortcut.callbackId, message: { channel, ts } }),
        ),
    }));

  const items = [...shortcuts, ...(isTheirs ? [deletion] : [])];
  const replies = thread !== undefined && thread.replies > 0 && (
    <button type="button" className="replies" onClick={thread.onOpen}>
      {words.messages.replies(thread.replies)}
    </button>
  );

  if (isDeleted) {
    return (
      <article className="message" aria-label={words.messages.deleted}>
        <div className="message-body">
          <p className="message-note">{words.messages.deleted}</p>
          {replies}
        </div>
      </article>
    );
  }
  return (
    <article
      className={`message ${isEphemeral ? 'message-ephemeral' : ''}`}
      aria-label={words.messages.by(name, time)}
    >
      <Avatar userId={userId} name={name} />
      <div className="message-body">
        <header className="message-header">
          <span className="message-name">{name}</span>
          {userId === null && <span className="badge">{words.messages.app}</span>}
          <time dateTime={machineTime(ts)} title={fullTime(ts, locale)}>
            {time}
          </time>
          {isEdited && <span className="message-note">{words.messages.edited}</span>}
          {isEphemeral && (
            <span className="message-note">
              <span aria-hidden="true">👁 </span>
              {words.messages.onlyYou}
            </span>
          )}
          {!isEphemeral && (
            <div className="message-tools">
              {thread !== undefined && (
                <button
                  type="button"
                  className="icon-button"
                  aria-label={words.messages.replyInThread}
                  title={words.messages.replyInThread}
                  onClick={thread.onOpen}
                >
                  <span aria-hidden="true">↩</span>
                </button>
              )}
              {items.length > 0 && (
                <MenuButton
                  label={words.messages.more}
                  face={<span aria-hidden="true">⋯</span>}
                  items={items}
                  opens="down"
                />
              )}
            </div>
          )}
        </header>
        {isBroadcast && threadTs !== null && (
          <p className="message-note">
            {thread === undefined ? (
              words.messages.alsoInChannel
            ) : (
              <button type="button" className="replies" onClick={thread.onOpen}>
                {words.messages.ofThread}
              </button>
            )}
          </p>
        )}
        <SurfaceContext value={surface}>
          {blocks.length > 0 ? (
            <BlockList blocks={blocks} />
          ) : (
            text !== '' && <BlockText text={asBlock(text)} />
          )}
        </SurfaceContext>
        {files.map((file) =>
          file.isPicture ? (
            <Picture key={file.id} url={file.url} altText={file.altText} title={file.title} />
          ) : (
            <FileLink key={file.id} file={file} />
          ),
        )}
        {replies}
      </div>
    </article>
  );
});

/** Slack has no type-ahead in messages of an app. */
async function suggestNothing(): Promise<{ readonly options: readonly [] }> {
  return { options: [] };
}

function asBlock(text: string): { kind: 'text'; block: unknown; fallback: string } {
  return { kind: 'text', block: { type: 'section', text: { type: 'mrkdwn', text } }, fallback: text };
}
