import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { requestContext, type Priority } from '../../src/request-context.ts';
import { createDeliveryDatabase } from '../../src/sources/delivery/delivery-database.ts';
import { createHttpClient } from '../../src/sources/http.ts';
import { createNetwork } from '../../src/sources/network.ts';
import { createTurns } from '../../src/sources/turns.ts';
import { createTestDatabase } from '../support/database.ts';
import { serveReally } from '../support/http-server.ts';

const as = <Result>(priority: Priority, ask: () => Result, requestId = 'r'): Result =>
  requestContext.run({ requestId, priority }, ask);

/** Work that runs until the test ends it. */
function heldWork() {
  const running: string[] = [];
  const ends = new Map<string, () => void>();
  return {
    running,
    work: (name: string) => async () => {
      const { promise, resolve } = Promise.withResolvers<void>();
      running.push(name);
      ends.set(name, resolve);
      await promise;
      return name;
    },
    end: (name: string) => ends.get(name)?.(),
  };
}

describe('turns', () => {
  it('leave one free for a check by hand, however much is scheduled', async () => {
    const turns = createTurns(4);
    const { running, work } = heldWork();
    for (let number = 1; number <= 10; number += 1) {
      void as('scheduled', () => turns.take(work(`scheduled ${number}`)));
    }
    await nextTurn();
    expect(running).toEqual(['scheduled 1', 'scheduled 2', 'scheduled 3']);
    void as('by-hand', () => turns.take(work('by hand')));
    await nextTurn();
    expect(running.at(-1)).toBe('by hand');
  });

  it('go to a check by hand before what was scheduled earlier', async () => {
    const turns = createTurns(2);
    const { running, work, end } = heldWork();
    void as('by-hand', () => turns.take(work('first')));
    void as('by-hand', () => turns.take(work('second')));
    void as('scheduled', () => turns.take(work('scheduled')));
    void as('by-hand', () => turns.take(work('third')));
    await nextTurn();
    end('first');
    await vi.waitUntil(() => running.length === 3);
    expect(running.at(-1)).toBe('third');
    end('second');
    await vi.waitUntil(() => running.length === 4);
    expect(running.at(-1)).toBe('scheduled');
  });

  it('go to a check by hand after one piece of scheduled work at most, where there is only one', async () => {
    const turns = createTurns(1);
    const { running, work, end } = heldWork();
    for (const name of ['scheduled 1', 'scheduled 2']) void as('scheduled', () => turns.take(work(name)));
    void as('by-hand', () => turns.take(work('by hand')));
    await nextTurn();
    end('scheduled 1');
    await vi.waitUntil(() => running.length === 2);
    expect(running).toEqual(['scheduled 1', 'by hand']);
  });

  it('are by hand where nobody says otherwise', async () => {
    const turns = createTurns(2);
    const { running, work } = heldWork();
    void turns.take(work('first'));
    void turns.take(work('second'));
    await nextTurn();
    expect(running).toEqual(['first', 'second']);
  });

  it('do the work under the request that asked for it, however late', async () => {
    const turns = createTurns(1);
    const { work, end } = heldWork();
    void as('by-hand', () => turns.take(work('first')), 'r1');
    const seen = as('scheduled', () => turns.take(async () => requestContext.getStore()), 'r2');
    await nextTurn();
    end('first');
    expect(await seen).toEqual({ requestId: 'r2', priority: 'scheduled' });
  });

  it.each(['by-hand', 'scheduled'] as const)('pass on what the work comes to: %s', async (priority) => {
    const turns = createTurns(2);
    expect(await as(priority, () => turns.take(async () => 7))).toBe(7);
    const failure = as(priority, () => turns.take(() => Promise.reject(new Error('the work failed'))));
    await expect(failure).rejects.toThrow('the work failed');
  });
});

describe('while a run over the fleet asks for all that a source bears', () => {
  /** A source that answers what `answer` says, or not at all. */
  async function clientOf(
    answer: (path: string, nth: number) => number | 'never',
    maxConcurrentRequests = 4,
  ) {
    const paths: string[] = [];
    const address = await serveReally((request, response) => {
      const path = request.url ?? '';
      paths.push(path);
      const status = answer(path, paths.filter((known) => known === path).length);
      if (status !== 'never') response.writeHead(status).end('{}');
    });
    const network = createNetwork({ caPem: null, proxyUrl: null, noProxy: null });
    const client = createHttpClient({
      source: 'loki',
      baseUrl: address,
      baseUrlSetting: 'LOKI_URL',
      tokenSetting: 'LOKI_TOKEN',
      headers: {},
      network,
      requestTimeoutMs: 10_000,
      maxConcurrentRequests,
      backoffMs: 1,
    });
    const asked: Promise<unknown>[] = [];
    onTestFinished(async () => {
      client.close();
      network.close();
      await Promise.allSettled(asked);
    });
    const get = (path: string) => {
      const answered = client.get(path, [], new AbortController().signal);
      asked.push(answered);
      return answered;
    };
    return { paths, get };
  }

  it('a check by hand is the next that Sentry or Loki is asked for', async () => {
    const { paths, get } = await clientOf(() => 'never');
    as('scheduled', () => {
      for (let number = 1; number <= 8; number += 1) void get(`/fleet/${number}`);
    });
    await vi.waitUntil(() => paths.length === 3);
    void as('by-hand', () => get('/by-hand'));
    await vi.waitUntil(() => paths.length === 4);
    expect(paths.toSorted()).toEqual(['/by-hand', '/fleet/1', '/fleet/2', '/fleet/3']);
  });

  it('what it tries again after a failure stays behind checks by hand, too', async () => {
    const { paths, get } = await clientOf(
      (path, nth) => (path === '/by-hand' ? 200 : path === '/fleet/1' && nth === 1 ? 503 : 'never'),
      2,
    );
    as('scheduled', () => ['/fleet/1', '/fleet/2'].forEach((path) => void get(path)));
    await vi.waitUntil(() => paths.includes('/fleet/2'));
    for (let number = 0; number < 30; number += 1) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other: the second try is due long before the last
      await as('by-hand', () => get('/by-hand'));
    }
    expect(paths.filter((path) => path === '/fleet/1')).toHaveLength(1);
  });

  it('a check by hand has its connection to the delivery database at once', async () => {
    const testDatabase = await createTestDatabase();
    const database = createDeliveryDatabase({
      url: testDatabase.url,
      tls: 'disable',
      caPem: null,
      statementTimeoutMs: 5_000,
    });
    const { running, work, end } = heldWork();
    const never = new AbortController().signal;
    const read = (name: string) =>
      database.read(never, async (query) => {
        await query('select 1');
        return work(name)();
      });
    const names = ['fleet 1', 'fleet 2', 'fleet 3', 'fleet 4', 'fleet 5'];
    const fleet = as('scheduled', () => names.map(read));
    await vi.waitUntil(() => running.length === 3);
    const byHand = as('by-hand', () => read('by hand'));
    await vi.waitUntil(() => running.includes('by hand'));
    expect(running).not.toContain('fleet 4');
    end('by hand');
    expect(await byHand).toBe('by hand');
    for (const name of names) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other, as they come
      await vi.waitUntil(() => running.includes(name));
      end(name);
    }
    await Promise.all(fleet);
    await database.close();
    await testDatabase.drop();
  });
});
