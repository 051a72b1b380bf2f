import { z } from 'zod';
import type { Check } from '../../../src/checks/check.ts';
import type { Fleet, FleetWords } from '../../../src/checks/fleet.ts';
import type { Statement } from '../../../src/checks/questions.ts';
import { dataOf, summarise } from '../../../src/diagnosis/reading.ts';
import { evaluate, type RulesTable } from '../../../src/diagnosis/rules.ts';
import { HOUR_MS } from '../../../src/diagnosis/time.ts';

/**
 * A second check, as small as one can be: does a help-desk queue still move? Its subject is a queue, not a provider, its ids are no
 * UUIDs, and it asks the database alone. Nothing outside this folder knows of it.
 */
const tinyFacts = z.object({
  subjectId: z.string(),
  /** null: the database did not answer. */
  openTickets: z.number().nullable(),
});
type TinyFacts = z.infer<typeof tinyFacts>;

const ticketRow = z.object({ queue: z.string(), open_tickets: z.number() });

const rules: RulesTable<TinyFacts, TinyFacts, 'answered'> = {
  version: 7,
  derive: (facts) => facts,
  first: [
    {
      row: 0,
      code: 'inconclusive',
      gives: 'unknown / none',
      when: 'the database did not answer',
      kind: 'own',
      conclude: ({ openTickets }) =>
        openTickets === null
          ? { state: 'unknown', confidence: 'none', restsOn: ['delivery'], params: {} }
          : null,
    },
    {
      row: 1,
      code: 'stuck',
      gives: 'missing / confirmed',
      when: 'more than ten tickets are open',
      kind: 'own',
      conclude: ({ openTickets }) =>
        openTickets !== null && openTickets > 10
          ? { state: 'missing', confidence: 'confirmed', restsOn: ['delivery'], params: { openTickets } }
          : null,
    },
  ],
  groups: {
    answered: [
      {
        row: 2,
        code: 'moving',
        gives: 'on-schedule / confirmed',
        when: 'anything else',
        kind: 'last-resort',
        conclude: ({ openTickets }) => ({
          state: 'on-schedule',
          confidence: 'confirmed',
          restsOn: ['delivery'],
          params: { openTickets },
        }),
      },
    ],
  },
  choose: () => 'answered',
  side: [],
};

const ticketsOf = (queues: readonly string[]): Statement<z.infer<typeof ticketRow>> => ({
  name: 'tickets',
  sql: 'select queue, open_tickets from portal_check.queues where queue = any ($1::text[])',
  params: [queues],
  row: ticketRow,
});

const allQueues: Statement<z.infer<typeof ticketRow>> = {
  name: 'queues',
  sql: 'select queue, open_tickets from portal_check.queues order by queue',
  params: [],
  row: ticketRow,
};

/** All queues: those of no ticket at all are not watched. */
const fleet: Fleet<TinyFacts> = {
  ask({ asOfMs }) {
    const window = { fromMs: asOfMs, untilMs: asOfMs + 1 };
    return {
      questions: { delivery: { statements: [allQueues], window } },
      see(readings) {
        let openTickets = 0;
        return {
          subjectIds: (dataOf(readings.delivery)?.rowsOf(allQueues) ?? []).map(({ queue }) => queue),
          pageOf(queues) {
            const tickets = ticketsOf(queues);
            return {
              question: { statements: [tickets], window },
              see(reading) {
                const rows = dataOf(reading)?.rowsOf(tickets) ?? [];
                const watched = rows.filter(({ open_tickets }) => open_tickets > 0);
                openTickets += watched.reduce((total, row) => total + row.open_tickets, 0);
                return watched.map(({ queue, open_tickets }) => ({
                  subjectId: queue,
                  facts: { subjectId: queue, openTickets: open_tickets },
                }));
              },
            };
          },
          summarise: () => ({
            canaries: [],
            findings: [{ code: 'open', params: { openTickets }, subjectIds: [] }],
          }),
        };
      },
    };
  },
  outcomeOf: (subjectId, { openTickets }, { code, state, confidence }) => ({
    subjectId,
    name: subjectId,
    kind: 'queue',
    code,
    state,
    confidence,
    since: null,
    traits: { size: openTickets !== null && openTickets > 20 ? 'large' : 'small' },
    figures: { openTickets },
  }),
  outageOf: () => null,
  hasRecovered: () => true,
  // Every full hour.
  nextReviewAfterMs: (afterMs) => (Math.floor(afterMs / HOUR_MS) + 1) * HOUR_MS,
  timeZone: 'UTC',
  settingsKey: 'none',
  filters: { size: ['small', 'large'] },
};

const FLEET_WORDS: FleetWords = {
  title: 'Queues',
  listed: ({ subjectId }) => `queue · ${subjectId}`,
  statement: ({ code, figures }) => `${code}: ${figures['openTickets']} open`,
  knows: (code) => [...rules.first, ...rules.groups.answered].some((row) => row.code === code),
  holdsFigures: () => true,
  outage: (code, outcomes) => `${code}: ${outcomes.length} queues`,
  finding: ({ params }) => `${String(params['openTickets'])} tickets are open in all`,
  traitName: (trait) => trait,
  traitValue: (_, value) => value,
  instant: (atMs) => new Date(atMs).toISOString().slice(0, 16),
  day: (atMs) => new Date(atMs).toISOString().slice(0, 10),
};

export const tinyCheck: Check<TinyFacts> = {
  id: 'queues',
  rulesVersion: rules.version,
  subject: {
    directory: null,
    example: 'queue-7',
    find: (text) => {
      const words = text.split(/\s+/).filter((word) => word !== '');
      const isQueue = (word: string) => /^queue-\d+$/i.test(word);
      return {
        ids: [...new Set(words.filter(isQueue).map((word) => word.toLowerCase()))],
        unreadable: words.filter((word) => !isQueue(word)),
      };
    },
  },
  ask({ subjectIds, asOfMs }) {
    const tickets = ticketsOf(subjectIds);
    return {
      questions: { delivery: { statements: [tickets], window: { fromMs: asOfMs, untilMs: asOfMs + 1 } } },
      see: (readings) => ({
        factsOf: (subjectId) => {
          const row = dataOf(readings.delivery)
            ?.rowsOf(tickets)
            .find(({ queue }) => queue === subjectId);
          return { subjectId, openTickets: row?.open_tickets ?? null, reading: summarise(readings.delivery) };
        },
      }),
    };
  },
  evaluate: (facts) => evaluate(rules, facts),
  parseFacts: (kept) => tinyFacts.parse(kept),
  fleet,
  following: {
    standingOf: (subjectId, facts, verdict) => ({
      outcome: fleet.outcomeOf(subjectId, facts, verdict),
      missedRunsAtMs: [],
      missedAtLeast: false,
      keptRunAtMs: null,
      isPending: false,
      nextProof: null,
    }),
    hasRecovered: () => true,
    timeZone: 'UTC',
  },
  observe: ({ openTickets }) => [{ field: 'openTickets', value: String(openTickets) }],
  words: () => ({
    noun: { one: 'queue', many: 'queues' },
    listed: ({ id }) => id,
    change: (before, after) => `was ${before.verdict.code}, now ${after.verdict.code}`,
    timeline: () => null,
    fleet: FLEET_WORDS,
    following: FLEET_WORDS,
    deskReport(diagnosis) {
      return this.report(diagnosis);
    },
    report: ({ subjectId, facts, verdict, readings }) => ({
      state: verdict.state,
      confidence: verdict.confidence,
      headline: {
        subject: subjectId,
        kind: 'queue',
        shortId: subjectId,
        statement: `${verdict.code}: ${facts.openTickets ?? 'unknown'} open`,
      },
      lines: [{ label: 'Certain', text: `${facts.openTickets ?? 'An unknown number of'} tickets are open` }],
      asOf: '2025-07-24',
      links: [],
      summary: `${subjectId}: ${verdict.code} (${readings.map(({ status }) => status).join(', ')})`,
    }),
    evidence: ({ facts }) => ({
      title: 'Evidence',
      sections: [
        { heading: 'Tickets', lines: [String(facts.openTickets)], query: 'portal_check.queues', link: null },
      ],
    }),
  }),
};
