import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { createTurnstile } from '../../handlers/shared/turnstile.ts';

it('begins nothing while requests still come in, one a turn', async () => {
  const turnstile = createTurnstile();
  const seen: string[] = [];
  const begun: Promise<void>[] = [];
  for (const request of ['first', 'second', 'third']) {
    seen.push(`${request} acknowledged`);
    begun.push(
      turnstile.enter(async () => {
        seen.push(`${request} begun`);
      }),
    );
    await nextTurn();
  }
  await Promise.all(begun);

  expect(seen).toEqual([
    'first acknowledged',
    'second acknowledged',
    'third acknowledged',
    'first begun',
    'second begun',
    'third begun',
  ]);
});

it('lets a request in between two pieces of work', async () => {
  const turnstile = createTurnstile();
  const seen: string[] = [];
  const first = turnstile.enter(async () => {
    seen.push('first begun');
    setImmediate(() => seen.push('something else acknowledged'));
  });
  const second = turnstile.enter(async () => {
    seen.push('second begun');
  });
  await Promise.all([first, second]);

  expect(seen).toEqual(['first begun', 'something else acknowledged', 'second begun']);
});

it('begins the work of whoever came first though requests never cease', async () => {
  const turnstile = createTurnstile();
  const begun: string[] = [];
  void turnstile.enter(async () => {
    begun.push('first');
  });
  for (let requests = 0; requests < 10_000 && begun.length === 0; requests += 1) {
    void turnstile.enter(async () => {});
    await nextTurn();
  }

  expect(begun).toEqual(['first']);
});

it('goes on after work that failed, and passes its error on', async () => {
  const turnstile = createTurnstile();
  const failing = turnstile.enter(() => Promise.reject(new Error('no')));
  const next = turnstile.enter(async () => 'done');

  await expect(failing).rejects.toThrow('no');
  expect(await next).toBe('done');
});
