import { describe, expect, test } from 'vitest';
import { SourceError } from '../../../src/errors.ts';
import { nextCursorOf, readPages, type Page } from '../../../src/sources/sentry/paging.ts';

const PREVIOUS = '<https://h/?a=1,2&cursor=0:0:1>; rel="previous"; results="false"; cursor="0:0:1"';

describe('the cursor of the next page', () => {
  test.each([
    [
      'stands beside results="true"',
      `${PREVIOUS}, <https://h/>; rel="next"; results="true"; cursor="0:100:0"`,
      '0:100:0',
    ],
    [
      'is not taken after the last page',
      `${PREVIOUS}, <https://h/>; rel="next"; results="false"; cursor="0:100:0"`,
      null,
    ],
    ['is not the previous page, though that has results', PREVIOUS.replace('false', 'true'), null],
    [
      'is found whatever the order',
      '<https://h/>; cursor="0:5:0"; results="true"; rel="next", ' + PREVIOUS,
      '0:5:0',
    ],
    ['is none where the header is empty', '', null],
  ])('%s', (_, header, cursor) => {
    expect(nextCursorOf(header)).toBe(cursor);
  });
});

describe('reading page after page', () => {
  /** Pages of one row each; the page `fails` fails. */
  const list =
    (...pages: readonly string[]) =>
    async (cursor: string | null): Promise<Page<string>> => {
      const index = Number(cursor ?? 0);
      const page = pages[index];
      if (page === undefined || page === 'fails') {
        throw new SourceError({ code: 'server-error', params: { address: 'https://h', status: 500 } });
      }
      return { rows: [page], nextCursor: index + 1 < pages.length ? String(index + 1) : null };
    };

  test('ends with the list', async () => {
    expect(await readPages(list('a', 'b'), 5)).toEqual({ rows: ['a', 'b'], ended: 'all' });
  });

  test('ends where the reader has enough', async () => {
    expect(await readPages(list('a', 'b', 'c'), 5, (rows) => rows.includes('b'))).toEqual({
      rows: ['a', 'b'],
      ended: 'enough',
    });
  });

  test('says that a limit cut the list short', async () => {
    expect(await readPages(list('a', 'b', 'c'), 2)).toEqual({
      rows: ['a', 'b'],
      ended: { code: 'page-limit', params: { limit: 2 } },
    });
  });

  test('does not call a list cut short that just fits', async () => {
    expect(await readPages(list('a', 'b'), 2)).toEqual({ rows: ['a', 'b'], ended: 'all' });
  });

  test('keeps what was read before a page failed, and says that it did', async () => {
    expect(await readPages(list('a', 'fails', 'c'), 5)).toEqual({
      rows: ['a'],
      ended: { code: 'later-page-failed', params: { address: 'https://h', status: 500 } },
    });
  });

  test('fails with the first page', async () => {
    await expect(readPages(list('fails', 'b'), 5)).rejects.toBeInstanceOf(SourceError);
  });

  test('does not take an abort for a page that failed', async () => {
    const aborted = new DOMException('aborted', 'AbortError');
    const reading = readPages(async (cursor) => {
      if (cursor !== null) throw aborted;
      return { rows: ['a'], nextCursor: '1' };
    }, 5);
    await expect(reading).rejects.toBe(aborted);
  });
});
