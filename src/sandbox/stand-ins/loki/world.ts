/** A line as it was written: with the labels of its stream, and none of those that Loki adds. */
export interface StoredLine {
  readonly atNs: bigint;
  readonly labels: Readonly<Record<string, string>>;
  readonly text: string;
}

/** An app that writes the same again and again: its lines are made when they are asked for. */
export interface RegularLog {
  readonly labels: Readonly<Record<string, string>>;
  /** The first line. */
  readonly fromNs: bigint;
  /** No line is written from here on. */
  readonly untilNs: bigint;
  readonly everyNs: bigint;
  /** The text of the nth line. */
  readonly text: (index: number) => string;
}

export interface LogWorld {
  readonly regular: readonly RegularLog[];
  /** In any order. */
  readonly lines: readonly StoredLine[];
  /** Lines later than this have not been written yet. */
  nowMs(): number;
}

/** One stream of the world, whichever way it is stored. */
export interface Stream {
  readonly labels: Readonly<Record<string, string>>;
  /** Its lines from `fromNs` (included) to `untilNs` (not included), from the asked end on. */
  between(fromNs: bigint, untilNs: bigint, direction: 'forward' | 'backward'): Iterable<StoredLine>;
}

/** The streams that exist: those of the regular logs, and those that the single lines make up. */
export function streamsOf(world: LogWorld): Stream[] {
  const byLabels = Map.groupBy(world.lines, ({ labels }) => keyOf(labels));
  const nowNs = (): bigint => BigInt(world.nowMs()) * 1_000_000n + 1n;
  return [...[...byLabels.values()].map(streamOfLines), ...world.regular.map(streamOfRegular)].map(
    (stream) => ({
      labels: stream.labels,
      between: (fromNs, untilNs, direction) =>
        stream.between(fromNs, untilNs < nowNs() ? untilNs : nowNs(), direction),
    }),
  );
}

/** The same labels have the same key, in whatever order they stand. */
export function keyOf(labels: Readonly<Record<string, string>>): string {
  const byName = Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify(Object.fromEntries(byName));
}

function streamOfLines(lines: readonly StoredLine[]): Stream {
  const oldestFirst = lines.toSorted((a, b) => Number(a.atNs - b.atNs));
  return {
    labels: lines[0]?.labels ?? {},
    between(fromNs, untilNs, direction) {
      const within = oldestFirst.filter(({ atNs }) => atNs >= fromNs && atNs < untilNs);
      return direction === 'forward' ? within : within.toReversed();
    },
  };
}

function streamOfRegular({ labels, fromNs, untilNs, everyNs, text }: RegularLog): Stream {
  /** How many lines were written before an instant. */
  const countBefore = (atNs: bigint): number => {
    const end = atNs < untilNs ? atNs : untilNs;
    return end <= fromNs ? 0 : Number((end - fromNs + everyNs - 1n) / everyNs);
  };
  const lineAt = (index: number): StoredLine => ({
    atNs: fromNs + BigInt(index) * everyNs,
    labels,
    text: text(index),
  });
  return {
    labels,
    *between(askedFromNs, askedUntilNs, direction) {
      const first = countBefore(askedFromNs);
      const end = countBefore(askedUntilNs);
      for (let step = 0; step < end - first; step += 1) {
        yield lineAt(direction === 'forward' ? first + step : end - 1 - step);
      }
    },
  };
}
