import { useCallback, useState } from 'react';

/** One of a few values, kept by the browser from visit to visit. */
export function useStoredChoice<Choice extends string>(
  key: string,
  choices: readonly Choice[],
  fallback: Choice,
): readonly [Choice, (choice: Choice) => void] {
  const [choice, setChoice] = useState(() => {
    const stored = localStorage.getItem(key);
    return choices.find((one) => one === stored) ?? fallback;
  });
  const choose = useCallback(
    (chosen: Choice) => {
      localStorage.setItem(key, chosen);
      setChoice(chosen);
    },
    [key],
  );
  return [choice, choose];
}
