import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { startSandboxWithBot, type SandboxWithBot } from '../../src/sandbox/sandbox-with-bot.ts';
import { network } from '../support/network.ts';

const MEMORIAL = '91de8e85-e7ef-411c-a6aa-477d8159dc39';
const ENGINEER = 'U0ONCALL';
const CHANNEL = 'C0DIGEST';

const seen = z.object({
  channels: z.array(
    z.object({ id: z.string(), messages: z.array(z.object({ text: z.string(), blocks: z.unknown() })) }),
  ),
});

describe('the bot in the sandbox', { timeout: 90_000 }, () => {
  let running: SandboxWithBot;

  beforeAll(async () => {
    // An intercepted socket connects to whatever it is told to: here it must be the real one.
    network.close();
    running = await startSandboxWithBot();
  });

  afterAll(async () => {
    await running.stop();
    network.listen({ onUnhandledFrame: 'error' });
  });

  const client = (path: string) => `${running.sandbox.standIns.slack}/__client/${path}`;

  /** What an engineer does; fails where it does not come to the bot. */
  async function post(path: string, content: object): Promise<void> {
    const response = await fetch(client(path), { method: 'POST', body: JSON.stringify(content) });
    expect(await response.json()).toEqual({ ok: true });
  }

  /** Waits for a message in the channel that holds a text; the test's own time limit ends a wait that is in vain. */
  async function messageWith(text: string): Promise<string> {
    for (;;) {
      const view = seen.parse(await (await fetch(client(`view?user=${ENGINEER}`))).json());
      const messages = view.channels.find(({ id }) => id === CHANNEL)?.messages ?? [];
      const found = messages.map((message) => JSON.stringify(message)).find((one) => one.includes(text));
      if (found !== undefined) return found;
      await pause(20);
    }
  }

  const command = (text: string) => post('send', { user: ENGINEER, channel: CHANNEL, threadTs: null, text });

  it('lives a week later once a week has passed', async () => {
    await command(`/portal-check ${MEMORIAL}`);
    expect(await messageWith('as of Thu 24 July 2025')).toContain('no link was made');
    await post('pass', { span: 'week' });
    await command(`/portal-check ${MEMORIAL}`);
    expect(await messageWith('as of Thu 31 July 2025')).toContain('the weekly run made no link');
    expect(new Date(await running.now()).toISOString()).toMatch(/^2025-07-31T12:/u);
  });

  it('finds nothing changed in case 001, where only the practice is sent links', async () => {
    await command('/portal-digest now');
    expect(await messageWith('5 of 6 missing')).toContain('as of Thu 31 July 2025');
    await post('pass', { span: 'week' });
    await command('/portal-digest now');
    expect(await messageWith('nothing has changed since Thu 31 July')).toContain('5 of 6 missing');
  });
});
