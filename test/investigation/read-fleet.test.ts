import { describe, expect, it } from 'vitest';
import type { RowsAnswer, RowsQuestion } from '../../src/checks/questions.ts';
import type { Diagnosis } from '../../src/diagnosis/diagnosis.ts';
import type { Reading } from '../../src/diagnosis/reading.ts';
import { DAY_MS } from '../../src/diagnosis/time.ts';
import { createReadFleet, type ReadFleetSettings } from '../../src/investigation/read-fleet.ts';
import { currentPriority, requestContext } from '../../src/request-context.ts';
import type { Source } from '../../src/sources/source.ts';
import { readFleetOnce } from '../support/read-fleet.ts';
import { tinyCheck } from '../support/tiny-check/tiny-check.ts';

const NOW_MS = Date.parse('2025-07-24T12:31:34Z');

const META = {
  source: 'delivery',
  window: { fromMs: NOW_MS, untilMs: NOW_MS + 1 },
  readAtMs: NOW_MS,
  reachFromMs: null,
  freshUntilMs: NOW_MS,
  query: 'queues',
  link: null,
  elapsedMs: 3,
} as const;

const FAILED: Reading<RowsAnswer> = {
  ...META,
  status: 'failed',
  problem: { code: 'connection-lost', params: {} },
};

/** Open tickets by queue. */
type Tickets = Readonly<Record<string, number>>;

/** Queues 1 to n, in the order of their ids. The first ones are stuck. */
function queues(count: number, stuck: number): Tickets {
  return Object.fromEntries(
    Array.from({ length: count }, (_, index) => [
      `queue-${String(index).padStart(5, '0')}`,
      index < stuck ? 30 : 3,
    ]),
  );
}

/** What a question of the tiny check asks for: the queues of a page, or null for the list of all. */
function askedQueues({ statements }: RowsQuestion): readonly string[] | null {
  const [queuesAsked] = statements[0]?.params ?? [];
  return Array.isArray(queuesAsked) ? queuesAsked.map(String) : null;
}

type Ask = Source<'delivery'>['ask'];

function sourceOf(ask: Ask): Source<'delivery'> {
  return {
    id: 'delivery',
    ask,
    examine: () => Promise.reject(new Error('nobody asks')),
    close: () => Promise.resolve(),
  };
}

/** A database that knows these queues. */
function databaseOf(tickets: Tickets): Ask {
  return async (question) => {
    const asked = askedQueues(question) ?? Object.keys(tickets);
    const found = asked.filter((queue) => Object.hasOwn(tickets, queue));
    const data: RowsAnswer = {
      rowsOf: (statement) =>
        found.map((queue) => statement.row.parse({ queue, open_tickets: tickets[queue] })),
    };
    return { ...META, status: 'ok', data };
  };
}

function given(ask: Ask, change: Partial<ReadFleetSettings> = {}) {
  return {
    checks: new Map([[tinyCheck.id, tinyCheck]]),
    sources: { sentry: null, loki: null, delivery: sourceOf(ask) },
    clock: () => NOW_MS,
    pageSize: 2,
    ...change,
  };
}

const idsOf = (diagnoses: readonly Diagnosis[]) => diagnoses.map(({ subjectId }) => subjectId);

describe('a run over a fleet', () => {
  it('reads everybody, page by page, and is complete', async () => {
    const { run, kept } = await readFleetOnce(given(databaseOf(queues(5, 1))), 'queues');
    expect(run.outcomes.map(({ subjectId, state }) => [subjectId, state])).toEqual([
      ['queue-00000', 'missing'],
      ['queue-00001', 'on-schedule'],
      ['queue-00002', 'on-schedule'],
      ['queue-00003', 'on-schedule'],
      ['queue-00004', 'on-schedule'],
    ]);
    expect(run.coverage).toMatchObject({ subjects: 5, subjectsRead: 5, isComplete: true });
    expect(run.coverage.readings).toMatchObject([{ source: 'delivery', status: 'ok' }]);
    expect(kept.pages.map((page) => page.length)).toEqual([2, 2, 1]);
    expect(kept.runs).toEqual([run]);
    expect(run.settingsKey).toBe(tinyCheck.fleet?.settingsKey);
  });

  it('keeps since when somebody has not been well as earlier runs told, the newest before it', async () => {
    const { fleet } = tinyCheck;
    if (fleet === null) throw new Error('the tiny check has a fleet');
    const check = { ...tinyCheck, fleet: { ...fleet, hasRecovered: () => false } };
    const { run: past } = await readFleetOnce(given(databaseOf(queues(2, 1))), 'queues');
    const since = { atMs: NOW_MS - 90 * DAY_MS, isAtLeast: true };
    const asked: unknown[] = [];
    const { run, kept } = await readFleetOnce(
      given(databaseOf(queues(2, 1)), {
        checks: new Map([[check.id, check]]),
        async runBefore(checkId, beforeMs) {
          asked.push([checkId, beforeMs]);
          const outcomes = past.outcomes.map((outcome) => ({ ...outcome, since }));
          return { ...past, asOfMs: NOW_MS - DAY_MS, outcomes };
        },
      }),
      'queues',
    );
    expect(run.outcomes.map((outcome) => outcome.since)).toEqual([since, null]);
    expect(asked).toEqual([['queues', NOW_MS]]);
    expect(kept.runs).toEqual([run]);
  });

  it('leaves out who is not watched, and does not count them', async () => {
    const { run } = await readFleetOnce(given(databaseOf({ 'queue-1': 0, 'queue-2': 4 })), 'queues');
    expect(run.coverage).toMatchObject({ subjects: 1, subjectsRead: 1, isComplete: true });
  });

  it('has the findings of all pages together', async () => {
    const { run } = await readFleetOnce(given(databaseOf(queues(5, 0))), 'queues');
    expect(run.findings).toEqual([{ code: 'open', params: { openTickets: 15 }, subjectIds: [] }]);
  });

  it('goes on after a page that failed, and says how many it did not read', async () => {
    const database = databaseOf(queues(6, 6));
    const ask: Ask = async (question, signal) =>
      askedQueues(question)?.includes('queue-00002') === true ? FAILED : database(question, signal);
    const { run } = await readFleetOnce(given(ask), 'queues');
    expect(run.outcomes.map(({ subjectId }) => subjectId)).toEqual([
      'queue-00000',
      'queue-00001',
      'queue-00004',
      'queue-00005',
    ]);
    expect(run.coverage).toMatchObject({
      subjects: 6,
      subjectsRead: 4,
      isComplete: false,
      readings: [{ status: 'failed', problem: { code: 'connection-lost' } }],
    });
  });

  it('knows nobody where the list could not be had, and is not complete', async () => {
    const { run, kept } = await readFleetOnce(
      given(async () => FAILED),
      'queues',
    );
    expect(run).toMatchObject({
      outcomes: [],
      coverage: { subjects: 0, isComplete: false, readings: [{ status: 'failed' }] },
    });
    expect(kept.runs).toHaveLength(1);
  });

  it('is not complete where a replica was behind on one page only', async () => {
    const database = databaseOf(queues(4, 0));
    const ask: Ask = async (question, signal) => {
      const reading = await database(question, signal);
      return askedQueues(question)?.includes('queue-00003') === true && reading.status === 'ok'
        ? { ...reading, status: 'truncated', problem: { code: 'replica-behind', params: {} } }
        : reading;
    };
    const { run } = await readFleetOnce(given(ask), 'queues');
    expect(run.coverage).toMatchObject({
      subjectsRead: 4,
      isComplete: false,
      readings: [{ status: 'truncated' }],
    });
  });

  it('ends even where a source never answers', async () => {
    const database = databaseOf(queues(4, 0));
    const ask: Ask = (question, signal) =>
      askedQueues(question)?.includes('queue-00000') === true
        ? new Promise(() => {})
        : database(question, signal);
    const { run } = await readFleetOnce(given(ask, { patienceMs: 20 }), 'queues');
    expect(run.coverage).toMatchObject({
      subjectsRead: 2,
      isComplete: false,
      readings: [{ status: 'failed', problem: { code: 'given-up', params: { afterMs: 20 } } }],
    });
  });

  it('asks for the next page while one is worked on, and for no more than that', async () => {
    const asked: number[] = [];
    const database = databaseOf(queues(8, 0));
    let worked = 0;
    const ask: Ask = (question, signal) => {
      if (askedQueues(question) !== null) asked.push(worked);
      return database(question, signal);
    };
    await readFleetOnce(
      given(ask, {
        async addFacts() {
          worked += 1;
        },
      }),
      'queues',
    );
    expect(asked).toEqual([0, 0, 1, 2]);
  });

  it('is asked for behind checks by hand, under the id of its request', async () => {
    const contexts: unknown[] = [];
    const database = databaseOf(queues(3, 0));
    const ask: Ask = (question, signal) => {
      contexts.push([currentPriority(), requestContext.getStore()?.requestId]);
      return database(question, signal);
    };
    await readFleetOnce(given(ask), 'queues');
    expect(new Set(contexts.map((context) => JSON.stringify(context)))).toEqual(
      new Set(['["scheduled","r1"]']),
    );
    expect(currentPriority()).toBe('by-hand');
  });

  it('tells of every answer, and of the run', async () => {
    const readings: string[] = [];
    const { kept } = await readFleetOnce(
      given(databaseOf(queues(4, 0)), {
        onReading: ({ source, status }, requestId) => readings.push(`${requestId} ${source} ${status}`),
      }),
      'queues',
    );
    expect(readings).toEqual(['r1 delivery ok', 'r1 delivery ok', 'r1 delivery ok']);
    expect(kept.figures).toMatchObject([{ pages: 2 }]);
  });

  it.each<[string, Partial<ReadFleetSettings>]>([
    ['the facts of a page', { addFacts: () => Promise.reject(new Error('the own database is down')) }],
    ['the run', { keepRun: () => Promise.reject(new Error('the own database is down')) }],
    ['a diagnosis', { keepDiagnoses: () => Promise.reject(new Error('the own database is down')) }],
    ['what was observed', { observe: () => Promise.reject(new Error('the own database is down')) }],
    ['the run before', { runBefore: () => Promise.reject(new Error('the own database is down')) }],
    ['who was not well', { knownNotWell: () => Promise.reject(new Error('the own database is down')) }],
  ])('fails as a whole where the bot’s own database does not take or tell %s', async (_, change) => {
    await expect(readFleetOnce(given(databaseOf(queues(3, 1)), change), 'queues')).rejects.toThrow(
      'the own database is down',
    );
  });

  it('is refused for a check that nobody knows, or that has no fleet', async () => {
    const settings = { ...given(databaseOf({})), checks: new Map([['x', { ...tinyCheck, fleet: null }]]) };
    const never = () => Promise.reject(new Error('nothing is kept'));
    const readFleet = createReadFleet({
      ...settings,
      addFacts: never,
      keepRun: never,
      runBefore: never,
      knownNotWell: never,
      keepDiagnoses: never,
      observe: never,
    });
    await expect(readFleet({ checkId: 'queues', requestId: 'r' })).rejects.toThrow('queues');
    await expect(readFleet({ checkId: 'x', requestId: 'r' })).rejects.toThrow('has no fleet');
  });
});

describe('the diagnoses that a run keeps', () => {
  it('tell of whoever is well again, so that nobody is shown as missing any more', async () => {
    const known = ['queue-00000', 'queue-00002'];
    const { kept } = await readFleetOnce(
      given(databaseOf(queues(4, 1)), { knownNotWell: async () => known }),
      'queues',
    );
    expect(kept.diagnoses.map(({ subjectId, verdict }) => [subjectId, verdict.state])).toEqual([
      ['queue-00002', 'on-schedule'],
      ['queue-00000', 'missing'],
    ]);
    expect(kept.diagnoses[0]).toMatchObject({
      asOfMs: NOW_MS,
      madeAtMs: NOW_MS,
      rulesVersion: 7,
      readings: [{ status: 'not-configured' }, { status: 'not-configured' }, { status: 'ok' }],
    });
  });

  it('tell of whoever is no part of the fleet any more', async () => {
    const { kept } = await readFleetOnce(
      given(databaseOf({ ...queues(2, 0), 'queue-9': 0 }), {
        knownNotWell: async () => ['queue-9', 'queue-gone'],
      }),
      'queues',
    );
    expect(kept.diagnoses.map(({ subjectId, verdict }) => [subjectId, verdict.code])).toEqual([
      ['queue-9', 'moving'],
      ['queue-gone', 'inconclusive'],
    ]);
  });

  it('tell nothing of those whose page failed, nor of anybody where the list failed', async () => {
    const database = databaseOf(queues(4, 0));
    const knownNotWell = async () => ['queue-00001', 'queue-00003'];
    const pageFails: Ask = async (question, signal) =>
      askedQueues(question)?.includes('queue-00002') === true ? FAILED : database(question, signal);
    const listFails: Ask = async (question, signal) =>
      askedQueues(question) === null ? FAILED : database(question, signal);
    const afterPage = await readFleetOnce(given(pageFails, { knownNotWell }), 'queues');
    expect(idsOf(afterPage.kept.diagnoses)).toEqual(['queue-00001']);
    const afterList = await readFleetOnce(given(listFails, { knownNotWell }), 'queues');
    expect(afterList.kept.diagnoses).toEqual([]);
  });

  it('are 500 at most of those who are not well, the new ones first', async () => {
    const known = ['queue-00000', 'queue-00001', 'queue-00002'];
    const { kept } = await readFleetOnce(
      given(databaseOf(queues(502, 502)), { pageSize: 200, knownNotWell: async () => known }),
      'queues',
    );
    expect(kept.diagnoses).toHaveLength(500);
    expect(idsOf(kept.diagnoses).slice(0, 499)).toEqual(
      Array.from({ length: 499 }, (_, index) => `queue-${String(index + 3).padStart(5, '0')}`),
    );
    expect(idsOf(kept.diagnoses).at(-1)).toBe('queue-00000');
  });

  it('are 500 at most where everybody is missing for the first time', async () => {
    const { run, kept } = await readFleetOnce(
      given(databaseOf(queues(1_200, 1_200)), { pageSize: 300 }),
      'queues',
    );
    expect(run.outcomes).toHaveLength(1_200);
    expect(kept.diagnoses).toHaveLength(500);
  });
});
