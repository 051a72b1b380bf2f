import { describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../src/diagnosis/time.ts';
import type { FactBody, SubjectSeen } from '../../src/incidents/fact.ts';
import type { CheckLook } from '../../src/incidents/look.ts';
import { nextCheckAfterTelling, nextCheckAtMs } from '../../src/incidents/next-check.ts';
import {
  added,
  ALL_OK,
  BOT,
  incidentOf,
  kept,
  LOKI_DOWN,
  missing,
  NEXT_MS,
  NOW_MS,
  OPENED,
  OPENED_MS,
  opened,
  told,
  unknown,
} from './example.ts';

const resolved: FactBody = { kind: 'status-changed', to: 'resolved', notWell: [] };
const closed: FactBody = { kind: 'status-changed', to: 'closed', notWell: [] };
const proofIn = (ms: number) => ({ nextProof: { plannedAtMs: NOW_MS, judgedAtMs: NOW_MS + ms } });
const SOON = 15 * MINUTE_MS;
const WEEK = 7 * DAY_MS;

interface Case {
  readonly now?: readonly SubjectSeen[];
  readonly sources?: CheckLook['sources'];
  readonly told?: readonly FactBody[];
}

function inMs({ now = [], sources = ALL_OK, told: bodies = [] }: Case): number | null {
  const incident = incidentOf(
    [told(OPENED), ...now.map((seen) => told(added(seen))), ...bodies.map((body) => told(body, NOW_MS))],
    now.length === 0 ? null : { atMs: NOW_MS, seen: now, sources },
  );
  const atMs = nextCheckAtMs(incident, NOW_MS);
  return atMs === null ? null : atMs - NOW_MS;
}

describe('the next look', () => {
  it.each<readonly [string, Case, number | null]>([
    ['is hourly while somebody is not well', { now: [missing('a')] }, HOUR_MS],
    ['is hourly while it is not resolved', { now: [kept('a')] }, HOUR_MS],
    [
      'is when a run can be judged',
      { now: [missing('a', 'skipped', proofIn(5 * MINUTE_MS))] },
      5 * MINUTE_MS,
    ],
    [
      'is when the first of two can',
      { now: [missing('a', 'skipped', proofIn(9_000)), missing('b', 'skipped', proofIn(7_000))] },
      7_000,
    ],
    [
      'is when the first of two can, though that one is well',
      {
        now: [
          missing('a', 'skipped', proofIn(9_000)),
          { ...kept('b'), standing: { ...kept('b').standing, ...proofIn(7_000) } },
        ],
      },
      7_000,
    ],
    ['is soon while a run’s window is open', { now: [missing('a', 'skipped', { isPending: true })] }, SOON],
    [
      'is soon while a run’s window is open for one of two',
      { now: [missing('a'), missing('b', 'skipped', { isPending: true })] },
      SOON,
    ],
    [
      'is hourly where a source always answers only in part',
      { now: [missing('a')], sources: [{ source: 'loki', status: 'truncated' }] },
      HOUR_MS,
    ],
    ['is soon while a source is down', { now: [missing('a')], sources: LOKI_DOWN }, SOON],
    ['is not put off by what was judged already', { now: [missing('a', 'skipped', proofIn(-1))] }, HOUR_MS],
    [
      'when resolved is at the next run',
      { now: [kept('a')], told: [resolved] },
      NEXT_MS + 130 * MINUTE_MS - NOW_MS,
    ],
    [
      'when resolved is at the next run though a source is down',
      {
        now: [missing('a', 'skipped', { ...proofIn(DAY_MS), isPending: true })],
        sources: LOKI_DOWN,
        told: [resolved],
      },
      DAY_MS,
    ],
    [
      'when resolved is soon where the run could not be judged without a source that is down',
      { now: [missing('a', 'skipped', proofIn(-1))], sources: LOKI_DOWN, told: [resolved] },
      SOON,
    ],
    [
      'when resolved is soon where a source that is down lets nobody know how somebody is',
      { now: [unknown('a')], sources: LOKI_DOWN, told: [resolved] },
      SOON,
    ],
    [
      'when resolved is soon where a source that is down lets nobody know how one of two is',
      { now: [missing('a'), unknown('b')], sources: LOKI_DOWN, told: [resolved] },
      SOON,
    ],
    [
      'when resolved is soon where the run could be judged from this moment on, but for a source that is down',
      { now: [missing('a', 'skipped', proofIn(0))], sources: LOKI_DOWN, told: [resolved] },
      SOON,
    ],
    [
      'when resolved is hourly where the run could be judged from this moment on, and was not',
      { now: [missing('a', 'skipped', proofIn(0))], told: [resolved] },
      HOUR_MS,
    ],
    [
      'when resolved is at the next run where nobody knows how somebody is, with all sources',
      { now: [unknown('a')], told: [resolved] },
      NEXT_MS + 130 * MINUTE_MS - NOW_MS,
    ],
    [
      'when resolved is hourly where a run could not be judged by the bot’s own mistake',
      { now: [missing('a', 'skipped', proofIn(-1))], told: [resolved] },
      HOUR_MS,
    ],
    [
      'when resolved, of a check without a plan, is the nudge',
      { now: [missing('a', 'skipped', { nextProof: null })], told: [resolved] },
      WEEK,
    ],
    ['when closed is never', { now: [missing('a')], told: [resolved, closed] }, null],
    ['without subjects is the nudge', {}, WEEK - HOUR_MS],
  ])('%s', (_, given, expected) => {
    expect(inMs(given)).toBe(expected);
  });

  it('without subjects, and nudged, is never', () => {
    const nudged = incidentOf([told(OPENED), told({ kind: 'nudged' }, NOW_MS, BOT)]);
    expect(nextCheckAtMs(nudged, NOW_MS)).toBeNull();
  });

  it('is soon where the nudge is due already', () => {
    const nowMs = OPENED_MS + WEEK + 1;
    expect(nextCheckAtMs(opened(), nowMs)).toBe(nowMs + SOON);
  });

  it('is soon where a run could be judged before it was resolved, and nobody has looked since', () => {
    const one = missing('a', 'skipped', proofIn(-MINUTE_MS));
    const facts = [told(OPENED), told(added(one)), told(resolved, NOW_MS)];
    const check = { atMs: NOW_MS - HOUR_MS, seen: [one], sources: ALL_OK };
    expect(nextCheckAtMs(incidentOf(facts, check), NOW_MS)).toBe(NOW_MS + SOON);
  });
});

describe('after something was told', () => {
  const note: FactBody = { kind: 'note', text: 'x' };
  const incident = opened(missing('a'));

  it.each<readonly [string, FactBody, number | null]>([
    ['a note puts off no look', note, NOW_MS + 1],
    ['somebody new is looked at at once', added(missing('b')), NOW_MS],
    ['one that was reopened is looked at at once', { kind: 'reopened' }, NOW_MS],
  ])('%s', (_, body, expected) => {
    expect(nextCheckAfterTelling(incident, [body], NOW_MS + 1, NOW_MS)).toBe(expected);
  });

  it('one that is resolved is left alone until the next run, and one without anybody until the nudge', () => {
    const done = incidentOf([told(OPENED), told(added(missing('a'))), told(resolved)]);
    expect(nextCheckAfterTelling(done, [resolved], NOW_MS + 1, NOW_MS)).toBe(NEXT_MS + 130 * MINUTE_MS);
    expect(nextCheckAfterTelling(opened(), [OPENED], null, OPENED_MS)).toBe(OPENED_MS + WEEK);
  });
});
