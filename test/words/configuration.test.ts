import { describe, expect, it } from 'vitest';
import type {
  ConfigurationProblem,
  ConfigurationProblemCode,
  ConfigurationProblemParams,
} from '../../src/configuration-problems.ts';
import { configurationErrorIn } from '../../src/configuration-words.ts';
import { EXPECTED_TYPES } from '../../src/diagnosis/expectations.ts';
import { environmentSchema, documentationOf, isSetting } from '../../src/environment-schema.ts';
import type { RequirementCode, RequirementParams } from '../../src/requirements.ts';
import { SETTING_DESCRIPTIONS_ES } from '../../src/setting-descriptions.es.ts';
import { inEnglish, inSpanish } from '../support/configuration-words.ts';
import { faultsOfTranslation } from '../support/spanish.ts';

const NONE = [{}] as const;

/** Every requirement, with figures as the schemas give them. */
const REQUIREMENTS: { readonly [Code in RequirementCode]: readonly RequirementParams[Code][] } = {
  present: NONE,
  'not-empty': NONE,
  'expected-shape': NONE,
  type: EXPECTED_TYPES.map((expected) => ({ expected })),
  'one-of': [{ values: ['verify', 'no-verify', 'disable'] }],
  'at-least': [{ least: 1 }],
  'at-most': [{ most: 65_535 }],
  'known-keys': [{ unknown: ['toleranceMinuts'] }, { unknown: ['anker', 'evry'] }],
  'http-address': NONE,
  'postgres-address': NONE,
  'encoded-password': NONE,
  dsn: NONE,
  'id-placeholder': NONE,
  'bot-token': NONE,
  'app-token': NONE,
  'channel-id': NONE,
  'user-group-id': NONE,
  'member-id': NONE,
  'numeric-id': NONE,
  instant: NONE,
  date: NONE,
  'time-zone': [{ zone: 'America/Los_Angels' }],
  'five-fields': [{ expression: '0 11 * *' }],
  'cron-expression': [
    { expression: '0 11 * * 9', reason: 'Constraint error, got value 9 expected range 0-7' },
  ],
  'some-day': [{ expression: '0 11 30 2 *' }],
  'day-with-run': [{ day: '2025-07-22', expression: '0 11 * * 1' }],
  'some-cadence': NONE,
  'exception-class': NONE,
  'searchable-phrase': NONE,
  'tag-name': NONE,
  'label-name': NONE,
  query: [{ name: 'directory' }],
  'known-parameter': [
    { used: 7, known: 6 },
    { used: 9, known: 0 },
  ],
};

const requirement = { code: 'date', params: {} } as const;

/** Every problem, in all its forms. */
const PROBLEMS: { readonly [Code in ConfigurationProblemCode]: readonly ConfigurationProblemParams[Code][] } =
  {
    'setting-missing': [
      { setting: 'DATABASE_URL', because: null },
      { setting: 'SENTRY_TOKEN', because: { setting: 'SENTRY_URL', isSet: true } },
      { setting: 'SLACK_SIGNING_SECRET', because: { setting: 'SLACK_APP_TOKEN', isSet: false } },
    ],
    'setting-wrong': [
      { setting: 'PORT', entry: null, requirement, example: '3000' },
      { setting: 'PORT', entry: 2, requirement, example: null },
    ],
    'two-log-ins': [{ settings: ['LOKI_TOKEN', 'LOKI_USERNAME'] }],
    'late-before-first': [{ lateAnswerMs: 10_000, firstAnswerMs: 20_000 }],
    'channel-not-listed': [{ setting: 'INCIDENT_CHANNEL_ID', list: 'SLACK_ALLOWED_CHANNELS' }],
    'reports-to-searched-project': NONE,
    'file-unreadable': [
      { setting: 'DELIVERY_SQL_FILE', file: '/etc/portal-check/own.sql', reason: 'ENOENT: no such file' },
      { setting: null, file: '/app/own.sql', reason: 'ENOENT: no such file' },
    ],
    'not-yaml': [{ file: '/etc/portal-links.yml', reason: 'Map keys must be unique at line 2' }],
    'not-certificate': [{ setting: 'CA_FILE', file: '/etc/ca.pem', reason: 'error:0480006C:PEM' }],
    'file-wrong': [
      { file: '/etc/portal-links.yml', place: 'cadences.weekly.anchor', requirement },
      { file: '/etc/portal-links.yml', place: null, requirement },
    ],
    'database-newer': [{ setting: 'DATABASE_URL', migrations: ['0009-later', '0010-latest'] }],
    'database-unprepared': [{ setting: 'DATABASE_URL', migrations: ['0001-diagnoses'] }],
    'schema-not-allowed': [{ setting: 'DATABASE_URL', schema: 'pgboss' }],
    'token-refused': [{ setting: 'SLACK_BOT_TOKEN', refusal: 'invalid_auth' }],
  };

/** What is the same in every language: values, places, and what other software wrote. */
const NAMES = [
  'Constraint error, got value 9 expected range 0-7',
  'ENOENT: no such file',
  'Map keys must be unique at line 2',
  'OAuth & Permissions',
  'portal-check',
  'portal-links',
  'cadences.weekly.anchor',
  'event:read',
  '/slack/events',
  'postgres://user:password@host:port/database',
];

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the samples are typed by their codes, which entries forget
const problems = Object.entries(PROBLEMS).flatMap(([code, samples]) =>
  samples.map((params) => ({ code, params })),
) as ConfigurationProblem[];
const requirements = Object.entries(REQUIREMENTS).flatMap(([code, samples]) =>
  samples.map(
    (params) =>
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the samples are typed by their codes, which entries forget
      ({
        code: 'file-wrong',
        params: { file: 'own.yml', place: null, requirement: { code, params } },
      }) as ConfigurationProblem,
  ),
);

/** The names of settings in a text, each once. */
const settingsIn = (text: string) => [...new Set(text.match(/[A-Z]+(?:_[A-Z]+)+/g))].toSorted();

/** All texts of a problem that every language must tell. */
function valuesOf(params: object): readonly string[] {
  return Object.values(params).flatMap((value: unknown) => {
    if (typeof value === 'string') return [value];
    return Array.isArray(value) ? value.map(String) : [];
  });
}

describe('what is wrong with a configuration, in Spanish', () => {
  it.each([...problems, ...requirements].map((problem) => [JSON.stringify(problem), problem] as const))(
    'says what the English says: %s',
    (_, problem) => {
      const [english, spanish] = [inEnglish(problem), inSpanish(problem)];
      expect(faultsOfTranslation(spanish, english, NAMES)).toEqual([]);
      expect(settingsIn(spanish)).toEqual(settingsIn(english));
      for (const text of [english, spanish]) {
        expect(text).not.toContain('\n');
        for (const value of valuesOf(problem.params)) expect(text).toContain(value);
      }
    },
  );

  it('tells every requirement from every other', () => {
    for (const inWords of [inEnglish, inSpanish]) {
      const said = requirements.map(inWords);
      // "object" and "record" are the same to a reader.
      expect(new Set(said).size).toBe(said.length - 1);
    }
  });

  it.each(Object.keys(environmentSchema.shape))('describes %s with the same settings and figures', (name) => {
    if (!isSetting(name)) throw new Error(`${name} is no setting`);
    const spanish = SETTING_DESCRIPTIONS_ES[name];
    const { description } = documentationOf(name);
    expect(settingsIn(spanish)).toEqual(settingsIn(description));
    expect(faultsOfTranslation(spanish, description, NAMES)).toEqual([]);
  });

  it('is listed below a heading, a line for each problem', async () => {
    const [english, spanish] = await Promise.all([configurationErrorIn('en'), configurationErrorIn('es')]);
    const twice = problems.slice(0, 2);
    expect(english(twice).split('\n')).toEqual([
      'The configuration is not usable:',
      ...twice.map((problem) => `  - ${inEnglish(problem)}`),
    ]);
    expect(spanish(twice).split('\n')).toEqual([
      'La configuración no se puede usar:',
      ...twice.map((problem) => `  - ${inSpanish(problem)}`),
    ]);
  });
});
