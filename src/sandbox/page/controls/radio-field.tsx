import { useId } from 'react';
import { Choices } from './choices.tsx';
import { optionValue } from './control-value.ts';
import type { FieldProps } from './field.ts';

export function RadioField({ control, value, onChange, isBusy, naming }: FieldProps<'select' | 'radio'>) {
  const name = useId();
  const chosen = value?.type === 'option' ? value.value : null;
  return (
    <Choices
      type="radio"
      name={name}
      options={control.options}
      isChosen={(option) => option.value === chosen}
      onChoose={(option) => onChange(optionValue(option))}
      isBusy={isBusy}
      naming={naming}
    />
  );
}
