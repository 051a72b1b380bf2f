import { describe, expect, it } from 'vitest';
import type { PortalLinksFacts } from '../../../src/checks/portal-links/facts.ts';
import { PORTAL_LINKS_RULES } from '../../../src/checks/portal-links/rules.ts';
import { SIDE_RULES } from '../../../src/checks/portal-links/side-findings.ts';
import { evaluate } from '../../../src/diagnosis/rules.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../src/diagnosis/time.ts';
import { ALL_SLOTS, AS_OF_MS, event, facts, line, slotAt } from '../../support/portal-links-facts.ts';

const lastSlot = slotAt(7);
const none: readonly number[] = [];

const unattributed = {
  issueId: '28817',
  kind: 'none-verified',
  watched: 'PortalEmailNoneVerified',
  eventsRead: 3,
  withoutIdAtMs: [lastSlot.atMs + MINUTE_MS, lastSlot.atMs - DAY_MS, lastSlot.atMs - 2 * DAY_MS],
  totalEvents: 2_700,
  url: 'https://sentry.example/issues/28817/',
} as const;

const runLines = (atLastSlot: number) =>
  facts().loki?.logging.map((counted) => ({
    ...counted,
    runLineCount: counted.window.fromMs === lastSlot.opensAtMs ? atLastSlot : 1,
  })) ?? [];

const CASES: readonly {
  code: string;
  name: string;
  given: PortalLinksFacts;
  params: Record<string, unknown>;
}[] = [
  {
    code: 'peers-at-slot',
    name: 'others got their link: the run ran',
    given: facts({ keptSlots: none, peers: { due: 212, linked: 207 } }),
    params: { due: 212, linked: 207, slotAtMs: lastSlot.atMs },
  },
  {
    code: 'off-schedule-sends',
    name: 'manual sends between the slots',
    given: facts({ offScheduleLinkAtMs: [AS_OF_MS - DAY_MS, AS_OF_MS - 10 * DAY_MS] }),
    params: { count: 2, newestAtMs: AS_OF_MS - DAY_MS },
  },
  {
    code: 'batch',
    name: 'three stamps within 34 seconds',
    given: facts({
      keptSlots: none,
      stateAtAsOf: { linkLastSentAtMs: AS_OF_MS - 9 * DAY_MS },
      provider: {
        stampNeighbours: {
          count: 3,
          firstAtMs: AS_OF_MS - 9 * DAY_MS,
          lastAtMs: AS_OF_MS - 9 * DAY_MS + 34_000,
        },
      },
    }),
    params: { count: 3, seconds: 34 },
  },
  {
    code: 'unattributable',
    name: 'thousands of exceptions that name nobody',
    given: facts({
      sentry: { unattributable: [{ ...unattributed, withoutIdAtMs: [...unattributed.withoutIdAtMs] }] },
    }),
    params: { issueId: '28817', read: 3, withoutId: 3, inWindow: 1, total: 2_700 },
  },
  {
    code: 'unclear-lines',
    name: 'lines in the window that fit several providers, or nobody',
    given: facts({
      loki: {
        lines: [
          line('link-creation-failed', lastSlot.atMs, { belongs: 'nobody' }),
          line('link-creation-failed', lastSlot.atMs, { belongs: 'shared-with-subject' }),
          line('link-creation-failed', lastSlot.atMs, { belongs: 'shared' }),
          line('link-creation-failed', slotAt(3).atMs, { belongs: 'nobody' }),
        ],
      },
    }),
    params: { shared: 2, nobodys: 1 },
  },
  {
    code: 'overtaken',
    name: 'an older failure, and a link since',
    given: facts({ sentry: { named: [event('upstream-error', slotAt(2).atMs)] } }),
    params: { count: 1, newestAtMs: slotAt(2).atMs },
  },
  {
    code: 'contradiction',
    name: 'a failure in the window of a slot that was kept',
    given: facts({ sentry: { named: [event('unknown-provider', lastSlot.atMs + 10 * MINUTE_MS)] } }),
    params: { kind: 'failure-yet-link' },
  },
  {
    code: 'contradiction',
    name: 'no line of a run, and yet links',
    given: facts({ loki: { logging: runLines(0) }, peers: { due: 6, linked: 6 } }),
    params: { kind: 'no-run-yet-links', linked: 6 },
  },
  {
    code: 'margin',
    name: 'one care plan fewer and mails stop',
    given: facts({ stateAtAsOf: { activeCarePlans: 3 } }),
    params: { activeCarePlans: 3, threshold: 3 },
  },
  {
    code: 'retention',
    name: 'Loki does not reach back to the older slots',
    given: facts({ lokiReading: { reachFromMs: slotAt(4).opensAtMs } }),
    params: { source: 'loki', unjudgedSlots: 4 },
  },
  { code: 'freshness', name: 'how far Sentry has seen', given: facts(), params: { source: 'sentry' } },
  {
    code: 'phrase-never-seen',
    name: 'nobody ever saw this phrase',
    given: facts(),
    params: { phrase: 'Failed to make Portal links for:' },
  },
  {
    code: 'namesake',
    name: 'a clinic bears the same name',
    given: facts({
      provider: { namesakes: [{ id: '607ad309-9eef-4a65-9521-18de95986cf6', kind: 'Clinic' }] },
    }),
    params: { count: 1, kinds: ['Clinic'] },
  },
  {
    code: 'today',
    name: 'an as-of before which nothing was kept',
    given: facts({ stateAtAsOf: null }),
    params: { cadence: 'weekly' },
  },
  {
    code: 'state-from-kept',
    name: 'an as-of in the past, and a diagnosis kept before it',
    given: facts({ provider: { stateReadAtMs: AS_OF_MS - DAY_MS } }),
    params: { readAtMs: AS_OF_MS - DAY_MS },
  },
  {
    code: 'slot-pending',
    name: 'a slot is open',
    given: facts({ asOfMs: lastSlot.atMs + HOUR_MS, keptSlots: ALL_SLOTS.slice(0, 7) }),
    params: { slotAtMs: lastSlot.atMs, closesAtMs: lastSlot.closesAtMs },
  },
];

describe('what is worth knowing beside the verdict', () => {
  it.each(CASES)('$code: $name', ({ code, given, params }) => {
    const found = evaluate(PORTAL_LINKS_RULES, given).sideFindings.filter((finding) => finding.code === code);
    expect(found.map((finding) => finding.params)).toContainEqual(expect.objectContaining(params));
  });

  it('has a case for every side finding', () => {
    expect(new Set(CASES.map(({ code }) => code))).toEqual(new Set(SIDE_RULES.map(({ code }) => code)));
  });

  it('says nothing of the kind where there is nothing to say', () => {
    const silent = facts({
      peers: { due: 0, linked: 0 },
      loki: { seen: { 'link-creation-failed': 2, 'send-failed': 1 } },
      sentryReading: { freshUntilMs: null },
    });
    const codes = evaluate(PORTAL_LINKS_RULES, silent).sideFindings.map(({ code }) => code);
    expect(codes).toEqual(['freshness', 'freshness']);
  });
});
