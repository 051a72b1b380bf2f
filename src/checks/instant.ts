import { z } from 'zod';
import type { EpochMs } from '../diagnosis/time.ts';

const DATE_TIME = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d(?:\.\d+)?)(?:(Z)|([+-]\d\d)(?::?(\d\d))?)?$/;

/**
 * A column with an instant, as a statement's row schema reads it: a `timestamptz`, or its spelling inside jsonb.
 * A time without a zone is refused, as nobody can tell which instant it means.
 */
export const instant = z.unknown().transform((value, context): EpochMs => {
  const [, date, time, utc, hours, minutes = '00'] =
    DATE_TIME.exec(typeof value === 'string' ? value : '') ?? [];
  const hasZone = utc !== undefined || hours !== undefined;
  const epochMs = hasZone ? Date.parse(`${date}T${time}${utc ?? `${hours}:${minutes}`}`) : Number.NaN;
  if (Number.isNaN(epochMs)) {
    const params = date !== undefined && !hasZone ? { lacks: 'zone' } : {};
    context.addIssue({ code: 'custom', message: 'timestamptz', params });
    return z.NEVER;
  }
  return epochMs;
});

/** Says whether a value was refused by `instant` for lacking a zone. */
export function lacksZone(issue: z.core.$ZodIssue): boolean {
  return issue.code === 'custom' && issue.params?.['lacks'] === 'zone';
}
