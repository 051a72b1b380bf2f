import { STATES, type State } from '../diagnosis/verdict.ts';
import type { Digest } from './digest.ts';
import { totalOf } from './outcomes.ts';
import type { Speech } from './telling.ts';

/** Of an incomplete run nobody can say that all is well. */
export function worstOf({ counts, coverage }: Digest): State {
  const worst = STATES.find((state) => counts[state] > 0) ?? 'not-expected';
  const isWell = worst === 'on-schedule' || worst === 'not-expected';
  return isWell && !coverage.isComplete ? 'unknown' : worst;
}

/** "Portal links: 7 of 212 missing (3 more than on Mon 21 July), 1 partial, 200 on schedule" */
export function headlineOf(digest: Digest, speech: Speech): string {
  const { words, lastTime } = speech;
  const { counts, baseline, coverage, hasVanished } = digest;
  // Counts of an incomplete run are not those of everybody: a difference would be none.
  const before = coverage.isComplete ? (baseline?.counts ?? null) : null;
  const told = STATES.map((state) => ({
    state,
    count: counts[state],
    change: before === null ? null : counts[state] - before[state],
  })).filter(({ state, count, change }) => state === 'missing' || count > 0 || (change ?? 0) !== 0);
  return words.headline({
    title: titleOf(digest, speech),
    counts: told,
    total: totalOf(digest),
    // A list of nobody was read to its end.
    isAtLeast: !coverage.isComplete && !hasVanished,
    isInPart: coverage.subjectsRead < coverage.subjects,
    lastTime: before === null ? null : lastTime,
  });
}

/** What stands for a digest where there is room for one line; of a quiet one all that is said. */
export function summaryOf(digest: Digest, headline: string, speech: Speech): string {
  const { summary } = speech.words;
  const { baseline, counts, outages, endedOutages, recovered } = digest;
  if (digest.isQuiet && baseline !== null) {
    const told = STATES.filter((state) => state === 'missing' || counts[state] > 0);
    const said = summary.counts(
      told.map((state) => ({ state, count: counts[state] })),
      totalOf(digest),
    );
    return summary.quiet(titleOf(digest, speech), speech.dates.dayTime(baseline.asOfMs), said);
  }
  const changes = summary.changes({
    fresh: baseline === null ? 0 : digest.fresh.length,
    worse: digest.worse.length,
    recovered: sumOf([{ recovered }, ...endedOutages].map((each) => each.recovered.length)),
    dropped: digest.dropped.length + digest.withdrawn.length,
    inOutage: sumOf(outages.map(({ outcomes }) => outcomes.length)),
  });
  return changes === '' ? headline : `${headline}; ${changes}`;
}

function titleOf({ filter }: Digest, { words, fleetWords }: Speech): string {
  const selection = Object.entries(filter).map(([trait, values]) =>
    values.map((value) => fleetWords.traitValue(trait, value)),
  );
  return words.title(fleetWords.title, selection);
}

function sumOf(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0);
}
