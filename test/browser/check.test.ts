import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SandboxPage } from '../../src/sandbox/browser/sandbox-page.ts';
import { isBrowserMissing } from './support/browser.ts';
import { startSandboxInBrowser, type SandboxInBrowser } from './support/sandbox.ts';
import { isInside, isInWindow } from './support/visible.ts';

const MEMORIAL = '91de8e85-e7ef-411c-a6aa-477d8159dc39';

describe.skipIf(isBrowserMissing)('an engineer on the sandbox page', () => {
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
    for (const part of [/missing: “?"?sent"?”? moved/i, /Likely/, /Next/]) {
      const line = answer.getByText(part).first();
      await line.waitFor();
      expect([String(part), await isInWindow(line), await isInside(line, view.messages)]).toEqual([
        String(part),
        true,
        true,
      ]);
    }
  });

  it('opens the evidence, which names every source with its query, and closes it', async () => {
    const answer = await checkMemorial();
    await answer.getByRole('button', { name: 'Evidence' }).click();
    await view.modal.getByRole('heading', { name: 'Evidence' }).waitFor();
    const text = await view.modal.innerText();
    for (const part of ['Sentry', 'Loki', 'portal_check.providers', '770.6 days']) expect(text).toContain(part);
    await view.modal.getByRole('button', { name: 'Close' }).first().click();
    await view.modal.waitFor({ state: 'detached' });
  });

  it('checks again and is told what has changed since', async () => {
    const answer = await checkMemorial();
    const again = await view.answerTo(() => answer.getByRole('button', { name: 'Check again' }).click());
    await again.getByText('Since the last diagnosis:').waitFor();
  });

  it('finds a provider by words of its name, and takes one of the list', async () => {
    const list = await view.ask('/portal-check san antonio');
    expect(await list.innerText()).toMatch(/San Antonio[\s\S]*San Antonio/);
    const kinds = ['clinic', 'practice'];
    for (const kind of kinds) await list.getByText(new RegExp(kind, 'i')).first().waitFor();
    const answer = await view.answerTo(() => list.getByRole('button', { name: /^Check/ }).first().click());
    await answer.getByText(/PAM Health \(PAM\) San Antonio/).first().waitFor();
    await answer.getByRole('button', { name: 'Not this one' }).waitFor();
  });

  it('mentions the bot in a thread and is answered in that thread', async () => {
    await view.goTo('incident-0724');
    await view.openThread(/Memorial Healthcare System/);
    await view.sendInThread('@portal-check Memorial Healthcare System (South Florida)');
    await view.thread.getByRole('button', { name: 'Evidence' }).waitFor();
    expect(await view.answers.count()).toBe(0);
  });

  it.each([
    { id: 'loki', name: 'Loki', says: /Loki.*(broke|nothing answers|did not answer)/is },
    { id: 'sentry', name: 'Sentry', says: /Sentry.*(broke|nothing answers|did not answer)/is },
    { id: 'database', name: 'the database', says: /database.*(broke|nothing answers|did not answer)/is },
  ] as const)('is told that $name is down, and has the verdict again when it is back', async ({ id, says }) => {
    await view.setUpstream(id, 'down');
    const answer = await checkMemorial();
    expect(await answer.innerText()).toMatch(says);
    await view.setUpstream(id, 'healthy');
    const healthy = await checkMemorial();
    expect(await healthy.innerText()).not.toMatch(says);
  });
});
