import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { access } from 'node:fs/promises';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { describe, expect, it } from 'vitest';
import { startPostgres } from '../../src/sandbox/postgres.ts';
import { waitFor } from '../support/wait-for.ts';

const MODULE = new URL('../../src/sandbox/postgres.ts', import.meta.url).href;

/** A process that starts a server, says where it is, and then waits for ever or ends by itself. */
async function startParent(then: 'wait' | 'end'): Promise<{
  kill(signal: NodeJS.Signals): void;
  ended: Promise<unknown>;
  port: number;
  home: string;
}> {
  const script = `
    const { startPostgres } = await import(${JSON.stringify(MODULE)});
    const server = await startPostgres();
    console.log(JSON.stringify({ port: server.port, dataFolder: server.dataFolder }));
    ${then === 'wait' ? 'setInterval(() => {}, 60_000);' : ''}
  `;
  const parent = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(parent, 'exit');
  for await (const line of createInterface(parent.stdout)) {
    const { port, dataFolder } = JSON.parse(line);
    return { kill: (signal) => parent.kill(signal), ended, port, home: dirname(dataFolder) };
  }
  throw new Error('the parent ended without a word');
}

async function processesNaming(text: string): Promise<string[]> {
  const { stdout } = await promisify(execFile)('ps', ['-eo', 'pid,args']);
  return stdout.split('\n').filter((line) => line.includes(text));
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

describe('the embedded PostgreSQL', () => {
  it('answers who knows its password, makes databases whatever they are called, and leaves nothing behind when it is stopped', async () => {
    const server = await startPostgres();
    await server.createDatabase('a "strange" name');
    const client = new Client({ connectionString: server.url('a%20%22strange%22%20name') });
    await client.connect();
    const { rows } = await client.query('select current_database() as name');
    expect(rows).toEqual([{ name: 'a "strange" name' }]);
    await client.end();

    const stranger = new Client({
      connectionString: server.url('postgres').replace(server.password, 'guess'),
    });
    await expect(stranger.connect()).rejects.toThrow('password authentication failed');

    await server.stop();
    await server.stop();
    expect(await exists(dirname(server.dataFolder))).toBe(false);
    expect(await processesNaming(dirname(server.dataFolder))).toEqual([]);
  });

  it('can be restarted under whoever is connected, keeps what is in it, and leaves nothing behind then either', async () => {
    const server = await startPostgres();
    await server.createDatabase('kept');
    const connected = new Client({ connectionString: server.url('kept') });
    const ended = new Promise<void>((resolve) => connected.on('end', () => resolve()));
    connected.on('error', () => {});
    await connected.connect();
    await connected.query('create table remembered ()');
    await server.restart();
    await ended;
    const client = new Client({ connectionString: server.url('kept') });
    await client.connect();
    expect((await client.query(`select to_regclass('remembered')::text as name`)).rows).toEqual([
      { name: 'remembered' },
    ]);
    await client.end();
    await server.restart();
    await server.stop();
    expect(await processesNaming(dirname(server.dataFolder))).toEqual([]);
  });

  it('shows the log of a server that cannot start', async () => {
    const failure = startPostgres({ settings: { max_connections: 'many' } });
    await expect(failure).rejects.toThrow(/did not become ready[\s\S]*max_connections/);
  });

  it.each(['SIGKILL', 'SIGTERM'] as const)('is gone after its parent got %s', async (signal) => {
    const parent = await startParent('wait');
    expect(await processesNaming(parent.home)).not.toEqual([]);
    parent.kill(signal);
    await parent.ended;
    await waitFor(async () => expect(await processesNaming(parent.home)).toEqual([]));
    expect(await exists(parent.home)).toBe(false);
  });

  it('does not keep a parent alive that forgot to stop it', async () => {
    const parent = await startParent('end');
    expect(await parent.ended).toEqual([0, null]);
    await waitFor(async () => expect(await processesNaming(parent.home)).toEqual([]));
  });
});
