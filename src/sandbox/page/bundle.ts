import { fileURLToPath } from 'node:url';
import { build, type Rolldown } from 'vite';

/** One file of the page, as a browser wants it. */
export interface PageFile {
  readonly body: Uint8Array;
  readonly contentType: string;
}

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
};

let bundle: Promise<ReadonlyMap<string, PageFile>> | null = null;

/**
 * A file of the sandbox page; the first call bundles all of it, in memory and without network.
 *
 * @param path of the URL: `/`, or `/assets/…` as the page itself names it
 * @returns null: the page has no such file
 * @throws what vite says if the page does not build
 */
export async function pageFile(path: string): Promise<PageFile | null> {
  bundle ??= bundlePage();
  const files = await bundle;
  return files.get(path === '/' ? '/index.html' : path) ?? null;
}

async function bundlePage(): Promise<ReadonlyMap<string, PageFile>> {
  const built = await build({
    root: fileURLToPath(new URL('.', import.meta.url)),
    configFile: false,
    envDir: false,
    publicDir: false,
    logLevel: 'error',
    mode: 'production',
    // React is its slow self under any other value, and tests set another one.
    define: { 'process.env.NODE_ENV': '"production"' },
    build: { write: false, target: 'esnext', modulePreload: false, chunkSizeWarningLimit: 2_000 },
  });
  return new Map(
    outputsOf(built).flatMap(({ output }) => output.map((file) => [`/${file.fileName}`, served(file)])),
  );
}

function outputsOf(built: Awaited<ReturnType<typeof build>>): readonly Rolldown.RolldownOutput[] {
  if (Array.isArray(built)) return built;
  if ('output' in built) return [built];
  throw new Error('vite watches instead of building');
}

function served(file: Rolldown.OutputChunk | Rolldown.OutputAsset): PageFile {
  const content = file.type === 'chunk' ? file.code : file.source;
  const ending = file.fileName.split('.').at(-1) ?? '';
  return {
    body: typeof content === 'string' ? new TextEncoder().encode(content) : content,
    contentType: CONTENT_TYPES[ending] ?? 'application/octet-stream',
  };
}
