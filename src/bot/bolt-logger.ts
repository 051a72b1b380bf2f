import { LogLevel, type Logger as BoltLogger } from '@slack/bolt';
import type { Logger } from 'pino';

/** Bolt writes into the bot's log. Its debug lines hold whole payloads and are left out. */
export function boltLogger(log: Logger): BoltLogger {
  const child = log.child({ part: 'bolt' });
  const write =
    (level: 'info' | 'warn' | 'error') =>
    (...messages: unknown[]) => {
      const error = messages.find((message) => message instanceof Error);
      const text = messages.filter((message) => typeof message === 'string').join(' ');
      child[level](error === undefined ? {} : { err: error }, text === '' ? 'Bolt' : text);
    };
  return {
    debug: () => {},
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
    setLevel: () => {},
    getLevel: () => LogLevel.INFO,
    setName: () => {},
  };
}
