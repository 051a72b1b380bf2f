import { afterEach, expect, it } from 'vitest';
import { startRehearsal, type Rehearsal } from '../../../src/sandbox/replicas/rehearsal.ts';
import { soak } from '../../../src/sandbox/soak/soak.ts';

/** Within a few seconds a replica is killed, another one kills itself after Slack has answered, and Slack fails. */
const SEED = 9872;
const DIGESTS = 3;

let rehearsal: Rehearsal;

afterEach(() => rehearsal.stop());

it.each([
  ['with the history scope: each digest stands exactly once', true],
  ['without it: none is lost, and every repeat is marked', false],
])(
  'a short soak, %s',
  async (_, mayReadHistory) => {
    rehearsal = await startRehearsal({ mayReadHistory });
    const soaked = await soak({
      rehearsal,
      seed: SEED,
      replicas: 2,
      isEnough: (ordered) => ordered >= DIGESTS,
      say: () => {},
    });
    expect(soaked.complaints).toEqual([]);
    expect(soaked.digests).toBeGreaterThanOrEqual(DIGESTS);
    expect(Object.keys(soaked.happened).toSorted()).toEqual(['join-to-die', 'kill', 'order', 'slack-fails']);
  },
  120_000,
);
