import type { ProblemCode } from '../diagnosis/problems.ts';
import type { Problem, SourceId } from '../diagnosis/reading.ts';

type Params = Problem['params'];
type Phrase = (source: string, params: Params) => string;

/** The names that people know the sources by. */
export const SOURCE_NAMES_EN: Readonly<Record<SourceId, string>> = {
  sentry: 'Sentry',
  loki: 'Loki',
  delivery: 'the delivery database',
};

/**
 * What went wrong with a source, and what to do next. Only our own words: nothing that the other side wrote stands here.
 * Each phrase is a whole clause; it is put behind "Loki failed: " as well as alone.
 */
const PROBLEMS_EN: Readonly<Record<ProblemCode, Phrase>> = {
  'connection-refused': (source, p) =>
    `nothing answers at ${p['address']}: is ${source} up, and is ${setting(p)} right?`,
  'host-not-found': (_, p) => `the host of ${p['address']} is not known: check ${setting(p)}`,
  'timed-out': (source, p) =>
    `${source} did not answer within ${seconds(p)}: try again, or ask for a shorter window`,
  'connection-lost': (source) => `${source} broke the connection off in the middle of its answer: try again`,
  'tls-failed': (source, p) =>
    `the certificate of ${source} at ${p['address']} cannot be trusted: check CA_FILE`,
  unauthorized: (source, p) => `${source} refused the token (${p['status'] ?? 401}): check ${setting(p)}`,
  forbidden: (source, p) =>
    `${source} does not let this token read that (${p['status'] ?? 403}): check the rights behind ${setting(p)}`,
  'not-found': (source, p) =>
    `${source} knows no such page (404): check ${setting(p)}, and that the feature is switched on`,
  'rate-limited': (source) => `${source} asks for fewer requests (429): try again in a minute`,
  'bad-request': (source, p) =>
    `${source} did not understand the question (${p['status'] ?? 400}): its version may be unknown to us, run doctor`,
  'server-error': (source, p) => `${source} has an error of its own (${p['status'] ?? 500}): ask who runs it`,
  'not-json': (source, p) =>
    `what answers at ${p['address']} is not ${source}, or a log-in page stands before it: check ${setting(p)}`,
  'wrong-shape': (source, p) =>
    `${source} answered in another shape: ${p['path']} should be ${p['expected']}`,
  'too-large': (source, p) =>
    `the answer of ${source} is larger than ${p['limit']}: ask for a shorter window`,
  'still-running': (_, p) => `still running after ${seconds(p)}; this message is mended if the answer comes`,
  'line-limit': (source, p) =>
    `${source} gives at most ${p['limit']} lines for one instant: lines are lacking`,
  'page-limit': (source, p) => `only the newest ${p['limit']} pages of ${source} were read`,
  'later-page-failed': (source) =>
    `a later page of ${source} failed: the newest events were read, older ones may be lacking`,
  'older-piece-failed': (source) => `the older part of ${source}'s logs could not be read`,
  'replica-behind': (_, p) =>
    p['afterMs'] === undefined
      ? 'the replica does not tell how far it has followed: its rows may be old'
      : `the replica is ${seconds(p)} behind: its rows are old`,
  'time-without-zone': (_, p) =>
    `the column ${p['column']} holds a time without a zone: make it timestamptz in the view`,
  'missing-object': (_, p) =>
    `${p['object']} is missing or may not be read: run views.sql, or check the grants`,
  'statement-timed-out': (_, p) =>
    `the query was cancelled after ${seconds(p)}: is the database busy, does an index lack?`,
  'database-refused-login': (_, p) =>
    `the database refused the log-in: check user, password and database of ${setting(p)}`,
  'database-error': (_, p) => `the database answered with error ${p['sqlState']}: the log has its words`,
};

/** "Loki refused the token (401): check LOKI_TOKEN" */
export function problemInEnglish(source: SourceId, problem: Problem): string {
  return PROBLEMS_EN[problem.code](SOURCE_NAMES_EN[source], problem.params);
}

function setting(params: Params): string {
  return String(params['setting'] ?? 'the settings');
}

function seconds(params: Params): string {
  const ms = Number(params['afterMs'] ?? 0);
  return ms >= 120_000 ? `${Math.round(ms / 60_000)} min` : `${Number((ms / 1_000).toFixed(1))} s`;
}
