import { expect, it } from 'vitest';
import type { Canary } from '../../src/checks/fleet.ts';
import { coverageOf } from '../../src/investigation/coverage.ts';
import { reading, SLOT_MS } from '../digests/example.ts';

const READINGS = [reading('sentry'), reading('loki'), reading('delivery')];

it.each<readonly [string, Pick<Canary, 'source' | 'sign' | 'status'> | null, boolean]>([
  ['all were read and are alive', null, true],
  [
    'nobody got a link: that is what a run is to tell',
    { source: 'delivery', sign: 'link', status: 'silent' },
    true,
  ],
  [
    'the database is read from a copy that is behind',
    { source: 'delivery', sign: 'rows', status: 'silent' },
    false,
  ],
  ['Sentry has no newer event', { source: 'sentry', sign: 'event', status: 'silent' }, false],
  ['Loki could not be asked for an app', { source: 'loki', sign: 'line', status: 'unknown' }, false],
])('a run in which %s: complete or not', (_, sign, isComplete) => {
  const canaries = sign === null ? [] : [{ ...sign, of: null, sinceMs: SLOT_MS, newestAtMs: null }];
  expect(coverageOf(READINGS, READINGS.slice(2), { read: 3, unread: 0 }, canaries).isComplete).toBe(
    isComplete,
  );
});

it('names a source that is not configured, and is not incomplete for lack of it', () => {
  const readings = [reading('sentry', { status: 'not-configured' }), ...READINGS.slice(1)];
  const coverage = coverageOf(readings, READINGS.slice(2), { read: 3, unread: 0 }, []);
  expect(coverage.readings.map(({ source, status }) => [source, status])).toEqual([
    ['sentry', 'not-configured'],
    ['loki', 'ok'],
    ['delivery', 'ok'],
  ]);
  expect(coverage.isComplete).toBe(true);
});
