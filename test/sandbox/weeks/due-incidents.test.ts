import { describe, expect, it } from 'vitest';
import { HOUR_MS, MINUTE_MS, type EpochMs } from '../../../src/diagnosis/time.ts';
import { nextLookAtMs, settleLooksDueBy } from '../../../src/sandbox/weeks/due-incidents.ts';
import { missing, NEXT_MS } from '../../incidents/example.ts';
import { fact, identity, OPENED } from '../../store/kept-incident.ts';
import { keptStore } from '../../store/kept-store.ts';
import { NOW_MS } from '../../store/kept.ts';

const PROVABLE_MS = NEXT_MS + 130 * MINUTE_MS;

describe('what the sandbox knows of incidents', () => {
  const own = keptStore();

  /** An incident with a provider that is not well. @returns its id */
  async function opened(nextCheckAtMs: EpochMs | null, isClosed = false): Promise<string> {
    const who = identity();
    await own.store.incidents.open(who.id, who, {
      facts: [
        fact(OPENED),
        fact({ kind: 'subject-added', why: 'opening', ...missing('a') }),
        ...(isClosed ? [fact({ kind: 'status-changed', to: 'closed', notWell: [] })] : []),
      ],
      nextCheckAtMs,
    });
    return who.id;
  }

  const looked = (id: string, nextCheckAtMs: EpochMs) =>
    own.store.incidents.append(id, `look ${nextCheckAtMs}`, NOW_MS, () => ({
      facts: [],
      nextCheckAtMs,
      outcome: null,
    }));

  it('is when the next one is looked at, and when the next planned run can be judged', async () => {
    expect(await nextLookAtMs(own.store, 'all', NOW_MS)).toBeNull();
    expect(await nextLookAtMs(own.store, 'few', NOW_MS)).toBeNull();
    await opened(NOW_MS + HOUR_MS);
    expect(await nextLookAtMs(own.store, 'all', NOW_MS)).toBe(NOW_MS + HOUR_MS);
    expect(await nextLookAtMs(own.store, 'few', NOW_MS)).toBe(PROVABLE_MS);
  });

  it('leaves out what is overdue, and what nobody looks at any more', async () => {
    await opened(NOW_MS);
    expect(await nextLookAtMs(own.store, 'all', NOW_MS)).toBeNull();
    expect(await nextLookAtMs(own.store, 'few', PROVABLE_MS)).toBeNull();
  });

  it('leaves out what is closed', async () => {
    await opened(null, true);
    expect(await nextLookAtMs(own.store, 'all', NOW_MS)).toBeNull();
    expect(await nextLookAtMs(own.store, 'few', NOW_MS)).toBeNull();
  });

  it('is when those that are due were looked at and told of, and it does not wait for others', async () => {
    const { incidents } = own.store;
    const due = await opened(NOW_MS);
    await opened(NOW_MS + HOUR_MS);
    const order: string[] = [];
    const { promise: running, resolve: isRunning } = Promise.withResolvers<void>();
    const settled = settleLooksDueBy(NOW_MS, own.store, async () => isRunning()).then(() =>
      order.push('settled'),
    );
    /** Time enough to see what there is, and not more. */
    const wait = async () => {
      for (let looks = 0; looks < 5; looks += 1) await incidents.find(due);
    };
    await running;
    await wait();
    order.push('looked at');
    await looked(due, NOW_MS + HOUR_MS);
    await wait();
    order.push('told of');
    const kept = await incidents.find(due);
    if (kept === null) throw new Error('what was opened is not there');
    await incidents.notePublished(due, kept.incident.facts.length);
    await incidents.notePictured(due, kept.incident.facts.length);
    const root = { ts: '1.1', threadTs: '1.1', threadUrl: null, count: 1, drawn: '', isRepeat: false };
    await incidents.noteRoot(due, root, kept.incident);
    await settled;
    expect(order).toEqual(['looked at', 'told of', 'settled']);
  });

  it('does not wait for a channel that the bot may not post in', async () => {
    const due = await opened(NOW_MS);
    await settleLooksDueBy(NOW_MS, own.store, async () => {
      await looked(due, NOW_MS + HOUR_MS);
      await own.store.incidents.append(due, 'closed', NOW_MS, () => ({
        facts: [{ ...fact({ kind: 'channel-closed', reason: 'is_archived' }), by: { kind: 'bot' } }],
        outcome: null,
      }));
    });
    expect(await own.store.incidents.unpublished()).toEqual([due]);
  });
});
