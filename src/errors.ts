import type { Problem } from './diagnosis/reading.ts';

/** A wrong or missing setting. Seen by whoever starts the process, which ends with 78. All of them are listed at once. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
  readonly problems: readonly string[];

  constructor(problems: readonly string[], options?: ErrorOptions) {
    super(
      `The configuration is not usable:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`,
      options,
    );
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
