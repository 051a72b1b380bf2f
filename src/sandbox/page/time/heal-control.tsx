import { useEffect, useId, useState } from 'react';
import type { AilingProvider } from '../../stand-ins/slack/client-api.ts';
import { client } from '../api/client.ts';
import { busyMarks } from '../controls/field.ts';
import { useSandbox } from '../shell/sandbox-context.ts';
import { useDeed } from '../shell/use-deed.ts';

interface HealControlProps {
  readonly onProblem: (problem: string | null) => void;
}

/** Mends what keeps a provider from its links: from the next Monday on, the job serves it. */
export function HealControl({ onProblem }: HealControlProps) {
  const { words, workspace } = useSandbox();
  const [ailing, setAiling] = useState<readonly AilingProvider[] | null>(null);
  const [chosenId, setChosenId] = useState<string | null>(null);
  const [healed, setHealed] = useState<AilingProvider | null>(null);
  const { isBusy, run } = useDeed(onProblem);
  const id = useId();
  const day = dayOf(workspace.nowMs);

  // Who is ailing changes with the weeks.
  useEffect(() => {
    let isCurrent = true;
    client.ailing().then(
      (known) => isCurrent && setAiling(known),
      (error: unknown) => console.error(error),
    );
    return () => {
      isCurrent = false;
    };
  }, [day]);

  const chosen = ailing?.find((one) => one.id === chosenId) ?? ailing?.[0];
  const heal = async () => {
    if (isBusy || chosen === undefined) return;
    onProblem(null);
    await run(async () => {
      setAiling(await client.heal(chosen.id));
      setHealed(chosen);
      return { ok: true };
    });
  };

  return (
    <div className="heal">
      <label htmlFor={id}>{words.heal.label}</label>
      <div className="heal-choice">
        <select
          id={id}
          className="field"
          value={chosen?.id ?? ''}
          onChange={({ target }) => setChosenId(target.value)}
        >
          {ailing?.length === 0 && <option value="">{words.heal.nobody}</option>}
          {ailing?.map((provider) => (
            <option key={provider.id} value={provider.id}>
              {words.heal.option(provider.name, provider.id.slice(0, 8))}
            </option>
          ))}
        </select>
        <button type="button" className="button" onClick={() => void heal()} {...busyMarks(isBusy)}>
          {words.heal.heal}
        </button>
      </div>
      <p role="status">{healed === null ? '' : words.heal.healed(healed.name)}</p>
    </div>
  );
}

/** By the sandbox's own clock; any zone does. */
function dayOf(atMs: number): number {
  return Math.floor(atMs / 86_400_000);
}
