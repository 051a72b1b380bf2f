import { Client, escapeIdentifier } from 'pg';
import type { DatabaseProxy } from './database-proxy.ts';
import type { Conditions, Mode } from './stand-ins/conditions.ts';

/** How the delivery database behaves at the moment: a real PostgreSQL that misbehaves as a stand-in would. */
export interface DatabaseConditions {
  current(): Readonly<Conditions>;
  /**
   * Takes effect before it resolves; what is left out stays as it is. Changes take effect one after the other. Rejects where the server
   * does not do as it is told: the database is then healthy, or still in the mode that it could not leave.
   */
  change(change: Partial<Conditions>): Promise<Readonly<Conditions>>;
}

/** How a mode that is more than a delay begins, and how it is undone without a trace. */
interface Trouble {
  begin(): Promise<void>;
  end(): Promise<void>;
}

/** A column that a check cannot do without, though a search for names can, and what somebody has renamed it to. */
const COLUMN = 'link_last_sent_at';
const RENAMED = 'last_sent_at';

/**
 * @param conditions those that the proxy reads
 * @param superuserUrl of the delivery database, past the proxy
 * @param login the one that the bot reads with
 */
export function createDatabaseConditions(
  conditions: Conditions,
  proxy: Pick<DatabaseProxy, 'open' | 'close'>,
  superuserUrl: string,
  login: string,
): DatabaseConditions {
  const role = escapeIdentifier(login);
  const troubles: Partial<Record<Mode, Trouble>> = {
    down: { begin: () => proxy.close(), end: () => proxy.open() },
    'rate-limited': {
      async begin() {
        await run(superuserUrl, `alter role ${role} connection limit 0`);
        // A limit turns away only whoever comes anew.
        await run(superuserUrl, 'select pg_terminate_backend(pid) from pg_stat_activity where usename = $1', [
          login,
        ]);
      },
      end: () => run(superuserUrl, `alter role ${role} connection limit -1`),
    },
    'wrong-shape': {
      begin: () => run(superuserUrl, renaming(COLUMN, RENAMED)),
      end: () => run(superuserUrl, renaming(RENAMED, COLUMN)),
    },
  };

  async function enter(mode: Mode): Promise<void> {
    const before = troubles[conditions.mode];
    // From here on the proxy holds nothing back, so that no transaction stands in the way of what follows.
    if (before === undefined) conditions.mode = 'healthy';
    await before?.end();
    conditions.mode = 'healthy';
    await troubles[mode]?.begin();
    conditions.mode = mode;
  }

  let changed: Promise<unknown> = Promise.resolve();
  return {
    current: () => conditions,
    change({ mode, latencyMs }) {
      const next = changed.then(async () => {
        if (latencyMs !== undefined) conditions.latencyMs = latencyMs;
        if (mode !== undefined && mode !== conditions.mode) await enter(mode);
        return conditions;
      });
      // Whoever asked for a change is told of its failure; the next one is not.
      changed = next.catch(() => {});
      return next;
    },
  };
}

function renaming(from: string, to: string): string {
  return `alter view portal_check.providers rename column ${from} to ${to}`;
}

async function run(url: string, sql: string, params: readonly string[] = []): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql, [...params]);
  } finally {
    await client.end();
  }
}
