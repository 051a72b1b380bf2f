import type { SourceId } from '../diagnosis/reading.ts';
import type { State } from '../diagnosis/verdict.ts';

export const SOURCE_NAMES_EN: Readonly<Record<SourceId, string>> = {
  sentry: 'Sentry',
  loki: 'Loki',
  delivery: 'database',
};

export const STATE_NAMES_EN: Readonly<Record<State, string>> = {
  missing: 'missing',
  partial: 'partial',
  unknown: 'unknown',
  'on-schedule': 'on schedule',
  'not-expected': 'not expected',
};
