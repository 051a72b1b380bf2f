import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Fleet, Outcome } from '../../src/checks/fleet.ts';
import { DAY_MS, HOUR_MS } from '../../src/diagnosis/time.ts';
import { composeDigest } from '../../src/digests/compose.ts';
import { compareRuns, type Comparison } from '../../src/digests/compare.ts';
import type { Digest } from '../../src/digests/digest.ts';
import type { FleetRun } from '../../src/digests/fleet-run.ts';
import type { Telling } from '../../src/digests/telling.ts';
import { daysIn } from '../../src/words/days.ts';
import { LOCALES, type Locale } from '../../src/words/locale.ts';
import { CASE_DAYS, startCase001, type Case001 } from '../support/case-001.ts';

const expected = z
  .object({ fleet: z.object({ '2025-07-24': z.object({ commonFactor: z.string() }) }) })
  .parse(JSON.parse(readFileSync(new URL('../fixtures/case-001/expected.json', import.meta.url), 'utf8')));

const HOUSTON = 'aba0b530-6f6c-4520-94dd-c4a4dd0afe71';
const DENVER = 'eb285efb-5a49-4f45-87df-836c81c9e19d';
const PRACTICE = '542a4199-aa41-4884-9d28-d29d32f23409';

/** Mon 28 July, when the tolerance of the next run has passed. */
const WEEK_LATER_MS = Date.parse('2025-07-28T13:00:00-07:00');
const NEXT_SLOT_MS = Date.parse('2025-07-28T11:00:00-07:00');

type Name =
  'case 001' | 'a week later' | 'incomplete' | 'quiet' | 'everybody missing' | 'everybody switched off';

const MESSAGES: Readonly<Record<Locale, Readonly<Record<Name, readonly string[]>>>> = {
  en: {
    'case 001': [
      'Portal links: 5 of 6 missing, 1 on schedule',
      'First digest: there is no earlier complete one to compare with; from the next one on, only changes are told',
      'Missing (5): Duke Health (DUK) Charlotte (clinic · b8608be4), Memorial Healthcare System (South Florida) (clinic · 91de8e85), PAM Health (PAM) Denver (clinic · eb285efb), PAM Health (PAM) Houston (clinic · aba0b530) and PAM Health (PAM) San Antonio (clinic · 607ad309); for 4 weeks or more',
      'Common factor: kind clinic: 5 of 5 affected, 0 of 1 on schedule; too few to be sure',
      'Also: A batch of manual sends: 3 providers within 34 seconds, Tue 10 June 09:40 PDT. They hide what the run leaves out. Who: PAM Health (PAM) Denver (clinic · eb285efb), PAM Health (PAM) Houston (clinic · aba0b530) and PAM Health (PAM) San Antonio (clinic · 607ad309)',
      'checked 6 of 6 · Sentry ok · Loki ok · database ok · as of Thu 24 July 2025 05:31 PDT · rules 1',
    ],
    'a week later': [
      'Portal links: 5 of 6 missing, 1 on schedule; as many as on Thu 24 July',
      'New (1): PAM Health (PAM) San Antonio (practice · 542a4199)',
      'Recovered (1): PAM Health (PAM) Houston (clinic · aba0b530)',
      'Still missing (3): for 8 weeks or more',
      'Note: 1 muted, counted above',
      'checked 6 of 6 · Sentry ok · Loki ok · database ok · as of Mon 28 July 2025 13:00 PDT · rules 1',
    ],
    incomplete: [
      'Portal links: at least 4 of the 5 that were read are missing, 1 on schedule',
      'Incomplete: no recovery is reported; no later digest is compared with this one; not well on Thu 24 July and not seen so now: PAM Health (PAM) Houston (clinic · aba0b530)',
      'Still missing (4): for 8 weeks or more',
      'Common factor: kind clinic: 4 of 4 affected, 0 of 1 on schedule; too few to be sure',
      'checked 5 of 6 · Sentry ok · Loki ok · database failed 12:54–13:00: the query was cancelled after 30 s: try again, or ask who runs the database (an index may be lacking) · as of Mon 28 July 2025 13:00 PDT · rules 1',
    ],
    quiet: ['Portal links: nothing has changed since Thu 24 July 05:31: 5 of 6 missing, 1 on schedule'],
    'everybody missing': [
      'Portal links: 6 of 6 missing (1 more than on Thu 24 July), 0 on schedule (1 fewer)',
      'Not to be trusted: because the database has no link of anybody since Mon 28 July 11:00 (its newest is of Mon 21 July 11:04)',
      'Outage: the weekly run of Mon 28 July 11:00 PDT did not take place, or failed for all: 0 of 6 got a link. Look at the scheduler and the queue.',
      'checked 6 of 6 · Sentry ok · Loki ok · database ok · as of Mon 28 July 2025 13:00 PDT · rules 1',
    ],
    'everybody switched off': [
      'Portal links: 0 of 6 missing (5 fewer than on Thu 24 July), 0 on schedule (1 fewer), 6 not expected (6 more)',
      'No longer due (6): Duke Health (DUK) Charlotte (clinic · b8608be4), Memorial Healthcare System (South Florida) (clinic · 91de8e85), PAM Health (PAM) Denver (clinic · eb285efb), PAM Health (PAM) Houston (clinic · aba0b530) and PAM Health (PAM) San Antonio (clinic · 607ad309); on schedule on Thu 24 July: PAM Health (PAM) San Antonio (practice · 542a4199)',
      'checked 6 of 6 · Sentry ok · Loki ok · database ok · as of Mon 28 July 2025 13:00 PDT · rules 1',
    ],
  },
  es: {
    'case 001': [
      'Enlaces del portal: 5 de 6 sin enlace, 1 al día',
      'Primer resumen: no hay uno anterior completo con el que comparar; desde el próximo solo se informa lo que haya cambiado',
      'Sin enlace (5): Duke Health (DUK) Charlotte (clínica · b8608be4), Memorial Healthcare System (South Florida) (clínica · 91de8e85), PAM Health (PAM) Denver (clínica · eb285efb), PAM Health (PAM) Houston (clínica · aba0b530) y PAM Health (PAM) San Antonio (clínica · 607ad309); desde hace 4 semanas o más',
      'Factor común: tipo clínica: 5 de 5 afectados, 0 de 1 al día; son muy pocos para asegurarlo',
      'También: Un lote de envíos manuales: 3 proveedores en 34 segundos, el mar 10 de junio 09:40 PDT. Ocultan lo que la ejecución omite. Quiénes: PAM Health (PAM) Denver (clínica · eb285efb), PAM Health (PAM) Houston (clínica · aba0b530) y PAM Health (PAM) San Antonio (clínica · 607ad309)',
      'revisados 6 de 6 · Sentry ok · Loki ok · base de datos ok · al jue 24 de julio de 2025 05:31 PDT · reglas 1',
    ],
    'a week later': [
      'Enlaces del portal: 5 de 6 sin enlace, 1 al día; tantos como el jue 24 de julio',
      'Nuevos (1): PAM Health (PAM) San Antonio (consultorio · 542a4199)',
      'Recuperados (1): PAM Health (PAM) Houston (clínica · aba0b530)',
      'Siguen sin enlace (3): desde hace 8 semanas o más',
      'Nota: 1 silenciado, contado arriba',
      'revisados 6 de 6 · Sentry ok · Loki ok · base de datos ok · al lun 28 de julio de 2025 13:00 PDT · reglas 1',
    ],
    incomplete: [
      'Enlaces del portal: de los 5 que se leyeron, al menos 4 sin enlace, 1 al día',
      'Incompleto: no se informa ninguna recuperación; ningún resumen posterior se compara con este; sin enlace o parciales el jue 24 de julio, y ahora no se ven así: PAM Health (PAM) Houston (clínica · aba0b530)',
      'Siguen sin enlace (4): desde hace 8 semanas o más',
      'Factor común: tipo clínica: 4 de 4 afectados, 0 de 1 al día; son muy pocos para asegurarlo',
      'revisados 5 de 6 · Sentry ok · Loki ok · base de datos falló 12:54–13:00: la consulta se canceló después de 30 s: intentar de nuevo o consultar a quienes administran la base de datos (quizá falta un índice) · al lun 28 de julio de 2025 13:00 PDT · reglas 1',
    ],
    quiet: [
      'Enlaces del portal: nada ha cambiado desde el jue 24 de julio 05:31: 5 de 6 sin enlace, 1 al día',
    ],
    'everybody missing': [
      'Enlaces del portal: 6 de 6 sin enlace (1 más que el jue 24 de julio), 0 al día (1 menos)',
      'No es confiable: porque la base de datos no tiene ningún enlace desde el lun 28 de julio 11:00 (lo más reciente es del lun 21 de julio 11:04)',
      'Interrupción: la ejecución semanal del lun 28 de julio 11:00 PDT no se realizó o falló para todos: 0 de 6 recibieron un enlace. Ver el planificador y la cola.',
      'revisados 6 de 6 · Sentry ok · Loki ok · base de datos ok · al lun 28 de julio de 2025 13:00 PDT · reglas 1',
    ],
    'everybody switched off': [
      'Enlaces del portal: 0 de 6 sin enlace (5 menos que el jue 24 de julio), 0 al día (1 menos), 6 a los que no les corresponde (6 más)',
      'Ya no corresponde (6): Duke Health (DUK) Charlotte (clínica · b8608be4), Memorial Healthcare System (South Florida) (clínica · 91de8e85), PAM Health (PAM) Denver (clínica · eb285efb), PAM Health (PAM) Houston (clínica · aba0b530) y PAM Health (PAM) San Antonio (clínica · 607ad309); al día el jue 24 de julio: PAM Health (PAM) San Antonio (consultorio · 542a4199)',
      'revisados 6 de 6 · Sentry ok · Loki ok · base de datos ok · al lun 28 de julio de 2025 13:00 PDT · reglas 1',
    ],
  },
};

describe('the digest of case 001’s day, and of made-up weeks after it', () => {
  let running: Case001;
  let fleet: Fleet;
  let first: Digest;
  let run: FleetRun;

  beforeAll(async () => {
    running = await startCase001('2025-07-24');
    const { assembly } = running;
    const made = await assembly.digests.make({
      checkId: 'portal-links',
      scope: 'golden',
      baselineScopes: ['golden'],
      filter: {},
      notBeforeMs: Date.parse(CASE_DAYS['2025-07-24']),
      skippedDueAtMs: [],
      requestId: 'golden',
    });
    first = made.digest;
    const kept = await assembly.store.fleetRuns.find(first.runId);
    if (kept === null || assembly.checks[0].fleet === null) throw new Error('the fleet was not read');
    run = kept;
    ({ fleet } = assembly.checks[0]);
  });
  afterAll(() => running.stop());

  const change = (id: string, to: Partial<Outcome>): readonly Outcome[] =>
    run.outcomes.map((outcome) => (outcome.subjectId === id ? { ...outcome, ...to } : outcome));

  const later = (to: Partial<FleetRun>): FleetRun => ({ ...run, id: 'later', asOfMs: WEEK_LATER_MS, ...to });

  const compared = (next: FleetRun, how: Partial<Comparison> = {}): Digest =>
    compareRuns({
      run: next,
      baseline: { run, rules: 'same' },
      lastKnown: new Map(),
      mutes: [],
      filter: {},
      nowMs: WEEK_LATER_MS,
      skippedDueAtMs: [],
      outageOf: (outcome) => fleet.outageOf(outcome),
      hasRecovered: (before, after) => fleet.hasRecovered(before, after),
      days: daysIn(fleet.timeZone),
      ...how,
    });

  const missingSinceNow: Partial<Outcome> = {
    code: 'silently-skipped',
    state: 'missing',
    confidence: 'likely',
    since: { atMs: NEXT_SLOT_MS, isAtLeast: false },
  };

  const DIGESTS: Readonly<Record<Name, () => Digest>> = {
    'case 001': () => first,
    'a week later': () => {
      const well: Partial<Outcome> = {
        code: 'on-schedule',
        state: 'on-schedule',
        since: null,
        figures: { keptSlotAtMs: NEXT_SLOT_MS },
      };
      const changed = change(HOUSTON, well).map((outcome) =>
        outcome.subjectId === PRACTICE ? { ...outcome, ...missingSinceNow } : outcome,
      );
      return compared(later({ outcomes: changed }), {
        mutes: [
          {
            checkId: 'portal-links',
            subjectId: DENVER,
            untilMs: WEEK_LATER_MS + 7 * DAY_MS,
            byUserId: 'U1',
            why: 'moves to another system',
            atMs: WEEK_LATER_MS - DAY_MS,
          },
        ],
      });
    },
    incomplete: () => {
      const unread = run.outcomes.filter(({ subjectId }) => subjectId !== HOUSTON);
      return compared(
        later({
          outcomes: unread,
          coverage: {
            subjects: 6,
            subjectsRead: 5,
            isComplete: false,
            readings: run.coverage.readings.map((reading) =>
              reading.source === 'delivery'
                ? {
                    ...reading,
                    status: 'failed',
                    problem: { code: 'statement-timed-out', params: { afterMs: 30_000 } },
                    readAtMs: WEEK_LATER_MS + 30_000,
                    elapsedMs: HOUR_MS / 10,
                  }
                : reading,
            ),
          },
        }),
      );
    },
    quiet: () => compared(later({})),
    'everybody switched off': () =>
      compared(
        later({
          outcomes: run.outcomes.map((outcome) => ({
            ...outcome,
            code: 'links-disabled',
            state: 'not-expected',
            since: null,
          })),
        }),
      ),
    'everybody missing': () =>
      compared(
        later({
          outcomes: run.outcomes.map((outcome) => ({
            ...outcome,
            ...missingSinceNow,
            code: 'sender-not-running',
            confidence: 'confirmed',
            figures: { by: 'rows', slotAtMs: NEXT_SLOT_MS, due: 6, linked: 0, asOfMs: WEEK_LATER_MS },
          })),
          canaries: run.canaries.map((canary) =>
            canary.sign === 'link' ? { ...canary, sinceMs: NEXT_SLOT_MS, status: 'silent' } : canary,
          ),
        }),
      ),
  };
  const NAMES = [
    'case 001',
    'a week later',
    'incomplete',
    'quiet',
    'everybody missing',
    'everybody switched off',
  ] as const;

  const telling = (locale: Locale): Telling => {
    const { fleet: fleetWords } = running.assembly.checks[0].words(locale);
    if (fleetWords === null) throw new Error('a fleet has words');
    return { fleetWords, locale, timeZone: fleet.timeZone };
  };

  /** As it stands in a channel. */
  function messageOf(digest: Digest, locale: Locale): readonly string[] {
    const report = composeDigest(digest, telling(locale));
    if (report.isQuiet) return [report.summary];
    const lines = report.lines.map(({ label, text }) => (label === null ? text : `${label}: ${text}`));
    return [report.headline, ...lines, report.coverage];
  }

  it.each(LOCALES.flatMap((locale) => NAMES.map((name) => [locale, name] as const)))(
    'reads as one, in %s: %s',
    (locale, name) => {
      expect(messageOf(DIGESTS[name](), locale)).toEqual(MESSAGES[locale][name]);
    },
  );

  it.each(LOCALES)('is at most 10 lines in %s', (locale) => {
    for (const name of NAMES) expect(messageOf(DIGESTS[name](), locale).length).toBeLessThanOrEqual(10);
  });

  it('finds the common factor that people found, and how little it rests on', () => {
    expect(first.factor).toEqual({
      trait: 'kind',
      value: { kind: 'same', value: 'Clinic' },
      affectedWith: 5,
      affected: 5,
      affectedUnknown: 0,
      unaffectedWith: 0,
      unaffected: 1,
      unaffectedUnknown: 0,
      isTooFew: true,
    });
    const { commonFactor } = expected.fleet['2025-07-24'];
    expect(commonFactor).toContain('5 of 5 affected are clinics');
    expect(commonFactor).toContain('too few to be sure');
    const said = messageOf(first, 'en').find((line) => line.startsWith('Common factor')) ?? '';
    expect(said).toMatch(/clinic: 5 of 5 affected.*too few to be sure/);
  });
});
