import { describe, expect, it } from 'vitest';
import { operationPages } from '../../src/operation/pages.ts';
import { createReadiness, type PartLacks } from '../../src/operation/readiness.ts';

function pagesFor(parts: Readonly<Record<string, PartLacks>>) {
  const pages = operationPages({
    inFlight: () => 3,
    readiness: createReadiness(parts),
    metrics: async () => ({ contentType: 'text/plain; version=0.0.4', text: 'up 1\n' }),
  });
  return async (path: string) => pages.find((page) => page.path === path)?.show();
}

const ready = () => null;

describe('/readyz', () => {
  it.each<[string, Record<string, PartLacks>, number, object]>([
    ['all is well', { slack: ready, queue: ready }, 200, { slack: 'ok', queue: 'ok' }],
    [
      'one part lacks something',
      { slack: () => 'not connected', queue: ready },
      503,
      { slack: 'not connected', queue: 'ok' },
    ],
    [
      'a part cannot be asked: what it said may hold anything',
      { queue: ready, database: () => Promise.reject(new Error('postgres://bot:secret@db')) },
      503,
      { queue: 'ok', database: 'does not answer' },
    ],
  ])('where %s', async (_, parts, status, said) => {
    const page = await pagesFor(parts)('/readyz');
    expect(page).toMatchObject({ status, contentType: 'application/json' });
    expect(JSON.parse(page?.body ?? '')).toEqual({ ok: status === 200, parts: said });
  });

  it('asks all parts at the same time, so that one that hangs does not hide the others', async () => {
    const asked: string[] = [];
    const answer = Promise.withResolvers<null>();
    const part = (name: string) => () => {
      asked.push(name);
      return answer.promise;
    };
    const shown = pagesFor({ database: part('database'), queue: part('queue') })('/readyz');
    expect(asked).toEqual(['database', 'queue']);
    answer.resolve(null);
    expect(await shown).toMatchObject({ status: 200 });
  });
});

describe('/healthz', () => {
  it('is well while the process answers, whatever else is down', async () => {
    const page = await pagesFor({ database: () => 'gone' })('/healthz');
    expect(page).toMatchObject({ status: 200, body: '{"ok":true,"parts":{"inFlight":"3"}}' });
  });
});

describe('/metrics', () => {
  it('has the type by which Prometheus reads it', async () => {
    expect(await pagesFor({})('/metrics')).toEqual({
      status: 200,
      contentType: 'text/plain; version=0.0.4',
      body: 'up 1\n',
    });
  });
});
