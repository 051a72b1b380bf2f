import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const EXIT_WITH_PARENT = new URL('./exit-with-parent.ts', import.meta.url).href;

/** How long a child may take to end by itself. */
const STOP_MS = 12_000;

/** A Node process of the sandbox. It ends with this process, however this one ends. */
export interface Child {
  readonly process: ChildProcess;
  /** All that it wrote on standard error so far. */
  stderr(): string;
  /** The first line on standard output. Rejects when the process ends without one. */
  firstLine(): Promise<string>;
  /** Lets it end cleanly, and makes sure that it has. */
  stop(): Promise<void>;
}

/**
 * Starts a module of this project as a process of its own, by the Node that runs this one.
 * @param nodeArguments e.g. further `--import`
 */
export function startChild(
  module: URL,
  {
    environment,
    args = [],
    nodeArguments = [],
  }: {
    readonly environment: NodeJS.ProcessEnv;
    readonly args?: readonly string[];
    readonly nodeArguments?: readonly string[];
  },
): Child {
  const child = spawn(
    process.execPath,
    ['--import', EXIT_WITH_PARENT, ...nodeArguments, fileURLToPath(module), ...args],
    { env: environment, stdio: ['pipe', 'pipe', 'pipe'] },
  );
  // The child closes its end when it ends: that is no error of ours.
  child.stdin.on('error', () => {});
  const exited = once(child, 'exit');
  let stderr = '';
  let stdout = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  return {
    process: child,
    stderr: () => stderr,
    async firstLine() {
      while (!stdout.includes('\n')) {
        const outcome = await Promise.race([
          once(child.stdout, 'data').then(() => 'data'),
          exited.then(() => 'exit'),
        ]);
        if (outcome === 'exit' && !stdout.includes('\n')) {
          throw new Error(`${module.pathname} ended before it was ready:\n${stderr}`);
        }
      }
      return stdout.slice(0, stdout.indexOf('\n'));
    },
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.stdin.end();
      const killer = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
      await exited;
      clearTimeout(killer);
    },
  };
}
