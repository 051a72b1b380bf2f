import { DateTime } from 'luxon';
import { DAY_MS, HOUR_MS, isoOf, type EpochMs, type Window } from '../diagnosis/time.ts';
import { UsageError } from '../errors.ts';
import type { Session } from './session.ts';

const EXAMPLE = '2025-07-24T05:31-07:00';

const AGO = /^(\d{1,5})([hd])$/iu;
const DATE_AND_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?/iu;
const OFFSET = /^(?:Z|[+-](?:0\d|1[0-4]):[0-5]\d)$/iu;

/** Another process's clock may be ahead of this one's, and what it wrote is there. */
const OPEN_END_MS = Date.parse('9999-12-31T00:00Z');

/**
 * The stretch of time that `--since` and `--until` name: each an instant with its offset, or how long ago.
 * Without `--until` it has no end.
 * @throws UsageError where one of them cannot be read, or they name no time at all
 */
export function readRange(
  { since, until }: { readonly since: string; readonly until?: string | undefined },
  { clock, words }: Pick<Session, 'clock' | 'words'>,
): Window {
  const nowMs = clock();
  const fromMs = readInstant('--since', since, nowMs, words.refusals);
  const untilMs = until === undefined ? nowMs : readInstant('--until', until, nowMs, words.refusals);
  if (fromMs >= untilMs) throw new UsageError(words.refusals.emptyRange(since, until ?? isoOf(nowMs)));
  return { fromMs, untilMs: until === undefined ? OPEN_END_MS : untilMs };
}

function readInstant(
  option: string,
  text: string,
  nowMs: EpochMs,
  refusals: Session['words']['refusals'],
): EpochMs {
  const [, count, unit] = AGO.exec(text) ?? [];
  if (count !== undefined) return nowMs - Number(count) * (unit?.toLowerCase() === 'h' ? HOUR_MS : DAY_MS);
  const dateAndTime = DATE_AND_TIME.exec(text)?.[0];
  const offset = text.slice(dateAndTime?.length ?? 0);
  const instant = DateTime.fromISO(text.toUpperCase());
  if (dateAndTime === undefined || !instant.isValid) {
    throw new UsageError(refusals.instant(option, text, EXAMPLE));
  }
  if (offset === '') throw new UsageError(refusals.instantWithoutOffset(option, text));
  if (!OFFSET.test(offset)) throw new UsageError(refusals.instant(option, text, EXAMPLE));
  return instant.toMillis();
}
