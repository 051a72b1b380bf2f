import { describe, expect, it } from 'vitest';
import { drawTimeline } from '../../src/pictures/timeline-picture.ts';
import { exampleTimeline } from './timeline-example.ts';

const PNG_SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** Width and height as a PNG's header tells them; throws where it is no PNG. */
function sizeOf(png: Uint8Array): { width: number; height: number } {
  const bytes = Buffer.from(png);
  expect(bytes.subarray(0, 8)).toEqual(PNG_SIGNATURE);
  return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
}

describe('the picture', () => {
  it('is a PNG for a place 900 pixels wide, at twice that', async () => {
    const { width, height } = sizeOf(await drawTimeline(exampleTimeline()));
    expect(width).toBe(1_800);
    expect(height).toBeGreaterThan(400);
    expect(height).toBeLessThan(900);
  });

  it('two at once are both drawn, each its own; the same gives the same bytes', async () => {
    const [one, other, again] = await Promise.all([
      drawTimeline(exampleTimeline()),
      drawTimeline(exampleTimeline({ title: 'Another' })),
      drawTimeline(exampleTimeline()),
    ]);
    expect(Buffer.from(one).equals(again)).toBe(true);
    expect(Buffer.from(one).equals(other)).toBe(false);
  });

  it('has letters: the fonts are found on a machine without any', async () => {
    const [named, nameless] = await Promise.all([
      drawTimeline(exampleTimeline()),
      drawTimeline(exampleTimeline({ title: '' })),
    ]);
    expect(named.length).toBeGreaterThan(nameless.length + 1_000);
  });

  it('that fails tells why, and the next one is drawn', async () => {
    const broken = exampleTimeline({ locale: 'not a locale' });
    const failure = await drawTimeline(broken).catch((error: unknown) => error);
    expect(failure).toMatchObject({
      message: 'picture-worker.ts: failed',
      cause: { message: expect.stringContaining('locale') },
    });
    expect(sizeOf(await drawTimeline(exampleTimeline())).width).toBe(1_800);
  });
});
