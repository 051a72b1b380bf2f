import { setTimeout as pause } from 'node:timers/promises';
import { startChild, type Child } from './child.ts';
import { freePort } from './free-port.ts';

const READY_MS = 20_000;
const POLL_MS = 25;

/** The real bot, in a process of its own. */
export interface BotProcess {
  readonly url: string;
  readonly child: Child;
  /** From its start until `/readyz` said so. */
  readonly readyAfterMs: number;
}

/**
 * Starts the bot with telemetry loaded as in production, and waits until it is ready.
 * @param entry the bot itself, `src/main.ts`, if left out
 */
export async function startBotProcess(
  environment: Readonly<Record<string, string>>,
  entry = new URL('../main.ts', import.meta.url),
): Promise<BotProcess> {
  const startedAtMs = performance.now();
  const port = await freePort();
  const child = startChild(entry, {
    environment: { PATH: process.env['PATH'], ...environment, PORT: String(port) },
    nodeArguments: ['--import', new URL('../instrument.ts', import.meta.url).href],
  });
  const url = `http://127.0.0.1:${port}`;
  while (!(await isReady(url))) {
    if (child.process.exitCode !== null || performance.now() - startedAtMs > READY_MS) {
      await child.stop();
      throw new Error(`the bot did not become ready:\n${child.stderr()}`);
    }
    await pause(POLL_MS);
  }
  return { url, child, readyAfterMs: Math.round(performance.now() - startedAtMs) };
}

async function isReady(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/readyz`)).ok;
  } catch {
    // Nothing listens there yet: the caller asks again, and gives up in time.
    return false;
  }
}
