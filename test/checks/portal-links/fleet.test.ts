import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FleetFinding, Outcome } from '../../../src/checks/fleet.ts';
import type { PortalLinksFacts } from '../../../src/checks/portal-links/facts.ts';
import { composeReport } from '../../../src/checks/portal-links/report.ts';
import { PORTAL_LINKS_EN } from '../../../src/checks/portal-links/words.en.ts';
import { PORTAL_LINKS_ES } from '../../../src/checks/portal-links/words.es.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../src/diagnosis/time.ts';
import { LOCALES } from '../../../src/words/locale.ts';
import { arbitraryFacts } from '../../support/arbitrary-facts.ts';
import { diagnosisOf } from '../../support/diagnosis-of.ts';
import { ALL_SLOTS, facts, FAILED, line, slotAt, WEEKLY } from '../../support/portal-links-facts.ts';
import {
  eventOf,
  factsInFleet,
  FLEET,
  fleetOf,
  lastMondays,
  lineOf,
  OPEN_MS,
  PORTAL_LINKS,
  providerRow,
  QUIET_MS,
  SETTINGS,
  worldOf,
  type World,
} from '../../support/portal-links-world.ts';
import { faultsOfTranslation } from '../../support/spanish.ts';
import { VERDICT_CASES } from '../../support/verdict-cases.ts';

const words = { en: PORTAL_LINKS.words('en').fleet, es: PORTAL_LINKS.words('es').fleet };

function outcomeOf(given: PortalLinksFacts): Outcome {
  return FLEET.outcomeOf(given.subjectId, given, PORTAL_LINKS.evaluate(given).verdict);
}

/** A day later, and many more. */
const otherFigures = ({ figures }: Outcome): Outcome['figures'] =>
  Object.fromEntries(
    Object.entries(figures).map(([name, value]) => [
      name,
      typeof value === 'number' ? value + DAY_MS : value,
    ]),
  );

const isList = (figure: unknown) => typeof figure === 'object' && figure !== null;

describe('what a run remembers of one provider', () => {
  const interval = 7 * DAY_MS;

  it.each<[string, PortalLinksFacts, Outcome['since']]>([
    ['nothing, where it is well', facts(), null],
    [
      'the first slot missed since the last kept one',
      facts({ keptSlots: [0, 1, 2, 4] }),
      { atMs: slotAt(5).atMs, isAtLeast: false },
    ],
    [
      'the first slot of all, and that it may have begun before',
      facts({ keptSlots: [] }),
      { atMs: slotAt(0).atMs, isAtLeast: true },
    ],
    [
      'the first slot of all, where nobody knows the enrolment',
      facts({ keptSlots: [], provider: { enrolledAtMs: null } }),
      { atMs: slotAt(0).atMs, isAtLeast: true },
    ],
    [
      'the first slot of all, where it was enrolled in the week before',
      facts({ keptSlots: [], provider: { enrolledAtMs: slotAt(0).atMs - interval / 2 } }),
      { atMs: slotAt(0).atMs, isAtLeast: false },
    ],
    [
      'the first slot after its enrolment',
      facts({ keptSlots: [], provider: { enrolledAtMs: slotAt(2).atMs + DAY_MS } }),
      { atMs: slotAt(3).atMs, isAtLeast: false },
    ],
    [
      'the last slot, where its mail failed for some',
      facts({ loki: { lines: [line('send-failed', slotAt(7).atMs + 10 * MINUTE_MS)] } }),
      { atMs: slotAt(7).atMs, isAtLeast: false },
    ],
    [
      'the first of the last slots that its mail failed at',
      facts({
        loki: { lines: [5, 6, 7].map((index) => line('send-failed', slotAt(index).atMs + 10 * MINUTE_MS)) },
      }),
      { atMs: slotAt(5).atMs, isAtLeast: false },
    ],
    [
      'the first slot of all, where its mail failed at all of them',
      facts({
        loki: { lines: ALL_SLOTS.map((index) => line('send-failed', slotAt(index).atMs + 10 * MINUTE_MS)) },
      }),
      { atMs: slotAt(0).atMs, isAtLeast: true },
    ],
    [
      'the slot missed before one at which its mail failed',
      facts({
        keptSlots: [5, 7],
        loki: { lines: [line('send-failed', slotAt(7).atMs + 10 * MINUTE_MS)] },
      }),
      { atMs: slotAt(6).atMs, isAtLeast: false },
    ],
    [
      'the first slot that its mail failed at, before one that was missed',
      facts({
        keptSlots: [0, 1, 2, 3, 4, 5, 6],
        loki: {
          lines: [2, 3, 4, 5, 6].map((index) => line('send-failed', slotAt(index).atMs + 10 * MINUTE_MS)),
        },
      }),
      { atMs: slotAt(2).atMs, isAtLeast: false },
    ],
    [
      'the first link that was not sent, before a slot that was missed',
      facts({
        keptSlots: [0, 1, 2, 3, 4, 5, 6],
        stateAtAsOf: { linkLastSentAtMs: slotAt(2).atMs + 4 * MINUTE_MS },
      }),
      { atMs: slotAt(3).atMs, isAtLeast: false },
    ],
    [
      'the first slot missed or before, where nobody can tell whether the mail of the last kept one arrived',
      facts({ keptSlots: [0, 1, 2, 4], lokiReading: { reachFromMs: slotAt(5).opensAtMs } }),
      { atMs: slotAt(5).atMs, isAtLeast: true },
    ],
    [
      'the first slot missed since the last kept one, where there is no Loki',
      facts({ keptSlots: [0, 1, 2, 4], loki: null, lokiReading: { status: 'not-configured' } }),
      { atMs: slotAt(5).atMs, isAtLeast: false },
    ],
    [
      'the first link that was made after the stamp, where none was sent since',
      facts({ stateAtAsOf: { linkLastSentAtMs: slotAt(3).atMs + 4 * MINUTE_MS } }),
      { atMs: slotAt(4).atMs, isAtLeast: false },
    ],
    [
      'the last slot or before, where its mail failed and the logs reach no further back',
      facts({
        loki: { lines: [line('send-failed', slotAt(7).atMs + 10 * MINUTE_MS)] },
        lokiReading: { reachFromMs: slotAt(7).opensAtMs },
      }),
      { atMs: slotAt(7).atMs, isAtLeast: true },
    ],
    [
      'the first slot of all or before, where none was ever sent',
      facts({ stateAtAsOf: { linkLastSentAtMs: Date.parse('2024-10-01') } }),
      { atMs: slotAt(0).atMs, isAtLeast: true },
    ],
    [
      'nothing, where it was switched on after the slots that it missed: were they due?',
      facts({ keptSlots: [], stateAtAsOf: { settingsChangedAtMs: slotAt(7).atMs + DAY_MS } }),
      null,
    ],
    [
      'nothing, where it lost its dashboard and has missed no slot yet',
      facts({ stateAtAsOf: { dashboardId: null } }),
      null,
    ],
    [
      'nothing, where nobody knows how it is',
      facts({ deliveryReading: FAILED, provider: null, keptSlots: [] }),
      null,
    ],
  ])('since when: %s', (_, given, since) => {
    expect(outcomeOf(given).since).toEqual(since);
  });

  it.each<[number | null, string | null]>([
    [null, null],
    [0, '0'],
    [1, '1-9'],
    [9, '1-9'],
    [10, '10-49'],
    [199, '50-199'],
    [200, '200-'],
    [4_000, '200-'],
  ])('the size class of %s active care plans', (activeCarePlans, size) => {
    expect(outcomeOf(facts({ stateAtAsOf: { activeCarePlans } })).traits['size']).toBe(size);
  });

  it('has kind, cadence and enrolment in common with others, or not', () => {
    const enrolledAtMs = Date.parse('2024-09-02T09:00:00-07:00');
    expect(outcomeOf(facts()).traits).toMatchObject({
      kind: 'Clinic',
      cadence: 'weekly',
      enrolledAt: enrolledAtMs,
    });
    expect(outcomeOf(facts({ provider: { enrolledAtMs: null } })).traits['enrolledAt']).toBeNull();
  });

  it('is small, and holds figures and codes only', () => {
    fc.assert(
      fc.property(arbitraryFacts, (given) => {
        const outcome = outcomeOf(given);
        expect(JSON.stringify(outcome).length).toBeLessThan(1_500);
        expect(Object.values(outcome.figures).filter(isList)).toEqual([]);
        expect(JSON.stringify(outcome)).not.toContain('@');
      }),
      { numRuns: 300 },
    );
  });

  it('survives being kept as JSON', () => {
    const outcome = outcomeOf(facts({ keptSlots: [] }));
    expect(JSON.parse(JSON.stringify(outcome))).toEqual(outcome);
  });
});

describe('a recovery', () => {
  const MONTHLY = { ...WEEKLY, cron: '0 11 1 * *' };
  const failing = outcomeOf(facts({ keptSlots: [0, 1, 2, 3, 4] }));

  it.each<readonly [string, Outcome, boolean]>([
    ['a link at the slot that was missed', outcomeOf(facts()), true],
    [
      'a link at the slot after it',
      outcomeOf(facts({ asOfMs: slotAt(7).atMs + 7 * DAY_MS + 4 * 60 * MINUTE_MS })),
      true,
    ],
    [
      'another cadence, whose last slot was before',
      outcomeOf(facts({ schedule: MONTHLY, stateAtAsOf: { cadence: 'monthly' } })),
      false,
    ],
    [
      'another enrolment, since which nothing was due yet',
      outcomeOf(facts({ keptSlots: [], provider: { enrolledAtMs: slotAt(7).closesAtMs + DAY_MS } })),
      false,
    ],
  ])('is %s: %s', (_, after, isOne) => {
    expect([after.state, FLEET.hasRecovered(failing, after)]).toEqual(['on-schedule', isOne]);
  });
});

describe('an outage', () => {
  const out = (change: Parameters<typeof facts>[0] = {}) =>
    outcomeOf(facts({ keptSlots: ALL_SLOTS.slice(0, 7), peers: { due: 212, linked: 0 }, ...change }));

  it('is one for all who missed the same slot because nobody got a link', () => {
    const [one, other] = [out(), out({ keptSlots: [1, 2] })];
    expect(one.code).toBe('sender-not-running');
    expect(FLEET.outageOf(one)).toBe('sender-not-running weekly 2025-07-21T18:00:00.000Z');
    expect(FLEET.outageOf(other)).toBe(FLEET.outageOf(one));
  });

  it('is nothing that a single provider has', () => {
    expect(FLEET.outageOf(outcomeOf(facts({ keptSlots: [] })))).toBeNull();
    expect(FLEET.outageOf(outcomeOf(facts()))).toBeNull();
  });

  it('is told in one line, with what to do', () => {
    const outcome = out();
    expect(words.en?.outage(outcome.code, [outcome])).toBe(
      'the weekly run of Mon 21 July 11:00 PDT did not take place, or failed for all: 0 of 212 got a link. Look at the scheduler and the queue.',
    );
    expect(words.es?.outage(outcome.code, [outcome])).toBe(
      'la ejecución semanal del lun 21 de julio 11:00 PDT no se realizó o falló para todos: 0 de 212 recibieron un enlace. Ver el planificador y la cola.',
    );
  });

  it('is told as likely only, where the logs alone show it', () => {
    const logging = [slotAt(6), slotAt(7)].map(({ opensAtMs, closesAtMs }, index) => ({
      window: { fromMs: opensAtMs, untilMs: closesAtMs },
      lineCountByApp: { 'backend-sidekiq-worker': index === 0 ? 26 : 0, edge: 13 },
      runLineCount: null,
    }));
    const outcome = out({ peers: { due: 3, linked: 0 }, loki: { logging } });
    expect(words.en?.outage(outcome.code, [outcome, outcome])).toContain(
      'seems not to have taken place: 2 providers without a link',
    );
  });
});

describe('the words of an outcome', () => {
  it.each(VERDICT_CASES.map((verdictCase) => [verdictCase.name, verdictCase] as const))(
    'are those of a check by hand: %s',
    (_, { given }) => {
      const outcome = JSON.parse(JSON.stringify(outcomeOf(given)));
      const diagnosis = diagnosisOf(given);
      expect(words.en?.statement(outcome)).toBe(composeReport(diagnosis, PORTAL_LINKS_EN).headline.statement);
      expect(words.es?.statement(outcome)).toBe(composeReport(diagnosis, PORTAL_LINKS_ES).headline.statement);
    },
  );

  it('are those of a check by hand, whatever the facts', () => {
    fc.assert(
      fc.property(arbitraryFacts, (given) => {
        const statement = composeReport(diagnosisOf(given), PORTAL_LINKS_EN).headline.statement;
        expect(words.en?.statement(outcomeOf(given))).toBe(statement);
      }),
      { numRuns: 500 },
    );
  });

  it.each(LOCALES)('know the verdicts that the rules give, and none of another release (%s)', (locale) => {
    const known = (code: string) => words[locale]?.knows(code);
    expect(VERDICT_CASES.filter(({ verdict }) => known(verdict) !== true)).toEqual([]);
    expect(['taken-out', '', 'toString', 'peers-at-slot'].filter(known)).toEqual([]);
  });

  it.each(LOCALES)('are the same for all who have a verdict, unless they hold figures (%s)', (locale) => {
    const having = VERDICT_CASES.map(({ given }) => outcomeOf(given)).flatMap((outcome) => [
      outcome,
      { ...outcome, figures: otherFigures(outcome) },
    ]);
    const byCode = [...Map.groupBy(having, ({ code }) => code)];
    const statementOf = (outcome: Outcome) =>
      words[locale]?.statement({ ...outcome, state: 'missing', traits: { cadence: 'weekly' } });
    const differing = byCode.filter(([, all]) => new Set(all.map(statementOf)).size > 1);
    const holding = byCode.filter(([code]) => words[locale]?.holdsFigures(code));
    expect(holding.map(([code]) => code)).toEqual(differing.map(([code]) => code));
  });

  it('tell providers of one name apart', () => {
    const outcome = outcomeOf(facts());
    expect(words.en?.listed(outcome)).toBe('clinic · b8608be4');
    expect(words.es?.listed(outcome)).toBe('clínica · b8608be4');
  });

  it.each([
    ['kind', 'Clinic', 'kind', 'clinic', 'tipo', 'clínica'],
    ['cadence', 'weekly', 'cadence', 'weekly', 'cadencia', 'semanal'],
    ['size', '0', 'size', '0 active care plans', 'tamaño', '0 planes de cuidado activos'],
    ['size', '10-49', 'size', '10–49 active care plans', 'tamaño', '10–49 planes de cuidado activos'],
    [
      'size',
      '200-',
      'size',
      '200 or more active care plans',
      'tamaño',
      '200 planes de cuidado activos o más',
    ],
  ])('name the trait %s with the value %s', (trait, value, ...said) => {
    expect([
      words.en?.traitName(trait),
      words.en?.traitValue(trait, value),
      words.es?.traitName(trait),
      words.es?.traitValue(trait, value),
    ]).toEqual(said);
  });

  it('write instants in the schedule’s zone', () => {
    const atMs = Date.parse('2025-07-21T18:00:00Z');
    expect([words.en?.instant(atMs), words.en?.day(atMs)]).toEqual(['Mon 21 July 11:00 PDT', '21 July 2025']);
    expect([words.es?.instant(atMs), words.es?.day(atMs)]).toEqual([
      'lun 21 de julio 11:00 PDT',
      '21 de julio de 2025',
    ]);
  });
});

describe('when the next slot can be judged', () => {
  const at = (iso: string) => Date.parse(iso);

  it.each([
    ['in a quiet week', '2025-07-24T05:31:34-07:00', '2025-07-28T13:10:00-07:00'],
    ['while a window is open', '2025-07-21T11:30:00-07:00', '2025-07-21T13:10:00-07:00'],
    ['at the very instant, the one after it', '2025-07-21T13:10:00-07:00', '2025-07-28T13:10:00-07:00'],
    ['across the change of clocks', '2025-10-30T12:00:00-07:00', '2025-11-03T13:10:00-08:00'],
  ])('%s: its tolerance has passed by whosever clock', (_, after, next) => {
    expect(FLEET.nextReviewAfterMs(at(after))).toBe(at(next));
  });
});

describe('whom a run reads', () => {
  const world = (tellsMore: boolean): World =>
    worldOf({
      asOfMs: QUIET_MS,
      providers: [providerRow(QUIET_MS), providerRow(QUIET_MS, { configured: false }), providerRow(QUIET_MS)],
      tellsMore,
    });

  it('is everybody with a portal configuration', () => {
    const given = world(true);
    const [first, , last] = given.providers;
    expect(fleetOf(given).subjectIds).toEqual([first?.id, last?.id]);
    expect(factsInFleet(given).facts.size).toBe(2);
  });

  it('is found out page by page, where a team’s own list does not tell', () => {
    const given = world(false);
    expect(fleetOf(given).subjectIds).toHaveLength(3);
    expect(factsInFleet(given).facts.size).toBe(2);
  });

  it('is nobody who is gone when the page is read', () => {
    const given = world(true);
    const { facts: found } = factsInFleet(given, 2, () => ({ ...given, providers: [] }));
    expect(found.size).toBe(0);
  });

  it('can be narrowed to what stands in the traits', () => {
    const { traits } = outcomeOf(facts());
    for (const [trait, values] of Object.entries(FLEET.filters)) expect(values).toContain(traits[trait]);
    expect(FLEET.timeZone).toBe('America/Los_Angeles');
  });
});

const [lastSlotMs = 0, slotBeforeMs = 0] = lastMondays(QUIET_MS);

/** So many of the cadence were due at the last slot. */
const peersAt = (due: number) => [
  { opensAtMs: lastSlotMs - 10 * MINUTE_MS, due, linked: 0, linkedBesides: 0 },
];

describe('the signs of life since the last run', () => {
  const well = () => worldOf({ asOfMs: QUIET_MS, providers: [providerRow(QUIET_MS), providerRow(QUIET_MS)] });
  const statuses = (world: World, pageWorld?: (index: number) => World) =>
    Object.fromEntries(
      factsInFleet(world, 1, pageWorld).summary.canaries.map(({ sign, of, status }) => [of ?? sign, status]),
    );
  const alive = { event: 'alive', 'backend-sidekiq-worker': 'alive', edge: 'alive', link: 'alive' };
  const beforeMs = lastSlotMs - DAY_MS;

  it('are all there in a fleet that is well', () => {
    expect(statuses(well())).toEqual(alive);
  });

  it.each<[string, Partial<World>, Record<string, string>]>([
    ['no event of the project', { freshUntilMs: beforeMs }, { event: 'silent' }],
    [
      'no line of an app',
      { apps: [{ app: 'backend-sidekiq-worker', newestLineAtMs: beforeMs }, ...well().apps.slice(1)] },
      { 'backend-sidekiq-worker': 'silent' },
    ],
    [
      'no line of an app at all',
      { apps: [{ app: 'backend-sidekiq-worker', newestLineAtMs: null }, ...well().apps.slice(1)] },
      { 'backend-sidekiq-worker': 'silent' },
    ],
    [
      'an app that could not be asked for',
      { apps: well().apps.slice(1) },
      { 'backend-sidekiq-worker': 'unknown' },
    ],
    [
      'no event since the last window has closed',
      { freshUntilMs: lastSlotMs + 119 * MINUTE_MS },
      { event: 'silent' },
    ],
    [
      'no line of an app since the last window has closed',
      {
        apps: [
          { app: 'backend-sidekiq-worker', newestLineAtMs: lastSlotMs + 119 * MINUTE_MS },
          ...well().apps.slice(1),
        ],
      },
      { 'backend-sidekiq-worker': 'silent' },
    ],
    [
      'a replica that has not seen the last window to its end',
      { rowsUntilMs: lastSlotMs + 119 * MINUTE_MS },
      { rows: 'silent' },
    ],
    ['Sentry down', { status: { sentry: 'failed', loki: 'ok', delivery: 'ok' } }, { event: 'unknown' }],
    [
      'Loki down',
      { status: { sentry: 'ok', loki: 'failed', delivery: 'ok' } },
      { 'backend-sidekiq-worker': 'unknown', edge: 'unknown' },
    ],
    [
      'no link in the fleet',
      {
        providers: [
          providerRow(QUIET_MS, { linksAtMs: [slotBeforeMs], newestLinkAtMs: slotBeforeMs }),
          providerRow(QUIET_MS, { linksAtMs: [], newestLinkAtMs: null }),
        ],
      },
      { link: 'silent' },
    ],
  ])('tell of %s', (_, change, differing) => {
    expect(statuses({ ...well(), ...change })).toEqual({ ...alive, ...differing });
  });

  it('are not asked of a source that is not configured', () => {
    const status = { sentry: 'not-configured', loki: 'not-configured', delivery: 'ok' } as const;
    expect(statuses({ ...well(), status })).toEqual({ link: 'alive' });
  });

  it('are unknown where the page with the link could not be read', () => {
    const given = worldOf({
      asOfMs: QUIET_MS,
      providers: [providerRow(QUIET_MS, { linksAtMs: [], newestLinkAtMs: null }), providerRow(QUIET_MS)],
    });
    const failed = { ...given, status: { ...given.status, delivery: 'failed' as const } };
    expect(statuses(given, (index) => (index === 1 ? failed : given))).toEqual({ ...alive, link: 'unknown' });
  });

  it('are not missed where no link was due to anybody', () => {
    const off = { linksEnabled: false, linksAtMs: [], newestLinkAtMs: null };
    const { link, ...others } = statuses({ ...well(), providers: [providerRow(QUIET_MS, off)] });
    expect(link).toBeUndefined();
    expect(Object.values(others)).toEqual(['alive', 'alive', 'alive']);
  });

  it('are silent where a page was read of rows that are behind', () => {
    const given = well();
    const behind = { ...given, rowsUntilMs: lastSlotMs };
    expect(statuses(given, (index) => (index === 1 ? behind : given))).toEqual({ ...alive, rows: 'silent' });
  });

  it.each<readonly [string, Partial<Parameters<typeof providerRow>[1]>]>([
    ['without a verified recipient', { recipients: [] }],
    ['below the threshold', { activeCarePlans: 1 }],
    ['without a dashboard', { dashboardId: null }],
    ['enrolled since', { enrolledAtMs: lastSlotMs + DAY_MS }],
  ])('are not missed where the only provider is one %s', (_, change) => {
    const none = { linksAtMs: [], newestLinkAtMs: null, linkLastSentAtMs: null };
    for (const peers of [{}, { linksOfPeersAtSlot: peersAt(0) }]) {
      const provider = providerRow(QUIET_MS, { ...none, ...change, ...peers });
      expect(statuses({ ...well(), providers: [provider] })['link']).toBeUndefined();
    }
  });

  it('are missed where others of the cadence were due by the count of all', () => {
    const change = { recipients: [], linksAtMs: [], newestLinkAtMs: null, linkLastSentAtMs: null };
    const provider = providerRow(QUIET_MS, { ...change, linksOfPeersAtSlot: peersAt(3) });
    expect(statuses({ ...well(), providers: [provider] })['link']).toBe('silent');
  });

  it('are looked for since the last run whose window has closed', () => {
    const { summary } = factsInFleet(worldOf({ asOfMs: OPEN_MS, providers: [providerRow(OPEN_MS)] }));
    const closesMs = slotBeforeMs + 120 * MINUTE_MS;
    expect(summary.canaries.map(({ sign, sinceMs }) => [sign, sinceMs])).toEqual([
      ['event', closesMs],
      ['line', closesMs],
      ['line', closesMs],
      ['link', slotBeforeMs - 10 * MINUTE_MS],
    ]);
  });
});

describe('what is found of the fleet as a whole', () => {
  const findingsOf = (change: Partial<World>) =>
    factsInFleet(worldOf({ asOfMs: QUIET_MS, providers: [providerRow(QUIET_MS)], ...change })).summary
      .findings;
  const found = (change: Partial<World>, code: string) =>
    findingsOf(change).filter((finding) => finding.code === code);
  const stamped = (...atMs: readonly number[]) =>
    atMs.map((at) => providerRow(QUIET_MS, { linkLastSentAtMs: at }));
  const tuesdayMs = lastSlotMs - 5 * DAY_MS;

  it('is each batch of manual sends, the newest first', () => {
    const providers = stamped(
      tuesdayMs,
      tuesdayMs + 34_000,
      tuesdayMs + 155_000,
      tuesdayMs + DAY_MS,
      tuesdayMs + DAY_MS + 10_000,
      tuesdayMs + DAY_MS + 130_000,
      tuesdayMs + 2 * DAY_MS,
    );
    expect(found({ providers }, 'manual-batch')).toMatchObject([
      {
        params: { seconds: 130, firstAtMs: tuesdayMs + DAY_MS },
        subjectIds: providers.slice(3, 6).map(({ id }) => id),
      },
      {
        params: { seconds: 34, firstAtMs: tuesdayMs },
        subjectIds: providers.slice(0, 2).map(({ id }) => id),
      },
    ]);
  });

  it('is no batch of what the run itself has sent', () => {
    const providers = stamped(lastSlotMs + MINUTE_MS, lastSlotMs + MINUTE_MS, lastSlotMs + 2 * MINUTE_MS);
    expect(found({ providers }, 'manual-batch')).toEqual([]);
  });

  it('is every issue whose events carry no id', () => {
    const events = [
      eventOf('noneVerified', lastSlotMs, []),
      eventOf('noneVerified', lastSlotMs, []),
      eventOf('upstreamError', lastSlotMs, ['x']),
    ];
    expect(found({ events }, 'unattributable')).toMatchObject([
      { params: { watched: SETTINGS.sentry.noneVerified, read: 2, withoutId: 2, total: 2 } },
    ]);
  });

  it('is who has hardly more care plans than needed, the closest first', () => {
    const plans = [5, 3, 57, 4, 2].map((activeCarePlans) => providerRow(QUIET_MS, { activeCarePlans }));
    const ids = [1, 3, 0].map((index) => plans[index]?.id);
    expect(found({ providers: plans }, 'near-threshold')).toMatchObject([{ subjectIds: ids }]);
  });

  it('keeps everybody whom it is about, so that a narrowed digest can count its own', () => {
    const providers = Array.from({ length: 9 }, () => providerRow(QUIET_MS, { activeCarePlans: 3 }));
    const [finding] = found({ providers }, 'near-threshold');
    expect(new Set(finding?.subjectIds)).toEqual(new Set(providers.map(({ id }) => id)));
  });

  it('is the same a week later, however its window has moved and its issue has grown', () => {
    const weekly = (atMs: number, events: number) => {
      const { summary } = factsInFleet(
        worldOf({
          asOfMs: atMs,
          providers: [providerRow(atMs)],
          events: Array.from({ length: events }, () => eventOf('noneVerified', atMs - HOUR_MS, [])),
        }),
      );
      return summary.findings;
    };
    const [then, now] = [weekly(QUIET_MS, 1), weekly(QUIET_MS + 7 * DAY_MS, 3)];
    const identityOf = ({ code, key }: FleetFinding) => [code, key];
    expect(then.map(({ code }) => code)).toEqual([
      'unattributable',
      'phrase-never-seen',
      'phrase-never-seen',
    ]);
    expect(now.map(identityOf)).toEqual(then.map(identityOf));
    expect(now.map(({ params }) => params)).not.toEqual(then.map(({ params }) => params));
  });

  it('is the same a week later where an app goes on logging lines that fit nobody, and counts them', () => {
    const foundAt = (atMs: number, count: number) => {
      const lines = Array.from({ length: count }, (_, at) =>
        lineOf('linkCreationFailed', 'Somebody', atMs - HOUR_MS + at),
      );
      const { summary } = factsInFleet(worldOf({ asOfMs: atMs, providers: [providerRow(atMs)], lines }));
      return summary.findings
        .filter(({ code }) => code === 'unclear-lines')
        .map(({ key, count: counted }) => [key, counted]);
    };
    expect(foundAt(QUIET_MS, 3)).toEqual([['', 3]]);
    expect(foundAt(QUIET_MS + 7 * DAY_MS, 2)).toEqual([['', 2]]);
  });

  it('is the same batch once some of it have later links', () => {
    const [early, late] = [
      stamped(tuesdayMs, tuesdayMs + 9_000, tuesdayMs + 20_000),
      stamped(tuesdayMs + 9_000, tuesdayMs + 20_000),
    ];
    const [then, now] = [early, late].map((providers) => found({ providers }, 'manual-batch')[0]?.key);
    expect(now).toBeDefined();
    expect(now).toBe(then);
  });

  it('is no other batch once its first one has a later link: the others were together before', () => {
    const providers = stamped(tuesdayMs, tuesdayMs + 90_000, tuesdayMs + 150_000);
    const [then] = found({ providers }, 'manual-batch');
    const [now] = found({ providers: providers.slice(1) }, 'manual-batch');
    expect(now?.subjectIds).toEqual(then?.subjectIds.slice(1));
  });

  it('may have been the batch of the hour before, once its first ones have later links', () => {
    const hourMs = Math.ceil(tuesdayMs / HOUR_MS) * HOUR_MS;
    const [then, now] = [
      [hourMs - 20_000, hourMs + 10_000, hourMs + 30_000],
      [hourMs + 10_000, hourMs + 30_000],
    ].map((atMs) => found({ providers: stamped(...atMs) }, 'manual-batch')[0]);
    expect(now?.key).not.toBe(then?.key);
    expect(now?.formerKeys).toContain(then?.key);
  });

  it('is how many lines since the last run fit several, or nobody', () => {
    const [one, other] = [providerRow(QUIET_MS, { name: 'Acme' }), providerRow(QUIET_MS, { name: 'Acme' })];
    const lines = [
      lineOf('linkCreationFailed', 'Acme', lastSlotMs),
      lineOf('linkCreationFailed', 'Somebody', lastSlotMs),
      lineOf('linkCreationFailed', 'Somebody', lastSlotMs + 1),
      lineOf('linkCreationFailed', 'Somebody', slotBeforeMs),
    ];
    expect(found({ providers: [one, other], lines }, 'unclear-lines')).toMatchObject([
      { params: { shared: 1, nobodys: 2, sinceMs: lastSlotMs - 10 * MINUTE_MS } },
    ]);
  });

  it('is a phrase that no line held', () => {
    const lines = [lineOf('linkCreationFailed', 'Somebody', lastSlotMs)];
    expect(found({ lines }, 'phrase-never-seen')).toMatchObject([
      { params: { phrase: SETTINGS.loki.sendFailed } },
    ]);
    const status = { sentry: 'ok', loki: 'truncated', delivery: 'ok' } as const;
    expect(found({ lines, status }, 'phrase-never-seen')).toEqual([]);
  });
});

const idsOf = (count: number) => Array.from({ length: count }, (_, index) => `${index}`);

const FINDINGS: readonly FleetFinding[] = [
  { code: 'manual-batch', params: { seconds: 34, firstAtMs: QUIET_MS }, subjectIds: idsOf(1) },
  { code: 'manual-batch', params: { seconds: 1, firstAtMs: QUIET_MS }, subjectIds: idsOf(1_300) },
  { code: 'unattributable', params: { watched: 'X', issueId: '7', read: 300, withoutId: 300, total: 2_700 } },
  { code: 'unattributable', params: { watched: 'X', issueId: '7', read: 30, withoutId: 1, total: 1 } },
  { code: 'near-threshold', params: {}, subjectIds: idsOf(1) },
  { code: 'near-threshold', params: {}, subjectIds: idsOf(17) },
  { code: 'unclear-lines', params: { shared: 1, nobodys: 2_000, sinceMs: QUIET_MS } },
  { code: 'phrase-never-seen', params: { phrase: 'xyz', sinceMs: QUIET_MS } },
].map((finding) => ({ subjectIds: [], ...finding }));

describe('the words of what is found', () => {
  it.each(
    FINDINGS.map(
      (finding) =>
        [
          `${finding.code} ${JSON.stringify(finding.params)} of ${finding.subjectIds.length}`,
          finding,
        ] as const,
    ),
  )('say the same in Spanish: %s', (_, finding) => {
    const [english, spanish] = LOCALES.map((locale) => words[locale]?.finding(finding) ?? '');
    expect(faultsOfTranslation(spanish ?? '', english ?? '', ['X', 'xyz', 'issue'])).toEqual([]);
  });

  it('advise to tag exceptions that carry no id', () => {
    const finding = FINDINGS.find(({ code }) => code === 'unattributable');
    if (finding === undefined) throw new Error('no such finding');
    expect(words.en?.finding(finding)).toContain('tag these events with the provider’s id');
    expect(words.es?.finding(finding)).toContain('etiquetar estos eventos con el id del proveedor');
  });

  it('are refused for a code that nobody knows', () => {
    expect(() => words.en?.finding({ code: 'unheard-of', params: {}, subjectIds: [] })).toThrow('unheard-of');
  });
});
