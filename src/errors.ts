import type { ConfigurationProblem } from './configuration-problems.ts';
import type { Problem } from './diagnosis/reading.ts';

/**
 * A wrong or missing setting. Seen by whoever starts the process, which ends with 78. All of them are listed at once, in the words of
 * `configuration-words.ts`; the message is for developers.
 */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
  readonly problems: readonly ConfigurationProblem[];

  constructor(problems: readonly ConfigurationProblem[], options?: ErrorOptions) {
    super(problems.map(({ code, params }) => `${code} ${JSON.stringify(params)}`).join('\n'), options);
    this.problems = problems;
  }
}

/** What an asker typed cannot be read. Its message is shown to the asker as it is, and never reported. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/**
 * A source did not answer as it should. Becomes a `failed` or `truncated` reading; never leaves `src/sources`.
 * The problem holds only our own words' parameters, the cause holds what the other side said.
 */
export class SourceError extends Error {
  override readonly name = 'SourceError';
  readonly problem: Problem;

  constructor(problem: Problem, options?: ErrorOptions) {
    super(`${problem.code} ${JSON.stringify(problem.params)}`, options);
    this.problem = problem;
  }
}
