/** One metric with all its samples, as Prometheus reads them. */
export interface Family {
  readonly name: string;
  readonly type: string;
  readonly help: string;
  readonly samples: readonly Sample[];
}

export interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

const SAMPLE = /^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(.*)\})? (\S+)$/;
const LABEL = /([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\]|\\[\\"n])*)"(?:,|$)/y;

/** Reads Prometheus' text format 0.0.4 as strictly as Prometheus does; throws naming the line. */
export function readExposition(text: string): readonly Family[] {
  if (!text.endsWith('\n')) throw new Error('the last line does not end');
  const families = new Map<string, { type: string; help: string; samples: Sample[] }>();
  let current: string | null = null;
  for (const line of text.split('\n')) {
    const [, kind, name = '', rest = ''] = /^# (HELP|TYPE) (\S+) ?(.*)$/.exec(line) ?? [];
    if (kind === 'HELP') {
      if (families.has(name)) throw new Error(`stands there twice: ${line}`);
      families.set(name, { type: 'untyped', help: rest, samples: [] });
      current = name;
    } else if (kind === 'TYPE') {
      const family = families.get(name);
      if (name !== current || family === undefined || family.samples.length > 0) {
        throw new Error(`in the wrong place: ${line}`);
      }
      family.type = rest;
    } else if (line !== '') {
      const sample = sampleOf(line);
      const family = current === null ? undefined : families.get(current);
      if (current === null || family === undefined || !belongsTo(sample.name, current, family.type)) {
        throw new Error(`belongs to no metric before it: ${line}`);
      }
      family.samples.push(sample);
    }
  }
  return [...families].map(([name, family]) => ({ name, ...family }));
}

function sampleOf(line: string): Sample {
  const [, name, labels = '', value = ''] = SAMPLE.exec(line) ?? [];
  if (name === undefined) throw new Error(`is no sample: ${line}`);
  const number = value === '+Inf' ? Infinity : value === 'Nan' ? NaN : Number(value);
  if (Number.isNaN(number) && value !== 'Nan') throw new Error(`has no number: ${line}`);
  return { name, labels: labelsOf(labels, line), value: number };
}

function labelsOf(text: string, line: string): Record<string, string> {
  const labels: Record<string, string> = {};
  LABEL.lastIndex = 0;
  while (LABEL.lastIndex < text.length) {
    const [, name, value] = LABEL.exec(text) ?? [];
    if (name === undefined || value === undefined || name in labels)
      throw new Error(`has wrong labels: ${line}`);
    labels[name] = value;
  }
  return labels;
}

function belongsTo(sample: string, family: string, type: string): boolean {
  if (type !== 'histogram') return sample === family;
  return ['_bucket', '_sum', '_count'].some((suffix) => sample === `${family}${suffix}`);
}

const UNITS_THAT_ARE_NOT_BASE =
  /_(?:ms|msec|milliseconds?|us|microseconds?|ns|nanoseconds?|secs?|minutes?|hours?|days?|kb|mb|kilobytes?|megabytes?|percent)(?:_|$)/;
const TYPE_IN_NAME = /_(?:counter|gauge|histogram|summary)(?:_|$)/;
const SNAKE_CASE = /^[a-z][a-z0-9]*(?:_[a-z0-9]+)*$/;

/** What `promtool check metrics` would object to, and what its parser cannot see: doubled series and buckets that do not add up. */
export function objectionsTo(families: readonly Family[]): readonly string[] {
  return families.flatMap((family) => {
    const { name, type, help, samples } = family;
    const labels = samples.flatMap((sample) => Object.keys(sample.labels));
    const reserved = type !== 'histogram' && (/_(?:bucket|sum|count)$/.test(name) || labels.includes('le'));
    const objections: readonly (readonly [boolean, string])[] = [
      [help.trim() === '', 'no help'],
      [type === 'untyped', 'no type'],
      [type === 'counter' && !name.endsWith('_total'), 'a counter without _total'],
      [type !== 'counter' && name.endsWith('_total'), '_total on what is no counter'],
      [!SNAKE_CASE.test(name), 'not in snake_case'],
      [labels.some((label) => !SNAKE_CASE.test(label)), 'a label that is not in snake_case'],
      [UNITS_THAT_ARE_NOT_BASE.test(name), 'a unit that is no base unit'],
      [TYPE_IN_NAME.test(name), 'the type in its name'],
      [reserved, 'what is reserved for histograms'],
      [hasDoubles(samples), 'the same series twice'],
      [type === 'histogram' && !addsUp(family), 'buckets that do not add up'],
    ];
    return objections.filter(([holds]) => holds).map(([, what]) => `${name}: ${what}`);
  });
}

function hasDoubles(samples: readonly Sample[]): boolean {
  return new Set(samples.map(({ name, labels }) => name + seriesOf(labels))).size < samples.length;
}

/** Each bucket holds those before it, and the last one all. */
function addsUp({ name, samples }: Family): boolean {
  const counts = samples.filter((sample) => sample.name === `${name}_count`);
  return counts.every((count) => {
    const buckets = samples.filter(
      (sample) =>
        sample.name === `${name}_bucket` && seriesOf(sample.labels, 'le') === seriesOf(count.labels),
    );
    const isRising = buckets.every(({ value }, index) => value >= (buckets[index - 1]?.value ?? 0));
    const all = buckets.at(-1);
    return isRising && all?.labels['le'] === '+Inf' && all.value === count.value;
  });
}

/** The same for the same labels, in whatever order. */
function seriesOf(labels: Sample['labels'], without?: string): string {
  const sorted = Object.entries(labels).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return JSON.stringify(sorted.filter(([name]) => name !== without));
}

/** The value of one series; undefined: it is not there. */
export function valueIn(
  families: readonly Family[],
  name: string,
  labels: Sample['labels'] = {},
): number | undefined {
  const samples = families.flatMap((family) => family.samples);
  return samples.find((sample) => sample.name === name && seriesOf(sample.labels) === seriesOf(labels))
    ?.value;
}
