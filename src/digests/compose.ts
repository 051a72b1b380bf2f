import { coverageOf } from './coverage-line.ts';
import { digestLines } from './digest-lines.ts';
import type { DigestLine, DigestReport } from './digest-report.ts';
import type { Digest } from './digest.ts';
import { headlineOf, summaryOf, worstOf } from './headline.ts';
import { incidentsSaid } from './incidents-said.ts';
import { speechOf, type Speech, type Telling } from './telling.ts';

/** With headline and coverage a digest has at most 10 lines. */
const MOST_LINES = 8;

/**
 * A digest in words, for people of one language. Pure. Says of an incomplete run no more than is known.
 * @param otherLines so many more stand in its message: the mark of a repeat
 */
export function composeDigest(digest: Digest, telling: Telling, otherLines = 0): DigestReport {
  const speech = speechOf(telling, digest.asOfMs, digest.baseline?.asOfMs ?? null);
  const lines = digestLines(digest, speech);
  const kept = new Set(
    lines
      .filter(({ rank }) => rank > 0)
      .sort((a, b) => b.rank - a.rank)
      .slice(0, MOST_LINES - otherLines),
  );
  const linesOf = (isKept: boolean): readonly DigestLine[] =>
    lines.filter((line) => kept.has(line) === isKept).map(({ label, text }) => ({ label, text }));
  const headline = headlineOf(digest, speech);
  return {
    worst: worstOf(digest),
    headline,
    lines: linesOf(true),
    more: linesOf(false),
    coverage: coverageOf(digest, speech),
    summary: withIncidents(summaryOf(digest, headline, speech), digest, speech),
    isQuiet: digest.isQuiet,
  };
}

/** A quiet digest has no lines: what is being worked on stands in its only one. */
function withIncidents(summary: string, { isQuiet }: Digest, { words, openIncidents }: Speech): string {
  const said = incidentsSaid(words, openIncidents);
  return said === null || !isQuiet ? summary : `${summary} · ${words.labels.incidents}: ${said}`;
}
