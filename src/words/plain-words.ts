/** The words of a text as they are compared: in lower case, without accents and punctuation. */
export function plainWordsOf(text: string): readonly string[] {
  return writtenWordsOf(text).map((word) => word.toLowerCase());
}

/** The same as they are written. */
export function writtenWordsOf(text: string): readonly string[] {
  return text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}
