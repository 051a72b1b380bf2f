import { z } from 'zod';
import { announceFile, contentTypeOf } from '../files.ts';
import { isThreadGone } from '../places.ts';
import { newMessage, type SlackWorld, type StoredFile } from '../world.ts';
import { jsonOf, refused, type Answer, type Params, type SlackMethods } from './method.ts';
import { placeToWrite } from './posting-rights.ts';

const MAX_ALT_TEXT = 1_000;
const completed = z.array(z.object({ id: z.string(), title: z.string().optional() })).min(1);

/** Uploading takes three steps: announce, post what is in it to the address that comes back, complete. */
export const FILE_METHODS: SlackMethods = {
  'files.getUploadURLExternal': { token: 'bot', scope: 'files:write', answer: announce },
  'files.completeUploadExternal': { token: 'bot', scope: 'files:write', answer: complete },
  'files.info': {
    token: 'bot',
    scope: 'files:read',
    answer({ files }, { file: fileId = '' }) {
      const file = files.get(fileId);
      return file === undefined || file.body === null
        ? refused('file_not_found')
        : { ok: true, file: filePayload(file) };
    },
  },
};

/** A file as Slack tells of it. */
export function filePayload(file: StoredFile): object {
  return {
    id: file.id,
    name: file.name,
    title: file.title,
    mimetype: contentTypeOf(file),
    size: file.lengthBytes,
    alt_txt: file.altText,
    url_private: file.url,
    channels: [...file.channelIds].filter((id) => id.startsWith('C')),
    ims: [...file.channelIds].filter((id) => id.startsWith('D')),
  };
}

function announce(world: SlackWorld, params: Params, slackUrl: string): Answer {
  const { filename = '', length = '', alt_txt: altText = '' } = params;
  const lengthBytes = Number(length);
  if (filename === '' || lengthBytes === 0) return refused('missing_argument');
  if (!Number.isInteger(lengthBytes) || lengthBytes < 1) return refused('invalid_arguments');
  if (altText.length > MAX_ALT_TEXT) return refused('alt_txt_too_large');
  const { file, uploadUrl } = announceFile(world, { name: filename, lengthBytes, altText }, slackUrl);
  return { ok: true, upload_url: uploadUrl, file_id: file.id };
}

function complete(world: SlackWorld, params: Params): Answer {
  const parsed = completed.safeParse(jsonOf(params.files));
  if (!parsed.success) return refused('invalid_arguments');
  const files = parsed.data.map(({ id, title }) => ({ file: world.files.get(id), title }));
  const uploaded = files.flatMap(({ file, title }) =>
    file === undefined || file.body === null ? [] : [{ file, title }],
  );
  if (uploaded.length < files.length) return refused('file_not_found');
  if (params.channel_id !== undefined) {
    const place = placeToWrite(world, params.channel_id);
    if ('error' in place) return place;
    if (isThreadGone(world, place, params.thread_ts ?? null)) return refused('thread_not_found');
    for (const { file } of uploaded) file.channelIds.add(place.id);
    world.messages.push(
      newMessage({
        ts: world.nextTs(),
        channel: place.id,
        threadTs: params.thread_ts ?? null,
        text: params.initial_comment ?? '',
        fileIds: uploaded.map(({ file }) => file.id),
        via: 'files.completeUploadExternal',
      }),
    );
  }
  for (const { file, title } of uploaded) file.title = title ?? file.title;
  return { ok: true, files: uploaded.map(({ file }) => filePayload(file)) };
}
