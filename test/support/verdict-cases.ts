import type { PortalLinksFacts } from '../../src/checks/portal-links/facts.ts';
import type { Confidence, State } from '../../src/diagnosis/verdict.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../src/diagnosis/time.ts';
import {
  ALL_SLOTS,
  AS_OF_MS,
  FAILED,
  NOT_CONFIGURED,
  TRUNCATED,
  event,
  facts,
  line,
  slotAt,
} from './portal-links-facts.ts';

const lastSlot = slotAt(7);
/** 31 minutes after the last slot's planned time. */
const afterLastSlot = lastSlot.atMs + 31 * MINUTE_MS;
const none: readonly number[] = [];
const allButLast = ALL_SLOTS.slice(0, 7);

/** Facts, and the verdict that they must get. */
export interface VerdictCase {
  readonly name: string;
  readonly row: number;
  readonly verdict: string;
  readonly state: State;
  readonly confidence: Confidence;
  readonly given: PortalLinksFacts;
}

/** At least one for each row of the rules. */
export const VERDICT_CASES: readonly VerdictCase[] = [
  {
    name: 'the database is down',
    row: 0,
    verdict: 'inconclusive',
    state: 'unknown',
    confidence: 'none',
    given: facts({ deliveryReading: FAILED, provider: null }),
  },
  {
    name: 'a replica is behind',
    row: 0,
    verdict: 'inconclusive',
    state: 'unknown',
    confidence: 'none',
    given: facts({ deliveryReading: TRUNCATED }),
  },
  {
    name: 'a cadence that nobody configured',
    row: 0,
    verdict: 'inconclusive',
    state: 'unknown',
    confidence: 'none',
    given: facts({ cadence: { status: 'unknown', value: 'fortnightly', timeZone: 'America/Los_Angeles' } }),
  },
  {
    name: 'biweekly without an anchor',
    row: 0,
    verdict: 'inconclusive',
    state: 'unknown',
    confidence: 'none',
    given: facts({ cadence: { status: 'no-phase', value: 'biweekly', timeZone: 'America/Los_Angeles' } }),
  },
  {
    name: 'an as-of before which nothing was kept',
    row: 0,
    verdict: 'inconclusive',
    state: 'unknown',
    confidence: 'none',
    given: facts({ stateAtAsOf: null }),
  },
  {
    name: 'an id that no provider has',
    row: 1,
    verdict: 'unknown-provider-id',
    state: 'unknown',
    confidence: 'confirmed',
    given: facts({ provider: null }),
  },
  {
    name: 'no portal configuration',
    row: 2,
    verdict: 'not-configured',
    state: 'not-expected',
    confidence: 'confirmed',
    given: facts({
      stateAtAsOf: { configured: false, linksEnabled: null, cadence: null },
      cadence: { status: 'not-needed', timeZone: 'America/Los_Angeles' },
    }),
  },
  {
    name: 'links switched off',
    row: 3,
    verdict: 'links-disabled',
    state: 'not-expected',
    confidence: 'confirmed',
    given: facts({ keptSlots: none, stateAtAsOf: { linksEnabled: false } }),
  },
  {
    name: 'nobody verified an address',
    row: 4,
    verdict: 'no-verified-recipient',
    state: 'not-expected',
    confidence: 'confirmed',
    given: facts({ keptSlots: none, stateAtAsOf: { verifiedRecipients: 0, newestVerificationAtMs: null } }),
  },
  {
    name: 'fewer care plans than needed',
    row: 5,
    verdict: 'below-threshold',
    state: 'not-expected',
    confidence: 'confirmed',
    given: facts({ keptSlots: none, stateAtAsOf: { activeCarePlans: 2 } }),
  },
  {
    name: 'no dashboard to link to',
    row: 6,
    verdict: 'no-dashboard',
    state: 'missing',
    confidence: 'confirmed',
    given: facts({ keptSlots: none, stateAtAsOf: { dashboardId: null } }),
  },
  {
    name: 'enrolled after the last slot',
    row: 7,
    verdict: 'not-due-yet',
    state: 'on-schedule',
    confidence: 'confirmed',
    given: facts({ keptSlots: none, provider: { enrolledAtMs: AS_OF_MS - DAY_MS } }),
  },
  {
    name: 'enrolled after the last slot, and Loki is down: nobody knows',
    row: 22,
    verdict: 'inconclusive',
    state: 'unknown',
    confidence: 'none',
    given: facts({
      keptSlots: none,
      provider: { enrolledAtMs: AS_OF_MS - DAY_MS },
      lokiReading: FAILED,
      loki: null,
    }),
  },
  {
    name: 'the job cannot resolve the provider',
    row: 8,
    verdict: 'provider-not-resolved',
    state: 'missing',
    confidence: 'likely',
    given: facts({ keptSlots: none, sentry: { named: [event('unknown-provider', afterLastSlot)] } }),
  },
  {
    name: 'the job sees no verified address where there are some',
    row: 9,
    verdict: 'recipients-disagree',
    state: 'missing',
    confidence: 'confirmed',
    given: facts({ keptSlots: none, sentry: { named: [event('none-verified', afterLastSlot)] } }),
  },
  {
    name: 'an upstream error names it in the window',
    row: 10,
    verdict: 'upstream-error',
    state: 'missing',
    confidence: 'confirmed',
    given: facts({ keptSlots: none, sentry: { named: [event('upstream-error', afterLastSlot)] } }),
  },
  {
    name: 'an upstream error two days after the slot is only likely',
    row: 10,
    verdict: 'upstream-error',
    state: 'missing',
    confidence: 'likely',
    given: facts({
      keptSlots: none,
      sentry: { named: [event('upstream-error', lastSlot.atMs + 2 * DAY_MS)] },
    }),
  },
  {
    name: 'an upstream error of an earlier missed slot is only likely',
    row: 10,
    verdict: 'upstream-error',
    state: 'missing',
    confidence: 'likely',
    given: facts({
      keptSlots: none,
      sentry: { named: [event('upstream-error', slotAt(5).atMs + MINUTE_MS)] },
    }),
  },
  {
    name: 'the log says that making the link failed',
    row: 11,
    verdict: 'link-creation-failed',
    state: 'missing',
    confidence: 'likely',
    given: facts({ keptSlots: none, loki: { lines: [line('link-creation-failed', afterLastSlot)] } }),
  },
  {
    name: 'the log says that the mail failed, and no link is there',
    row: 12,
    verdict: 'send-failed',
    state: 'missing',
    confidence: 'likely',
    given: facts({ keptSlots: none, loki: { lines: [line('send-failed', afterLastSlot)] } }),
  },
  {
    name: 'the job took it for a duplicate',
    row: 13,
    verdict: 'duplicate-attempt',
    state: 'missing',
    confidence: 'confirmed',
    given: facts({ keptSlots: none, sentry: { named: [event('duplicate-attempt', afterLastSlot)] } }),
  },
  {
    name: 'nobody of the cadence got a link',
    row: 14,
    verdict: 'sender-not-running',
    state: 'missing',
    confidence: 'confirmed',
    given: facts({ keptSlots: allButLast, peers: { due: 5, linked: 0 } }),
  },
  {
    name: 'an app was silent in the window, and wrote before and after it',
    row: 14,
    verdict: 'sender-not-running',
    state: 'missing',
    confidence: 'likely',
    given: silentAtLastSlot(),
  },
  {
    name: 'the stamp moved and no link was made',
    row: 15,
    verdict: 'phantom-send',
    state: 'missing',
    confidence: 'confirmed',
    given: facts({
      keptSlots: none,
      provider: { newestLinkAtMs: Date.parse('2023-06-14T15:07:34-07:00'), linkCount: 2 },
      stateAtAsOf: { linkLastSentAtMs: AS_OF_MS - HOUR_MS },
    }),
  },
  {
    name: 'a manual send two days ago makes it look fresh',
    row: 16,
    verdict: 'masked-by-manual-sends',
    state: 'missing',
    confidence: 'likely',
    given: facts({ keptSlots: none, offScheduleLinkAtMs: [AS_OF_MS - 2 * DAY_MS] }),
  },
  {
    name: 'a manual send makes it look fresh, and Loki is down',
    row: 16,
    verdict: 'masked-by-manual-sends',
    state: 'missing',
    confidence: 'none',
    given: facts({
      keptSlots: none,
      offScheduleLinkAtMs: [AS_OF_MS - 2 * DAY_MS],
      lokiReading: FAILED,
      loki: null,
    }),
  },
  {
    name: 'no trace anywhere, and every source would have shown one',
    row: 17,
    verdict: 'silently-skipped',
    state: 'missing',
    confidence: 'likely',
    given: facts({ keptSlots: none }),
  },
  {
    name: 'no trace, but Loki is not configured',
    row: 18,
    verdict: 'missed-cause-unknown',
    state: 'missing',
    confidence: 'none',
    given: facts({ keptSlots: none, lokiReading: NOT_CONFIGURED, loki: null }),
  },
  {
    name: 'no trace, but the care plans are at the threshold',
    row: 18,
    verdict: 'missed-cause-unknown',
    state: 'missing',
    confidence: 'none',
    given: facts({ keptSlots: none, stateAtAsOf: { activeCarePlans: 3 } }),
  },
  {
    name: 'the link was made and one of three mails failed',
    row: 19,
    verdict: 'send-failed',
    state: 'partial',
    confidence: 'likely',
    given: facts({ loki: { lines: [line('send-failed', lastSlot.atMs + 5 * MINUTE_MS)] } }),
  },
  {
    name: 'the link was made and every mail failed',
    row: 19,
    verdict: 'send-failed',
    state: 'missing',
    confidence: 'likely',
    given: facts({
      loki: {
        lines: ['a', 'b', 'c'].map((letter) =>
          line('send-failed', lastSlot.atMs + 5 * MINUTE_MS, { recipient: `${letter}•••@duke.example` }),
        ),
      },
    }),
  },
  {
    name: 'the link was made and never sent',
    row: 20,
    verdict: 'link-not-sent',
    state: 'missing',
    confidence: 'confirmed',
    given: facts({ stateAtAsOf: { linkLastSentAtMs: slotAt(6).atMs } }),
  },
  {
    name: 'all is well',
    row: 21,
    verdict: 'on-schedule',
    state: 'on-schedule',
    confidence: 'confirmed',
    given: facts(),
  },
  {
    name: 'all is well as far as the database tells, and Sentry is not configured',
    row: 21,
    verdict: 'on-schedule',
    state: 'on-schedule',
    confidence: 'likely',
    given: facts({ sentryReading: NOT_CONFIGURED, sentry: null }),
  },
  {
    name: 'the link was made, and Loki is down',
    row: 22,
    verdict: 'inconclusive',
    state: 'unknown',
    confidence: 'none',
    given: facts({ lokiReading: FAILED, loki: null }),
  },
  {
    name: 'the link was made, and Loki was cut at its limit',
    row: 22,
    verdict: 'inconclusive',
    state: 'unknown',
    confidence: 'none',
    given: facts({ lokiReading: TRUNCATED }),
  },
];

function silentAtLastSlot(): PortalLinksFacts {
  const given = facts({ keptSlots: none, peers: { due: 3, linked: 0 } });
  const logging = given.loki?.logging.map((counted) =>
    counted.window.fromMs === lastSlot.opensAtMs
      ? { ...counted, lineCountByApp: { 'backend-sidekiq-worker': 0, edge: 13 } }
      : counted,
  );
  return facts({ keptSlots: none, peers: { due: 3, linked: 0 }, loki: { logging: logging ?? [] } });
}
