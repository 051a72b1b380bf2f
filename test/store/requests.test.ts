import { describe, expect, it } from 'vitest';
import { openStore } from '../../src/store/store.ts';
import { keptStore } from './kept-store.ts';
import { NOW_MS } from './kept.ts';

describe('a request that Slack sends several times', () => {
  const own = keptStore();

  it('is taken by one replica only, however many claim it at once', async () => {
    const address = { url: own.database.url, tls: 'disable', caPem: null } as const;
    const another = openStore(address);
    const claims = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        (index % 2 === 0 ? own.store : another).requests.claim('event Ev1', NOW_MS + index),
      ),
    );
    await another.close();
    expect(claims.filter(Boolean)).toHaveLength(1);
    expect(await own.store.requests.claim('event Ev1', NOW_MS)).toBe(false);
    expect(await own.store.requests.claim('event Ev2', NOW_MS)).toBe(true);
  });
});
