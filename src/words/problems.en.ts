import { TOP_LEVEL, type ExpectedType } from '../diagnosis/expectations.ts';
import type { ProblemCode } from '../diagnosis/problems.ts';
import type { Problem, SourceId } from '../diagnosis/reading.ts';
import { durationIn, expectedIn, megabytesIn, type ProblemParams } from './problem-figures.ts';

/** A source as its problems speak of it. */
interface SourceWords {
  readonly name: string;
  /** What helps against slowness, besides trying again. */
  readonly relief: string;
  /** Where to look when it knows no such page. */
  readonly place: (params: ProblemParams) => string;
  /** What to do about an answer of another shape. */
  readonly remedy: string;
}

/** What to do about answers over HTTP that the bot does not understand. */
export const HTTP_REMEDY = 'its version may be new to this bot, run "portal-check doctor"';

/** The sources, and the bot's own database, which fails like one. */
const SOURCES_EN: Readonly<Record<SourceId | 'store', SourceWords>> = {
  sentry: {
    name: 'Sentry',
    relief: 'ask for a shorter window',
    place: (p) => `${setting(p)}, SENTRY_ORGANIZATION and SENTRY_PROJECT_ID`,
    remedy: HTTP_REMEDY,
  },
  loki: { name: 'Loki', relief: 'ask for a shorter window', place: setting, remedy: HTTP_REMEDY },
  delivery: {
    name: 'the delivery database',
    relief: 'ask who runs the database',
    place: setting,
    remedy: 'mend the view, or the file in DELIVERY_SQL_FILE',
  },
  store: {
    name: 'the bot’s own database',
    relief: 'ask who runs the database',
    place: setting,
    remedy: 'run "portal-check migrate"',
  },
};

/** What a 401 is about, where it is not the token. */
const REFUSED_EN: Readonly<Record<string, string>> = {
  LOKI_PASSWORD: 'the password',
  LOKI_TENANT: 'a request without a tenant',
  GRAFANA_LOKI_UID: 'the log-in of Grafana’s data source',
};

/** What a value should have been. Types stand there by the names that their readers know them by. */
export const TYPES_EN: Readonly<Record<ExpectedType, string>> = {
  string: 'string',
  number: 'number',
  int: 'int',
  boolean: 'boolean',
  null: 'null',
  array: 'array',
  object: 'object',
  record: 'object',
  date: 'date',
  datetime: 'datetime',
  timestamptz: 'timestamptz',
  uuid: 'uuid',
  regex: 'text of a given form',
  'watched-exception': 'a watched exception type',
  'another-shape': 'of another shape',
};

/**
 * What went wrong with a source, a colon, and what to do next. Only our own words: nothing that the other side wrote stands here.
 * Each phrase is a whole clause; it is put behind "Loki failed: " as well as alone.
 */
const PROBLEMS_EN: Readonly<Record<ProblemCode, (source: SourceWords, params: ProblemParams) => string>> = {
  'connection-refused': ({ name }, p) =>
    `nothing answers at ${p['address']}: is ${name} up, and is ${setting(p)} right?`,
  'host-not-found': (_, p) => `the host of ${p['address']} is not known: check ${setting(p)}`,
  'timed-out': ({ name, relief }, p) =>
    `${name} did not answer ${within(p)}: try again, ${relief}, or check ${setting(p)}`,
  'connection-lost': ({ name }) => `${name} broke the connection off in the middle of its answer: try again`,
  'tls-failed': ({ name }, p) =>
    `no trusted encryption with ${name} at ${p['address']}: check CA_FILE and ${setting(p)}`,
  unauthorized: ({ name }, p) =>
    `${name} refused ${REFUSED_EN[setting(p)] ?? 'the token'} (${p['status'] ?? 401}): check ${setting(p)}`,
  forbidden: ({ name }, p) =>
    `${name} does not let this token read that (${p['status'] ?? 403}): check the rights of ${setting(p)}`,
  'not-found': ({ name, place }, p) => `${name} knows no such page (404): check ${place(p)}`,
  'rate-limited': ({ name }, p) =>
    `${name} asks for fewer requests (${p['status'] ?? 429}): try again in ${p['afterMs'] === undefined ? 'a minute' : durationIn(p)}`,
  'bad-request': ({ name }, p) =>
    `${name} did not understand the question (${p['status'] ?? 400}): ${HTTP_REMEDY}`,
  'server-error': ({ name }, p) =>
    `${name} has an error of its own (${p['status'] ?? 500}): try again, or ask who runs it`,
  'not-json': ({ name }, p) =>
    `what answers at ${p['address']} is not ${name}, or a log-in page stands before it: check ${setting(p)}`,
  'wrong-shape': ({ name, remedy }, p) => `${name} answered in another shape, ${shapeOf(p)}: ${remedy}`,
  'too-large': ({ name }, p) =>
    `the answer of ${name} is ${p['limit'] === undefined ? 'too large' : `larger than ${megabytesIn(p)}`}: ask for a shorter window`,
  'still-running': ({ relief }, p) =>
    `${p['afterMs'] === undefined ? 'no answer in time' : `still running after ${durationIn(p)}`}: wait for it, try again, or ${relief}`,
  'given-up': ({ relief }, p) => `no answer after ${durationIn(p)}, given up: try again, or ${relief}`,
  'line-limit': ({ name }, p) =>
    `${name} gives at most ${p['limit']} lines for one instant, more are lacking: look at them in ${name} itself`,
  'page-limit': ({ name }, p) =>
    `only the newest ${p['limit']} pages of ${name} were read: ask for a shorter window`,
  'later-page-failed': ({ name, relief }) =>
    `a later page of ${name} failed, older events may be lacking: try again, or ${relief}`,
  'older-piece-failed': ({ name, relief }) =>
    `the older part of ${name}’s lines could not be read: try again, or ${relief}`,
  'replica-behind': (_, p) =>
    p['afterMs'] === undefined
      ? 'the replica does not tell how far it has followed, its rows may be old: ask who runs it'
      : `the replica is ${durationIn(p)} behind, its rows are old: wait until it has caught up, or ask who runs it`,
  'time-without-zone': (_, p) =>
    `the column ${p['column']} holds a time without a zone: make it timestamptz in the view`,
  'missing-object': (_, p) =>
    `${p['object'] ?? 'a view'} is missing or may not be read: run views.sql, or check the grants`,
  'statement-timed-out': ({ relief }, p) =>
    `the query was cancelled after ${durationIn(p)}: try again, or ${relief} (an index may be lacking)`,
  'database-refused-login': ({ name }, p) =>
    `${name} refused the log-in: check user, password and database in ${setting(p)}`,
  'database-error': ({ name }, p) =>
    `${name} answered with error ${p['sqlState']}: see the log, or ask who runs it`,
};

/** "Loki refused the token (401): check LOKI_TOKEN" */
export function problemInEnglish(source: SourceId | 'store', problem: Problem): string {
  return PROBLEMS_EN[problem.code](SOURCES_EN[source], problem.params);
}

function setting(params: ProblemParams): string {
  return String(params['setting'] ?? 'the settings');
}

function within(params: ProblemParams): string {
  return params['afterMs'] === undefined ? 'in time' : `within ${durationIn(params)}`;
}

/** "data.result should be array", "subjects.link_count should be int (there is no such column)" */
function shapeOf(params: ProblemParams): string {
  const path = params['path'] === TOP_LEVEL ? 'its top level' : params['path'];
  const absent = params['absent'] === undefined ? '' : ' (there is no such column)';
  return `${path} should be ${expectedIn(params, TYPES_EN).join(' or ')}${absent}`;
}
