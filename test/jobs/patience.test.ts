import { describe, expect, it } from 'vitest';
import type { Canary } from '../../src/checks/fleet.ts';
import { DAY_MS, MINUTE_MS } from '../../src/diagnosis/time.ts';
import type { Coverage } from '../../src/digests/fleet-run.ts';
import { nextLookAtMs } from '../../src/jobs/patience.ts';
import { reading } from '../digests/example.ts';

const DUE_MS = Date.parse('2025-07-21T20:10:00Z');
const READINGS = [reading('sentry'), reading('loki'), reading('delivery')];

const canary = (
  source: Canary['source'],
  status: Canary['status'],
  sign: Canary['sign'] = 'line',
): Canary => ({
  source,
  sign,
  of: null,
  sinceMs: DUE_MS - 10 * MINUTE_MS,
  newestAtMs: null,
  status,
});
const SILENT = [canary('sentry', 'silent', 'event'), canary('loki', 'alive')];

/** Minutes after the due time at which it is looked at again; null: it is told. */
function lookAfter({
  atMinutes = 1,
  canaries = SILENT,
  coverage = {},
  nextDueAtMs = DUE_MS + 7 * DAY_MS,
}: {
  readonly atMinutes?: number;
  readonly canaries?: readonly Canary[];
  readonly coverage?: Partial<Coverage>;
  readonly nextDueAtMs?: number | null;
}): number | null {
  const lookAtMs = nextLookAtMs(DUE_MS, nextDueAtMs, {
    asOfMs: DUE_MS + atMinutes * MINUTE_MS,
    canaries,
    coverage: { subjects: 3, subjectsRead: 3, readings: READINGS, isComplete: false, ...coverage },
  });
  return lookAtMs === null ? null : (lookAtMs - DUE_MS) / MINUTE_MS;
}

describe('a planned digest', () => {
  it.each<readonly [string, Parameters<typeof lookAfter>[0]]>([
    ['Sentry has no newer event', {}],
    [
      'an app has written no line, and nobody got a link',
      {
        canaries: [canary('loki', 'silent'), canary('delivery', 'silent', 'link')],
      },
    ],
    ['both are silent', { canaries: [...SILENT, canary('loki', 'silent')] }],
    ['no other one is ever due', { nextDueAtMs: null }],
    [
      'Sentry has no newer event, and there is no Loki',
      {
        canaries: SILENT.slice(0, 1),
        coverage: { readings: [reading('sentry'), reading('loki', { status: 'not-configured' })] },
      },
    ],
    ['the due time has not moved on yet', { nextDueAtMs: DUE_MS }],
  ])('is put off where %s', (_, given) => {
    expect(lookAfter(given)).toBe(16);
  });

  it.each<readonly [string, Parameters<typeof lookAfter>[0]]>([
    ['it is complete', { canaries: [canary('loki', 'alive')], coverage: { isComplete: true } }],
    ['it is incomplete for another reason', { canaries: [canary('loki', 'alive')] }],
    [
      'Loki has failed too',
      { coverage: { readings: [reading('sentry'), reading('loki', { status: 'failed' })] } },
    ],
    [
      'Loki was cut',
      { coverage: { readings: [reading('sentry'), reading('loki', { status: 'truncated' })] } },
    ],
    ['an app could not be asked for', { canaries: [...SILENT, canary('loki', 'unknown')] }],
    [
      'the database is read from a copy that is behind',
      {
        canaries: [...SILENT, canary('delivery', 'silent', 'rows')],
      },
    ],
    ['not all were read', { coverage: { subjectsRead: 2 } }],
    ['the next one is due by then', { nextDueAtMs: DUE_MS + 16 * MINUTE_MS }],
  ])('is told at once where %s', (_, given) => {
    expect(lookAfter(given)).toBeNull();
  });

  it.each([
    [0, 15],
    [16, 31],
    [31, 45],
    [44, 45],
    [45, null],
    [59, null],
  ])(
    'that was read %s minutes after its due time is looked at again after %s: null is told',
    (atMinutes, next) => {
      expect(lookAfter({ atMinutes })).toBe(next);
    },
  );
});
