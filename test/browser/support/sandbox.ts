import type { Browser, BrowserContextOptions } from 'playwright-core';
import { onTestFinished } from 'vitest';
import { launchChromium } from '../../../src/sandbox/browser/chromium.ts';
import { openSandboxPage, type SandboxPage } from '../../../src/sandbox/browser/sandbox-page.ts';
import { startSandboxWithBot } from '../../../src/sandbox/sandbox-with-bot.ts';
import { network } from '../../support/network.ts';

/** The real bot in the sandbox, and a browser before it. */
export interface SandboxInBrowser {
  /** Opens the page as a person does who comes to it for the first time; closed when the test is over. 1280×800 unless said otherwise. */
  open(context?: BrowserContextOptions): Promise<SandboxPage>;
  stop(): Promise<void>;
}

export async function startSandboxInBrowser(): Promise<SandboxInBrowser> {
  // An intercepted socket connects to whatever it is told to: here it must be the real one.
  network.close();
  const running = await startSandboxWithBot();
  const browser: Browser = await launchChromium();
  return {
    async open(options = {}) {
      const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
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
