import { z } from 'zod';
import { SOURCE_IDS, type SourceId } from '../../diagnosis/reading.ts';
import { startChild } from '../child.ts';
import type { Measure } from './measure.ts';
import { NAMES } from './source-names.ts';
import { startBenchWorld, type AskedRequest } from './world.ts';

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

export interface FleetReading extends z.infer<typeof reading> {
  readonly size: number;
  readonly requests: Readonly<Record<SourceId, readonly AskedRequest[]>>;
}

/** What a digest of all providers takes: its time, what is asked of each source, and memory. @param say tells of progress */
export async function measureFleets(say: (what: string) => void): Promise<Measure[]> {
  const measured = (size: number): Promise<FleetReading> => {
    say(`a digest of ${size} providers`);
    return readFleetOf(size, LATENCY_MS);
  };
  const smallest = await measured(SIZES[0]);
  const middle = await measured(SIZES[1]);
  const largest = await measured(SIZES[2]);
  return [
    ...[smallest, middle, largest].flatMap((read) => [
      timeOf(read, read === largest),
      ...requestsOf(read, read === smallest ? null : smallest),
      memoryOf(read),
    ]),
    {
      name: `digest of ${largest.size} providers / of ${middle.size}`,
      figure: largest.wallMs / middle.wallMs,
      unit: 'ratio',
      target: { kind: 'under', limit: MOST_GROWTH },
      detail: `${Math.round(largest.wallMs)} / ${Math.round(middle.wallMs)} ms`,
    },
  ];
}

function timeOf({ size, wallMs, cpuMs, subjectsRead, notWell }: FleetReading, isLargest: boolean): Measure {
  return {
    name: `digest of ${size} providers`,
    figure: wallMs,
    unit: 'ms',
    target: isLargest ? { kind: 'under', limit: MOST_MS } : null,
    detail: `${Math.round(cpuMs)} ms of computing; ${subjectsRead} read, ${notWell} not well; answers after ${LATENCY_MS} ms`,
  };
}

/** Nothing but pages may grow with the fleet. @param smallest null: this is the smallest one */
function requestsOf({ size, requests }: FleetReading, smallest: FleetReading | null): readonly Measure[] {
  return SOURCE_IDS.map((source) => {
    const figure = countBesidePages(requests[source]);
    return {
      name: `digest of ${size} providers, ${NAMES[source]}`,
      figure,
      unit: 'requests',
      target:
        smallest === null ? null : { kind: 'at-most', limit: countBesidePages(smallest.requests[source]) },
      detail: `and ${requests[source].length - figure} pages`,
    };
  });
}

function memoryOf({ size, peakMemoryMb }: FleetReading): Measure {
  return {
    name: `digest of ${size} providers, peak memory`,
    figure: peakMemoryMb,
    unit: 'MB',
    target: { kind: 'under', limit: MOST_MEMORY_MB },
    detail: 'of a process that does nothing else',
  };
}

/** What must be the same whatever the size of the fleet. */
export function countBesidePages(requests: readonly AskedRequest[]): number {
  return requests.filter(({ isPage }) => !isPage).length;
}

/**
 * In a sandbox of its own, read by a process of its own. Throws where a source was not ok: the time of such a reading would tell nothing.
 * @param latencyMs of each answer of a source
 */
export async function readFleetOf(size: number, latencyMs: number): Promise<FleetReading> {
  const world = await startBenchWorld({ size, seed: 1, hasCast: false });
  try {
    await world.setLatencies({ sentry: latencyMs, loki: latencyMs, delivery: latencyMs });
    const reader = startChild(READER, {
      environment: { PATH: process.env['PATH'], ...world.environment },
      // As in the Dockerfile and by `npm start`.
      nodeArguments: ['--max-semi-space-size=16'],
    });
    try {
      const read = reading.parse(JSON.parse(await reader.firstLine()));
      if (read.problems.length > 0) {
        throw new Error(`a fleet of ${size} was not read wholly: ${JSON.stringify(read.problems)}`);
      }
      // Nobody else asks anything there.
      return { size, requests: await world.requests(), ...read };
    } finally {
      await reader.stop();
    }
  } finally {
    await world.stop();
  }
}
