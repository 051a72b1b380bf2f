import { useCallback, useId, useState } from 'react';
import { Dialog } from '../shell/dialog.tsx';
import { useSandbox } from '../shell/sandbox-context.ts';

interface PictureProps {
  readonly url: string;
  readonly altText: string;
  readonly title: string;
}

/** A picture with its title; a click makes it large. */
export function Picture({ url, altText, title }: PictureProps) {
  const { words } = useSandbox();
  const [isLarge, setIsLarge] = useState(false);
  const titleId = useId();
  const close = useCallback(() => setIsLarge(false), []);
  return (
    <figure className="picture">
      <figcaption>{title}</figcaption>
      <button
        type="button"
        className="picture-button"
        title={words.picture.enlarge(title)}
        onClick={() => setIsLarge(true)}
      >
        <img src={url} alt={altText} />
        <span className="visually-hidden">{words.picture.enlarge(title)}</span>
      </button>
      {isLarge && (
        <Dialog labelledBy={titleId} className="dialog-picture" onClose={close}>
          <header className="dialog-header">
            <h2 id={titleId}>{title}</h2>
            <button type="button" className="icon-button" aria-label={words.picture.close} onClick={close}>
              ✕
            </button>
          </header>
          {/* Scrolled by keyboard, where it is larger than the window. */}
          <div className="dialog-body" tabIndex={0} role="group" aria-labelledby={titleId}>
            <img src={url} alt={altText} />
          </div>
        </Dialog>
      )}
    </figure>
  );
}
