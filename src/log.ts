import { pino, type DestinationStream, type Logger } from 'pino';
import type { Config } from './config-types.ts';
import type { Scrub } from './scrubbing.ts';

/**
 * The bot's log: JSON, a line an event, on standard error or the given stream. Every line is scrubbed of secrets and addresses;
 * of an error only name, code, message, stack and cause are written, for drivers hang rows and headers on theirs.
 */
export function createLog(level: Config['logLevel'], scrub: Scrub, stream?: DestinationStream): Logger {
  const options = {
    level,
    base: { app: 'portal-check' },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    serializers: { err: (error: unknown) => describeError(error) },
    hooks: { streamWrite: scrub },
  };
  return stream === undefined
    ? pino(options, pino.destination({ dest: 2, sync: true }))
    : pino(options, stream);
}

interface ErrorDescription {
  readonly name: string;
  readonly code?: string;
  readonly message: string;
  readonly stack?: string;
  readonly cause?: ErrorDescription | string;
  /** Of an AggregateError: what went wrong with each. */
  readonly errors?: readonly (ErrorDescription | string)[];
}

/** Deeper than any honest chain of causes: one that leads back to itself must end. */
const MAX_DEPTH = 8;

/** What is written of an error and of the errors behind it. */
export function describeError(error: unknown, depth = 0): ErrorDescription | string {
  if (typeof error === 'string') return error;
  if (!(error instanceof Error)) return `no Error was thrown: ${typeof error}`;
  if (depth === MAX_DEPTH) return '…';
  const behind = (other: unknown) => describeError(other, depth + 1);
  return {
    name: error.name,
    ...('code' in error && typeof error.code === 'string' ? { code: error.code } : {}),
    message: error.message,
    ...(error.stack === undefined ? {} : { stack: error.stack }),
    ...(error.cause === undefined ? {} : { cause: behind(error.cause) }),
    ...(error instanceof AggregateError ? { errors: error.errors.map(behind) } : {}),
  };
}
