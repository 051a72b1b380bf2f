import { describe, expect, it } from 'vitest';
import { section, type Message } from '../../src/slack/blocks.ts';
import { createConversation } from '../../src/slack/conversation.ts';
import type { Place } from '../../src/slack/post-to.ts';
import type { Destination } from '../../src/slack/posting.ts';
import { createUnanswered, type CheckingMemory } from '../../src/slack/unanswered.ts';
import { createManualWait } from './manual-wait.ts';
import { silentLog } from './silent-log.ts';
import { waitFor } from '../support/wait-for.ts';

const NOW_MS = Date.parse('2025-07-24T05:31:34-07:00');
const PLACE: Place = { channelId: 'C1', ts: '1.000001' };
const AWAITED = {
  asked: { kind: 'check', checkId: 'widgets', subjectIds: ['w-1'], asOfMs: null, windowMs: null },
  locale: 'es',
} as const;

const say = (text: string): Message => ({ text, blocks: [section({ markup: text })] });

/** A conversation whose message stands at a place, and what is noted of it. */
function setUp({
  place = PLACE,
  memory,
  edit,
}: {
  place?: Place | null;
  memory?: Partial<CheckingMemory>;
  edit?: () => Promise<void>;
} = {}) {
  const shown: string[] = [];
  const noted = new Map<string, object>();
  const warnings: string[] = [];
  const time = createManualWait();
  const ending = new AbortController();
  const destination: Destination = {
    async post({ text }) {
      shown.push(text);
      return {
        place,
        edit: edit ?? (async (message) => void shown.push(message.text)),
        reply: async () => {},
      };
    },
    whisper: async ({ text }) => void shown.push(text),
  };
  const unanswered = createUnanswered({
    memory: {
      add: async (message) => void noted.set(`${message.channelId} ${message.ts}`, message),
      addAnswer: async (channelId, ts, { text }) => {
        const key = `${channelId} ${ts}`;
        noted.set(key, { ...noted.get(key), answer: text });
      },
      remove: async (channelId, ts) => void noted.delete(`${channelId} ${ts}`),
      ...memory,
    },
    answerWithinMs: { check: 120_000, digest: 600_000 },
    requestId: 'r-1',
    clock: () => NOW_MS,
    wait: time.wait,
    ending: ending.signal,
    log: { ...silentLog, warn: (_, message) => warnings.push(message) },
  });
  const conversation = createConversation(destination, unanswered);
  return { conversation, shown, noted, warnings, time, ending };
}

describe('a message that says “checking”', () => {
  it('is noted with what was asked and when its answer is due, until the answer has taken its place', async () => {
    const { conversation, noted, shown } = setUp();
    await conversation.progress(say('checking'), AWAITED);
    await conversation.progress(say('checking, Loki has answered'), AWAITED);
    expect([...noted.values()]).toEqual([
      { ...PLACE, ...AWAITED, requestId: 'r-1', dueAtMs: NOW_MS + 120_000 },
    ]);
    await conversation.answer(say('on schedule'));
    expect(noted.size).toBe(0);
    expect(shown.at(-1)).toBe('on schedule');
  });

  it('is no more noted once a failure has taken its place', async () => {
    const { conversation, noted } = setUp();
    await conversation.progress(say('checking'), AWAITED);
    await conversation.fail(say('sorry'));
    expect(noted.size).toBe(0);
  });

  it('has more time where a digest is awaited', async () => {
    const { conversation, noted } = setUp();
    await conversation.progress(say('reading'), { asked: { kind: 'digest' }, locale: 'en' });
    expect([...noted.values()]).toMatchObject([{ asked: { kind: 'digest' }, dueAtMs: NOW_MS + 600_000 }]);
  });

  it('is not noted where nobody could edit it later', async () => {
    const { conversation, noted } = setUp({ place: null });
    await conversation.progress(say('checking'), AWAITED);
    expect(noted.size).toBe(0);
  });

  it('stays noted where its answer could not be posted, with that answer', async () => {
    const { conversation, noted } = setUp({ edit: () => Promise.reject(new Error('Slack is down')) });
    await conversation.progress(say('checking'), AWAITED);
    await expect(conversation.answer(say('on schedule'))).rejects.toThrow('Slack is down');
    expect([...noted.values()]).toMatchObject([{ ...AWAITED, answer: 'on schedule' }]);
  });

  it('has its answer noted before that takes its place: else a crash in between would have it overwritten', async () => {
    let notedAtEdit: readonly object[] = [];
    const { conversation, noted } = setUp({
      edit: async () => void (notedAtEdit = [...noted.values()]),
    });
    await conversation.progress(say('checking'), AWAITED);
    await conversation.answer(say('on schedule'));
    expect(notedAtEdit).toMatchObject([{ answer: 'on schedule' }]);
    expect(noted.size).toBe(0);
  });
});

describe('where the bot’s own database', () => {
  it('hangs, the check goes on, and what was noted after all is forgotten', async () => {
    const adding = Promise.withResolvers<void>();
    const removed: string[] = [];
    const { conversation, shown, time } = setUp({
      memory: { add: () => adding.promise, remove: async (_, ts) => void removed.push(ts) },
    });
    await conversation.progress(say('checking'), AWAITED);
    const answering = conversation.answer(say('on schedule'));
    await time.elapse(1_000);
    await waitFor(() => expect(shown).toContain('on schedule'));
    expect(removed).toEqual([]);
    adding.resolve();
    await answering;
    expect(removed).toEqual([PLACE.ts]);
  });

  it('hangs or fails when the answer is to be noted, the answer is posted nevertheless', async () => {
    const noting = Promise.withResolvers<void>();
    const { conversation, shown, noted, time, warnings } = setUp({
      memory: { addAnswer: () => noting.promise },
    });
    await conversation.progress(say('checking'), AWAITED);
    const answering = conversation.answer(say('on schedule'));
    await time.elapse(1_000);
    await answering;
    expect({ shown, noted: noted.size }).toEqual({ shown: ['checking', 'on schedule'], noted: 0 });
    noting.reject(new Error('down'));
    await waitFor(() => expect(warnings).toEqual([expect.stringContaining('would be overwritten')]));
  });

  it('takes no note, the check goes on, and the log says so', async () => {
    const { conversation, shown, warnings } = setUp({
      memory: { add: () => Promise.reject(new Error('down')) },
    });
    await conversation.progress(say('checking'), AWAITED);
    await conversation.answer(say('on schedule'));
    expect(shown).toEqual(['checking', 'on schedule']);
    expect(warnings).toEqual([expect.stringContaining('could not be noted')]);
  });

  it('does not forget the note, it is tried again: else the answer would be overwritten', async () => {
    let failures = 3;
    const removed: string[] = [];
    const { conversation, time, warnings } = setUp({
      memory: {
        async remove(_, ts) {
          if (failures > 0) {
            failures -= 1;
            throw new Error('down');
          }
          removed.push(ts);
        },
      },
    });
    await conversation.progress(say('checking'), AWAITED);
    await conversation.answer(say('on schedule'));
    for (let attempt = 0; attempt < 3; attempt += 1) {
      expect(removed).toEqual([]);
      await time.elapse(5_000);
    }
    await waitFor(() => expect(removed).toEqual([PLACE.ts]));
    expect(warnings).toHaveLength(1);
  });

  it('does not forget the note for long, the log says so once more, and the attempts go on', async () => {
    let isDown = true;
    const removed: string[] = [];
    const { conversation, time, warnings } = setUp({
      memory: {
        async remove(_, ts) {
          if (isDown) throw new Error('down');
          removed.push(ts);
        },
      },
    });
    await conversation.progress(say('checking'), AWAITED);
    await conversation.answer(say('on schedule'));
    for (let attempt = 0; attempt < 30; attempt += 1) await time.elapse(5_000);
    expect(warnings).toEqual([
      expect.stringContaining('tried again'),
      expect.stringContaining('after many attempts'),
    ]);
    isDown = false;
    await time.elapse(5_000);
    await waitFor(() => expect(removed).toEqual([PLACE.ts]));
  });

  it('does not forget the note, nothing of the attempts outlives the process', async () => {
    let attempts = 0;
    const { conversation, time, ending } = setUp({
      memory: {
        async remove() {
          attempts += 1;
          throw new Error('down');
        },
      },
    });
    await conversation.progress(say('checking'), AWAITED);
    await conversation.answer(say('on schedule'));
    await time.elapse(5_000);
    const attempted = () => time.asked.filter((ms) => ms === 5_000).length;
    await waitFor(() => expect(attempted()).toBe(2));
    ending.abort();
    await new Promise(setImmediate);
    expect([attempts, attempted()]).toEqual([2, 2]);
  });
});
