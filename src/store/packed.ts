import { promisify } from 'node:util';
import { deserialize, serialize } from 'node:v8';
import { zstdCompress, zstdDecompress } from 'node:zlib';

const compress = promisify(zstdCompress);
const decompress = promisify(zstdDecompress);

/**
 * A value of JSON as it is kept where it is much and seldom read: as V8 writes it, which later versions can read too, compressed with zstd
 * outside of the event loop. What the parts of a value share by reference stands in it once: facts of a thousand subjects share most.
 */
export async function pack(value: unknown): Promise<Buffer> {
  return compress(serialize(value));
}

/** Rejects where it is none. */
export async function unpack(packed: Buffer): Promise<unknown> {
  return deserialize(await decompress(packed));
}
