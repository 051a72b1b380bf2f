import type { SourceId } from '../diagnosis/reading.ts';
import type { State } from '../diagnosis/verdict.ts';

export const SOURCE_NAMES_ES: Readonly<Record<SourceId, string>> = {
  sentry: 'Sentry',
  loki: 'Loki',
  delivery: 'base de datos',
};

export const STATE_NAMES_ES: Readonly<Record<State, string>> = {
  missing: 'sin enlace',
  partial: 'parcial',
  unknown: 'sin determinar',
  'on-schedule': 'al día',
  'not-expected': 'no corresponde',
};
