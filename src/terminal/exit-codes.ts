import type { Diagnosis } from '../diagnosis/diagnosis.ts';
import type { State } from '../diagnosis/verdict.ts';

/** What the process ends with, for scripts. */
export const EXIT_CODES = {
  ok: 0,
  missing: 10,
  partial: 11,
  unknown: 12,
  usage: 64,
  internal: 70,
  configuration: 78,
} as const;

const BY_STATE: Readonly<Record<State, number>> = {
  missing: EXIT_CODES.missing,
  partial: EXIT_CODES.partial,
  unknown: EXIT_CODES.unknown,
  'on-schedule': EXIT_CODES.ok,
  'not-expected': EXIT_CODES.ok,
};

/** The code of a state. */
export function exitCodeOfState(state: State): number {
  return BY_STATE[state];
}

/** The code of the worst of several diagnoses: missing before partial before unknown before well. */
export function exitCodeOf(diagnoses: readonly Pick<Diagnosis, 'verdict'>[]): number {
  const order: readonly number[] = [EXIT_CODES.missing, EXIT_CODES.partial, EXIT_CODES.unknown];
  const codes = diagnoses.map(({ verdict }) => BY_STATE[verdict.state]);
  return order.find((code) => codes.includes(code)) ?? EXIT_CODES.ok;
}
