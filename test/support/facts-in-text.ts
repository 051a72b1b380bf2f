const MONTHS = 'January|February|March|April|May|June|July|August|September|October|November|December';
const LIST = new RegExp(`((?:\\d{1,2}, )+\\d{1,2}) (${MONTHS})`, 'g');
const DATE = new RegExp(`(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) )?\\d{1,2} (?:${MONTHS})(?: \\d{4})?`, 'g');
const TIME = /\d{2}:\d{2}(?::\d{2})?/g;
const NUMBER = /\d+(?:[.,]\d+)*/g;

/** The ids, numbers, dates and times of a line: what must stand in the text that meets it. Words are free, but in a line of words alone. */
export function factsIn(line: string): string[] {
  let rest = line.replaceAll(LIST, (_, days: string, month: string) =>
    days
      .split(', ')
      .map((day) => `${day} ${month}`)
      .join(', '),
  );
  const facts: string[] = [];
  for (const pattern of [DATE, TIME, NUMBER]) {
    facts.push(...(rest.match(pattern) ?? []));
    rest = rest.replaceAll(pattern, ' ');
  }
  return facts.length === 0 ? [line] : facts;
}
