import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SandboxPage } from '../../src/sandbox/browser/sandbox-page.ts';
import { isBrowserMissing, TIMEOUT_MS } from './support/browser.ts';
import { startSandboxInBrowser, type SandboxInBrowser } from './support/sandbox.ts';
import { isInside, isInWindow } from './support/visible.ts';

const MEMORIAL = '91de8e85-e7ef-411c-a6aa-477d8159dc39';

describe.skipIf(isBrowserMissing)('an engineer on the sandbox page', { timeout: TIMEOUT_MS }, () => {
  let sandbox: SandboxInBrowser;
  let view: SandboxPage;

  beforeAll(async () => {
    sandbox = await startSandboxInBrowser();
  });

  beforeEach(async () => {
    view = await sandbox.open();
  });

  afterAll(() => sandbox.stop());

  const checkMemorial = () => view.ask(`/portal-check ${MEMORIAL}`);

  it('sees verdict, cause and next step of Memorial Healthcare System without scrolling', async () => {
    const answer = await checkMemorial();
    for (const words of [/missing: "sent" moved, no link was made/, /^Likely:/, /^Next:/]) {
      const part = answer.getByText(words).last();
      await part.waitFor();
      const isSeen = (await isInWindow(part)) && (await isInside(part, view.messages));
      expect([String(words), isSeen]).toEqual([String(words), true]);
    }
    expect(await isInside(answer, view.messages)).toBe(true);
  });

  it('reads times as the bot wrote them, and no markup', async () => {
    const answer = await checkMemorial();
    const text = await answer.innerText();
    expect(text).toContain('Stamp Thu 24 July 2025 04:25:18; newest link Wed 14 June 2023 15:07:34');
    expect(text).not.toMatch(/[*`]|&\w+;/);
  });

  it('opens the evidence, which holds what was found and asked, and closes it', async () => {
    const answer = await checkMemorial();
    await answer.getByRole('button', { name: 'Evidence' }).click();
    const evidence = view.page.getByRole('dialog', { name: 'Evidence' });
    await evidence.waitFor();
    const text = await evidence.innerText();
    const parts = [
      'phantom-send (row 15 of the rules), confirmed',
      'Sentry names it nowhere',
      '{app=~"backend-sidekiq-worker|edge",env="omega"}',
      'Last sent (stamp): Thu 24 July 2025 04:25:18',
    ];
    for (const part of parts) expect(text).toContain(part);
    await evidence.getByRole('button', { name: 'Close' }).last().click();
    await evidence.waitFor({ state: 'detached' });
  });

  it('checks again and is told what has changed since', async () => {
    const answer = await checkMemorial();
    await answer.getByRole('button', { name: 'Check again' }).click();
    await answer.getByRole('button', { name: '1 reply' }).click();
    const again = view.thread.getByRole('article').last();
    await again.getByRole('button', { name: 'Evidence' }).waitFor();
    expect(await again.innerText()).toContain('Since the last diagnosis:');
  });

  it('finds two of the same name, takes one, and can go back to the list', async () => {
    const list = await view.ask('/portal-check san antonio');
    expect(await list.innerText()).toMatch(/San Antonio.*\bclinic\b[\s\S]*San Antonio.*\bpractice\b/);
    const check = list.getByRole('button', { name: /^Check/ });
    expect(await check.count()).toBe(2);
    const answer = await view.answerTo(() => check.last().click());
    expect(await answer.innerText()).toMatch(/PAM Health \(PAM\) San Antonio · practice/);
    const back = await view.answerTo(() => answer.getByRole('button', { name: 'Not this one' }).click());
    expect(await back.innerText()).toMatch(/San Antonio.*\bclinic\b/);
  });

  it('checks at once what an exact name means', async () => {
    const answer = await view.ask('/portal-check memorial healthcare system (south florida)');
    expect(await answer.innerText()).toContain('missing: "sent" moved, no link was made');
  });

  it('mentions the bot in a thread and is answered in that thread', async () => {
    await view.goTo('incident-0724');
    await view.openThread(/Memorial Healthcare System/);
    await view.sendInThread('@portal-check Memorial Healthcare System (South Florida)');
    await view.thread.getByRole('button', { name: 'Evidence' }).waitFor();
    expect(await view.thread.getByRole('log').innerText()).toContain('"sent" moved, no link was made');
    expect(await view.answers.count()).toBe(0);
  });

  it('checks the ids of a message by its menu, in its thread', async () => {
    await view.goTo('incident-0724');
    const message = view.messages.getByRole('article').filter({ hasText: 'Two more that I know of' });
    await message.getByRole('button', { name: 'More actions' }).click();
    await view.page.getByRole('menuitem', { name: 'Check these providers' }).click();
    await message
      .getByRole('button', { name: /repl(y|ies)/ })
      .last()
      .click();
    expect(await view.thread.getByRole('article', { name: /^portal-check,/ }).innerText()).toMatch(
      /Duke Health[\s\S]*San Antonio/,
    );
  });

  it('picks a provider in the modal of the shortcut', async () => {
    await view.page.getByRole('button', { name: 'Shortcuts' }).click();
    await view.page.getByRole('menuitem', { name: 'Check a provider' }).click();
    const modal = view.page.getByRole('dialog', { name: 'Check a provider' });
    await modal.getByRole('combobox', { name: /Which/ }).fill('houston');
    await modal.getByRole('option', { name: /PAM Health \(PAM\) Houston/ }).click();
    const answer = await view.answerTo(() =>
      modal.getByRole('button', { name: 'Check', exact: true }).click(),
    );
    expect(await answer.innerText()).toContain('PAM Health (PAM) Houston');
  });

  it('gets the timeline as a picture that says in words what it shows', async () => {
    const answer = await checkMemorial();
    await answer.getByRole('button', { name: 'Timeline' }).click();
    await answer.getByRole('button', { name: /repl(y|ies)/ }).click();
    const picture = view.thread.getByRole('img', { name: /Memorial Healthcare System/ });
    await picture.waitFor();
    expect(await isInWindow(picture)).toBe(true);
  });

  it('sees in the home of the app what was checked and what is missing', async () => {
    await checkMemorial();
    await view.goTo('portal-check');
    const home = view.page.getByRole('region', { name: 'Home' });
    await home.getByText('Your last checks').waitFor();
    expect(await home.innerText()).toMatch(/Missing now[\s\S]*Memorial Healthcare System/);
  });

  it.each([
    ['loki', /Loki\b.*(broke|nothing answers)/],
    ['sentry', /Sentry\b.*(broke|nothing answers)/],
    ['database', /database\b.*(broke|nothing answers)/],
  ] as const)(
    'is told that %s is down, and what to look at; healthy again, it is as before',
    async (id, says) => {
      await view.setUpstream(id, 'down');
      const broken = await checkMemorial();
      expect(await broken.innerText()).toMatch(says);
      await view.setUpstream(id, 'healthy');
      const healthy = await checkMemorial();
      expect(await healthy.innerText()).not.toMatch(says);
    },
  );

  it('is told which column of the database was renamed', async () => {
    await view.setUpstream('database', 'wrong-shape');
    const answer = await checkMemorial();
    await view.setUpstream('database', 'healthy');
    expect(await answer.innerText()).toContain('link_last_sent_at is missing');
  });
});
