import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ConfigurationError } from '../../src/errors.ts';
import { JOB_PACE } from '../../src/jobs/digest-job.ts';
import { createPgBossQueue } from '../../src/jobs/pg-boss-queue.ts';
import type { JobKind, Queue } from '../../src/jobs/queue.ts';
import { inEnglish } from '../support/configuration-words.ts';
import { createTestDatabase, withLogin, type TestDatabase } from '../support/database.ts';
import { until } from '../support/until.ts';

const DIGEST: JobKind = {
  name: 'digest',
  retryLimit: 1,
  retryDelaySeconds: 1,
  retryDelayMaxSeconds: 1,
  expireInSeconds: 60,
  heartbeatSeconds: null,
};
const ID = '0b8f2c9e-1d6c-5a51-9c39-0e7a5d2f4b10';
const OTHER_ID = '5ad0a3a4-2a39-5f5e-8a4e-5bb0f6a1c0de';

describe('the queue that replicas share', () => {
  let database: TestDatabase;
  const opened: Queue[] = [];
  let logged: { readonly message: string; readonly fields: object }[] = [];

  const openQueue = (url = database.url): Queue => {
    const queue = createPgBossQueue({
      address: { url, tls: 'disable', caPem: null },
      kinds: [DIGEST],
      log: { warn: (fields, message) => void logged.push({ message, fields }) },
      superviseSeconds: 1,
    });
    opened.push(queue);
    return queue;
  };
  const startQueue = async (): Promise<Queue> => {
    const queue = openQueue();
    await queue.migrate();
    await queue.start();
    return queue;
  };
  const saidOf = async (attempt: Promise<unknown>): Promise<readonly string[]> => {
    const error = await attempt.catch((thrown: unknown) => thrown);
    if (!(error instanceof ConfigurationError)) throw new Error('not refused as a setting', { cause: error });
    return error.problems.map(inEnglish);
  };

  beforeEach(async () => {
    logged = [];
    database = await createTestDatabase();
  });
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((queue) => queue.stop(1_000)));
    await database.drop();
  });

  describe('its schema', () => {
    it('is made once, when several replicas start at the same time', async () => {
      const replicas = [openQueue(), openQueue(), openQueue()];
      await Promise.all(replicas.map((replica) => replica.migrate()));
      expect(await openQueue().migrate()).toBe(false);
      await Promise.all(replicas.map((replica) => replica.requireCurrentSchema()));
    });

    it('is not made behind the back of whoever wants to make it: its lack is named', async () => {
      const queue = openQueue();
      expect(await saidOf(queue.requireCurrentSchema())).toEqual([
        'DATABASE_URL: the database is not prepared (pgboss). Run "portal-check migrate", or leave MIGRATE_AT_START on.',
      ]);
      expect(await database.run(`select from pg_namespace where nspname = 'pgboss'`)).toEqual([]);
    });

    it('of another version is not taken for a current one', async () => {
      const queue = openQueue();
      expect(await queue.migrate()).toBe(true);
      await database.run('update pgboss.version set version = version - 1');
      expect(await saidOf(queue.requireCurrentSchema())).toEqual([expect.stringContaining('(pgboss)')]);
    });

    it('is what a role lacks the right for that may make nothing, and its owner is told what to do', async () => {
      const role = `bot_${database.name}`;
      await database.run(`create role ${role} login password 'secret'`);
      try {
        const queue = openQueue(withLogin(database.url, role, 'secret'));
        expect(await saidOf(queue.migrate())).toEqual([
          'DATABASE_URL: this role may not make the schema "pgboss", where the queue is kept. As the owner of the database run: create schema pgboss authorization <role>.',
        ]);
        await database.run(`create schema pgboss authorization ${role}`);
        expect(await queue.migrate()).toBe(true);
        await queue.start();
        expect(await queue.send(DIGEST, ID, {})).toBe(true);
        await queue.stop(0);
        opened.splice(0);
      } finally {
        await database.run(`drop owned by ${role} cascade`);
        await database.dropRole(role);
      }
    });
  });

  it('hands a job to one of them, once, with what was sent, however often it was sent', async () => {
    const replicas = [await startQueue(), await startQueue()];
    const worked: unknown[] = [];
    for (const replica of replicas)
      await replica.work(DIGEST, async (data) => {
        worked.push(data);
      });
    const sent = await Promise.all(
      [...replicas, ...replicas].map((replica) => replica.send(DIGEST, ID, { due: 1 })),
    );
    expect(sent.filter(Boolean)).toHaveLength(1);
    await replicas[0]?.send(DIGEST, OTHER_ID, { due: 2 });
    await until(() => worked.length === 2);
    expect(await replicas[1]?.send(DIGEST, ID, { due: 1 })).toBe(false);
    expect(worked).toEqual(expect.arrayContaining([{ due: 1 }, { due: 2 }]));
    await until(async () => (await replicas[0]?.states())?.[0]?.active === 0);
    expect(worked).toHaveLength(2);
  });

  it('tells whether it is looked for jobs, and whether that is answered', async () => {
    const queue = await startQueue();
    expect(queue.looksForJobs()).toBe(false);
    const begun = Promise.withResolvers<void>();
    const mayEnd = Promise.withResolvers<void>();
    await queue.work(DIGEST, async () => {
      begun.resolve();
      await mayEnd.promise;
    });
    expect(queue.looksForJobs()).toBe(true);
    await queue.send(DIGEST, ID, {});
    await begun.promise;
    expect(queue.looksForJobs()).toBe(true);
    mayEnd.resolve();
    await database.run('alter schema pgboss rename to away');
    await until(() => !queue.looksForJobs());
    await database.run('alter schema away rename to pgboss');
    await until(() => queue.looksForJobs());
    await queue.stop(0);
    expect(queue.looksForJobs()).toBe(false);
  });

  it('tries again what failed, and gives it up as a dead letter that holds no text of the error', async () => {
    const queue = await startQueue();
    let tries = 0;
    await queue.work(DIGEST, async () => {
      tries += 1;
      throw Object.assign(new Error('token xoxb-secret was refused'), { code: 'ECONNREFUSED' });
    });
    await queue.send(DIGEST, ID, { due: 1 });
    await until(async () => (await queue.states())[0]?.deadLetters === 1);
    expect(tries).toBe(2);
    expect(await queue.deadLetters(10)).toEqual([
      { id: ID, name: 'digest', data: { due: 1 }, failedAtMs: expect.any(Number), reason: 'ECONNREFUSED' },
    ]);
    expect(await queue.states()).toEqual([{ name: 'digest', waiting: 0, active: 0, deadLetters: 1 }]);
    expect(logged.filter(({ message }) => message === 'a job failed')).toHaveLength(2);
    const kept = await database.run('select row_to_json(job)::text as row from pgboss.job');
    expect(JSON.stringify(kept)).not.toContain('secret');
  });

  it('keeps with a job how patient replicas are to be with it', async () => {
    await (await startQueue()).send(JOB_PACE.digest, ID, {});
    expect(
      await database.run(
        `select retry_limit, retry_delay, retry_backoff, retry_delay_max, expire_seconds, heartbeat_seconds, dead_letter
         from pgboss.job`,
      ),
    ).toEqual([
      {
        retry_limit: 12,
        retry_delay: 5,
        retry_backoff: true,
        retry_delay_max: 600,
        expire_seconds: 1_800,
        heartbeat_seconds: 30,
        dead_letter: 'digest-dead-letters',
      },
    ]);
  });

  it('gives the job of a replica that is over its time to another one, and tells it so', async () => {
    const slow = { ...DIGEST, expireInSeconds: 1 };
    const queue = await startQueue();
    const signals: AbortSignal[] = [];
    await queue.work(slow, async (_, signal) => {
      signals.push(signal);
      if (signals.length === 1) await new Promise((resolve) => signal.addEventListener('abort', resolve));
    });
    await queue.send(slow, ID, {});
    await until(() => signals.length === 2);
    expect(signals[0]?.aborted).toBe(true);
    expect(await queue.deadLetters(1)).toEqual([]);
  });

  it('waits for the job in hand when it is stopped', async () => {
    const queue = await startQueue();
    const events: string[] = [];
    const begun = Promise.withResolvers<void>();
    const mayEnd = Promise.withResolvers<void>();
    await queue.work(DIGEST, async () => {
      begun.resolve();
      await mayEnd.promise;
      events.push('worked');
    });
    await queue.send(DIGEST, ID, {});
    await begun.promise;
    const stopped = queue.stop(30_000).then(() => events.push('stopped'));
    opened.splice(0);
    mayEnd.resolve();
    await stopped;
    expect(events).toEqual(['worked', 'stopped']);
    expect(await database.run('select state::text from pgboss.job')).toEqual([{ state: 'completed' }]);
  });

  it('says what is in it without having been started, and fails where nobody can tell', async () => {
    await (await startQueue()).send(DIGEST, ID, {});
    expect(await openQueue().states()).toEqual([{ name: 'digest', waiting: 1, active: 0, deadLetters: 0 }]);
    expect(await openQueue().deadLetters(5)).toEqual([]);
    const unreachable = openQueue('postgres://bot:secret@127.0.0.1:1/none');
    await expect(unreachable.states()).rejects.toThrow('ECONNREFUSED');
  });
});
