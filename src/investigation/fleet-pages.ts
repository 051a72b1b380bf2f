import type { FleetPage, FleetSeen, SubjectFacts } from '../checks/fleet.ts';
import type { RowsAnswer } from '../checks/questions.ts';
import { summarise, type Reading, type ReadingSummary } from '../diagnosis/reading.ts';

/** How the pages of a fleet are asked for, and what becomes of them. */
export interface PageWork<Taken> {
  readonly ask: (page: FleetPage<unknown>) => Promise<Reading<RowsAnswer>>;
  /** Makes what is remembered of one page. Pages count from 0. */
  readonly take: (
    page: number,
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

/** Reads a fleet page by page: the next page is on its way while one is worked on, and no more than these two are in memory. */
export async function readPages<Taken>(
  seen: FleetSeen<unknown>,
  pageSize: number,
  { ask, take }: PageWork<Taken>,
): Promise<PagesRead<Taken>> {
  const taken: Taken[] = [];
  const readings: ReadingSummary[] = [];
  const unreadIds: string[] = [];
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
    asked = askAt(index + 1);
    const summary = summarise(reading);
    readings.push(summary);
    if (reading.status === 'failed' || reading.status === 'not-configured') unreadIds.push(...ids);
    // oxlint-disable-next-line no-await-in-loop -- the same
    else taken.push(...(await take(index, page.see(reading), summary)));
  }
  return { taken, readings, unreadIds };
}
