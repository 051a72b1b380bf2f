import { WebClient } from '@slack/web-api';
import { describe, expect, it } from 'vitest';
import { section, type Message } from '../../src/slack/blocks.ts';
import { createDestination, type Destination } from '../../src/slack/posting.ts';
import { createResponseUrl } from '../../src/slack/response-url.ts';
import type { Thread } from '../../src/slack/thread.ts';
import { slackEn } from '../../src/words/slack.en.ts';
import { createSlackHandlers } from '../../src/sandbox/stand-ins/slack/handlers.ts';
import { drawAsText } from '../../src/sandbox/stand-ins/slack/draw-as-text.ts';
import { issueResponseUrl } from '../../src/sandbox/stand-ins/slack/response-urls.ts';
import type { SlackWorld } from '../../src/sandbox/stand-ins/slack/world.ts';
import { network } from '../support/network.ts';
import { createManualWait, type ManualWait } from './manual-wait.ts';
import { BOT_TOKEN, sandboxWorld } from './sandbox-world.ts';
import { silentLog } from './silent-log.ts';
import { waitFor } from '../support/wait-for.ts';

const TO_ALL = { kind: 'channel' } as const;
const SLACK_URL = 'https://slack.test';
const ACTIVE: Thread = { ts: '1.000001', isActive: true };

function say(text: string): Message {
  return { text, blocks: [section({ markup: text })] };
}

interface Setup {
  readonly world: SlackWorld;
  readonly time: ManualWait;
  readonly destination: Destination;
  /** Moves the bot's clock on. */
  readonly later: (ms: number) => void;
}

function setUp({
  channelId = 'C1',
  thread = null,
  hasResponseUrl = true,
  world = sandboxWorld(),
}: {
  channelId?: string | null;
  thread?: Thread | null;
  hasResponseUrl?: boolean;
  world?: SlackWorld;
} = {}): Setup {
  network.use(...createSlackHandlers(world));
  const time = createManualWait();
  let nowMs = Date.now();
  const responseUrl = createResponseUrl(
    issueResponseUrl({ slackUrl: SLACK_URL, channelId: channelId ?? 'C1', userId: 'U1', issuedAtMs: nowMs }),
    { fetch: globalThis.fetch, wait: time.wait, clock: () => nowMs, receivedAtMs: nowMs },
  );
  const destination = createDestination({
    client: new WebClient(BOT_TOKEN, {
      slackApiUrl: `${SLACK_URL}/api/`,
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
    }),
    channelId,
    thread,
    userId: 'U1',
    responseUrl: hasResponseUrl ? responseUrl : null,
    words: slackEn,
    wait: time.wait,
    log: silentLog,
  });
  return { world, time, destination, later: (ms) => (nowMs += ms) };
}

/** What stands in Slack: who sees it, in which thread, and the words. */
function seen({ messages }: SlackWorld): string[] {
  return messages.map((message) => {
    const whom = message.onlyFor === null ? 'all' : message.onlyFor;
    const where = message.threadTs === null ? '' : ' in the thread';
    return `${whom}${where}: ${drawAsText(message)}`;
  });
}

describe('in a thread that nobody has answered in', () => {
  const INACTIVE: Thread = { ts: '1.000001', isActive: false };

  it('stands what is for all', async () => {
    const { world, destination } = setUp({ thread: INACTIVE });
    await destination.post(say('found'), TO_ALL);
    expect(world.messages[0]).toMatchObject({ threadTs: '1.000001', onlyFor: null });
  });

  it.each([true, false])(
    'Slack shows nothing for one person alone: it stands in the channel and remembers its thread (response_url: %s)',
    async (hasResponseUrl) => {
      const { world, destination } = setUp({ thread: INACTIVE, hasResponseUrl });
      await destination.whisper(say('found'));
      expect(world.messages).toMatchObject([
        { threadTs: null, onlyFor: 'U1', blocks: [{ block_id: 'thread:1.000001:0' }] },
      ]);
    },
  );
});

describe('where the bot is a member', () => {
  it('all see the message, without previews of its links', async () => {
    const { world, destination } = setUp();
    await destination.post(say('found'), TO_ALL);
    expect(seen(world)).toEqual(['all: found']);
    expect(world.calls[0]?.params).toMatchObject({ unfurl_links: 'false', unfurl_media: 'false' });
  });

  it('an edit keeps text and blocks together', async () => {
    const { world, destination } = setUp();
    const posted = await destination.post(say('checking'), TO_ALL);
    await posted.edit(say('found'), 'answer');
    expect(world.messages).toMatchObject([{ text: 'found', blocks: [{ text: { text: 'found' } }] }]);
  });

  it('a reply goes into the thread of the message', async () => {
    const { world, destination } = setUp();
    const posted = await destination.post(say('found'), TO_ALL);
    await posted.reply(say('changed'));
    expect(world.messages[1]?.threadTs).toBe(world.messages[0]?.ts);
  });

  it('an answer to a button stays in the thread that it was pressed in', async () => {
    const { world, destination } = setUp({ thread: ACTIVE });
    const posted = await destination.post(say('found'), TO_ALL);
    await posted.reply(say('changed'));
    expect(world.messages.map(({ threadTs }) => threadTs)).toEqual(['1.000001', '1.000001']);
  });

  it('an answer reaches the asker though somebody deleted the message that it should replace', async () => {
    const { world, destination } = setUp();
    const posted = await destination.post(say('checking'), TO_ALL);
    world.messages.forEach((message) => (message.isDeleted = true));
    await posted.edit(say('still checking'), 'progress');
    await posted.edit(say('found'), 'answer');
    await posted.edit(say('found more'), 'amendment');
    expect(seen(world).slice(1)).toEqual(['all: found more']);
  });

  it('a deleted answer is not posted again because a source was late', async () => {
    const { world, destination } = setUp();
    const posted = await destination.post(say('found'), TO_ALL);
    world.messages.forEach((message) => (message.isDeleted = true));
    await posted.edit(say('found more'), 'amendment');
    expect(world.messages).toHaveLength(1);
  });
});

describe('where the bot may not post, only the asker sees the answer', () => {
  it.each([
    ['it was never invited', 'C2', 'To invite it: /invite @portal-check'],
    ['it cannot even see the channel', 'G7', 'To invite it: /invite @portal-check'],
    ['the channel is archived', 'C3', 'the bot may not post in this channel'],
    ['it is a conversation of two people', 'D7', 'the bot is not in this conversation'],
  ])('%s', async (_, channelId, hint) => {
    const { world, destination } = setUp({ channelId });
    const posted = await destination.post(say('checking'), TO_ALL);
    await posted.edit(say('still checking'), 'progress');
    await posted.edit(say('found'), 'answer');
    expect(seen(world)).toEqual([expect.stringContaining(hint), 'U1: found']);
  });

  it('a sixth answer comes in their messages with the app, after the response_url is used up', async () => {
    const { world, destination } = setUp({ channelId: 'C2' });
    const posted = await destination.post(say('1'), TO_ALL);
    for (const text of ['2', '3', '4', '5', '6']) await posted.reply(say(text));
    expect(world.messages.map(({ via }) => via)).toEqual([
      ...Array.from({ length: 5 }, () => 'response_url'),
      'chat.postMessage',
    ]);
    expect(world.messages.at(-1)?.channel).toMatch(/^D/u);
  });

  it('an answer for the asker alone is not seen by the channel, and says why where that may surprise', async () => {
    const { world, destination } = setUp();
    const posted = await destination.post(say('found'), { kind: 'asker', reason: 'not-allowed' });
    await posted.reply(say('changed'));
    expect(seen(world)).toEqual([expect.stringContaining('in allowed channels only'), 'U1: changed']);
  });

  it('in a thread the asker alone sees it there', async () => {
    const { world, destination } = setUp({ thread: ACTIVE });
    await destination.post(say('found'), { kind: 'asker', reason: null });
    expect(world.messages).toMatchObject([
      { via: 'chat.postEphemeral', onlyFor: 'U1', threadTs: '1.000001' },
    ]);
  });

  it('whoever mentions the bot in a channel that it was removed from is answered in their messages', async () => {
    const { world, destination } = setUp({ channelId: 'C2', thread: ACTIVE, hasResponseUrl: false });
    await destination.post(say('found'), TO_ALL);
    expect(world.messages).toMatchObject([{ channel: expect.stringMatching(/^D/u) }]);
  });

  it('after half an hour the asker is told another way', async () => {
    const { world, destination, later } = setUp();
    later(30 * 60_000);
    await destination.whisper(say('found'));
    expect(world.messages).toMatchObject([{ via: 'chat.postEphemeral', onlyFor: 'U1' }]);
  });
});

describe('when Slack is in the way', () => {
  it('its rate limit is waited out, as long as it says', async () => {
    const { world, time, destination } = setUp();
    world.nextErrors.push({ method: 'chat.postMessage', error: 'ratelimited', retryAfterS: 7 });
    const posting = destination.post(say('found'), TO_ALL);
    await time.elapse(7_000);
    await posting;
    expect(seen(world)).toEqual(['all: found']);
  });

  it('two messages within a second are both posted', async () => {
    let nowMs = 1_000_000;
    const { world, time, destination } = setUp({
      world: sandboxWorld({ limitsMessageRate: true, clock: () => nowMs }),
    });
    await destination.post(say('first'), TO_ALL);
    const posting = destination.post(say('second'), TO_ALL);
    await waitFor(() => expect(time.asked).toEqual([1_000]));
    nowMs += 1_000;
    await time.elapse(1_000);
    await posting;
    expect(seen(world)).toEqual(['all: first', 'all: second']);
  });

  it('a missing scope is an error of the bot, not a private answer', async () => {
    const { world, destination } = setUp({ world: sandboxWorld({ scopes: ['commands'] }) });
    await expect(destination.post(say('found'), TO_ALL)).rejects.toThrow('missing_scope');
    expect(world.messages).toEqual([]);
  });

  it('a post that may have arrived is not made twice', async () => {
    const { world, time, destination } = setUp();
    world.nextErrors.push({ method: 'chat.postMessage', error: 'fatal_error' });
    await expect(destination.post(say('found'), TO_ALL)).rejects.toThrow('fatal_error');
    expect(world.calls).toHaveLength(1);
    expect(time.asked).toEqual([]);
  });

  it('nothing that it would refuse is sent', async () => {
    const { world, destination } = setUp();
    await expect(destination.post(say('x'.repeat(3_001)), TO_ALL)).rejects.toThrow(
      '3001 characters, at most 3000',
    );
    expect(world.calls).toEqual([]);
  });
});
