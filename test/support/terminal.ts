import { runCli } from '../../src/cli.ts';
import type { Check } from '../../src/checks/check.ts';

/** What one command line wrote, and where. */
export interface TerminalRun {
  readonly exitCode: number;
  readonly out: string;
  readonly err: string;
}

/** Runs one command line of the real terminal program, in this process. */
export async function runTerminal(
  argv: readonly string[],
  environment: NodeJS.ProcessEnv,
  moreChecks: readonly Check[] = [],
): Promise<TerminalRun> {
  let out = '';
  let err = '';
  const exitCode = await runCli(
    argv,
    {
      environment,
      stdout: { write: (text: string) => void (out += text) },
      stderr: { write: (text: string) => void (err += text) },
    },
    moreChecks,
  );
  return { exitCode, out, err };
}
