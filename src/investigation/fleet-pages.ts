import type { FleetPage, FleetSeen, SubjectFacts } from '../checks/fleet.ts';
import type { RowsAnswer } from '../checks/questions.ts';
import { summarise, type Reading, type ReadingSummary } from '../diagnosis/reading.ts';

/** How the pages of a fleet are asked for, and what becomes of them. */
export interface PageWork<Taken> {
  readonly ask: (page: FleetPage<unknown>) => Promise<Reading<RowsAnswer>>;
  /** Makes what is remembered of some subjects of one page. Slices count from 0, through all pages. */
  readonly take: (
    slice: number,
    subjects: readonly SubjectFacts<unknown>[],
    reading: ReadingSummary,
  ) => Promise<readonly Taken[]>;
}

/** What the pages gave. */
export interface PagesRead<Taken> {
  readonly taken: readonly Taken[];
  /** One for each page. */
  readonly readings: readonly ReadingSummary[];
  /** Whom the pages were of that could not be read. */
  readonly unreadIds: readonly string[];
}

/** So many are worked on at a time: the event loop is free between them, and what is made of them can go. */
const SLICE_SIZE = 250;

/** Reads a fleet page by page: the next page is on its way while one is worked on, and no more than these two are in memory. */
export async function readPages<Taken>(
  seen: FleetSeen<unknown>,
  pageSize: number,
  { ask, take }: PageWork<Taken>,
): Promise<PagesRead<Taken>> {
  const taken: Taken[] = [];
  const readings: ReadingSummary[] = [];
  const unreadIds: string[] = [];
  let slices = 0;
  const askAt = (index: number) => {
    const ids = seen.subjectIds.slice(index * pageSize, (index + 1) * pageSize);
    if (ids.length === 0) return null;
    const page = seen.pageOf(ids);
    return { ids, page, reading: ask(page) };
  };
  let asked = askAt(0);
  for (let index = 0; asked !== null; index += 1) {
    const { ids, page } = asked;
    // oxlint-disable-next-line no-await-in-loop -- page after page, so that memory does not grow with the fleet
    const reading = await asked.reading;
    const summary = summarise(reading);
    readings.push(summary);
    const isRead = reading.status === 'ok' || reading.status === 'truncated';
    if (!isRead) unreadIds.push(...ids);
    // What one page has told need not be asked of the next.
    const subjects = isRead ? page.see(reading) : [];
    asked = askAt(index + 1);
    for (const slice of slicesOf(subjects, SLICE_SIZE)) {
      // oxlint-disable-next-line no-await-in-loop -- the same
      taken.push(...(await take(slices, slice, summary)));
      slices += 1;
    }
  }
  return { taken, readings, unreadIds };
}

function* slicesOf<Item>(items: Iterable<Item>, size: number): Generator<readonly Item[]> {
  let slice: Item[] = [];
  for (const item of items) {
    slice.push(item);
    if (slice.length < size) continue;
    yield slice;
    slice = [];
  }
  if (slice.length > 0) yield slice;
}
