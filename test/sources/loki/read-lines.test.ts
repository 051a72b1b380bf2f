import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Problem } from '../../../src/diagnosis/reading.ts';
import { DAY_MS, HOUR_MS } from '../../../src/diagnosis/time.ts';
import { SourceError } from '../../../src/errors.ts';
import { HttpFailure } from '../../../src/sources/http-problems.ts';
import type { Entry } from '../../../src/sources/loki/answers.ts';
import type { LokiApi } from '../../../src/sources/loki/loki-api.ts';
import { isWithinNs, msFrom, msOf, nsOf } from '../../../src/sources/loki/nanoseconds.ts';
import { budgetOf } from '../../../src/sources/loki/pieces.ts';
import { readLines } from '../../../src/sources/loki/read-lines.ts';
import { NOW_MS, QUESTION, SEND_FAILED, SLOT_WINDOWS } from './loki-support.ts';

const { fromMs, untilMs } = QUESTION.window;

/** A Loki without a network, that cuts at the limit, and fails for queries that begin before an instant. */
function lokiOf(entries: readonly Entry[], failsBeforeNs: bigint): LokiApi {
  const unused = (): never => {
    throw new Error('not asked by readLines');
  };
  return {
    async lines(_, window, { maxLines }) {
      if (window.fromNs < failsBeforeNs) {
        const cause = new HttpFailure('GET /query_range was answered 500', { status: 500, text: '' });
        throw new SourceError({ code: 'server-error', params: { status: 500 } }, { cause });
      }
      const within = entries
        .filter(({ atNs }) => isWithinNs(atNs, window))
        .toSorted((a, b) => Number(b.atNs - a.atNs));
      return { entries: within.slice(0, maxLines), isCut: within.length >= maxLines };
    },
    counts: unused,
    version: unused,
    close: unused,
  };
}

const world = fc.record({
  /** Many in the same few instants, some of them nanoseconds apart. */
  instants: fc.array(
    fc.oneof(
      fc.bigInt({ min: nsOf(fromMs), max: nsOf(untilMs) - 1n }),
      fc.constantFrom(nsOf(NOW_MS - DAY_MS), nsOf(NOW_MS - DAY_MS) + 1n, nsOf(NOW_MS - 30 * DAY_MS)),
    ),
    { maxLength: 80 },
  ),
  maxLineCount: fc.integer({ min: 2, max: 30 }),
  maxQueries: fc.integer({ min: 3, max: 200 }),
  failsBeforeNs: fc.oneof(fc.constant(0n), fc.bigInt({ min: nsOf(fromMs), max: nsOf(untilMs) })),
  newestSlot: fc.constantFrom(...SLOT_WINDOWS),
  maxCharacters: fc.oneof(fc.constant(Infinity), fc.integer({ min: 1, max: 200 })),
});

test('whatever the lines and the limits: each line once, and complete from where the reading says', async () => {
  const seen = new Set<Problem['code'] | 'none' | 'rejected'>();
  await fc.assert(
    fc.asyncProperty(
      world,
      async ({ instants, maxLineCount, maxQueries, maxCharacters, failsBeforeNs, newestSlot }) => {
        const entries = instants.map((atNs, index) => ({
          atNs,
          labels: { app: 'edge' },
          text: `${SEND_FAILED} ${index}`,
        }));
        const question = { ...QUESTION, slotWindows: [newestSlot] };
        const limits = {
          maxPieceNs: nsOf(30 * DAY_MS),
          maxLineCount,
          maxCharacters,
          budget: budgetOf(maxQueries),
        };
        const reading = await readLines(
          lokiOf(entries, failsBeforeNs),
          question,
          limits,
          new AbortController().signal,
        ).catch((error: unknown) => {
          if (error instanceof SourceError) return null;
          throw error;
        });
        seen.add(reading === null ? 'rejected' : (reading.problem?.code ?? 'none'));
        if (reading === null) return;

        const texts = reading.lines.map(({ text }) => text);
        const covered = entries.filter(({ atNs }) => atNs >= reading.coveredFromNs);
        expect(new Set(texts).size).toBe(texts.length);
        expect(texts).toEqual(expect.arrayContaining(covered.map(({ text }) => text)));
        expect(reading.lines.map(({ atMs }) => atMs)).toEqual(
          reading.lines.map(({ atMs }) => atMs).toSorted((a, b) => a - b),
        );
        expect(reading.coveredFromNs === nsOf(fromMs)).toBe(reading.problem === null);
      },
    ),
    { numRuns: 400 },
  );

  // The worlds are such that all of it happens.
  expect([...seen].toSorted()).toEqual([
    'line-limit',
    'none',
    'older-piece-failed',
    'page-limit',
    'rejected',
    'too-large',
  ]);
});

test('memory does not grow with the window: what is older than there is room for is not read, and the reading says so', async () => {
  const hourly = Array.from({ length: 24 * 28 }, (_, index) => ({
    atNs: nsOf(NOW_MS - (index + 1) * HOUR_MS),
    labels: { app: 'edge' },
    text: `${SEND_FAILED} ${index} ${'x'.repeat(1_000)}`,
  }));
  const readWith = (maxCharacters: number) =>
    readLines(
      lokiOf(hourly, 0n),
      QUESTION,
      { maxPieceNs: nsOf(30 * DAY_MS), maxLineCount: 50, maxCharacters, budget: budgetOf(1_000) },
      new AbortController().signal,
    );
  const whole = await readWith(Infinity);
  expect([whole.lines.length, whole.problem]).toEqual([hourly.length, null]);
  const cut = await readWith(100_000);
  expect(cut.problem).toEqual({ code: 'too-large', params: { limit: 100_000 } });
  // Of the newest slot, and of all before it; and of the answers that were under way.
  expect(cut.lines.length).toBeLessThan(2 * (100 + 50));
  expect(cut.lines.at(-1)).toEqual(whole.lines.at(-1));
  expect(msFrom(cut.coveredFromNs)).toBeGreaterThan(fromMs);
});

test('a millisecond that is only partly covered does not count as covered', () => {
  expect([msOf(1_999_999n), msFrom(1_000_000n), msFrom(1_000_001n)]).toEqual([1, 1, 2]);
});
