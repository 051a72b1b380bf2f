import { promisify } from 'node:util';
import { zstdCompress, zstdDecompress } from 'node:zlib';

const compress = promisify(zstdCompress);
const decompress = promisify(zstdDecompress);

/** JSON as it is kept where it is much and seldom read: compressed with zstd, outside of the event loop. */
export async function packedJson(value: unknown): Promise<Buffer> {
  return compress(JSON.stringify(value));
}

/** Rejects where it is none. */
export async function unpackedJson(packed: Buffer): Promise<unknown> {
  const json = await decompress(packed);
  return JSON.parse(json.toString('utf8'));
}
