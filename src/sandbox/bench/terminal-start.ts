import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Measure } from './measure.ts';
import { median } from './statistics.ts';

const CLI = fileURLToPath(new URL('../../cli.ts', import.meta.url));
const REPETITIONS = 5;

/** How long the terminal's first words take, from the start of the process to its end. */
export async function measureTerminalStart(): Promise<Measure> {
  const timesMs: number[] = [];
  while (timesMs.length < REPETITIONS) timesMs.push(await timeHelp());
  return {
    name: 'start of "node src/cli.ts --help"',
    figure: median(timesMs),
    unit: 'ms',
    target: { kind: 'under', limit: 250 },
    detail: `median of ${REPETITIONS}`,
  };
}

async function timeHelp(): Promise<number> {
  const startedAtMs = performance.now();
  const cli = spawn(process.execPath, [CLI, '--help'], {
    env: { PATH: process.env['PATH'] },
    stdio: 'ignore',
  });
  const [exitCode] = await once(cli, 'exit');
  if (exitCode !== 0) throw new Error(`"--help" ended with ${String(exitCode)}`);
  return performance.now() - startedAtMs;
}
