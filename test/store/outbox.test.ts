import { Client } from 'pg';
import { describe, expect, it } from 'vitest';
import { DAY_MS, MINUTE_MS } from '../../src/diagnosis/time.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { keptStore } from './kept-store.ts';
import { DUKE, NOW_MS } from './kept.ts';

const POST = { key: 'digest 1', channelId: 'C1', threadTs: null };

describe('the outbox', () => {
  const own = keptStore();

  it('notes a call before it is made, and where the post stands after it', async () => {
    const { outbox } = own.store;
    expect(await outbox.find(POST.key)).toBeNull();
    const noted = { ...POST, notedAtMs: NOW_MS, calledAtMs: NOW_MS, attempts: 1, postedTs: null };
    expect(await outbox.noteCall(POST, NOW_MS)).toEqual(noted);
    expect(await outbox.find(POST.key)).toEqual(noted);
    await outbox.notePosted(POST.key, '1.1', NOW_MS + 1);
    expect(await outbox.find(POST.key)).toEqual({ ...noted, postedTs: '1.1' });
  });

  it('counts every call, and remembers when the first was made', async () => {
    const { outbox } = own.store;
    const another = openStore({ url: own.database.url, tls: 'disable', caPem: null });
    await outbox.noteCall({ ...POST, threadTs: '1.0' }, NOW_MS);
    await Promise.all(
      Array.from({ length: 6 }, (_, index) =>
        (index % 2 === 0 ? own.store : another).outbox.noteCall(POST, NOW_MS + 1 + index),
      ),
    );
    await another.close();
    expect(await outbox.find(POST.key)).toEqual({
      ...POST,
      threadTs: '1.0',
      notedAtMs: NOW_MS,
      calledAtMs: expect.any(Number),
      attempts: 7,
      postedTs: null,
    });
  });

  it('remembers when the last call was made, as long as it may arrive', async () => {
    const { outbox } = own.store;
    await outbox.noteCall(POST, NOW_MS);
    const again = await outbox.noteCall(POST, NOW_MS + MINUTE_MS);
    expect(again).toMatchObject({ notedAtMs: NOW_MS, calledAtMs: NOW_MS + MINUTE_MS });
    expect(await outbox.find(POST.key)).toEqual(again);
  });

  it('takes the first call for the last, where a release before has noted it', async () => {
    const { outbox } = own.store;
    await outbox.noteCall(POST, NOW_MS);
    await own.database.run('update outbox set called_at = null');
    expect(await outbox.find(POST.key)).toMatchObject({ notedAtMs: NOW_MS, calledAtMs: NOW_MS });
  });

  it('forgets a call that Slack refused', async () => {
    const { outbox } = own.store;
    await outbox.noteCall(POST, NOW_MS);
    await outbox.noteRefused(POST.key);
    expect(await outbox.find(POST.key)).toBeNull();
  });

  it('does not forget an earlier call that may have posted, when Slack refuses a later one', async () => {
    const { outbox } = own.store;
    await outbox.noteCall(POST, NOW_MS);
    await outbox.noteCall(POST, NOW_MS + 1);
    await outbox.noteRefused(POST.key);
    expect(await outbox.find(POST.key)).toMatchObject({ notedAtMs: NOW_MS, attempts: 1 });
  });

  it('keeps to what stands, whatever is noted later', async () => {
    const { outbox } = own.store;
    await outbox.noteCall(POST, NOW_MS);
    await outbox.notePosted(POST.key, '1.1', NOW_MS);
    await outbox.notePosted(POST.key, '1.2', NOW_MS);
    await outbox.noteRefused(POST.key);
    expect(await outbox.find(POST.key)).toMatchObject({ postedTs: '1.1', attempts: 1 });
  });
});

describe('messages that say “checking”', () => {
  const own = keptStore();
  const ASKED = {
    kind: 'check',
    checkId: 'portal-links',
    subjectIds: [DUKE],
    asOfMs: null,
    windowMs: DAY_MS,
  } as const;

  const message = (ts: string, dueAtMs = NOW_MS) => ({
    channelId: 'C1',
    ts,
    requestId: 'r-1',
    locale: 'es' as const,
    asked: ASKED,
    dueAtMs,
  });

  const claimed = async (nowMs: number, limit: number, store: Pick<Store, 'checkingMessages'> = own.store) =>
    (await store.checkingMessages.claimOverdue(nowMs, limit)).messages;

  it('are claimed once they are overdue, the longest due first', async () => {
    const { checkingMessages } = own.store;
    await checkingMessages.add(message('3.1', NOW_MS - 1));
    await checkingMessages.add(message('2.1', NOW_MS - 2));
    await checkingMessages.add(message('1.1', NOW_MS - 3));
    await checkingMessages.add(message('4.1', NOW_MS));
    const claimedUntilMs = NOW_MS + MINUTE_MS;
    expect(await claimed(NOW_MS, 2)).toEqual([
      { ...message('1.1', claimedUntilMs), answer: null },
      { ...message('2.1', claimedUntilMs), answer: null },
    ]);
    expect(await claimed(NOW_MS, 2)).toEqual([{ ...message('3.1', claimedUntilMs), answer: null }]);
    expect(await claimed(NOW_MS, 2)).toEqual([]);
  });

  it('are claimed again a minute later where they were not removed: their replica may have died', async () => {
    const { checkingMessages } = own.store;
    await checkingMessages.add(message('1.1', NOW_MS - 2));
    await checkingMessages.add(message('2.1', NOW_MS - 1));
    expect(await claimed(NOW_MS, 10)).toHaveLength(2);
    await checkingMessages.remove('C1', '1.1');
    expect(await claimed(NOW_MS + MINUTE_MS, 10)).toEqual([]);
    expect(await claimed(NOW_MS + MINUTE_MS + 1, 10)).toMatchObject([{ ts: '2.1' }]);
  });

  it('keep the first answer that was about to take their place: a failure after it is none', async () => {
    const { checkingMessages } = own.store;
    const answer = { text: 'on schedule', blocks: [{ type: 'divider' }] };
    await checkingMessages.add(message('1.1', NOW_MS - 2));
    await checkingMessages.add(message('2.1', NOW_MS - 1));
    await checkingMessages.addAnswer('C1', '1.1', answer);
    await checkingMessages.addAnswer('C1', '1.1', { text: 'sorry', blocks: [] });
    expect(await claimed(NOW_MS, 10)).toMatchObject([
      { ts: '1.1', answer },
      { ts: '2.1', answer: null },
    ]);
  });

  it('are not noted anew by an answer that comes after them', async () => {
    const { checkingMessages } = own.store;
    await checkingMessages.add(message('1.1', NOW_MS - 1));
    await checkingMessages.remove('C1', '1.1');
    await checkingMessages.addAnswer('C1', '1.1', { text: 'on schedule', blocks: [] });
    expect(await claimed(NOW_MS, 10)).toEqual([]);
  });

  it('that another version has noted do not hold up the others', async () => {
    await own.store.checkingMessages.add(message('1.1', NOW_MS - 2));
    await own.store.checkingMessages.add(message('2.1', NOW_MS - 1));
    await own.database.run(`update checking_messages set asked = '{"kind":"newer"}' where ts = '1.1'`);
    const found = await own.store.checkingMessages.claimOverdue(NOW_MS, 10);
    expect(found).toMatchObject({ messages: [{ ts: '2.1' }], unreadable: 1 });
  });

  it('are not claimed after their answer has taken their place', async () => {
    const { checkingMessages } = own.store;
    await checkingMessages.add(message('1.1'));
    await checkingMessages.add(message('1.1'));
    await checkingMessages.remove('C2', '1.1');
    await checkingMessages.remove('C1', '1.1');
    expect(await claimed(NOW_MS + 1, 10)).toEqual([]);
  });

  it('that another replica is claiming do not hold up the others', async () => {
    const { checkingMessages } = own.store;
    await checkingMessages.add(message('1.1', NOW_MS - 2));
    await checkingMessages.add(message('2.1', NOW_MS - 1));
    const taking = new Client({ connectionString: own.database.url });
    await taking.connect();
    try {
      await taking.query(`begin; select from checking_messages where ts = '1.1' for update`);
      expect(await claimed(NOW_MS, 10)).toMatchObject([{ ts: '2.1' }]);
    } finally {
      await taking.end();
    }
  });

  it('are given to one replica each', async () => {
    const { checkingMessages } = own.store;
    const sent = Array.from({ length: 40 }, (_, index) => message(`${index}.1`));
    for (const one of sent) await checkingMessages.add(one);
    const another = openStore({ url: own.database.url, tls: 'disable', caPem: null });
    const taken = await Promise.all(
      [own.store, another, own.store, another].map((store) => claimed(NOW_MS + 1, 10, store)),
    );
    const left = await claimed(NOW_MS + 1, 40, another);
    await another.close();
    const stamps = [...taken.flat(), ...left].map(({ ts }) => ts);
    expect(stamps.toSorted()).toEqual(sent.map(({ ts }) => ts).toSorted());
  });
});
