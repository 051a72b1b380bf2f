import { Gauge, type Registry } from 'prom-client';
import { SECOND_MS, type EpochMs } from '../diagnosis/time.ts';

/** What waits, what is worked on, and what was given up, of one queue. */
interface QueueFigures {
  readonly name: string;
  readonly waiting: number;
  readonly active: number;
  readonly deadLetters: number;
}

export interface ReadWhenScrapedSettings {
  readonly registry: Registry;
  /** Rejects where it does not answer soon: a database that hangs must not cost Prometheus all the rest. */
  readonly queues: () => Promise<readonly QueueFigures[]>;
  /** When the last complete digest was made; null: never. Rejects likewise. */
  readonly lastCompleteDigestAtMs: () => Promise<EpochMs | null>;
  /** How many incidents are not closed, by severity. Rejects likewise. */
  readonly openIncidents: () => Promise<Readonly<Record<string, number>>>;
  readonly onFailure: (error: unknown) => void;
}

/**
 * Makes the function that reads what is the same for all replicas: what the database knows. What cannot be read is left out, and never shown
 * as it was or as zero; `portal_check_scrape_success` says so.
 */
export function createReadWhenScraped({
  registry,
  queues,
  lastCompleteDigestAtMs,
  openIncidents,
  onFailure,
}: ReadWhenScrapedSettings): () => Promise<void> {
  const registers = [registry];
  const jobs = new Gauge({
    name: 'portal_check_queue_jobs',
    help: 'Jobs that wait, for their turn or for another attempt, and jobs that are worked on. The same on all replicas.',
    labelNames: ['queue', 'state'],
    registers,
  });
  const deadLetters = new Gauge({
    name: 'portal_check_queue_dead_letters',
    help: 'Jobs that were given up and are still kept. The same on all replicas.',
    labelNames: ['queue'],
    registers,
  });
  const lastDigest = new Gauge({
    name: 'portal_check_last_complete_digest_timestamp_seconds',
    help: 'When the last complete digest was made, since 1970; not there: never. The same on all replicas.',
    registers,
  });
  const incidents = new Gauge({
    name: 'portal_check_incidents_open',
    help: 'Incidents that are not closed, by severity. The same on all replicas.',
    labelNames: ['severity'],
    registers,
  });
  const success = new Gauge({
    name: 'portal_check_scrape_success',
    help: 'Whether this part of the figures could be read from the bot’s own database just now.',
    labelNames: ['part'],
    registers,
  });

  const readQueues = {
    part: 'queue',
    ask: queues,
    forget() {
      jobs.reset();
      deadLetters.reset();
    },
    show(found: readonly QueueFigures[]) {
      for (const { name: queue, waiting, active, deadLetters: given } of found) {
        jobs.set({ queue, state: 'waiting' }, waiting);
        jobs.set({ queue, state: 'active' }, active);
        deadLetters.set({ queue }, given);
      }
    },
  };
  const readDigests = {
    part: 'digests',
    ask: lastCompleteDigestAtMs,
    // Without labels a gauge would be reset to zero: in 1970.
    forget: () => registry.removeSingleMetric('portal_check_last_complete_digest_timestamp_seconds'),
    show(atMs: EpochMs | null) {
      if (atMs === null) return;
      registry.registerMetric(lastDigest);
      lastDigest.set(atMs / SECOND_MS);
    },
  };
  const readIncidents = {
    part: 'incidents',
    ask: openIncidents,
    forget: () => incidents.reset(),
    show(counts: Readonly<Record<string, number>>) {
      for (const [severity, count] of Object.entries(counts)) incidents.set({ severity }, count);
    },
  };

  async function read<Value>({ part, ask, forget, show }: Reading<Value>): Promise<void> {
    try {
      const value = await ask();
      forget();
      show(value);
      success.set({ part }, 1);
    } catch (error) {
      forget();
      success.set({ part }, 0);
      onFailure(error);
    }
  }

  return async () => {
    await Promise.all([read(readQueues), read(readDigests), read(readIncidents)]);
  };
}

/** One part of the figures that the database knows. */
interface Reading<Value> {
  readonly part: string;
  readonly ask: () => Promise<Value>;
  readonly forget: () => void;
  readonly show: (value: Value) => void;
}
