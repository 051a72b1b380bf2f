import { afterAll, beforeAll, expect, it } from 'vitest';
import { SOURCE_IDS, type SourceId } from '../../../src/diagnosis/reading.ts';
import {
  countBesidePages,
  readFleetOf,
  type FleetReading,
} from '../../../src/sandbox/bench/fleet-reading.ts';
import { network } from '../../support/network.ts';

/** How many ids stand in one search of Sentry. */
const IDS_IN_A_SEARCH = 20;
/** How many providers the database tells of at a time. */
const PROVIDERS_A_PAGE = 2_000;

// An intercepted socket connects to whatever it is told to: here it must be the real one.
beforeAll(() => network.close());
afterAll(() => network.listen({ onUnhandledFrame: 'error' }));

it('a digest of 1,000 providers asks no more of any source than one of 100, but for pages of SQL and of those that failed', async () => {
  const [small, large] = [await readFleetOf(100, 0), await readFleetOf(1_000, 0)];
  // Beside the six of case 001.
  expect([small.subjectsRead, large.subjectsRead]).toEqual([106, 1_006]);
  expect(large.notWell).toBeGreaterThan(small.notWell);
  const asked = (reading: FleetReading) =>
    Object.fromEntries(SOURCE_IDS.map((source) => [source, countBesidePages(reading.requests[source])]));
  expect(asked(large)).toEqual(asked(small));

  const pagesOf = ({ requests }: FleetReading, source: SourceId) =>
    requests[source].filter(({ isPage }) => isPage).length;
  for (const reading of [small, large]) {
    expect(pagesOf(reading, 'loki')).toBe(0);
    const sqlPages = Math.ceil(reading.subjectsRead / PROVIDERS_A_PAGE);
    expect(pagesOf(reading, 'delivery')).toBeLessThanOrEqual(sqlPages);
  }
  // Each further search of ids, and what goes on with it.
  const furtherSearches = Math.ceil((large.notWell - small.notWell) / IDS_IN_A_SEARCH);
  const furtherPages = pagesOf(large, 'sentry') - pagesOf(small, 'sentry');
  expect(furtherPages).toBeLessThanOrEqual(2 * furtherSearches);
}, 120_000);
