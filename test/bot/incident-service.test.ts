import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createIncidentService, type IncidentServiceSettings } from '../../src/bot/incident-service.ts';
import { JOB_PACE } from '../../src/jobs/digest-job.ts';
import { fact, identity, OPENED } from '../store/kept-incident.ts';
import { keptStore } from '../store/kept-store.ts';
import { NOW_MS } from '../store/kept.ts';
import { waitFor } from '../support/wait-for.ts';

describe('an incident that Slack does not take for a long time', () => {
  const own = keptStore();
  const sent: string[] = [];
  let slack: PromiseWithResolvers<never>;
  let isAsked: boolean;

  beforeEach(async () => {
    sent.length = 0;
    isAsked = false;
    slack = Promise.withResolvers();
    await own.store.incidents.open('k', identity(), { facts: [fact(OPENED)], nextCheckAtMs: NOW_MS });
  });
  afterEach(() => slack.reject(new Error('over')));

  function service() {
    const settings = {
      config: { access: { allowedChannelIds: ['C1'] } },
      assembly: {
        store: own.store,
        queue: {
          send: async (_: unknown, id: string) => void sent.push(id),
          work: async () => {},
        },
        incidents: {},
      },
      jobPace: JOB_PACE,
      standingOf: () => {
        isAsked = true;
        return slack.promise;
      },
      schedule: () => ({ destroy: () => {} }),
      draw: { root: () => ({ text: 'root', blocks: [] }) },
      postOnce: ({ before }: { readonly before: () => Promise<void> }) => before(),
      clock: () => NOW_MS,
      log: { info: () => {}, warn: () => {}, error: () => {} },
    };
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- nothing else of them is looked at
    return createIncidentService(settings as unknown as IncidentServiceSettings);
  }

  it('does not stop the clock of the others: what is due is enqueued at the start, and each minute', async () => {
    const running = service();
    await running.start();
    await waitFor(() => expect(isAsked).toBe(true));
    await running.tick();
    expect(sent.length).toBeGreaterThanOrEqual(2);
  });

  it('is waited for, when the bot stops, until the grace is over and Slack has answered', async () => {
    const running = service();
    await running.tick();
    await waitFor(() => expect(isAsked).toBe(true));
    let isStopped = false;
    const stopping = running.stop(1).then(() => (isStopped = true));
    expect(isStopped).toBe(false);
    slack.reject(new Error('ended'));
    await stopping;
    expect(isStopped).toBe(true);
  });
});
