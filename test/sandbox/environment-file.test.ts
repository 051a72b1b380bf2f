import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, it, onTestFinished } from 'vitest';
import { writeEnvironmentFile } from '../../src/sandbox/environment-file.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'environment-file-'));
  onTestFinished(() => rm(folder, { recursive: true }));
});

/** The id of a process that has ended. */
async function deadProcessId(): Promise<number> {
  const child = spawn(process.execPath, ['--version'], { stdio: 'ignore' });
  await once(child, 'exit');
  return child.pid ?? 0;
}

it('can be read by Node, by its owner only, until it is removed', async () => {
  const file = await writeEnvironmentFile({ SENTRY_URL: 'http://127.0.0.1:1', LOKI_TOKEN: 'a=b' }, folder);
  expect(await readFile(file.path, 'utf8')).toBe('SENTRY_URL=http://127.0.0.1:1\nLOKI_TOKEN=a=b\n');
  expect((await stat(file.path)).mode & 0o777).toBe(0o600);
  await file.change({ LOKI_TOKEN: 'c' });
  expect(await readFile(file.path, 'utf8')).toBe('SENTRY_URL=http://127.0.0.1:1\nLOKI_TOKEN=c\n');
  expect((await stat(file.path)).mode & 0o777).toBe(0o600);
  await file.remove();
  expect(await readdir(folder)).toEqual([]);
});

it('removes what a demo that was killed has left behind, and nothing else', async () => {
  const names = [
    `demo-${await deadProcessId()}.env`,
    `demo-${process.ppid}.env`,
    'demo-notes.env',
    'mine.env',
  ];
  for (const name of names) await writeFile(join(folder, name), '');
  await writeEnvironmentFile({}, folder);
  expect((await readdir(folder)).toSorted()).toEqual(
    [`demo-${process.pid}.env`, `demo-${process.ppid}.env`, 'demo-notes.env', 'mine.env'].toSorted(),
  );
});
