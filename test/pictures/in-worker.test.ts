import { describe, expect, it } from 'vitest';
import { inWorker } from '../../src/pictures/in-worker.ts';

const script = (code: string) => new URL(`data:text/javascript,${encodeURIComponent(code)}`);
const POST = "import { parentPort, workerData } from 'node:worker_threads'; parentPort.postMessage";

describe('work in a thread of its own', () => {
  it('gives what the script posts', async () => {
    expect(await inWorker(script(`${POST}(workerData + 1);`), 41, 20_000)).toBe(42);
  });

  it('that throws rejects with what it threw as the cause', async () => {
    const thrown = inWorker(script("throw new RangeError('too wide');"), null, 20_000);
    await expect(thrown).rejects.toMatchObject({ cause: { name: 'RangeError', message: 'too wide' } });
  });

  it('that ends without a word rejects', async () => {
    const silent = inWorker(script('process.exit(3);'), null, 20_000);
    await expect(silent).rejects.toMatchObject({
      cause: { message: 'the thread ended with 3 and gave nothing' },
    });
  });

  it('that never ends is stopped, even where it never pauses', async () => {
    const endless = inWorker(script('for (;;) {}'), null, 200);
    await expect(endless).rejects.toThrow('not done after 200 ms');
  });
});
