import { useCallback, useEffect, useId, useMemo, useRef, useState } from 'react';
import type { BlockValue, ClientModal } from '../../stand-ins/slack/client-api.ts';
import { client } from '../api/client.ts';
import { BlockList } from '../blocks/block-list.tsx';
import { parsedBlock } from '../blocks/parsed-block.ts';
import { SurfaceContext, type Surface } from '../blocks/surface-context.ts';
import { busyMarks } from '../controls/field.ts';
import { Dialog } from '../shell/dialog.tsx';
import { useSandbox } from '../shell/sandbox-context.ts';
import { useDeed } from '../shell/use-deed.ts';
import { complaintsAbout, fieldKey, submittedValues, type FormValues } from './form-values.ts';

interface ModalDialogProps {
  readonly modal: ClientModal;
  /** The conversation that the person has open. */
  readonly channel: string;
}

type Errors = Readonly<Record<string, string>>;

/** A modal that the bot has opened, with its form. */
export function ModalDialog({ modal, channel }: ModalDialogProps) {
  const { words, person } = useSandbox();
  const [values, setValues] = useState<FormValues>(new Map());
  const [errors, setErrors] = useState<Errors>({});
  const [problem, setProblem] = useState<string | null>(null);
  const { isBusy, run } = useDeed(setProblem);
  const titleId = useId();
  const form = useRef<HTMLFormElement>(null);
  const { viewId, blocks, title } = modal;
  const user = person.id;

  const close = useCallback(() => void run(() => client.close({ user, viewId })), [run, user, viewId]);
  const submit = async () => {
    if (isBusy) return;
    setProblem(null);
    const parsed = blocks.map(parsedBlock);
    const complaints = complaintsAbout(parsed, values, channel, words.modal);
    setErrors(complaints);
    if (Object.keys(complaints).length > 0) return;
    const outcome = await run(() =>
      client.submit({ user, viewId, values: submittedValues(parsed, values, channel) }),
    );
    setErrors(outcome?.errors ?? {});
  };
  useEffect(() => {
    if (Object.keys(errors).length === 0) return;
    form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [errors]);

  const press = useCallback(
    (blockId: string, actionId: string, value?: BlockValue) =>
      run(() =>
        client.press({ user, at: { viewId }, blockId, actionId, ...(value === undefined ? {} : { value }) }),
      ),
    [run, user, viewId],
  );
  const suggest = useCallback<Surface['suggest']>(
    (blockId, actionId, value) => client.suggest({ user, viewId, blockId, actionId, value }),
    [user, viewId],
  );
  const surface = useMemo<Surface>(
    () => ({
      press,
      suggest,
      channel,
      form: {
        valueOf: (blockId, actionId) => values.get(fieldKey(blockId, actionId)),
        setValue: (blockId, actionId, value) =>
          setValues((before) => new Map(before).set(fieldKey(blockId, actionId), value)),
        errorOf: (blockId) => errors[blockId] ?? null,
      },
    }),
    [press, suggest, channel, values, errors],
  );

  return (
    <Dialog labelledBy={titleId} className="dialog-modal" onClose={close}>
      <form
        ref={form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <header className="dialog-header">
          <h2 id={titleId}>{title}</h2>
          <button type="button" className="icon-button" aria-label={words.modal.dismiss} onClick={close}>
            ✕
          </button>
        </header>
        {/* It scrolls: whoever uses the keyboard must be able to get into it. */}
        <div className="dialog-body" role="group" aria-labelledby={titleId} tabIndex={0}>
          <SurfaceContext value={surface}>
            <BlockList blocks={blocks} />
          </SurfaceContext>
        </div>
        <div role="alert" className="dialog-problem">
          {problem}
        </div>
        <footer className="dialog-footer">
          <button type="button" className="button button-plain" onClick={close}>
            {modal.close ?? (modal.submit === null ? words.modal.close : words.modal.cancel)}
          </button>
          {modal.submit !== null && (
            <button type="submit" className="button button-primary" {...busyMarks(isBusy)}>
              {modal.submit}
            </button>
          )}
        </footer>
      </form>
    </Dialog>
  );
}
