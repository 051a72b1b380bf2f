import { useId, useState, type KeyboardEvent } from 'react';
import type { Option } from '../../stand-ins/slack/client-api.ts';
import { nextIndex } from '../shell/next-index.ts';
import { useSandbox } from '../shell/sandbox-context.ts';
import { busyMarks, type Naming } from './field.ts';
import { useSuggestions } from './use-suggestions.ts';

interface SuggestingInputProps {
  readonly blockId: string;
  readonly control: {
    readonly actionId: string;
    readonly minQuery: number;
    readonly placeholder: string | null;
  };
  /** What stands there while nobody types. */
  readonly text: string;
  /** Somebody has begun to type something else. */
  readonly onType?: () => void;
  readonly onChoose: (option: Option) => void;
  readonly isBusy: boolean;
  readonly naming: Naming;
}

/** Type, and choose of what the bot suggests. The combobox pattern of ARIA. */
export function SuggestingInput({
  blockId,
  control,
  text,
  onType,
  onChoose,
  isBusy,
  naming,
}: SuggestingInputProps) {
  const { words } = useSandbox();
  const listId = useId();
  const [typed, setTyped] = useState<string | null>(null);
  const [active, setActive] = useState(0);
  const isAsking = typed !== null && typed.length >= control.minQuery;
  const suggestions = useSuggestions(blockId, control.actionId, isAsking ? typed : null);
  const options = suggestions.kind === 'found' ? suggestions.options : [];
  const isOpen = options.length > 0;

  const choose = (option: Option) => {
    if (isBusy) return;
    setTyped(null);
    onChoose(option);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const chosen = options[active];
    if (event.key === 'Enter' && chosen !== undefined) {
      event.preventDefault();
      choose(chosen);
      return;
    }
    if (event.key === 'Escape' && typed !== null) {
      // Only the list closes, not the modal around it.
      event.preventDefault();
      setTyped(null);
      return;
    }
    const next = event.key.startsWith('Arrow') ? nextIndex(event.key, active, options.length) : null;
    if (next === null) return;
    event.preventDefault();
    setActive(next);
  };

  const status = {
    none: '',
    searching: words.controls.searching,
    found: words.controls.results(options.length),
    failed: suggestions.kind === 'failed' ? suggestions.error : '',
  }[suggestions.kind];

  return (
    <div className="combobox">
      <input
        {...naming}
        {...busyMarks(isBusy || suggestions.kind === 'searching')}
        aria-disabled={isBusy || undefined}
        type="text"
        role="combobox"
        className="field"
        autoComplete="off"
        spellCheck={false}
        aria-autocomplete="list"
        aria-expanded={isOpen}
        aria-controls={isOpen ? listId : undefined}
        aria-activedescendant={isOpen ? `${listId}-${active}` : undefined}
        placeholder={control.placeholder ?? words.controls.search}
        value={typed ?? text}
        onChange={({ target }) => {
          setTyped(target.value);
          setActive(0);
          onType?.();
        }}
        onKeyDown={onKeyDown}
      />
      <p role="status" className={suggestions.kind === 'failed' ? 'field-error' : 'field-hint'}>
        {status}
      </p>
      {isOpen && (
        <ul
          role="listbox"
          id={listId}
          className="options"
          aria-labelledby={naming['aria-labelledby']}
          aria-label={naming['aria-label']}
        >
          {options.map((option, index) => (
            // The input keeps the focus and takes the keys: an option is only pointed at.
            <li
              key={option.value}
              id={`${listId}-${index}`}
              role="option"
              aria-selected={index === active}
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => choose(option)}
            >
              {option.label}
              {option.description !== null && <small>{option.description}</small>}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
