import { useSandbox } from '../shell/sandbox-context.ts';

interface SlackbotNoteProps {
  /** null: there is nothing to say. */
  readonly text: string | null;
  readonly onDismiss: () => void;
}

/** What Slack itself says to a person, as "not a valid command". */
export function SlackbotNote({ text, onDismiss }: SlackbotNoteProps) {
  const { words } = useSandbox();
  return (
    // It is always there, so that screen readers notice when it is filled.
    <div role="status" className="slackbot">
      {text !== null && (
        <div className="slackbot-note">
          <p>
            <strong>{words.slackbot.name}</strong>{' '}
            <span className="message-note">{words.messages.onlyYou}</span>
            <br />
            {text}
          </p>
          <button
            type="button"
            className="icon-button"
            aria-label={words.slackbot.dismiss}
            onClick={onDismiss}
          >
            ✕
          </button>
        </div>
      )}
    </div>
  );
}
