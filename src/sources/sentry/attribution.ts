import { searchedPart, type WatchedKinds } from './search-query.ts';

/** What an event says of itself, whichever call it was read by. */
export interface EventText {
  readonly title: string;
  readonly message: string;
  /** The classes of all exceptions in the chain. */
  readonly exceptionTypes: readonly string[];
  readonly exceptionValues: readonly string[];
}

const UUID = /(?<![0-9a-f])[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(?![0-9a-f])/gi;

/** Behind a phrase only white space, quotes and the like may stand before the id. */
const LEADING_UUID = /^[\s"'<([{:#=-]*[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?![0-9a-f])/i;

/** Every UUID in these texts, lower-case, each once. */
export function uuidsIn(texts: readonly string[]): readonly string[] {
  const found = texts.flatMap((text) => text.match(UUID) ?? []);
  return [...new Set(found.map((uuid) => uuid.toLowerCase()))];
}

/** Every UUID that an event's own text or its id tag names. */
export function idsNamedBy(event: EventText, idTagValue: string | null): readonly string[] {
  return uuidsIn([...textsOf(event), idTagValue ?? '']);
}

/**
 * The id that stands right behind a phrase, as in `unknown provider for id - <id>`; null where none does. Such an event is about that id,
 * whatever others it holds besides.
 */
export function idBehind(phrase: string, event: EventText): string | null {
  for (const text of textsOf(event)) {
    const at = text.toLowerCase().indexOf(phrase.toLowerCase());
    if (at === -1) continue;
    const [first] = text.slice(at + phrase.length).match(LEADING_UUID) ?? [];
    const [id] = uuidsIn([first ?? '']);
    if (id !== undefined) return id;
  }
  return null;
}

/**
 * The watched exception class or phrase that an event was found by; null when it is none of them.
 * A class says more than a phrase, so it is asked first.
 */
export function kindOf(event: EventText, kinds: WatchedKinds): string | null {
  const { exceptionTypes, messagePhrases } = kinds;
  return (
    exceptionTypes.find((type) => event.exceptionTypes.includes(type)) ??
    messagePhrases.find((phrase) => holds(event, phrase)) ??
    null
  );
}

/** True when the search for a part of a phrase explains why an event was found that is of no watched kind. */
export function isFoundByPart(event: EventText, kinds: WatchedKinds): boolean {
  return kinds.messagePhrases.some((phrase) => {
    const part = searchedPart(phrase);
    return part !== phrase && holds(event, part);
  });
}

/** Sentry compares messages without regard to case. */
function holds(event: EventText, phrase: string): boolean {
  const needle = phrase.toLowerCase();
  return textsOf(event).some((text) => text.toLowerCase().includes(needle));
}

function textsOf(event: EventText): readonly string[] {
  return [event.message, event.title, ...event.exceptionValues];
}

/** Every string inside a value of any depth: JSON that a foreign program wrote. */
export function stringsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [
    ...(Array.isArray(value) ? [] : [key]),
    ...stringsIn(inner),
  ]);
}
