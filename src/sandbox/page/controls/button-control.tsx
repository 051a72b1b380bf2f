import type { Control } from '../blocks/parsed-block.ts';
import { useSandbox } from '../shell/sandbox-context.ts';
import { busyMarks } from './field.ts';

interface ButtonControlProps {
  readonly control: Extract<Control, { kind: 'button' }>;
  readonly isBusy: boolean;
  readonly onPress: () => void;
}

/** A button; with an address, a link that also tells the bot of the press, as in Slack. */
export function ButtonControl({ control, isBusy, onPress }: ButtonControlProps) {
  const { words } = useSandbox();
  const { label, description, url, style } = control;
  if (url !== null) {
    return (
      <a
        className={`button button-${style}`}
        href={url}
        target="_blank"
        rel="noopener noreferrer"
        onClick={onPress}
      >
        {label}
        <span aria-hidden="true"> ↗</span>
        <span className="visually-hidden"> {words.controls.newTab}</span>
      </a>
    );
  }
  return (
    <button
      type="button"
      className={`button button-${style}`}
      aria-label={description ?? undefined}
      {...busyMarks(isBusy)}
      onClick={onPress}
    >
      {label}
    </button>
  );
}
