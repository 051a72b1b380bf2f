import { describe, expect, it } from 'vitest';
import { hintsFor, MEMORIAL } from '../../../src/sandbox/page/conversation/commands.ts';
import { linkedMessage } from '../../../src/sandbox/page/conversation/permalink.ts';
import { conversationAt, placeFor } from '../../../src/sandbox/page/conversation/place.ts';
import { repliesTo, topLevelOf } from '../../../src/sandbox/page/conversation/threads.ts';
import { shortTime } from '../../../src/sandbox/page/conversation/times.ts';
import { PAGE_WORDS } from '../../../src/sandbox/page/words/page-locale.ts';
import type {
  ClientMessage,
  ClientView,
  Workspace,
} from '../../../src/sandbox/stand-ins/slack/client-api.ts';

const message = (ts: string, threadTs: string | null = null): ClientMessage => ({
  ts,
  threadTs,
  userId: null,
  isEphemeral: false,
  isEdited: false,
  isDeleted: false,
  isBroadcast: false,
  text: ts,
  blocks: [],
  files: [],
});
const view: ClientView = {
  channels: [
    { id: 'C1', messages: [message('1')] },
    { id: 'C2', messages: [] },
  ],
  direct: { id: 'D1', messages: [message('2')] },
  home: null,
  modals: [],
};
const workspace: Workspace = {
  teamId: 'T1',
  botUserId: 'U0',
  botName: 'the-bot',
  users: [],
  channels: [
    {
      id: 'C1',
      name: 'on-call',
      topic: 'Fire',
      isShared: false,
      isArchived: false,
      isBotMember: true,
      memberIds: [],
    },
  ],
  shortcuts: [],
  nowMs: 0,
};

describe('threads', () => {
  const messages = [
    message('1'),
    message('2', '1'),
    message('3', '3'),
    message('4', '1'),
    message('5', 'gone'),
  ];

  it('keep replies out of the conversation, but for those whose first message is not there', () => {
    expect(topLevelOf(messages).map(({ ts }) => ts)).toEqual(['1', '3', '5']);
  });

  it('show an answer in the conversation that was sent there, too', () => {
    const shown = topLevelOf([...messages, { ...message('6', '1'), isBroadcast: true }]);
    expect(shown.map(({ ts }) => ts)).toEqual(['1', '3', '5', '6']);
  });

  it('hold the replies without the message that they hang on', () => {
    expect(repliesTo('1', messages).map(({ ts }) => ts)).toEqual(['2', '4']);
    expect(repliesTo('3', messages)).toEqual([]);
  });
});

describe('what is open', () => {
  it('is what the person wished', () => {
    expect(placeFor({ kind: 'channel', id: 'C2' }, view)).toEqual({ kind: 'channel', id: 'C2' });
    expect(placeFor({ kind: 'app', tab: 'home' }, view)).toEqual({ kind: 'app', tab: 'home' });
  });

  it('is the first channel of whoever is not in the wished one, and the app for whoever is in none', () => {
    expect(placeFor({ kind: 'channel', id: 'C9' }, view)).toEqual({ kind: 'channel', id: 'C1' });
    expect(placeFor(null, { ...view, channels: [] })).toEqual({ kind: 'app', tab: 'messages' });
  });

  it('has a name and messages', () => {
    expect(conversationAt({ kind: 'channel', id: 'C1' }, view, workspace)).toEqual({
      id: 'C1',
      name: '#on-call',
      topic: 'Fire',
      messages: [message('1')],
    });
    expect(conversationAt({ kind: 'app', tab: 'messages' }, view, workspace)).toEqual({
      id: 'D1',
      name: 'the-bot',
      topic: null,
      messages: [message('2')],
    });
  });
});

describe('the time of a message', () => {
  // Of whoever reads the page, and so of whoever runs this.
  const noon = new Date(2025, 6, 24, 12, 5).getTime();
  const ts = `${noon / 1_000}.000100`;

  it.each([
    ['of today', noon + 60_000, '12:05'],
    ['of another day', noon + 7 * 86_400_000, '24 jul, 12:05'],
  ])('%s tells the day only where it is needed', (_, nowMs, shown) => {
    expect(shortTime(ts, nowMs, 'es')).toBe(shown);
  });
});

describe('the address of a message', () => {
  it('of this workspace leads to it, and to its thread', () => {
    const address = 'https://sandbox.slack.example/archives/C1/p1753360294000012';
    expect(linkedMessage(address)).toEqual({ channelId: 'C1', ts: '1753360294.000012', threadTs: null });
    expect(linkedMessage(`${address}?thread_ts=1753360000.000001&cid=C1`)).toMatchObject({
      threadTs: '1753360000.000001',
    });
  });

  it.each([
    'https://other.slack.com/archives/C1/p1753360294000012',
    'https://sandbox.slack.example/archives/C1',
    '/archives/C1/p1753360294000012',
  ])('is none of this workspace: %s', (address) => {
    expect(linkedMessage(address)).toBeNull();
  });
});

describe('hints at commands', () => {
  const hinted = (typed: string) => hintsFor(typed, PAGE_WORDS.en).map(({ example }) => example);

  it('come with the slash and go on where the person has begun', () => {
    expect(hinted('/')).toHaveLength(7);
    expect(hinted('/portal-d')).toEqual(['/portal-digest now', '/portal-digest subscribe']);
    expect(hinted('/portal-check mem')).toEqual(['/portal-check memorial', '/portal-check memorial private']);
    expect(hinted(`/portal-check ${MEMORIAL.id.slice(0, 4)}`)).toEqual([`/portal-check ${MEMORIAL.id}`]);
  });

  it('go once the command is complete, and do not come for a message', () => {
    expect(hinted('/portal-check help')).toEqual([]);
    expect(hinted('good morning')).toEqual([]);
  });

  it('are about the provider whose story the page tells', () => {
    expect(MEMORIAL.name).toBe('Memorial Healthcare System (South Florida)');
  });
});
