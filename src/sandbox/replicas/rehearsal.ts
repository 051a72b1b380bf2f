import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import type { EpochMs } from '../../diagnosis/time.ts';
import type { Subscription } from '../../digests/subscription.ts';
import { keyOfDigest, type PlannedRun } from '../../jobs/digest-job.ts';
import { openStore, type Store } from '../../store/store.ts';
import { startSandbox, type Sandbox } from '../sandbox.ts';
import type { Fault } from '../stand-ins/slack/faults.ts';
import { SANDBOX_STARTS_AT } from '../world.ts';
import { startReplica, type Death, type ReplicaProcess } from './replica-process.ts';
import { complaintsAbout, readStanding, type Standing } from './standing.ts';

/** Nothing is there; that it was asked for is in the journal. */
const HEARTBEAT_PATH = '/heartbeat';

const POLL_MS = 100;
const POSTING_POLL_MS = 10;
/** However much goes wrong: what is not settled by then is lost. */
const PATIENCE_MS = 120_000;

export interface RehearsalSettings {
  /** Whether the app was granted to read channels. */
  readonly mayReadHistory: boolean;
}

/** Several replicas of the bot on one database and one Slack, all of which can be made to fail. */
export interface Rehearsal {
  readonly sandbox: Sandbox;
  readonly store: Store;
  /** Whether the app was granted to read channels. */
  readonly mayReadHistory: boolean;
  /** Of all replicas. */
  readonly now: () => EpochMs;
  /** Lets time pass. Whoever lives already does not notice. */
  letPass(ms: number): void;
  /** Lets a replica join. @param diesAt it kills itself there */
  join(diesAt?: Death): ReplicaProcess;
  /** Orders a digest, by a subscription of its own: for now, and none after it, if nothing else is given. */
  order(change?: Partial<Pick<Subscription, 'schedule' | 'nextDueAtMs'>>): Promise<PlannedRun>;
  /** Resolves when Slack is called for the next post. */
  posting(): Promise<void>;
  /** How the next calls of Slack go wrong. */
  fail(fault: Fault): Promise<void>;
  /** Takes back what of that has not happened yet. */
  mend(): Promise<void>;
  /** Waits until it is noted what became of each of them. Rejects where that takes for ever. */
  settled(runs: readonly PlannedRun[]): Promise<void>;
  /** How often somebody outside was told of a complete digest. */
  heartbeats(): Promise<number>;
  /** What is wrong with what stands in Slack; empty: nothing. */
  complaints(runs: readonly PlannedRun[]): Promise<readonly string[]>;
  /** All that the posts of a digest say. */
  texts(run: PlannedRun): Promise<readonly string[]>;
  /** What the replicas have written into their logs. */
  log(): string;
  stop(): Promise<void>;
}

/** Starts the sandbox and prepares the database; no replica has joined yet. Nothing of it outlives this process. */
export async function startRehearsal({ mayReadHistory }: RehearsalSettings): Promise<Rehearsal> {
  const sandbox = await startSandbox({ grantsOptionalScopes: mayReadHistory, limitsMessageRate: false });
  let clockAheadMs = Date.parse(SANDBOX_STARTS_AT) - Date.now();
  const store = openStore({ url: sandbox.environment['DATABASE_URL'] ?? '', tls: 'disable', caPem: null });
  const replicas: ReplicaProcess[] = [];
  const failing = new Set<string>();
  await store.migrate();
  const now = (): EpochMs => Date.now() + clockAheadMs;

  return {
    sandbox,
    store,
    now,

    letPass(ms) {
      clockAheadMs += ms;
    },

    join(diesAt) {
      const replica = startReplica({
        environment: {
          ...sandbox.environment,
          HEARTBEAT_URL: `${sandbox.standIns.loki}${HEARTBEAT_PATH}`,
          LOG_LEVEL: 'warn',
        },
        clockAheadMs,
        diesAt: diesAt ?? null,
      });
      replicas.push(replica);
      return replica;
    },

    async order(change = {}) {
      const subscription = { ...subscriptionDueAt(now()), ...change };
      await store.subscriptions.add(subscription);
      return { subscriptionId: subscription.id, dueAtMs: subscription.nextDueAtMs ?? Infinity };
    },

    async posting() {
      const before = await callsOf(sandbox.standIns.slack, '/api/chat.postMessage');
      while ((await callsOf(sandbox.standIns.slack, '/api/chat.postMessage')) === before)
        await pause(POSTING_POLL_MS);
    },

    async fail(fault) {
      failing.add(fault.method);
      await setFault(sandbox.standIns.slack, fault);
    },

    async mend() {
      for (const method of failing)
        await setFault(sandbox.standIns.slack, { method, kind: 'rate-limited', count: 0 });
    },

    async settled(runs) {
      const giveUpAtMs = performance.now() + PATIENCE_MS;
      for (const run of runs) {
        while (!(await isSettled(store, run))) {
          if (performance.now() > giveUpAtMs) throw new Error(`nothing became of ${keyOfDigest(run)}`);
          await pause(POLL_MS);
        }
      }
    },

    mayReadHistory,

    async complaints(runs) {
      const standing = (await readStanding(sandbox.standIns.slack)).filter(isOfDigest);
      return complaintsAbout(runs.map(keyOfDigest), standing, { mayReadHistory });
    },

    async texts(run) {
      const standing = await readStanding(sandbox.standIns.slack);
      return standing.find(({ key }) => key === keyOfDigest(run))?.posts.map(({ text }) => text) ?? [];
    },

    heartbeats: () => callsOf(sandbox.standIns.loki, HEARTBEAT_PATH),

    log: () => replicas.map(({ child }) => child.stderr()).join(''),

    async stop() {
      await Promise.all(replicas.map((replica) => replica.kill()));
      await store.close();
      await sandbox.stop();
    },
  };
}

/** What incidents post is another rehearsal's matter. */
function isOfDigest({ key }: Standing): boolean {
  return !key.startsWith('incident');
}

/** A subscription of its own for each digest, so that each stands by itself. It does not fall due again. */
function subscriptionDueAt(dueAtMs: EpochMs): Subscription {
  return {
    id: randomUUID(),
    checkId: 'portal-links',
    channelId: 'C0ONCALL',
    schedule: { kind: 'cron', cron: '0 0 29 2 *', timeZone: 'UTC' },
    // Only one of a channel has the same filter. Nobody is of this kind, and everybody is of the other.
    filter: { kind: ['Clinic', 'Practice', randomUUID()] },
    locale: 'en',
    quiet: 'each-time',
    status: { kind: 'active' },
    createdByUserId: 'U0ONCALL',
    createdAtMs: dueAtMs,
    nextDueAtMs: dueAtMs,
  };
}

async function setFault(standInUrl: string, fault: Fault): Promise<void> {
  const response = await fetch(`${standInUrl}/__faults`, { method: 'PUT', body: JSON.stringify(fault) });
  if (!response.ok) throw new Error(`the stand-in of Slack takes no such fault: ${await response.text()}`);
}

const journal = z.array(z.object({ path: z.string() }));

async function callsOf(standInUrl: string, wantedPath: string): Promise<number> {
  const response = await fetch(`${standInUrl}/__journal`);
  return journal.parse(await response.json()).filter(({ path }) => path === wantedPath).length;
}

/** While the database restarts, nobody knows. */
async function isSettled(
  { plannedDigests }: Store,
  { subscriptionId, dueAtMs }: PlannedRun,
): Promise<boolean> {
  const status = await plannedDigests.statusOf(subscriptionId, dueAtMs).catch(() => null);
  return status !== null && status !== 'planned';
}
