import { useSandbox } from '../shell/sandbox-context.ts';
import { busyMarks, type FieldProps } from './field.ts';

/** The people of the workspace. */
export function UserSelectField({ control, value, onChange, isBusy, naming }: FieldProps<'user-select'>) {
  const { words, workspace } = useSandbox();
  return (
    <select
      {...naming}
      {...busyMarks(isBusy)}
      className="field"
      value={value?.type === 'user' ? value.id : ''}
      onChange={({ target }) => {
        if (!isBusy) onChange(target.value === '' ? null : { type: 'user', id: target.value });
      }}
    >
      <option value="">{control.placeholder ?? words.controls.choose}</option>
      {workspace.users
        .filter(({ isForeign }) => !isForeign)
        .map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
    </select>
  );
}
