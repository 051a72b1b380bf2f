import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isWithinNs, type NsWindow } from '../../../src/sources/loki/nanoseconds.ts';
import { budgetOf, MIN_PIECE_NS, planPieces, visitPieces } from '../../../src/sources/loki/pieces.ts';

const HOUR_NS = 3_600_000_000_000n;
const DAY_NS = 24n * HOUR_NS;
const MAX_PIECE_NS = 30n * DAY_NS;

const FAILED = { kind: 'failed', problem: { code: 'server-error', params: {} } } as const;
const TOO_SLOW = { kind: 'too-slow', problem: { code: 'timed-out', params: {} } } as const;
const CUT = { kind: 'cut', problem: { code: 'line-limit', params: {} } } as const;
const REFUSED = { kind: 'refused', problem: { code: 'bad-request', params: {} } } as const;

const instant = fc.bigInt({ min: 0n, max: 60n * DAY_NS });
const window = fc
  .tuple(instant, instant)
  .map(([a, b]): NsWindow => (a < b ? { fromNs: a, untilNs: b } : { fromNs: b, untilNs: a + 1n }));

/** Pieces touch each other, from one end of the window to the other. */
function coverage(pieces: readonly NsWindow[]): NsWindow | null {
  const [newest] = pieces;
  if (newest === undefined) return null;
  for (const [index, piece] of pieces.entries()) {
    const older = pieces[index + 1];
    if (piece.fromNs >= piece.untilNs) return null;
    if (older !== undefined && older.untilNs !== piece.fromNs) return null;
  }
  return { fromNs: pieces.at(-1)?.fromNs ?? newest.fromNs, untilNs: newest.untilNs };
}

describe('the plan', () => {
  test('53 days with the newest slot three days ago: the slot, a month, and the rest', () => {
    const untilNs = 53n * DAY_NS;

    expect(planPieces({ fromNs: 0n, untilNs }, untilNs - 3n * DAY_NS, MAX_PIECE_NS)).toEqual([
      { fromNs: 50n * DAY_NS, untilNs },
      { fromNs: 20n * DAY_NS, untilNs: 50n * DAY_NS },
      { fromNs: 0n, untilNs: 20n * DAY_NS },
    ]);
  });

  test('covers the whole window without gaps, in pieces that no server refuses', () => {
    fc.assert(
      fc.property(
        window,
        fc.option(instant),
        fc.bigInt({ min: HOUR_NS, max: MAX_PIECE_NS }),
        (asked, cut, max) => {
          const pieces = planPieces(asked, cut, max);
          expect(coverage(pieces)).toEqual(asked);
          expect(pieces.every(({ fromNs, untilNs }) => untilNs - fromNs <= max)).toBe(true);
        },
      ),
    );
  });
});

describe('reading in pieces', () => {
  /** A server that gives at most `limit` lines of a piece, and refuses pieces that are too long for it. */
  const server = fc.record({
    window,
    /** As parts of the window, so that some lines are close together, or at one instant. */
    lines: fc.array(
      fc.oneof(fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }), fc.constant(0.5)),
      {
        maxLength: 60,
      },
    ),
    limit: fc.integer({ min: 2, max: 20 }),
    maxLengthNs: fc.bigInt({ min: HOUR_NS, max: 60n * DAY_NS }),
    maxQueries: fc.integer({ min: 1, max: 300 }),
    order: fc.constantFrom('newest-first' as const, 'oldest-first' as const),
  });

  test('gives each line once and leaves none out, up to where it stopped', async () => {
    await fc.assert(
      fc.asyncProperty(server, async ({ window: asked, lines, limit, maxLengthNs, maxQueries, order }) => {
        const lengthNs = asked.untilNs - asked.fromNs;
        const world = lines.map((part) => asked.fromNs + BigInt(Math.floor(part * Number(lengthNs))));
        const read: bigint[] = [];
        const planned = planPieces(asked, null, MAX_PIECE_NS);

        const { unread, problem } = await visitPieces(
          order === 'newest-first' ? planned : planned.toReversed(),
          order,
          budgetOf(maxQueries),
          async (piece) => {
            const found = world.filter((atNs) => isWithinNs(atNs, piece));
            if (piece.untilNs - piece.fromNs > maxLengthNs) return REFUSED;
            if (found.length >= limit) return CUT;
            read.push(...found);
            return { kind: 'read' };
          },
        );

        const [nearest] = unread;
        const edge =
          order === 'newest-first'
            ? { ...asked, fromNs: nearest?.untilNs ?? asked.fromNs }
            : { ...asked, untilNs: nearest?.fromNs ?? asked.untilNs };
        const ascending = (list: readonly bigint[]): bigint[] =>
          list.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0));
        expect(ascending(read)).toEqual(ascending(world.filter((atNs) => isWithinNs(atNs, edge))));
        expect(problem === null).toBe(nearest === undefined);
      }),
    );
  });

  test('gives up where one second holds too much, and says so', async () => {
    const asked = { fromNs: 0n, untilNs: DAY_NS };

    const { unread, problem } = await visitPieces([asked], 'newest-first', budgetOf(100), async (piece) =>
      isWithinNs(12n * HOUR_NS, piece) ? CUT : { kind: 'read' },
    );

    expect(problem).toBe(CUT.problem);
    const [nearest] = unread;
    expect(nearest && isWithinNs(12n * HOUR_NS, nearest)).toBe(true);
    expect(nearest && nearest.untilNs - nearest.fromNs <= MIN_PIECE_NS).toBe(true);
  });

  test.each([
    { name: 'hangs', outcome: TOO_SLOW, queries: 5 },
    { name: 'refuses every length', outcome: REFUSED, queries: 7 },
  ])('does not go on asking a server that $name', async ({ outcome, queries }) => {
    let asked = 0;

    const { problem } = await visitPieces(
      [{ fromNs: 0n, untilNs: MAX_PIECE_NS }],
      'newest-first',
      budgetOf(100),
      async () => {
        asked += 1;
        return outcome;
      },
    );

    expect(problem).toBe(outcome.problem);
    expect(asked).toBe(queries);
  });

  test('stops at a failure, and leaves what lies beyond', async () => {
    const pieces = planPieces({ fromNs: 0n, untilNs: 90n * DAY_NS }, null, MAX_PIECE_NS);
    const asked: NsWindow[] = [];

    const { unread, problem } = await visitPieces(pieces, 'newest-first', budgetOf(100), async (piece) => {
      asked.push(piece);
      return asked.length === 2 ? FAILED : { kind: 'read' };
    });

    expect(problem).toBe(FAILED.problem);
    expect(asked).toHaveLength(2);
    expect(unread).toEqual(pieces.slice(1));
  });

  test('stops when it has enough', async () => {
    const pieces = planPieces({ fromNs: 0n, untilNs: 90n * DAY_NS }, null, MAX_PIECE_NS);

    const { unread, problem } = await visitPieces(pieces, 'newest-first', budgetOf(100), async () => ({
      kind: 'enough',
    }));

    expect(problem).toBeNull();
    expect(unread).toEqual(pieces.slice(1));
  });

  test('costs no more queries than allowed', async () => {
    let queries = 0;

    const { problem } = await visitPieces(
      [{ fromNs: 0n, untilNs: DAY_NS }],
      'newest-first',
      budgetOf(7),
      async () => {
        queries += 1;
        return CUT;
      },
    );

    expect(queries).toBe(7);
    expect(problem).toEqual({ code: 'page-limit', params: { limit: 7 } });
  });
});
