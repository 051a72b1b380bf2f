import { pino, type DestinationStream, type Logger } from 'pino';
import type { Config } from './config.ts';
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
    serializers: { err: describeError, error: describeError },
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
  readonly cause?: unknown;
}

/** What is written of an error and of the errors behind it. */
export function describeError(error: unknown): ErrorDescription | string {
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error && typeof error.code === 'string' ? { code: error.code } : {};
  const stack = error.stack === undefined ? {} : { stack: error.stack };
  const cause = error.cause === undefined ? {} : { cause: describeError(error.cause) };
  return { name: error.name, ...code, message: error.message, ...stack, ...cause };
}
