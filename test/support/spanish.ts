/** What JavaScript writes where a value is missing, and how a sentence looks that lacks one. */
const NO_VALUE = /undefined|(?<!\p{L})null(?!\p{L})|NaN|\[object|Invalid|\(\)|«»|\s{2}|\s[,.;:]|[,;:]$/u;

/** Words that no Spanish sentence has. */
const ENGLISH =
  /(?<!\p{L})(?:the|and|of|is|was|were|are|not|its|it|for|from|with|to|at|by|had|since|then|but|or|an|this|slots?|links?|missed|kept|unknown|events?|lines?|send|sent|made|run|job|weekly|daily|clinic|practice|provider|recipients?|Mon|Tue|Wed|Thu|Fri|Sat|Sun|January|June|July|days|hours|check|try|again|ask)(?!\p{L})/u;

/**
 * What is wrong with a text that should be Spanish: it is empty, lacks a value, or holds an English word.
 * @param names what is the same in every language
 */
export function faultsOfSpanish(text: string, names: readonly string[] = []): readonly string[] {
  const spoken = names.reduce((rest, name) => rest.replaceAll(name, '…'), text);
  return [
    ...(text.trim() === '' ? ['nothing is said'] : []),
    ...(NO_VALUE.test(text) ? [`lacks a value: ${text}`] : []),
    ...(ENGLISH.test(spoken) ? [`has "${ENGLISH.exec(spoken)?.[0]}": ${text}`] : []),
  ];
}

/** What is wrong with a Spanish text beside its English one, which has the same figures, times and ids. */
export function faultsOfTranslation(
  spanish: string,
  english: string,
  names: readonly string[] = [],
): readonly string[] {
  return [
    ...faultsOfSpanish(spanish, names),
    ...(spanish === english ? [`is the same in both: ${spanish}`] : []),
    ...(figuresIn(spanish).join() === figuresIn(english).join()
      ? []
      : [`tells other figures than "${english}": ${spanish}`]),
  ];
}

/** The figures, times and ids of a text, each once. They are the same in every language, and so are those of a date. */
export function figuresIn(text: string): readonly string[] {
  return [...new Set(text.match(/[0-9a-f]*\d[0-9a-f]*(?:[.,:]\d+)*/g))].toSorted();
}
