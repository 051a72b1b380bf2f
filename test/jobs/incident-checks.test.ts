import { beforeEach, describe, expect, it } from 'vitest';
import { HOUR_MS } from '../../src/diagnosis/time.ts';
import { JOB_PACE } from '../../src/jobs/digest-job.ts';
import { createEnqueueIncidents } from '../../src/jobs/enqueue-incidents.ts';
import { incidentCheck, type IncidentCheck } from '../../src/jobs/incident-job.ts';
import { createRunIncidentCheck } from '../../src/jobs/run-incident-check.ts';
import { fact, identity, OPENED } from '../store/kept-incident.ts';
import { keptStore } from '../store/kept-store.ts';
import { NOW_MS } from '../store/kept.ts';

describe('incidents that are due to be looked at', () => {
  const own = keptStore();
  /** What the queue has taken, by the id of the job: the same id is taken once. */
  const sent = new Map<string, IncidentCheck>();
  let errors: object[] = [];

  beforeEach(() => {
    sent.clear();
    errors = [];
  });

  const due = async (key: string, nextCheckAtMs: number | null): Promise<string> => {
    const opened = await own.store.incidents.open(key, identity(), { facts: [fact(OPENED)], nextCheckAtMs });
    return opened.incident.id;
  };
  const enqueue = (nowMs: number, failing: readonly string[] = []) =>
    createEnqueueIncidents({
      memory: own.store.incidents,
      queue: {
        async send({ name }, id, data) {
          expect(name).toBe('incident');
          const check = incidentCheck.parse(data);
          if (failing.includes(check.incidentId)) throw new Error('the queue is away');
          if (sent.has(id)) return false;
          sent.set(id, check);
          return true;
        },
      },
      job: JOB_PACE.incident,
      log: { error: (fields) => void errors.push(fields) },
    })(nowMs);

  it('are enqueued once, however many replicas look', async () => {
    const first = await due('a', NOW_MS - 1);
    const second = await due('b', NOW_MS);
    await due('c', NOW_MS + 1);
    await due('d', null);
    await Promise.all([enqueue(NOW_MS), enqueue(NOW_MS), enqueue(NOW_MS + 60)]);
    expect([...sent.values()].filter(({ dueAtMs }) => dueAtMs <= NOW_MS)).toEqual([
      { incidentId: first, dueAtMs: NOW_MS - 1 },
      { incidentId: second, dueAtMs: NOW_MS },
    ]);
  });

  it('get another job each hour that nobody has looked at them: the one before may have been given up', async () => {
    await due('a', NOW_MS);
    for (const hours of [0, 0.9, 1, 1.5, 3]) await enqueue(NOW_MS + hours * HOUR_MS);
    expect(sent.size).toBe(3);
  });

  it('that cannot be enqueued keep nobody else from theirs', async () => {
    const first = await due('a', NOW_MS - 1);
    const second = await due('b', NOW_MS);
    await enqueue(NOW_MS, [first]);
    expect([...sent.values()].map(({ incidentId }) => incidentId)).toEqual([second]);
    expect(errors).toMatchObject([{ incidentId: first }]);
    await enqueue(NOW_MS + 1);
    expect(sent.size).toBe(2);
  });
});

describe('a look at an incident', () => {
  const ID = '0198a1b2-0000-7000-8000-000000000007';
  const run = async (kind: 'checked' | 'not-due' | 'absent') => {
    const asked: unknown[] = [];
    const published: string[] = [];
    const outcomes: string[] = [];
    await createRunIncidentCheck({
      incidents: {
        async recheck(incidentId, request) {
          asked.push([incidentId, request]);
          // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- nothing else of it is looked at
          return { kind, facts: [] } as never;
        },
      },
      beginPublishing: (incidentId) => void published.push(incidentId),
      onRechecked: (outcome) => void outcomes.push(outcome),
      newRequestId: () => 'r-1',
      log: { info: () => {} },
    })({ incidentId: ID, dueAtMs: NOW_MS });
    return { asked, published, outcomes };
  };

  it('is made under the same key at every attempt, and told in Slack', async () => {
    expect(await run('checked')).toEqual({
      asked: [[ID, { key: 'recheck:2025-07-24T12:31:34.000Z', requestId: 'r-1' }]],
      published: [ID],
      outcomes: ['checked'],
    });
  });

  it('is told where an earlier attempt has made it and died', async () => {
    expect((await run('not-due')).published).toEqual([ID]);
  });

  it('tells nothing of an incident that is not there', async () => {
    expect(await run('absent')).toMatchObject({ published: [], outcomes: ['absent'] });
  });
});
