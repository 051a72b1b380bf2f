import { describe, expect, it, vi } from 'vitest';
import type { RowsAnswer } from '../../src/checks/questions.ts';
import type { Reading } from '../../src/diagnosis/reading.ts';
import { DAY_MS } from '../../src/diagnosis/time.ts';
import { createInvestigate, type InvestigationSettings } from '../../src/investigation/investigate.ts';
import type { InvestigationRequest } from '../../src/investigation/investigation.ts';
import type { Source } from '../../src/sources/source.ts';
import { tinyCheck } from '../support/tiny-check/tiny-check.ts';

const NOW_MS = Date.parse('2025-07-24T12:31:34Z');

const REQUEST: InvestigationRequest = {
  checkId: 'queues',
  subjectIds: ['queue-7', 'queue-8'],
  asOfMs: null,
  windowMs: null,
  asker: { surface: 'terminal', userId: 'somebody', teamId: null, channelId: null },
  requestId: 'r1',
};

type DeliveryReading = Reading<RowsAnswer>;

const rows = (openTickets: number): RowsAnswer => ({
  rowsOf: (statement) =>
    ['queue-7', 'queue-8'].map((queue) => statement.row.parse({ queue, open_tickets: openTickets })),
});

const meta = {
  source: 'delivery',
  window: { fromMs: NOW_MS, untilMs: NOW_MS + 1 },
  readAtMs: NOW_MS,
  reachFromMs: null,
  freshUntilMs: NOW_MS,
  query: 'tickets',
  link: null,
  elapsedMs: 3,
} as const;
const ok = (openTickets: number): DeliveryReading => ({ ...meta, status: 'ok', data: rows(openTickets) });
const failed: DeliveryReading = {
  ...meta,
  status: 'failed',
  problem: { code: 'connection-lost', params: {} },
};

/** A source that answers when the test says so. */
function source(): {
  delivery: Source<'delivery'>;
  answer: (reading: DeliveryReading) => void;
  signal: () => AbortSignal | null;
} {
  const { promise, resolve } = Promise.withResolvers<DeliveryReading>();
  let given: AbortSignal | null = null;
  return {
    delivery: {
      id: 'delivery',
      ask: (_, signal) => {
        given = signal;
        return promise;
      },
      examine: () => Promise.reject(new Error('nobody asks')),
      close: () => Promise.resolve(),
    },
    answer: resolve,
    signal: () => given,
  };
}

function settingsWith(
  delivery: Source<'delivery'>,
  change: Partial<InvestigationSettings> = {},
): InvestigationSettings {
  return {
    checks: new Map([[tinyCheck.id, tinyCheck]]),
    sources: { sentry: null, loki: null, delivery },
    clock: () => NOW_MS,
    firstAnswerMs: 8_000,
    lateAnswerMs: 60_000,
    recall: () => Promise.resolve(null),
    keep: () => Promise.resolve(),
    onStoreFailure: () => {},
    ...change,
  };
}

describe('an investigation', () => {
  it('answers as soon as all asked sources have answered, one diagnosis an id, in their order', async () => {
    const { delivery, answer } = source();
    const investigation = createInvestigate(settingsWith(delivery))(REQUEST);
    answer(ok(12));
    const diagnoses = await investigation.first;
    expect(diagnoses.map(({ subjectId, verdict }) => [subjectId, verdict.code])).toEqual([
      ['queue-7', 'stuck'],
      ['queue-8', 'stuck'],
    ]);
    await expect(investigation.amended).resolves.toBeNull();
  });

  it('asks nothing of a source that the check has no question for, and names it as not configured', async () => {
    const { delivery, answer } = source();
    const investigation = createInvestigate(settingsWith(delivery))(REQUEST);
    answer(ok(1));
    const [diagnosis] = await investigation.first;
    expect(diagnosis?.readings.map(({ source: id, status }) => `${id} ${status}`)).toEqual([
      'sentry not-configured',
      'loki not-configured',
      'delivery ok',
    ]);
  });

  it('answers at the deadline without a source that is late, and says so; then mends the answer', async () => {
    const { delivery, answer } = source();
    const investigation = createInvestigate(settingsWith(delivery, { firstAnswerMs: 10 }))(REQUEST);
    const [first] = await investigation.first;
    expect(first?.verdict.code).toBe('inconclusive');
    expect(first?.readings.at(-1)).toMatchObject({
      status: 'failed',
      problem: { code: 'still-running', params: { afterMs: 10 } },
    });
    expect(investigation.progress()).toEqual([{ source: 'delivery', status: 'asking' }]);
    answer(ok(3));
    const amended = await investigation.amended;
    expect(amended?.[0]?.verdict.code).toBe('moving');
  });

  it('says what became of a late source that fails after all: no message goes on saying that it is running', async () => {
    const { delivery, answer } = source();
    const investigation = createInvestigate(settingsWith(delivery, { firstAnswerMs: 10 }))(REQUEST);
    await investigation.first;
    answer(failed);
    const amended = await investigation.amended;
    expect(amended?.[0]?.readings.at(-1)).toMatchObject({ problem: { code: 'connection-lost' } });
  });

  it('gives a hanging source up in the end, and ends its requests', async () => {
    const { delivery, signal } = source();
    const investigation = createInvestigate(settingsWith(delivery, { firstAnswerMs: 10, lateAnswerMs: 30 }))(
      REQUEST,
    );
    const amended = await investigation.amended;
    expect(amended?.[0]?.readings.at(-1)).toMatchObject({
      problem: { code: 'given-up', params: { afterMs: 30 } },
    });
    expect(signal()?.aborted).toBe(true);
  });

  it('answers although its own database is down, and says so to whoever runs the bot', async () => {
    const { delivery, answer } = source();
    const onStoreFailure = vi.fn<InvestigationSettings['onStoreFailure']>();
    const cause = new Error('down');
    const investigation = createInvestigate(
      settingsWith(delivery, { keep: () => Promise.reject(cause), onStoreFailure }),
    )(REQUEST);
    answer(ok(12));
    await expect(investigation.first).resolves.toHaveLength(2);
    expect(onStoreFailure).toHaveBeenCalledWith('keep', cause, 'r1');
  });

  it('answers although its own database hangs while the answer is to be kept', async () => {
    const { delivery, answer } = source();
    const onStoreFailure = vi.fn<InvestigationSettings['onStoreFailure']>();
    const settings = settingsWith(delivery, { keep: () => new Promise<never>(() => {}), onStoreFailure });
    const investigation = createInvestigate(settings)(REQUEST);
    answer(ok(12));
    await expect(investigation.first).resolves.toHaveLength(2);
    expect(onStoreFailure).toHaveBeenCalledWith('keep', expect.any(Error), 'r1');
  });

  it.each([
    ['kept facts of an older shape', { recall: () => Promise.resolve({ of: 'another shape' }) }],
    ['a store that fails', { recall: () => Promise.reject(new Error('down')) }],
    ['a store that never answers', { recall: () => new Promise<never>(() => {}), firstAnswerMs: 20 }],
  ] satisfies [string, Partial<InvestigationSettings>][])(
    'answers about the past without %s, and says so in the log',
    async (_, change) => {
      const { delivery, answer } = source();
      const onStoreFailure = vi.fn<InvestigationSettings['onStoreFailure']>();
      const settings = settingsWith(delivery, { ...change, onStoreFailure });
      const investigation = createInvestigate(settings)({ ...REQUEST, asOfMs: NOW_MS - DAY_MS });
      answer(ok(12));
      await expect(investigation.first).resolves.toHaveLength(2);
      expect(onStoreFailure).toHaveBeenCalledWith('recall', expect.any(Error), 'r1');
    },
  );

  it('recalls what was kept only for an as-of more than an hour back', async () => {
    const recalled: string[] = [];
    const recall: InvestigationSettings['recall'] = (_, id) => {
      recalled.push(id);
      return Promise.resolve(null);
    };
    for (const asOfMs of [null, NOW_MS - 3_600_000, NOW_MS - DAY_MS]) {
      const { delivery, answer } = source();
      const investigation = createInvestigate(settingsWith(delivery, { recall }))({ ...REQUEST, asOfMs });
      answer(ok(1));
      await investigation.first;
    }
    expect(recalled).toEqual(['queue-7', 'queue-8']);
  });

  it('tells of each source when it has answered', async () => {
    const { delivery, answer } = source();
    const seen: unknown[] = [];
    const investigation = createInvestigate(settingsWith(delivery))(REQUEST, (progress) =>
      seen.push(progress),
    );
    answer(failed);
    await investigation.first;
    expect(seen).toEqual([[{ source: 'delivery', status: 'failed' }]]);
  });

  it('is an error of our own for a check that nobody has', () => {
    const { delivery } = source();
    expect(() => createInvestigate(settingsWith(delivery))({ ...REQUEST, checkId: 'nobody' })).toThrow(
      'nobody',
    );
  });
});
