import { busyMarks, type FieldProps } from './field.ts';

export function CheckboxesField({ control, value, onChange, isBusy, naming }: FieldProps<'checkboxes'>) {
  const ticked = new Set(value?.type === 'options' ? value.values : []);
  // A group cannot be invalid by itself: its description says what is wrong.
  const { 'aria-invalid': _, ...groupNaming } = naming;
  return (
    <div role="group" className="choices" {...groupNaming} {...busyMarks(isBusy)}>
      {control.options.map((option) => (
        <label key={option.value} className="choice">
          <input
            type="checkbox"
            checked={ticked.has(option.value)}
            onChange={({ target }) => {
              if (isBusy) return;
              const isKept = (one: string) => (one === option.value ? target.checked : ticked.has(one));
              onChange({ type: 'options', values: control.options.map((one) => one.value).filter(isKept) });
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
