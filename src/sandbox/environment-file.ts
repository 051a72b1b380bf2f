import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const FOLDER = fileURLToPath(new URL('../../.sandbox/', import.meta.url));
const NAME = /^demo-(\d+)\.env$/;

/** The sandbox's addresses and clock for a terminal, named for the process that runs it: `.sandbox/demo-<pid>.env`. */
export interface EnvironmentFile {
  readonly path: string;
  remove(): Promise<void>;
}

/** Writes it for this process, readable by its owner only, and removes those that dead processes have left behind. */
export async function writeEnvironmentFile(
  environment: Readonly<Record<string, string>>,
  folder = FOLDER,
): Promise<EnvironmentFile> {
  await mkdir(folder, { recursive: true });
  for (const name of await readdir(folder)) {
    const [, pid] = NAME.exec(name) ?? [];
    if (pid !== undefined && !isAlive(Number(pid))) await rm(join(folder, name), { force: true });
  }
  const path = join(folder, `demo-${process.pid}.env`);
  const lines = Object.entries(environment).map(([name, value]) => `${name}=${value}\n`);
  await writeFile(path, lines.join(''), { mode: 0o600 });
  return { path, remove: () => rm(path, { force: true }) };
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Another user's process may not be signalled, and lives.
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH');
  }
}
