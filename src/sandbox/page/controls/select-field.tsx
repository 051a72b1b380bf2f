import { useSandbox } from '../shell/sandbox-context.ts';
import { optionValue } from './control-value.ts';
import { busyMarks, type FieldProps } from './field.ts';

export function SelectField({ control, value, onChange, isBusy, naming }: FieldProps<'select' | 'radio'>) {
  const { words } = useSandbox();
  const chosen = value?.type === 'option' ? value.value : '';
  return (
    <select
      {...naming}
      {...busyMarks(isBusy)}
      className="field"
      value={chosen}
      onChange={({ target }) => {
        if (isBusy) return;
        const option = control.options.find((one) => one.value === target.value);
        onChange(option === undefined ? null : optionValue(option));
      }}
    >
      {(chosen === '' || control.initial === null) && (
        <option value="">{control.placeholder ?? words.controls.choose}</option>
      )}
      {control.options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  );
}
