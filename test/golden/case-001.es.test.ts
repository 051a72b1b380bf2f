import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { AnyDiagnosis } from '../../src/checks/check.ts';
import { DIAGNOSIS_LIMITS } from '../../src/slack/limits.ts';
import { evidenceAsText, PLAIN, reportAsText } from '../../src/terminal/text.ts';
import { terminalAsker } from '../../src/terminal/session.ts';
import { startCase001, type Case001 } from '../support/case-001.ts';
import { factsIn, standsIn } from '../support/facts-in-text.ts';

const expectation = z.object({ message: z.array(z.string()), evidence: z.array(z.string()) });
const day = z.record(z.guid(), expectation);
const expected = z
  .object({ '2025-07-24': day, '2025-07-10': day })
  .parse(JSON.parse(readFileSync(new URL('../fixtures/case-001/expected.json', import.meta.url), 'utf8')));

/** What the notes of case 001, which are English, say in words alone. */
const SENTENCES: Readonly<Record<string, string>> = {
  'no trace in Sentry and Loki': 'no hay rastro en Sentry ni en Loki',
  'Sentry names it nowhere': 'Sentry no lo nombra',
  'shares its name with a clinic': 'Comparte su nombre con una clínica',
};
const WEEKDAYS: Readonly<Record<string, string>> = { Mon: 'lun', Tue: 'mar' };
const MONTHS: Readonly<Record<string, string>> = { June: 'junio', July: 'julio' };
const DATE = /^(?:(?<weekday>\w{3}) )?(?<day>\d{1,2}) (?<month>[A-Z]\w+)(?: (?<year>\d{4}))?$/;

/** "lun 21 de julio de 2025" for "Mon 21 July 2025"; ids, times and figures are the same. Throws for words that are not known. */
function inSpanish(fact: string): string {
  const { weekday, day: dayOfMonth, month, year } = DATE.exec(fact)?.groups ?? {};
  const said =
    month === undefined
      ? (SENTENCES[fact] ?? fact)
      : [
          ...(weekday === undefined ? [] : [WEEKDAYS[weekday]]),
          `${dayOfMonth} de ${MONTHS[month]}`,
          ...(year === undefined ? [] : [`de ${year}`]),
        ].join(' ');
  if (said.includes('undefined') || (said === fact && fact.includes(' ')))
    throw new Error(`"${fact}" is not known in Spanish`);
  return said;
}

/** The two hardest messages of the case (design §6), as an engineer reads them. */
const MESSAGES: Readonly<
  Record<'2025-07-10' | '2025-07-24', readonly (readonly [id: string, ...lines: string[]])[]>
> = {
  '2025-07-10': [],
  '2025-07-24': [
    [
      'b8608be4-22bd-41e3-9173-fefaf19bdc50',
      '🔴 Duke Health (DUK) Charlotte · clínica · b8608be4 · sin enlace: la ejecución semanal no creó ningún enlace',
      'Comprobado: El envío programado del lun 21 de julio 11:00 no se cumplió; 0 cumplidos de los últimos 8 envíos. El último envío, mar 8 de julio 08:42, hace 16 días, fue fuera de lo programado; cadencia esperada: semanal.',
      'Probable: El proceso de envío no logra resolverlo. Issue 30146 de Sentry, lun 21 de julio 11:31, 31 min después del envío programado: «unknown provider for id». Explica 1 de 8 envíos incumplidos; 7 no dejaron rastro.',
      'Los demás: 1 de 6 recibió un enlace el lun 21 de julio: la ejecución sí ocurrió.',
      'Qué hacer: leer el evento 46b6b797 y después ver cómo el proceso resuelve una clínica.',
      '✗✗✗✗✗✗✗✗ 2 de junio – 21 de julio',
      'Sentry ok, 1 evento lo nombra · Loki ok desde el 24 de junio, 0 líneas, apps con logs · base de datos ok',
      'al jue 24 de julio de 2025 05:31 PDT · reglas 1',
    ],
    [
      '91de8e85-e7ef-411c-a6aa-477d8159dc39',
      '🔴 Memorial Healthcare System (South Florida) · clínica · 91de8e85 · sin enlace: la marca de envío cambió y no se creó ningún enlace',
      'Comprobado: El envío programado del lun 21 de julio 11:00 no se cumplió; 0 cumplidos de los últimos 8 envíos. Marca de envío: jue 24 de julio de 2025 04:25:18; enlace más reciente: mié 14 de junio de 2023 15:07:34. Son 770.6 días sin enlace; cadencia esperada: semanal; 2 enlaces en total.',
      'Probable: Un envío manual (botón, verificación o solicitud tras el vencimiento; la fila no dice cuál), el jue 24 de julio 04:25, que no creó ningún enlace.',
      'Los demás: 1 de 6 recibió un enlace el lun 21 de julio: la ejecución sí ocurrió.',
      'Qué hacer: ejecutar el paso del enlace para el dashboard 46a6f876 y leer su error. Enviar de nuevo no ayuda.',
      '✗✗✗✗✗✗✗✗ 2 de junio – 21 de julio',
      'Sentry ok, no lo nombra · Loki ok desde el 24 de junio, 0 líneas, apps con logs · base de datos ok',
      'al jue 24 de julio de 2025 05:31 PDT · reglas 1',
    ],
  ],
};

describe.each(['2025-07-10', '2025-07-24'] as const)('case 001 in Spanish on %s', (caseDay) => {
  const providers = Object.entries(expected[caseDay]);
  let running: Case001;
  let diagnoses: readonly AnyDiagnosis[];

  beforeAll(async () => {
    running = await startCase001(caseDay);
    diagnoses = await running.assembly.investigate({
      checkId: 'portal-links',
      subjectIds: providers.map(([id]) => id),
      asOfMs: null,
      windowMs: null,
      asker: terminalAsker(),
      requestId: 'golden',
    }).first;
  });
  afterAll(() => running.stop());

  const found = (id: string): AnyDiagnosis => {
    const diagnosis = diagnoses.find(({ subjectId }) => subjectId === id);
    if (diagnosis === undefined) throw new Error(`no diagnosis of ${id}`);
    return diagnosis;
  };
  const words = () => running.assembly.checks[0].words('es');
  const messageOf = (id: string) => reportAsText(words().report(found(id)), PLAIN);
  const evidenceOf = (id: string) => evidenceAsText(words().evidence(found(id)), PLAIN);

  it.each(providers.flatMap(([id, { message }]) => message.map((line) => [id, line] as const)))(
    '%s: the message says "%s"',
    (id, line) => {
      for (const fact of factsIn(line).map(inSpanish))
        expect([fact, standsIn(messageOf(id), fact)]).toEqual([fact, true]);
    },
  );

  it.each(providers.flatMap(([id, { evidence }]) => evidence.map((line) => [id, line] as const)))(
    '%s: the evidence says "%s"',
    (id, line) => {
      for (const fact of factsIn(line).map(inSpanish))
        expect([fact, standsIn(evidenceOf(id), fact)]).toEqual([fact, true]);
    },
  );

  it.each(providers)('%s: the message is at most 12 lines and 1,500 characters', (id) => {
    const lines = messageOf(id).split('\n');
    // Bold type costs two characters a label, and the headline six.
    const characters = messageOf(id).length + 2 * lines.length + 4;
    expect(lines.length).toBeLessThanOrEqual(DIAGNOSIS_LIMITS.lines);
    expect(characters).toBeLessThanOrEqual(DIAGNOSIS_LIMITS.characters);
  });

  it.each(MESSAGES[caseDay])('%s: the message reads as one', (id, ...message) => {
    expect(messageOf(id).split('\n')).toEqual(message);
  });
});
