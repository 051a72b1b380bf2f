import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { Readings } from '../../../src/checks/check.ts';
import type { SubjectRow } from '../../../src/checks/portal-links/delivery-rows.ts';
import type { PortalLinksFacts } from '../../../src/checks/portal-links/facts.ts';
import { createPortalLinks } from '../../../src/checks/portal-links/index.ts';
import { portalLinksSettings } from '../../../src/checks/portal-links/settings.ts';
import type { LogLine, RowsAnswer } from '../../../src/checks/questions.ts';
import type { ReadingMeta, SourceId } from '../../../src/diagnosis/reading.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../src/diagnosis/time.ts';
import { AS_OF_MS, SUBJECT_ID, facts, slotAt } from '../../support/portal-links-facts.ts';

const CHECK_FOLDER = new URL('../../../src/checks/portal-links/', import.meta.url);
const read = (name: string) => readFileSync(new URL(name, CHECK_FOLDER), 'utf8');
const check = createPortalLinks(
  portalLinksSettings.parse(parse(read('portal-links.yml'))),
  read('delivery.sql'),
);

const alder = { name: 'Dr. Alder', address: 'alder@duke.example', verifiedAtMs: AS_OF_MS - 300 * DAY_MS };
const birch = { name: 'Dr. Birch', address: 'birch@duke.example', verifiedAtMs: null };

const ROW: SubjectRow = {
  id: SUBJECT_ID,
  kind: 'Clinic',
  name: 'Duke',
  configured: true,
  enrolledAtMs: AS_OF_MS - 300 * DAY_MS,
  linksEnabled: true,
  emailCadence: 'weekly',
  activeCaseThreshold: 3,
  activeCarePlans: 57,
  settingsChangedAtMs: AS_OF_MS - 300 * DAY_MS,
  dashboardId: 'd1',
  linkLastSentAtMs: slotAt(7).atMs,
  linkCount: 1,
  newestLinkAtMs: slotAt(7).atMs,
  linksAtMs: [slotAt(7).atMs],
  recipients: [alder, birch],
};

interface Seeing {
  readonly row?: Partial<SubjectRow>;
  readonly nowMs?: number;
  readonly earlier?: PortalLinksFacts | null;
  readonly lines?: readonly Pick<LogLine, 'text' | 'phrase'>[];
}

/** What the check makes of answers of the sources, as of case 001's second day. */
function see({ row = {}, nowMs = AS_OF_MS, earlier = null, lines = [] }: Seeing): PortalLinksFacts {
  const inquiry = check.ask({ subjectIds: [SUBJECT_ID], asOfMs: AS_OF_MS, nowMs, windowMs: null });
  const meta = (source: SourceId): ReadingMeta => ({
    source,
    window: { fromMs: AS_OF_MS - 60 * DAY_MS, untilMs: AS_OF_MS + 1 },
    readAtMs: nowMs,
    reachFromMs: AS_OF_MS - 60 * DAY_MS,
    freshUntilMs: AS_OF_MS,
    query: '',
    link: null,
    elapsedMs: 1,
  });
  const subject: SubjectRow = { ...ROW, ...row };
  const directory = [
    { id: subject.id, name: subject.name, kind: subject.kind, recipients: subject.recipients },
  ];
  const data: RowsAnswer = {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- rows that have passed their schema are what it made of them
    rowsOf: (statement) => (statement.name === 'subjects' ? [subject] : directory) as never,
  };
  const readings: Readings = {
    delivery: { ...meta('delivery'), status: 'ok', data },
    sentry: {
      ...meta('sentry'),
      status: 'ok',
      data: { naming: [], sweep: { events: [], readFromMs: AS_OF_MS - 14 * DAY_MS }, issues: [] },
    },
    loki: {
      ...meta('loki'),
      status: 'ok',
      data: {
        lines: lines.map((line) => ({ ...line, atMs: slotAt(7).atMs + 5 * MINUTE_MS, app: 'edge' })),
        coveredFromMs: AS_OF_MS - 60 * DAY_MS,
        apps: [],
        logging: [],
      },
    },
  };
  return inquiry.see(readings).factsOf(SUBJECT_ID, earlier);
}

describe('until when its links work', () => {
  const soon = AS_OF_MS + DAY_MS;
  const gone = AS_OF_MS - DAY_MS;

  it.each<[name: string, linkExpiry: SubjectRow['linkExpiry'], seen: unknown]>([
    ['is not known where the team’s views do not tell', undefined, null],
    ['is not known where there is no link', null, null],
    [
      'is when the newest of all ends',
      { newestExpiresAtMs: soon, expiresAtOfNewestMs: gone },
      { newestExpiresAtMs: soon },
    ],
    [
      'is known where one still works, even if the one made last does not tell its end',
      { newestExpiresAtMs: soon, expiresAtOfNewestMs: null },
      { newestExpiresAtMs: soon },
    ],
    [
      'is not known where the others have ended, and the one made last does not tell',
      { newestExpiresAtMs: gone, expiresAtOfNewestMs: null },
      { newestExpiresAtMs: null },
    ],
    [
      'is past where all have ended',
      { newestExpiresAtMs: gone, expiresAtOfNewestMs: gone },
      { newestExpiresAtMs: gone },
    ],
  ])('%s', (_, linkExpiry, seen) => {
    expect(see({ row: { linkExpiry } }).provider?.linkExpiry).toEqual(seen);
  });

  it('changes no verdict', () => {
    const verdictWith = (linkExpiry: SubjectRow['linkExpiry']) =>
      check.evaluate(see({ row: { linkExpiry } })).verdict;
    expect(verdictWith({ newestExpiresAtMs: gone, expiresAtOfNewestMs: gone })).toEqual(
      verdictWith(undefined),
    );
  });
});

const SEND_FAILED = 'Portal email send failed to';

describe('what the check keeps of names and addresses', () => {
  it('keeps neither, in no fact', () => {
    const lines = [{ phrase: SEND_FAILED, text: `${SEND_FAILED} Dr. Alder at alder@duke.example` }];
    const text = JSON.stringify(see({ lines }));
    expect(text).toContain('a•••@duke.example');
    expect(text).not.toMatch(/Alder|alder@/);
  });

  it('knows a failed mail to somebody unverified as such', () => {
    const lines = [{ phrase: SEND_FAILED, text: `${SEND_FAILED} Dr. Birch at birch@duke.example` }];
    expect(see({ lines }).loki?.lines).toMatchObject([{ belongs: 'subject', isVerified: false }]);
  });

  it('counts the same name at the same address once', () => {
    const { provider } = see({ row: { recipients: [alder, { ...alder }, birch] } });
    expect(provider?.stateAtAsOf).toMatchObject({ verifiedRecipients: 1, unverifiedRecipients: 1 });
  });
});

describe('how it was at as-of', () => {
  const later = AS_OF_MS + 6 * DAY_MS;

  it('has no stamp of the future where the database’s clock is ahead: its link is not counted either', () => {
    const { provider } = see({ row: { linkLastSentAtMs: AS_OF_MS + 2_000 } });
    expect(provider?.stateAtAsOf).toMatchObject({ stampKnown: false, linkLastSentAtMs: null });
  });

  it('does not tell the stamp of half an hour ago where it moved since', () => {
    const { provider } = see({
      nowMs: AS_OF_MS + HOUR_MS / 2,
      row: { linkLastSentAtMs: AS_OF_MS + MINUTE_MS },
    });
    expect(provider?.stateAtAsOf).toMatchObject({ stampKnown: false, linkLastSentAtMs: null });
  });

  it('is unknown for the past where no diagnosis was kept before it, whatever today’s row says', () => {
    const seen = see({ nowMs: later });
    expect(seen.provider?.stateAtAsOf).toBeNull();
    expect(seen.cadence.status).toBe('not-known-then');
    expect(check.evaluate(seen).verdict).toMatchObject({ code: 'inconclusive', state: 'unknown' });
  });

  const kept = facts({ asOfMs: AS_OF_MS - 14 * DAY_MS });

  it('takes a stamp that stands before as-of today for what stood there then, not the kept one', () => {
    const { provider } = see({ nowMs: later, earlier: kept });
    expect(provider?.stateAtAsOf).toMatchObject({ stampKnown: true, linkLastSentAtMs: slotAt(7).atMs });
  });

  it('does not take a kept stamp for that of as-of where it moved since', () => {
    const { provider } = see({ nowMs: later, earlier: kept, row: { linkLastSentAtMs: later } });
    expect(provider?.stateAtAsOf?.stampKnown).toBe(false);
  });

  it('takes today’s settings where they were last changed between the kept diagnosis and as-of', () => {
    const off = facts({ asOfMs: AS_OF_MS - 14 * DAY_MS, stateAtAsOf: { linksEnabled: false } });
    const row = { settingsChangedAtMs: AS_OF_MS - 12 * DAY_MS };
    expect(see({ nowMs: later, earlier: off, row }).provider?.stateAtAsOf?.linksEnabled).toBe(true);
    expect(see({ nowMs: later, earlier: off }).provider?.stateAtAsOf?.linksEnabled).toBe(false);
  });

  it('counts whoever was verified between the kept diagnosis and as-of', () => {
    const nobody = facts({
      asOfMs: AS_OF_MS - 14 * DAY_MS,
      stateAtAsOf: {
        verifiedRecipients: 0,
        unverifiedRecipients: 2,
        firstVerificationAtMs: null,
        newestVerificationAtMs: null,
      },
    });
    const row = { recipients: [{ ...alder, verifiedAtMs: AS_OF_MS - 12 * DAY_MS }, birch] };
    expect(see({ nowMs: later, earlier: nobody, row }).provider?.stateAtAsOf).toMatchObject({
      verifiedRecipients: 1,
      firstVerificationAtMs: AS_OF_MS - 12 * DAY_MS,
    });
  });
});
