import { types, type CustomTypesConfig } from 'pg';

const { builtins } = types;
const TIMESTAMP_ARRAY = 1115;
const TIMESTAMPTZ_ARRAY = 1185;

/** Types of `timestamp` and `timestamp[]`: without a zone, nobody can tell which instant they mean. */
export const TYPES_WITHOUT_ZONE: ReadonlySet<number> = new Set([builtins.TIMESTAMP, TIMESTAMP_ARRAY]);

/**
 * How this source reads columns; pg's own parsers stay as they are. Instants become ISO texts in UTC, whatever zone the process runs
 * in; numbers become numbers; what has no parser here is read as pg does.
 */
export const TYPE_PARSERS: CustomTypesConfig = {
  getTypeParser: (oid, format) => PARSERS.get(oid) ?? types.getTypeParser(oid, format),
};

const PARSERS: ReadonlyMap<number, (text: string) => unknown> = new Map<number, (text: string) => unknown>([
  [builtins.INT8, Number],
  [builtins.NUMERIC, Number],
  [builtins.DATE, String],
  [builtins.TIMESTAMP, String],
  [TIMESTAMP_ARRAY, String],
  [builtins.TIMESTAMPTZ, isoOf],
  [TIMESTAMPTZ_ARRAY, isoListOf],
]);

/** `2025-07-08 15:42:00.5+00`, as PostgreSQL writes it under `DateStyle ISO` and `TimeZone UTC`. `infinity` stays as it is. */
function isoOf(text: string): string {
  return text.replace(/^(\S+) (\S+)\+00$/, '$1T$2Z');
}

/** `{"2025-07-08 15:42:00+00",NULL}`: no instant holds a comma or a quote. */
function isoListOf(text: string): (string | null)[] {
  const elements = text.slice(1, -1).split(',');
  return text === '{}'
    ? []
    : elements.map((element) => (element === 'NULL' ? null : isoOf(element.replaceAll('"', ''))));
}
