import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { launchChromium } from './browser/chromium.ts';
import { openSandboxPage, type SandboxPage } from './browser/sandbox-page.ts';
import { CASE_001_PROVIDERS } from './case-001/providers.ts';
import type { FleetSettings } from './fleet/fleet.ts';
import { startSandboxWithBot } from './sandbox-with-bot.ts';

/** Writes `docs/images/sandbox-<name>.png`: what a person sees on the sandbox page. */
const FOLDER = fileURLToPath(new URL('../../docs/images/', import.meta.url));

const [, , , , memorial] = CASE_001_PROVIDERS;
const CHECK_MEMORIAL = `/portal-check ${memorial.id}`;

/** One picture: what is done until it is taken. The page is opened anew for each, in the workspace as the one before has left it. */
interface Scene {
  readonly name: string;
  readonly play: (view: SandboxPage) => Promise<void>;
}

/** On the data of case 001. */
const CASE_001_SCENES: readonly Scene[] = [
  {
    name: 'diagnosis',
    async play(view) {
      await view.ask(CHECK_MEMORIAL);
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
  {
    name: 'incident',
    async play(view) {
      const { page, answers, thread } = view;
      await page.getByRole('button', { name: view.words().guide.close }).click();
      await view.setUpstream('loki', 'healthy');
      const answer = await view.ask(CHECK_MEMORIAL);
      await answer.getByRole('button', { name: 'Open incident' }).click();
      const form = page.getByRole('dialog');
      await form.getByLabel('Title').fill('Memorial gets no link');
      await form.getByRole('radio', { name: /^P2/ }).check();
      await form.getByRole('button', { name: 'Open' }).click();
      await page.getByRole('link', { name: 'Go to the incident' }).click();
      await thread.getByRole('img', { name: /Memorial/ }).waitFor();
      await answers.last().getByRole('button', { name: 'I’m on it' }).click();
      await thread
        .getByText(/is on it/)
        .first()
        .waitFor();
      await view.sendInThread('@portal-check note the front desk has called');
      await thread.getByText(/Note \d+: the front desk has called/).waitFor();
      await view.letPass('hour');
    },
  },
  {
    name: 'incident-resolved',
    async play(view) {
      const { page, answers, thread } = view;
      await view.goTo('incidents');
      await page.getByRole('button', { name: view.words().guide.close }).click();
      await view.openThread(/Began:/);
      await view.heal(memorial.id.slice(0, 8));
      await view.letPass('week');
      const proposal = thread.getByRole('article').filter({ hasText: 'Is it resolved?' });
      await proposal.getByRole('button', { name: 'Resolved' }).click();
      await answers.filter({ hasText: 'Resolved, says' }).waitFor();
      await view.send('/portal-incident postmortem 1');
      await thread.getByRole('link', { name: /\.md$/ }).scrollIntoViewIfNeeded();
    },
  },
];

/** Beside a larger fleet, so that there is something to tell. */
const FLEET_SCENES: readonly Scene[] = [
  {
    name: 'digest',
    async play(view) {
      const { page, composer, answers } = view;
      const { guide } = view.words();
      await page.getByRole('button', { name: guide.subscribe }).click();
      await composer.press('Enter');
      await page.getByRole('dialog').getByRole('button', { name: 'Subscribe' }).click();
      await answers.filter({ hasText: 'gets digests from now on' }).waitFor();
      await page.getByRole('button', { name: guide.close }).click();
      await view.letPass('week');
      await view.letPass('week');
      await answers.filter({ hasText: 'as of Mon 4 August 2025' }).waitFor();
    },
  },
  {
    name: 'digest-thread',
    async play(view) {
      const { page, answers, thread } = view;
      await view.goTo('portal-digest');
      await page.getByRole('button', { name: view.words().guide.close }).click();
      // From the fourth digest on there is a trend.
      await view.letPass('week');
      await view.letPass('week');
      const digest = answers.filter({ hasText: 'as of Mon 18 August 2025' });
      await digest.getByRole('button', { name: 'Details in thread' }).click();
      await digest.getByRole('button', { name: '1 reply' }).click();
      await digest.getByRole('button', { name: 'Trend' }).click();
      await thread.getByRole('img', { name: /missing/ }).waitFor();
    },
  },
];

const browser = await launchChromium();
try {
  await mkdir(FOLDER, { recursive: true });
  await takeAll(CASE_001_SCENES, null);
  await takeAll(FLEET_SCENES, { size: 200, seed: 1, hasCast: true });
} finally {
  await browser.close();
}
process.exit(0);

async function takeAll(scenes: readonly Scene[], fleet: FleetSettings | null): Promise<void> {
  const running = await startSandboxWithBot({ fleet });
  try {
    for (const scene of scenes) {
      await take(running.pageUrl, scene);
      process.stderr.write(`docs/images/sandbox-${scene.name}.png\n`);
    }
  } finally {
    await running.stop();
  }
}

async function take(pageUrl: string, { name, play }: Scene): Promise<void> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    // The same wherever they are taken.
    locale: 'en-US',
    timezoneId: 'America/Los_Angeles',
    reducedMotion: 'reduce',
    colorScheme: 'light',
  });
  const page = await context.newPage();
  await play(await openSandboxPage(page, pageUrl));
  // Neither a caret that blinks nor what the mouse happens to be over belongs to the picture.
  await page.mouse.move(0, 0);
  await page.screenshot({ path: `${FOLDER}sandbox-${name}.png`, animations: 'disabled', caret: 'hide' });
  await context.close();
}
