import { DateTime } from 'luxon';
import type { Check } from '../checks/check.ts';
import { DAY_MS, HOUR_MS, type EpochMs } from '../diagnosis/time.ts';

/** As it is called in Slack. */
export const COMMAND = '/portal-check';

/** So many subjects go into one check. */
export const MAX_SUBJECTS = 10;

/** What pasting out of Slack brings along: our own escaping puts a word joiner into times. */
const INVISIBLE = /[\u200b\u2060\ufeff]/gu;

const MIN_WINDOW_MS = HOUR_MS;
const MAX_WINDOW_MS = 90 * DAY_MS;

const OPTIONS = ['window', 'as-of'] as const;
type Option = (typeof OPTIONS)[number];

/** What somebody asked for with `/portal-check`. */
interface CommandRequest {
  readonly kind: 'request';
  readonly check: Check;
  /** In their canonical spelling, each once. */
  readonly subjectIds: readonly string[];
  /** null: now. */
  readonly asOfMs: EpochMs | null;
  /** null: as far as the check needs. */
  readonly windowMs: number | null;
  /** Words beside the ids that read like prose. */
  readonly ignored: readonly string[];
}

/** One thing in a command that cannot be read. Words are made in `usage-message.ts`. */
export type Unreadable =
  | { readonly code: 'no-id' }
  | { readonly code: 'not-an-id'; readonly word: string }
  | { readonly code: 'too-many-ids'; readonly count: number }
  | { readonly code: 'mistyped-option'; readonly word: string; readonly option: Option }
  | { readonly code: 'twice'; readonly option: Option }
  | { readonly code: 'missing-value'; readonly option: Option }
  | { readonly code: 'window'; readonly word: string }
  | { readonly code: 'as-of'; readonly word: string }
  | { readonly code: 'as-of-without-offset'; readonly word: string }
  | { readonly code: 'as-of-in-future'; readonly word: string };

export type CommandReading =
  | CommandRequest
  | { readonly kind: 'help' }
  | { readonly kind: 'unreadable'; readonly check: Check; readonly problems: readonly Unreadable[] };

/**
 * Reads what stands behind `/portal-check`: `[<check-id>] <ids…> [window 14d] [as-of 2025-07-24T05:31-07:00] [help]`.
 * Ids may stand in URLs or in text. Prose beside an id is left aside; what may be a mistyped id or option is not.
 * @param checks that are known; the first is meant where none is named
 */
export function readCommandText(
  text: string,
  { checks, nowMs }: { readonly checks: readonly [Check, ...Check[]]; readonly nowMs: EpochMs },
): CommandReading {
  const words = text
    .replaceAll(INVISIBLE, '')
    .split(/\s+/u)
    .filter((word) => word !== '');
  const named = checks.find(({ id }) => id.toLowerCase() === words[0]?.toLowerCase());
  const check = named ?? checks[0];
  const rest = named === undefined ? words : words.slice(1);
  if (rest.length === 0 || isHelp(rest.at(0)) || isHelp(rest.at(-1))) return { kind: 'help' };

  const options = takeOptions(rest);
  const { ids, unreadable } = check.subject.find(options.otherWords.join(' '));
  const subjectIds = [...new Set(ids)];
  const asOf = readAsOf(options.values['as-of'], nowMs);
  const window = readWindow(options.values.window);
  const suspects = unreadable.flatMap((word): Unreadable[] => {
    const option = mistypedOption(word);
    if (option !== null) return [{ code: 'mistyped-option', word, option }];
    return subjectIds.length === 0 || !isProse(word) ? [{ code: 'not-an-id', word }] : [];
  });
  const problems: Unreadable[] = [
    ...suspects,
    ...options.problems,
    ...problemsOf(asOf),
    ...problemsOf(window),
  ];
  if (subjectIds.length === 0 && suspects.length === 0) problems.push({ code: 'no-id' });
  if (subjectIds.length > MAX_SUBJECTS) problems.push({ code: 'too-many-ids', count: subjectIds.length });

  if (problems.length > 0) return { kind: 'unreadable', check, problems };
  return {
    kind: 'request',
    check,
    subjectIds,
    asOfMs: asOf.valueMs,
    windowMs: window.valueMs,
    ignored: unreadable,
  };
}

interface OptionWords {
  readonly values: Readonly<Record<Option, string | null>>;
  readonly problems: readonly Unreadable[];
  readonly otherWords: readonly string[];
}

/** Takes the options with their values out of the words. `window 14d`, `window=14d` and `--window 14d` mean the same. */
function takeOptions(words: readonly string[]): OptionWords {
  const values: Record<Option, string | null> = { window: null, 'as-of': null };
  const problems: Unreadable[] = [];
  const otherWords: string[] = [];
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? '';
    const { name, value } = splitOption(word);
    const option = OPTIONS.find((known) => known === name);
    if (option === undefined) {
      otherWords.push(word);
      continue;
    }
    const given = value ?? words[(index += 1)];
    if (given === undefined || given === '') problems.push({ code: 'missing-value', option });
    else if (values[option] !== null) problems.push({ code: 'twice', option });
    else values[option] = given;
  }
  return { values, problems, otherWords };
}

function splitOption(word: string): { readonly name: string; readonly value: string | null } {
  // Slack turns "--" into a long dash.
  const [name = '', ...value] = word.replace(/^[-–—]+/u, '').split('=');
  return { name: name.toLowerCase(), value: value.length === 0 ? null : value.join('=') };
}

interface Read {
  readonly valueMs: number | null;
  readonly problem: Unreadable | null;
}

function readWindow(word: string | null): Read {
  if (word === null) return { valueMs: null, problem: null };
  const [, number, unit] = /^(\d{1,5})([hd])$/iu.exec(word) ?? [];
  const valueMs = Number(number) * (unit?.toLowerCase() === 'h' ? HOUR_MS : DAY_MS);
  // Written so that a word that is no number at all fails too.
  if (!(valueMs >= MIN_WINDOW_MS && valueMs <= MAX_WINDOW_MS))
    return { valueMs: null, problem: { code: 'window', word } };
  return { valueMs, problem: null };
}

const DATE_AND_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?/iu;
const OFFSET = /^(?:Z|[+-](?:0\d|1[0-4]):[0-5]\d)$/iu;

function readAsOf(word: string | null, nowMs: EpochMs): Read {
  if (word === null) return { valueMs: null, problem: null };
  const dateAndTime = DATE_AND_TIME.exec(word)?.[0];
  const offset = word.slice(dateAndTime?.length ?? 0);
  if (dateAndTime !== undefined && offset === '') {
    return { valueMs: null, problem: { code: 'as-of-without-offset', word } };
  }
  const instant = DateTime.fromISO(word.toUpperCase());
  if (dateAndTime === undefined || !OFFSET.test(offset) || !instant.isValid) {
    return { valueMs: null, problem: { code: 'as-of', word } };
  }
  if (instant.toMillis() > nowMs) return { valueMs: null, problem: { code: 'as-of-in-future', word } };
  return { valueMs: instant.toMillis(), problem: null };
}

function problemsOf({ problem }: Read): readonly Unreadable[] {
  return problem === null ? [] : [problem];
}

function isHelp(word: string | undefined): boolean {
  return word !== undefined && /^[-–—]*help$/iu.test(word);
}

/** A word with a digit may be a mistyped id, date or length of time, and one with dashes before it an option: those are not passed over. */
function isProse(word: string): boolean {
  return !/\p{N}/u.test(word) && !/^(?:--|[–—])\p{L}/u.test(word);
}

/** The option that a word was probably meant to be: a check with another window than the asked one would mislead. */
function mistypedOption(word: string): Option | null {
  const { name } = splitOption(word);
  return OPTIONS.find((option) => distance(name, option) <= option.length / 3) ?? null;
}

/** Levenshtein's distance: how many letters differ. */
function distance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 3) return Number.POSITIVE_INFINITY;
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [row, letter] of a.split('').entries()) {
    const current = [row + 1];
    for (const [column, other] of b.split('').entries()) {
      current.push(
        Math.min(
          (previous[column + 1] ?? 0) + 1,
          (current[column] ?? 0) + 1,
          (previous[column] ?? 0) + (letter === other ? 0 : 1),
        ),
      );
    }
    previous = current;
  }
  return previous[b.length] ?? 0;
}
