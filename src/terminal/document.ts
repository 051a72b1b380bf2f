import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import {
  access,
  chmod,
  chown,
  readFile,
  readlink,
  realpath,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';

/** The bits of a mode that say who may do what. */
const RIGHTS = 0o7777;

/** What people have written in a file; '' where there is none yet. Rejects with what the file system said, and where it is no UTF-8: it could not be written back. */
export async function readDocument(path: string): Promise<string> {
  const bytes = await unlessAbsent(readFile(path));
  return bytes === null ? '' : new TextDecoder('utf-8', { fatal: true }).decode(bytes);
}

/**
 * Puts a text in the place of what stands in a file. Whatever happens in between, all of the one or all of the other stands there. Its rights stay, and links to it go on leading to
 * it. Rejects with what the file system said.
 */
export async function replaceDocument(path: string, text: string): Promise<void> {
  const target = await targetOf(path);
  const standing = await unlessAbsent(stat(target));
  // Such as /dev/stdout: there is nothing to lose, and nothing that may be replaced.
  if (standing !== null && !standing.isFile()) return writeFile(target, text);
  // Whoever may write into the folder could replace it all the same.
  if (standing !== null) await access(target, constants.W_OK);
  const next = join(dirname(target), `.portal-check-${randomUUID()}.next`);
  try {
    // Never for more to read than it was.
    await writeFile(next, text, { flag: 'wx', flush: true, mode: standing === null ? 0o666 : 0o600 });
    if (standing !== null) {
      if (process.getuid?.() === 0) await chown(next, standing.uid, standing.gid);
      await chmod(next, standing.mode & RIGHTS);
    }
    await rename(next, target);
  } catch (error) {
    await rm(next, { force: true });
    throw error;
  }
}

/** Where links lead, also to what is not there yet. */
async function targetOf(path: string): Promise<string> {
  const real = await unlessAbsent(realpath(path));
  if (real !== null) return real;
  const folder = await realpath(dirname(path));
  const link = await unlessAbsent(readlink(path));
  return link === null ? path : targetOf(resolve(folder, link));
}

/** null: it is not there. */
async function unlessAbsent<Found>(looking: Promise<Found>): Promise<Found | null> {
  try {
    return await looking;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
