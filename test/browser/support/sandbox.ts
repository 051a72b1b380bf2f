import type { Browser, BrowserContextOptions } from 'playwright-core';
import { onTestFinished } from 'vitest';
import { z } from 'zod';
import { launchChromium } from '../../../src/sandbox/browser/chromium.ts';
import { openSandboxPage, type SandboxPage } from '../../../src/sandbox/browser/sandbox-page.ts';
import { startSandboxWithBot } from '../../../src/sandbox/sandbox-with-bot.ts';
import type { SandboxOptions } from '../../../src/sandbox/sandbox.ts';
import { network } from '../../support/network.ts';

/** The real bot in the sandbox, and a browser before it. */
export interface SandboxInBrowser {
  /**
   * Opens the page as a person does who comes to it for the first time, with all upstreams healthy and no modal open, whatever an earlier
   * test has left. Closed when the test is over. 1280×800 unless said otherwise.
   */
  open(context?: BrowserContextOptions): Promise<SandboxPage>;
  stop(): Promise<void>;
}

/** How long anything on the page is waited for: less than a test may take, so that it says what did not come. */
const PATIENCE_MS = 12_000;

export async function startSandboxInBrowser(settings: SandboxOptions = {}): Promise<SandboxInBrowser> {
  // An intercepted socket connects to whatever it is told to: here it must be the real one.
  network.close();
  const running = await startSandboxWithBot(settings);
  const browser: Browser = await launchChromium();
  return {
    async open(options = {}) {
      await tidyUp(running.sandbox.standIns.slack);
      const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
      context.setDefaultTimeout(PATIENCE_MS);
      onTestFinished(() => context.close());
      return openSandboxPage(await context.newPage(), running.pageUrl);
    },
    async stop() {
      await browser.close();
      await running.stop();
      network.listen({ onUnhandledFrame: 'error' });
    },
  };
}

const workspace = z.object({ users: z.array(z.object({ id: z.string() })) });
const seen = z.object({ modals: z.array(z.object({ viewId: z.string() })) });
const upstreams = z.array(z.object({ id: z.string() }));

async function tidyUp(slackUrl: string): Promise<void> {
  const ask = async (path: string, method = 'GET', body?: object): Promise<unknown> => {
    const response = await fetch(`${slackUrl}/__client/${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${path} was answered with ${response.status}`);
    return response.json();
  };
  for (const { id } of upstreams.parse(await ask('upstreams'))) {
    await ask('upstreams', 'PUT', { id, mode: 'healthy' });
  }
  for (const { id: user } of workspace.parse(await ask('workspace')).users) {
    const { modals } = seen.parse(await ask(`view?user=${user}`));
    for (const { viewId } of modals.toReversed()) await ask('close', 'POST', { user, viewId });
  }
}
