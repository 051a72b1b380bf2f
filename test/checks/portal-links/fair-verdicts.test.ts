import { describe, expect, it } from 'vitest';
import type { PortalLinksFacts } from '../../../src/checks/portal-links/facts.ts';
import { createPortalLinks } from '../../../src/checks/portal-links/index.ts';
import { PORTAL_LINKS_RULES } from '../../../src/checks/portal-links/rules.ts';
import { PORTAL_LINKS_EN } from '../../../src/checks/portal-links/words.en.ts';
import { composeReport } from '../../../src/checks/portal-links/report.ts';
import { composeEvidence } from '../../../src/checks/portal-links/evidence.ts';
import { evaluate } from '../../../src/diagnosis/rules.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../src/diagnosis/time.ts';
import { evidenceAsText, PLAIN, reportAsText } from '../../../src/terminal/text.ts';
import {
  ALL_SLOTS,
  AS_OF_MS,
  FAILED,
  NOT_CONFIGURED,
  SUBJECT_ID,
  TRUNCATED,
  event,
  facts,
  line,
  slotAt,
} from '../../support/portal-links-facts.ts';

const last = slotAt(7);
const none: readonly number[] = [];
const allButLast = ALL_SLOTS.slice(0, 7);
const evaluated = (given: PortalLinksFacts) => evaluate(PORTAL_LINKS_RULES, given);
const leading = (given: PortalLinksFacts) => ({
  ...evaluated(given).verdict,
  ...evaluated(given).findings[0]?.params,
});

function textOf(given: PortalLinksFacts): string {
  const diagnosis = {
    id: 'd1',
    checkId: 'portal-links',
    subjectId: SUBJECT_ID,
    asOfMs: given.asOfMs,
    madeAtMs: given.asOfMs,
    rulesVersion: 1,
    ...evaluated(given),
    readings: Object.values(given.readings),
    facts: given,
    asker: { surface: 'terminal', userId: 'x', teamId: null, channelId: null },
    requestId: 'r1',
  } as const;
  const report = reportAsText(composeReport(diagnosis, PORTAL_LINKS_EN), PLAIN);
  return `${report}\n${evidenceAsText(composeEvidence(diagnosis, PORTAL_LINKS_EN), PLAIN)}`;
}

/** How many of the run's lines each window holds: none in the last one. */
const noRunAtLast = (change: object = {}) => ({
  logging: (facts().loki?.logging ?? []).map((counted) => ({
    ...counted,
    runLineCount: counted.window.fromMs === last.opensAtMs ? 0 : 1,
  })),
  ...change,
});

describe('verdicts that accuse no one of what was not proven', () => {
  it('does not take the failed mail to somebody unverified for a failure', () => {
    const given = facts({
      stateAtAsOf: { verifiedRecipients: 1, unverifiedRecipients: 1 },
      loki: { lines: [line('send-failed', last.atMs + 5 * MINUTE_MS, { isVerified: false })] },
    });
    expect(leading(given)).toMatchObject({ code: 'on-schedule', confidence: 'confirmed' });
  });

  it('does not say "no trace" where an event names it that a later verification explains', () => {
    const given = facts({
      keptSlots: none,
      stateAtAsOf: { newestVerificationAtMs: last.atMs + DAY_MS },
      sentry: { named: [event('none-verified', last.atMs + 2 * MINUTE_MS)] },
    });
    expect(leading(given)).toMatchObject({ code: 'missed-cause-unknown', lacking: ['verified-since-slot'] });
  });

  it('does not expect a link before the first verification', () => {
    const given = facts({ keptSlots: none, stateAtAsOf: { firstVerificationAtMs: last.atMs + DAY_MS } });
    expect(leading(given)).toMatchObject({ code: 'missed-cause-unknown', lacking: ['verified-since-slot'] });
  });

  it.each([
    ['is stale', { lokiReading: { freshUntilMs: last.atMs - 5 * HOUR_MS } }],
    ['does not reach back', { lokiReading: { reachFromMs: last.atMs + DAY_MS } }],
  ])('does not believe that no line shows a run where Loki %s', (_, change) => {
    const given = facts({ keptSlots: none, peers: { due: 3, linked: 0 }, loki: noRunAtLast(), ...change });
    expect(evaluated(given).verdict.code).toBe('missed-cause-unknown');
    expect(evaluated(given).sideFindings.map(({ code }) => code)).not.toContain('contradiction');
  });

  it('believes it where Loki would have shown the line', () => {
    const given = facts({ keptSlots: none, peers: { due: 3, linked: 0 }, loki: noRunAtLast() });
    expect(leading(given)).toMatchObject({ code: 'sender-not-running', by: 'run-phrase' });
  });

  it('does not blame manual sends as likely where the provider was switched on after the slot', () => {
    const given = facts({
      keptSlots: none,
      offScheduleLinkAtMs: [AS_OF_MS - 2 * DAY_MS],
      stateAtAsOf: { settingsChangedAtMs: last.atMs + DAY_MS },
    });
    expect(leading(given)).toMatchObject({
      code: 'masked-by-manual-sends',
      confidence: 'none',
      lacking: ['settings-changed'],
    });
  });

  it('gives the run time to send before it says that nothing was sent', () => {
    const asOfMs = last.atMs + 5 * MINUTE_MS;
    const given = facts({ asOfMs, stateAtAsOf: { linkLastSentAtMs: slotAt(6).atMs } });
    expect(leading(given)).toMatchObject({ code: 'on-schedule', confidence: 'likely', isSent: false });
    expect(textOf(given)).toContain('Sending is not seen yet.');
  });

  it('is not sure of a kept slot while a failure line fits this provider and others', () => {
    const shared = line('send-failed', last.atMs + 5 * MINUTE_MS, { belongs: 'shared-with-subject' });
    const given = facts({ loki: { lines: [shared] } });
    expect(leading(given)).toMatchObject({ code: 'on-schedule', confidence: 'likely' });
    expect(textOf(given)).not.toContain('No send failure is seen');
    expect(textOf(given)).toContain('1 of them this one, too');
  });

  it('does not say "no trace" while a failure line fits this provider and others', () => {
    const shared = line('link-creation-failed', last.atMs, { belongs: 'shared-with-subject' });
    const given = facts({ keptSlots: none, loki: { lines: [shared] } });
    expect(leading(given)).toMatchObject({ code: 'missed-cause-unknown', lacking: ['shared-failure'] });
  });

  it('does not call a regular link off schedule because it is older than the ledger', () => {
    const oldRegularLink = slotAt(0).atMs - 7 * DAY_MS;
    const given = facts({ keptSlots: none, offScheduleLinkAtMs: [oldRegularLink] });
    expect(evaluated(given).sideFindings.map(({ code }) => code)).not.toContain('off-schedule-sends');
    expect(textOf(given)).not.toContain('was off schedule');
  });

  it('does not say that nobody got a link where others than the due ones did', () => {
    const peers = { due: 5, linked: 0, linkedBesides: 1 };
    expect(evaluated(facts({ keptSlots: allButLast, peers })).verdict.code).not.toBe('sender-not-running');
  });

  it('counts only the failures of the slot that it speaks of', () => {
    const lines = [
      line('send-failed', slotAt(6).atMs + MINUTE_MS, { recipient: 'a•••@duke.example' }),
      line('send-failed', slotAt(2).atMs + MINUTE_MS, { recipient: 'b•••@duke.example' }),
    ];
    const given = facts({ keptSlots: none, loki: { lines }, stateAtAsOf: { verifiedRecipients: 2 } });
    expect(leading(given)).toMatchObject({
      code: 'send-failed',
      failed: 1,
      recipients: 2,
      belongsToD: false,
    });
    expect(textOf(given)).toContain('not the last one');
  });

  it('does not blame a manual send alone where the stamp lies in the slot’s window: the run may have moved it', () => {
    const given = facts({ keptSlots: none, stateAtAsOf: { linkLastSentAtMs: last.atMs + MINUTE_MS } });
    expect(leading(given)).toMatchObject({ code: 'phantom-send', isStampOnSchedule: true });
    expect(textOf(given)).toContain('The run, or a manual send at that very time, moved the stamp');
  });

  it('does not call a slot missed before the replica has seen its end', () => {
    const asOfMs = last.closesAtMs + MINUTE_MS;
    const given = facts({
      asOfMs,
      keptSlots: allButLast,
      deliveryReading: { freshUntilMs: last.closesAtMs - MINUTE_MS },
    });
    expect(evaluated(given).verdict.state).toBe('on-schedule');
  });

  it('sees no contradiction in a failure that a retry has mended', () => {
    const given = facts({ sentry: { named: [event('upstream-error', last.atMs + MINUTE_MS)] } });
    expect(evaluated(given).sideFindings.map(({ code }) => code)).not.toContain('contradiction');
  });
});

describe('words that claim no more than the facts', () => {
  it('concludes nothing besides where the database did not answer', () => {
    const given = facts({ deliveryReading: FAILED, provider: null });
    expect(evaluated(given).findings).toHaveLength(1);
    expect(textOf(given)).not.toMatch(/no provider has this id|no slot has been due|0 lines/);
  });

  it('shows no ledger and no certainty on rows of a replica that is behind', () => {
    const given = facts({ keptSlots: none, deliveryReading: TRUNCATED });
    expect(textOf(given)).not.toMatch(/Certain:|^✗/m);
  });

  it('does not say "missed" and "expected" of a provider that is to get no links', () => {
    const given = facts({ keptSlots: none, stateAtAsOf: { linksEnabled: false } });
    const [message] = textOf(given).split('\nEvidence');
    expect(message?.split('\nVerdict')[0]).not.toMatch(/missed|expected\.|✗/);
  });

  it('says what is known of failed mails where not all lines were read', () => {
    const lines = [line('send-failed', last.atMs + 5 * MINUTE_MS)];
    const text = textOf(facts({ lokiReading: TRUNCATED, loki: { lines } }));
    expect(text).toContain('the mail failed for at least 1 of 3 recipients');
  });

  it('does not count what left no trace while a source is not complete', () => {
    const lines = [line('link-creation-failed', last.atMs + MINUTE_MS)];
    const text = textOf(facts({ keptSlots: none, sentryReading: FAILED, sentry: null, loki: { lines } }));
    expect(text).toContain('Explains 1 of 8 missed slots; of the others no trace is known.');
  });

  it('does not say "no send failure is seen" where nobody looked', () => {
    const text = textOf(
      facts({ sentryReading: NOT_CONFIGURED, sentry: null, lokiReading: NOT_CONFIGURED, loki: null }),
    );
    expect(text).not.toContain('No send failure is seen');
  });

  it('says how far events without an id were read, where that is not back to the slot', () => {
    const unattributable = [
      {
        issueId: '1',
        kind: 'none-verified' as const,
        watched: 'X',
        eventsRead: 300,
        withoutIdAtMs: [AS_OF_MS],
        totalEvents: 9,
        url: '',
      },
    ];
    const given = facts({ sentry: { unattributable, sweptFromMs: AS_OF_MS - HOUR_MS } });
    expect(textOf(given)).toContain('read back to 24 July only');
  });

  it('does not call many care plans close because there were few at the slot', () => {
    const given = facts({ keptSlots: none, stateAtAsOf: { activeCarePlansAtSlot: 2, activeCarePlans: 57 } });
    expect(leading(given)).toMatchObject({ lacking: ['below-threshold-at-slot'] });
    expect(textOf(given)).not.toContain('close');
  });
});

describe('a team’s own file', () => {
  it('is refused when the check is made, not at the first question', () => {
    expect(() => createPortalLinks(settingsOfCase001, 'select 1')).toThrow('subjects');
  });
});

const settingsOfCase001 = {
  timeZone: 'America/Los_Angeles',
  slots: { toleranceMinutes: 120, clockSkewMinutes: 10 },
  cadences: { weekly: { cron: '0 11 * * 1', every: 1 } },
  sentry: {
    duplicateAttempt: 'A',
    noneVerified: 'B',
    upstreamError: 'C',
    unknownProviderMessage: 'D',
    idTag: null,
    idInExtraData: false,
  },
  loki: {
    appLabel: 'app',
    apps: ['edge'],
    labels: {},
    linkCreationFailed: 'E',
    sendFailed: 'F',
    sendFailedSeparator: ' at ',
    runPhrase: null,
  },
};
