import { useId, type KeyboardEvent } from 'react';
import { client } from '../api/client.ts';
import { busyMarks } from '../controls/field.ts';
import { MenuButton } from '../shell/menu-button.tsx';
import { useSandbox } from '../shell/sandbox-context.ts';
import { useDeed } from '../shell/use-deed.ts';
import { hintsFor } from './commands.ts';
import type { Draft } from './use-draft.ts';

interface ComposerProps {
  readonly label: string;
  readonly channel: string;
  /** null: not in a thread. */
  readonly threadTs: string | null;
  readonly draft: Draft;
  readonly onSent: () => void;
  readonly onProblem: (problem: string) => void;
}

/** Where messages and commands are typed. */
export function Composer({ label, channel, threadTs, draft, onSent, onProblem }: ComposerProps) {
  const { words, workspace, person } = useSandbox();
  const { isBusy, run } = useDeed(onProblem);
  const id = useId();
  const hints = threadTs === null ? hintsFor(draft.text, words) : [];

  const send = async () => {
    const text = draft.text.trim();
    if (text === '') return;
    draft.setText('');
    onSent();
    const outcome = await run(() => client.send({ user: person.id, channel, threadTs, text }));
    // Whoever was refused can mend it, unless they have begun something else.
    if (outcome?.ok !== true) draft.setText((now) => (now === '' ? text : now));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // Enter also ends what an input method composes.
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    void send();
  };
  const shortcuts = workspace.shortcuts
    .filter(({ kind }) => kind === 'global')
    .map(({ callbackId, name }) => ({
      id: callbackId,
      label: name,
      onChoose: () => void run(() => client.shortcut({ user: person.id, callbackId })),
    }));
  const mention = words.composer.mention(workspace.botName);

  return (
    <form
      className="composer"
      aria-label={label}
      {...(isBusy ? { 'aria-busy': true } : {})}
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      {hints.length > 0 && (
        <ul className="hints" aria-label={words.composer.commands}>
          {hints.map(({ example, meaning }) => (
            <li key={example}>
              <button type="button" onClick={() => draft.fill(example)}>
                <code>{example}</code> <span>{meaning}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
      <label className="visually-hidden" htmlFor={id}>
        {label}
      </label>
      <textarea
        id={id}
        ref={draft.field}
        rows={2}
        value={draft.text}
        placeholder={label}
        aria-describedby={`${id}-hint`}
        onChange={({ target }) => draft.setText(target.value)}
        onKeyDown={onKeyDown}
      />
      <div className="composer-tools">
        {threadTs === null && shortcuts.length > 0 && (
          <MenuButton
            label={words.composer.shortcuts}
            face={
              <>
                <span aria-hidden="true">⚡</span>{' '}
                <span className="when-roomy">{words.composer.shortcuts}</span>
              </>
            }
            items={shortcuts}
            opens="up"
            className="quiet-button"
          />
        )}
        <button
          type="button"
          className="quiet-button"
          aria-label={mention}
          title={mention}
          onClick={() => draft.fill(`${draft.text}${draft.text === '' ? '' : ' '}@${workspace.botName} `)}
        >
          <span className="when-roomy">{mention}</span>
          <span className="when-cramped">@</span>
        </button>
        <span className="composer-hint" id={`${id}-hint`}>
          {words.composer.hint}
        </span>
        <button type="submit" className="button button-primary" {...busyMarks(isBusy)}>
          {words.composer.send}
        </button>
      </div>
    </form>
  );
}
