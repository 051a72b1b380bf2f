const MONTHS = 'January|February|March|April|May|June|July|August|September|October|November|December';
const LIST = new RegExp(`((?:\\d{1,2}, )+\\d{1,2}) (${MONTHS})`, 'g');
const DATE = new RegExp(`(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) )?\\d{1,2} (?:${MONTHS})(?: \\d{4})?`, 'g');
const TIME = /\d{2}:\d{2}(?::\d{2})?/g;
/** Ids as Sentry and the application write them: their digits are no numbers. */
const ID = /\b(?=[0-9a-f]*\d)(?=[0-9a-f]*[a-f])[0-9a-f]{8,32}(?:-[0-9a-f]{4}){0,3}(?:-[0-9a-f]{12})?\b/g;
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
  for (const pattern of [ID, DATE, TIME, NUMBER]) {
    facts.push(...(rest.match(pattern) ?? []));
    rest = rest.replaceAll(pattern, ' ');
  }
  return facts.length === 0 ? [line] : facts;
}

/** Says that a fact stands in a text as a whole: 8 is not in 18 or 2,800, nor 11:31 in 11:31:05. */
export function standsIn(text: string, fact: string): boolean {
  const literal = fact.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`(?<![\\w:.,-])${literal}(?![\\w]|[:.,-]\\d)`).test(text);
}
