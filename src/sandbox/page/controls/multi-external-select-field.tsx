import { useSandbox } from '../shell/sandbox-context.ts';
import { suggestedValue } from './control-value.ts';
import type { FieldProps } from './field.ts';
import { SuggestingInput } from './suggesting-input.tsx';

/** A select of several whose options the bot knows: what is chosen stands above, each with a button that takes it out. */
export function MultiExternalSelectField({ value, onChange, ...props }: FieldProps<'multi-external-select'>) {
  const { words } = useSandbox();
  const { control, isBusy } = props;
  const chosen = value?.type === 'suggested' ? value.options : [];
  const isFull = control.mostOptions !== null && chosen.length >= control.mostOptions;
  return (
    <div className="chosen-and-more">
      {chosen.length > 0 && (
        <ul className="chosen">
          {chosen.map((option) => (
            <li key={option.value}>
              {option.label}
              <button
                type="button"
                className="icon-button"
                aria-label={words.controls.takeOut(option.label)}
                onClick={() => {
                  if (!isBusy) onChange(suggestedValue(chosen.filter((one) => one !== option)));
                }}
              >
                ✕
              </button>
            </li>
          ))}
        </ul>
      )}
      <SuggestingInput
        {...props}
        text=""
        onChoose={(option) => {
          const isChosen = chosen.some((one) => one.value === option.value);
          if (!isChosen && !isFull) onChange(suggestedValue([...chosen, option]));
        }}
      />
    </div>
  );
}
