import { userInfo } from 'node:os';
import type { Assembly } from '../assembly.ts';
import type { Check } from '../checks/check.ts';
import type { Asker } from '../diagnosis/diagnosis.ts';
import type { Clock } from '../sources/source.ts';
import type { TerminalWords } from '../words/terminal.en.ts';
import type { Style } from './text.ts';
import type { Write } from './write.ts';

/** What a terminal command works with, and where it writes: data to `out` or `write`, all else to `note`. */
export interface Session {
  readonly assembly: Assembly;
  /** In the language that was asked for. */
  readonly words: TerminalWords;
  readonly clock: Clock;
  readonly style: Style;
  /** Says what is going on while it goes on. */
  readonly note: (line: string) => void;
  readonly out: (text: string) => void;
  /** For much data, piece by piece. Adds no end of line. */
  readonly write: Write;
  readonly newRequestId: () => string;
}

/** Who asks from a terminal: the user of the machine. */
export function terminalAsker(): Asker {
  return { surface: 'terminal', userId: userName(), teamId: null, channelId: null };
}

/** In a container the user often has a number only. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return `uid ${process.getuid?.() ?? 'unknown'}`;
  }
}

/** The check of this name; the first where none is named. */
export function checkNamed(checks: Assembly['checks'], id: string | undefined): Check | null {
  return id === undefined ? checks[0] : (checks.find((check) => check.id === id) ?? null);
}
