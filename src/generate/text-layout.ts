/** A piece of text in one style. */
export interface Run {
  readonly text: string;
  readonly style: 'plain' | 'bold' | 'mono';
}

/** Widths of a common sans-serif's characters, in thousandths of the font size. What is not listed is as wide as most letters. */
const NARROW_AND_WIDE: readonly (readonly [string, number])[] = [
  ["ijl|'’‘`", 230],
  [' .,:;!/\\ft[]I·', 290],
  ['()-r"“”', 340],
  ['sckvxyzJ', 500],
  ['ABEKPSVXY&', 670],
  ['CDHNRUwT', 710],
  ['GOQ', 780],
  ['mM', 850],
  ['W…–✗✓‼', 970],
];
const WIDTHS: ReadonlyMap<string, number> = new Map(
  NARROW_AND_WIDE.flatMap(([characters, width]) => characters.split('').map((one) => [one, width] as const)),
);
const USUAL_WIDTH = 556;
const MONO_WIDTH = 610;
const BOLD_FACTOR = 1.07;
/** Whoever looks at the picture may have a wider font. */
const RESERVE = 1.06;

/** About how wide a run is drawn, in pixels: rather too much than too little, since nobody knows the reader's font. */
export function widthOf({ text, style }: Run, fontSizePx: number): number {
  const thousandths = text
    .split('')
    .reduce(
      (sum, character) => sum + (style === 'mono' ? MONO_WIDTH : (WIDTHS.get(character) ?? USUAL_WIDTH)),
      0,
    );
  return (thousandths / 1_000) * fontSizePx * (style === 'bold' ? BOLD_FACTOR : 1) * RESERVE;
}

/** Breaks runs into lines at spaces. A word that is too wide by itself gets a line of its own. */
export function wrap(
  runs: readonly Run[],
  maxWidthPx: number,
  fontSizePx: number,
): readonly (readonly Run[])[] {
  const words = runs.flatMap(({ text, style }) =>
    text.split(/(?<= )/u).map((word): Run => ({ text: word, style })),
  );
  const lines: Run[][] = [[]];
  let width = 0;
  for (const word of words) {
    const visible = widthOf({ ...word, text: word.text.trimEnd() }, fontSizePx);
    if (width > 0 && width + visible > maxWidthPx) {
      lines.push([]);
      width = 0;
    }
    lines.at(-1)?.push(word);
    width += widthOf(word, fontSizePx);
  }
  return lines.map(joined);
}

/** Neighbours of one style become one run. */
function joined(words: readonly Run[]): readonly Run[] {
  const runs: Run[] = [];
  for (const word of words) {
    const last = runs.at(-1);
    if (last?.style === word.style) runs[runs.length - 1] = { ...last, text: last.text + word.text };
    else runs.push(word);
  }
  return runs;
}
