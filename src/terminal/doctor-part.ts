import type { Config } from '../config-types.ts';
import type { DoctorFact } from '../diagnosis/doctor-facts.ts';
import type { TerminalWords } from '../words/terminal.en.ts';
import type { Session } from './session.ts';

/** How long one part may take. */
export const PART_MS = 20_000;

/** One part that the bot talks to, or rests on. */
export interface DoctorPart {
  readonly id: keyof TerminalWords['doctor']['parts'];
  /** Tries it out, and changes nothing. Where it rejects, the part counts as not examined, and as not well. */
  examine(session: Session, config: Config): Promise<ExaminedPart>;
}

/** What the doctor found of one part. */
export interface ExaminedPart {
  /** In the order in which they are shown. */
  readonly facts: readonly DoctorFact[];
  /** What is wrong with it and what to do, in words; null: nothing. */
  readonly hint: string | null;
  /** What somebody should look at although it works, in words; left out: nothing. */
  readonly warning?: string;
  /** The settings of which one would configure it, where none is set, which is no failure; null: it is configured. */
  readonly unset: readonly string[] | null;
}

/** A part that none of these settings configures. */
export function notConfigured(...settings: readonly string[]): ExaminedPart {
  return { facts: [], hint: null, unset: settings };
}
