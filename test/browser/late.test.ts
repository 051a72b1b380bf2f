import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SandboxPage } from '../../src/sandbox/browser/sandbox-page.ts';
import { isBrowserMissing, TIMEOUT_MS } from './support/browser.ts';
import { startSandboxInBrowser, type SandboxInBrowser } from './support/sandbox.ts';

const MEMORIAL = '91de8e85-e7ef-411c-a6aa-477d8159dc39';

describe.skipIf(isBrowserMissing)('a late source on the sandbox page', { timeout: TIMEOUT_MS }, () => {
  let sandbox: SandboxInBrowser;
  let view: SandboxPage;

  beforeAll(async () => {
    // By default an answer is awaited for 8 s, which nobody need watch here.
    sandbox = await startSandboxInBrowser({ firstAnswerMs: 1_500 });
  });

  beforeEach(async () => {
    view = await sandbox.open();
  });

  afterAll(() => sandbox.stop());

  it.each([
    ['loki', 'Loki', null],
    ['sentry', 'Sentry', null],
    ['database', 'database', /before “unknown: .*”, now “missing: /],
  ] as const)(
    'while %s is very slow, an engineer is first told so, then that very message is amended, and a changed verdict stands in the thread',
    async (id, name, change) => {
      await view.setUpstream(id, 'very-slow');
      const before = await view.answers.count();
      const answer = await view.ask(`/portal-check ${MEMORIAL}`);
      await answer.filter({ hasText: `${name} failed: still running after 1.5 s` }).waitFor();

      await answer.filter({ hasText: `${name} ok`, hasNotText: 'still running' }).waitFor();
      const text = await answer.innerText();
      expect(text).toContain('(edited)');
      expect(text).toContain('missing: "sent" moved, no link was made');
      expect(await view.answers.count()).toBe(before + 1);

      if (change === null) return;
      await answer.getByRole('button', { name: '1 reply' }).click();
      expect(await view.thread.getByRole('article').last().innerText()).toMatch(change);
    },
  );
});
