import { afterEach, expect, it } from 'vitest';
import {
  rehearseIncidents,
  type IncidentRehearsal,
} from '../../../src/sandbox/replicas/incident-rehearsal.ts';
import { startRehearsal, type Rehearsal } from '../../../src/sandbox/replicas/rehearsal.ts';
import { soak } from '../../../src/sandbox/soak/soak.ts';

/** Within a few seconds PostgreSQL is restarted, a replica is killed, another one kills itself after Slack has answered, and Slack fails. */
const SEED = 128556;
const DIGESTS = 3;

/** A root message is deleted, replicas are killed and kill themselves, PostgreSQL is restarted, Slack fails. */
const INCIDENTS_SEED = 8;
const EVENTS = 8;

let rehearsal: Rehearsal;
let incidents: IncidentRehearsal;

afterEach(async () => {
  await incidents.stop();
  await rehearsal.stop();
});

it.each([
  ['with the history scope: each digest stands exactly once', true],
  ['without it: none is lost, and every repeat is marked', false],
])(
  'a short soak, %s',
  async (_, mayReadHistory) => {
    rehearsal = await startRehearsal({ mayReadHistory });
    incidents = rehearseIncidents(rehearsal);
    const soaked = await soak({
      rehearsal,
      incidents,
      work: 'digests',
      seed: SEED,
      replicas: 2,
      isEnough: (ordered) => ordered >= DIGESTS,
      say: () => {},
    });
    expect(soaked.complaints).toEqual([]);
    expect(soaked.digests).toBeGreaterThanOrEqual(DIGESTS);
    expect(Object.keys(soaked.happened).toSorted()).toEqual([
      'join-to-die',
      'kill',
      'order',
      'restart-postgres',
      'slack-fails',
    ]);
  },
  120_000,
);

it.each([
  ['with the history scope: each fact stands exactly once', true],
  ['without it: none is lost, and every repeat is marked', false],
])(
  'a short soak of incidents, %s',
  async (_, mayReadHistory) => {
    rehearsal = await startRehearsal({ mayReadHistory });
    incidents = rehearseIncidents(rehearsal);
    const soaked = await soak({
      rehearsal,
      incidents,
      work: 'incidents',
      seed: INCIDENTS_SEED,
      replicas: 2,
      isEnough: (done) => done >= EVENTS,
      say: () => {},
    });
    expect(soaked.complaints).toEqual([]);
    expect(soaked.events).toBeGreaterThanOrEqual(EVENTS);
    expect(soaked.incidents).toBeGreaterThan(0);
  },
  180_000,
);
