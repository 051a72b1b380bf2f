import type { SourceId } from '../../diagnosis/reading.ts';
import { CASE_001_PROVIDERS } from '../case-001/providers.ts';
import { openChecker, type TimedCheck } from './checker.ts';
import type { Measure } from './measure.ts';
import { NAMES } from './source-names.ts';
import type { BenchWorld } from './world.ts';

/** Each as Sentry, Loki, database: for every answer, and a source gives several. */
const LATENCIES_MS = [
  [100, 300, 500],
  [100, 500, 300],
  [300, 100, 500],
  [300, 500, 100],
  [500, 100, 300],
  [500, 300, 100],
] as const;
const REPETITIONS = 2;
/** Half of the default, to save time. */
const DEADLINE_MS = 4_000;
const [{ id: SUBJECT }] = CASE_001_PROVIDERS;

/** A check's time over that of its slowest source: what a check adds of its own. The worst of some repetitions. */
export async function measureCheckTime(world: BenchWorld): Promise<Measure[]> {
  const checker = await openChecker(world.environment);
  const measures: Measure[] = [];
  try {
    // Connections and code are warm, as they are in a bot that has run for a while.
    await checker.check(SUBJECT);
    for (const [sentry, loki, delivery] of LATENCIES_MS) {
      await world.setLatencies({ sentry, loki, delivery });
      const checks: TimedCheck[] = [];
      while (checks.length < REPETITIONS) checks.push(await checker.check(SUBJECT));
      measures.push(measureOf([sentry, loki, delivery], checks));
    }
  } finally {
    await world.setLatencies({ sentry: 0, loki: 0, delivery: 0 });
    await checker.close();
  }
  return measures;
}

/** What a check with one source that never answers takes. */
export async function measureHangingSources(world: BenchWorld): Promise<Measure[]> {
  return [
    await measureHanging(world, 'sentry'),
    await measureHanging(world, 'loki'),
    await measureHanging(world, 'delivery'),
  ];
}

function measureOf(latenciesMs: readonly number[], checks: readonly TimedCheck[]): Measure {
  const [worst] = checks.map(withSlowest).sort((a, b) => b.ratio - a.ratio);
  if (worst === undefined) throw new Error('nothing was measured');
  const { check, ratio, slowest } = worst;
  return {
    name: `check / slowest source, Sentry·Loki·database ${latenciesMs.join('·')} ms`,
    figure: ratio,
    unit: 'ratio',
    target: { kind: 'under', limit: 1.1 },
    detail: `${Math.round(check.wallMs)} / ${Math.round(slowest.elapsedMs)} ms (${NAMES[slowest.source]})`,
  };
}

function withSlowest(check: TimedCheck) {
  const slowest = check.sources.reduce((slower, other) =>
    other.elapsedMs > slower.elapsedMs ? other : slower,
  );
  return { check, slowest, ratio: check.wallMs / slowest.elapsedMs };
}

async function measureHanging(world: BenchWorld, source: SourceId): Promise<Measure> {
  const checker = await openChecker({ ...world.environment, FIRST_ANSWER_MS: String(DEADLINE_MS) });
  try {
    // The connections are there when the source stops answering.
    await checker.check(SUBJECT);
    await world.setConditions(source, { mode: 'hanging' });
    const { wallMs } = await checker.check(SUBJECT, { without: source });
    return {
      name: `check, ${NAMES[source]} hanging`,
      figure: wallMs,
      unit: 'ms',
      target: { kind: 'at-most', limit: DEADLINE_MS + 100 },
      detail: `deadline ${DEADLINE_MS} ms; the others were ok`,
    };
  } finally {
    await world.setConditions(source, { mode: 'healthy' });
    await checker.close();
  }
}
