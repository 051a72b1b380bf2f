import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SandboxPage } from '../../src/sandbox/browser/sandbox-page.ts';
import { isBrowserMissing, TIMEOUT_MS } from './support/browser.ts';
import { startSandboxInBrowser, type SandboxInBrowser } from './support/sandbox.ts';

const MEMORIAL = '91de8e85-e7ef-411c-a6aa-477d8159dc39';
const REFUSAL = 'Sorry, only people of the workspace that this app belongs to can use it.';

describe.skipIf(isBrowserMissing)('who sees what on the sandbox page', { timeout: TIMEOUT_MS }, () => {
  let sandbox: SandboxInBrowser;
  let view: SandboxPage;

  beforeAll(async () => {
    sandbox = await startSandboxInBrowser();
  });

  beforeEach(async () => {
    view = await sandbox.open();
  });

  afterAll(() => sandbox.stop());

  describe('the help desk', () => {
    beforeEach(async () => {
      await view.become('help-desk');
      await view.goTo('help-desk');
    });

    const checkMemorial = () => view.ask(`/portal-check ${MEMORIAL}`);

    it('is told in plain words, for its eyes only, what to say and what not to say', async () => {
      const answer = await checkMemorial();
      const text = await answer.innerText();
      expect(text).toContain('Only visible to you');
      expect(text).toContain('Memorial Healthcare System (South Florida)');
      expect(text).toMatch(/Say:|Tell/);
      expect(text).toMatch(/Do not say|Don’t say/);
      expect(text).not.toMatch(/Sentry|Loki|dashboard|stamp|46a6f876/);
      expect(await answer.getByRole('button', { name: 'Evidence' }).count()).toBe(0);

      await view.become('engineer');
      await view.goTo('help-desk');
      expect(await view.messages.innerText()).not.toContain('Memorial');
    });

    it('is not asked by the guide to subscribe, which is for engineers', async () => {
      const { guide } = view.words();
      const step = (name: string) => view.page.getByRole('button', { name });
      expect(await step(guide.openIncident).count()).toBe(1);
      expect(await step(guide.subscribe).count()).toBe(0);
      await view.become('engineer');
      await step(guide.subscribe).waitFor();
    });

    it('opens the provider in the application', async () => {
      const answer = await checkMemorial();
      const opened = view.page.waitForEvent('popup');
      await answer.getByRole('link', { name: /Open in admin/ }).click();
      const page = await opened;
      expect(await page.getByRole('main').innerText()).toContain(MEMORIAL);
    });

    it.each([
      ['stranger@elsewhere.example', 'This address is not among the recipients.'],
      ['Alder@mhs.example', 'This address is among the recipients, and it is verified.'],
    ])('compares %s with the recipients, and it is nowhere to be seen after', async (address, says) => {
      const answer = await checkMemorial();
      await answer.getByRole('button', { name: 'Check an address' }).click();
      const modal = view.page.getByRole('dialog', { name: 'Check an address' });
      await modal.getByRole('textbox', { name: /Address/ }).fill(address);
      await modal.getByRole('button', { name: 'Check', exact: true }).click();
      await view.page.getByText(says).waitFor();
      await view.page.getByRole('dialog').last().getByRole('button', { name: 'Close' }).last().click();
      await view.page.getByRole('dialog').waitFor({ state: 'detached' });
      expect(await view.page.getByText(address).count()).toBe(0);
    });

    it('hands over to on-call, where the engineers’ rendering names who asked and the ticket', async () => {
      const answer = await checkMemorial();
      await answer.getByRole('button', { name: 'Hand to on-call' }).click();
      const modal = view.page.getByRole('dialog', { name: 'Hand to on-call' });
      await modal.getByRole('textbox', { name: /Ticket/ }).fill('HD-1234');
      await modal.getByRole('button', { name: 'Hand over' }).click();
      await modal.waitFor({ state: 'detached' });
      await view.become('engineer');
      await view.goTo('on-call');
      const handed = view.answers.filter({ hasText: 'ticket HD-1234' }).last();
      await handed.waitFor();
      expect(await handed.innerText()).toMatch(/Handed over by @?Hugo[\s\S]*"sent" moved, no link was made/);
    });

    it('reads Spanish where it has chosen Spanish, and the page does so too', async () => {
      await view.speak('es');
      const answer = await checkMemorial();
      const text = await answer.innerText();
      expect(text).toContain('Memorial Healthcare System (South Florida)');
      expect(text).not.toMatch(/\b(the|Only visible|Say|Next)\b/);
      await answer.getByRole('button', { name: 'Comprobar una dirección' }).waitFor();
      await view.speak('en');
    });
  });

  it('the guide asks the same as the help desk, which is told in plain words, and as the engineer again', async () => {
    const { page, composer } = view;
    const askAs = async (step: string) => {
      await page.getByRole('region', { name: 'What is this?' }).getByRole('button', { name: step }).click();
      await composer.and(page.locator(':focus')).waitFor();
      return view.answerTo(() => page.keyboard.press('Enter'));
    };
    const forDesk = await (await askAs('Ask as the help desk')).innerText();
    expect(forDesk).toContain('Only visible to you');
    expect(forDesk).not.toMatch(/Sentry|Loki/);
    const forEngineer = await (await askAs('Ask as the engineer')).innerText();
    expect(forEngineer).toMatch(/missing: "sent" moved, no link was made[\s\S]*Loki ok/);
  });

  describe('somebody of another organization', () => {
    beforeEach(async () => {
      await view.become('outsider');
    });

    it('sees the shared channel only', async () => {
      const places = view.page.getByRole('navigation').getByRole('button');
      expect(await places.allInnerTexts()).toEqual([
        expect.stringContaining('shared-with-partner'),
        expect.stringContaining('portal-check'),
      ]);
    });

    it('has no command', async () => {
      await view.send(`/portal-check ${MEMORIAL}`);
      await view.page.getByText('/portal-check is not a valid command').waitFor();
      expect(await view.answers.count()).toBe(0);
    });

    it('is refused when it mentions the bot', async () => {
      const answer = await view.ask(`@portal-check ${MEMORIAL}`);
      expect(await answer.innerText()).toContain(REFUSAL);
      expect(await answer.innerText()).not.toContain('Memorial');
    });

    it.each([
      [
        'of the app',
        async ({ page }: SandboxPage) => {
          await page.getByRole('button', { name: 'Shortcuts' }).click();
          await page.getByRole('menuitem', { name: 'Check a provider' }).click();
        },
      ],
      [
        'of a message',
        async ({ page, messages }: SandboxPage) => {
          await messages.getByRole('button', { name: 'More actions' }).first().click();
          await page.getByRole('menuitem', { name: 'Check these providers' }).click();
        },
      ],
    ])('has no use of the shortcut %s', async (_, choose) => {
      await choose(view);
      await view.page.getByText('This shortcut is not available to you.').waitFor();
      expect(await view.page.getByRole('dialog').count()).toBe(0);
    });

    it('is refused in the home of the app', async () => {
      await view.goTo('portal-check');
      const home = view.page.getByRole('region', { name: 'Home' });
      await home.getByText('Sorry').waitFor();
      expect(await home.getByRole('button').count()).toBe(0);
    });
  });

  it('what an engineer is told in a channel with another organization stays with them, and cannot be shared there', async () => {
    await view.goTo('shared-with-partner');
    const answer = await view.ask(`/portal-check ${MEMORIAL}`);
    expect(await answer.innerText()).toContain('Only visible to you');
    expect(await answer.innerText()).toContain('people of other organizations are in this channel');
    expect(await answer.getByRole('button', { name: 'Share here' }).count()).toBe(0);
    await view.become('outsider');
    expect(await view.messages.innerText()).not.toContain('Memorial');
  });

  it('what comes late for the person before takes nothing away from the next one', async () => {
    const { page } = view;
    const isForEngineer = (url: URL) => url.pathname.endsWith('/view') && url.search === '?user=U0ONCALL';
    const held = Promise.withResolvers<undefined>();
    await page.route(isForEngineer, async (route) => {
      await held.promise;
      await route.continue();
    });
    const asked = page.waitForRequest((request) => isForEngineer(new URL(request.url())));
    await view.send('Good morning');
    await asked;
    await view.become('help-desk');
    const late = page.waitForResponse((response) => isForEngineer(new URL(response.url())));
    held.resolve(undefined);
    await (await late).finished();
    // One turn of the page more: what it does with the answer has then been done.
    await page.evaluate('new Promise((drawn) => requestAnimationFrame(() => drawn(null)))');
    expect(await page.getByRole('navigation').getByRole('button', { name: 'help-desk' }).count()).toBe(1);
  });

  it('a guest is refused as the configuration says', async () => {
    await view.become('guest');
    const answer = await view.ask(`/portal-check ${MEMORIAL}`);
    expect(await answer.innerText()).toContain('people of other organizations cannot use this app');
  });
});
