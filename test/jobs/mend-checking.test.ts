import { WebClient } from '@slack/web-api';
import { describe, expect, it } from 'vitest';
import type { Asked } from '../../src/checks/asked.ts';
import { createMendChecking, type MendCheckingSettings } from '../../src/jobs/mend-checking.ts';
import { HOUR_MS, MINUTE_MS } from '../../src/diagnosis/time.ts';
import { createSlackHandlers } from '../../src/sandbox/stand-ins/slack/handlers.ts';
import type { SlackWorldSettings } from '../../src/sandbox/stand-ins/slack/settings.ts';
import { drawAsText } from '../../src/sandbox/stand-ins/slack/draw-as-text.ts';
import { section, type Message } from '../../src/slack/blocks.ts';
import { interruptedMessage } from '../../src/slack/interrupted-message.ts';
import { createChannels } from '../../src/slack/people.ts';
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
/** As no version of today keeps a message. */
const NEWER = JSON.stringify({ text: 'Newer', blocks: [{ kind: 'newer', elements: [] }] });
const SHARED = { id: 'C1', name: 'on-call', isBotMember: true, isShared: true };
const ANSWER: Message = { text: 'On schedule', blocks: [section({ markup: 'On schedule' })] };

describe('what a process has left behind that died', () => {
  const own = keptStore();

  function setUp(
    change: Partial<MendCheckingSettings['checkingMessages']> = {},
    settings: Partial<SlackWorldSettings> = {},
  ) {
    const world = sandboxWorld(settings);
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
    const channels = createChannels({ ...posting, clock: () => nowMs });
    const mend = createMendChecking({
      checkingMessages: { ...own.store.checkingMessages, ...change },
      update: (place, message) => updateMessage(posting, place, message),
      interrupted: (asked, locale) => interruptedMessage(asked, wordsIn(locale)),
      isSharedOutsideNow: (channelId) => channels.isSharedOutsideNow(channelId),
      clock: () => nowMs,
      log: { info: say, warn: say, error: say },
    });
    /** A message that says so, whose answer is due at an instant. */
    const checking = async (dueAtMs: number, asked: Asked = CHECK, locale: Locale = 'en') => {
      const place = { channelId: 'C1', threadTs: null };
      const says = { text: 'Checking', blocks: [section({ markup: 'Checking …' })] };
      const { ts } = await postMessage(posting, place, says);
      const message = { channelId: 'C1', ts, asked, requestId: 'r-1', locale, dueAtMs };
      await own.store.checkingMessages.add(message);
      return message;
    };
    return {
      world,
      mend,
      logged,
      later: (ms: number) => (nowMs += ms),
      texts: () => world.messages.map(drawAsText),
      checking,
      /** One whose process died while the answer took its place: before Slack has done that, or after. */
      answering: async (died: 'before' | 'after') => {
        const { channelId, ts } = await checking(NOW_MS - 1);
        await own.store.checkingMessages.addAnswer(channelId, ts, ANSWER);
        if (died === 'after') await updateMessage(posting, { channelId, ts }, ANSWER);
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
      interrupted: (asked, locale) => interruptedMessage(asked, wordsIn(locale)),
      isSharedOutsideNow: async () => false,
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

  it.each(['before', 'after'] as const)(
    'gets the answer where the process died just %s it was given: nothing else takes its place',
    async (died) => {
      const { answering, mend, later, world, texts, logged } = setUp();
      await answering(died);
      await mend();
      expect(texts()).toEqual(['On schedule']);
      expect(world.messages[0]).toMatchObject({ text: ANSWER.text, blocks: ANSWER.blocks });
      later(HOUR_MS);
      await mend();
      expect(logged).toEqual([expect.stringContaining('has its answer now')]);
    },
  );

  it.each(['before', 'after'] as const)(
    'is left as it is where the process died just %s its answer, and people from outside read along by now',
    async (died) => {
      const { answering, mend, later, texts, logged } = setUp({}, { channels: [SHARED] });
      await answering(died);
      const standing = texts();
      await mend();
      later(HOUR_MS);
      await mend();
      expect({ texts: texts(), logged }).toEqual({
        texts: standing,
        logged: [expect.stringContaining('the channel is shared by now')],
      });
    },
  );

  it('gets its answer later where Slack does not tell who reads along', async () => {
    const { answering, mend, later, world, texts, logged } = setUp();
    await answering('before');
    world.faults.push({ method: 'conversations.info', kind: 'server-error-before', count: 4 });
    await mend();
    expect({ texts: texts(), logged }).toEqual({
      texts: ['Checking …'],
      logged: [expect.stringContaining('tried again')],
    });
    later(MINUTE_MS + 1);
    await mend();
    expect(texts()).toEqual(['On schedule']);
  });

  it('is left alone where its answer was noted in a way that this version cannot read', async () => {
    const { answering, mend, texts, logged } = setUp();
    await answering('after');
    await own.database.run(`update checking_messages set answer = '${NEWER}'`);
    await mend();
    expect({ texts: texts(), logged }).toEqual({
      texts: ['On schedule'],
      logged: [expect.stringContaining('not mended for sure')],
    });
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
