import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../../src/checks/fleet.ts';
import type { Following, Standing } from '../../../src/checks/following.ts';
import { portalLinksFacts, type PortalLinksFacts } from '../../../src/checks/portal-links/facts.ts';
import { createPortalLinks } from '../../../src/checks/portal-links/index.ts';
import { scheduleOf, slotsOpenedBy } from '../../../src/checks/portal-links/schedule.ts';
import type { PortalLinksSettings } from '../../../src/checks/portal-links/settings.ts';
import { DAY_MS, MINUTE_MS } from '../../../src/diagnosis/time.ts';
import {
  AS_OF_MS,
  event,
  facts,
  FAILED,
  line,
  slotAt,
  TRUNCATED,
  WEEKLY,
  type FactsChange,
} from '../../support/portal-links-facts.ts';
import {
  FLEET,
  factsByHand,
  lastMondays,
  PORTAL_LINKS,
  providerRow,
  QUIET_MS,
  SETTINGS,
  SQL,
  worldOf,
} from '../../support/portal-links-world.ts';

function followingOf(settings: PortalLinksSettings = SETTINGS): Following<PortalLinksFacts> {
  const { following } = createPortalLinks(settings, SQL);
  if (following === null) throw new Error('the check follows nobody');
  return following;
}

const FOLLOWING = followingOf();

function standingOf(given: PortalLinksFacts, following = FOLLOWING): Standing {
  return following.standingOf(given.subjectId, given, PORTAL_LINKS.evaluate(given).verdict);
}

const iso = (atMs: number) => new Date(atMs).toISOString();

/** The run that was planned so many weeks before the ledger's first. */
const runBefore = (weeks: number): number => {
  const [run] = slotsOpenedBy(WEEKLY, slotAt(0).opensAtMs - 1, weeks);
  if (run === undefined) throw new Error(`no run ${weeks} weeks before`);
  return run.atMs;
};
const kept = (weeks: number) => runBefore(weeks) + 4 * MINUTE_MS;
const manual = (weeks: number) => runBefore(weeks) + 2 * DAY_MS;

/** Nothing kept in the ledger, and these links before it. */
function missing(
  linksBeforeMs: readonly number[],
  change: FactsChange = {},
  isCut = false,
): PortalLinksFacts {
  const linksBefore = { atMs: linksBeforeMs.toSorted((a, b) => b - a), isCut };
  return facts({
    keptSlots: [],
    ...change,
    provider: change.provider === null ? null : { linksBefore, ...change.provider },
  });
}

/** The provider of the facts is enrolled that very morning. */
const FIRST_RUN_MS = Date.parse('2024-09-02T11:00:00-07:00');
const unknownEnrolment = { enrolledAtMs: null };

interface Began {
  readonly name: string;
  readonly given: PortalLinksFacts;
  /** null: nobody knows. */
  readonly began: number | null;
  readonly by?: boolean;
  readonly missed: number;
  readonly kept?: number;
}

describe('since when a provider is not well', () => {
  it.each<Began>([
    {
      name: 'the first run after its enrolment, where none was ever kept',
      given: missing([]),
      began: FIRST_RUN_MS,
      missed: 47,
    },
    {
      name: 'the run after the last kept one, long before the ledger',
      given: missing([kept(5), kept(6), kept(9)]),
      began: runBefore(4),
      missed: 12,
      kept: runBefore(5),
    },
    {
      name: 'the run after the last kept one, in the ledger',
      given: missing([kept(2)], { keptSlots: [0, 1, 4] }),
      began: slotAt(5).atMs,
      missed: 3,
      kept: slotAt(4).atMs,
    },
    {
      name: 'not a day later for a manual send, long ago or now',
      given: missing([kept(5), manual(2), manual(1)], { offScheduleLinkAtMs: [AS_OF_MS - 2 * DAY_MS] }),
      began: runBefore(4),
      missed: 12,
      kept: runBefore(5),
    },
    {
      name: 'by the first run that all links are known of, where the older ones are not told',
      given: missing([manual(3), manual(5)], {}, true),
      began: runBefore(4),
      by: true,
      missed: 12,
    },
    {
      name: 'the run after the last kept one, though older links are not told',
      given: missing([manual(3), kept(5)], {}, true),
      began: runBefore(4),
      missed: 12,
      kept: runBefore(5),
    },
    {
      name: 'by the ledger’s first run, where no link before it is told though there are some',
      given: missing([], {}, true),
      began: slotAt(0).atMs,
      by: true,
      missed: 8,
    },
    {
      name: 'by the ledger’s first run, in facts that were kept before links were asked for',
      given: missing([], { provider: { linksBefore: null } }),
      began: slotAt(0).atMs,
      by: true,
      missed: 8,
    },
    {
      name: 'the ledger’s first run, in such facts too, where it was enrolled in the week before',
      given: missing([], { provider: { linksBefore: null, enrolledAtMs: slotAt(0).atMs - 3 * DAY_MS } }),
      began: slotAt(0).atMs,
      missed: 8,
    },
    {
      name: 'by the first run under today’s settings, where nobody knows the enrolment',
      given: missing([], { provider: { ...unknownEnrolment, linksBefore: { atMs: [], isCut: false } } }),
      began: FIRST_RUN_MS,
      by: true,
      missed: 47,
    },
    {
      name: 'by the ledger’s first run, where nobody knows enrolment and settings’ age',
      given: missing([], { provider: unknownEnrolment, stateAtAsOf: { settingsChangedAtMs: null } }),
      began: slotAt(0).atMs,
      by: true,
      missed: 8,
    },
    {
      name: 'the run after the last kept one, where nobody knows the enrolment',
      given: missing([kept(3)], { provider: unknownEnrolment, stateAtAsOf: { settingsChangedAtMs: null } }),
      began: runBefore(2),
      missed: 10,
      kept: runBefore(3),
    },
    {
      name: 'by the first run under today’s settings: another cadence may have been missed before',
      given: missing([kept(9)], { stateAtAsOf: { settingsChangedAtMs: slotAt(5).atMs + DAY_MS } }),
      began: slotAt(6).atMs,
      by: true,
      missed: 2,
      kept: runBefore(9),
    },
    {
      name: 'the first run under today’s settings, where the one before was kept',
      given: missing([], {
        keptSlots: [0, 1, 2],
        stateAtAsOf: { settingsChangedAtMs: slotAt(2).atMs + DAY_MS },
      }),
      began: slotAt(3).atMs,
      missed: 5,
      kept: slotAt(2).atMs,
    },
    {
      name: 'nobody knows, where it was switched on after all that it missed',
      given: missing([kept(9)], { stateAtAsOf: { settingsChangedAtMs: slotAt(7).atMs + DAY_MS } }),
      began: null,
      by: true,
      missed: 0,
      kept: runBefore(9),
    },
    {
      name: 'by the first run with a verified recipient',
      given: missing([], { stateAtAsOf: { firstVerificationAtMs: slotAt(4).atMs + DAY_MS } }),
      began: slotAt(5).atMs,
      by: true,
      missed: 3,
    },
    {
      name: 'by the ledger’s first run, where the facts were kept under another plan',
      given: missing([kept(2)], { schedule: { ...WEEKLY, cron: '0 11 * * 2' }, asOfMs: AS_OF_MS }),
      began: Date.parse('2025-06-03T11:00:00-07:00'),
      by: true,
      missed: 8,
    },
    {
      name: 'after its second enrolment, the last run kept under the first one known',
      given: missing([kept(30)], { provider: { enrolledAtMs: runBefore(3) - DAY_MS } }),
      began: runBefore(3),
      missed: 11,
      kept: runBefore(30),
    },
    {
      name: 'its dashboard is gone and it has missed nothing yet: nobody knows',
      given: facts({ stateAtAsOf: { dashboardId: null } }),
      began: null,
      missed: 0,
      kept: slotAt(7).atMs,
    },
    {
      name: 'the kept runs whose mail failed, as digests tell it',
      given: facts({
        loki: { lines: [6, 7].map((index) => line('send-failed', slotAt(index).atMs + 10 * MINUTE_MS)) },
      }),
      began: slotAt(6).atMs,
      missed: 0,
      kept: slotAt(7).atMs,
    },
    {
      name: 'nothing, where all is well',
      given: facts(),
      began: null,
      missed: 0,
      kept: slotAt(7).atMs,
    },
  ])('$name', ({ given, began, by = false, missed, kept: keptAtMs }) => {
    const standing = standingOf(given);
    expect(standing.outcome.since).toEqual(began === null ? null : { atMs: began, isAtLeast: by });
    expect(standing.missedRunsAtMs).toHaveLength(missed);
    expect(standing.missedRunsAtMs[0] ?? null).toBe(missed > 0 ? began : null);
    expect(standing.missedRunsAtMs).toEqual(standing.missedRunsAtMs.toSorted((a, b) => a - b));
    expect(standing.missedAtLeast).toBe(by);
    expect(standing.keptRunAtMs).toBe(keptAtMs ?? null);
  });

  it('remembers the newest 200 missed runs, and that there are more', () => {
    const enrolledAtMs = Date.parse('2020-01-06T09:00:00-08:00');
    const standing = standingOf(
      missing([], {
        provider: { enrolledAtMs, linksBefore: { atMs: [], isCut: false } },
        stateAtAsOf: { settingsChangedAtMs: enrolledAtMs, firstVerificationAtMs: enrolledAtMs },
      }),
    );
    expect(standing.outcome.since).toEqual({
      atMs: Date.parse('2020-01-06T11:00:00-08:00'),
      isAtLeast: false,
    });
    expect(standing.missedRunsAtMs).toHaveLength(200);
    expect(standing.missedRunsAtMs.at(-1)).toBe(slotAt(7).atMs);
    expect(standing.missedAtLeast).toBe(true);
  });

  it('goes back through a thousand runs before the ledger, and says that it may have begun before', () => {
    const daily = { ...WEEKLY, cron: '0 11 * * *' };
    const enrolledAtMs = AS_OF_MS - 4_000 * DAY_MS;
    const following = followingOf({ ...SETTINGS, cadences: { weekly: { cron: daily.cron, every: 1 } } });
    const given = missing([], {
      schedule: daily,
      provider: { enrolledAtMs, linksBefore: { atMs: [], isCut: false } },
      stateAtAsOf: { settingsChangedAtMs: enrolledAtMs, firstVerificationAtMs: enrolledAtMs },
    });
    const { since } = standingOf(given, following).outcome;
    const [first] = slotsOpenedBy(daily, AS_OF_MS, 1_008);
    expect(since).toEqual({ atMs: first?.atMs, isAtLeast: true });
  });

  it('counts no run that a replica that is behind cannot have seen', () => {
    const deliveryReading = { ...TRUNCATED, freshUntilMs: slotAt(7).atMs - DAY_MS };
    const standing = standingOf(missing([kept(1)], { deliveryReading }));
    expect(standing.missedRunsAtMs).toHaveLength(7);
    expect(standing.isPending).toBe(true);
  });
});

describe('what is not due', () => {
  it.each<[string, FactsChange]>([
    ['links are switched off', { stateAtAsOf: { linksEnabled: false } }],
    ['nobody is verified', { stateAtAsOf: { verifiedRecipients: 0, firstVerificationAtMs: null } }],
    ['it has too few care plans', { stateAtAsOf: { activeCarePlans: 2 } }],
    [
      'links are switched off, and a replica is behind',
      { stateAtAsOf: { linksEnabled: false }, deliveryReading: TRUNCATED },
    ],
  ])('is neither missed nor waited for: %s', (_, change) => {
    expect(standingOf(missing([kept(4)], change))).toMatchObject({
      missedRunsAtMs: [],
      missedAtLeast: false,
      keptRunAtMs: runBefore(4),
      isPending: false,
      nextProof: null,
    });
  });

  it.each<[string, PortalLinksFacts]>([
    ['the database is down', facts({ deliveryReading: FAILED, provider: null })],
    ['nobody knows its cadence', facts({ cadence: { status: 'unknown', value: 'x', timeZone: 'UTC' } })],
  ])('cannot be told, nor when more will be known: %s', (_, given) => {
    const { outcome, ...standing } = standingOf(given);
    expect(outcome).toMatchObject({ state: 'unknown', since: null });
    expect(standing).toEqual({
      missedRunsAtMs: [],
      missedAtLeast: true,
      keptRunAtMs: null,
      isPending: false,
      nextProof: null,
    });
  });
});

describe('when more will be known', () => {
  const proof = (planned: string, judged: string) => ({
    plannedAtMs: Date.parse(planned),
    closesAtMs: Date.parse(judged) - 10 * MINUTE_MS,
    judgedAtMs: Date.parse(judged),
  });
  const LAST = proof('2025-07-21T11:00:00-07:00', '2025-07-21T13:10:00-07:00');
  const NEXT = proof('2025-07-28T11:00:00-07:00', '2025-07-28T13:10:00-07:00');
  const at = (time: string) => Date.parse(`2025-07-21T${time}-07:00`);

  it.each<[string, FactsChange, typeof NEXT, isPending: boolean]>([
    ['between two runs: the next one', { keptSlots: [] }, NEXT, false],
    ['between two runs of one that is well: the next one too', {}, NEXT, false],
    ['shortly before a window opens', { asOfMs: at('10:49:59') }, LAST, false],
    ['while its window is open', { asOfMs: at('11:40:00'), keptSlots: [0, 1] }, LAST, true],
    [
      'while its window is open, and a failure names it already',
      {
        asOfMs: at('11:40:00'),
        keptSlots: [0, 1],
        sentry: { named: [event('upstream-error', at('11:05:00'))] },
      },
      LAST,
      true,
    ],
    [
      'its link has come, and the window is open still: the next one',
      { asOfMs: at('11:40:00') },
      NEXT,
      false,
    ],
    [
      'its window has closed, and clocks may disagree: itself still',
      { asOfMs: at('13:05:00'), keptSlots: [0, 1] },
      LAST,
      false,
    ],
    ['when it can be judged, the next one', { asOfMs: at('13:10:00'), keptSlots: [0, 1] }, NEXT, false],
    [
      'not due before its enrolment: the first one after it',
      { keptSlots: [], provider: { enrolledAtMs: AS_OF_MS - DAY_MS } },
      NEXT,
      false,
    ],
  ])('%s', (_, change, expected, isPending) => {
    expect(standingOf(facts(change))).toMatchObject({ nextProof: expected, isPending });
  });

  it('is at no run before the enrolment', () => {
    const enrolledAtMs = Date.parse('2025-08-15T09:00:00-07:00');
    expect(standingOf(facts({ keptSlots: [], provider: { enrolledAtMs } })).nextProof).toBeNull();
  });

  it.each([
    ['2025-10-30T09:00:00-07:00', '2025-11-10T11:00:00-08:00'],
    ['2026-03-04T09:00:00-08:00', '2026-03-16T11:00:00-07:00'],
  ])('every second Monday at 11:00, across a change of clocks: as of %s', (asOf, planned) => {
    const settings = {
      ...SETTINGS,
      cadences: {
        ...SETTINGS.cadences,
        biweekly: { cron: '0 11 * * 1', every: 2, anchor: '2025-07-21' },
      },
    };
    const found = scheduleOf(settings, 'biweekly');
    if (found.status !== 'known') throw new Error('the cadence is not known');
    const check = createPortalLinks(settings, SQL);
    const asOfMs = Date.parse(asOf);
    const row = providerRow(asOfMs, { emailCadence: 'biweekly', linksAtMs: [], newestLinkAtMs: null });
    const given = factsByHand(worldOf({ asOfMs, providers: [row] }), row.id, check);
    const { nextProof } = standingOf(given, followingOf(settings));
    expect(nextProof).toEqual({
      plannedAtMs: Date.parse(planned),
      closesAtMs: Date.parse(planned) + 120 * MINUTE_MS,
      judgedAtMs: Date.parse(planned) + 130 * MINUTE_MS,
    });
  });
});

describe('a recovery that an incident believes', () => {
  const outcome = (change: FactsChange): Outcome => standingOf(facts(change)).outcome;
  const missed = outcome({ keptSlots: [0, 1, 2] });
  const aWeekLater = slotAt(7).atMs + 7 * DAY_MS + 4 * 60 * MINUTE_MS;
  const notSent = outcome({ stateAtAsOf: { linkLastSentAtMs: slotAt(6).atMs } });

  it.each<[string, Outcome, Outcome, boolean]>([
    ['the next run is kept', missed, outcome({ asOfMs: aWeekLater }), true],
    ['a manual send came', missed, outcome({ keptSlots: [0, 1, 2], offScheduleLinkAtMs: [AS_OF_MS] }), false],
    [
      'a manual send moved the stamp, so that the link of the last run looks sent',
      notSent,
      outcome({ stateAtAsOf: { linkLastSentAtMs: AS_OF_MS } }),
      false,
    ],
    ['the run after the one whose link was not sent is kept', notSent, outcome({ asOfMs: aWeekLater }), true],
    [
      'its link comes while the window is still open',
      outcome({
        asOfMs: slotAt(7).atMs + 2 * MINUTE_MS,
        sentry: { named: [event('upstream-error', slotAt(7).atMs + MINUTE_MS)] },
      }),
      outcome({ asOfMs: slotAt(7).atMs + 10 * MINUTE_MS }),
      true,
    ],
    [
      'its dashboard is back, and no run has proved it',
      outcome({ stateAtAsOf: { dashboardId: null } }),
      outcome({}),
      false,
    ],
    [
      'it goes by another cadence now, whose last run was before',
      missed,
      outcome({ schedule: { ...WEEKLY, cron: '0 11 1 * *' }, stateAtAsOf: { cadence: 'monthly' } }),
      false,
    ],
  ])('%s: %s', (_, before, after, isOne) => {
    expect(FOLLOWING.hasRecovered(before, after)).toBe(isOne);
  });
});

describe('the links before the ledger', () => {
  const [newestMs = 0] = lastMondays(QUIET_MS);
  const weekly = (count: number) =>
    Array.from({ length: count }, (_, index) => newestMs - index * 7 * DAY_MS + 4 * MINUTE_MS);
  const linksOf = (change: Parameters<typeof providerRow>[1]) => {
    const row = providerRow(QUIET_MS, { linkCount: change?.linksAtMs?.length ?? 0, ...change });
    return factsByHand(worldOf({ asOfMs: QUIET_MS, providers: [row] }), row.id).provider;
  };

  it('are no part of those that the rules are given', () => {
    const all = weekly(12);
    expect(linksOf({ linksAtMs: all })).toMatchObject({
      linkAtMs: all.slice(0, 8),
      linksBefore: { atMs: all.slice(8), isCut: false },
    });
  });

  it('are the newest 400, and said to be cut where there are more', () => {
    const { linksBefore } = linksOf({ linksAtMs: weekly(450) }) ?? {};
    expect(linksBefore?.isCut).toBe(true);
    expect(linksBefore?.atMs).toEqual(weekly(450).slice(8, 408));
  });

  it('are said to be cut where a team’s own query lists fewer than it counts', () => {
    expect(linksOf({ linksAtMs: weekly(9), linkCount: 10 })?.linksBefore).toMatchObject({ isCut: true });
  });

  it('are not known of facts that were kept before they were asked for', () => {
    const { linksBefore: _, ...provider } = facts().provider ?? {};
    expect(portalLinksFacts.parse({ ...facts(), provider }).provider?.linksBefore).toBeNull();
  });

  it('are not asked for by a run over all', () => {
    const row = providerRow(QUIET_MS);
    const inquiry = FLEET.ask({ asOfMs: QUIET_MS, nowMs: QUIET_MS });
    const byHand = PORTAL_LINKS.ask({
      subjectIds: [row.id],
      asOfMs: QUIET_MS,
      nowMs: QUIET_MS,
      windowMs: null,
    });
    expect(byHand.questions.delivery?.statements[0]?.params).toContain(iso(0));
    expect(inquiry.questions.delivery?.statements.flatMap(({ params }) => params)).not.toContain(iso(0));
  });
});

describe('how incidents speak of a provider', () => {
  it.each(['en', 'es'] as const)('as digests do: %s', (locale) => {
    const { following, fleet } = PORTAL_LINKS.words(locale);
    const { outcome } = standingOf(missing([]));
    expect(following?.statement(outcome)).toBe(fleet?.statement(outcome));
    expect(following?.instant(AS_OF_MS)).toBe(fleet?.instant(AS_OF_MS));
    expect(following?.listed(outcome)).toBe(fleet?.listed(outcome));
    expect(following?.day(AS_OF_MS)).toBe(fleet?.day(AS_OF_MS));
  });
});
