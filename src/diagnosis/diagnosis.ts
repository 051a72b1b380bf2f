import type { ReadingSummary } from './reading.ts';
import type { EpochMs } from './time.ts';
import { STATES, type Finding, type Verdict } from './verdict.ts';

/** Where people meet the bot. */
export const SURFACES = [
  'command',
  'action',
  'mention',
  'shortcut',
  'modal',
  'home',
  'terminal',
  'schedule',
] as const;
export type Surface = (typeof SURFACES)[number];

/** Who asked for a check, and where. Kept and audited; holds ids only. */
export interface Asker {
  readonly surface: Surface;
  readonly userId: string;
  readonly teamId: string | null;
  readonly channelId: string | null;
}

/** One conclusion about one subject: kept, and replayable from its facts. */
export interface Diagnosis<Facts = unknown> {
  readonly id: string;
  readonly checkId: string;
  readonly subjectId: string;
  readonly asOfMs: EpochMs;
  readonly madeAtMs: EpochMs;
  readonly rulesVersion: number;
  readonly verdict: Verdict;
  /** The verdict's own finding first. */
  readonly findings: readonly Finding[];
  readonly sideFindings: readonly Finding[];
  readonly readings: readonly ReadingSummary[];
  /** What the rules were given. Holds no recipient's name and no address. */
  readonly facts: Facts;
  readonly asker: Asker;
  /** Stands in every log line and message of the check. */
  readonly requestId: string;
}

/** Orders diagnoses worst first; equal states by verdict row, then by subject, so that the order is always the same. */
export function compareWorstFirst(a: Diagnosis, b: Diagnosis): number {
  return (
    STATES.indexOf(a.verdict.state) - STATES.indexOf(b.verdict.state) ||
    a.verdict.row - b.verdict.row ||
    (a.subjectId < b.subjectId ? -1 : a.subjectId > b.subjectId ? 1 : 0)
  );
}
