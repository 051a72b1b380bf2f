import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

/**
 * Runs a script in a thread of its own, which ends with it, and gives the first message that it posts. Rejects with an Error whose cause is what
 * the script threw, or that tells that it posted nothing, or nothing in time.
 * @param input the script's `workerData`
 */
export async function inWorker(script: URL, input: unknown, timeoutMs: number): Promise<unknown> {
  // It needs neither the process's telemetry nor its secrets.
  const worker = new Worker(script, { workerData: input, execArgv: [], env: {} });
  const timeout = AbortSignal.timeout(timeoutMs);
  const isDone = new AbortController();
  const signal = AbortSignal.any([timeout, isDone.signal]);
  try {
    // An 'error' rejects either of them.
    const [message] = await Promise.race([
      once(worker, 'message', { signal }),
      once(worker, 'exit', { signal }).then(([code]) => {
        throw new Error(`the thread ended with ${String(code)} and gave nothing`);
      }),
    ]);
    return message;
  } catch (error) {
    const why = timeout.aborted ? `not done after ${timeoutMs} ms` : 'failed';
    throw new Error(`${script.pathname.split('/').at(-1)}: ${why}`, { cause: error });
  } finally {
    isDone.abort();
    await worker.terminate();
  }
}
