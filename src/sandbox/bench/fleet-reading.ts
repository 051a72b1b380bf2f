import { z } from 'zod';
import { SOURCE_IDS, type SourceId } from '../../diagnosis/reading.ts';
import { startChild } from '../child.ts';
import type { Measure } from './measure.ts';
import { NAMES } from './source-names.ts';
import { startBenchWorld } from './world.ts';

/** How many providers, and how many of them are not well: one in a hundred. */
const SIZES = [100, 1_000, 10_000] as const;
const LATENCY_MS = 50;

const MOST_MS = 8_000;
const MOST_MEMORY_MB = 350;
const MOST_GROWTH = 12;

const READER = new URL('./fleet-reader.ts', import.meta.url);

const reading = z.object({
  wallMs: z.number(),
  cpuMs: z.number(),
  subjectsRead: z.int(),
  notWell: z.int(),
  problems: z.array(z.unknown()),
  peakMemoryMb: z.number(),
});

interface FleetReading extends z.infer<typeof reading> {
  readonly size: number;
  readonly requests: Readonly<Record<SourceId, number>>;
}

/** What reading all providers at once takes: its time, what is asked of each source, and memory. @param say tells of progress */
export async function measureFleets(say: (what: string) => void): Promise<Measure[]> {
  const readings: FleetReading[] = [];
  for (const size of SIZES) {
    say(`a fleet of ${size}`);
    readings.push(await readFleetOf(size));
  }
  return [
    ...readings.flatMap(measuresOf),
    ...readings.slice(-1).map(({ wallMs, size }): Measure => {
      const before = readings.at(-2) ?? { wallMs, size };
      return {
        name: `time from ${before.size} to ${size} providers`,
        figure: wallMs / before.wallMs,
        unit: 'ratio',
        target: { kind: 'under', limit: MOST_GROWTH },
        detail: `${Math.round(wallMs)} / ${Math.round(before.wallMs)} ms`,
      };
    }),
  ];
}

function measuresOf({
  size,
  wallMs,
  cpuMs,
  subjectsRead,
  notWell,
  requests,
  peakMemoryMb,
}: FleetReading): Measure[] {
  const isLargest = size === SIZES.at(-1);
  return [
    {
      name: `all of ${size} providers`,
      figure: wallMs,
      unit: 'ms',
      target: isLargest ? { kind: 'under', limit: MOST_MS } : null,
      detail: `${subjectsRead} read, ${notWell} not well; ${Math.round(cpuMs)} ms of it computing; each answer after ${LATENCY_MS} ms`,
    },
    ...SOURCE_IDS.map((source): Measure => ({
      name: `all of ${size} providers, ${NAMES[source]}`,
      figure: requests[source],
      unit: 'requests',
      target: null,
      detail: '',
    })),
    {
      name: `all of ${size} providers, peak memory`,
      figure: peakMemoryMb,
      unit: 'MB',
      target: { kind: 'under', limit: MOST_MEMORY_MB },
      detail: 'of a process that does nothing else',
    },
  ];
}

/** In a sandbox of its own, and read by a process of its own. Throws where a source was not ok: the time of such a reading would tell nothing. */
async function readFleetOf(size: number): Promise<FleetReading> {
  const world = await startBenchWorld({ size, seed: 1, hasCast: false });
  try {
    await world.setLatencies({ sentry: LATENCY_MS, loki: LATENCY_MS, delivery: LATENCY_MS });
    const before = await world.requestCounts();
    const reader = startChild(READER, { environment: { PATH: process.env['PATH'], ...world.environment } });
    try {
      const read = reading.parse(JSON.parse(await reader.firstLine()));
      if (read.problems.length > 0) {
        throw new Error(`a fleet of ${size} was not read wholly: ${JSON.stringify(read.problems)}`);
      }
      const after = await world.requestCounts();
      const asked = (source: SourceId): number => after[source] - before[source];
      const requests = { sentry: asked('sentry'), loki: asked('loki'), delivery: asked('delivery') };
      return { size, requests, ...read };
    } finally {
      await reader.stop();
    }
  } finally {
    await world.stop();
  }
}
