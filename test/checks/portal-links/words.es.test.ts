import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { composeEvidence } from '../../../src/checks/portal-links/evidence.ts';
import type { PortalLinksFacts } from '../../../src/checks/portal-links/facts.ts';
import { composeReport } from '../../../src/checks/portal-links/report.ts';
import { PORTAL_LINKS_RULES } from '../../../src/checks/portal-links/rules.ts';
import { findingWords, sideWords } from '../../../src/checks/portal-links/spoken-findings.ts';
import { PORTAL_LINKS_EN } from '../../../src/checks/portal-links/words.en.ts';
import { PORTAL_LINKS_ES } from '../../../src/checks/portal-links/words.es.ts';
import type { PortalLinksWords, Speech } from '../../../src/checks/portal-links/words.ts';
import { evaluate } from '../../../src/diagnosis/rules.ts';
import { arbitraryFacts } from '../../support/arbitrary-facts.ts';
import { AS_OF_MS, SUBJECT_ID, facts, line, slotAt } from '../../support/portal-links-facts.ts';
import { faultsOfSpanish, faultsOfTranslation, figuresIn } from '../../support/spanish.ts';
import { SIDE_SAMPLES, VERDICT_SAMPLES } from './finding-samples.ts';

const CATALOGUES = { en: PORTAL_LINKS_EN, es: PORTAL_LINKS_ES };

/** Names from outside, options and codes: the same in every language. */
const NAMES = [
  'Duke Health (DUK) Charlotte',
  'Failed to make Portal links for:',
  'Portal email send failed to',
  'unknown provider for id',
  'as-of',
  'portal-links.yml',
  'a•••@duke.example',
  ...Object.keys(VERDICT_SAMPLES),
];

const speechOf = (words: PortalLinksWords, change: Partial<Speech> = {}): Speech => ({
  dates: words.dates('America/Los_Angeles', AS_OF_MS),
  state: 'missing',
  cadence: 'weekly',
  kind: 'Clinic',
  nextSlotAtMs: slotAt(7).atMs + 7 * 86_400_000,
  dashboardId: SUBJECT_ID,
  asOfMs: AS_OF_MS,
  ...change,
});

const samplesOf = (samples: Readonly<Record<string, readonly object[]>>) =>
  Object.entries(samples).flatMap(([code, all]) =>
    all.map((params, index) => [`${code} (${index + 1})`, code, { ...params }] as const),
  );

describe('every finding in Spanish says what the English says', () => {
  it.each(samplesOf(VERDICT_SAMPLES))('verdict %s', (_, code, params) => {
    const said = (words: PortalLinksWords, change: Partial<Speech>) =>
      findingWords({ code, params, restsOn: [] }, words, speechOf(words, change));
    for (const change of [{}, { kind: 'Practice' }, { kind: null, nextSlotAtMs: null, dashboardId: null }]) {
      const [english, spanish] = [said(PORTAL_LINKS_EN, change), said(PORTAL_LINKS_ES, change)];
      expect(faultsOfTranslation(spanish.statement, english.statement, NAMES)).toEqual([]);
      expect(faultsOfTranslation(spanish.next, english.next, NAMES)).toEqual([]);
      expect(spanish.cause === null).toBe(english.cause === null);
      expect(faultsOfTranslation(spanish.cause ?? 'nada', english.cause ?? 'nothing', NAMES)).toEqual([]);
    }
  });

  it.each(samplesOf(SIDE_SAMPLES))('side finding %s', (_, code, params) => {
    const said = (words: PortalLinksWords) =>
      sideWords({ code, params, restsOn: [] }, words, speechOf(words));
    expect(faultsOfTranslation(said(PORTAL_LINKS_ES), said(PORTAL_LINKS_EN), NAMES)).toEqual([]);
  });
});

describe('every single word in Spanish', () => {
  const lists = (words: PortalLinksWords) => ({
    states: words.states,
    lacks: words.lacks,
    'slot statuses': words.slotStatuses,
    labels: words.labels,
    'kinds of events': words.evidence.eventKinds,
    'kinds of lines': words.evidence.lineKinds,
    confidences: words.evidence.confidence,
  });
  const english = Object.entries(lists(PORTAL_LINKS_EN));
  const spanish: Readonly<Record<string, Readonly<Record<string, string>>>> = lists(PORTAL_LINKS_ES);

  it.each(
    english.flatMap(([list, words]) => Object.entries(words).map((entry) => [list, ...entry] as const)),
  )('of the %s: %s', (list, code, word) => {
    expect(faultsOfTranslation(spanish[list]?.[code] ?? '', word)).toEqual([]);
  });

  it('tells the words of one list apart', () => {
    for (const [list, words] of Object.entries(spanish))
      expect([list, new Set(Object.values(words)).size]).toEqual([list, Object.keys(words).length]);
  });
});

describe('what the application’s values are called in Spanish', () => {
  const next = (kind: string | null, code: 'provider-not-resolved' | 'silently-skipped') =>
    findingWords(
      { code, params: { ...VERDICT_SAMPLES[code][0] }, restsOn: [] },
      PORTAL_LINKS_ES,
      speechOf(PORTAL_LINKS_ES, { kind }),
    ).next;

  it.each([
    ['Clinic', 'clínica', 'una clínica', 'esta clínica'],
    ['practice', 'consultorio', 'un consultorio', 'este consultorio'],
    ['Hospital', 'hospital', 'un proveedor de tipo «hospital»', 'este proveedor de tipo «hospital»'],
  ])('the kind %s, with the articles of its gender', (kind, name, indefinite, demonstrative) => {
    expect(PORTAL_LINKS_ES.kind(kind)).toBe(name);
    expect(next(kind, 'provider-not-resolved')).toContain(`resuelve ${indefinite}.`);
    expect(next(kind, 'silently-skipped')).toContain(`para ${demonstrative} y`);
  });

  it('a provider of no known kind', () => {
    expect(next(null, 'provider-not-resolved')).toContain('resuelve un proveedor.');
    expect(next(null, 'silently-skipped')).toContain('para este proveedor y');
  });

  it.each([
    ['daily', 'la ejecución diaria no creó'],
    ['weekly', 'la ejecución semanal no creó'],
    ['biweekly', 'la ejecución quincenal no creó'],
    ['monthly', 'la ejecución mensual no creó'],
    ['each full moon', 'la ejecución «each full moon» no creó'],
    ['constructor', 'la ejecución «constructor» no creó'],
  ])('the cadence %s', (cadence, beginning) => {
    const { statement } = findingWords(
      { code: 'silently-skipped', params: { slotAtMs: AS_OF_MS }, restsOn: [] },
      PORTAL_LINKS_ES,
      speechOf(PORTAL_LINKS_ES, { cadence }),
    );
    expect(statement).toContain(beginning);
  });

  it('quotes the value itself where it is the value that is wrong', () => {
    const [, , , unknown] = VERDICT_SAMPLES.inconclusive;
    const { statement } = findingWords(
      { code: 'inconclusive', params: { ...unknown }, restsOn: [] },
      PORTAL_LINKS_ES,
      speechOf(PORTAL_LINKS_ES),
    );
    expect(statement).toBe('su cadencia «fortnightly» no se conoce aquí');
  });
});

/** Everything that a person reads of these facts in one language, but queries. */
function textOf(given: PortalLinksFacts, locale: 'en' | 'es'): string {
  const diagnosis = {
    id: 'd1',
    checkId: 'portal-links',
    subjectId: SUBJECT_ID,
    asOfMs: given.asOfMs,
    madeAtMs: given.asOfMs,
    rulesVersion: 1,
    ...evaluate(PORTAL_LINKS_RULES, given),
    readings: Object.values(given.readings),
    facts: given,
    asker: { surface: 'terminal', userId: 'x', teamId: null, channelId: null },
    requestId: 'r1',
  } as const;
  const { headline, summary, lines, links } = composeReport(diagnosis, CATALOGUES[locale]);
  const { title, sections } = composeEvidence(diagnosis, CATALOGUES[locale]);
  return [
    [headline.subject, headline.kind, headline.shortId, headline.statement].filter(Boolean).join(' · '),
    summary,
    ...lines.map(({ label, text }) => `${label ?? ''} ${text}`.trim()),
    ...links.map(({ label }) => label),
    title,
    ...sections.flatMap((section) => [section.heading, ...section.lines]),
  ].join('\n');
}

describe('the Spanish message and evidence', () => {
  it('are Spanish, whatever the facts, and name the same figures as the English ones', () => {
    fc.assert(
      fc.property(arbitraryFacts, fc.constantFrom('Clinic', 'practice', 'Hospital'), (some, kind) => {
        const given = some.provider === null ? some : { ...some, provider: { ...some.provider, kind } };
        const spanish = textOf(given, 'es');
        expect(spanish.split('\n').flatMap((text) => faultsOfSpanish(text, NAMES))).toEqual([]);
        expect([spanish, figuresIn(spanish)]).toEqual([spanish, figuresIn(textOf(given, 'en'))]);
      }),
      { numRuns: 300 },
    );
  });

  it('name the kinds of events and lines by words, not by codes', () => {
    const failed = line('link-creation-failed', slotAt(7).atMs);
    const given = facts({ keptSlots: [], loki: { lines: [failed] } });
    expect(textOf(given, 'es')).toContain('falló la creación del enlace, backend-sidekiq-worker');
    expect(textOf(given, 'en')).toContain('making the link failed, backend-sidekiq-worker');
  });
});
