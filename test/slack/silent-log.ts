import { LogLevel, type Logger } from '@slack/bolt';
import type { Log } from '../../src/slack/log.ts';

export const silentLog: Log = {
  info: () => {},
  warn: () => {},
  error: () => {},
  child: () => silentLog,
};

/** The same for Bolt. */
export const silentBoltLogger: Logger = {
  debug: () => {},
  info: () => {},
  warn: () => {},
  error: () => {},
  setLevel: () => {},
  getLevel: () => LogLevel.ERROR,
  setName: () => {},
};
