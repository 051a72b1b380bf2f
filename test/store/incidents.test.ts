import { describe, expect, it } from 'vitest';
import { HOUR_MS } from '../../src/diagnosis/time.ts';
import type { NewFact } from '../../src/incidents/fact.ts';
import type { RootPost } from '../../src/incidents/memory.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { missing } from '../incidents/example.ts';
import { EVERY_BODY, fact, identity, NOTE, OPENED } from './kept-incident.ts';
import { keptStore } from './kept-store.ts';
import { diagnosis, DUKE, NOTHING_PURGED, NOW_MS } from './kept.ts';

const ROOT: RootPost = {
  ts: '2.1',
  threadTs: '1.1',
  threadUrl: 'https://slack.example/1',
  count: 2,
  drawn: 'hash',
  isRepeat: false,
};
const LAST_CHECK = {
  atMs: NOW_MS + 1,
  seen: [missing('a')],
  remembered: [missing('b')],
  sources: [{ source: 'loki', status: 'failed' }],
} as const;

describe('kept incidents', () => {
  const own = keptStore();

  const opened = (key = 'trigger', facts: readonly NewFact[] = [fact(OPENED)], channelId = 'C1') =>
    own.store.incidents.open(key, identity(channelId), { facts });

  const tell = (
    id: string,
    key: string,
    facts: readonly NewFact[],
    store: Pick<Store, 'incidents'> = own.store,
  ) => store.incidents.append(id, key, NOW_MS, () => ({ facts, outcome: 'asked' }));

  it('come back with everything that can happen in them, as it was told', async () => {
    const facts = EVERY_BODY.map(fact);
    const { incident } = await opened('trigger', facts);
    const found = await own.store.incidents.find(incident.id);
    expect(found?.incident).toEqual(incident);
    expect(found?.incident.facts).toEqual(
      facts.map((one, index) => ({ ...one, seq: index + 1, recordedAtMs: NOW_MS })),
    );
  });

  it('are opened once by a key, whoever is first, and their numbers have no gaps', async () => {
    const [one, same] = await Promise.all([opened('a'), opened('a')]);
    const other = await opened('b');
    expect(same.incident).toEqual(one.incident);
    expect(other.incident.number).toBe(one.incident.number + 1);
    expect(await own.store.incidents.findByNumber(other.incident.number)).toEqual(other);
    expect(await own.store.incidents.find('no id')).toBeNull();
    expect(await own.store.incidents.findByNumber(0)).toBeNull();
  });

  it('are opened once by two replicas at the same moment, where the first is in the way of all others', async () => {
    const another = openStore({ url: own.database.url, tls: 'disable', caPem: null });
    const opening = (key: string, { incidents }: Pick<Store, 'incidents'>) =>
      incidents.openUnless(key, identity(), { facts: [fact(OPENED)] }, (open) => open);
    // Both are connected already: neither comes later for that.
    await Promise.all(
      [own.store, another].map(({ incidents }) => Promise.all([1, 2, 3].map(() => incidents.list('all', 1)))),
    );
    const all = await Promise.all(
      Array.from({ length: 6 }, (_, index) => opening(`${index}`, index % 2 === 0 ? own.store : another)),
    );
    await another.close();
    const [first, ...others] = all.flatMap((each) => (each.kind === 'opened' ? [each.kept.incident] : []));
    expect(others).toEqual([]);
    expect(all.filter(({ kind }) => kind === 'in-the-way')).toEqual(
      Array.from({ length: 5 }, () => ({ kind: 'in-the-way', incidents: [first] })),
    );
    expect(await own.store.incidents.list('all', 10)).toHaveLength(1);
  });

  it('are in nobody’s way once they are closed, nor in their own', async () => {
    const { incident } = await opened('a');
    const never = () => {
      throw new Error('nobody asks');
    };
    const same = await own.store.incidents.openUnless('a', identity(), { facts: [fact(OPENED)] }, never);
    expect(same).toMatchObject({ kind: 'opened', kept: { incident } });
    await tell(incident.id, 'closed', [fact({ kind: 'status-changed', to: 'closed', notWell: [] })]);
    const other = await own.store.incidents.openUnless(
      'b',
      identity(),
      { facts: [fact(OPENED)] },
      (open) => open,
    );
    expect(other.kind).toBe('opened');
  });

  it('record what is told twice once, and do not ask about it again', async () => {
    const { incident } = await opened();
    const told = await tell(incident.id, 'press', [fact(NOTE), fact(NOTE)]);
    expect(told).toMatchObject({ outcome: 'asked', appended: [{ seq: 2 }, { seq: 3 }] });
    expect(await tell(incident.id, 'press', [fact(NOTE)])).toBe('told-before');
    expect((await own.store.incidents.find(incident.id))?.incident.facts).toHaveLength(3);
    expect(await tell('0198a1b2-0000-7000-8000-000000000007', 'press', [])).toBe('absent');
  });

  it('lose nothing that many tell at the same moment, on several replicas', async () => {
    const { incident } = await opened();
    const another = openStore({ url: own.database.url, tls: 'disable', caPem: null });
    const seen: number[] = [];
    await Promise.all(
      Array.from({ length: 12 }, (_, index) =>
        (index % 2 === 0 ? own.store : another).incidents.append(
          incident.id,
          `press ${index % 6}`,
          NOW_MS,
          ({ incident: { facts } }) => {
            seen.push(facts.length);
            return { facts: [fact(NOTE)], outcome: null };
          },
        ),
      ),
    );
    await another.close();
    expect(seen.toSorted((one, other) => one - other)).toEqual([1, 2, 3, 4, 5, 6]);
    const facts = (await own.store.incidents.find(incident.id))?.incident.facts;
    expect(facts?.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });

  it('append nothing where the decision fails', async () => {
    const { incident } = await opened();
    const failing = own.store.incidents.append(incident.id, 'press', NOW_MS, () => {
      throw new Error('undecided');
    });
    await expect(failing).rejects.toThrow('undecided');
    expect(await tell(incident.id, 'press', [fact(NOTE)])).toMatchObject({ appended: [{ seq: 2 }] });
  });

  it('are listed newest first, closed ones only where all are asked for', async () => {
    const first = await opened('a');
    const closed = await opened('b');
    const last = await opened('c');
    await tell(closed.incident.id, 'press', [
      fact({ kind: 'status-changed', to: 'resolved', notWell: [] }),
      fact({ kind: 'status-changed', to: 'closed', notWell: [] }),
    ]);
    const idsOf = async (which: 'open' | 'all', limit: number) =>
      (await own.store.incidents.list(which, limit)).map(({ incident }) => incident.id);
    expect(await idsOf('open', 5)).toEqual([last.incident.id, first.incident.id]);
    expect(await idsOf('all', 2)).toEqual([last.incident.id, closed.incident.id]);
    await tell(first.incident.id, 'severer', [fact({ kind: 'severity-changed', to: 'P1' })]);
    expect(await own.store.incidents.openBySeverity()).toEqual({ P1: 1, P2: 1 });
  });

  it('are found by their thread, and by a root message that was posted anew, in their channel only', async () => {
    const { incident } = await opened();
    await own.store.incidents.noteRoot(incident.id, ROOT, incident);
    const found = async (channelId: string, ts: string) =>
      (await own.store.incidents.findByThread(channelId, ts))?.keeping.root ?? null;
    expect(await found('C1', '1.1')).toEqual(ROOT);
    expect(await found('C1', '2.1')).toEqual(ROOT);
    expect(await found('C1', '3.1')).toBeNull();
    expect(await found('C2', '1.1')).toBeNull();
  });

  it('are due when their next check is, the longest due first', async () => {
    const [a, b, c] = [await opened('a'), await opened('b'), await opened('c')];
    const plan = (id: string, nextCheckAtMs: number | null) =>
      own.store.incidents.append(id, `plan ${nextCheckAtMs}`, NOW_MS, () => ({
        facts: [],
        nextCheckAtMs,
        outcome: null,
      }));
    await plan(a.incident.id, NOW_MS);
    await plan(b.incident.id, NOW_MS - HOUR_MS);
    await plan(c.incident.id, NOW_MS + 1);
    const due = () => own.store.incidents.dueAt(NOW_MS);
    expect(await due()).toEqual([
      { id: b.incident.id, dueAtMs: NOW_MS - HOUR_MS },
      { id: a.incident.id, dueAtMs: NOW_MS },
    ]);
    await tell(a.incident.id, 'press', [fact(NOTE)]);
    await plan(b.incident.id, null);
    expect(await due()).toEqual([{ id: a.incident.id, dueAtMs: NOW_MS }]);
  });

  it('are unpublished until Slack shows all of it: each fact, its pictures, and each newer check', async () => {
    const { incident } = await opened();
    const { incidents } = own.store;
    const isUnpublished = async () => (await incidents.unpublished()).includes(incident.id);
    expect(await isUnpublished()).toBe(true);
    await incidents.notePublished(incident.id, 1);
    expect(await isUnpublished()).toBe(true);
    await incidents.noteRoot(incident.id, ROOT, incident);
    expect(await isUnpublished()).toBe(true);
    await incidents.notePictured(incident.id, 1);
    expect(await isUnpublished()).toBe(false);

    const checked = await incidents.append(incident.id, 'recheck', NOW_MS, () => ({
      facts: [],
      lastCheck: LAST_CHECK,
      outcome: null,
    }));
    if (typeof checked === 'string') throw new Error(checked);
    expect(checked.kept.incident.lastCheck).toEqual(LAST_CHECK);
    expect((await incidents.find(incident.id))?.incident.lastCheck).toEqual(LAST_CHECK);
    expect(await isUnpublished()).toBe(true);
    await incidents.noteRoot(incident.id, ROOT, incident);
    expect(await isUnpublished()).toBe(true);
    await incidents.noteRoot(incident.id, ROOT, checked.kept.incident);
    expect(await isUnpublished()).toBe(false);

    await tell(incident.id, 'press', [fact(NOTE)]);
    expect(await isUnpublished()).toBe(true);
    await incidents.notePublished(incident.id, 2);
    await incidents.notePublished(incident.id, 1);
    expect((await incidents.find(incident.id))?.keeping.publishedSeq).toBe(2);
    expect(await isUnpublished()).toBe(true);

    await incidents.notePictured(incident.id, 2);
    await incidents.notePictured(incident.id, 1);
    expect((await incidents.find(incident.id))?.keeping).toMatchObject({ picturedSeq: 2, shownSeq: 1 });
  });

  it('are published by one at a time over all replicas, which keeps no other waiting, and no more than two of one at all', async () => {
    const another = openStore({ url: own.database.url, tls: 'disable', caPem: null });
    let atOnce = 0;
    let mostAtOnce = 0;
    const work = async () => {
      atOnce += 1;
      mostAtOnce = Math.max(mostAtOnce, atOnce);
      // Whoever publishes needs the database as well.
      await Promise.all(Array.from({ length: 6 }, () => own.store.incidents.unpublished()));
      atOnce -= 1;
    };
    const both = [own.store, another];
    await Promise.all(both.flatMap((store) => [1, 2, 3].map(() => store.incidents.publishing('one', work))));
    expect(mostAtOnce).toBe(1);
    const held = Promise.withResolvers<void>();
    const begun = Promise.withResolvers<void>();
    const holding = own.store.incidents.publishing('one', () => {
      begun.resolve();
      return held.promise;
    });
    await begun.promise;
    expect(await another.incidents.publishing('one', () => Promise.reject(new Error('twice')))).toBe(false);
    held.resolve();
    expect(await holding).toBe(true);
    mostAtOnce = 0;
    await Promise.all(
      Array.from({ length: 20 }, (_, index) => own.store.incidents.publishing(`${index}`, work)),
    );
    expect(mostAtOnce).toBe(2);
    await another.close();
  });

  it('have their pictures shown by one at a time over all replicas, and no publisher waits for that', async () => {
    const another = openStore({ url: own.database.url, tls: 'disable', caPem: null });
    const held = Promise.withResolvers<void>();
    const begun = Promise.withResolvers<void>();
    const holding = own.store.incidents.picturing('one', () => {
      begun.resolve();
      return held.promise;
    });
    await begun.promise;
    const never = () => Promise.reject(new Error('twice'));
    expect(await another.incidents.picturing('one', never)).toBe(false);
    expect(await own.store.incidents.publishing('one', async () => {})).toBe(true);
    expect(await another.incidents.picturing('two', async () => {})).toBe(true);
    held.resolve();
    expect(await holding).toBe(true);
    await another.close();
  });

  it('are published by others after one that failed in it', async () => {
    const { incidents } = own.store;
    await expect(incidents.publishing('one', () => Promise.reject(new Error('Slack')))).rejects.toThrow(
      'Slack',
    );
    expect(await incidents.publishing('one', async () => {})).toBe(true);
  });

  it('outlive what they were opened from: nothing of them is purged', async () => {
    const { incident } = await opened('trigger', EVERY_BODY.map(fact));
    const limit = NOW_MS + HOUR_MS;
    const limits = { diagnosesBeforeMs: limit, auditBeforeMs: limit, requestsBeforeMs: limit };
    expect(await own.store.purge(limits)).toEqual(NOTHING_PURGED);
    expect((await own.store.incidents.find(incident.id))?.incident).toEqual(incident);
  });
});

describe('when somebody was first seen not well', () => {
  const own = keptStore();
  const seen = (hours: number, state: 'missing' | 'partial' | 'on-schedule' | 'unknown', change = {}) => {
    const madeAtMs = NOW_MS + hours * HOUR_MS;
    const verdict = { code: 'any', row: 1, state, confidence: 'likely' } as const;
    return diagnosis({ verdict, madeAtMs, asOfMs: madeAtMs, ...change });
  };

  it.each([
    ['never', [seen(1, 'on-schedule'), seen(2, 'unknown')], null],
    ['by the first of several diagnoses', [seen(2, 'partial'), seen(1, 'missing')], 1],
    ['not before it was well last', [seen(1, 'missing'), seen(2, 'on-schedule'), seen(3, 'partial')], 3],
    [
      'though a check could not tell in between',
      [seen(1, 'missing'), seen(2, 'unknown'), seen(3, 'missing')],
      1,
    ],
    ['never, once it is well again', [seen(1, 'missing'), seen(2, 'on-schedule')], null],
    [
      'not by what was said of the past',
      [seen(1, 'missing', { asOfMs: NOW_MS - 9 * HOUR_MS }), seen(2, 'missing')],
      2,
    ],
    ['not by a diagnosis of somebody else', [seen(1, 'missing', { subjectId: 'another' })], null],
  ])('%s', async (_, kept, hours) => {
    await own.store.diagnoses.keepAll(kept);
    const expected = hours === null ? null : NOW_MS + hours * HOUR_MS;
    expect(await own.store.diagnoses.firstNotWellAtMs('portal-links', DUKE)).toBe(expected);
  });
});
