import { useId } from 'react';
import { optionValue } from './control-value.ts';
import { busyMarks, type FieldProps } from './field.ts';

export function RadioField({ control, value, onChange, isBusy, naming }: FieldProps<'select' | 'radio'>) {
  const name = useId();
  const chosen = value?.type === 'option' ? value.value : null;
  return (
    <div role="radiogroup" className="choices" {...naming} {...busyMarks(isBusy)}>
      {control.options.map((option) => (
        <label key={option.value} className="choice">
          <input
            type="radio"
            name={name}
            checked={option.value === chosen}
            onChange={() => {
              if (!isBusy) onChange(optionValue(option));
            }}
          />
          <span>
            {option.label}
            {option.description !== null && <small>{option.description}</small>}
          </span>
        </label>
      ))}
    </div>
  );
}
