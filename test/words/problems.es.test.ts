import { describe, expect, it } from 'vitest';
import { EXPECTED_TYPES, TOP_LEVEL } from '../../src/diagnosis/expectations.ts';
import { PROBLEM_CODES } from '../../src/diagnosis/problems.ts';
import { SOURCE_IDS, type Problem } from '../../src/diagnosis/reading.ts';
import { problemInEnglish } from '../../src/words/problems.en.ts';
import { problemInSpanish } from '../../src/words/problems.es.ts';
import { faultsOfTranslation } from '../support/spanish.ts';

const FULL: Problem['params'] = {
  address: 'https://loki.example',
  setting: 'LOKI_URL',
  status: 418,
  afterMs: 300_000,
  limit: 5_000,
  path: 'data.result',
  expected: 'array',
  column: 'subjects.enrolled_at',
  object: 'portal_check.providers',
  sqlState: '53300',
};
/** What stands there in any case. */
const NEEDED = {
  address: 'replica:5432',
  path: TOP_LEVEL,
  afterMs: 8_000,
  limit: 20,
  column: 'a.b',
  sqlState: '08000',
};
const { afterMs: _, ...UNTIMED } = NEEDED;

/** Names in the settings, in the application and of servers. */
const NAMES = ['portal-check', String(FULL['column']), String(FULL['object'])];

/** Every phrase tells what happened, then what to do, in the infinitive. */
const NEXT_STEP =
  /(?:: |, |\? )(?:revisar|intentar|esperar|pedir|consultar|ver|verlas|ejecutar|corregir|convertirla|quizá|¿funciona)/;

const all = [...SOURCE_IDS, 'store' as const].flatMap((source) =>
  PROBLEM_CODES.map((code) => [code, source] as const),
);

describe('what a user is told of a problem in Spanish', () => {
  it.each(all)('%s of %s: the same as in English', (code, source) => {
    const untimed = code === 'given-up' || code === 'statement-timed-out' ? [] : [UNTIMED];
    for (const params of [FULL, NEEDED, ...untimed]) {
      const spanish = problemInSpanish(source, { code, params });
      expect(faultsOfTranslation(spanish, problemInEnglish(source, { code, params }), NAMES)).toEqual([]);
      expect(spanish).toMatch(NEXT_STEP);
      expect(spanish).not.toMatch(/\n|\.$/);
      expect(spanish.length).toBeLessThanOrEqual(190);
    }
  });

  it.each(['LOKI_TOKEN', 'LOKI_PASSWORD', 'LOKI_TENANT', 'GRAFANA_LOKI_UID'])(
    'a refused %s is named',
    (setting) => {
      const problem: Problem = { code: 'unauthorized', params: { setting, status: 401 } };
      expect(
        faultsOfTranslation(problemInSpanish('loki', problem), problemInEnglish('loki', problem), NAMES),
      ).toEqual([]);
      expect(problemInSpanish('loki', problem)).toContain(setting);
    },
  );

  it.each(EXPECTED_TYPES)('a value that should have been %s has a word', (expected) => {
    const problem: Problem = { code: 'wrong-shape', params: { path: 'x', expected } };
    const [, said = ''] = /x debería ser (.*):/.exec(problemInSpanish('loki', problem)) ?? [];
    expect(said).toMatch(/^(?:una? |nulo$|de otra forma$)/);
    expect(
      faultsOfTranslation(problemInSpanish('loki', problem), problemInEnglish('loki', problem), NAMES),
    ).toEqual([]);
  });

  it.each([
    [
      { path: 'subjects.id', expected: 'string|int' },
      'subjects.id debería ser un texto o un número entero: ',
    ],
    [{ path: 'a', expected: '"streams"|"vector"' }, 'a debería ser "streams" o "vector": '],
    [
      { path: 'subjects.link_count', expected: 'int', absent: 'link_count' },
      'subjects.link_count debería ser un número entero (esa columna no existe): ',
    ],
    [{ path: TOP_LEVEL, expected: 'object' }, 'el nivel superior debería ser un objeto: '],
    // As a diagnosis of an older version may have kept it.
    [
      { path: 'a', expected: 'int (there is no such column)' },
      'a debería ser int (there is no such column): ',
    ],
  ])('a shape %j', (params, words) => {
    expect(problemInSpanish('delivery', { code: 'wrong-shape', params })).toContain(words);
  });

  it.each([
    [
      'loki',
      { code: 'unauthorized', params: { status: 401, setting: 'LOKI_TOKEN' } },
      'Loki rechazó el token (401): revisar LOKI_TOKEN',
    ],
    [
      'delivery',
      { code: 'missing-object', params: {} },
      'una vista no existe o no se puede leer: ejecutar views.sql o revisar los permisos',
    ],
    [
      'delivery',
      { code: 'replica-behind', params: { afterMs: 600_000 } },
      'la réplica lleva 10 min de atraso, sus filas son antiguas: esperar a que se ponga al día o consultar a quienes la administran',
    ],
    [
      'store',
      { code: 'database-refused-login', params: { setting: 'DATABASE_URL' } },
      'la base de datos propia del bot rechazó el inicio de sesión: revisar usuario, contraseña y base de datos en DATABASE_URL',
    ],
  ] as const)('reads as one sentence: %s %j', (source, problem, sentence) => {
    expect(problemInSpanish(source, problem)).toBe(sentence);
  });
});
