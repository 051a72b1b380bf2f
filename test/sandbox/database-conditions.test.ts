import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { Reading } from '../../src/diagnosis/reading.ts';
import { fillDeliveryDatabase } from '../../src/sandbox/case-001/delivery-database.ts';
import { createDatabaseConditions } from '../../src/sandbox/database-conditions.ts';
import { createDatabaseControl } from '../../src/sandbox/database-control.ts';
import { startDatabaseProxy, type DatabaseProxy } from '../../src/sandbox/database-proxy.ts';
import { createProviderPage } from '../../src/sandbox/provider-page.ts';
import type { Conditions } from '../../src/sandbox/stand-ins/conditions.ts';
import { serve, type StandIn } from '../../src/sandbox/stand-ins/serve.ts';
import type { DeliverySource } from '../../src/sources/delivery/delivery-source.ts';
import { createTestDatabase, withLogin, type TestDatabase } from '../support/database.ts';
import { DUKE, NEVER, questionOf, sourceOf, statementsFor } from '../sources/delivery/delivery-fixture.ts';
import { waitFor } from '../support/wait-for.ts';

const READER = { user: `reader_${randomBytes(4).toString('hex')}`, password: 'reader-password' };

function withPort(address: string, port: number): string {
  const url = new URL(address);
  url.port = String(port);
  return url.href;
}

describe('the delivery database that the panel breaks', () => {
  let database: TestDatabase;
  let proxy: DatabaseProxy;
  let control: StandIn;
  let source: DeliverySource;
  const conditions: Conditions = { latencyMs: 0, mode: 'healthy' };

  beforeAll(async () => {
    database = await createTestDatabase();
    await fillDeliveryDatabase(database.url, '2025-07-24', READER);
    proxy = await startDatabaseProxy(Number(new URL(database.url).port), conditions);
    const changing = createDatabaseConditions(conditions, proxy, database.url, READER.user);
    control = await serve([...createDatabaseControl(changing, proxy), createProviderPage()]);
    const url = withPort(withLogin(database.url, READER.user, READER.password), proxy.port);
    source = sourceOf(url, { url });
  });

  beforeEach(async () => {
    await setMode('healthy');
  });

  afterAll(async () => {
    await source.close();
    await proxy.close();
    await control.close();
    await database.drop();
    await database.dropRole(READER.user);
  });

  const put = (body: unknown) =>
    fetch(`${control.url}/database`, { method: 'PUT', body: JSON.stringify(body) });

  async function setMode(mode: string): Promise<void> {
    const response = await put({ mode });
    expect(await response.json()).toMatchObject({ mode });
  }

  function ask(): Promise<Reading<unknown>> {
    const { subjects, directory } = statementsFor([DUKE]);
    return source.ask(questionOf(subjects, directory), NEVER);
  }

  /** What the source says of its failure; the status where it did not fail. */
  async function problemNow(): Promise<unknown> {
    const reading = await ask();
    return reading.status === 'failed' ? reading.problem : reading.status;
  }

  it.each([
    ['down', { code: 'connection-refused', params: { setting: 'DELIVERY_DATABASE_URL' } }],
    ['rate-limited', { code: 'database-error', params: { sqlState: '53300' } }],
    ['wrong-shape', { code: 'missing-object', params: { object: 'link_last_sent_at' } }],
  ])('while %s, the source says what is wrong; healthy again, it answers', async (mode, problem) => {
    expect(await problemNow()).toBe('ok');
    await setMode(mode);
    // A connection that was there before may still break in between.
    await waitFor(async () => expect(await problemNow()).toMatchObject(problem));
    expect(await problemNow()).toMatchObject(problem);
    await setMode('healthy');
    expect(await problemNow()).toBe('ok');
  });

  it.each(['slow', 'very-slow'])(
    'while %s, the source waits for its answers, and has them as soon as it is healthy again',
    async (mode) => {
      await setMode(mode);
      const asked = proxy.statements().length;
      let isAnswered = false;
      const answer = ask().finally(() => (isAnswered = true));
      await waitFor(() => expect(proxy.statements().length).toBeGreaterThan(asked));
      await database.run('select pg_sleep(0.2)');
      expect(isAnswered).toBe(false);
      await setMode('healthy');
      expect((await answer).status).toBe('ok');
    },
  );

  it('changes from one trouble into another and leaves nothing of the first', async () => {
    for (const mode of ['down', 'wrong-shape', 'rate-limited', 'slow', 'wrong-shape', 'down', 'healthy']) {
      await setMode(mode);
    }
    expect(await problemNow()).toBe('ok');
  });

  it('takes changes that come at the same time one after the other', async () => {
    await Promise.all(['wrong-shape', 'healthy', 'wrong-shape', 'rate-limited'].map((mode) => put({ mode })));
    expect(await problemNow()).not.toBe('ok');
    await setMode('healthy');
    expect(await problemNow()).toBe('ok');
  });

  it('does not wait for ever where an answer that hangs would have to come first', async () => {
    const client = new Client({ connectionString: withPort(database.url, proxy.port) });
    await client.connect();
    onTestFinished(() => client.end());
    await client.query('begin');
    await client.query('select from portal_check.providers');
    await setMode('hanging');
    const done = client.query('select 1').then(() => client.query('commit'));
    await setMode('wrong-shape');
    await done;
    expect(await problemNow()).toMatchObject({ code: 'missing-object' });
  });

  it('tells how it is, and refuses a mode that it does not know', async () => {
    const refusal = await put({ mode: 'sleepy' });
    expect(refusal.status).toBe(400);
    expect(await (await fetch(`${control.url}/database`)).json()).toEqual({ latencyMs: 0, mode: 'healthy' });
  });

  it('says so where a change is not possible, and stays as it was', async () => {
    const gone = createDatabaseConditions(
      { latencyMs: 0, mode: 'healthy' },
      proxy,
      withLogin(database.url, 'nobody', 'nothing'),
      READER.user,
    );
    await expect(gone.change({ mode: 'wrong-shape' })).rejects.toThrow(/nobody/);
    expect(gone.current().mode).toBe('healthy');
    await expect(gone.change({ latencyMs: 5 })).resolves.toEqual({ latencyMs: 5, mode: 'healthy' });
  });

  it('opens a page in place of the application’s', async () => {
    const page = await fetch(`${control.url}/admin/providers/${DUKE}`);
    expect([page.status, page.headers.get('content-type'), await page.text()]).toEqual([
      200,
      expect.stringContaining('text/html'),
      expect.stringContaining(DUKE),
    ]);
    expect((await fetch(`${control.url}/admin/providers/%3Cscript%3E`)).status).toBe(404);
  });
});
