import { describe, expect, it } from 'vitest';
import type { PortalLinksFacts } from '../../../src/checks/portal-links/facts.ts';
import { PORTAL_LINKS_RULES } from '../../../src/checks/portal-links/rules.ts';
import { evaluate } from '../../../src/diagnosis/rules.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../src/diagnosis/time.ts';
import {
  ALL_SLOTS,
  AS_OF_MS,
  SUBJECT_ID,
  TRUNCATED,
  event,
  facts,
  slotAt,
} from '../../support/portal-links-facts.ts';
import { VERDICT_CASES } from '../../support/verdict-cases.ts';

const lastSlot = slotAt(7);
/** 31 minutes after the last slot's planned time. */
const afterLastSlot = lastSlot.atMs + 31 * MINUTE_MS;
const none: readonly number[] = [];
const allButLast = ALL_SLOTS.slice(0, 7);

describe('a wrong verdict sends people the wrong way: each row of the table', () => {
  it.each(VERDICT_CASES)('row $row $verdict: $name', ({ row, verdict, state, confidence, given }) => {
    expect(evaluate(PORTAL_LINKS_RULES, given).verdict).toEqual({ row, code: verdict, state, confidence });
  });

  it('has a case for every row', () => {
    const { first, groups } = PORTAL_LINKS_RULES;
    const rows = [...first, ...groups.missed, ...groups.kept].map(({ row }) => row);
    expect([...new Set(VERDICT_CASES.map(({ row }) => row))].sort((a, b) => a - b)).toEqual(rows);
    expect(rows).toEqual([...Array.from({ length: 23 }).keys()]);
  });
});

const explained = (given: PortalLinksFacts) => evaluate(PORTAL_LINKS_RULES, given).findings[0]?.params;

describe('which failure is the cause', () => {
  it('takes the newest slot before the order of the rows', () => {
    const given = facts({
      keptSlots: none,
      sentry: {
        named: [
          event('duplicate-attempt', afterLastSlot),
          event('unknown-provider', slotAt(6).atMs + MINUTE_MS),
        ],
      },
    });
    expect(evaluate(PORTAL_LINKS_RULES, given).verdict.code).toBe('duplicate-attempt');
  });

  it('takes the order of the rows within one slot', () => {
    const given = facts({
      keptSlots: none,
      sentry: {
        named: [
          event('duplicate-attempt', afterLastSlot),
          event('upstream-error', afterLastSlot + MINUTE_MS),
        ],
      },
    });
    expect(evaluate(PORTAL_LINKS_RULES, given).verdict.code).toBe('upstream-error');
  });

  it('does not blame a failure that a kept slot has overtaken', () => {
    const given = facts({
      keptSlots: allButLast,
      sentry: { named: [event('unknown-provider', slotAt(3).atMs + MINUTE_MS)] },
    });
    expect(evaluate(PORTAL_LINKS_RULES, given).verdict.code).toBe('silently-skipped');
  });

  it('says how much is explained: 1 of 8 missed slots, 7 left no trace', () => {
    const given = facts({ keptSlots: none, sentry: { named: [event('unknown-provider', afterLastSlot)] } });
    expect(explained(given)).toMatchObject({ missed: 8, explained: 1, traceless: 7, belongsToD: true });
  });

  it('does not take an exception for a cause that was true when it was raised', () => {
    const given = facts({
      keptSlots: none,
      stateAtAsOf: { newestVerificationAtMs: afterLastSlot + HOUR_MS },
      sentry: { named: [event('none-verified', afterLastSlot)] },
    });
    expect(evaluate(PORTAL_LINKS_RULES, given).verdict.code).toBe('missed-cause-unknown');
    expect(explained(given)).toMatchObject({ lacking: ['verified-since-slot'] });
  });

  it('does not say that the job did not run while the window is still open', () => {
    const asOfMs = lastSlot.atMs + HOUR_MS;
    const given = facts({
      asOfMs,
      keptSlots: none,
      peers: { due: 50, linked: 0 },
      sentry: { named: [event('unknown-provider', asOfMs - MINUTE_MS)] },
    });
    expect(evaluate(PORTAL_LINKS_RULES, given).verdict.code).toBe('provider-not-resolved');
  });
});

describe('what the silence of the sources is worth', () => {
  it.each([
    [
      'Sentry does not reach back to D',
      facts({ keptSlots: none, sentryReading: { reachFromMs: lastSlot.atMs } }),
      'sentry-reach',
    ],
    [
      'Sentry saw nothing since D',
      facts({ keptSlots: none, sentryReading: { freshUntilMs: lastSlot.atMs } }),
      'sentry-stale',
    ],
    [
      'Loki does not reach back to D',
      facts({ keptSlots: none, lokiReading: { reachFromMs: lastSlot.atMs } }),
      'loki-reach',
    ],
    [
      'Loki saw nothing since D',
      facts({ keptSlots: none, lokiReading: { freshUntilMs: lastSlot.atMs } }),
      'loki-stale',
    ],
    ['Sentry was cut short', facts({ keptSlots: none, sentryReading: TRUNCATED }), 'sentry-not-ok'],
    [
      'a shorter window was asked for',
      facts({
        keptSlots: none,
        lokiReading: { window: { fromMs: lastSlot.atMs, untilMs: AS_OF_MS }, reachFromMs: lastSlot.atMs },
      }),
      'window-too-short',
    ],
    ['nobody counted the log at D', facts({ keptSlots: none, loki: { logging: [] } }), 'logging-not-counted'],
    [
      'settings were changed since D',
      facts({ keptSlots: none, stateAtAsOf: { settingsChangedAtMs: AS_OF_MS - DAY_MS } }),
      'settings-changed',
    ],
    [
      'nobody knows when settings were changed',
      facts({ keptSlots: none, stateAtAsOf: { settingsChangedAtMs: null } }),
      'settings-change-unknown',
    ],
    [
      'nobody knows when it was enrolled',
      facts({ keptSlots: none, provider: { enrolledAtMs: null } }),
      'enrolment-unknown',
    ],
  ])('proves nothing when %s', (_, given, lack) => {
    expect(evaluate(PORTAL_LINKS_RULES, given).verdict).toMatchObject({
      code: 'missed-cause-unknown',
      confidence: 'none',
    });
    expect(explained(given)).toMatchObject({ lacking: [lack] });
  });

  it('leaves a recovered provider on schedule and says how many slots were missed before', () => {
    const given = facts({ keptSlots: [0, 1, 2, 3, 4, 7] });
    expect(explained(given)).toMatchObject({ missedBefore: 2 });
  });

  it('names the provider that near misses of an unknown id belong to', () => {
    const given = facts({ provider: null, nearMisses: [{ id: SUBJECT_ID, name: 'Duke' }] });
    expect(explained(given)).toMatchObject({ nearMisses: [`${SUBJECT_ID} Duke`] });
  });
});
