import { useSandbox } from '../shell/sandbox-context.ts';
import { busyMarks, type FieldProps } from './field.ts';

/** The channels that the person is in, and the conversation with the bot, as far as they are offered. */
export function ConversationSelectField({
  control,
  value,
  onChange,
  isBusy,
  naming,
}: FieldProps<'conversation-select'>) {
  const { words, workspace, view } = useSandbox();
  const seen = new Set(view.channels.map(({ id }) => id));
  return (
    <select
      {...naming}
      {...busyMarks(isBusy)}
      className="field"
      value={value?.type === 'conversation' ? value.id : ''}
      onChange={({ target }) => {
        if (!isBusy) onChange(target.value === '' ? null : { type: 'conversation', id: target.value });
      }}
    >
      <option value="">{control.placeholder ?? words.controls.chooseConversation}</option>
      {workspace.channels
        .filter(({ id, isShared }) => seen.has(id) && (control.offers.shared || !isShared))
        .map(({ id, name }) => (
          <option key={id} value={id}>
            #{name}
          </option>
        ))}
      {control.offers.direct && <option value={view.direct.id}>{workspace.botName}</option>}
    </select>
  );
}
