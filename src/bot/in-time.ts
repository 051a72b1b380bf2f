import { realWait } from '../slack/wait.ts';

/** Rejects where it takes longer: what comes later counts no more. */
export async function inTime<Answer>(answer: Promise<Answer>, timeoutMs: number): Promise<Answer> {
  const over = new AbortController();
  const late = realWait(timeoutMs, over.signal).then(() => null);
  try {
    const first = await Promise.race([answer.then((given) => ({ given })), late]);
    if (first === null) throw new Error(`the bot's own database did not answer within ${timeoutMs} ms`);
    return first.given;
  } finally {
    over.abort();
  }
}
