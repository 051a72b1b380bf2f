import { plainWordsOf } from '../words/plain-words.ts';

/** What else a deed is called, without accents: its own name is read anyway. */
export type DeedNames<Deed extends string> = Readonly<Record<Deed, readonly string[]>>;

/** Which deed a word of a command names, in any language, whoever writes, with or without dashes in front; null: none. */
export function deedIn<Deed extends string>(
  word: string,
  deeds: readonly Deed[],
  names: DeedNames<Deed>,
): Deed | null {
  const plain = plainWordsOf(word).join('');
  return deeds.find((deed) => deed === plain || names[deed].includes(plain)) ?? null;
}
