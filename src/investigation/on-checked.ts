import type { Diagnosis } from '../diagnosis/diagnosis.ts';
import type { Investigate } from './investigation.ts';

/** Told what came of a check: with its first answer, and again where a late source has amended it. */
export type OnChecked = (diagnoses: readonly Diagnosis[], answer: 'first' | 'amended') => void;

/** Tells of every check. A failure is told by whoever asked. */
export function onChecked(investigate: Investigate, told: OnChecked): Investigate {
  return (request, onProgress) => {
    const investigation = investigate(request, onProgress);
    const tell =
      (answer: Parameters<OnChecked>[1]) =>
      (diagnoses: readonly Diagnosis[] | null): void => {
        if (diagnoses !== null) told(diagnoses, answer);
      };
    investigation.first.then(tell('first'), () => {});
    investigation.amended.then(tell('amended'), () => {});
    return investigation;
  };
}
