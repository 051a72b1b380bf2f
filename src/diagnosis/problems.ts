/**
 * Everything that can keep a source's answer from being complete. One list, so that the words for each are complete too
 * (`src/words`), and so that nothing a foreign server wrote can reach a person by this way.
 *
 * Parameters used: `address` (scheme, host and port), `setting` (the environment variable to look at), `status` (HTTP),
 * `afterMs`, `limit`, `path` and `expected` (of a shape: `expectations.ts`), `absent` (a column that is not there), `column`,
 * `sqlState`, `object` (left out where nobody knows which one).
 */
export const PROBLEM_CODES = [
  // transport
  'connection-refused',
  'host-not-found',
  'timed-out',
  'connection-lost',
  'tls-failed',
  // the other side's answer
  'unauthorized',
  'forbidden',
  'not-found',
  'rate-limited',
  'bad-request',
  'server-error',
  'not-json',
  'wrong-shape',
  'too-large',
  // completeness
  'still-running',
  'given-up',
  'line-limit',
  'page-limit',
  'later-page-failed',
  'older-piece-failed',
  'replica-behind',
  // the database
  'time-without-zone',
  'missing-object',
  'statement-timed-out',
  'database-refused-login',
  'database-error',
] as const;

export type ProblemCode = (typeof PROBLEM_CODES)[number];
