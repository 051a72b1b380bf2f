import type { Option } from '../../stand-ins/slack/client-api.ts';
import { busyMarks, type Naming } from './field.ts';

interface ChoicesProps {
  /** One of them, or any number. */
  readonly type: 'radio' | 'checkbox';
  /** Radio buttons of one name exclude each other. */
  readonly name?: string;
  readonly options: readonly Option[];
  readonly isChosen: (option: Option) => boolean;
  /** Not called while busy. */
  readonly onChoose: (option: Option, isChosen: boolean) => void;
  readonly isBusy: boolean;
  readonly naming: Naming;
}

/** Options that all stand there to be ticked. */
export function Choices({ type, name, options, isChosen, onChoose, isBusy, naming }: ChoicesProps) {
  return (
    <div
      role={type === 'radio' ? 'radiogroup' : 'group'}
      className="choices"
      {...naming}
      {...busyMarks(isBusy)}
    >
      {options.map((option) => (
        <label key={option.value} className="choice">
          <input
            type={type}
            name={name}
            checked={isChosen(option)}
            onChange={({ target }) => {
              if (!isBusy) onChoose(option, target.checked);
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
