import { SOURCE_IDS } from '../../diagnosis/reading.ts';
import { DAY_MS } from '../../diagnosis/time.ts';
import { CASE_001_PROVIDERS } from '../case-001/providers.ts';
import { openChecker } from './checker.ts';
import type { Measure } from './measure.ts';
import { NAMES } from './source-names.ts';
import type { BenchWorld } from './world.ts';

const WINDOW_DAYS = 30;
const LIMITS = { sentry: 8, loki: 16, delivery: 3 } as const;

/** How much one check asks of each source: the most that any provider of case 001 takes, as the sources themselves counted. */
export async function measureUpstreamRequests(world: BenchWorld): Promise<Measure[]> {
  const checker = await openChecker(world.environment);
  const most = { sentry: 0, loki: 0, delivery: 0 };
  try {
    for (const { id } of CASE_001_PROVIDERS) {
      const before = await world.requestCounts();
      await checker.check(id, { windowMs: WINDOW_DAYS * DAY_MS });
      const after = await world.requestCounts();
      for (const source of SOURCE_IDS) most[source] = Math.max(most[source], after[source] - before[source]);
    }
  } finally {
    await checker.close();
  }
  return SOURCE_IDS.map((source) => ({
    name: `${NAMES[source]}: ${source === 'delivery' ? 'statements' : 'requests'} of a check over ${WINDOW_DAYS} days`,
    figure: most[source],
    unit: 'requests',
    target: { kind: 'at-most', limit: LIMITS[source] },
    detail: source === 'delivery' ? 'beside begin and commit' : '',
  }));
}
