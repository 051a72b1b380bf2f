import { busyMarks, type FieldProps } from './field.ts';
import { fromLocalDateTime, toLocalDateTime } from './local-date-time.ts';

export function DateTimeField({ value, onChange, isBusy, naming }: FieldProps<'date-time'>) {
  return (
    <input
      {...naming}
      {...busyMarks(isBusy)}
      type="datetime-local"
      className="field"
      // Uncontrolled: a half-typed date has no value yet, and would be taken away.
      defaultValue={value?.type === 'instant' ? toLocalDateTime(value.epochSeconds) : ''}
      onChange={({ target }) => {
        const epochSeconds = fromLocalDateTime(target.value);
        onChange(epochSeconds === null ? null : { type: 'instant', epochSeconds });
      }}
    />
  );
}
