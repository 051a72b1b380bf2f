import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fillDeliveryDatabase } from '../../../src/sandbox/case-001/delivery-database.ts';
import { startPostgres, type PostgresServer } from '../../../src/sandbox/postgres.ts';
import type { DeliverySource } from '../../../src/sources/delivery/delivery-source.ts';
import { AS_OF_MS, DUKE, NEVER, questionOf, READER, sourceOf, statementsFor } from './delivery-fixture.ts';
import { waitFor } from '../../support/wait-for.ts';

const { subjects } = statementsFor([DUKE]);

/** Starts a standby on a copy of a running primary's files, taken as a base backup is. */
async function startReplica(
  primary: PostgresServer,
  settings: Readonly<Record<string, string>>,
): Promise<PostgresServer> {
  const folder = await mkdtemp(join(tmpdir(), 'portal-check-replica-'));
  const client = new Client({ connectionString: primary.url('postgres') });
  await client.connect();
  try {
    await client.query(`select pg_backup_start('replica', true)`);
    const isOfRunningServer = (path: string) => path.endsWith('postmaster.pid');
    await cp(primary.dataFolder, folder, { recursive: true, filter: (path) => !isOfRunningServer(path) });
    const { rows } = await client.query<{ labelfile: string }>('select labelfile from pg_backup_stop(false)');
    await cp(join(primary.dataFolder, 'pg_wal'), join(folder, 'pg_wal'), { recursive: true, force: true });
    await writeFile(join(folder, 'backup_label'), rows[0]?.labelfile ?? '');
    await writeFile(join(folder, 'standby.signal'), '');
    return await startPostgres({ cluster: { folder, password: primary.password }, settings });
  } finally {
    await client.end();
    await rm(folder, { recursive: true, force: true });
  }
}

describe('a replica of the delivery database', () => {
  let primary: PostgresServer;
  let following: PostgresServer;
  let cutOff: PostgresServer;
  const sources: DeliverySource[] = [];

  function sourceAt(server: PostgresServer, maxReplicaLagMs?: number): DeliverySource {
    const source = sourceOf(server.url('app'), maxReplicaLagMs === undefined ? {} : { maxReplicaLagMs });
    sources.push(source);
    return source;
  }

  async function runAtPrimary(sql: string): Promise<void> {
    const client = new Client({ connectionString: primary.url('app') });
    await client.connect();
    await client.query(sql);
    await client.end();
  }

  beforeAll(async () => {
    primary = await startPostgres();
    await primary.createDatabase('app');
    await fillDeliveryDatabase(primary.url('app'), '2025-07-24', READER);
    const { port, password } = primary;
    following = await startReplica(primary, {
      primary_conninfo: `host=127.0.0.1 port=${port} user=postgres password=${password}`,
      wal_retrieve_retry_interval: '100ms',
    });
    cutOff = await startReplica(primary, {});
  });

  afterAll(async () => {
    await Promise.all(sources.map((source) => source.close()));
    await Promise.all([following.stop(), cutOff.stop(), primary.stop()]);
  });

  it('that follows its primary is as good as that, however long nothing was written', async () => {
    const source = sourceAt(following, 0);
    await waitFor(async () => {
      expect(await source.ask(questionOf(subjects), NEVER)).toMatchObject({
        status: 'ok',
        freshUntilMs: AS_OF_MS,
      });
    });
    const { facts } = await source.examine(NEVER);
    expect(facts).toContainEqual({ code: 'delivery-server', params: { isReplica: true, lagMs: 0 } });
  });

  it('that does not tell how far it has followed proves nothing, but still shows its rows', async () => {
    const reading = await sourceAt(cutOff).ask(questionOf(subjects), NEVER);
    expect(reading).toMatchObject({
      status: 'truncated',
      freshUntilMs: null,
      problem: { code: 'replica-behind', params: {} },
    });
    expect(reading.status === 'truncated' && reading.data.rowsOf(subjects)).toHaveLength(1);
  });

  it('that has lost its primary is only as fresh as the last change it saw', async () => {
    await runAtPrimary(`update portal_configs set active_case_threshold = 4 where provider_id = '${DUKE}'`);
    const source = sourceAt(following);
    await waitFor(async () => {
      const reading = await source.ask(questionOf(subjects), NEVER);
      expect(reading.status === 'ok' && reading.data.rowsOf(subjects)[0]?.activeCaseThreshold).toBe(4);
    });

    await primary.stop();
    const strict = sourceAt(following, 0);
    await waitFor(async () => {
      expect((await strict.ask(questionOf(subjects), NEVER)).status).toBe('truncated');
    });
    const stale = await strict.ask(questionOf(subjects), NEVER);
    const lagMs = stale.status === 'truncated' ? Number(stale.problem.params['afterMs']) : 0;
    expect(lagMs).toBeGreaterThan(0);
    expect(stale).toMatchObject({ freshUntilMs: AS_OF_MS - lagMs, problem: { code: 'replica-behind' } });

    const lenient = await source.ask(questionOf(subjects), NEVER);
    expect(lenient.status).toBe('ok');
    expect(lenient.freshUntilMs).toBeLessThan(AS_OF_MS);
  });
});
