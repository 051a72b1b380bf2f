import type { SourceId } from '../../diagnosis/reading.ts';

export const NAMES: Readonly<Record<SourceId, string>> = {
  sentry: 'Sentry',
  loki: 'Loki',
  delivery: 'database',
};
