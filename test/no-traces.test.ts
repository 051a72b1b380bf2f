import { globSync, readFileSync, statSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const ROOT = new URL('../', import.meta.url);
const NOT_OURS = new Set(['node_modules', '.git', '.sandbox', 'coverage']);

/** What only holds on one machine. Written in pieces, so that this file is not its own finding. */
const TRACES: readonly RegExp[] = [
  new RegExp(['registry', 'npmjs', 'org'].join(String.raw`\.`)),
  new RegExp(['deb', 'debian', 'org'].join(String.raw`\.`)),
  new RegExp(String.raw`(?<![\w.@-])/(?:${['work', 'root', 'home', 'Users'].join('|')})/`),
  new RegExp(['C:', 'Users'].join(String.raw`\\+`)),
];

function tracesIn(text: string): readonly string[] {
  return TRACES.flatMap((trace) => trace.exec(text)?.[0] ?? []);
}

describe('the project speaks of no machine and of no package registry', () => {
  const files = globSync('**/*', { cwd: ROOT, exclude: (path) => NOT_OURS.has(path) }).filter((path) =>
    statSync(new URL(path, ROOT)).isFile(),
  );

  it('in any of its files', () => {
    expect(files).toContain('package-lock.json');
    const found = files.flatMap((path) =>
      tracesIn(readFileSync(new URL(path, ROOT), 'utf8')).map((trace) => `${path}: ${trace}`),
    );
    expect(found).toEqual([]);
  });

  it.each([
    ['https://registry.', 'npmjs.org/zod/-/zod-4.tgz'],
    ['http://deb.', 'debian.org/debian'],
    ['see /wo', 'rk/main/src'],
    ['/ho', 'me/somebody/portal-check'],
  ])('%s… would be found', (beginning, end) => {
    expect(tracesIn(beginning + end)).toHaveLength(1);
  });

  it('takes a folder of that name further down for no trace', () => {
    expect(tracesIn(['src', 'work', 'queue.ts'].join('/'))).toEqual([]);
  });
});
