import { Client } from 'pg';
import { expect, inject, it, onTestFinished } from 'vitest';
import { startDatabaseProxy } from '../../src/sandbox/database-proxy.ts';
import type { Conditions } from '../../src/sandbox/stand-ins/conditions.ts';
import { waitFor } from '../support/wait-for.ts';

async function connectThrough(conditions: Conditions) {
  const url = new URL(inject('postgresUrl'));
  const proxy = await startDatabaseProxy(Number(url.port), conditions);
  url.port = String(proxy.port);
  const client = new Client({ connectionString: url.href });
  onTestFinished(async () => {
    await client.end();
    await proxy.close();
  });
  await client.connect();
  return { client, proxy };
}

it('passes statements and answers of any length unchanged, and tells the statements', async () => {
  const { client, proxy } = await connectThrough({ latencyMs: 1, mode: 'healthy' });

  await client.query('begin');
  const { rows } = await client.query("select repeat('é', $1) as text", [300_000]);
  await client.query('commit');

  expect(rows).toEqual([{ text: 'é'.repeat(300_000) }]);
  expect(proxy.statements()).toEqual(['begin', "select repeat('é', $1) as text", 'commit']);
});

it('holds an answer back while hanging, and gives it afterwards', async () => {
  const conditions: Conditions = { latencyMs: 0, mode: 'healthy' };
  const { client, proxy } = await connectThrough(conditions);
  const answers: string[] = [];

  conditions.mode = 'hanging';
  const hanging = client.query('select 1 as one').then(() => answers.push('hanging'));
  await waitFor(() => expect(proxy.statements()).toEqual(['select 1 as one']));
  const other = new Client({ connectionString: inject('postgresUrl') });
  await other.connect();
  await other.query('select pg_sleep(0.1)');
  await other.end();
  answers.push('another connection');
  conditions.mode = 'healthy';
  await hanging;

  expect(answers).toEqual(['another connection', 'hanging']);
});
