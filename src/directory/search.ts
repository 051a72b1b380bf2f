import type { ListedSubject, SubjectDirectory } from '../checks/subjects.ts';
import { plainWordsOf, writtenWordsOf } from '../words/plain-words.ts';

/** What a search by words has found. */
export interface Found {
  /** The only subject that bears exactly this name; null: none does, or several do, or it may as well be the short id of another one. */
  readonly exact: ListedSubject | null;
  /** Every subject that all the words fit, those with exactly this name first, then by name, kind and id. */
  readonly found: readonly ListedSubject[];
}

/** Names of fewer letters are too likely to be a word of ordinary text. */
const SHORTEST_NAME_IN_TEXT = 4;

/** People copy the first characters of an id from a message: so many as these. */
const SHORT_ID_CHARACTERS = 8;

/** How many subjects may be offered instead of a wrong one. */
const MOST_SIMILAR = 10;

/**
 * Finds subjects by words in any order: each must begin a word of the name, the kind in any language, or the id. Case, accents and
 * punctuation are ignored.
 */
export function searchSubjects(
  subjects: readonly ListedSubject[],
  words: string,
  { wordsOfKind }: Pick<SubjectDirectory, 'wordsOfKind'>,
): Found {
  const wanted = plainWordsOf(words);
  if (wanted.length === 0) return { exact: null, found: [] };
  const name = wanted.join(' ');
  const isSameName = (subject: ListedSubject): boolean => plainForm(subject.name) === name;
  const found = subjects
    .filter((subject) => fitsAll(subject, wanted, wordsOfKind))
    .sort((a, b) => Number(isSameName(b)) - Number(isSameName(a)) || compareListed(a, b));
  const [first, second] = found.filter(isSameName);
  const isUnique = first !== undefined && second === undefined;
  const isIdOfOther = found.some((subject) => subject !== first && beginsId(subject, name));
  return { exact: isUnique && !isIdOfOther ? first : null, found };
}

function beginsId({ id }: ListedSubject, words: string): boolean {
  return words.length >= SHORT_ID_CHARACTERS && plainForm(id).startsWith(words);
}

/**
 * The subjects whose whole names stand in a text, in the order of the text. The longest name wins where one holds another; subjects of
 * the same name are all meant. A name of one word must not stand there in small letters, unless it has no others: "we hope" is not "Hope".
 */
export function subjectsNamedIn(subjects: readonly ListedSubject[], text: string): readonly ListedSubject[] {
  const byName = new Map<string, ListedSubject[]>();
  for (const subject of subjects) {
    const name = plainForm(subject.name);
    if (name.length >= SHORTEST_NAME_IN_TEXT) byName.set(name, [...(byName.get(name) ?? []), subject]);
  }
  const written = writtenWordsOf(text);
  const words = written.map((word) => word.toLowerCase());
  const longest = Math.max(0, ...[...byName.keys()].map((name) => name.split(' ').length));
  const found: ListedSubject[] = [];
  for (let at = 0; at < words.length;) {
    const length = lengthOfNameAt(words, at, longest, byName);
    const named = byName.get(words.slice(at, at + length).join(' ')) ?? [];
    found.push(
      ...(length === 1 ? named.filter(({ name }) => isWrittenAsName(written[at] ?? '', name)) : named),
    );
    at += Math.max(1, length);
  }
  return [...new Set(found)];
}

/** Whom somebody may have meant instead of this subject: those whose names share words with its name, most shared words first. */
export function subjectsLike(
  subjects: readonly ListedSubject[],
  subject: Pick<ListedSubject, 'id' | 'name'>,
): readonly ListedSubject[] {
  const own = new Set(plainWordsOf(subject.name));
  const sharedWith = ({ name }: ListedSubject): number =>
    new Set(plainWordsOf(name).filter((token) => own.has(token))).size;
  return subjects
    .filter(({ id }) => id !== subject.id)
    .map((other) => ({ other, shared: sharedWith(other) }))
    .filter(({ shared }) => shared > 0)
    .sort((a, b) => b.shared - a.shared || compareListed(a.other, b.other))
    .slice(0, MOST_SIMILAR)
    .map(({ other }) => other);
}

function fitsAll(
  { name, kind, id }: ListedSubject,
  wanted: readonly string[],
  wordsOfKind: SubjectDirectory['wordsOfKind'],
): boolean {
  const kinds = kind === null ? [] : [kind, ...wordsOfKind(kind)];
  const own = [name, ...kinds, id].flatMap(plainWordsOf);
  return wanted.every((word) => own.some((one) => one.startsWith(word)));
}

/** How many words the longest name has that begins at this word; 0: none does. */
function lengthOfNameAt(
  words: readonly string[],
  at: number,
  longest: number,
  byName: ReadonlyMap<string, unknown>,
): number {
  for (let length = Math.min(longest, words.length - at); length > 0; length -= 1) {
    if (byName.has(words.slice(at, at + length).join(' '))) return length;
  }
  return 0;
}

function compareListed(a: ListedSubject, b: ListedSubject): number {
  return (
    compareText(plainForm(a.name), plainForm(b.name)) ||
    compareText(a.kind ?? '', b.kind ?? '') ||
    compareText(a.id, b.id)
  );
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function plainForm(text: string): string {
  return plainWordsOf(text).join(' ');
}

function isWrittenAsName(word: string, name: string): boolean {
  return !isInSmallLetters(word) || writtenWordsOf(name).every(isInSmallLetters);
}

/** False for what knows no capitals, as figures do. */
function isInSmallLetters(word: string): boolean {
  return word === word.toLowerCase() && word !== word.toUpperCase();
}
