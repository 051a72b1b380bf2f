import { useId, useState } from 'react';
import { client } from '../api/client.ts';
import { busyMarks } from '../controls/field.ts';
import { useDeed } from '../shell/use-deed.ts';
import { useSandbox } from '../shell/sandbox-context.ts';

/** The sandbox's time: a button that moves it for everybody. */
export function WeekSection() {
  const { words } = useSandbox();
  const [problem, setProblem] = useState<string | null>(null);
  const [hasPassed, setHasPassed] = useState(false);
  const { isBusy, run } = useDeed(setProblem);
  const id = useId();

  const letPass = async () => {
    if (isBusy) return;
    setProblem(null);
    setHasPassed(false);
    const outcome = await run(client.letWeekPass);
    setHasPassed(outcome?.ok === true);
  };

  return (
    <section className="week" aria-labelledby={`${id}-heading`}>
      <h3 id={`${id}-heading`}>{words.week.heading}</h3>
      <p id={`${id}-meaning`}>{words.week.meaning}</p>
      <button
        type="button"
        className="button"
        aria-describedby={`${id}-meaning`}
        onClick={() => void letPass()}
        {...busyMarks(isBusy)}
      >
        {words.week.letPass}
      </button>
      <p role="status">{isBusy ? words.week.passing : hasPassed ? words.week.passed : ''}</p>
      {problem !== null && (
        <p role="alert" className="warning">
          {problem}
        </p>
      )}
    </section>
  );
}
