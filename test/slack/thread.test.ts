import { describe, expect, it } from 'vitest';
import { actions, button, section, type Message } from '../../src/slack/blocks.ts';
import { carriedThread, carryingThread } from '../../src/slack/thread.ts';
import { refusalOfMessage } from '../../src/sandbox/stand-ins/slack/block-rules.ts';

const message: Message = {
  text: 'found',
  blocks: [section({ markup: 'found' }), actions([button('share', 'Share here', 'd-1')])],
};

describe('a message outside of its thread', () => {
  const carrying = carryingThread(message, { ts: '1753360265.000100', isActive: false });

  it('is taken by Slack, and reads the same', () => {
    expect(refusalOfMessage(carrying.text, carrying.blocks)).toBeNull();
    expect(carrying).toMatchObject(message);
  });

  it('tells of that thread by every block that may hold a button', () => {
    const threads = carrying.blocks.map(({ block_id: blockId }) => carriedThread(blockId ?? ''));
    expect(threads).toEqual(message.blocks.map(() => ({ ts: '1753360265.000100', isActive: false })));
  });
});

it.each(['', 'b1', 'thread:', 'thread:1:0', 'thread:1.2', 'xthread:1.2:0', 'thread:1.2:0\n'])(
  'a block named "%s" remembers no thread',
  (blockId) => {
    expect(carriedThread(blockId)).toBeNull();
  },
);
