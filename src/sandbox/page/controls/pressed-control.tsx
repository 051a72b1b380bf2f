import { useState } from 'react';
import type { BlockValue } from '../../stand-ins/slack/client-api.ts';
import type { Control } from '../blocks/parsed-block.ts';
import { useSurface } from '../blocks/surface-context.ts';
import { AnyField } from './any-field.tsx';
import { ButtonControl } from './button-control.tsx';
import { ConfirmDialog } from './confirm-dialog.tsx';
import { initialValue } from './control-value.ts';

interface PressedControlProps {
  readonly blockId: string;
  readonly control: Control;
  /** What names it where it does not name itself: the text that it stands beside. */
  readonly label: string | null;
}

/** A control that tells the bot at once what is done to it. */
export function PressedControl({ blockId, control, label }: PressedControlProps) {
  const { press, channel } = useSurface();
  const [isBusy, setIsBusy] = useState(false);
  const [chosen, setChosen] = useState<BlockValue | null | undefined>(undefined);
  /** What waits for the person to confirm it. */
  const [asked, setAsked] = useState<{ readonly value: BlockValue | null } | null>(null);

  const pressNow = async (value: BlockValue | null) => {
    setIsBusy(true);
    if (value !== null) setChosen(value);
    await press(blockId, control.actionId, value ?? undefined);
    // What it holds now is what the bot draws.
    setChosen(undefined);
    setIsBusy(false);
  };
  const wish = (value: BlockValue | null) => {
    if (isBusy) return;
    if (control.confirm === null) void pressNow(value);
    else setAsked({ value });
  };
  const placeholder = 'placeholder' in control ? control.placeholder : null;
  const name = label ?? placeholder;

  return (
    <>
      {control.kind === 'button' ? (
        <ButtonControl control={control} isBusy={isBusy} onPress={() => wish(null)} />
      ) : (
        <AnyField
          blockId={blockId}
          control={control}
          value={chosen ?? initialValue(control, channel)}
          isBusy={isBusy}
          onChange={wish}
          naming={name === null ? {} : { 'aria-label': name }}
        />
      )}
      {asked !== null && control.confirm !== null && (
        <ConfirmDialog
          confirmation={control.confirm}
          onDeny={() => setAsked(null)}
          onConfirm={() => {
            setAsked(null);
            void pressNow(asked.value);
          }}
        />
      )}
    </>
  );
}
