import { Refusal } from './refusal.ts';
import type { Filter, Search } from './search-language.ts';
import { indexedMessageOf, titleOf, type WorldEvent } from './world.ts';

/** An unescaped asterisk: one with an even number of backslashes in front of it. */
const WILDCARD = /(?<!\\)(\\\\)*\*/;
const TAG_KEY = /^tags\[(.+)\]$/;

const COLUMNS = new Map<string, (event: WorldEvent) => readonly string[]>([
  ['message', (event) => [indexedMessageOf(event)]],
  ['title', (event) => [titleOf(event)]],
  ['error.type', ({ exceptions }) => exceptions.map(({ type }) => type)],
  ['error.value', ({ exceptions }) => exceptions.map(({ value }) => value)],
  ['issue.id', ({ issueId }) => [issueId]],
  ['id', ({ eventId }) => [eventId]],
  ['environment', ({ tags }) => [tags['environment'] ?? '']],
  ['level', ({ tags }) => [tags['level'] ?? '']],
]);

/**
 * Makes a query into a test for events. Throws a 400 for a key that the stand-in does not know, where Sentry would
 * look for a tag of that name: a misspelt key must not pass for an empty answer.
 */
export function finderOf(search: Search): (event: WorldEvent) => boolean {
  if ('parts' in search) {
    const finders = search.parts.map(finderOf);
    return search.is === 'and'
      ? (event) => finders.every((isFound) => isFound(event))
      : (event) => finders.some((isFound) => isFound(event));
  }
  if (search.is === 'text') return (event) => contains(indexedMessageOf(event), search.text);
  const columnsOf = columnsNamed(search.key);
  return (event) => matches(search, columnsOf(event)) !== search.negated;
}

function columnsNamed(key: string): (event: WorldEvent) => readonly string[] {
  const tag = TAG_KEY.exec(key)?.[1];
  const columns = tag === undefined ? COLUMNS.get(key) : (event: WorldEvent) => [event.tags[tag] ?? ''];
  if (columns === undefined) throw new Refusal(400, `Invalid key for this search: ${key}`);
  return columns;
}

function matches({ key, values, isList }: Filter, columns: readonly string[]): boolean {
  // In a list everything is compared as a whole; alone, `message` is searched.
  const test = isList ? isEqual : key === 'message' ? contains : isLike;
  return values.some((value) => columns.some((column) => test(column, value)));
}

function isEqual(text: string, value: string): boolean {
  return text === value;
}

/** Without regard to case, as `message` and free text are searched. */
function contains(text: string, value: string): boolean {
  return WILDCARD.test(value)
    ? new RegExp(patternOf(value), 'isu').test(text)
    : text.toLowerCase().includes(literalOf(value).toLowerCase());
}

function isLike(text: string, value: string): boolean {
  return WILDCARD.test(value)
    ? new RegExp(`^${patternOf(value)}$`, 'su').test(text)
    : text === literalOf(value);
}

function literalOf(value: string): string {
  return value.replaceAll('\\*', '*');
}

function patternOf(value: string): string {
  return value.replaceAll(/\\([\s\S])|([\s\S])/gu, (_, escaped?: string, plain = '') =>
    plain === '*' ? '.*' : (escaped ?? plain).replace(/[\\^$.*+?()[\]{}|/]/, '\\$&'),
  );
}
