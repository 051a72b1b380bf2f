import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { composeDeskReport } from '../../../src/checks/portal-links/desk-report.ts';
import type { DeskWords } from '../../../src/checks/portal-links/desk-words.ts';
import { DESK_EN } from '../../../src/checks/portal-links/desk-words.en.ts';
import { DESK_ES } from '../../../src/checks/portal-links/desk-words.es.ts';
import { portalLinksFacts, type PortalLinksFacts } from '../../../src/checks/portal-links/facts.ts';
import type { Report } from '../../../src/checks/report.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../src/diagnosis/time.ts';
import { DIAGNOSIS_LIMITS } from '../../../src/slack/limits.ts';
import { terminalAsker } from '../../../src/terminal/session.ts';
import { arbitraryFacts } from '../../support/arbitrary-facts.ts';
import { startCase001, type Case001 } from '../../support/case-001.ts';
import { diagnosisOf } from '../../support/diagnosis-of.ts';
import { AS_OF_MS, FAILED, TRUNCATED, event, facts, slotAt } from '../../support/portal-links-facts.ts';
import { VERDICT_CASES } from '../../support/verdict-cases.ts';
import { MHS } from '../../sources/delivery/delivery-fixture.ts';

interface Language {
  readonly name: string;
  readonly words: DeskWords;
  /** What must never be said to a clinic: that it was sent, that they look into their spam, when it will come. */
  readonly forbidden: RegExp;
  /** What only engineers understand. */
  readonly jargon: RegExp;
}

const LANGUAGES: readonly Language[] = [
  {
    name: 'English',
    words: DESK_EN,
    forbidden:
      /(?:was|were|been|is) sent|we sent|spam|junk|tomorrow|next (?:week|run|mail)|will (?:be sent|arrive|come(?! back)|get|receive)|within \d/i,
    jargon: /\bslots?\b|\bstamps?\b|\bcadences?\b|\bledger\b|Loki|Sentry|Grafana|as-of|\brow\b|\bpeers?\b/i,
  },
  {
    name: 'Spanish',
    words: DESK_ES,
    forbidden:
      /se envió|fue enviad|enviamos el|hemos enviado|spam|no deseado|mañana|próxim[oa]|llegará|recibirán|dentro de \d/i,
    jargon: /\bmarcas?\b|\bcadencias?\b|\bventanas?\b|Loki|Sentry|Grafana|as-of|\bfilas?\b/i,
  },
];

const reportOf = (given: PortalLinksFacts, words: DeskWords, madeAtMs = given.asOfMs): Report =>
  composeDeskReport(diagnosisOf(given, { madeAtMs }), words);

/** The line behind a label; throws where there is none, so that a test cannot pass by accident. */
function lineOf({ lines }: Report, label: string): string {
  const found = lines.find((line) => line.label === label);
  if (found === undefined) throw new Error(`no line "${label}"`);
  return found.text;
}

function textOf({ headline, lines }: Report): string {
  const { subject, kind, shortId, statement } = headline;
  const first = [subject, kind, shortId, statement].filter((part) => part !== null).join(' · ');
  return [first, ...lines.map(({ label, text }) => (label === null ? text : `${label}: ${text}`))].join('\n');
}

describe.each(LANGUAGES)('the help desk’s report in $name', ({ words, forbidden, jargon }) => {
  const { labels, states } = words;

  it.each(VERDICT_CASES)('helps whoever talks to the clinic on $verdict: $name', ({ given, state }) => {
    const report = reportOf(given, words);
    expect(report.headline.statement).toMatch(new RegExp(`^${states[state]}: \\S`));
    for (const label of [labels.happened, labels.notToSay, labels.manualSend, labels.next]) {
      expect(lineOf(report, label)).toMatch(/^.{3,}\.$/);
    }
    expect(lineOf(report, labels.say)).toMatch(/^[“«].{10,}[”»]\.?$/);
    expect(lineOf(report, labels.say)).not.toMatch(forbidden);
    expect(textOf(report)).not.toMatch(jargon);
    expect(textOf(report)).not.toMatch(/undefined|null|NaN|\{|\$/);
    expect(report.lines.at(-1)?.text).toContain('America/Los_Angeles');
    expect(report.links).toEqual([]);
    expect(report.summary).toContain(report.headline.statement);
  });

  it('has words for every verdict, and a case for each here', () => {
    expect([...new Set(VERDICT_CASES.map(({ verdict }) => verdict))].sort()).toEqual(
      Object.keys(words.verdicts).sort(),
    );
  });

  it('fits into a message, and says nothing forbidden, whatever the facts', () => {
    fc.assert(
      fc.property(arbitraryFacts, (given) => {
        const report = reportOf(given, words);
        expect(textOf(report).split('\n').length).toBeLessThanOrEqual(DIAGNOSIS_LIMITS.lines);
        expect(textOf(report).length).toBeLessThanOrEqual(DIAGNOSIS_LIMITS.characters);
        expect(lineOf(report, labels.say)).not.toMatch(forbidden);
        expect(textOf(report)).not.toMatch(jargon);
      }),
      { numRuns: 1_000 },
    );
  });

  it('never tells the clinic a day to come, whatever the facts', () => {
    fc.assert(
      fc.property(arbitraryFacts, (given) => {
        const { cadence, asOfMs } = given;
        const nextAtMs = cadence.status === 'known' ? (cadence.next?.atMs ?? asOfMs) : asOfMs;
        // Today is a day that one may speak of.
        fc.pre(nextAtMs - asOfMs > DAY_MS);
        const day = words.dates(cadence.timeZone, asOfMs).shortDay(nextAtMs);
        expect(lineOf(reportOf(given, words), labels.say)).not.toMatch(new RegExp(`(?<!\\d)${day}`));
      }),
      { numRuns: 1_000 },
    );
  });

  it.each(VERDICT_CASES.filter(({ state, confidence }) => state === 'missing' && confidence !== 'confirmed'))(
    'warns against telling a cause that is not proven: $name',
    ({ given, confidence }) => {
      const report = reportOf(given, words);
      const warned =
        confidence === 'likely'
          ? /cause: ours is only likely|causa: la nuestra/
          : /none is known|no se conoce/;
      const { verdict } = diagnosisOf(given);
      expect(lineOf(report, labels.notToSay)).toMatch(
        verdict.code === 'masked-by-manual-sends' ? /none is known|no se conoce/ : warned,
      );
    },
  );

  it('says of a cause that is only likely that it is, and not of one that is confirmed', () => {
    const named = (atMs: number) =>
      reportOf(facts({ keptSlots: [], sentry: { named: [event('upstream-error', atMs)] } }), words);
    const likely = /Probably|Probablemente/;
    expect(lineOf(named(slotAt(5).atMs + MINUTE_MS), labels.happened)).toMatch(likely);
    expect(lineOf(named(slotAt(7).atMs + MINUTE_MS), labels.happened)).not.toMatch(likely);
  });

  it('hands nobody a page that the help desk cannot open', () => {
    const given = facts({ sentryReading: { link: 'https://sentry.example/issues/' } });
    expect(reportOf(given, words).links).toEqual([]);
  });

  it('refuses a verdict of another version by its name', () => {
    const verdict = { code: 'sent-by-pigeon', row: 99, state: 'missing', confidence: 'none' } as const;
    expect(() => composeDeskReport(diagnosisOf(facts(), { verdict }), words)).toThrow('sent-by-pigeon');
  });
});

describe('whether a link works now', () => {
  const expiring = (expiresAtMs: number | null, change: Parameters<typeof facts>[0] = {}) =>
    facts({ ...change, provider: { linkExpiry: { newestExpiresAtMs: expiresAtMs } } });
  const NEVER = facts({ keptSlots: [], provider: { linkExpiry: null } });
  const CANNOT_BE_SEEN = 'Whether a link works now cannot be seen.';

  it.each([
    ['works', expiring(AS_OF_MS + 4 * DAY_MS), 'A link works now, until Mon 28 July 05:31.'],
    [
      'ends this very moment',
      expiring(AS_OF_MS),
      'No link works now: the last one expired Thu 24 July 05:31.',
    ],
    [
      'expired',
      expiring(AS_OF_MS - 9 * DAY_MS),
      'No link works now: the last one expired Tue 15 July 05:31.',
    ],
    ['never was', NEVER, 'No link works now: there never was one.'],
    ['is there, and the views have no such column', facts(), CANNOT_BE_SEEN],
    ['is there, and its end is not known', expiring(null), CANNOT_BE_SEEN],
    [
      'was seen by a replica that is behind',
      expiring(AS_OF_MS + DAY_MS, { deliveryReading: TRUNCATED }),
      CANNOT_BE_SEEN,
    ],
  ])('where a link %s', (_, given, expected) => {
    expect(lineOf(reportOf(given, DESK_EN), 'Link now')).toBe(expected);
  });

  it('is not spoken of where the database did not answer at all', () => {
    const report = reportOf(facts({ deliveryReading: FAILED, provider: null }), DESK_EN);
    expect(report.lines.map(({ label }) => label)).not.toContain('Link now');
  });

  it('is told as of then for a time in the past', () => {
    const made = AS_OF_MS + 6 * DAY_MS;
    const then = (given: PortalLinksFacts) => lineOf(reportOf(given, DESK_EN, made), 'Link then');
    expect(then(expiring(AS_OF_MS + 4 * DAY_MS))).toBe(
      'A link worked at that time, until Mon 28 July 05:31.',
    );
    expect(then(expiring(AS_OF_MS - DAY_MS))).toMatch(
      /^No link worked at that time: the last one had expired/,
    );
    expect(lineOf(reportOf(expiring(null), DESK_EN, AS_OF_MS + HOUR_MS), 'Link now')).toBe(CANNOT_BE_SEEN);
  });

  it('cannot be seen in a diagnosis that an older version kept, which can still be read', () => {
    const { provider, ...rest } = facts();
    const { linkExpiry: notReadThen, ...kept } = provider ?? {};
    expect(notReadThen).toBeNull();
    const read = portalLinksFacts.parse(JSON.parse(JSON.stringify({ ...rest, provider: kept })));
    expect(read.provider?.linkExpiry).toBeNull();
    expect(lineOf(reportOf(read, DESK_EN), 'Link now')).toBe(CANNOT_BE_SEEN);
  });

  it('changes what to do: whoever has no working link is sent one', () => {
    const missed = { keptSlots: [], offScheduleLinkAtMs: [AS_OF_MS - 2 * DAY_MS] };
    const next = (expiresAtMs: number) => lineOf(reportOf(expiring(expiresAtMs, missed), DESK_EN), 'Next');
    expect(next(AS_OF_MS - DAY_MS)).toMatch(/^Send one by hand/);
    expect(next(AS_OF_MS + DAY_MS)).toMatch(/^If they do not have the link that works now, send one/);
  });
});

describe('Memorial Healthcare System, 24 July', () => {
  let running: Case001;
  const reports: { en?: Report; es?: Report } = {};

  beforeAll(async () => {
    running = await startCase001('2025-07-24');
    const [diagnosis] = await running.assembly.investigate({
      checkId: 'portal-links',
      subjectIds: [MHS],
      asOfMs: null,
      windowMs: null,
      asker: terminalAsker(),
      requestId: 'desk-report',
    }).first;
    if (diagnosis === undefined) throw new Error('no diagnosis');
    for (const locale of ['en', 'es'] as const) {
      reports[locale] = running.assembly.checks[0].words(locale).deskReport(diagnosis);
    }
  });
  afterAll(() => running.stop());

  it.each([
    [
      'en',
      [
        'Link missing: a send is on record, but no link was made',
        'Manual send: No: the last one, Thu 24 July 04:25, made no link.',
        '“It was sent”: the record says so, but no link was made.',
        'Do not send by hand again.',
        'No link works now: the last one expired Wed 21 June 2023 15:07.',
        'As of Thu 24 July 2025 05:31 PDT. All times are those of America/Los_Angeles.',
      ],
    ],
    [
      'es',
      [
        'Sin enlace: consta un envío, pero no se creó ningún enlace',
        'Envío manual: No: el último, del jue 24 de julio 04:25, no creó ningún enlace.',
        '«Se envió»: así consta, pero no se creó ningún enlace.',
        'No volver a enviarlo a mano.',
      ],
    ],
  ] as const)('is told that a manual send will not help, and why (%s)', (locale, sentences) => {
    const report = reports[locale];
    if (report === undefined) throw new Error('no report');
    for (const sentence of sentences) expect(textOf(report)).toContain(sentence);
  });

  it('counts no patients and no care plans there', () => {
    expect(JSON.stringify(reports)).not.toMatch(/patient|paciente|412/i);
  });
});
