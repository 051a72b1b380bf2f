import type { ClientFile } from '../../stand-ins/slack/client-api.ts';

/** A file that is no picture: its name fetches it. */
export function FileLink({ file: { name, title, url } }: { readonly file: ClientFile }) {
  return (
    <p className="file">
      <span aria-hidden="true">📄</span>{' '}
      <a href={url} download={name}>
        {name}
      </a>{' '}
      <span className="message-note">{title}</span>
    </p>
  );
}
