import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../../../src/diagnosis/time.ts';
import type { FactKind } from '../../../src/incidents/fact.ts';
import {
  rehearseIncidents,
  type IncidentRehearsal,
} from '../../../src/sandbox/replicas/incident-rehearsal.ts';
import { startRehearsal, type Rehearsal } from '../../../src/sandbox/replicas/rehearsal.ts';
import { POSTING_STEPS, type PostingStep } from '../../../src/slack/post-once.ts';

/** A closed channel is tried again after so long. */
const CLOSED_FOR_MS = 15 * MINUTE_MS;

/** Each is about one provider, and declared resolved: these are the keys of what is posted then. */
const POSTS: readonly (readonly [string, RegExp])[] = [
  ['the root message', /:root:1$/],
  ['a fact', /^incident:[^:]+:1$/],
  ['a picture', /:picture:1$/],
  ['what the channel is told too', /^incident:[^:]+:3$/],
];

describe.each([
  { scope: 'with the history scope', mayReadHistory: true, promise: 'each fact stands exactly once' },
  { scope: 'without it', mayReadHistory: false, promise: 'none is lost, and every repeat is marked' },
])(
  'incidents among several replicas, $scope: one root message, one thread, $promise',
  ({ mayReadHistory }) => {
    let rehearsal: Rehearsal;
    let incidents: IncidentRehearsal;
    const ids: string[] = [];

    beforeAll(async () => {
      rehearsal = await startRehearsal({ mayReadHistory });
      incidents = rehearseIncidents(rehearsal);
    });
    afterAll(async () => {
      await incidents.stop();
      await rehearsal.stop();
    });

    const openResolved = async (count: number): Promise<void> => {
      for (let opened = 0; opened < count; opened += 1) {
        const { id } = await incidents.open();
        await incidents.happen(id, 'resolved');
        ids.push(id);
      }
    };

    it.each(POSTS)(
      'after one was killed at each step of posting %s',
      async (_, keys) => {
        await openResolved(POSTING_STEPS.length);
        const dying = POSTING_STEPS.map((step) => rehearsal.join({ step, keys }));
        await Promise.all(dying.map(({ ended }) => ended));
        const signals = dying.map(({ child }) => child.process.signalCode);
        expect(signals).toEqual(POSTING_STEPS.map(() => 'SIGKILL'));
        const living = rehearsal.join();
        await incidents.settled(ids);
        expect(await incidents.complaints(ids)).toEqual([]);
        await living.kill();
      },
      180_000,
    );

    it('while three live, PostgreSQL is restarted, and Slack answers 429 and 500', async () => {
      const living = [rehearsal.join(), rehearsal.join(), rehearsal.join()];
      await Promise.all(living.map(({ ready }) => ready));
      await rehearsal.fail({ method: 'chat.postMessage', kind: 'rate-limited', count: 2 });
      await rehearsal.fail({ method: 'chat.postMessage', kind: 'server-error-before', count: 1 });
      await rehearsal.fail({ method: 'chat.postMessage', kind: 'server-error-after', count: 2 });
      await rehearsal.fail({ method: 'chat.update', kind: 'server-error-after', count: 2 });
      await rehearsal.fail({ method: 'files.completeUploadExternal', kind: 'server-error-after', count: 1 });
      const posting = rehearsal.posting();
      await openResolved(3);
      await posting;
      await rehearsal.sandbox.restartDatabases();
      await incidents.settled(ids);
      expect(await incidents.complaints(ids)).toEqual([]);
      expect(living.map(({ child }) => child.process.exitCode)).toEqual([null, null, null]);
    }, 180_000);
  },
);

describe('one incident among replicas that are killed one after the other, at each step of posting', () => {
  let rehearsal: Rehearsal;
  let incidents: IncidentRehearsal;
  let id: string;

  beforeAll(async () => {
    rehearsal = await startRehearsal({ mayReadHistory: true });
    incidents = rehearseIncidents(rehearsal);
    ({ id } = await incidents.open());
    await incidents.happen(id, 'resolved');
    await livesUntilSettled();
  }, 180_000);
  afterAll(async () => {
    await incidents.stop();
    await rehearsal.stop();
  });

  async function livesUntilSettled(): Promise<void> {
    const living = rehearsal.join();
    await incidents.settled([id]);
    await living.kill();
  }
  async function dieAt(step: PostingStep, keys: RegExp): Promise<void> {
    const { child, ended } = rehearsal.join({ step, keys });
    await ended;
    expect(child.process.signalCode).toBe('SIGKILL');
  }
  /** The next one begins where the one before has ended, so that each comes to its step. */
  async function dieAtEachStepOf(keys: RegExp, letPassMs = 0): Promise<void> {
    for (const step of POSTING_STEPS) {
      await dieAt(step, keys);
      rehearsal.letPass(letPassMs);
    }
  }
  const seqsOf = async (kind: FactKind): Promise<readonly number[]> => {
    const { facts = [] } = (await rehearsal.store.incidents.find(id))?.incident ?? {};
    return facts.filter(({ body }) => body.kind === kind).map(({ seq }) => seq);
  };

  it('has one root message and one thread, where they post a deleted root message anew, and tell of it', async () => {
    await incidents.happen(id, 'delete-root');
    await incidents.happen(id, 'severity');
    await dieAt('before-outbox-row', /:root:2$/);
    // That it is lost is a fact by then, which is told first.
    const lost = await seqsOf('root-lost');
    await dieAtEachStepOf(new RegExp(`^incident:[^:]+:${lost.join()}$`));
    await dieAtEachStepOf(/:root:2$/);
    await livesUntilSettled();
    expect(await seqsOf('root-lost')).toEqual(lost);
    expect(await incidents.complaints([id])).toEqual([]);
  }, 300_000);

  it('is told whole once its channel is open again, and whoever leads knows that it was closed', async () => {
    await incidents.archive(true);
    await incidents.happen(id, 'note');
    await dieAtEachStepOf(/:closed:\d+$/, CLOSED_FOR_MS);
    await incidents.archive(false);
    await livesUntilSettled();
    expect(await seqsOf('channel-closed')).toHaveLength(1);
    expect(await seqsOf('channel-back')).toHaveLength(1);
    expect(await incidents.complaints([id])).toEqual([]);
  }, 300_000);
});
