import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { startRig, type Rig } from './rig.ts';

const PNG = new TextEncoder().encode('a picture');

const announcement = z.object({ upload_url: z.url(), file_id: z.string() });

async function upload({ api }: Rig, body = PNG, filename = 'timeline.png'): Promise<string> {
  // Not by the client's own method: it names the words for a picture `alt_text`, which Slack does not know.
  const answer = await api.apiCall('files.getUploadURLExternal', {
    filename,
    length: PNG.byteLength,
    alt_txt: 'eight missed slots',
  });
  const { upload_url: url, file_id: id } = announcement.parse(answer);
  const response = await fetch(url, { method: 'POST', body });
  if (!response.ok) throw new Error(await response.text());
  return id;
}

const share = ({ api }: Rig, id: string, over: object = {}): Promise<unknown> =>
  api.apiCall('files.completeUploadExternal', {
    files: [{ id, title: 'Timeline' }],
    channel_id: 'C1',
    ...over,
  });

describe('a file', () => {
  it('stands in its thread with its title and the words for it, and can be fetched by the page', async () => {
    const rig = await startRig();
    const id = await upload(rig);
    await share(rig, id, { thread_ts: '1.000001', initial_comment: 'as asked' });
    const [message] = rig.client.view('U1').channels[0]?.messages ?? [];
    expect(message).toMatchObject({
      threadTs: '1.000001',
      text: 'as asked',
      files: [{ id, title: 'Timeline', isPicture: true, altText: 'eight missed slots' }],
    });
    const fetched = await fetch(message?.files[0]?.url ?? '');
    expect(fetched.headers.get('content-type')).toBe('image/png');
    expect(await fetched.text()).toBe('a picture');
    expect((await rig.api.files.info({ file: id })).file).toMatchObject({
      title: 'Timeline',
      channels: ['C1'],
    });
  });

  it('that is no picture is known as such, so that the page lets it be fetched', async () => {
    const rig = await startRig();
    const id = await upload(rig, new TextEncoder().encode('id, state'), 'all.csv');
    await share(rig, id);
    const [message] = rig.client.view('U1').channels[0]?.messages ?? [];
    expect(message?.files).toMatchObject([{ id, name: 'all.csv', isPicture: false }]);
    const fetched = await fetch(message?.files[0]?.url ?? '');
    expect(fetched.headers.get('content-type')).toBe('text/csv');
  });

  it('that was never uploaded cannot be shared', async () => {
    const rig = await startRig();
    const { file_id: id = '' } = await rig.api.files.getUploadURLExternal({ filename: 'a.png', length: 9 });
    await expect(share(rig, id)).rejects.toThrow('file_not_found');
    await expect(rig.api.files.info({ file: id })).rejects.toThrow('file_not_found');
  });

  it('of another length than announced is not taken', async () => {
    const rig = await startRig();
    await expect(upload(rig, new TextEncoder().encode('a'))).rejects.toThrow(
      '1 bytes, though 9 were announced',
    );
  });

  it.each([
    ['C4', 'not_in_channel'],
    ['C3', 'is_archived'],
    ['C7', 'channel_not_found'],
  ])('is not shared in %s: %s', async (channel, error) => {
    const rig = await startRig();
    await expect(share(rig, await upload(rig), { channel_id: channel })).rejects.toThrow(error);
    expect(rig.world.messages).toEqual([]);
  });

  it('can stand in a message where it was shared, and nowhere else', async () => {
    const rig = await startRig();
    const id = await upload(rig);
    const blocks = [{ type: 'image' as const, slack_file: { id }, alt_text: 'eight missed slots' }];
    const post = (channel: string): Promise<unknown> =>
      rig.api.chat.postMessage({ channel, text: 'a', blocks });
    await expect(post('C1')).rejects.toThrow('invalid_blocks');
    await share(rig, id);
    await expect(post('C2')).rejects.toThrow('invalid_blocks');
    await post('C1');
    const [, message] = rig.client.view('U1').channels[0]?.messages ?? [];
    expect(message?.blocks).toMatchObject([{ image_url: expect.stringContaining('timeline.png') }]);
  });
});
