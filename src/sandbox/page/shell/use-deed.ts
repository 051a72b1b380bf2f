import { useCallback, useState } from 'react';
import type { Outcome } from '../../stand-ins/slack/client-api.ts';
import { useSandbox } from './sandbox-context.ts';

/**
 * Runs what a person does, and tells what goes wrong with it.
 *
 * @param onProblem what Slack, or the page, has to say to the person
 * @returns `run` never rejects, and gives null where the stand-in did not answer
 */
export function useDeed(onProblem: (problem: string) => void): {
  readonly isBusy: boolean;
  readonly run: <Result extends Outcome>(deed: () => Promise<Result>) => Promise<Result | null>;
} {
  const { words, refresh } = useSandbox();
  const [underWay, setUnderWay] = useState(0);
  const run = useCallback(
    async <Result extends Outcome>(deed: () => Promise<Result>): Promise<Result | null> => {
      setUnderWay((count) => count + 1);
      try {
        const outcome = await deed();
        if (!outcome.ok) onProblem(outcome.error);
        refresh();
        return outcome;
      } catch (error) {
        console.error(error);
        onProblem(words.failedAction);
        return null;
      } finally {
        setUnderWay((count) => count - 1);
      }
    },
    [onProblem, refresh, words],
  );
  return { isBusy: underWay > 0, run };
}
