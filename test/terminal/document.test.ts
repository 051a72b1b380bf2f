import { execFile } from 'node:child_process';
import {
  chmod,
  lstat,
  mkdtemp,
  open,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readDocument, replaceDocument } from '../../src/terminal/document.ts';

const run = promisify(execFile);

describe('a document of people', () => {
  let folder: string;
  let path: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'document-'));
    path = join(folder, 'postmortem.md');
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('is empty where there is none yet, and made then, without anything beside it', async () => {
    expect(await readDocument(path)).toBe('');
    await replaceDocument(path, 'new');
    expect(await readDocument(path)).toBe('new');
    expect(await readdir(folder)).toEqual(['postmortem.md']);
  });

  it('is whole at any moment: whoever was reading it when it was replaced has all of the old one', async () => {
    await writeFile(path, 'old');
    const reading = await open(path);
    await replaceDocument(path, 'new');
    expect(await reading.readFile('utf8')).toBe('old');
    expect(await readFile(path, 'utf8')).toBe('new');
    await reading.close();
  });

  it('is not lost where the disk is full', async () => {
    await writeFile(path, 'what people have written');
    const source = new URL('../../src/terminal/document.ts', import.meta.url).href;
    const script = `import(${JSON.stringify(source)}).then(({ replaceDocument }) => replaceDocument(${JSON.stringify(path)}, 'x'.repeat(1e6)))
      .catch(({ code }) => console.log(code));`;
    // No file may be larger than a block.
    const { stdout } = await run('sh', ['-c', 'ulimit -f 1; exec "$0" -e "$1"', process.execPath, script]);
    expect(stdout.trim()).toBe('EFBIG');
    expect(await readFile(path, 'utf8')).toBe('what people have written');
    expect(await readdir(folder)).toEqual(['postmortem.md']);
  });

  it.each([0o600, 0o664, 0o640])('keeps its rights: %o', async (rights) => {
    await writeFile(path, 'old');
    await chmod(path, rights);
    await replaceDocument(path, 'new');
    expect((await stat(path)).mode & 0o777).toBe(rights);
  });

  it.each([
    ['that stands', true],
    ['that is not there yet', false],
  ])('is written where a link leads, to one %s', async (_, isThere) => {
    const link = join(folder, 'link.md');
    await symlink('postmortem.md', link);
    if (isThere) await writeFile(path, 'old');
    await replaceDocument(link, 'new');
    expect((await lstat(link)).isSymbolicLink()).toBe(true);
    expect(await readFile(path, 'utf8')).toBe('new');
  });

  it('is no file where it is a pipe or a device: that is written to, and stays what it is', async () => {
    await run('mkfifo', [path]);
    const reading = readFile(path, 'utf8');
    await replaceDocument(path, 'new');
    expect(await reading).toBe('new');
    expect((await stat(path)).isFIFO()).toBe(true);
  });

  it('of another encoding is refused: written back it would be damaged', async () => {
    await writeFile(path, Buffer.from('reunión', 'latin1'));
    await expect(readDocument(path)).rejects.toMatchObject({ code: 'ERR_ENCODING_INVALID_ENCODED_DATA' });
  });
});
