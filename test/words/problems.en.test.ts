import { describe, expect, it } from 'vitest';
import { PROBLEM_CODES, type ProblemCode } from '../../src/diagnosis/problems.ts';
import { SOURCE_IDS, type Problem, type SourceId } from '../../src/diagnosis/reading.ts';
import { problemInEnglish } from '../../src/words/problems.en.ts';

const LOKI = { address: 'https://loki.example', setting: 'LOKI_URL' };
const SENTRY = { address: 'https://sentry.example', setting: 'SENTRY_URL' };
const DATABASE = { address: 'replica:5432', setting: 'DELIVERY_DATABASE_URL' };

/** What a user sees of every problem, with the parameters that the sources give. */
const SENTENCES: readonly (readonly [
  code: ProblemCode,
  source: SourceId,
  params: Problem['params'],
  sentence: string,
])[] = [
  [
    'connection-refused',
    'loki',
    LOKI,
    'nothing answers at https://loki.example: is Loki up, and is LOKI_URL right?',
  ],
  [
    'connection-refused',
    'delivery',
    DATABASE,
    'nothing answers at replica:5432: is the delivery database up, and is DELIVERY_DATABASE_URL right?',
  ],
  ['host-not-found', 'sentry', SENTRY, 'the host of https://sentry.example is not known: check SENTRY_URL'],
  [
    'timed-out',
    'loki',
    { ...LOKI, afterMs: 15_000 },
    'Loki did not answer within 15 s: try again, ask for a shorter window, or check LOKI_URL',
  ],
  [
    'timed-out',
    'delivery',
    { ...DATABASE, afterMs: 3_000 },
    'the delivery database did not answer within 3 s: try again, ask who runs the database, or check DELIVERY_DATABASE_URL',
  ],
  [
    'connection-lost',
    'sentry',
    SENTRY,
    'Sentry broke the connection off in the middle of its answer: try again',
  ],
  [
    'tls-failed',
    'loki',
    LOKI,
    'no trusted encryption with Loki at https://loki.example: check CA_FILE and LOKI_URL',
  ],
  [
    'tls-failed',
    'delivery',
    { ...DATABASE, setting: 'DELIVERY_DATABASE_TLS' },
    'no trusted encryption with the delivery database at replica:5432: check CA_FILE and DELIVERY_DATABASE_TLS',
  ],
  [
    'unauthorized',
    'loki',
    { ...LOKI, status: 401, setting: 'LOKI_TOKEN' },
    'Loki refused the token (401): check LOKI_TOKEN',
  ],
  [
    'unauthorized',
    'loki',
    { ...LOKI, status: 401, setting: 'LOKI_PASSWORD' },
    'Loki refused the password (401): check LOKI_PASSWORD',
  ],
  [
    'unauthorized',
    'loki',
    { ...LOKI, status: 401, setting: 'LOKI_TENANT' },
    'Loki refused a request without a tenant (401): check LOKI_TENANT',
  ],
  [
    'unauthorized',
    'loki',
    { ...LOKI, status: 400, setting: 'GRAFANA_LOKI_UID' },
    'Loki refused the log-in of Grafana’s data source (400): check GRAFANA_LOKI_UID',
  ],
  [
    'unauthorized',
    'sentry',
    { ...SENTRY, status: 401, setting: 'SENTRY_TOKEN' },
    'Sentry refused the token (401): check SENTRY_TOKEN',
  ],
  [
    'forbidden',
    'sentry',
    { ...SENTRY, status: 403, setting: 'SENTRY_TOKEN' },
    'Sentry does not let this token read that (403): check the rights of SENTRY_TOKEN',
  ],
  [
    'not-found',
    'sentry',
    { ...SENTRY, status: 404 },
    'Sentry knows no such page (404): check SENTRY_URL, SENTRY_ORGANIZATION and SENTRY_PROJECT_ID',
  ],
  [
    'not-found',
    'loki',
    { ...LOKI, status: 404, setting: 'GRAFANA_LOKI_UID' },
    'Loki knows no such page (404): check GRAFANA_LOKI_UID',
  ],
  [
    'rate-limited',
    'loki',
    { address: LOKI.address, status: 429 },
    'Loki asks for fewer requests (429): try again in a minute',
  ],
  [
    'rate-limited',
    'sentry',
    { address: SENTRY.address, status: 503, afterMs: 300_000 },
    'Sentry asks for fewer requests (503): try again in 5 min',
  ],
  [
    'bad-request',
    'sentry',
    { address: SENTRY.address, status: 400 },
    'Sentry did not understand the question (400): its version may be new to this bot, run "portal-check doctor"',
  ],
  [
    'server-error',
    'loki',
    { address: LOKI.address, status: 502 },
    'Loki has an error of its own (502): try again, or ask who runs it',
  ],
  [
    'not-json',
    'sentry',
    { ...SENTRY, status: 200 },
    'what answers at https://sentry.example is not Sentry, or a log-in page stands before it: check SENTRY_URL',
  ],
  [
    'wrong-shape',
    'loki',
    { ...LOKI, path: 'data.result', expected: 'array' },
    'Loki answered in another shape, data.result should be array: its version may be new to this bot, run "portal-check doctor"',
  ],
  [
    'wrong-shape',
    'delivery',
    { path: 'subjects.link_count', expected: 'int' },
    'the delivery database answered in another shape, subjects.link_count should be int: mend the view, or the file in DELIVERY_SQL_FILE',
  ],
  [
    'too-large',
    'loki',
    { address: LOKI.address, limit: 20_971_520 },
    'the answer of Loki is larger than 20 MB: ask for a shorter window',
  ],
  [
    'too-large',
    'sentry',
    { address: SENTRY.address, status: 413 },
    'the answer of Sentry is too large: ask for a shorter window',
  ],
  [
    'still-running',
    'loki',
    { afterMs: 8_000 },
    'still running after 8 s: wait for it, try again, or ask for a shorter window',
  ],
  [
    'still-running',
    'delivery',
    {},
    'no answer in time: wait for it, try again, or ask who runs the database',
  ],
  [
    'given-up',
    'sentry',
    { afterMs: 60_000 },
    'no answer after 60 s, given up: try again, or ask for a shorter window',
  ],
  [
    'line-limit',
    'loki',
    { limit: 5_000 },
    'Loki gives at most 5000 lines for one instant, more are lacking: look at them in Loki itself',
  ],
  [
    'page-limit',
    'sentry',
    { limit: 20 },
    'only the newest 20 pages of Sentry were read: ask for a shorter window',
  ],
  [
    'later-page-failed',
    'sentry',
    { ...SENTRY, status: 502 },
    'a later page of Sentry failed, older events may be lacking: try again, or ask for a shorter window',
  ],
  [
    'older-piece-failed',
    'loki',
    { ...LOKI, reason: 'server-error' },
    'the older part of Loki’s lines could not be read: try again, or ask for a shorter window',
  ],
  [
    'replica-behind',
    'delivery',
    { afterMs: 600_000 },
    'the replica is 10 min behind, its rows are old: wait until it has caught up, or ask who runs it',
  ],
  [
    'replica-behind',
    'delivery',
    {},
    'the replica does not tell how far it has followed, its rows may be old: ask who runs it',
  ],
  [
    'time-without-zone',
    'delivery',
    { column: 'subjects.enrolled_at' },
    'the column subjects.enrolled_at holds a time without a zone: make it timestamptz in the view',
  ],
  [
    'missing-object',
    'delivery',
    { object: 'portal_check.providers' },
    'portal_check.providers is missing or may not be read: run views.sql, or check the grants',
  ],
  [
    'statement-timed-out',
    'delivery',
    { afterMs: 7_000 },
    'the query was cancelled after 7 s: try again, or ask who runs the database (an index may be lacking)',
  ],
  [
    'database-refused-login',
    'delivery',
    DATABASE,
    'the delivery database refused the log-in: check user, password and database in DELIVERY_DATABASE_URL',
  ],
  [
    'database-error',
    'delivery',
    { address: DATABASE.address, sqlState: '53300' },
    'the delivery database answered with error 53300: see the log, or ask who runs it',
  ],
];

/** Every phrase tells what happened, then what to do. */
const NEXT_STEP =
  /(?:: |, |\? )(?:check|try again|ask|see|is |wait|run|make|mend|look|its version may be new to this bot, run)/;

describe('what a user is told of a problem', () => {
  it.each(SENTENCES)('%s of %s %j', (code, source, params, sentence) => {
    expect(problemInEnglish(source, { code, params })).toBe(sentence);
  });

  it('has words here for every code', () => {
    expect(new Set(SENTENCES.map(([code]) => code))).toEqual(new Set(PROBLEM_CODES));
  });

  const all = [...SOURCE_IDS, 'store' as const].flatMap((source) =>
    PROBLEM_CODES.map((code) => [code, source] as const),
  );

  it.each(all)('%s of %s has a next step, and words for what it is not told', (code, source) => {
    const known = SENTENCES.filter((row) => row[0] === code).map((row) => row[2]);
    for (const params of known) {
      const sentence = problemInEnglish(source, { code, params });
      expect(sentence).toMatch(NEXT_STEP);
      expect(sentence).not.toMatch(/undefined|NaN|null|\[object/);
    }
  });

  it.each(SENTENCES)('%s of %s is short, of one line, and no sentence of its own', (code, source, params) => {
    const sentence = problemInEnglish(source, { code, params });
    expect(sentence.length).toBeLessThanOrEqual(150);
    expect(sentence).not.toMatch(/\n|\.$/);
  });

  it('names the bot’s own database where that is at fault', () => {
    const params = { address: 'db:5432', setting: 'DATABASE_URL' };
    expect(problemInEnglish('store', { code: 'database-refused-login', params })).toBe(
      'the bot’s own database refused the log-in: check user, password and database in DATABASE_URL',
    );
  });
});
