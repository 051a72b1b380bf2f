import { useEffect, useLayoutEffect, useRef, type ReactNode } from 'react';

interface DialogProps {
  /** The id of what names it. */
  readonly labelledBy: string;
  readonly className: string;
  /** The person wants it closed: by Escape. Whoever draws it takes it away. */
  readonly onClose: () => void;
  readonly children: ReactNode;
}

const FIELDS = 'input, select, textarea';

/** A modal dialog of the browser's own. Focus goes to its first field, and back when it is taken away. */
export function Dialog({ labelledBy, className, onClose, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);

  useLayoutEffect(() => {
    const element = dialog.current;
    const focusedBefore = document.activeElement;
    element?.showModal();
    element?.querySelector<HTMLElement>(FIELDS)?.focus();
    return () => {
      element?.close();
      if (focusedBefore instanceof HTMLElement && focusedBefore.isConnected) focusedBefore.focus();
    };
  }, []);

  useEffect(() => {
    const element = dialog.current;
    const closeByWish = (event: Event) => {
      event.preventDefault();
      onClose();
    };
    element?.addEventListener('cancel', closeByWish);
    return () => element?.removeEventListener('cancel', closeByWish);
  }, [onClose]);

  return (
    <dialog ref={dialog} className={`dialog ${className}`} aria-labelledby={labelledBy}>
      {children}
    </dialog>
  );
}
