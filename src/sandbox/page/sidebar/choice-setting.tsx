import { useId } from 'react';

interface ChoiceSettingProps<Choice extends string> {
  readonly label: string;
  readonly choices: readonly Choice[];
  readonly nameOf: (choice: Choice) => string;
  readonly value: Choice;
  readonly onChange: (choice: Choice) => void;
  /** What was chosen has not yet come to all. */
  readonly isBusy?: boolean;
}

/** A setting of the page with a few values. */
export function ChoiceSetting<Choice extends string>({
  label,
  choices,
  nameOf,
  value,
  onChange,
  isBusy = false,
}: ChoiceSettingProps<Choice>) {
  const id = useId();
  return (
    <div className="setting">
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        className="field"
        {...(isBusy ? { 'aria-busy': true } : {})}
        value={value}
        onChange={({ target }) => {
          const choice = choices.find((one) => one === target.value);
          if (choice !== undefined) onChange(choice);
        }}
      >
        {choices.map((choice) => (
          <option key={choice} value={choice}>
            {nameOf(choice)}
          </option>
        ))}
      </select>
    </div>
  );
}
