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
  if (search.is === 'text') {
    const isMatch = containing(search.text);
    return (event) => isMatch(indexedMessageOf(event));
  }
  const columnsOf = columnsNamed(search.key);
  const isMatch = matcherOf(search);
  return (event) => columnsOf(event).some(isMatch) !== search.negated;
}

function columnsNamed(key: string): (event: WorldEvent) => readonly string[] {
  const tag = TAG_KEY.exec(key)?.[1];
  const columns = tag === undefined ? COLUMNS.get(key) : (event: WorldEvent) => [event.tags[tag] ?? ''];
  if (columns === undefined) throw new Refusal(400, `Invalid key for this search: ${key}`);
  return columns;
}

type Matcher = (text: string) => boolean;

/** Made once for all events. */
function matcherOf({ key, values, isList }: Filter): Matcher {
  // In a list everything is compared as a whole; alone, `message` is searched.
  if (isList) return (text) => values.includes(text);
  const matchers = values.map(key === 'message' ? containing : like);
  return (text) => matchers.some((isMatch) => isMatch(text));
}

/** Without regard to case, as `message` and free text are searched. */
function containing(value: string): Matcher {
  if (WILDCARD.test(value)) {
    const pattern = new RegExp(patternOf(value), 'isu');
    return (text) => pattern.test(text);
  }
  const needle = literalOf(value).toLowerCase();
  return (text) => text.toLowerCase().includes(needle);
}

function like(value: string): Matcher {
  if (WILDCARD.test(value)) {
    const pattern = new RegExp(`^${patternOf(value)}$`, 'su');
    return (text) => pattern.test(text);
  }
  const literal = literalOf(value);
  return (text) => text === literal;
}

function literalOf(value: string): string {
  return value.replaceAll('\\*', '*');
}

function patternOf(value: string): string {
  return value.replaceAll(/\\([\s\S])|([\s\S])/gu, (_, escaped?: string, plain = '') =>
    plain === '*' ? '.*' : (escaped ?? plain).replace(/[\\^$.*+?()[\]{}|/]/, '\\$&'),
  );
}
