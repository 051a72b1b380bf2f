import type { ReadingSummary } from '../diagnosis/reading.ts';
import type { Digest } from './digest.ts';
import type { Speech } from './telling.ts';

/** What a digest rests on: "checked 212 of 212 · Sentry ok · Loki failed 14:02–14:10: … · as of Thu 24 July 2025 05:31 PDT · rules 1" */
export function coverageOf({ coverage, asOfMs, rulesVersion }: Digest, { words, dates }: Speech): string {
  const said = words.coverage;
  return [
    said.checked(coverage.subjectsRead, coverage.subjects),
    ...coverage.readings.map(sourceSaid),
    said.asOf(dates.asOf(asOfMs), rulesVersion),
  ].join(' · ');

  function sourceSaid({ source, status, problem, readAtMs, elapsedMs }: ReadingSummary): string {
    if (status === 'not-configured') return said.notConfigured(source);
    if (status === 'ok') return said.ok(source);
    const [from, until] = [dates.time(readAtMs - elapsedMs), dates.time(readAtMs)];
    const during = from === until ? until : `${from}–${until}`;
    return said.notOk(source, status, during, problem === null ? null : words.problem(source, problem));
  }
}
