import { execFile, spawn } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EXIT_CODES } from '../src/terminal/exit-codes.ts';
import { startCase001, type Case001 } from './support/case-001.ts';
import { createTestDatabase } from './support/database.ts';
import { runTerminal } from './support/terminal.ts';

const DUKE = 'b8608be4-22bd-41e3-9173-fefaf19bdc50';
const FOLDER = fileURLToPath(new URL('..', import.meta.url));
const run = promisify(execFile);

describe('the terminal program as a process', () => {
  it('is a file that can be run by itself', async () => {
    const { mode } = await stat(new URL('../src/cli.ts', import.meta.url));
    expect((mode & 0o777).toString(8)).toBe('755');
  });

  it.each([
    ['by Node', process.execPath, ['src/cli.ts', '--help']],
    ['by npx in the package’s folder', 'npx', ['--no-install', 'portal-check', '--help']],
  ])('helps when it is started %s', async (_, command, args) => {
    const { stdout } = await run(command, args, { cwd: FOLDER });
    expect(stdout).toContain('Usage: portal-check');
    for (const name of ['check', 'digest', 'replay', 'audit', 'feedback', 'migrate', 'verdicts', 'doctor'])
      expect(stdout).toContain(`  ${name}`);
    for (const code of Object.values(EXIT_CODES)) expect(stdout).toMatch(new RegExp(`\\b${code} [a-z]`));
  });

  it('helps in Spanish where BOT_LANGUAGE says so, with the same exit codes', async () => {
    const { stdout } = await run(process.execPath, ['src/cli.ts', '--help'], {
      cwd: FOLDER,
      env: { PATH: process.env['PATH'], BOT_LANGUAGE: 'es' },
    });
    expect(stdout).toContain('Uso: portal-check');
    for (const code of Object.values(EXIT_CODES)) expect(stdout).toMatch(new RegExp(`\\b${code} [a-z]`));
  });

  it('does not break where nobody reads on', async () => {
    const child = spawn(process.execPath, ['src/cli.ts', 'verdicts'], { cwd: FOLDER });
    let err = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
    child.stdout.destroy();
    const exitCode = await new Promise((resolve) => child.on('close', resolve));
    expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
  });

  it('passes its exit code on, and says on standard error what is missing', async () => {
    const failure: unknown = await run(process.execPath, ['src/cli.ts', 'doctor'], {
      cwd: FOLDER,
      env: { PATH: process.env['PATH'] },
    }).catch((error: unknown) => error);
    expect(failure).toMatchObject({
      code: 78,
      stdout: '',
      stderr: expect.stringContaining('DELIVERY_DATABASE_URL is missing'),
    });
  });
});

describe('a command line that cannot be read', () => {
  it.each([
    ['nothing', [], 'Usage: portal-check'],
    ['a command that is none', ['chekc'], "unknown command 'chekc'"],
    ['replay without an id', ['replay'], "missing required argument 'diagnosis-id'"],
    ['an option that is none', ['doctor', '--sampel', DUKE], "unknown option '--sampel'"],
  ])('ends with 64: %s', async (_, argv, said) => {
    const { exitCode, out, err } = await runTerminal(argv, {});
    expect(exitCode).toBe(64);
    expect(out).toBe('');
    expect(err).toContain(said);
  });

  it('is none where help was asked for', async () => {
    expect(await runTerminal(['check', '--help'], {})).toMatchObject({
      exitCode: 0,
      err: '',
      out: expect.stringContaining('--as-of <instant>'),
    });
  });
});

it('portal-check verdicts prints the rules’ table, and needs no configuration', async () => {
  const { exitCode, out, err } = await runTerminal(['verdicts'], {});
  expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
  expect(out).toMatch(/\| 8 \| `provider-not-resolved` \|/);
  expect(out.match(/^\| \d+ \|/gm)).toHaveLength(23);
  const spanish = await runTerminal(['verdicts', '--language', 'es'], {});
  expect(spanish).toMatchObject({ exitCode: 0, err: '' });
  expect(spanish.out).toContain(
    '| 18 | `missed-cause-unknown` | sin enlace / causa sin establecer | cualquier',
  );
});

describe('the bot’s own database', () => {
  let running: Case001;

  beforeAll(async () => {
    running = await startCase001('2025-07-24');
  });
  afterAll(() => running.stop());

  async function withEmptyStore<Result>(
    work: (environment: NodeJS.ProcessEnv, run: (sql: string) => Promise<unknown>) => Promise<Result>,
  ): Promise<Result> {
    const store = await createTestDatabase();
    try {
      return await work({ ...running.environment, DATABASE_URL: store.url }, (sql) => store.run(sql));
    } finally {
      await store.drop();
    }
  }

  it('is prepared by migrate, which says what it did', async () => {
    await withEmptyStore(async (environment) => {
      expect(await runTerminal(['migrate'], environment)).toMatchObject({
        exitCode: 0,
        out: expect.stringMatching(/^applied: 0001-diagnoses, .*, pgboss\n$/),
      });
      expect(await runTerminal(['migrate'], environment)).toMatchObject({
        exitCode: 0,
        out: 'the database is up to date\n',
      });
      expect(await runTerminal(['migrate', '--language', 'es'], environment)).toMatchObject({
        exitCode: 0,
        out: 'la base de datos está al día\n',
      });
    });
  });

  it('is prepared by a check too, unless it may not be', async () => {
    await withEmptyStore(async (environment) => {
      const refused = await runTerminal(['check', DUKE], { ...environment, MIGRATE_AT_START: 'false' });
      expect(refused).toMatchObject({ exitCode: 78, err: expect.stringContaining('portal-check migrate') });
      expect(await runTerminal(['check', DUKE], environment)).toMatchObject({ exitCode: 10 });
    });
  });

  it.each([['migrate'], ['check', DUKE], ['replay', DUKE]])(
    'is left alone by %s where a newer version has prepared it',
    async (...argv) => {
      await withEmptyStore(async (environment, sql) => {
        await runTerminal(['migrate'], environment);
        await sql(`insert into kysely_migration values ('9999-from-the-future', '2030-01-01')`);
        const { exitCode, out, err } = await runTerminal(argv, environment);
        expect({ exitCode, out }).toEqual({ exitCode: 78, out: '' });
        expect(err).toContain('9999-from-the-future');
      });
    },
  );

  it('ends migrate with 70 where it cannot be reached', async () => {
    const url = new URL(running.store.url);
    url.password = 'not-the-password-4711';
    url.username = 'nobody';
    const { exitCode, err } = await runTerminal(['migrate'], {
      ...running.environment,
      DATABASE_URL: url.href,
    });
    expect(exitCode).toBe(70);
    expect(err).not.toContain('not-the-password-4711');
  });
});
