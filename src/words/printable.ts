/** Control characters, and those that turn the direction of writing or break lines in hiding. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\u2028\u2029]/u;
const UNPRINTABLE_RUNS = new RegExp(`${UNPRINTABLE.source}+`, 'gu');
const UNPRINTABLE_IN_JSON = new RegExp(`(?!\n)${UNPRINTABLE.source}`, 'gu');

/** A name from outside must not move the cursor or recolour the terminal. */
export function printable(text: string): string {
  return text.replaceAll(UNPRINTABLE_RUNS, ' ');
}

/** The same for JSON, whose meaning stays as it is. Line breaks can only stand between its parts. */
export function printableJson(json: string): string {
  return json.replaceAll(UNPRINTABLE_IN_JSON, (character) =>
    Array.from({ length: character.length }, (_, index) => character.charCodeAt(index))
      .map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`)
      .join(''),
  );
}
