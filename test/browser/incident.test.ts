import { readFile } from 'node:fs/promises';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SandboxPage } from '../../src/sandbox/browser/sandbox-page.ts';
import { seriousViolations } from './support/axe.ts';
import { isBrowserMissing, TIMEOUT_MS } from './support/browser.ts';
import { startSandboxInBrowser, type SandboxInBrowser } from './support/sandbox.ts';

const MEMORIAL = '91de8e85-e7ef-411c-a6aa-477d8159dc39';
const ROOT = /Began:/;

describe.skipIf(isBrowserMissing)('an incident on the sandbox page', { timeout: TIMEOUT_MS }, () => {
  let sandbox: SandboxInBrowser;

  beforeAll(async () => {
    sandbox = await startSandboxInBrowser({ limitsMessageRate: false });
  });

  afterAll(() => sandbox.stop());

  /** What stands in the channel of incidents, of which this says something. */
  const inChannel = ({ answers }: SandboxPage, text: string | RegExp): Locator =>
    answers.filter({ hasText: text });
  /** What the bot says of it in the open thread. */
  const told = ({ thread }: SandboxPage, text: string | RegExp): Locator =>
    thread
      .getByRole('article', { name: /^portal-check,/ })
      .filter({ hasText: text })
      .filter({ hasNotText: ROOT });

  /** The page with the incident's thread open. */
  async function openIncident(): Promise<SandboxPage> {
    const view = await sandbox.open();
    await view.page.getByRole('button', { name: view.words().guide.close }).click();
    await view.goTo('incidents');
    await view.openThread(ROOT);
    return view;
  }

  it('opens from a diagnosis: one message in the channel, the evidence and a picture in its thread', async () => {
    const view = await sandbox.open();
    const { page, thread } = view;
    const answer = await view.ask(`/portal-check ${MEMORIAL}`);
    await answer.getByRole('button', { name: 'Open incident' }).click();
    const form = page.getByRole('dialog', { name: 'Open incident' });
    await form.getByText('Memorial Healthcare System (South Florida)').waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await form.getByLabel('Title').fill('Memorial without a link');
    await form.getByRole('radio', { name: /^P2/ }).check();
    await form.getByRole('button', { name: 'Open' }).click();
    await page.getByRole('link', { name: /Go to the incident/ }).click();

    await thread.waitFor();
    const root = inChannel(view, ROOT);
    await root.filter({ hasText: 'Memorial without a link' }).waitFor();
    expect(await root.innerText()).toMatch(/Lead: nobody yet\nNext proof: Mon 28 July 13:00 PDT/);
    await told(view, 'Opened by @Ana').waitFor();
    await thread.getByRole('img', { name: /Memorial/ }).waitFor();
    expect(await page.getByRole('dialog').count()).toBe(0);
  });

  it('has more providers, chosen by their names', async () => {
    const view = await sandbox.open();
    const { page } = view;
    await page.getByRole('button', { name: view.words().guide.openIncident }).click();
    await view.composer.press('Enter');
    const form = page.getByRole('dialog', { name: 'Open incident' });
    const providers = form.getByRole('combobox', { name: /Affected/ });
    for (const name of ['Duke', 'Houston']) {
      await providers.fill(name);
      await form.getByRole('option', { name }).click();
    }
    const remove = view.words().controls.takeOut;
    await form.getByRole('button', { name: remove('Duke Health (DUK) Charlotte') }).click();
    expect(await form.getByRole('listitem').allInnerTexts()).toEqual([
      expect.stringContaining('PAM Health (PAM) Houston'),
    ]);
    expect(await seriousViolations(page)).toEqual([]);
  });

  it('is somebody’s, and takes notes from whoever mentions the bot', async () => {
    const view = await openIncident();
    await inChannel(view, ROOT).getByRole('button', { name: 'I’m on it' }).click();
    await inChannel(view, 'Lead: @Ana').waitFor();
    await told(view, 'is on it').waitFor();
    await view.sendInThread('@portal-check note the front desk has called');
    await told(view, /Note \d+: the front desk has called/).waitFor();
    expect(await told(view, 'is on it').count()).toBe(1);
  });

  it('says once that a source is down, and once that it is back', async () => {
    const view = await openIncident();
    await view.setUpstream('loki', 'down');
    await view.letPass('hour');
    await told(view, 'Loki does not answer').waitFor();
    await inChannel(view, 'Loki does not answer (since').waitFor();
    await view.letPass('hour');
    await view.setUpstream('loki', 'healthy');
    await view.letPass('hour');
    await told(view, 'Loki answers again').waitFor();
    await view.letPass('hour');
    await inChannel(view, ROOT).filter({ hasNotText: 'does not answer' }).waitFor();
    expect(await told(view, 'Loki does not answer').count()).toBe(1);
    expect(await told(view, 'Loki answers again').count()).toBe(1);
  });

  it('is proposed to be resolved once a planned run has proved it, and the channel sees that it is', async () => {
    const view = await openIncident();
    await view.heal(MEMORIAL.slice(0, 8));
    await view.letPass('week');
    await told(view, /has recovered/).waitFor();
    await told(view, 'Is it resolved?').getByRole('button', { name: 'Resolved' }).click();
    const resolved = inChannel(view, view.words().messages.ofThread);
    await resolved.filter({ hasText: 'Resolved, says @Ana' }).waitFor();
    await inChannel(view, ROOT).getByRole('button', { name: 'Reopen' }).waitFor();
    expect(await told(view, 'Is it resolved?').count()).toBe(1);
    expect(await seriousViolations(view.page)).toEqual([]);
  });

  it('writes its postmortem into the thread', async () => {
    const view = await openIncident();
    await view.send('/portal-incident postmortem 1');
    const downloading = view.page.waitForEvent('download');
    await view.thread.getByRole('link', { name: /\.md$/ }).click();
    const text = await readFile(await (await downloading).path(), 'utf8');
    expect(text).toContain('Memorial without a link');
    expect(text).toContain('the front desk has called');
    expect(text).toMatch(/TTD/);
    // Neither an address nor a recipient.
    expect(text).not.toMatch(/\w@\w|Desk/);
  });

  it('loses nothing while its channel is archived', async () => {
    const view = await openIncident();
    const { page } = view;
    const { channels } = view.words();
    const choose = async (item: string): Promise<void> => {
      await page.getByRole('main').getByRole('button', { name: channels.more }).click();
      await page.getByRole('menuitem', { name: item }).click();
    };
    await inChannel(view, ROOT).getByRole('button', { name: 'Reopen' }).click();
    await inChannel(view, ROOT).getByRole('button', { name: 'Mitigated' }).waitFor();
    await choose(channels.archive);
    await page.getByRole('navigation').getByText(channels.archived).waitFor();
    await inChannel(view, ROOT).getByRole('button', { name: 'Mitigated' }).click();
    await view.letPass('hour');
    expect(await told(view, 'Mitigated').count()).toBe(0);
    await choose(channels.unarchive);
    await page.getByRole('navigation').getByText(channels.archived).waitFor({ state: 'detached' });
    await view.letPass('hour');
    await told(view, 'Mitigated').first().waitFor();
  });

  it('survives that somebody deletes its message: it stands there anew, and its thread goes on', async () => {
    const view = await openIncident();
    await view.chooseFor(ROOT, view.words().messages.delete);
    await view.page.getByText(view.words().messages.deleted).first().waitFor();
    await view.sendInThread('@portal-check note still here');
    await told(view, /Note \d+: still here/).waitFor();
    // It is missed when it is to be redrawn.
    await view.letPass('hour');
    const again = inChannel(view, ROOT);
    await again.filter({ hasText: 'Memorial without a link' }).waitFor();
    await again.getByRole('link').first().click();
    await told(view, 'from a diagnosis').waitFor();
    expect(await told(view, 'was deleted').count()).toBe(1);
  });
});
