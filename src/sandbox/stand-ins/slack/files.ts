import { randomUUID } from 'node:crypto';
import { extname } from 'node:path';
import { readBlocks } from './block-kinds.ts';
import type { Refusal } from './block-rules.ts';
import type { SlackWorld, StoredFile } from './world.ts';

/** Where the bot posts what is in a file, and where people get it. */
export const UPLOAD_ROUTE = '*/upload/v1/:fileId';
export const FILE_ROUTE = '*/files-pri/:fileId/:name';

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.gif': 'image/gif',
  '.csv': 'text/csv',
  '.txt': 'text/plain',
  '.md': 'text/markdown',
};

/** Promises a file: what is in it comes later, to the address that is returned with it. */
export function announceFile(
  world: SlackWorld,
  { name, lengthBytes, altText }: Pick<StoredFile, 'name' | 'lengthBytes' | 'altText'>,
  slackUrl: string,
): { readonly file: StoredFile; readonly uploadUrl: string } {
  // Nobody guesses it: whoever knows the address gets the file.
  const id = `F${randomUUID().replaceAll('-', '').toUpperCase()}`;
  const url = `${slackUrl}/files-pri/${id}/${encodeURIComponent(name)}`;
  const file = {
    id,
    name,
    lengthBytes,
    altText,
    url,
    title: name,
    body: null,
    channelIds: new Set<string>(),
  };
  world.files.set(id, file);
  return { file, uploadUrl: `${slackUrl}/upload/v1/${id}` };
}

/** @returns Slack's refusal, or null where it is taken */
export function takeUpload(world: SlackWorld, fileId: string, body: Uint8Array): string | null {
  const file = world.files.get(fileId);
  if (file === undefined || file.body !== null) return 'no such upload';
  if (body.byteLength !== file.lengthBytes) {
    return `${body.byteLength} bytes, though ${file.lengthBytes} were announced`;
  }
  file.body = body;
  return null;
}

export function contentTypeOf({ name }: StoredFile): string {
  return CONTENT_TYPES[extname(name).toLowerCase()] ?? 'application/octet-stream';
}

/** As Slack does: an image of a file that has not been shared where the blocks will stand is refused. */
export function refusalOfFiles(
  world: SlackWorld,
  placeId: string,
  blocks: readonly unknown[],
): Refusal | null {
  const isWrong = slackFilesIn(blocks).some((wanted) => {
    const file = fileOf(world, wanted);
    return file === null || !file.channelIds.has(placeId);
  });
  return isWrong ? { error: 'invalid_blocks', messages: ['[ERROR] invalid slack file'] } : null;
}

type SlackFile = { readonly id: string } | { readonly url: string };

function slackFilesIn(blocks: readonly unknown[]): readonly SlackFile[] {
  return readBlocks(blocks).flatMap((block) => {
    if (block.type === 'image') return block.slack_file ?? [];
    if (block.type === 'section')
      return block.accessory?.type === 'image' ? (block.accessory.slack_file ?? []) : [];
    if (block.type !== 'context') return [];
    return block.elements.flatMap((element) => (element.type === 'image' ? (element.slack_file ?? []) : []));
  });
}

function fileOf({ files }: SlackWorld, wanted: SlackFile): StoredFile | null {
  if ('id' in wanted) return files.get(wanted.id) ?? null;
  return [...files.values()].find(({ url }) => url === wanted.url) ?? null;
}

/** Puts the addresses of files in place of their ids, for whoever draws the blocks. */
export function withFileAddresses(world: SlackWorld, blocks: readonly unknown[]): readonly unknown[] {
  const addressed = (image: { readonly slack_file?: SlackFile | undefined }): object => {
    const { slack_file: wanted, ...others } = image;
    if (wanted === undefined) return image;
    return { ...others, image_url: fileOf(world, wanted)?.url };
  };
  return readBlocks(blocks).map((block) => {
    if (block.type === 'image') return addressed(block);
    if (block.type === 'section' && block.accessory?.type === 'image') {
      return { ...block, accessory: addressed(block.accessory) };
    }
    if (block.type !== 'context') return block;
    return {
      ...block,
      elements: block.elements.map((element) => (element.type === 'image' ? addressed(element) : element)),
    };
  });
}
