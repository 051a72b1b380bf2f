import { WebClient } from '@slack/web-api';
import { describe, expect, it } from 'vitest';
import type { Asked } from '../../src/checks/asked.ts';
import { createMendChecking, type MendCheckingSettings } from '../../src/jobs/mend-checking.ts';
import { HOUR_MS, MINUTE_MS } from '../../src/diagnosis/time.ts';
import { createSlackHandlers } from '../../src/sandbox/stand-ins/slack/handlers.ts';
import { drawAsText } from '../../src/sandbox/stand-ins/slack/draw-as-text.ts';
import { section } from '../../src/slack/blocks.ts';
import { interruptedMessage } from '../../src/slack/interrupted-message.ts';
import { postMessage, updateMessage } from '../../src/slack/post-to.ts';
import { readAskedCheck } from '../../src/slack/target.ts';
import type { Locale } from '../../src/words/locale.ts';
import { wordsIn } from '../../src/words/slack.ts';
import { BOT_TOKEN, sandboxWorld } from '../slack/sandbox-world.ts';
import { silentBoltLogger } from '../slack/silent-log.ts';
import { keptStore } from '../store/kept-store.ts';
import { DUKE, NOW_MS } from '../store/kept.ts';
import { network } from '../support/network.ts';

const SLACK_URL = 'https://slack.test';
const CHECK = {
  kind: 'check',
  checkId: 'portal-links',
  subjectIds: [DUKE],
  asOfMs: null,
  windowMs: null,
} as const;

describe('what a process has left behind that died', () => {
  const own = keptStore();

  function setUp(change: Partial<MendCheckingSettings['checkingMessages']> = {}) {
    const world = sandboxWorld();
    network.use(...createSlackHandlers(world));
    const client = new WebClient(BOT_TOKEN, {
      slackApiUrl: `${SLACK_URL}/api/`,
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
      logger: silentBoltLogger,
    });
    const posting = { client, wait: async () => {} };
    const logged: string[] = [];
    const say = (_: object, message: string) => void logged.push(message);
    let nowMs = NOW_MS;
    const mend = createMendChecking({
      checkingMessages: { ...own.store.checkingMessages, ...change },
      update: (place, message) => updateMessage(posting, place, message),
      messageOf: (asked, locale) => interruptedMessage(asked, wordsIn(locale)),
      clock: () => nowMs,
      log: { info: say, warn: say, error: say },
    });
    return {
      world,
      mend,
      logged,
      later: (ms: number) => (nowMs += ms),
      texts: () => world.messages.map(drawAsText),
      /** A message that says so, whose answer is due at an instant. */
      checking: async (dueAtMs: number, asked: Asked = CHECK, locale: Locale = 'en') => {
        const place = { channelId: 'C1', threadTs: null };
        const checking = { text: 'Checking', blocks: [section({ markup: 'Checking …' })] };
        const { ts } = await postMessage(posting, place, checking);
        const message = { channelId: 'C1', ts, asked, requestId: 'r-1', locale, dueAtMs };
        await own.store.checkingMessages.add(message);
      },
    };
  }

  it('says that it was interrupted, and offers to check again', async () => {
    const { checking, mend, world, texts } = setUp();
    await checking(NOW_MS - 1);
    await mend();
    expect(texts()).toEqual([
      expect.stringMatching(/The bot was stopped during this check.*\[Check again\]/s),
    ]);
    const [, value = ''] =
      /"value":("(?:[^"\\]|\\.)*")/.exec(JSON.stringify(world.messages[0]?.blocks)) ?? [];
    const { kind: _, ...asked } = CHECK;
    expect(readAskedCheck(String(JSON.parse(value)))).toEqual(asked);
  });

  it('says so in the language of the message; who awaits a digest asks by the command', async () => {
    const { checking, mend, texts } = setUp();
    await checking(NOW_MS - 1, { kind: 'digest' }, 'es');
    await mend();
    expect(texts()).toEqual([expect.stringContaining(wordsIn('es').digests.interrupted)]);
    expect(texts()[0]).not.toContain('[');
  });

  it('is left alone while a living process may still answer', async () => {
    const { checking, mend, later, texts } = setUp();
    await checking(NOW_MS);
    await mend();
    expect(texts()).toEqual(['Checking …']);
    later(1);
    await mend();
    expect(texts()).toEqual([expect.stringContaining('The bot was stopped')]);
  });

  it('is tried again where Slack did not answer, and is mended once', async () => {
    const { checking, mend, later, world, texts, logged } = setUp();
    await checking(NOW_MS - 2);
    await checking(NOW_MS - 1);
    // As often as an edit is tried.
    world.faults.push({ method: 'chat.update', kind: 'server-error-before', count: 4 });
    await mend();
    expect(texts()).toEqual(['Checking …', expect.stringContaining('The bot was stopped')]);
    later(MINUTE_MS + 1);
    await mend();
    expect(texts()).toEqual([
      expect.stringContaining('The bot was stopped'),
      expect.stringContaining('The bot was stopped'),
    ]);
    later(MINUTE_MS + 1);
    await mend();
    expect(world.messages.map(({ history }) => history.length)).toEqual([1, 1]);
    expect(logged).toEqual([
      expect.stringContaining('tried again'),
      expect.stringContaining('says now'),
      expect.stringContaining('says now'),
    ]);
  });

  it('is mended by another replica where the one that was at it has died in the middle', async () => {
    const { checking, mend, later, texts } = setUp();
    for (const agoMs of [3, 2, 1]) await checking(NOW_MS - agoMs);
    const died = Promise.withResolvers<void>();
    const dying = createMendChecking({
      checkingMessages: own.store.checkingMessages,
      update() {
        died.resolve();
        return new Promise(() => {});
      },
      messageOf: (asked, locale) => interruptedMessage(asked, wordsIn(locale)),
      clock: () => NOW_MS,
      log: { info: () => {}, warn: () => {}, error: () => {} },
    });
    void dying();
    await died.promise;
    await mend();
    expect(texts()).toEqual(['Checking …', 'Checking …', 'Checking …']);
    later(MINUTE_MS + 1);
    await mend();
    expect(texts()).toEqual(Array.from({ length: 3 }, () => expect.stringContaining('The bot was stopped')));
  });

  it('is mended though the bot cannot note that of the one before it', async () => {
    const { checking, texts, mend } = setUp({ remove: () => Promise.reject(new Error('away')) });
    await checking(NOW_MS - 2);
    await checking(NOW_MS - 1);
    await mend();
    expect(texts()).toEqual([
      expect.stringContaining('The bot was stopped'),
      expect.stringContaining('The bot was stopped'),
    ]);
  });

  it('is left to another version where that has noted it, and this is said', async () => {
    const { checking, mend, texts, logged } = setUp();
    await checking(NOW_MS - 1);
    await own.database.run(`update checking_messages set locale = 'xx'`);
    await mend();
    expect({ texts: texts(), logged }).toEqual({
      texts: ['Checking …'],
      logged: [expect.stringContaining('noted by another version')],
    });
  });

  it('is let go where somebody has deleted it, and does not keep the others waiting', async () => {
    const { checking, mend, later, world, texts, logged } = setUp();
    await checking(NOW_MS - 2);
    await checking(NOW_MS - 1);
    world.messages.shift();
    await mend();
    expect(texts()).toEqual([expect.stringContaining('The bot was stopped')]);
    later(HOUR_MS);
    await mend();
    expect(logged).toEqual([
      expect.stringContaining('cannot be edited any more'),
      expect.stringContaining('says now'),
    ]);
  });

  it('waits where the bot’s own database is away: that brings nobody down', async () => {
    const { checking, mend, texts, logged } = setUp();
    await checking(NOW_MS - 1);
    await own.database.run('alter table checking_messages rename to away');
    try {
      await expect(mend()).resolves.toBeUndefined();
    } finally {
      await own.database.run('alter table away rename to checking_messages');
    }
    expect(logged).toEqual([expect.stringContaining('could not be mended')]);
    await mend();
    expect(texts()).toEqual([expect.stringContaining('The bot was stopped')]);
  });
});
