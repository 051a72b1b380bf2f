import { useId } from 'react';
import { AnyField } from '../controls/any-field.tsx';
import { initialValue, isGroup } from '../controls/control-value.ts';
import { useSandbox } from '../shell/sandbox-context.ts';
import type { ParsedBlock } from './parsed-block.ts';
import { useSurface } from './surface-context.ts';

interface InputBlockProps {
  readonly block: Extract<ParsedBlock, { kind: 'input' }>;
}

/** A field of a form: its label, its control, its hint, and what is wrong with it. */
export function InputBlock({ block }: InputBlockProps) {
  const { words } = useSandbox();
  const { form, channel, press } = useSurface();
  const id = useId();
  const { blockId, control, label, hint, isOptional, isDispatched } = block;
  const error = form?.errorOf(blockId) ?? null;
  const touched = form?.valueOf(blockId, control.actionId);
  const described = [...(error === null ? [] : [`${id}-error`]), ...(hint === null ? [] : [`${id}-hint`])];
  const optional = isOptional && <span className="optional"> {words.modal.optional}</span>;

  return (
    <div className="input-block">
      {isGroup(control) ? (
        <span className="field-label" id={`${id}-label`}>
          {label}
          {optional}
        </span>
      ) : (
        <label className="field-label" id={`${id}-label`} htmlFor={id}>
          {label}
          {optional}
        </label>
      )}
      <AnyField
        blockId={blockId}
        control={control}
        value={touched === undefined ? initialValue(control, channel) : touched}
        isBusy={false}
        onChange={(value) => {
          form?.setValue(blockId, control.actionId, value);
          if (isDispatched) void press(blockId, control.actionId, value ?? undefined);
        }}
        naming={{
          id,
          'aria-labelledby': `${id}-label`,
          ...(described.length === 0 ? {} : { 'aria-describedby': described.join(' ') }),
          ...(error === null ? {} : { 'aria-invalid': true }),
        }}
      />
      {error !== null && (
        <p className="field-error" id={`${id}-error`}>
          {error}
        </p>
      )}
      {hint !== null && (
        <p className="field-hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  );
}
