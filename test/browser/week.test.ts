import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seriousViolations } from './support/axe.ts';
import { isBrowserMissing, TIMEOUT_MS } from './support/browser.ts';
import { startSandboxInBrowser, type SandboxInBrowser } from './support/sandbox.ts';

const MEMORIAL = '91de8e85-e7ef-411c-a6aa-477d8159dc39';

describe.skipIf(isBrowserMissing)('a week that passes on the sandbox page', { timeout: TIMEOUT_MS }, () => {
  let sandbox: SandboxInBrowser;

  beforeAll(async () => {
    sandbox = await startSandboxInBrowser();
  });

  afterAll(() => sandbox.stop());

  it('is seen in the date, and in what the bot says of a provider', async () => {
    const view = await sandbox.open();
    await view.page.getByText('The sandbox plays on July 24, 2025.').waitFor();
    await view.letPass('week');
    await view.page.getByText('The sandbox plays on July 31, 2025.').waitFor();
    const answer = await (await view.ask(`/portal-check ${MEMORIAL}`)).innerText();
    expect(answer).toContain('as of Thu 31 July 2025');
    // Its stamp of 24 July makes nobody believe any more that something was sent.
    expect(answer).not.toContain('"sent" moved');
    expect(await seriousViolations(view.page)).toEqual([]);
  });

  it('passes by keyboard, in Spanish, and leaves the focus where it was', async () => {
    const view = await sandbox.open();
    await view.speak('es');
    const button = view.page.getByRole('button', { name: 'Dejar pasar una semana' });
    await button.focus();
    await view.page.keyboard.press('Enter');
    await view.page.getByText('Ha pasado una semana.').waitFor();
    await view.page.getByText(/^Hoy, aquí, es 7 de agosto de 2025/).waitFor();
    expect(await button.and(view.page.locator(':focus')).count()).toBe(1);
    await view.speak('en');
  });
});
