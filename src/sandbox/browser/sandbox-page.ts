import type { Locator, Page } from 'playwright-core';
import type { Locale } from '../../words/locale.ts';
import { LANGUAGE_NAMES, PAGE_WORDS, type PageWords } from '../page/words/page-locale.ts';
import type { ClientUser, UpstreamMode, UpstreamState } from '../stand-ins/slack/client-api.ts';

/** The sandbox page as a person uses it: everything is found by its role and its accessible name. */
export interface SandboxPage {
  readonly page: Page;
  /** What the bot has posted in the open conversation, oldest first; without replies in threads. */
  readonly answers: Locator;
  readonly composer: Locator;
  /** The thread that is open beside the conversation. */
  readonly thread: Locator;
  /** The modal on top. */
  readonly modal: Locator;
  become(role: ClientUser['role']): Promise<void>;
  speak(locale: Locale): Promise<void>;
  goTo(place: string | RegExp): Promise<void>;
  /** Types into the composer of the open conversation and presses Enter. */
  send(text: string): Promise<void>;
  /** Sends, and waits for what the bot posts then. */
  ask(text: string): Promise<Locator>;
  /** Does something, and waits for what the bot posts then in the open conversation. */
  answerTo(deed: () => Promise<void>): Promise<Locator>;
  setUpstream(id: UpstreamState['id'], mode: UpstreamMode): Promise<void>;
}

const UPSTREAM_NAMES: Readonly<Record<UpstreamState['id'], string>> = {
  sentry: 'Sentry',
  loki: 'Loki',
  database: 'Delivery database',
};

/** Opens the page and waits until it shows a conversation. */
export async function openSandboxPage(page: Page, url: string): Promise<SandboxPage> {
  let words: PageWords = PAGE_WORDS.en;
  await page.goto(url);
  const main = page.getByRole('main');
  const answers = main.getByRole('article').filter({ has: page.getByText('APP', { exact: true }) });
  const composer = main.getByRole('textbox', { name: /^Message |^Mensaje /i });
  await composer.waitFor();

  async function send(text: string): Promise<void> {
    await composer.fill(text);
    await composer.press('Enter');
  }

  async function answerTo(deed: () => Promise<void>): Promise<Locator> {
    const before = await answers.count();
    await deed();
    const answer = answers.nth(before);
    await answer.waitFor();
    return answer;
  }

  return {
    page,
    answers,
    composer,
    thread: page.getByRole('complementary', { name: words.thread.label }),
    modal: page.getByRole('dialog').last(),
    async become(role) {
      const select = page.getByLabel(words.person.label);
      const option = select.getByRole('option').filter({ hasText: words.person.option('', role).slice(1) });
      await select.selectOption({ label: (await option.first().textContent()) ?? '' });
      await composer.waitFor();
    },
    async speak(locale) {
      await page.getByLabel(words.language.label).selectOption({ label: LANGUAGE_NAMES[locale] });
      words = PAGE_WORDS[locale];
      await page.getByLabel(words.language.label).waitFor();
    },
    async goTo(place) {
      await page.getByRole('navigation').getByRole('button', { name: place }).click();
    },
    send,
    answerTo,
    ask: (text) => answerTo(() => send(text)),
    async setUpstream(id, mode) {
      await page
        .getByRole('group', { name: UPSTREAM_NAMES[id] })
        .getByRole('radio', { name: words.upstreams.mode(mode) })
        .check();
    },
  };
}
