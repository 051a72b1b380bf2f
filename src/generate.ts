import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { GENERATED_FILES } from './generate/generated-files.ts';

/**
 * `npm run generate` writes the files that are made from the code. With `--check` it writes nothing, names each file that is not as
 * the code would make it, and ends with 1 if there is one.
 */
const ROOT = new URL('../', import.meta.url);

function storedText(path: string): string | null {
  try {
    return readFileSync(new URL(path, ROOT), 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

const stale = GENERATED_FILES.map(({ path, make }) => ({ path, text: make() })).filter(
  ({ path, text }) => storedText(path) !== text,
);

if (process.argv.includes('--check')) {
  for (const { path } of stale) process.stderr.write(`stale: ${path} (npm run generate)\n`);
  process.exitCode = stale.length === 0 ? 0 : 1;
} else {
  for (const { path, text } of stale) {
    mkdirSync(dirname(fileURLToPath(new URL(path, ROOT))), { recursive: true });
    writeFileSync(new URL(path, ROOT), text);
    process.stdout.write(`wrote ${path}\n`);
  }
}
