import type { Problem } from '../../diagnosis/reading.ts';
import { SourceError } from '../../errors.ts';

/** One page of a list. */
export interface Page<Row> {
  readonly rows: readonly Row[];
  /** Opaque; null on the last page. */
  readonly nextCursor: string | null;
}

/** What was read of a list, and why no more. */
export interface Pages<Row> {
  readonly rows: readonly Row[];
  /** `all`: the list ended; `enough`: the reader had what it needed; else the problem that cut the list short. */
  readonly ended: 'all' | 'enough' | Problem;
}

/** What stopped a reading short of the list's end; null when nothing did. */
export function problemOfPages(pages: Pages<unknown>): Problem | null {
  return typeof pages.ended === 'string' ? null : pages.ended;
}

/**
 * Reads a list page after page, until it ends, until `isEnough` says so of a page, or for at most `maxPages`.
 * A first page that fails rejects; a later one that fails leaves what was read, marked `later-page-failed`.
 */
export async function readPages<Row>(
  readPage: (cursor: string | null) => Promise<Page<Row>>,
  maxPages: number,
  isEnough: (pageRows: readonly Row[]) => boolean = () => false,
): Promise<Pages<Row>> {
  const rows: Row[] = [];
  let cursor: string | null = null;
  for (let pageNumber = 1; pageNumber <= maxPages; pageNumber += 1) {
    let page: Page<Row>;
    try {
      page = await readPage(cursor);
    } catch (error) {
      if (pageNumber === 1 || !(error instanceof SourceError)) throw error;
      return { rows, ended: { code: 'later-page-failed', params: error.problem.params } };
    }
    rows.push(...page.rows);
    if (page.nextCursor === null) return { rows, ended: 'all' };
    if (isEnough(page.rows)) return { rows, ended: 'enough' };
    cursor = page.nextCursor;
  }
  return { rows, ended: { code: 'page-limit', params: { limit: maxPages } } };
}

const LINK = /<[^>]*>((?:\s*;\s*\w+="[^"]*")+)/g;
const ATTRIBUTE = /(\w+)="([^"]*)"/g;

/**
 * The cursor of the next page by Sentry's `Link` header; null when there is none. The header names a next page even
 * after the last one, and says of it `results="false"`. Its addresses are ignored: they carry the host by which the server knows
 * itself, which need not be the one that we reach it by.
 */
export function nextCursorOf(link: string): string | null {
  for (const [, attributes = ''] of link.matchAll(LINK)) {
    const { rel, results, cursor } = Object.fromEntries(
      [...attributes.matchAll(ATTRIBUTE)].map(([, name = '', value = '']) => [name, value]),
    );
    if (rel === 'next') return results === 'true' ? (cursor ?? null) : null;
  }
  return null;
}
