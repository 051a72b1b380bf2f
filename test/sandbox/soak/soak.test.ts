import { afterEach, expect, it } from 'vitest';
import {
  rehearseIncidents,
  type IncidentRehearsal,
} from '../../../src/sandbox/replicas/incident-rehearsal.ts';
import { startRehearsal, type Rehearsal } from '../../../src/sandbox/replicas/rehearsal.ts';
import { soak } from '../../../src/sandbox/soak/soak.ts';

const TROUBLES = ['join-to-die', 'kill', 'restart-postgres', 'slack-fails'];

const SOAKS = [
  {
    work: 'digests',
    /** Within a few seconds PostgreSQL is restarted, a replica is killed, another one kills itself after Slack has answered, and Slack fails. */
    seed: 128556,
    enough: 3,
    happens: [...TROUBLES, 'order'],
  },
  {
    work: 'incidents',
    /** Amid the same a provider comes in and goes, the incident is closed and reopened, and its root message is deleted. */
    seed: 52197,
    enough: 9,
    happens: [...TROUBLES, 'incident-event', 'open-incident'],
  },
] as const;

let rehearsal: Rehearsal;
let incidents: IncidentRehearsal;

afterEach(async () => {
  await incidents.stop();
  await rehearsal.stop();
});

it.each(
  SOAKS.flatMap((each) => [
    { ...each, scope: 'with the history scope: each post stands exactly once', mayReadHistory: true },
    { ...each, scope: 'without it: none is lost, and every repeat is marked', mayReadHistory: false },
  ]),
)(
  'a short soak of $work, $scope',
  async ({ work, seed, enough, happens, mayReadHistory }) => {
    rehearsal = await startRehearsal({ mayReadHistory });
    incidents = rehearseIncidents(rehearsal);
    const soaked = await soak({
      rehearsal,
      incidents,
      work,
      seed,
      replicas: 2,
      isEnough: (done) => done >= enough,
      say: () => {},
    });
    expect(soaked.complaints).toEqual([]);
    expect(soaked[work === 'digests' ? 'digests' : 'events']).toBeGreaterThanOrEqual(enough);
    expect(Object.keys(soaked.happened).toSorted()).toEqual(happens.toSorted());
  },
  180_000,
);
