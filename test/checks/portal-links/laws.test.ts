import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PortalLinksFacts } from '../../../src/checks/portal-links/facts.ts';
import { portalLinksFacts } from '../../../src/checks/portal-links/facts.ts';
import { PORTAL_LINKS_RULES } from '../../../src/checks/portal-links/rules.ts';
import { deriveView } from '../../../src/checks/portal-links/view.ts';
import { evaluate } from '../../../src/diagnosis/rules.ts';
import { MINUTE_MS } from '../../../src/diagnosis/time.ts';
import { arbitraryFacts, arbitraryWorsening, worsen } from '../../support/arbitrary-facts.ts';
import { event, line } from '../../support/portal-links-facts.ts';

const RUNS = { numRuns: 2_500 };
const verdictOf = (given: PortalLinksFacts) => evaluate(PORTAL_LINKS_RULES, given).verdict;

describe('the laws of the verdicts (design §3)', () => {
  it('1: the same facts give the same verdict, also after they were kept', () => {
    fc.assert(
      fc.property(arbitraryFacts, (given) => {
        const kept = portalLinksFacts.parse(JSON.parse(JSON.stringify(given)));
        expect(evaluate(PORTAL_LINKS_RULES, kept)).toEqual(evaluate(PORTAL_LINKS_RULES, given));
      }),
      RUNS,
    );
  });

  it('2: a reading that gets worse leaves the state or makes it unknown', () => {
    fc.assert(
      fc.property(arbitraryFacts, arbitraryWorsening, (given, worsening) => {
        const before = verdictOf(given).state;
        expect([before, 'unknown']).toContain(verdictOf(worsen(given, worsening)).state);
      }),
      { numRuns: 10_000 },
    );
  });

  it('3: nothing is on schedule while a needed source is not ok', () => {
    fc.assert(
      fc.property(arbitraryFacts, (given) => {
        const isNotOk = Object.values(given.readings).some(
          ({ status }) => status === 'failed' || status === 'truncated',
        );
        fc.pre(isNotOk);
        expect(verdictOf(given).state).not.toBe('on-schedule');
      }),
      RUNS,
    );
  });

  it('4: an event without the id changes no verdict, and a line that fits several providers changes no state', () => {
    fc.assert(
      fc.property(
        arbitraryFacts,
        fc.integer({ min: 0, max: 100_000 }),
        fc.boolean(),
        (given, minutes, isNobodys) => {
          const atMs = given.asOfMs - minutes * MINUTE_MS;
          const unattributable = [
            {
              issueId: '1',
              kind: 'none-verified' as const,
              watched: 'X',
              eventsRead: 1,
              withoutIdAtMs: [atMs],
              totalEvents: 9,
              url: '',
            },
          ];
          const withEvent =
            given.sentry === null ? given : { ...given, sentry: { ...given.sentry, unattributable } };
          expect(verdictOf(withEvent)).toEqual(verdictOf(given));
          const shared = line('link-creation-failed', atMs, {
            belongs: isNobodys ? 'nobody' : 'shared-with-subject',
          });
          const withLine =
            given.loki === null
              ? given
              : { ...given, loki: { ...given.loki, lines: [...given.loki.lines, shared] } };
          expect(verdictOf(withLine).state).toBe(verdictOf(given).state);
        },
      ),
      RUNS,
    );
  });

  it('5: a kept slot, a stamp that is not older than its link, all sources ok and no failed send: never missing', () => {
    let reached = 0;
    fc.assert(
      fc.property(arbitraryFacts, (given) => {
        const { d, stateAtAsOf, failures, facts } = deriveView(given);
        const linkAtMs = d?.linkAtMs ?? null;
        fc.pre(
          linkAtMs !== null &&
            stateAtAsOf !== null &&
            stateAtAsOf.dashboardId !== null &&
            (stateAtAsOf.linkLastSentAtMs ?? 0) >= linkAtMs &&
            Object.values(facts.readings).every(({ status }) => status === 'ok') &&
            !failures.some(({ kind, atMs }) => kind === 'send-failed' && atMs >= linkAtMs),
        );
        reached += 1;
        expect(verdictOf(given).state).not.toBe('missing');
      }),
      { numRuns: 2_000, maxSkipsPerRun: 1_000 },
    );
    expect(reached).toBeGreaterThanOrEqual(2_000);
  });

  it('6: nothing after as-of changes anything', () => {
    fc.assert(
      fc.property(arbitraryFacts, fc.integer({ min: 1, max: 100_000 }), (given, minutes) => {
        const laterMs = given.asOfMs + minutes * MINUTE_MS;
        const later: PortalLinksFacts = {
          ...given,
          provider:
            given.provider === null
              ? null
              : { ...given.provider, linkAtMs: [laterMs, ...given.provider.linkAtMs] },
          sentry:
            given.sentry === null
              ? null
              : { ...given.sentry, named: [event('upstream-error', laterMs), ...given.sentry.named] },
          loki:
            given.loki === null
              ? null
              : { ...given.loki, lines: [...given.loki.lines, line('send-failed', laterMs)] },
        };
        expect(verdictOf(later)).toEqual(verdictOf(given));
      }),
      RUNS,
    );
  });
});
