import { Choices } from './choices.tsx';
import type { FieldProps } from './field.ts';

export function CheckboxesField({ control, value, onChange, isBusy, naming }: FieldProps<'checkboxes'>) {
  const ticked = new Set(value?.type === 'options' ? value.values : []);
  // A group cannot be invalid by itself: its description says what is wrong.
  const { 'aria-invalid': _, ...groupNaming } = naming;
  return (
    <Choices
      type="checkbox"
      options={control.options}
      isChosen={(option) => ticked.has(option.value)}
      onChoose={(option, isTicked) => {
        const isKept = (one: string) => (one === option.value ? isTicked : ticked.has(one));
        onChange({ type: 'options', values: control.options.map((one) => one.value).filter(isKept) });
      }}
      isBusy={isBusy}
      naming={groupNaming}
    />
  );
}
