import { useId } from 'react';
import type { Confirmation } from '../blocks/parsed-block.ts';
import { Dialog } from '../shell/dialog.tsx';

interface ConfirmDialogProps {
  readonly confirmation: Confirmation;
  readonly onConfirm: () => void;
  readonly onDeny: () => void;
}

/** Asks back before something is pressed. */
export function ConfirmDialog({ confirmation, onConfirm, onDeny }: ConfirmDialogProps) {
  const titleId = useId();
  const { title, text, confirm, deny, isDanger } = confirmation;
  return (
    <Dialog labelledBy={titleId} className="dialog-confirm" onClose={onDeny}>
      <header className="dialog-header">
        <h2 id={titleId}>{title}</h2>
      </header>
      <p className="dialog-body">{text}</p>
      <footer className="dialog-footer">
        <button type="button" className="button button-plain" onClick={onDeny}>
          {deny}
        </button>
        <button
          type="button"
          className={`button ${isDanger ? 'button-danger' : 'button-primary'}`}
          onClick={onConfirm}
        >
          {confirm}
        </button>
      </footer>
    </Dialog>
  );
}
