/** A page as wide as terminals have always been at least. */
const COLUMNS = 80;

/** Stands for a space that no line is broken at. Text that is printable holds none. */
const GLUE = '\u0000';

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** Keeps a text on one line: a command is there to be copied. */
export function unbroken(text: string): string {
  return text.replaceAll(' ', GLUE);
}

/**
 * Breaks a text without line breaks into lines that fit a terminal, at spaces only: an id or an address stays whole, if need be beyond the
 * edge. No line begins with a "·".
 * @param first what the first line begins with
 * @param rest what all others begin with
 */
export function wrapped(text: string, { first = '', rest = '' } = {}): readonly string[] {
  const lines: string[] = [];
  let line = first;
  let isBegun = false;
  for (const word of text.replaceAll(' · ', `${GLUE}· `).split(' ')) {
    const shown = word.replaceAll(GLUE, ' ');
    if (isBegun && columnsOf(`${line} ${shown}`) > COLUMNS) {
      lines.push(line);
      line = rest;
      isBegun = false;
    }
    line += isBegun ? ` ${shown}` : shown;
    isBegun = true;
  }
  return [...lines, line];
}

/** How wide a text stands in a terminal: an emoji takes two columns. */
function columnsOf(text: string): number {
  let columns = 0;
  for (const { segment } of graphemes.segment(text)) {
    columns += /\p{Emoji_Presentation}/u.test(segment) ? 2 : 1;
  }
  return columns;
}
