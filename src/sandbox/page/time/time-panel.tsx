import { useId, useState } from 'react';
import { SPANS, type Span } from '../../stand-ins/slack/client-api.ts';
import { client } from '../api/client.ts';
import { busyMarks } from '../controls/field.ts';
import { useSandbox } from '../shell/sandbox-context.ts';
import { useDeed } from '../shell/use-deed.ts';
import { HealControl } from './heal-control.tsx';

/** The sandbox's time: buttons that move it for everybody, and who gets a link when it moves on. */
export function TimePanel() {
  const { words } = useSandbox();
  const [problem, setProblem] = useState<string | null>(null);
  const [passing, setPassing] = useState<{ readonly span: Span; readonly isOver: boolean } | null>(null);
  const { isBusy, run } = useDeed(setProblem);
  const id = useId();

  const letPass = async (span: Span) => {
    if (isBusy) return;
    setProblem(null);
    setPassing({ span, isOver: false });
    const outcome = await run(() => client.letPass(span));
    setPassing(outcome?.ok === true ? { span, isOver: true } : null);
  };
  const status =
    passing === null
      ? ''
      : passing.isOver
        ? words.time.passed(passing.span)
        : words.time.passing(passing.span);

  return (
    <section className="time" aria-labelledby={`${id}-heading`}>
      <h2 id={`${id}-heading`}>{words.time.heading}</h2>
      <p id={`${id}-meaning`} className="time-meaning">
        {words.time.meaning}
      </p>
      <div className="time-buttons">
        {SPANS.map((span) => (
          <button
            key={span}
            type="button"
            className="button"
            aria-describedby={`${id}-meaning`}
            onClick={() => void letPass(span)}
            {...busyMarks(isBusy)}
          >
            {words.time.letPass(span)}
          </button>
        ))}
      </div>
      <HealControl onProblem={setProblem} />
      <p role="status">{status}</p>
      {problem !== null && (
        <p role="alert" className="warning">
          {problem}
        </p>
      )}
    </section>
  );
}
