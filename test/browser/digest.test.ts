import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SandboxPage } from '../../src/sandbox/browser/sandbox-page.ts';
import { seriousViolations } from './support/axe.ts';
import { isBrowserMissing, TIMEOUT_MS } from './support/browser.ts';
import { startSandboxInBrowser, type SandboxInBrowser } from './support/sandbox.ts';

const HEADLINE = /Portal links: \d+ of \d+ missing/;

describe.skipIf(isBrowserMissing)('digests on the sandbox page', { timeout: TIMEOUT_MS }, () => {
  let sandbox: SandboxInBrowser;

  beforeAll(async () => {
    sandbox = await startSandboxInBrowser({ fleet: { size: 120, seed: 1, hasCast: true } });
  });

  afterAll(() => sandbox.stop());

  /** Lets a week pass, and waits for the digest that is posted on its Monday. */
  async function digestOfNextWeek(view: SandboxPage, monday: string) {
    await view.letPass('week');
    const digest = view.answers.filter({ hasText: HEADLINE }).filter({ hasText: `as of Mon ${monday}` });
    await digest.waitFor();
    return digest;
  }

  it('tells who is new, and who has recovered, since somebody asked a week ago', async () => {
    const view = await sandbox.open();
    await view.goTo('portal-digest');
    const first = await (await view.ask('/portal-digest now')).innerText();
    expect(first).toMatch(HEADLINE);
    expect(first).toMatch(/First digest/);
    expect(first).toMatch(/Outage: the biweekly run .* 0 of 12 got a link/);
    await view.letPass('week');
    const second = await (await view.ask('/portal-digest now')).innerText();
    for (const label of ['New', 'Worse', 'Recovered', 'No longer due', 'Still missing or partial']) {
      expect(second).toMatch(new RegExp(`^${label} \\(\\d+\\):`, 'm'));
    }
    expect(second).toMatch(/fewer than on Thu 24 July/);
  });

  it('come by themselves after each run, once the channel is subscribed', async () => {
    const view = await sandbox.open();
    await view.page.getByRole('button', { name: view.words().guide.subscribe }).click();
    await view.composer.press('Enter');
    const form = view.page.getByRole('dialog', { name: 'Subscribe to digests' });
    await form.waitFor();
    expect(await seriousViolations(view.page)).toEqual([]);
    await form.getByRole('button', { name: 'Subscribe' }).click();
    await view.answers.filter({ hasText: 'gets digests from now on' }).waitFor();

    await digestOfNextWeek(view, '4 August 2025');
    const digest = await digestOfNextWeek(view, '11 August 2025');
    const text = await digest.innerText();
    expect(text).toMatch(/than on Mon 4 August/);
    expect(text).toMatch(/^New \(\d+\):/m);
    expect(text).toMatch(/^Recovered \(\d+\):/m);
    expect(await digest.getByRole('button', { name: 'Trend' }).count()).toBe(0);
    await digestOfNextWeek(view, '18 August 2025');
    await digestOfNextWeek(view, '25 August 2025');
  });

  it('have a thread with everybody, a file to take away, and from the fourth on a picture of the trend', async () => {
    const view = await sandbox.open();
    await view.goTo('portal-digest');
    const digest = view.answers.filter({ hasText: 'as of Mon 25 August 2025' });
    for (const name of ['Details in thread', 'CSV', 'Trend']) {
      await digest.getByRole('button', { name, exact: true }).click();
    }
    await digest.getByRole('button', { name: '3 replies' }).click();
    const details = view.thread.getByRole('article').filter({ hasText: /Details: \d+ providers/ });
    await details.getByText('PAM Health (PAM) Houston').waitFor();
    await details.getByRole('button', { name: 'Mute until …' }).first().waitFor();
    await view.thread.getByRole('img', { name: /missing/ }).waitFor();

    const downloading = view.page.waitForEvent('download');
    await view.thread.getByRole('link', { name: /\.csv$/ }).click();
    const file = await downloading;
    const csv = await readFile(await file.path(), 'utf8');
    expect(csv).toContain('91de8e85-e7ef-411c-a6aa-477d8159dc39');
    // All that are watched, and a heading.
    expect(csv.trim().split('\n').length).toBeGreaterThan(100);
    expect(csv).not.toMatch(/@|Desk/);
    expect(await seriousViolations(view.page)).toEqual([]);
  });
});
