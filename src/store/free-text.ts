const MAX_CHARACTERS = 500;
const MASK = '•••';

/** A character that may stand before the "@" of an address. */
const LOCAL = String.raw`[^\s<>()[\]{}"«»“”„,;:|\\/@＠﹫]`;
/** What stands before it may be in quotes, as in `"Ann B"@duke.example`. */
const QUOTED = String.raw`"[^"\r\n]{1,64}"`;
/** Looks behind, so that a long word without "@" is read once. The "@" may be encoded, as in a link. */
const BEFORE_AT = new RegExp(
  String.raw`(?:(?<!${LOCAL})${LOCAL}+|${QUOTED})(?=(?:@|＠|﹫|%40)[\p{L}\p{N}[])`,
  'giu',
);

/**
 * What a person wrote, as it may be kept: e-mail addresses masked (`•••@duke.example`), then cut at 500 characters if nothing else is given, so
 * that no half of an address slips through. A name cannot be told from other words. null: nothing was written.
 */
export function keepableText(text: string | null, maxCharacters = MAX_CHARACTERS): string | null {
  // PostgreSQL takes no NUL, and no half of a character.
  const written = (text ?? '').toWellFormed().replaceAll('\0', '').trim();
  if (written === '') return null;
  const characters = Array.from(written.replaceAll(BEFORE_AT, MASK));
  return characters.length <= maxCharacters
    ? characters.join('')
    : `${characters.slice(0, maxCharacters - 1).join('')}…`;
}
