import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { createPgBossQueue } from '../../src/jobs/pg-boss-queue.ts';
import { createTestDatabase } from '../support/database.ts';
import { HEARTBEAT_JOB } from './heartbeat-job.ts';

const WORKER = fileURLToPath(new URL('./hanging-worker.ts', import.meta.url));
const ID = '0b8f2c9e-1d6c-5a51-9c39-0e7a5d2f4b10';

it('gives a job whose replica was killed to another one as soon as its signs of life stay out, long before it expires', async () => {
  const database = await createTestDatabase();
  const queue = createPgBossQueue({
    address: { url: database.url, tls: 'disable', caPem: null },
    kinds: [HEARTBEAT_JOB],
    log: { warn: () => {} },
    superviseSeconds: 1,
  });
  onTestFinished(async () => {
    await queue.stop(0);
    await database.drop();
  });
  await queue.migrate();
  await queue.start();
  await queue.send(HEARTBEAT_JOB, ID, { due: 1 });

  const replica = spawn(process.execPath, [WORKER], {
    env: { DATABASE_URL: database.url },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void replica.kill('SIGKILL'));
  await once(replica.stdout, 'data');
  replica.kill('SIGKILL');
  await once(replica, 'exit');

  const given = Promise.withResolvers<unknown>();
  await queue.work(HEARTBEAT_JOB, async (data) => given.resolve(data));
  expect(await given.promise).toEqual({ due: 1 });
}, 60_000);
