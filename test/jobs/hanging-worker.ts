import { createPgBossQueue } from '../../src/jobs/pg-boss-queue.ts';
import { HEARTBEAT_JOB } from './heartbeat-job.ts';

/** A replica in a process of its own that takes a job, says so, and never comes to an end with it. */
const queue = createPgBossQueue({
  address: { url: process.env['DATABASE_URL'] ?? '', tls: 'disable', caPem: null },
  kinds: [HEARTBEAT_JOB],
  log: { warn: () => {} },
  superviseSeconds: 1,
});
await queue.start();
await queue.work(HEARTBEAT_JOB, () => {
  process.stdout.write('taken\n');
  return new Promise(() => {});
});
