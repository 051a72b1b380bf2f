import { DatabaseError } from 'pg';
import type { ProblemCode } from '../../diagnosis/problems.ts';
import type { Problem } from '../../diagnosis/reading.ts';
import { SourceError } from '../../errors.ts';

/** Whom to blame for what. */
export interface DatabaseBlame {
  /** Host and port. */
  readonly address: string;
  /** The environment variable that holds the URL. */
  readonly urlSetting: string;
  /** The environment variable that says how to encrypt. */
  readonly tlsSetting: string;
  readonly statementTimeoutMs: number;
  readonly connectTimeoutMs: number;
  /** When the bot gives a statement up by itself, the database having gone silent. */
  readonly answerTimeoutMs: number;
}

/**
 * What is kept of a database's error: its SQLSTATE, and its words unless they may quote a row's data.
 * It is the cause of a `SourceError`, and so its only trace in the bot's log.
 */
class DatabaseFailure extends Error {
  override readonly name = 'DatabaseFailure';
  readonly sqlState: string;

  constructor(error: DatabaseError) {
    const sqlState = error.code ?? '(none)';
    const quotesData = QUOTING_CLASSES.has(sqlState.slice(0, 2));
    super(`${sqlState}: ${quotesData ? '(left out, for it may quote data)' : error.message}`);
    this.sqlState = sqlState;
  }
}

/** Data exceptions and violated constraints. */
const QUOTING_CLASSES = new Set(['22', '23', '44', 'P0']);

/**
 * Turns whatever a client of the database threw into a SourceError.
 * @param sql the statement that failed; null where there was none
 */
export function sourceErrorOf(thrown: unknown, blame: DatabaseBlame, sql: string | null): SourceError {
  if (thrown instanceof SourceError) return thrown;
  if (thrown instanceof DatabaseError) {
    return new SourceError(problemOfDatabase(thrown, blame, sql), { cause: new DatabaseFailure(thrown) });
  }
  return new SourceError(problemOfConnection(thrown, blame), { cause: thrown });
}

function problemOfDatabase(error: DatabaseError, blame: DatabaseBlame, sql: string | null): Problem {
  const sqlState = error.code ?? '';
  const { address, urlSetting, statementTimeoutMs } = blame;
  switch (sqlState) {
    case '42P01': // undefined_table
    case '42703': // undefined_column
    case '42501': // insufficient_privilege
    case '3F000': // invalid_schema_name
      return missingObject(objectOf(error, sql));
    case '57014': // query_canceled
      return { code: 'statement-timed-out', params: { afterMs: statementTimeoutMs } };
    case '3D000': // invalid_catalog_name
      return { code: 'database-refused-login', params: { address, setting: urlSetting } };
    case '57P01': // admin_shutdown
    case '57P02': // crash_shutdown
      return { code: 'connection-lost', params: { address, setting: urlSetting } };
    default:
      return sqlState.startsWith('28')
        ? { code: 'database-refused-login', params: { address, setting: urlSetting } }
        : { code: 'database-error', params: { address, sqlState } };
  }
}

const IDENTIFIER = /[\w$]+(?:\.[\w$]+)*/y;

function missingObject(object: string | null): Problem {
  return { code: 'missing-object', params: object === null ? {} : { object } };
}

/**
 * What is missing: a name that stands in the statement, at the place that the server points at, or else the first of its
 * qualified names whose last part the server mentions; null where there is none.
 */
function objectOf(error: DatabaseError, sql: string | null): string | null {
  if (sql === null) return null;
  const position = Number(error.position ?? Number.NaN) - 1;
  if (position >= 0) {
    IDENTIFIER.lastIndex = position;
    const pointedAt = IDENTIFIER.exec(sql)?.[0];
    if (pointedAt !== undefined) return pointedAt;
  }
  const mentioned = new Set(error.message.match(/[\w$]+/g));
  const qualified = sql.match(/[a-z_]\w*\.[a-z_]\w*/gi) ?? [];
  return qualified.find((name) => mentioned.has(name.split('.').at(-1) ?? '')) ?? null;
}

function problemOfConnection(thrown: unknown, blame: DatabaseBlame): Problem {
  const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : '';
  const message = thrown instanceof Error ? thrown.message : '';
  const found =
    CONNECTION_ERRORS.find(({ pattern }) => pattern.test(code || message))?.problem ?? 'connection-lost';
  const setting = found === 'tls-failed' ? blame.tlsSetting : blame.urlSetting;
  const params = { address: blame.address, setting };
  if (found !== 'timed-out') return { code: found, params };
  const isQuery = message === QUERY_TIMEOUT;
  return {
    code: found,
    params: { ...params, afterMs: isQuery ? blame.answerTimeoutMs : blame.connectTimeoutMs },
  };
}

/** pg's own words, as it gives these errors no code. */
const QUERY_TIMEOUT = 'Query read timeout';

/** By the code of Node's sockets, resolver and TLS, or by pg's words. What is in none of them broke an open connection. */
const CONNECTION_ERRORS: readonly { readonly pattern: RegExp; readonly problem: ProblemCode }[] = [
  { pattern: /^(ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL)$/, problem: 'connection-refused' },
  { pattern: /^(ENOTFOUND|EAI_\w+)$/, problem: 'host-not-found' },
  {
    pattern: /^ETIMEDOUT$|^Query read timeout$|^timeout expired$|connection timeout$|timeout exceeded/,
    problem: 'timed-out',
  },
  {
    pattern:
      /^(EPROTO|ERR_(TLS|SSL)_\w+|CERT_\w+|CRL_\w+|UNABLE_TO_\w+|\w*SELF_SIGNED_CERT\w*|HOSTNAME_MISMATCH|INVALID_CA)$|SSL connection/,
    problem: 'tls-failed',
  },
  { pattern: /^SASL/, problem: 'database-refused-login' },
];
