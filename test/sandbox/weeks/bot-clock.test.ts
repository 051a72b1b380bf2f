import { describe, expect, it, onTestFinished } from 'vitest';
import { serve } from '../../../src/sandbox/stand-ins/serve.ts';
import { createBotClockHandlers, createRemoteBotTime } from '../../../src/sandbox/weeks/bot-clock.ts';
import type { BotTime } from '../../../src/sandbox/weeks/passing-time.ts';

async function clockOf(time: BotTime): Promise<string> {
  const standIn = await serve(createBotClockHandlers(time));
  onTestFinished(() => standIn.close());
  return `${standIn.url}/clock`;
}

describe('the clock of a bot in another process', () => {
  it('can be asked when something falls due, and moved', async () => {
    const movedTo: number[] = [];
    const url = await clockOf({
      nextDueAtMs: async (stops) => (movedTo.length > 0 ? null : stops === 'few' ? 7 : 6),
      moveTo: async (atMs) => void movedTo.push(atMs),
    });
    const time = createRemoteBotTime(url);
    expect(await time.nextDueAtMs('few')).toBe(7);
    expect(await time.nextDueAtMs('all')).toBe(6);
    await time.moveTo(8);
    expect(movedTo).toEqual([8]);
    expect(await time.nextDueAtMs('all')).toBeNull();
  });

  it('does not look as if it had moved where it has not', async () => {
    const url = await clockOf({
      nextDueAtMs: async () => null,
      moveTo: () => Promise.reject(new Error('past')),
    });
    await expect(createRemoteBotTime(url).moveTo(8)).rejects.toThrow('answered 500');
  });

  it('is not moved by what is no time', async () => {
    const url = await clockOf({ nextDueAtMs: async () => null, moveTo: async () => {} });
    const response = await fetch(url, { method: 'PUT', body: '{"atMs":"tomorrow"}' });
    expect(response.status).toBe(400);
  });
});
