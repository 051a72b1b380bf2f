import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SandboxPage } from '../../src/sandbox/browser/sandbox-page.ts';
import { seriousViolations } from './support/axe.ts';
import { isBrowserMissing, TIMEOUT_MS } from './support/browser.ts';
import { startSandboxInBrowser, type SandboxInBrowser } from './support/sandbox.ts';
import { isInWindow } from './support/visible.ts';

const MEMORIAL = '91de8e85-e7ef-411c-a6aa-477d8159dc39';

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

  it('can be used in a window of 320×256: nothing is cut off at the side, and the answer can be read', async () => {
    const view = await sandbox.open({ viewport: { width: 320, height: 256 } });
    const { page } = view;
    const answer = await view.ask(`/portal-check ${MEMORIAL}`);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(320);
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
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(320);
  });
});

async function isFocused({ composer }: SandboxPage): Promise<boolean> {
  return (await composer.and(composer.page().locator(':focus')).count()) === 1;
}
