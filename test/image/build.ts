import { execFile } from 'node:child_process';
import { chmod, copyFile, mkdir, mkdtemp, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, posix } from 'node:path';
import { promisify } from 'node:util';
import { createIsIgnored, readDockerfile, type Instruction, type Stage } from './dockerfile.ts';

const run = promisify(execFile);

/** What of this machine's environment reaches the steps: how npm gets its packages, and nothing of the project. */
const OF_THIS_MACHINE =
  /^(?:path|home|npm_config_(?:registry|cache|userconfig|globalconfig)|https?_proxy|no_proxy|node_extra_ca_certs)$/i;

/** A folder that holds what the image would, at its root. */
export interface Built {
  readonly root: string;
  /** Where the last stage works, inside of it. */
  readonly workdir: string;
  readonly env: Readonly<Record<string, string>>;
  readonly stage: Stage;
  remove(): Promise<void>;
}

/** Takes the steps of a Dockerfile as Docker does, but in empty folders of this machine. */
export async function build(context: URL): Promise<Built> {
  const stages = readDockerfile(await readFile(new URL('Dockerfile', context), 'utf8'));
  const isIgnored = createIsIgnored(await readFile(new URL('.dockerignore', context), 'utf8'));
  const folder = await mkdtemp(join(tmpdir(), 'portal-check-image-'));
  const roots = new Map<string, string>();
  let last: Omit<Built, 'remove'> | null = null;
  for (const [index, stage] of stages.entries()) {
    const root = join(folder, String(index));
    await mkdir(root);
    roots.set(stage.name ?? String(index), root);
    let workdir = '/';
    const env: Record<string, string> = {};
    for (const instruction of stage.instructions) {
      switch (instruction.name) {
        case 'WORKDIR':
          workdir = posix.resolve(workdir, instruction.rest);
          await mkdir(join(root, workdir), { recursive: true });
          break;
        case 'ENV':
          Object.assign(env, Object.fromEntries(instruction.rest.split(/\s+/).map(nameAndValue)));
          break;
        case 'COPY':
          await copy(instruction, { context, isIgnored, roots, to: join(root, workdir) });
          break;
        case 'RUN':
          await run('/bin/sh', ['-c', instruction.rest], {
            cwd: join(root, workdir),
            env: ofThisMachine(env),
          });
          break;
        case 'USER':
        case 'EXPOSE':
        case 'HEALTHCHECK':
        case 'CMD':
          break;
        default:
          throw new Error(`not known here: ${instruction.name}`);
      }
    }
    last = { root, workdir, env, stage };
  }
  if (last === null) throw new Error('the Dockerfile has no stage');
  return { ...last, remove: () => rm(folder, { recursive: true }) };
}

function ofThisMachine(env: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => OF_THIS_MACHINE.test(name));
  // What `npm ci` has fetched for the project itself need not be asked for again.
  return { ...Object.fromEntries(own), npm_config_prefer_offline: 'true', ...env };
}

interface Copying {
  readonly context: URL;
  readonly isIgnored: (path: string) => boolean;
  /** Of the stages before, by name. */
  readonly roots: ReadonlyMap<string, string>;
  readonly to: string;
}

async function copy({ flags, rest }: Instruction, { context, isIgnored, roots, to }: Copying): Promise<void> {
  const paths = rest.split(/\s+/);
  const target = paths.pop() ?? '';
  const [, stage = null] = /^--from=(.+)$/.exec(flags[0] ?? '') ?? [];
  for (const path of paths) {
    const destination = target.endsWith('/') ? join(to, target, posix.basename(path)) : join(to, target);
    if (stage === null) {
      await copyFromContext(context, path, destination, isIgnored);
      continue;
    }
    const root = roots.get(stage);
    if (root === undefined) throw new Error(`there is no stage ${stage} before`);
    await mkdir(dirname(destination), { recursive: true });
    // Nobody needs it there any more.
    await rename(join(root, path), destination);
  }
}

async function copyFromContext(
  context: URL,
  path: string,
  destination: string,
  isIgnored: (path: string) => boolean,
): Promise<void> {
  const source = new URL(path, context);
  const { mode } = await stat(source);
  if ((await stat(source)).isDirectory()) {
    for (const name of await readdir(source)) {
      const inside = posix.join(path, name);
      await copyFromContext(context, inside, join(destination, name), isIgnored);
    }
    return;
  }
  if (isIgnored(path)) return;
  await mkdir(dirname(destination), { recursive: true });
  await copyFile(source, destination);
  await chmod(destination, mode);
}

/** A value may hold an equals sign itself. */
function nameAndValue(pair: string): readonly [string, string] {
  const at = pair.indexOf('=');
  return [pair.slice(0, at), pair.slice(at + 1)];
}
