import { optionValue } from './control-value.ts';
import type { FieldProps } from './field.ts';
import { SuggestingInput } from './suggesting-input.tsx';

/** A select whose options the bot knows. */
export function ExternalSelectField({ value, onChange, ...props }: FieldProps<'external-select'>) {
  return (
    <SuggestingInput
      {...props}
      text={value?.type === 'option' ? value.label : ''}
      onType={() => {
        if (value !== null) onChange(null);
      }}
      onChoose={(option) => onChange(optionValue(option))}
    />
  );
}
