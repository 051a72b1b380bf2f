import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPortalLinks } from '../../../src/checks/portal-links/index.ts';
import type { PortalLinksFacts } from '../../../src/checks/portal-links/facts.ts';
import { DAY_MS, MINUTE_MS } from '../../../src/diagnosis/time.ts';
import {
  eventOf,
  factsByHand,
  factsInFleet,
  fleetOf,
  SETTINGS,
  SQL,
  rowsOf,
  lastMondays,
  lineOf,
  OPEN_MS,
  PORTAL_LINKS,
  providerRow,
  QUIET_MS,
  worldOf,
  type World,
} from '../../support/portal-links-world.ts';

const status = fc.oneof(
  { weight: 6, arbitrary: fc.constant('ok' as const) },
  fc.constantFrom('truncated' as const, 'failed' as const, 'not-configured' as const),
);

/** Names that are borne by several, or that begin like another one. */
const name = fc.constantFrom('Acme', 'Acme Health', 'Birch', 'Cedar (CED) North');
const recipient = fc.constantFrom(
  { name: 'Dr. Ash', address: 'ash@acme.example', verifiedAtMs: 0 },
  { name: 'Dr. Birch', address: 'birch@acme.example', verifiedAtMs: null },
  { name: 'Dr. Cole', address: 'cole@acme.example', verifiedAtMs: 0 },
);

const arbitraryWorld: fc.Arbitrary<World> = fc.constantFrom(QUIET_MS, OPEN_MS).chain((asOfMs) => {
  const slots = lastMondays(asOfMs);
  const at = fc
    .tuple(fc.constantFrom(...slots), fc.integer({ min: -30, max: 3_000 }))
    .map(([slotMs, minutes]) => slotMs + minutes * MINUTE_MS);
  const longAgo = at.map((atMs) => atMs - 70 * DAY_MS);
  const change = fc.record({
    name,
    kind: fc.constantFrom('Clinic', 'Practice'),
    configured: fc.oneof({ weight: 6, arbitrary: fc.constant(true) }, fc.constant(false)),
    linksEnabled: fc.oneof({ weight: 6, arbitrary: fc.constant(true) }, fc.constant(false)),
    emailCadence: fc.oneof(
      { weight: 6, arbitrary: fc.constant('weekly') },
      fc.constantFrom('biweekly', 'daily', null),
    ),
    activeCarePlans: fc.constantFrom(2, 3, 57),
    dashboardId: fc.oneof({ weight: 6, arbitrary: fc.constant('d1') }, fc.constant(null)),
    linkLastSentAtMs: fc.option(at, { nil: null }),
    linksAtMs: fc.array(fc.oneof({ weight: 4, arbitrary: at }, longAgo), { maxLength: 8 }),
    recipients: fc.array(recipient, { maxLength: 3 }),
  });
  return fc
    .record({
      changes: fc.array(change, { minLength: 1, maxLength: 6 }),
      sentry: status,
      loki: status,
      delivery: fc.oneof(
        { weight: 9, arbitrary: fc.constant('ok' as const) },
        fc.constant('truncated' as const),
      ),
      tellsMore: fc.boolean(),
      events: fc.array(
        fc.tuple(
          fc.constantFrom('duplicateAttempt', 'noneVerified', 'upstreamError', 'unknownProviderMessage'),
          at,
          fc.subarray([0, 1, 2, 3, 99]),
        ),
        { maxLength: 6 },
      ),
      lines: fc.array(
        fc.tuple(
          fc.oneof(
            name.map((rest) => ['linkCreationFailed', rest] as const),
            recipient.map((whom) => ['sendFailed', `${whom.name} at ${whom.address}`] as const),
            fc.constant(['linkCreationFailed', 'Nobody That Is Known'] as const),
          ),
          at,
        ),
        { maxLength: 8 },
      ),
    })
    .map(({ changes, events, lines, sentry, loki, delivery, tellsMore }) => {
      const providers = changes.map((each, index) =>
        providerRow(asOfMs, {
          ...each,
          id: `00000000-0000-4000-8000-00000000000${index}`,
          linkCount: each.linksAtMs.length,
          newestLinkAtMs: each.linksAtMs.length === 0 ? null : Math.max(...each.linksAtMs),
        }),
      );
      const idAt = (index: number) => providers[index]?.id ?? '99999999-0000-4000-8000-000000000000';
      return worldOf({
        asOfMs,
        providers,
        tellsMore,
        status: { sentry, loki, delivery },
        events: events.map(([kind, atMs, named]) => eventOf(kind, atMs, named.map(idAt))),
        lines: lines.map(([[phrase, rest], atMs]) => lineOf(phrase, rest, atMs)),
      });
    });
});

/** Links before the ledger's time are asked for by hand only: no rule looks at them. */
const withoutLinksBefore = (facts: PortalLinksFacts): PortalLinksFacts =>
  facts.provider === null ? facts : { ...facts, provider: { ...facts.provider, linksBefore: null } };

const verdictOf = (facts: Parameters<typeof PORTAL_LINKS.evaluate>[0]) =>
  PORTAL_LINKS.evaluate(facts).verdict;

describe('a check of one provider is a fleet of one', () => {
  it('with the same facts, hence the same verdict, whatever the sources hold', () => {
    let compared = 0;
    fc.assert(
      fc.property(arbitraryWorld, fc.integer({ min: 1, max: 4 }), fc.nat(), (world, pageSize, pick) => {
        const found = [...factsInFleet(world, pageSize).facts];
        const [subjectId, facts] = found[pick % found.length] ?? [];
        fc.pre(subjectId !== undefined && facts !== undefined);
        const byHand = factsByHand(world, subjectId);
        expect(facts).toEqual(withoutLinksBefore(byHand));
        expect(verdictOf(facts)).toEqual(verdictOf(byHand));
        compared += 1;
      }),
      { numRuns: 200 },
    );
    expect(compared).toBeGreaterThanOrEqual(200);
  });

  it('and stands in an incident as it does in a digest, but for since when', () => {
    const { fleet, following } = PORTAL_LINKS;
    fc.assert(
      fc.property(arbitraryWorld, fc.nat(), (world, pick) => {
        const found = [...factsInFleet(world).facts];
        const [subjectId, facts] = found[pick % found.length] ?? [];
        fc.pre(subjectId !== undefined && facts !== undefined);
        const byHand = factsByHand(world, subjectId);
        const standing = following?.standingOf(subjectId, byHand, verdictOf(byHand));
        const outcome = fleet?.outcomeOf(subjectId, facts, verdictOf(facts));
        expect({ ...standing?.outcome, since: null }).toEqual({ ...outcome, since: null });
      }),
      { numRuns: 100 },
    );
  });

  it('and whoever is configured is in it, each once', () => {
    fc.assert(
      fc.property(arbitraryWorld, fc.integer({ min: 1, max: 4 }), (world, pageSize) => {
        const configured = world.providers.filter((provider) => provider.configured).map(({ id }) => id);
        const { subjectIds } = fleetOf(world);
        expect(new Set(subjectIds).size).toBe(subjectIds.length);
        const read = [...factsInFleet(world, pageSize).facts.keys()];
        expect(new Set(read)).toEqual(new Set(configured));
      }),
      { numRuns: 100 },
    );
  });

  it('and while a source is not complete, nobody is on schedule', () => {
    fc.assert(
      fc.property(arbitraryWorld, fc.constantFrom('sentry', 'loki', 'delivery'), (world, source) => {
        const cut = { ...world, status: { ...world.status, [source]: 'truncated' } } as const;
        for (const facts of factsInFleet(cut).facts.values()) {
          expect(verdictOf(facts).state).not.toBe('on-schedule');
        }
      }),
      { numRuns: 150 },
    );
  });
});

describe('what thousands of lines that are nobody’s leave behind', () => {
  const lines = Array.from({ length: 3_000 }, (_, index) =>
    lineOf('linkCreationFailed', 'Somebody Else', QUIET_MS - 4_000 + index),
  );
  const own = providerRow(QUIET_MS, { name: 'Acme', linksAtMs: [], newestLinkAtMs: null });
  const world = worldOf({
    asOfMs: QUIET_MS,
    providers: [own, ...Array.from({ length: 50 }, () => providerRow(QUIET_MS))],
    lines: [...lines, lineOf('linkCreationFailed', 'Acme', QUIET_MS - 5_000)],
  });

  it('are a hundred of them with each provider, its own not counted', () => {
    const { facts } = factsInFleet(world, 10);
    const found = facts.get(own.id)?.loki;
    expect(found).toMatchObject({ isCut: true });
    expect(found?.lines.filter(({ belongs }) => belongs === 'nobody')).toHaveLength(100);
    expect(found?.lines.filter(({ belongs }) => belongs === 'subject')).toHaveLength(1);
    expect(found?.lines.filter(({ belongs }) => belongs === 'nobody')[0]?.atMs).toBe(QUIET_MS - 1_100);
  });

  it('are counted in full once, for all', () => {
    const { summary } = factsInFleet(world, 10);
    expect(summary.findings.find(({ code }) => code === 'unclear-lines')).toMatchObject({
      params: { nobodys: 3_000 },
    });
  });

  it('are said to be that many at least, to whoever checks one provider', () => {
    const [provider] = world.providers.slice(1);
    if (provider === undefined) throw new Error('no provider');
    const { sideFindings } = PORTAL_LINKS.evaluate(factsByHand(world, provider.id));
    expect(sideFindings.find(({ code }) => code === 'unclear-lines')).toMatchObject({
      params: { nobodys: 100, isAtLeast: true },
    });
  });

  it('are one list that all share who have no line of their own', () => {
    const { facts } = factsInFleet(world, 100);
    const [first, second] = world.providers.slice(1).map(({ id }) => facts.get(id)?.loki?.lines);
    expect(first).toBe(second);
  });
});

const DAILY = { cron: '0 9 * * *', every: 1 };

describe('how a fleet is asked for', () => {
  it('asks Sentry and Loki as a check by hand does, but for whose events', () => {
    const inquiry = PORTAL_LINKS.ask({
      subjectIds: ['x'],
      asOfMs: QUIET_MS,
      nowMs: QUIET_MS,
      windowMs: null,
    });
    const asked = PORTAL_LINKS.fleet?.ask({ asOfMs: QUIET_MS, nowMs: QUIET_MS });
    expect(asked?.questions.sentry).toEqual({ ...inquiry.questions.sentry, ids: 'all' });
    expect(asked?.questions.loki).toEqual(inquiry.questions.loki);
  });

  const peers = [{ opensAtMs: QUIET_MS, due: 4, linked: 3, linkedBesides: 0 }];
  const asksPeers = (page: ReturnType<ReturnType<typeof fleetOf>['pageOf']>) =>
    page.question.statements[0]?.params.includes(true);

  it.each([true, false])(
    'asks what has become of the others of a cadence until it is told, and tells it of all: %s',
    (tellsMore) => {
      const [first, ...others] = Array.from({ length: 5 }, () => providerRow(QUIET_MS));
      if (first === undefined) throw new Error('no provider');
      const world = worldOf({
        asOfMs: QUIET_MS,
        tellsMore,
        providers: [
          { ...first, linksOfPeersAtSlot: peers },
          ...others.map((row) => ({ ...row, linksOfPeersAtSlot: null })),
        ],
      });
      const seen = fleetOf(world);
      const before = seen.pageOf(['x']);
      expect(asksPeers(before)).toBe(true);
      seen.pageOf([first.id]).see(rowsOf(world));
      expect(asksPeers(seen.pageOf(['x']))).toBe(false);
      for (const facts of factsInFleet(world, 2).facts.values()) expect(facts.peers).toEqual(peers);
    },
  );

  it.each([
    ['of a replica that is behind', 'truncated', 1],
    ['that could not be read', 'failed', 0],
  ] as const)('takes no word for what has become of the others from a page %s', (_, delivery, ofThatPage) => {
    const [slotMs = 0] = lastMondays(QUIET_MS);
    const opensAtMs = slotMs - SETTINGS.slots.clockSkewMinutes * MINUTE_MS;
    const nobodyYet = [{ opensAtMs, due: 20, linked: 0, linkedBesides: 0 }];
    const linksAtMs = lastMondays(QUIET_MS)
      .slice(1)
      .map((atMs) => atMs + 4 * MINUTE_MS);
    const missing = () =>
      providerRow(QUIET_MS, {
        linksAtMs,
        linkLastSentAtMs: linksAtMs[0] ?? null,
        newestLinkAtMs: linksAtMs[0] ?? null,
        linksOfPeersAtSlot: null,
      });
    const [first, second] = [missing(), missing()];
    const world = worldOf({
      asOfMs: QUIET_MS,
      providers: [{ ...first, linksOfPeersAtSlot: nobodyYet }, second],
    });
    const seen = fleetOf(world);
    const behind = rowsOf({ ...world, status: { ...world.status, delivery } });
    expect([...seen.pageOf([first.id]).see(behind)].map(({ facts }) => facts.peers)).toEqual(
      Array.from({ length: ofThatPage }, () => nobodyYet),
    );
    const page = seen.pageOf([second.id]);
    expect(asksPeers(page)).toBe(true);
    const [read] = [...page.see(rowsOf(world))];
    if (read === undefined) throw new Error('the second page holds nobody');
    expect(read.facts.peers).toEqual([]);
    expect(PORTAL_LINKS.evaluate(read.facts).verdict.code).not.toBe('sender-not-running');
    const believed = { ...read.facts, peers: nobodyYet };
    expect(PORTAL_LINKS.evaluate(believed).verdict.code).toBe('sender-not-running');
  });

  it('reads one of each cadence first', () => {
    const daily = createPortalLinks({ ...SETTINGS, cadences: { ...SETTINGS.cadences, daily: DAILY } }, SQL);
    const providers = ['weekly', 'weekly', 'unheard-of', null, 'daily', 'weekly'].map((emailCadence) =>
      providerRow(QUIET_MS, { emailCadence }),
    );
    const world = worldOf({ asOfMs: QUIET_MS, providers });
    const order = [0, 4, 1, 2, 3, 5].map((index) => providers[index]?.id);
    expect(fleetOf(world, daily.fleet).subjectIds).toEqual(order);
  });

  it('asks the database for the list once, and for the rows of each page', () => {
    const asked = PORTAL_LINKS.fleet?.ask({ asOfMs: QUIET_MS, nowMs: QUIET_MS });
    expect(asked?.questions.delivery?.statements.map(({ name: asked }) => asked)).toEqual(['directory']);
    const page = fleetOf(worldOf({ asOfMs: QUIET_MS, providers: [providerRow(QUIET_MS)] })).pageOf(['x']);
    expect(page.question.statements.map(({ name: asked }) => asked)).toEqual(['subjects']);
    expect(page.question.statements[0]?.params).toContainEqual(['x']);
  });
});
