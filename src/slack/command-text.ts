import { DateTime } from 'luxon';
import type { Check } from '../checks/check.ts';
import { DAY_MS, HOUR_MS, type EpochMs } from '../diagnosis/time.ts';
import { leadingCheck } from './check-meant.ts';

/** As it is called in Slack. */
export const COMMAND = '/portal-check';

/** As people address it in a message. */
export const MENTION = '@portal-check';

/** So many subjects go into one check. */
export const MAX_SUBJECTS = 10;

/** What pasting out of Slack brings along: our own escaping puts a word joiner into times. */
const INVISIBLE = /[\u200b\u2060\ufeff]/gu;

const MIN_WINDOW_MS = HOUR_MS;
const MAX_WINDOW_MS = 90 * DAY_MS;

const OPTIONS = ['window', 'as-of'] as const;
type Option = (typeof OPTIONS)[number];

/** Who is to see an answer: the asker alone, or all in the channel; null: as it is usual there. */
export type AskedVisibility = 'private' | 'public' | null;

/** How a check is to be made, whichever its subjects are. */
export interface CheckOptions {
  /** null: now. */
  readonly asOfMs: EpochMs | null;
  /** null: as far as the check needs. */
  readonly windowMs: number | null;
  readonly visibility: AskedVisibility;
}

/** What somebody asked for with `/portal-check`. */
interface CommandRequest extends CheckOptions {
  readonly kind: 'request';
  readonly check: Check;
  /** In their canonical spelling, each once. */
  readonly subjectIds: readonly string[];
  /** Words beside the ids that read like prose. */
  readonly ignored: readonly string[];
}

/** Words without an id: the subject is to be found by its name. */
interface CommandSearch extends CheckOptions {
  readonly kind: 'search';
  readonly check: Check;
  readonly words: string;
}

/** One thing in a command that cannot be read. Words are made in `usage-message.ts`. */
export type Unreadable =
  | { readonly code: 'no-id' }
  | { readonly code: 'no-name' }
  | { readonly code: 'two-visibilities' }
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
  | CommandSearch
  | { readonly kind: 'help' }
  | { readonly kind: 'unreadable'; readonly check: Check; readonly problems: readonly Unreadable[] };

/**
 * Reads what stands behind `/portal-check`: `[<check-id>] <ids…, or words of a name> [window 14d] [as-of 2025-07-24T05:31-07:00]
 * [private|public] [help]`; `ayuda` alone is help too. Ids may stand in URLs or in text. Prose beside an id is left aside; what may be a mistyped id or option is
 * not. Words without any id are a name to search for, where the check has names.
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
  const named = leadingCheck(words.join(' '), checks);
  const check = named?.check ?? checks[0];
  const rest = named === null ? words : words.slice(1);
  if (rest.length === 0 || isHelp(rest.at(0)) || isHelp(rest.at(-1)) || isAyuda(rest.join(' '))) {
    return { kind: 'help' };
  }

  const options = takeOptions(rest);
  const subjectIds = [...new Set(check.subject.find(options.otherWords.join(' ')).ids)];
  const seen = takeVisibility(options.otherWords, subjectIds.length > 0);
  const { unreadable } = check.subject.find(seen.otherWords.join(' '));
  const isSearch = subjectIds.length === 0 && check.subject.directory !== null;
  const asOf = readAsOf(options.values['as-of'], nowMs);
  const window = readWindow(options.values.window);
  const suspects = unreadable.flatMap((word, index): Unreadable[] => {
    // A name may hold a word that is nearly an option's: it is one only with what makes an option.
    const isOptionLike = /^[-–—]|=/u.test(word) || /^\d/u.test(unreadable[index + 1] ?? '');
    const option = isSearch && !isOptionLike ? null : mistypedOption(word);
    if (option !== null) return [{ code: 'mistyped-option', word, option }];
    const isNoId = isSearch ? isLikeAnId(word) : subjectIds.length === 0 || !isProse(word);
    return isNoId ? [{ code: 'not-an-id', word }] : [];
  });
  const searched = seen.otherWords.join(' ');
  const problems: Unreadable[] = [
    ...suspects,
    ...options.problems,
    ...seen.problems,
    ...problemsOf(asOf),
    ...problemsOf(window),
    ...missing(subjectIds, searched, isSearch, suspects.length > 0),
  ];
  if (subjectIds.length > MAX_SUBJECTS) problems.push({ code: 'too-many-ids', count: subjectIds.length });

  if (problems.length > 0) return { kind: 'unreadable', check, problems };
  const how = { check, asOfMs: asOf.valueMs, windowMs: window.valueMs, visibility: seen.visibility };
  return isSearch
    ? { kind: 'search', words: searched, ...how }
    : { kind: 'request', subjectIds, ignored: unreadable, ...how };
}

/** What somebody wrote in a message: text with ids or names in it, and perhaps options. */
export type MentionReading =
  | { readonly kind: 'help' }
  | (CheckOptions & { readonly kind: 'text'; readonly check: Check; readonly text: string })
  | { readonly kind: 'unreadable'; readonly check: Check; readonly problems: readonly Unreadable[] };

/** A value that an option could have: in a sentence, "window" and "public" are words like others. */
const OPTION_IN_TEXT = /(?:^|\s)(?:--|[–—])?(window|as-of)[\s=]+(\d\S*)/giu;

/**
 * Reads a message that mentions the bot. Unlike a command it may be prose: what is no id, no name and no option is left aside.
 * @param checks that are known; the first is meant where none is named
 */
export function readMentionText(
  text: string,
  { checks, nowMs }: { readonly checks: readonly [Check, ...Check[]]; readonly nowMs: EpochMs },
): MentionReading {
  const plain = text.replaceAll(INVISIBLE, '').trim();
  const named = leadingCheck(plain, checks);
  const check = named?.check ?? checks[0];
  const said = named?.rest ?? plain;
  if (said === '' || isHelp(said) || isAyuda(said)) return { kind: 'help' };
  const options = [...said.matchAll(OPTION_IN_TEXT)].flatMap(([, name = '', value = '']) => [name, value]);
  const { values, problems: mistakes } = takeOptions(options);
  const {
    visibility,
    problems: wishes,
    otherWords,
  } = takeVisibility(
    said
      .replaceAll(OPTION_IN_TEXT, ' ')
      .split(/\s+/u)
      .filter((word) => word !== ''),
    false,
  );
  const asOf = readAsOf(values['as-of'], nowMs);
  const window = readWindow(values.window);
  const problems = [...mistakes, ...wishes, ...problemsOf(asOf), ...problemsOf(window)];
  if (problems.length > 0) return { kind: 'unreadable', check, problems };
  return {
    kind: 'text',
    check,
    text: otherWords.join(' '),
    asOfMs: asOf.valueMs,
    windowMs: window.valueMs,
    visibility,
  };
}

/** A length of time as it is typed, in milliseconds, as "14d" or "12h". */
export function readWindowText(word: string): number | 'unreadable' {
  return readWindow(word.trim()).valueMs ?? 'unreadable';
}

/** What is lacking to know whom somebody means. */
function missing(
  subjectIds: readonly string[],
  words: string,
  isSearch: boolean,
  isSuspicious: boolean,
): readonly Unreadable[] {
  if (subjectIds.length > 0 || isSuspicious) return [];
  if (!isSearch) return [{ code: 'no-id' }];
  if (words === '') return [{ code: 'no-id' }];
  return /[\p{L}\p{N}]/u.test(words) ? [] : [{ code: 'no-name' }];
}

interface OptionWords {
  readonly values: Readonly<Record<Option, string | null>>;
  readonly problems: readonly Unreadable[];
  readonly otherWords: readonly string[];
}

/** Takes `window` and `as-of` with their values out of the words. `window 14d`, `window=14d` and `--window 14d` mean the same. */
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

/**
 * Takes `private` and `public` out of the words: anywhere beside ids, but in a name only behind it or with dashes, for a name may hold
 * such a word.
 */
function takeVisibility(
  words: readonly string[],
  hasIds: boolean,
): {
  readonly visibility: AskedVisibility;
  readonly problems: readonly Unreadable[];
  readonly otherWords: readonly string[];
} {
  const isVisibility = (word: string): boolean => visibilityIn(word) !== null;
  const isTaken = (word: string, index: number): boolean =>
    isVisibility(word) && (hasIds || /^[-–—]/u.test(word) || words.slice(index).every(isVisibility));
  const taken = words.filter(isTaken).map(visibilityIn);
  return {
    visibility: taken[0] ?? null,
    problems: new Set(taken).size > 1 ? [{ code: 'two-visibilities' }] : [],
    otherWords: words.filter((word, index) => !isTaken(word, index)),
  };
}

function visibilityIn(word: string): AskedVisibility {
  const { name, value } = splitOption(word);
  return value === null && (name === 'private' || name === 'public') ? name : null;
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

/** Only on its own: a name may hold the word. */
function isAyuda(words: string): boolean {
  return /^[-–—]*ayuda$/iu.test(words);
}

/** A word with a digit may be a mistyped id, date or length of time, and one with dashes before it an option: those are not passed over. */
function isProse(word: string): boolean {
  return !/\p{N}/u.test(word) && !/^(?:--|[–—])\p{L}/u.test(word);
}

/** A word that nobody's name holds: as long as an id, or with as many dashes or so many digits. */
function isLikeAnId(word: string): boolean {
  const dashes = word.match(/-/gu)?.length ?? 0;
  const digits = word.match(/\p{N}/gu)?.length ?? 0;
  return (
    (dashes >= 3 && digits > 0) ||
    digits >= 10 ||
    /^[0-9a-f]{9,}$/iu.test(word) ||
    /^(?:--|[–—])\p{L}/u.test(word)
  );
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
