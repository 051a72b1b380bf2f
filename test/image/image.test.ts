import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { freePort } from '../../src/sandbox/free-port.ts';
import { startSandbox, type Sandbox } from '../../src/sandbox/sandbox.ts';
import { importsOf } from '../support/imports.ts';
import { until } from '../support/until.ts';
import { build, type Built } from './build.ts';
import { commandIn, createIsIgnored, instructionsOf, readDockerfile } from './dockerfile.ts';

const ROOT = new URL('../../', import.meta.url);
const DUKE = 'b8608be4-22bd-41e3-9173-fefaf19bdc50';
/** npm may have to fetch what it has not kept. */
const PATIENCE_MS = 300_000;

const run = promisify(execFile);
const packageJson = z.object({
  dependencies: z.record(z.string(), z.string()),
  devDependencies: z.record(z.string(), z.string()),
});
const lockFile = z.object({ packages: z.record(z.string(), z.object({ dev: z.boolean().default(false) })) });

const parsed = async <Shape>(path: string, shape: z.ZodType<Shape>): Promise<Shape> =>
  shape.parse(JSON.parse(await readFile(new URL(path, ROOT), 'utf8')));

/** The command of an image, by the Node that runs the tests. */
function onThisMachine(command: readonly string[]): {
  readonly file: string;
  readonly args: readonly string[];
} {
  const [file = '', ...args] = command;
  return { file: file === 'node' ? process.execPath : file, args };
}

describe('the image', () => {
  let built: Built;
  let sandbox: Sandbox;
  let app: string;
  let environment: NodeJS.ProcessEnv;

  beforeAll(async () => {
    [built, sandbox] = await Promise.all([build(ROOT), startSandbox()]);
    app = join(built.root, built.workdir);
    environment = { ...built.env, ...sandbox.environment, PORT: String(await freePort()) };
  }, PATIENCE_MS);
  afterAll(async () => {
    await sandbox.stop();
    await built.remove();
  });

  it(
    'starts with nothing but what its steps put there, is healthy and ready, and ends cleanly when it is told to',
    async () => {
      const [cmd] = instructionsOf(built.stage, 'CMD');
      const { file, args } = onThisMachine(commandIn(cmd?.rest ?? ''));
      const bot = spawn(file, args, { cwd: app, env: environment, stdio: ['ignore', 'ignore', 'pipe'] });
      let said = '';
      bot.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
      const exited = once(bot, 'exit');
      try {
        await until(async () => {
          if (bot.exitCode !== null) throw new Error(`it ended with ${bot.exitCode}:\n${said}`);
          return (await statusOf('/readyz')) === 200;
        });
        const [health] = instructionsOf(built.stage, 'HEALTHCHECK');
        const probe = onThisMachine(commandIn(health?.rest.replace(/^CMD\s+/, '') ?? ''));
        await run(probe.file, [...probe.args], { env: environment });
        bot.kill('SIGTERM');
        expect(await exited).toEqual([0, null]);
        expect(said).toContain('"msg":"stopped"');
        await expect(run(probe.file, [...probe.args], { env: environment })).rejects.toMatchObject({
          code: 1,
        });
      } finally {
        bot.kill('SIGKILL');
      }
    },
    PATIENCE_MS,
  );

  async function statusOf(path: string): Promise<number | null> {
    try {
      return (await fetch(`http://127.0.0.1:${environment['PORT']}${path}`)).status;
    } catch {
      // Nothing listens there yet.
      return null;
    }
  }

  it(
    'holds the terminal too',
    async () => {
      const { file, args } = onThisMachine(['node', 'src/cli.ts', 'check', DUKE, '--format', 'json']);
      const failed = run(file, [...args], { cwd: app, env: environment });
      // 10: missing.
      await expect(failed).rejects.toMatchObject({ code: 10, stdout: expect.stringContaining(DUKE) });
    },
    PATIENCE_MS,
  );

  it('holds no package that is needed for development only', async () => {
    const { packages } = await parsed('package-lock.json', lockFile);
    const paths = Object.entries(packages).flatMap(([path, { dev }]) => (dev ? [path] : []));
    expect(paths.length).toBeGreaterThan(100);
    expect(paths.filter((path) => existsSync(join(app, path)))).toEqual([]);
  });

  it('holds nothing of the sandbox, of the tests or of what makes documents, and nothing in it asks for that', async () => {
    const unwanted = ['src/sandbox', 'src/generate', 'test', 'docs', '.env', '.git', 'node_modules/vitest'];
    expect(unwanted.filter((path) => existsSync(join(app, path)))).toEqual([]);
    const { dependencies } = await parsed('package.json', packageJson);
    const modules = importsOf(pathToFileURL(`${app}/`), ['src/**/*.ts', 'handlers/**/*.ts']);
    expect(modules.length).toBeGreaterThan(100);
    const lacking = modules.flatMap(({ path, imports }) =>
      imports
        .filter((imported) => {
          if (isBuiltin(imported)) return false;
          if (/^(?:src|handlers)\/|\.json$/.test(imported)) return !existsSync(join(app, imported));
          const [scope = '', name = ''] = imported.split('/');
          return !((scope.startsWith('@') ? `${scope}/${name}` : scope) in dependencies);
        })
        .map((imported) => `${path}: ${imported}`),
    );
    expect(lacking).toEqual([]);
  });
});

describe('the Dockerfile', () => {
  it('takes the very Node that the project is tested with, does not run as root, and has no shell before the bot', async () => {
    const stages = readDockerfile(await readFile(new URL('Dockerfile', ROOT), 'utf8'));
    const { devDependencies } = await parsed('package.json', packageJson);
    for (const { image } of stages) expect(image).toMatch(`node:${devDependencies['node']}-`);
    const last = stages.at(-1);
    if (last === undefined) throw new Error('it has no stage');
    const [uid, gid] = (instructionsOf(last, 'USER').at(-1)?.rest ?? '').split(':').map(Number);
    expect(uid).toBeGreaterThan(0);
    expect(gid).toBeGreaterThan(0);
    const [cmd] = instructionsOf(last, 'CMD');
    expect(commandIn(cmd?.rest ?? '')).toEqual(['node', '--import', './src/instrument.ts', 'src/main.ts']);
  });

  it.each([
    ['FROM a AS b\nRUN one \\\n  two\n', [{ name: 'RUN', flags: [], rest: 'one two' }]],
    ['FROM a\n# no\nCOPY --from=b /x ./\n', [{ name: 'COPY', flags: ['--from=b'], rest: '/x ./' }]],
  ])('is read as Docker reads it: %j', (text, instructions) => {
    expect(readDockerfile(text)[0]?.instructions).toEqual(instructions);
  });

  it('leaves out what .dockerignore names, the last word counting', () => {
    const isIgnored = createIsIgnored('*\n!src\nsrc/sandbox\n');
    const paths = ['.env', 'node_modules/x', 'src/bot.ts', 'src/sandbox/demo.ts', 'src/sandbox.ts'];
    expect(paths.filter(isIgnored)).toEqual(['.env', 'node_modules/x', 'src/sandbox/demo.ts']);
  });
});
