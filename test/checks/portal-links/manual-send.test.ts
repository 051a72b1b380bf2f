import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PortalLinksFacts } from '../../../src/checks/portal-links/facts.ts';
import { manualSendOf, type ManualSend } from '../../../src/checks/portal-links/manual-send.ts';
import { PORTAL_LINKS_RULES } from '../../../src/checks/portal-links/rules.ts';
import { deriveView } from '../../../src/checks/portal-links/view.ts';
import { evaluate } from '../../../src/diagnosis/rules.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../src/diagnosis/time.ts';
import { terminalAsker } from '../../../src/terminal/session.ts';
import { CASE_001_PROVIDERS } from '../../../src/sandbox/case-001/providers.ts';
import {
  DUKE,
  MHS,
  PAM_DENVER,
  PAM_HOUSTON,
  PAM_SAN_ANTONIO,
  PRACTICE,
} from '../../sources/delivery/delivery-fixture.ts';
import { startCase001, type Case001 } from '../../support/case-001.ts';
import { AS_OF_MS, FAILED, event, facts, line, slotAt } from '../../support/portal-links-facts.ts';
import { VERDICT_CASES } from '../../support/verdict-cases.ts';

const judged = (given: PortalLinksFacts): ManualSend =>
  manualSendOf(evaluate(PORTAL_LINKS_RULES, given).verdict.code, deriveView(given));

const none: readonly number[] = [];
const lastSlot = slotAt(7);
const saturday = slotAt(6).atMs + 5 * DAY_MS;
const wednesday = lastSlot.atMs + 2 * DAY_MS;
const cannotResolve = { named: [event('unknown-provider', lastSlot.atMs + MINUTE_MS)] };

interface Case {
  readonly name: string;
  readonly given: PortalLinksFacts;
  readonly expected: ManualSend;
}

const CASES: readonly Case[] = [
  {
    name: 'probably, where the last one made a link and moved the stamp',
    given: facts({
      keptSlots: none,
      offScheduleLinkAtMs: [saturday],
      stateAtAsOf: { linkLastSentAtMs: saturday + MINUTE_MS },
    }),
    expected: { helps: 'probably', because: 'made-link', lastAtMs: saturday },
  },
  {
    name: 'probably, where the last one hides a missed slot',
    given: facts({ keptSlots: none, offScheduleLinkAtMs: [wednesday] }),
    expected: { helps: 'probably', because: 'made-link', lastAtMs: wednesday },
  },
  {
    name: 'not known, where the settings were changed since the last one made a link',
    given: facts({
      keptSlots: none,
      offScheduleLinkAtMs: [wednesday],
      stateAtAsOf: { settingsChangedAtMs: wednesday + MINUTE_MS },
    }),
    expected: { helps: 'unknown', because: 'settings-changed-since', lastAtMs: wednesday },
  },
  {
    name: 'not known, where the settings were changed since the last one made no link',
    given: facts({
      keptSlots: none,
      stateAtAsOf: { linkLastSentAtMs: wednesday, settingsChangedAtMs: wednesday + MINUTE_MS },
    }),
    expected: { helps: 'unknown', because: 'settings-changed-since', lastAtMs: wednesday },
  },
  {
    name: 'not known, where the last one made a link while the run still made links, too',
    given: facts({
      keptSlots: [0, 1, 2, 3, 4, 5, 6],
      offScheduleLinkAtMs: [saturday],
      sentry: cannotResolve,
    }),
    expected: { helps: 'unknown', because: 'before-the-trouble', lastAtMs: saturday },
  },
  {
    name: 'no, where the last one moved the stamp and made no link',
    given: facts({ keptSlots: none, stateAtAsOf: { linkLastSentAtMs: wednesday } }),
    expected: { helps: 'no', because: 'made-no-link', lastAtMs: wednesday },
  },
  {
    name: 'no, where an older one made a link and the last one did not',
    given: facts({
      keptSlots: none,
      offScheduleLinkAtMs: [saturday],
      stateAtAsOf: { linkLastSentAtMs: wednesday },
      sentry: cannotResolve,
    }),
    expected: { helps: 'no', because: 'made-no-link', lastAtMs: wednesday },
  },
  {
    name: 'probably, where an older one made no link and the last one did',
    given: facts({
      keptSlots: none,
      offScheduleLinkAtMs: [wednesday],
      stateAtAsOf: { linkLastSentAtMs: saturday },
      sentry: cannotResolve,
    }),
    expected: { helps: 'probably', because: 'made-link', lastAtMs: wednesday },
  },
  {
    name: 'no, where the run itself moved the stamp and made no link',
    given: facts({
      keptSlots: none,
      offScheduleLinkAtMs: [saturday],
      stateAtAsOf: { linkLastSentAtMs: lastSlot.atMs + MINUTE_MS },
    }),
    expected: { helps: 'no', because: 'run-made-no-link', lastAtMs: lastSlot.atMs + MINUTE_MS },
  },
  {
    name: 'not known, where only the run has sent',
    given: facts(),
    expected: { helps: 'unknown', because: 'none-seen', lastAtMs: null },
  },
  {
    name: 'not known, where the run’s own mail only came after the slot’s window',
    given: facts({
      provider: {
        linkAtMs: [lastSlot.closesAtMs - MINUTE_MS],
        newestLinkAtMs: lastSlot.closesAtMs - MINUTE_MS,
      },
      stateAtAsOf: { linkLastSentAtMs: lastSlot.closesAtMs + MINUTE_MS },
    }),
    expected: { helps: 'unknown', because: 'none-seen', lastAtMs: null },
  },
  {
    name: 'not known, where a send is older than the ledger: whether it was on schedule nobody can tell',
    given: facts({ keptSlots: none, stateAtAsOf: { linkLastSentAtMs: slotAt(0).atMs - 3 * DAY_MS } }),
    expected: { helps: 'unknown', because: 'none-seen', lastAtMs: null },
  },
  {
    name: 'not known, where a later stamp hides what was sent by then',
    given: facts({
      keptSlots: none,
      offScheduleLinkAtMs: [saturday],
      stateAtAsOf: { stampKnown: false, linkLastSentAtMs: null },
    }),
    expected: { helps: 'unknown', because: 'stamp-not-known', lastAtMs: null },
  },
  {
    name: 'not known, where the database is down',
    given: facts({ deliveryReading: FAILED, provider: null }),
    expected: { helps: 'unknown', because: 'too-little-known', lastAtMs: null },
  },
  {
    name: 'not known, where the mail failed: a link is not what is lacking',
    given: facts({
      offScheduleLinkAtMs: [saturday],
      loki: { lines: [line('send-failed', lastSlot.atMs + HOUR_MS)] },
    }),
    expected: { helps: 'unknown', because: 'mail-failed', lastAtMs: null },
  },
  {
    name: 'not known with too few care plans, even where the last one made a link: there may have been more then',
    given: facts({ offScheduleLinkAtMs: [wednesday], stateAtAsOf: { activeCarePlans: 2 } }),
    expected: { helps: 'unknown', because: 'below-threshold', lastAtMs: null },
  },
  {
    name: 'no while links are off, even where the last one made a link',
    given: facts({ offScheduleLinkAtMs: [wednesday], stateAtAsOf: { linksEnabled: false } }),
    expected: { helps: 'no', because: 'links-disabled', lastAtMs: null },
  },
  {
    name: 'no without a dashboard, even where the last one made a link',
    given: facts({ offScheduleLinkAtMs: [wednesday], stateAtAsOf: { dashboardId: null } }),
    expected: { helps: 'no', because: 'no-dashboard', lastAtMs: null },
  },
  {
    name: 'no without a verified address, even where the last one made a link',
    given: facts({ offScheduleLinkAtMs: [wednesday], stateAtAsOf: { verifiedRecipients: 0 } }),
    expected: { helps: 'no', because: 'no-verified-recipient', lastAtMs: null },
  },
  {
    name: 'probably, where the link is there and was not mailed, whatever the last one did',
    given: facts({ stateAtAsOf: { linkLastSentAtMs: saturday } }),
    expected: { helps: 'probably', because: 'link-is-there', lastAtMs: null },
  },
];

describe('a manual send that cannot help costs a clinic a day: would one help?', () => {
  it.each(CASES)('$name', ({ given, expected }) => {
    expect(judged(given)).toEqual(expected);
  });

  it.each(VERDICT_CASES)('is answered for $verdict: $name', ({ given }) => {
    expect(['probably', 'no', 'unknown']).toContain(judged(given).helps);
  });

  it('refuses a verdict of another version by its name', () => {
    expect(() => manualSendOf('sent-by-pigeon', deriveView(facts()))).toThrow('sent-by-pigeon');
  });

  it('does not take a link later than as-of for a trace', () => {
    const given = facts({ keptSlots: none, provider: { linkAtMs: [AS_OF_MS + DAY_MS] } });
    expect(judged(given).because).not.toBe('made-link');
  });
});

describe('would a manual send help, over case 001', () => {
  let running: Case001;
  let answers: ReadonlyMap<string, string>;

  beforeAll(async () => {
    running = await startCase001('2025-07-24');
    const diagnoses = await running.assembly.investigate({
      checkId: 'portal-links',
      subjectIds: CASE_001_PROVIDERS.map(({ id }) => id),
      asOfMs: null,
      windowMs: null,
      asker: terminalAsker(),
      requestId: 'manual-send',
    }).first;
    const words = running.assembly.checks[0].words('en');
    answers = new Map(
      diagnoses.map((diagnosis) => [
        diagnosis.subjectId,
        words.deskReport(diagnosis).lines.find(({ label }) => label === 'Manual send')?.text ?? '',
      ]),
    );
  });
  afterAll(() => running.stop());

  it.each([
    [DUKE, 'Yes, probably: the last send seen outside the plan, Tue 8 July 08:42, made a link.'],
    [PAM_DENVER, 'Yes, probably: the last send seen outside the plan, Tue 10 June 09:40, made a link.'],
    [PAM_HOUSTON, 'Yes, probably: the last send seen outside the plan, Tue 10 June 09:40, made a link.'],
    [PAM_SAN_ANTONIO, 'Yes, probably: the last send seen outside the plan, Tue 10 June 09:40, made a link.'],
    [MHS, 'No: the last send, Thu 24 July 04:25, outside the plan, made no link.'],
    [PRACTICE, 'Not known: no manual send is seen.'],
  ])('%s: %s', (id, answer) => {
    expect(answers.get(id)).toBe(answer);
  });
});
