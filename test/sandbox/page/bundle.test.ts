import { describe, expect, it } from 'vitest';
import { pageFile } from '../../../src/sandbox/page/bundle.ts';

const text = async (path: string): Promise<string> => {
  const file = await pageFile(path);
  if (file === null) throw new Error(`the page has no ${path}`);
  return new TextDecoder().decode(file.body);
};

describe('the bundle of the page', () => {
  it('is a document whose scripts and styles are all there, as what they are', async () => {
    const html = await text('/');
    expect((await pageFile('/'))?.contentType).toBe('text/html; charset=utf-8');
    const assets = [...html.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(([, path = '']) => path);
    const types = await Promise.all(assets.map(async (path) => (await pageFile(path))?.contentType));
    expect(new Set(types)).toEqual(new Set(['text/css; charset=utf-8', 'text/javascript; charset=utf-8']));
  });

  it('asks nothing of other servers', async () => {
    const html = await text('/');
    const [, styles = ''] = /href="(\/assets\/[^"]+\.css)"/.exec(html) ?? [];
    expect(html).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
    expect(await text(styles)).not.toMatch(/url\(|@import/);
  });

  it('is React as it is made for users, not the slow one for developers', async () => {
    const [, script = ''] = /src="(\/assets\/[^"]+\.js)"/.exec(await text('/')) ?? [];
    // Only told whether: the bundle is too long to be shown when this fails.
    expect((await text(script)).includes('Each child in a list should have a unique')).toBe(false);
  });

  it('has nothing else', async () => {
    expect(await pageFile('/assets/none.js')).toBeNull();
    expect(await pageFile('/../bundle.ts')).toBeNull();
  });
});
