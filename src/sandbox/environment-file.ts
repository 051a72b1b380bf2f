import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const FOLDER = fileURLToPath(new URL('../../.sandbox/', import.meta.url));
const NAME = /^demo-(\d+)\.env(?:\.next)?$/;

/** The sandbox's addresses and clock for a terminal, named for the process that runs it: `.sandbox/demo-<pid>.env`. */
export interface EnvironmentFile {
  readonly path: string;
  /** Changes some of it. Whoever reads it meanwhile reads one or the other, and never half of it. */
  change(change: Readonly<Record<string, string>>): Promise<void>;
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
  const write = async (content: Readonly<Record<string, string>>): Promise<void> => {
    const lines = Object.entries(content).map(([name, value]) => `${name}=${value}\n`);
    await writeFile(`${path}.next`, lines.join(''), { mode: 0o600 });
    await rename(`${path}.next`, path);
  };
  await write(environment);
  return {
    path,
    change: (change) => write({ ...environment, ...change }),
    remove: () => rm(path, { force: true }),
  };
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
