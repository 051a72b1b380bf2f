import { busyMarks, type FieldProps } from './field.ts';

export function TextField({ control, value, onChange, isBusy, naming }: FieldProps<'text'>) {
  const attributes = {
    ...naming,
    ...busyMarks(isBusy),
    className: 'field',
    value: value?.type === 'text' ? value.value : '',
    placeholder: control.placeholder ?? undefined,
    maxLength: control.maxLength ?? undefined,
    onChange: ({ target }: { readonly target: { readonly value: string } }) =>
      onChange({ type: 'text', value: target.value }),
  };
  return control.input === 'lines' ? (
    <textarea rows={4} {...attributes} />
  ) : (
    <input type={control.input === 'email' ? 'email' : 'text'} autoComplete="off" {...attributes} />
  );
}
