import type { Check } from '../../src/checks/check.ts';
import type { ListedSubject } from '../../src/checks/subjects.ts';
import type { Problem } from '../../src/diagnosis/reading.ts';
import type { Directory, Lookup } from '../../src/directory/directory.ts';
import type { Found } from '../../src/directory/search.ts';
import { plainWordsOf } from '../../src/words/plain-words.ts';

/** Words that mean nobody, or may mean several. */
export interface UnclearWords {
  readonly words: string;
  /** Empty: nobody. */
  readonly fits: readonly ListedSubject[];
}

/** Whom a text names, word by word. */
export interface NamedSubjects {
  readonly ids: readonly string[];
  /** Those whom words mean without doubt: by their whole name, or because the words fit nobody else. */
  readonly named: readonly ListedSubject[];
  readonly unclear: readonly UnclearWords[];
  /** Why names could not be read; null: they could. */
  readonly problem: Problem | null;
}

/** Who can be named. */
export interface Nameable {
  readonly find: Check['subject']['find'];
  readonly search: (words: string) => Promise<Lookup<Found>>;
  readonly namedIn: (text: string) => ReturnType<Directory['namedIn']>;
}

/** What stands between several names in a row. */
const BETWEEN = /[,;]|(?:^|\s)(?:and|y|e)(?=\s)/iu;

/** The subjects of a check. Nobody goes by a name where it has none. */
export function nameableOf({ directory }: { readonly directory: Directory }, check: Check): Nameable {
  const hasNames = check.subject.directory !== null;
  return {
    find: (text) => check.subject.find(text),
    search: async (words) =>
      hasNames ? directory.search(check, words) : { status: 'ok', exact: null, found: [] },
    namedIn: async (text) => (hasNames ? directory.namedIn(check, text) : { status: 'ok', found: [] }),
  };
}

/**
 * Whom the words of a command name, read as `/portal-check` reads them: ids, and words of names in any order. Several names may follow one
 * another, with commas or whole.
 */
export async function namedSubjects(
  { find, search, namedIn }: Nameable,
  text: string,
): Promise<NamedSubjects> {
  const ids = [...new Set(find(text).ids)];
  const words = find(text).unreadable.join(' ');
  const phrases = words.split(BETWEEN).filter((phrase) => plainWordsOf(phrase).length > 0);
  try {
    const whole = phrases.length > 1 ? await settled(words) : null;
    const each = whole === null || isNobody(whole) ? await Promise.all(phrases.map(read)) : [whole];
    const named = each.flatMap((one) => one.named).filter(({ id }) => !ids.includes(id));
    const byId = new Map(named.map((subject) => [subject.id, subject]));
    return {
      ids,
      named: [...byId.values()],
      unclear: each.flatMap(({ unclear }) => unclear),
      problem: null,
    };
  } catch (error) {
    if (error instanceof Unread) return { ids, named: [], unclear: [], problem: error.problem };
    throw error;
  }

  /** What words in a row mean: one name, or several whole names and what is left. */
  async function read(phrase: string): Promise<Settled> {
    const one = await settled(phrase);
    if (!isNobody(one)) return one;
    const { found: named } = answerOf(await namedIn(phrase));
    if (named.length === 0) return one;
    const known = new Set(named.flatMap(({ name }) => plainWordsOf(name)));
    const left = plainWordsOf(phrase).filter((word) => !known.has(word));
    if (left.length === 0) return { named, unclear: [] };
    const rest = await settled(left.join(' '));
    return { named: [...named, ...rest.named], unclear: rest.unclear };
  }

  async function settled(phrase: string): Promise<Settled> {
    const { exact, found } = answerOf(await search(phrase));
    const [first, second] = found;
    const meant = exact ?? (second === undefined ? first : undefined);
    return meant === undefined
      ? { named: [], unclear: [{ words: phrase.trim(), fits: found }] }
      : { named: [meant], unclear: [] };
  }
}

type Settled = Pick<NamedSubjects, 'named' | 'unclear'>;

function isNobody({ named, unclear }: Settled): boolean {
  return named.length === 0 && unclear.every(({ fits }) => fits.length === 0);
}

class Unread extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super('the names could not be read');
    this.problem = problem;
  }
}

function answerOf<Answer extends object>(lookup: Lookup<Answer>): Answer {
  if (lookup.status === 'ok') return lookup;
  throw new Unread(lookup.problem);
}
