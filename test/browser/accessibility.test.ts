import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SandboxPage } from '../../src/sandbox/browser/sandbox-page.ts';
import { seriousViolations } from './support/axe.ts';
import { isBrowserMissing, TIMEOUT_MS } from './support/browser.ts';
import { startSandboxInBrowser, type SandboxInBrowser } from './support/sandbox.ts';
import { isInWindow, notWithinTheSides } from './support/visible.ts';

const MEMORIAL = '91de8e85-e7ef-411c-a6aa-477d8159dc39';

/** 1280×1024, magnified four times. */
const SMALLEST = { width: 320, height: 256 };

describe.skipIf(isBrowserMissing)('the sandbox page for everybody', { timeout: TIMEOUT_MS }, () => {
  let sandbox: SandboxInBrowser;

  beforeAll(async () => {
    sandbox = await startSandboxInBrowser();
  });

  afterAll(() => sandbox.stop());

  /** Presses Tab until the element that has the focus is the one with this text or name. */
  async function tabTo({ page }: SandboxPage, name: string, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
    const focused = page.locator(':focus');
    for (let presses = 0; presses < 60; presses += 1) {
      await page.keyboard.press(key);
      if ((await focused.count()) === 0) continue;
      const names = [await focused.getAttribute('aria-label'), (await focused.innerText()).trim()];
      if (names.includes(name)) return;
    }
    throw new Error(`"${name}" cannot be reached by the key ${key}`);
  }

  it.each(['light', 'dark'] as const)('has no serious violation of axe in %s', async (colorScheme) => {
    const view = await sandbox.open({ colorScheme });
    expect(await seriousViolations(view.page)).toEqual([]);
    const answer = await view.ask(`/portal-check ${MEMORIAL}`);
    expect(await seriousViolations(view.page)).toEqual([]);
    await answer.getByRole('button', { name: 'Evidence' }).click();
    await view.page.getByRole('dialog', { name: 'Evidence' }).waitFor();
    expect(await seriousViolations(view.page)).toEqual([]);
    await view.page.keyboard.press('Escape');
    await view.page.getByRole('dialog').waitFor({ state: 'detached' });
    await view.goTo('portal-check');
    await view.page.getByRole('region', { name: 'Home' }).getByText('Your last checks').waitFor();
    expect(await seriousViolations(view.page)).toEqual([]);
  });

  it('has no serious violation of axe in a form with a list of suggestions', async () => {
    const view = await sandbox.open();
    await view.page.getByRole('button', { name: 'Shortcuts' }).click();
    await view.page.getByRole('menuitem', { name: 'Check a provider' }).click();
    const modal = view.page.getByRole('dialog', { name: 'Check a provider' });
    await modal.getByRole('combobox', { name: /Which/ }).fill('pam');
    await modal.getByRole('option').first().waitFor();
    expect(await seriousViolations(view.page)).toEqual([]);
  });

  it('can be used by keyboard alone: ask, open the evidence, close it, go on', async () => {
    const view = await sandbox.open();
    const { page } = view;
    await page.keyboard.press('Tab');
    while (!(await isFocused(view))) await page.keyboard.press('Tab');
    const answer = await view.answerTo(async () => {
      await page.keyboard.type(`/portal-check ${MEMORIAL}`);
      await page.keyboard.press('Enter');
    });
    await tabTo(view, 'Evidence', 'Shift+Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Evidence' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    // The focus is back where it was.
    expect(await answer.locator(':focus').innerText()).toBe('Evidence');
  });

  it('keeps the focus inside an open modal', async () => {
    const view = await sandbox.open();
    const answer = await view.ask(`/portal-check ${MEMORIAL}`);
    await answer.getByRole('button', { name: 'Evidence' }).click();
    const evidence = view.page.getByRole('dialog', { name: 'Evidence' });
    await evidence.waitFor();
    for (let presses = 0; presses < 12; presses += 1) {
      await view.page.keyboard.press('Tab');
      // The browser itself may take the focus in between, the page behind may not.
      expect(await view.page.getByRole('main').locator(':focus').count()).toBe(0);
    }
  });

  it('gives messages and composer most of a window of 320×256', async () => {
    const view = await sandbox.open({ viewport: SMALLEST });
    await view.ask(`/portal-check ${MEMORIAL}`);
    const { messages } = view;
    const composer = view.page.getByRole('main').getByRole('form');
    expect(await Promise.all([isInWindow(messages), isInWindow(composer)])).toEqual([true, true]);
    const [read = 0, written = 0] = await Promise.all(
      [messages, composer].map(async (part) => (await part.boundingBox())?.height),
    );
    expect(read).toBeGreaterThan(SMALLEST.height / 2);
    expect(read + written).toBeGreaterThan(SMALLEST.height * 0.75);
  });

  it.each([
    ['light', 'en'],
    ['dark', 'es'],
  ] as const)(
    'has no serious violation of axe in a window of 320×256, %s, in the language %s, and nothing scrolls sideways',
    async (colorScheme, locale) => {
      const view = await sandbox.open({ viewport: SMALLEST, colorScheme });
      const { page } = view;
      await page.getByRole('button', { name: view.words().panes.workspace }).click();
      await view.speak(locale);
      const { label, ...panes } = view.words().panes;
      const part = (name: string) =>
        page.getByRole('navigation', { name: label }).getByRole('button', { name });
      await part(panes.conversation).click();
      await view.ask(`/portal-check ${MEMORIAL}`);
      for (const name of Object.values(panes)) {
        await part(name).click();
        expect([name, await seriousViolations(page)]).toEqual([name, []]);
        expect([name, await notWithinTheSides(page)]).toEqual([name, []]);
      }
      await part(panes.workspace).click();
      await view.speak('en');
    },
  );

  it('can be used by keyboard alone in a window of 320×256: the guide writes, Enter sends', async () => {
    const view = await sandbox.open({ viewport: SMALLEST });
    await tabTo(view, 'Guide');
    await view.page.keyboard.press('Enter');
    await tabTo(view, 'Check Memorial');
    await view.page.keyboard.press('Enter');
    await view.composer.and(view.page.locator(':focus')).waitFor();
    const answer = await view.answerTo(() => view.page.keyboard.press('Enter'));
    expect(await answer.innerText()).toContain('missing: "sent" moved, no link was made');
  });

  it('can be used in a window of 320×256: nothing is cut off at the side, and the answer can be read', async () => {
    const view = await sandbox.open({ viewport: SMALLEST });
    const { page } = view;
    const answer = await view.ask(`/portal-check ${MEMORIAL}`);
    await page.getByRole('button', { name: 'Shortcuts' }).click();
    await page.getByRole('menuitem', { name: 'Check a provider' }).waitFor();
    expect(await notWithinTheSides(page)).toEqual([]);
    await page.keyboard.press('Escape');
    const next = answer.getByText(/^Next:/).last();
    await next.scrollIntoViewIfNeeded();
    const evidence = answer.getByRole('button', { name: 'Evidence' });
    await evidence.scrollIntoViewIfNeeded();
    expect(await isInWindow(evidence)).toBe(true);
    await evidence.click();
    const close = page
      .getByRole('dialog', { name: 'Evidence' })
      .getByRole('button', { name: 'Close' })
      .first();
    expect(await isInWindow(close)).toBe(true);
    await close.click();
    await page.getByRole('button', { name: 'Upstreams' }).click();
    await view.setUpstream('loki', 'down');
    await view.setUpstream('loki', 'healthy');
    await page.getByRole('button', { name: 'Workspace' }).click();
    await view.goTo('incident-0724');
    expect(await notWithinTheSides(page)).toEqual([]);
  });
});

async function isFocused({ composer }: SandboxPage): Promise<boolean> {
  return (await composer.and(composer.page().locator(':focus')).count()) === 1;
}
