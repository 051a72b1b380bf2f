import type { Locator, Page } from 'playwright-core';
import type { Locale } from '../../words/locale.ts';
import { LANGUAGE_NAMES, PAGE_WORDS, type PageWords } from '../page/words/page-locale.ts';
import type { ClientUser, Span, UpstreamMode, UpstreamState } from '../stand-ins/slack/client-api.ts';

/** The sandbox page as a person uses it: everything is found by its role and its accessible name. */
export interface SandboxPage {
  readonly page: Page;
  /** All messages of the open conversation, oldest first; the region scrolls. */
  readonly messages: Locator;
  /** Those of them that the bot has posted. */
  readonly answers: Locator;
  readonly composer: Locator;
  /** What is open beside the conversation; not there where no thread is open. */
  readonly thread: Locator;
  /** What the page calls things, in the language that it speaks. */
  words(): PageWords;
  become(role: ClientUser['role']): Promise<void>;
  speak(locale: Locale): Promise<void>;
  /** @param place a channel's name, or the bot's */
  goTo(place: string): Promise<void>;
  /** Types into the composer of the open conversation and presses Enter. */
  send(text: string): Promise<void>;
  /** Does something, and waits for what the bot posts then in the open conversation: to its end, not only that it is checking. */
  answerTo(deed: () => Promise<void>): Promise<Locator>;
  /** Sends, and waits for the bot's answer. */
  ask(text: string): Promise<Locator>;
  /** Opens the thread of the message that holds this text. */
  openThread(text: RegExp): Promise<void>;
  sendInThread(text: string): Promise<void>;
  setUpstream(id: UpstreamState['id'], mode: UpstreamMode): Promise<void>;
  /** Presses the button, and waits until it has passed for everybody. */
  letPass(span: Span): Promise<void>;
  /** Mends what keeps a provider from its links. @param shortId the first eight characters of its id */
  heal(shortId: string): Promise<void>;
  /** Chooses from the menu of the message of the open conversation that holds this text. */
  chooseFor(text: RegExp, item: string): Promise<void>;
}

/** The bot stops wherever something falls due. */
const PASSES_WITHIN_MS = 60_000;

/** Begins the bot's message until all sources have answered, or the deadline has passed. */
const STILL_CHECKING = '⏳';

/** Opens the page and waits until it shows a conversation. */
export async function openSandboxPage(page: Page, url: string): Promise<SandboxPage> {
  let words: PageWords = PAGE_WORDS.en;
  const main = page.getByRole('main');
  const messages = main.getByRole('log');
  const answers = messages.getByRole('article', { name: /^portal-check,/ });
  const composer = main.getByRole('form').getByRole('textbox');
  const thread = page.getByRole('complementary', { name: /^(Thread|Hilo)$/ });

  async function send(text: string): Promise<void> {
    await composer.fill(text);
    await composer.press('Enter');
  }

  async function answerTo(deed: () => Promise<void>): Promise<Locator> {
    const before = await answers.count();
    await deed();
    const answer = answers.nth(before);
    await answer.filter({ hasNotText: STILL_CHECKING }).waitFor();
    return answer;
  }

  await page.goto(url);
  await composer.waitFor();
  return {
    page,
    messages,
    answers,
    composer,
    thread,
    words: () => words,
    async become(role) {
      const select = page.getByLabel(words.person.label);
      const option = select.getByRole('option', { name: words.person.option('', role) });
      await select.selectOption({ label: await option.innerText() });
      await page.getByText(words.person.meaning(role)).waitFor();
      // There is none until it is known what this person sees.
      await composer.waitFor();
    },
    async speak(locale) {
      await page.getByLabel(words.language.label).selectOption({ label: LANGUAGE_NAMES[locale] });
      words = PAGE_WORDS[locale];
      // The select is busy until the bot has learnt it too.
      await page.getByLabel(words.language.label).and(page.locator(':not([aria-busy])')).waitFor();
    },
    async goTo(place) {
      await page.getByRole('navigation').getByRole('button', { name: place }).click();
      await main.getByRole('heading', { level: 2, name: place }).waitFor();
    },
    send,
    answerTo,
    ask: (text) => answerTo(() => send(text)),
    async openThread(text) {
      const message = messages.getByRole('article').filter({ hasText: text }).last();
      await message.getByRole('button', { name: words.messages.replyInThread }).click();
      await thread.waitFor();
    },
    async sendInThread(text) {
      const field = thread.getByRole('textbox');
      await field.fill(text);
      await field.press('Enter');
    },
    async setUpstream(id, mode) {
      const panel = page.getByRole('complementary', { name: words.upstreams.heading });
      const fold = panel.getByRole('button', { name: words.upstreams.heading });
      if ((await fold.getAttribute('aria-expanded')) === 'false') await fold.click();
      const select = panel.getByLabel(words.upstreams.name(id));
      await select.selectOption({ label: words.upstreams.mode(mode) });
      // Beside a thread it is not shown, for want of room.
      await panel.getByText(words.upstreams.modeMeaning(mode)).first().waitFor({ state: 'attached' });
    },
    async letPass(span) {
      const time = page.getByRole('region', { name: words.time.heading });
      await time.getByRole('button', { name: words.time.letPass(span) }).click();
      // What the one before has left there is gone by now.
      await time.getByText(words.time.passed(span)).waitFor({ timeout: PASSES_WITHIN_MS });
    },
    async heal(shortId) {
      const time = page.getByRole('region', { name: words.time.heading });
      const select = time.getByLabel(words.heal.label);
      const option = select.getByRole('option', { name: words.heal.option('', shortId) });
      await option.waitFor({ state: 'attached' });
      const label = await option.innerText();
      await select.selectOption({ label });
      await time.getByRole('button', { name: words.heal.heal, exact: true }).click();
      await option.waitFor({ state: 'detached' });
    },
    async chooseFor(text, item) {
      const message = messages.getByRole('article').filter({ hasText: text }).last();
      await message.getByRole('button', { name: words.messages.more }).click();
      await message.getByRole('menuitem', { name: item }).click();
    },
  };
}
