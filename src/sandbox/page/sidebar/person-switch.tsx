import { useId } from 'react';
import { useSandbox } from '../shell/sandbox-context.ts';

/** Through whose eyes the page is seen. */
export function PersonSwitch({ onChange }: { readonly onChange: (userId: string) => void }) {
  const { words, workspace, person } = useSandbox();
  const id = useId();
  return (
    <div className="setting">
      <label htmlFor={id}>{words.person.label}</label>
      <select
        id={id}
        className="field"
        value={person.id}
        aria-describedby={`${id}-meaning`}
        onChange={({ target }) => onChange(target.value)}
      >
        {workspace.users.map((user) => (
          <option key={user.id} value={user.id}>
            {words.person.option(user.name, user.role)}
          </option>
        ))}
      </select>
      <p id={`${id}-meaning`}>{words.person.meaning(person.role)}</p>
    </div>
  );
}
