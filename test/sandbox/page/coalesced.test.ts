import { describe, expect, it } from 'vitest';
import { coalesced } from '../../../src/sandbox/page/api/coalesced.ts';

describe('looking again at what a person sees', () => {
  it('happens once more for all who ask while it is under way, and never twice at once', async () => {
    const ends: (() => void)[] = [];
    const look = coalesced(() => new Promise((resolve) => ends.push(resolve)));
    look();
    look();
    look();
    expect(ends).toHaveLength(1);
    ends[0]?.();
    await expect.poll(() => ends.length).toBe(2);
    ends[1]?.();
    look();
    await expect.poll(() => ends.length).toBe(3);
  });
});
