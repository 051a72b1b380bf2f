import type { Problem } from '../../src/diagnosis/reading.ts';
import { problemIn } from '../../src/words/problems.ts';
import type { Viewer } from './handling.ts';

/** Why the delivery database did not tell something: in detail for engineers, who can mend it, and what to do for the help desk. */
export function whyUnreadable(problem: Problem, { audience, words }: Viewer): string {
  return audience === 'engineer' ? problemIn(words.locale)('delivery', problem) : words.found.tryLater;
}
