import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { launchChromium } from './browser/chromium.ts';
import { openSandboxPage, type SandboxPage } from './browser/sandbox-page.ts';
import { CASE_001_PROVIDERS } from './case-001/providers.ts';
import { startSandboxWithBot } from './sandbox-with-bot.ts';

/** Writes `docs/images/sandbox-<name>.png`: what a person sees on the sandbox page. */
const FOLDER = fileURLToPath(new URL('../../docs/images/', import.meta.url));

const [, , , , memorial] = CASE_001_PROVIDERS;
const CHECK_MEMORIAL = `/portal-check ${memorial.id}`;

/** One picture: what is done until it is taken. The page is opened anew for each, in the workspace as the one before has left it. */
interface Scene {
  readonly name: string;
  readonly context?: BrowserContextOptions;
  readonly play: (view: SandboxPage) => Promise<void>;
}

const SCENES: readonly Scene[] = [
  {
    name: 'diagnosis',
    async play(view) {
      await view.ask(CHECK_MEMORIAL);
    },
  },
  {
    name: 'dark',
    context: { colorScheme: 'dark' },
    async play({ messages }) {
      await messages.getByText(memorial.name).first().waitFor();
    },
  },
  {
    name: 'evidence',
    async play({ page, answers }) {
      await answers.last().getByRole('button', { name: 'Evidence' }).click();
      const evidence = page.getByRole('dialog', { name: 'Evidence' });
      await evidence.getByText('Verdict').waitFor();
    },
  },
  {
    name: 'home',
    async play(view) {
      await view.page.getByRole('dialog').press('Escape');
      await view.goTo('portal-check');
      await view.page.getByRole('region', { name: 'Home' }).getByText(memorial.name).first().waitFor();
    },
  },
  {
    name: 'search',
    async play(view) {
      await view.goTo('help-desk');
      await view.ask('/portal-check pam health');
    },
  },
  {
    name: 'help-desk-spanish',
    async play(view) {
      await view.become('help-desk');
      await view.speak('es');
      await view.goTo('help-desk');
      await view.page.getByRole('button', { name: view.words().guide.close }).click();
      await view.ask(CHECK_MEMORIAL);
    },
  },
  {
    name: 'loki-down',
    async play(view) {
      await view.speak('en');
      await view.become('engineer');
      await view.goTo('incident-0724');
      await view.setUpstream('loki', 'down');
      await view.ask(CHECK_MEMORIAL);
    },
  },
];

const running = await startSandboxWithBot();
try {
  const browser = await launchChromium();
  try {
    await mkdir(FOLDER, { recursive: true });
    for (const scene of SCENES) {
      await take(browser, scene);
      process.stderr.write(`docs/images/sandbox-${scene.name}.png\n`);
    }
  } finally {
    await browser.close();
  }
} finally {
  await running.stop();
}
process.exit(0);

async function take(browser: Browser, { name, context: options = {}, play }: Scene): Promise<void> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    // The same wherever they are taken.
    locale: 'en-US',
    timezoneId: 'America/Los_Angeles',
    reducedMotion: 'reduce',
    colorScheme: 'light',
    ...options,
  });
  const page = await context.newPage();
  await play(await openSandboxPage(page, running.pageUrl));
  // Neither a caret that blinks nor what the mouse happens to be over belongs to the picture.
  await page.mouse.move(0, 0);
  await page.screenshot({ path: `${FOLDER}sandbox-${name}.png`, animations: 'disabled', caret: 'hide' });
  await context.close();
}
