import type { Handling } from './handling.ts';

/** What some work gives; null where it has not come within this time. Rejects as the work does. */
export async function unlessLate<Result>(
  { wait }: Pick<Handling, 'wait'>,
  longestMs: number,
  work: Promise<Result>,
): Promise<Result | null> {
  const come = new AbortController();
  try {
    return await Promise.race([work, wait(longestMs, come.signal).then(() => null)]);
  } finally {
    come.abort();
  }
}
