import type { DoctorFact } from '../diagnosis/doctor-facts.ts';
import { plannedRun } from '../jobs/digest-job.ts';
import { incidentCheck } from '../jobs/incident-job.ts';
import type { DeadLetter } from '../jobs/queue.ts';
import type { Store } from '../store/store.ts';
import type { DoctorPart, ExaminedPart } from './doctor-part.ts';
import { hintOfStoreError } from './doctor-store.ts';

/** So many dead letters are told one by one: the newest. */
const MOST_TOLD = 3;

/** Whether digests are made, and the queue by which replicas share that work and the looks at incidents. */
export const digestsPart: DoctorPart = {
  id: 'digests',
  async examine({ assembly: { store, queue }, clock, words }, config) {
    const facts: DoctorFact[] = [
      { code: 'digest-heartbeat', params: { isConfigured: config.heartbeatUrl !== null } },
    ];
    const failed = (hint: string): ExaminedPart => ({ facts, hint, unset: null });
    // What is wrong with it, its own part says.
    if (!(await isUsable(store))) return failed(words.doctor.restsOnStore);
    try {
      await queue.requireCurrentSchema();
      const [subscriptions, lastAtMs, states, deadLetters] = await Promise.all([
        store.subscriptions.list(null),
        store.digests.lastCompleteAtMs(),
        queue.states(),
        queue.deadLetters(MOST_TOLD),
      ]);
      const active = subscriptions.filter(({ status }) => status.kind === 'active').length;
      const nowMs = clock();
      facts.unshift(
        { code: 'digest-subscriptions', params: { active, paused: subscriptions.length - active } },
        { code: 'digest-last-complete', params: { atMs: lastAtMs, nowMs } },
        ...states.map(({ name, waiting, active: inHand, deadLetters: given }) => ({
          code: 'queue-state' as const,
          params: { queue: name, waiting, active: inHand, deadLetters: given },
        })),
        ...deadLetters.map(deadLetterFact),
      );
      const warnings = states
        .filter((state) => state.deadLetters > 0)
        .map(({ name, deadLetters: given }) =>
          name === 'incident' ? words.doctor.deadIncidentChecks(given) : words.doctor.deadLetters(given),
        );
      const warning = warnings.length === 0 ? {} : { warning: warnings.join('; ') };
      return { facts, hint: null, unset: null, ...warning };
    } catch (error) {
      return failed(await hintOfStoreError(error, config, words));
    }
  },
};

async function isUsable(store: Store): Promise<boolean> {
  try {
    await store.requireCurrentSchema();
    return true;
  } catch {
    return false;
  }
}

function deadLetterFact({ data, failedAtMs, reason }: DeadLetter): DoctorFact<'queue-dead-letter'> {
  const { subscriptionId = null, dueAtMs: digestDueAtMs = null } = plannedRun.safeParse(data).data ?? {};
  const { incidentId = null, dueAtMs = digestDueAtMs } = incidentCheck.safeParse(data).data ?? {};
  return { code: 'queue-dead-letter', params: { failedAtMs, subscriptionId, incidentId, dueAtMs, reason } };
}
