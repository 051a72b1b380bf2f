import type { ExceptionsQuestion } from '../../checks/questions.ts';

/** What makes an event worth reading. */
export type WatchedKinds = Pick<ExceptionsQuestion, 'exceptionTypes' | 'messagePhrases'>;

/** Words that need no quotes in a list. */
const BARE_WORD = /^[\w.:]+$/;
/** Tag names that Sentry's grammar knows, without and with quotes. */
const BARE_TAG_NAME = /^[\w.-]+$/;
const TAG_NAME = /^[\w.:-]+$/;

/**
 * Finds the events of the watched kinds in one search over events. In parentheses: AND binds tighter than OR.
 * Issue search knows no OR; it takes `issueQueries`.
 */
export function kindsQuery(kinds: WatchedKinds): string {
  const parts = issueQueries(kinds);
  if (parts.length === 0) throw new RangeError('a search needs an exception type or a message phrase');
  return `(${parts.join(' OR ')})`;
}

/** The same as `kindsQuery`, in searches without OR: one for all exception types, one for each phrase. */
export function issueQueries({ exceptionTypes, messagePhrases }: WatchedKinds): readonly string[] {
  const types = exceptionTypes.length === 0 ? [] : [`error.type:[${exceptionTypes.map(listed).join(',')}]`];
  return [...types, ...messagePhrases.map((phrase) => `message:${quoted(searchedPart(phrase))}`)];
}

/**
 * Finds the events of the watched kinds that name one of the ids: in the message, in the value of any exception of
 * the chain, or in the tag. Never a bare id, which Sentry would take for an event's.
 */
export function namingQuery(kinds: WatchedKinds, ids: readonly string[], idTag: string | null): string {
  const probes = ids.flatMap((id) => [
    `message:${quoted(id)}`,
    // Every exception's value is searched by this, the message holds only the last one's. The match is case-sensitive.
    `error.value:${quoted(`*${id}*`)}`,
    ...(idTag === null ? [] : [`${tagKey(idTag)}:${quoted(id)}`]),
  ]);
  return `${kindsQuery(kinds)} (${probes.join(' OR ')})`;
}

/**
 * The longest part of a phrase that a "contains" search can hold literally. An asterisk is a wildcard, and a backslash
 * in front of an asterisk or a quote escapes it, so neither can be written for certain. Searching for a part finds at
 * least the same events; `kindOf` compares the whole phrase.
 * Throws a RangeError when nothing is left to search for.
 */
export function searchedPart(phrase: string): string {
  const parts = phrase.split(/[*\\]/).filter((part) => part.trim() !== '');
  const longest = parts.reduce((best, part) => (part.length > best.length ? part : best), '');
  if (longest === '') throw new RangeError(`"${phrase}" holds nothing that Sentry could search for`);
  return longest;
}

/** One element of a list, which is compared as a whole and takes no wildcard. */
function listed(type: string): string {
  if (BARE_WORD.test(type)) return type;
  if (type === '' || type.includes('*') || type.endsWith('\\')) {
    throw new RangeError(`"${type}" is no exception type that Sentry could search for`);
  }
  return quoted(type);
}

/** A value in quotes. It must not end in a backslash, which would take the closing quote with it. */
function quoted(value: string): string {
  return `"${value.replaceAll('"', '\\"')}"`;
}

function tagKey(name: string): string {
  if (BARE_TAG_NAME.test(name)) return `tags[${name}]`;
  if (TAG_NAME.test(name)) return `tags["${name}"]`;
  throw new RangeError(`"${name}" is no tag that Sentry could search for`);
}
