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
import {
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
import { figuresIn } from '../../support/spanish.ts';
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
    const namesakes = Array.from({ length: 12 }, () => ({ id: SUBJECT_ID, kind: 'Practice' }));
    fc.assert(
      fc.property(arbitraryFacts, (some) => {
        const given = some.provider === null ? some : { ...some, provider: { ...some.provider, namesakes } };
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
          ? /cause: the one we suspect|causa: la que sospechamos/
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

describe('nothing is said that the facts do not prove', () => {
  const lastSlot = slotAt(7);
  const sameDay = lastSlot.atMs + 4 * HOUR_MS;
  const wednesday = lastSlot.atMs + 2 * DAY_MS;
  const namedAtD = { named: [event('upstream-error', lastSlot.atMs + MINUTE_MS)] };
  const failedOnce = { lines: [line('send-failed', lastSlot.atMs + 5 * MINUTE_MS)] };
  const openSlotMs = Date.parse('2025-07-21T11:20:00-07:00');

  interface Claim {
    readonly name: string;
    readonly given: PortalLinksFacts;
    readonly label: 'happened' | 'say' | 'notToSay' | 'manualSend' | 'linkNow' | 'next';
    readonly en: RegExp;
    readonly es: RegExp;
    /** What was untrue. */
    readonly never: RegExp;
  }

  const CLAIMS: readonly Claim[] = [
    {
      name: 'a clinic that got a late link on the day of the run is not told that none was made',
      given: facts({ keptSlots: [], offScheduleLinkAtMs: [sameDay], sentry: namedAtD }),
      label: 'say',
      en: /^“A link was made for you on Mon 21 July, but the one that was planned for Mon 21 July was not made in time/,
      es: /^«Se les creó un enlace el lun 21 de julio, pero el que estaba programado .* no se creó a tiempo/,
      never: /no link was made|no se creó su enlace/,
    },
    {
      name: 'the help desk sees the link that was made since, whatever the cause of the missed one',
      given: facts({ keptSlots: [], offScheduleLinkAtMs: [wednesday], sentry: namedAtD }),
      label: 'happened',
      en: /Another one was made Wed 23 July 11:00, by hand or late\./,
      es: /Se creó otro el mié 23 de julio 11:00, a mano o con retraso\./,
      never: /undefined/,
    },
    {
      name: 'a mail with another link may lie in the spam',
      given: facts({ keptSlots: [], offScheduleLinkAtMs: [wednesday] }),
      label: 'notToSay',
      en: /first make sure that the address is right/,
      es: /primero, comprobar/,
      never: /there is no mail|no hay ningún correo/,
    },
    {
      name: 'a dashboard that is gone today does not undo the links of before',
      given: facts({ stateAtAsOf: { dashboardId: null } }),
      label: 'say',
      en: /as it is now, no link can be made/,
      es: /tal como está, no se les puede crear/,
      never: /could be made|se les pudo/,
    },
    {
      name: 'nor does it mean that no mail was sent before',
      given: facts({ stateAtAsOf: { dashboardId: null } }),
      label: 'notToSay',
      en: /have nothing to open/,
      es: /nada que abrir/,
      never: /there is no mail|no hay ningún correo/,
    },
    {
      name: 'links that are off today may have gone out on Monday',
      given: facts({ stateAtAsOf: { linksEnabled: false } }),
      label: 'notToSay',
      en: /is planned for them as it is now/,
      es: /tal como está/,
      never: /to find|que encontrar|nothing comes|no llegará nada mientras/,
    },
    {
      name: 'whoever waits for the first planned link may have one by hand or by verification',
      given: facts({
        keptSlots: [],
        offScheduleLinkAtMs: [AS_OF_MS - HOUR_MS],
        provider: { enrolledAtMs: AS_OF_MS - DAY_MS },
      }),
      label: 'notToSay',
      en: /no mail with a planned link to find yet/,
      es: /ningún correo con un enlace programado/,
      never: /mail with a link|correo con un enlace que/,
    },
    {
      name: 'a run that is under way is not “not due yet”',
      given: facts({
        asOfMs: openSlotMs,
        keptSlots: [],
        provider: { enrolledAtMs: openSlotMs - DAY_MS },
      }),
      label: 'say',
      en: /due about now/,
      es: /corresponde más o menos ahora/,
      never: /not due yet|aún no/i,
    },
    {
      name: 'too few care plans do not prove that nothing else is broken',
      given: facts({ stateAtAsOf: { activeCarePlans: 2, dashboardId: null } }),
      label: 'say',
      en: /you have 2 now/,
      es: /ahora tienen 2/,
      never: /broken|roto/,
    },
    {
      name: 'what may not have been due is not called a planned link, and is not handed to engineers',
      given: facts({ keptSlots: [], stateAtAsOf: { activeCarePlans: 3 } }),
      label: 'say',
      en: /^“I see no link for you from the run of Mon 21 July\. I will find out whether one was due/,
      es: /^«No veo ningún enlace para ustedes en el envío del lun 21 de julio\. Averiguaré/,
      never: /engineers|ingeniería|planned|programado/,
    },
    {
      name: 'a failure in an open window is not yet a proven problem',
      given: facts({
        asOfMs: openSlotMs,
        keptSlots: [],
        loki: { lines: [line('link-creation-failed', openSlotMs - MINUTE_MS)] },
      }),
      label: 'say',
      en: /there seems to be a problem/,
      es: /parece que hay un problema/,
      never: /there is a problem|siento: hay un problema/,
    },
    {
      name: 'where no link was made at all, the clinic is not sent looking for a mail',
      given: facts({ keptSlots: [], loki: failedOnce }),
      label: 'say',
      en: /the link that was planned for you for Mon 21 July was not made/,
      es: /no se creó su enlace programado/,
      never: /problem with the mail|problema con el correo/,
    },
    {
      name: 'of three recipients one failed: not each caller is concerned',
      given: facts({ loki: failedOnce }),
      label: 'say',
      en: /the mail to some of you/,
      es: /el correo para algunos de ustedes/,
      never: /mail to you|les enviamos/,
    },
    {
      name: 'a failed mail is not hidden behind “I cannot see yet”',
      given: facts({ loki: failedOnce, lokiReading: TRUNCATED }),
      label: 'say',
      en: /There seems to be a problem with the mail/,
      es: /Parece que hay un problema con su correo/,
      never: /cannot see yet|no puedo ver/,
    },
    {
      name: 'nor said to be certain where elsewhere it is likely',
      given: facts({ loki: failedOnce, lokiReading: TRUNCATED }),
      label: 'happened',
      en: /Probably the mail failed for at least 1 of 3/,
      es: /Probablemente el correo falló para al menos 1 de 3/,
      never: /\. (?:The mail failed|El correo falló)/,
    },
    {
      name: 'a cause that was seen of an earlier run is told with its day',
      given: facts({
        keptSlots: [],
        sentry: { named: [event('upstream-error', slotAt(5).atMs + MINUTE_MS)] },
      }),
      label: 'happened',
      en: /Probably another service .* had failed; that is seen of Mon 7 July, not of the last time\./,
      es: /; visto el lun 7 de julio, no la última vez\./,
      never: /undefined/,
    },
    {
      name: 'the rows prove that the mail did not go out, and not why',
      given: facts({ stateAtAsOf: { linkLastSentAtMs: slotAt(6).atMs } }),
      label: 'notToSay',
      en: /A cause: none is known/,
      es: /Una causa: no se conoce/,
      never: /undefined/,
    },
    {
      name: 'after a link that was not mailed, a link that is made proves nothing: a send does',
      given: facts({ stateAtAsOf: { linkLastSentAtMs: slotAt(6).atMs } }),
      label: 'next',
      en: /check again that a send is on record/,
      es: /revisar de nuevo que conste un envío/,
      never: /that a link was made|que se creó un enlace/,
    },
    {
      name: 'whether they have a link that works is asked before another one is sent',
      given: facts({ keptSlots: [], offScheduleLinkAtMs: [wednesday] }),
      label: 'next',
      en: /^If they have no link that works, send one/,
      es: /^Si no tienen un enlace que funcione, enviar uno/,
      never: /^Send|^Enviar/,
    },
    {
      name: 'a send of before the settings were changed promises nothing',
      given: facts({
        keptSlots: [],
        offScheduleLinkAtMs: [wednesday],
        stateAtAsOf: { settingsChangedAtMs: wednesday + HOUR_MS },
      }),
      label: 'manualSend',
      en: /^Not known: the settings were changed since/,
      es: /^No se sabe: la configuración cambió/,
      never: /Yes|sí/,
    },
    {
      name: 'what was made off schedule may be a late run’s',
      given: facts({ keptSlots: [], offScheduleLinkAtMs: [lastSlot.closesAtMs + MINUTE_MS] }),
      label: 'manualSend',
      en: /the last send seen outside the plan/,
      es: /el último que se ve fuera de lo programado/,
      never: /the last one|el último,/,
    },
    {
      name: 'a phantom send is no reason against another one under other settings',
      given: facts({
        keptSlots: [],
        stateAtAsOf: { linkLastSentAtMs: wednesday, settingsChangedAtMs: wednesday + HOUR_MS },
      }),
      label: 'next',
      en: /If you send one by hand, check again/,
      es: /Si se envía uno a mano, revisar/,
      never: /Do not send|No volver/,
    },
    {
      name: 'a run that is still open is told beside the last one',
      given: facts({ asOfMs: openSlotMs, keptSlots: [6] }),
      label: 'happened',
      en: /The run planned for Mon 21 July 11:00 may not be over yet\./,
      es: /El envío programado para el lun 21 de julio 11:00 puede no haber terminado aún\./,
      never: /undefined/,
    },
    {
      name: 'a send that is not on record is said, whatever else cannot be seen',
      given: facts({
        asOfMs: lastSlot.atMs + HOUR_MS,
        sentryReading: NOT_CONFIGURED,
        sentry: null,
        stateAtAsOf: { linkLastSentAtMs: slotAt(6).atMs },
      }),
      label: 'happened',
      en: /No send is on record for it yet\. Whether the mail failed cannot be seen for sure\./,
      es: /Aún no consta su envío\. No se puede ver con seguridad si falló el correo\./,
      never: /A send is on record|Consta un envío/,
    },
    {
      name: 'a send that a later one hides is not “yet” to come',
      given: facts({ stateAtAsOf: { stampKnown: false, linkLastSentAtMs: null } }),
      label: 'happened',
      en: /Whether it was sent by then is not on record\./,
      es: /No consta si ya se había enviado entonces\./,
      never: /yet|[Aa]ún/,
    },
    {
      name: 'a verified address alone may not be all that lacks',
      given: facts({ stateAtAsOf: { verifiedRecipients: 0, dashboardId: null } }),
      label: 'next',
      en: /that should make a link by itself/,
      es: /debería crearse un enlace/,
      never: /that makes|se crea /,
    },
  ];

  it.each(CLAIMS)('$name', ({ given, label, en, es, never }) => {
    for (const [words, expected] of [
      [DESK_EN, en],
      [DESK_ES, es],
    ] as const) {
      const text = lineOf(reportOf(given, words), words.labels[label]);
      expect(text).toMatch(expected);
      expect(text).not.toMatch(never);
    }
  });

  it('nothing is told in one language only: the same lines, figures and times in both, whatever the facts', () => {
    fc.assert(
      fc.property(arbitraryFacts, fc.constantFrom(0, 6 * DAY_MS), (given, agoMs) => {
        const [english, spanish] = [DESK_EN, DESK_ES].map((words) =>
          reportOf(given, words, given.asOfMs + agoMs),
        );
        expect(spanish?.lines.map(({ text }) => figuresIn(text))).toEqual(
          english?.lines.map(({ text }) => figuresIn(text)),
        );
        expect(figuresIn(spanish?.summary ?? '')).toEqual(figuresIn(english?.summary ?? ''));
      }),
      { numRuns: 500 },
    );
  });

  it.each(LANGUAGES)('a check of last week tells nobody in $name about today', ({ words }) => {
    for (const { given } of VERDICT_CASES) {
      const report = reportOf(given, words, given.asOfMs + 6 * DAY_MS);
      expect(lineOf(report, words.labels.wasThen)).not.toBe('');
      expect(lineOf(report, words.labels.say)).toBe(words.past.say);
      expect(lineOf(report, words.labels.next)).toBe(words.past.next);
      const labels = report.lines.map(({ label }) => label);
      for (const ofToday of ['manualSend', 'linkNow', 'happened'] as const) {
        expect(labels).not.toContain(words.labels[ofToday]);
      }
    }
  });

  it('nobody is promised a call: they are told, in whichever way', () => {
    for (const { given } of VERDICT_CASES) {
      expect(lineOf(reportOf(given, DESK_ES), 'Decir')).not.toMatch(/llamar/);
    }
  });

  it.each([
    [1, '1 other provider has the same name. Make sure that this is the one that is meant.'],
    [12, '12 other providers have the same name. Make sure that this is the one that is meant.'],
  ])('that %i others bear the same name stands first', (count, text) => {
    const namesakes = Array.from({ length: count }, () => ({ id: SUBJECT_ID, kind: 'Practice' }));
    const [first] = reportOf(facts({ provider: { namesakes } }), DESK_EN).lines;
    expect(first).toEqual({ label: 'Same name', text });
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
    [
      'has not expired, and its dashboard is gone',
      expiring(AS_OF_MS + DAY_MS, { stateAtAsOf: { dashboardId: null } }),
      CANNOT_BE_SEEN,
    ],
    [
      'has not expired, and links are off',
      expiring(AS_OF_MS + DAY_MS, { stateAtAsOf: { linksEnabled: false } }),
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
        'Manual send: No: the last send, Thu 24 July 04:25, outside the plan, made no link.',
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
        'Envío manual: No: el último envío, del jue 24 de julio 04:25, fuera de lo programado, no creó ningún enlace.',
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
