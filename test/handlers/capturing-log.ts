import { inspect } from 'node:util';
import type { Log } from '../../src/slack/log.ts';

/** A log whose lines the test reads, with everything that an error holds. */
export function capturingLog(): { readonly log: Log; readonly logged: readonly string[] } {
  const logged: string[] = [];
  const logWith = (bound: object): Log => {
    const write =
      (level: string) =>
      (...line: readonly unknown[]): void => {
        logged.push([level, bound, ...line].map((part) => inspect(part, { depth: null })).join(' '));
      };
    return {
      info: write('info'),
      warn: write('warn'),
      error: write('error'),
      child: (bindings) => logWith({ ...bound, ...bindings }),
    };
  };
  return { log: logWith({}), logged };
}
