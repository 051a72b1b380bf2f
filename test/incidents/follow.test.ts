import { describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../src/diagnosis/time.ts';
import type { FleetRun } from '../../src/digests/fleet-run.ts';
import type { FactBody, NewFact, SubjectSeen } from '../../src/incidents/fact.ts';
import { follow } from '../../src/incidents/follow.ts';
import { numbered, withFacts } from '../../src/incidents/fold.ts';
import type { Incident } from '../../src/incidents/incident.ts';
import type { Look } from '../../src/incidents/look.ts';
import { incompleteRunOf, missing as missingOutcome, outcome, runOf } from '../digests/example.ts';
import {
  added,
  ALL_OK,
  BOT,
  hasRecovered,
  incidentOf,
  kept,
  LOKI_DOWN,
  lookOf,
  missing,
  MISSED_MS,
  NEXT_MS,
  notDueYet,
  notExpected,
  NOW_MS,
  OPENED,
  OPENED_MS,
  opened,
  ref,
  sentByHand,
  standing,
  told,
  unknown,
} from './example.ts';

const followed = (
  incident: Incident,
  look: Look,
  runs: readonly FleetRun[] = [],
  nowMs = look.atMs + 1_000,
) => follow(incident, { look, runs }, hasRecovered, nowMs);

const DATABASE_DOWN = ALL_OK.map(({ source, status }) => ({
  source,
  status: source === 'delivery' ? ('failed' as const) : status,
}));

const likely = (seen: SubjectSeen): SubjectSeen => ({
  ...seen,
  standing: { ...seen.standing, outcome: { ...seen.standing.outcome, confidence: 'likely' } },
});

const kindsOf = (facts: readonly NewFact[]): readonly string[] => facts.map(({ body }) => body.kind);

/** Nothing else about it is new. */
const seenBefore = (...bodies: readonly FactBody[]): Incident =>
  incidentOf([OPENED, ...bodies].map((body) => told(body)));

describe('a changed verdict is told', () => {
  it.each([
    ['for the same one', missing('a'), missing('a'), ALL_OK, false],
    ['for another code', missing('a'), missing('a', 'stopped'), ALL_OK, true],
    ['for a link made by hand', missing('a'), sentByHand('a'), ALL_OK, true],
    ['for one that is not known any more', missing('a'), unknown('a'), ALL_OK, true],
    ['for one that is known at last', unknown('a'), missing('a'), ALL_OK, true],
    ['for links that were switched off', missing('a'), notExpected('a'), ALL_OK, true],
    [
      'while a source is down: not for another cause',
      missing('a'),
      missing('a', 'stopped'),
      LOKI_DOWN,
      false,
    ],
    ['while a source is down: not for unknown', missing('a'), unknown('a'), LOKI_DOWN, false],
    [
      'while a source is down: for one who is known not to be well',
      unknown('a'),
      missing('a'),
      LOKI_DOWN,
      true,
    ],
    ['not for another confidence of one on schedule', kept('a'), likely(kept('a')), ALL_OK, false],
    ['for another confidence of one who is not well', missing('a'), likely(missing('a')), ALL_OK, true],
    ['while a source is down: for another known state', missing('a'), notExpected('a'), LOKI_DOWN, true],
    ['while a source is down: not from unknown to well', unknown('a'), kept('a'), LOKI_DOWN, false],
  ])('%s', (_, before, now, sources, isTold) => {
    const { facts } = followed(opened(before), lookOf([now], { sources }));
    const changes = facts.map(({ body }) => body).filter(({ kind }) => kind === 'verdict-changed');
    expect(changes).toEqual(
      isTold ? [{ kind: 'verdict-changed', before: before.standing, isRecovery: false, ...now }] : [],
    );
  });

  it('of nobody who came in, was looked at anew, or taken out while the look was under way', () => {
    const incident = incidentOf([
      told(OPENED),
      told(added(missing('a'))),
      told(added(missing('b')), NOW_MS + 1),
      told({ kind: 'subject-removed', name: 'A', ...ref('a') }, NOW_MS + 1),
    ]);
    const { facts, lastCheck } = followed(incident, lookOf([kept('a'), kept('b')]));
    expect(facts).toEqual([]);
    expect(lastCheck?.seen.map(({ subjectId }) => subjectId)).toEqual(['b']);
  });

  it('of nobody who was in it all along, and was looked at anew while the look was under way', () => {
    const incident = incidentOf([
      told(OPENED),
      told(added(missing('a'))),
      told(
        {
          kind: 'verdict-changed',
          before: missing('a').standing,
          isRecovery: false,
          ...missing('a', 'stopped'),
        },
        NOW_MS + 1,
        BOT,
      ),
    ]);
    expect(followed(incident, lookOf([missing('a')])).facts).toEqual([]);
  });

  it('of none whose check could not be made: it stays as it is remembered', () => {
    const incident = opened(missing('a'));
    const { facts, lastCheck, incident: after } = followed(incident, { atMs: NOW_MS, checks: [] });
    expect({ facts, lastCheck }).toEqual({ facts: [], lastCheck: null });
    expect(after.subjects).toEqual(incident.subjects);
  });
});

describe('a recovery', () => {
  const recoveries = (incident: Incident, look: Look) =>
    followed(incident, look).facts.flatMap(({ body }) =>
      body.kind === 'verdict-changed' ? [body.isRecovery] : [],
    );

  it('is a planned run that was kept, and nothing else', () => {
    const incident = opened(missing('a'));
    expect(recoveries(incident, lookOf([kept('a')]))).toEqual([true]);
    expect(recoveries(incident, lookOf([kept('a', MISSED_MS - 1)]))).toEqual([false]);
    expect(recoveries(incident, lookOf([sentByHand('a')]))).toEqual([false]);
    expect(recoveries(incident, lookOf([notDueYet('a')]))).toEqual([false]);
    const unsent = missing('a', 'send-failed', { keptRunAtMs: NEXT_MS });
    expect(recoveries(incident, lookOf([unsent]))).toEqual([false]);
  });

  it('is measured by the last time that somebody was not well, not by the first', () => {
    const again = missing('a');
    const since = { atMs: NEXT_MS, isAtLeast: false };
    const failedAgain = { ...again, standing: standing('a', { state: 'missing', code: 'skipped', since }) };
    const incident = seenBefore(added(missing('a')), {
      kind: 'verdict-changed',
      before: kept('a', MISSED_MS).standing,
      isRecovery: false,
      ...failedAgain,
    });
    expect(recoveries(incident, lookOf([kept('a', NEXT_MS - 1)]))).toEqual([false]);
    expect(recoveries(incident, lookOf([kept('a', NEXT_MS)]))).toEqual([true]);
  });

  it('is told though the verdict is the same: on schedule it was already, and now a run has proved it', () => {
    const early = kept('a', MISSED_MS - 1);
    const first = followed(opened(missing('a')), lookOf([early])).incident;
    expect(first.subjects).toMatchObject([{ isWell: false }]);
    const then = followed(first, lookOf([kept('a')], { atMs: NOW_MS + HOUR_MS }));
    expect(then.facts).toMatchObject([
      { body: { kind: 'verdict-changed', isRecovery: true, before: early.standing } },
      { body: { kind: 'resolution-proposed' } },
    ]);
    expect(then.incident.subjects).toMatchObject([{ isWell: true }]);
  });

  it('is not lost where nobody knew how it was in between', () => {
    const between = followed(opened(missing('a')), lookOf([unknown('a')])).incident;
    expect(recoveries(between, lookOf([kept('a')], { atMs: NOW_MS + HOUR_MS }))).toEqual([true]);
  });

  it('is none of somebody who was well, and of whom the check only knows less or more', () => {
    const incident = opened(kept('a'));
    expect(recoveries(incident, lookOf([unknown('a')]))).toEqual([false]);
    const between = followed(incident, lookOf([unknown('a')])).incident;
    expect(recoveries(between, lookOf([kept('a')], { atMs: NOW_MS + HOUR_MS }))).toEqual([false]);
  });
});

describe('a source that is down', () => {
  it('is told once, and once when it is back', () => {
    let incident = opened(missing('a'));
    const tellings = [ALL_OK, LOKI_DOWN, LOKI_DOWN, ALL_OK, ALL_OK].map((sources, hour) => {
      const next = followed(incident, lookOf([missing('a')], { sources, atMs: NOW_MS + hour * HOUR_MS }));
      incident = next.incident;
      return next.facts.map(({ body }) => body);
    });
    expect(tellings).toEqual([
      [],
      [{ kind: 'source-failed', source: 'loki', status: 'failed' }],
      [],
      [{ kind: 'source-back', source: 'loki', failedAtMs: NOW_MS + HOUR_MS }],
      [],
    ]);
  });

  it('is not down any more where it was taken out of the configuration, which is told once', () => {
    const failed = followed(opened(missing('a')), lookOf([missing('a')], { sources: LOKI_DOWN })).incident;
    const without = ALL_OK.filter(({ source }) => source !== 'loki');
    const unseen = followed(failed, { atMs: NOW_MS + 1, checks: [] });
    expect(unseen.facts).toEqual([]);
    const gone = followed(failed, lookOf([missing('a')], { sources: without }));
    expect(gone.facts.map(({ body }) => body)).toEqual([
      { kind: 'source-failed', source: 'loki', status: 'not-configured' },
    ]);
    expect(gone.incident.failedSources).toEqual([]);
    expect(followed(gone.incident, lookOf([missing('a')], { sources: without })).facts).toEqual([]);
  });

  it('is not said to be out of the configuration where there is nobody left to ask it about', () => {
    const failed = followed(opened(missing('a')), lookOf([missing('a')], { sources: LOKI_DOWN })).incident;
    const out = told({ kind: 'subject-removed', name: 'A', ...ref('a') }, NOW_MS);
    const left = withFacts(failed, [out], NOW_MS);
    expect(followed(left, { atMs: NOW_MS + 1, checks: [] }).facts).toEqual([]);
  });

  it('leaves the plan and the name as they were known', () => {
    const nobody: SubjectSeen = {
      ...unknown('a'),
      standing: standing(
        'a',
        { state: 'unknown', code: 'inconclusive', name: 'a', kind: null },
        { nextProof: null },
      ),
    };
    for (const before of [missing('a'), unknown('a')]) {
      let incident = opened(before);
      for (const hour of [1, 2]) {
        const look = lookOf([nobody], { sources: DATABASE_DOWN, atMs: NOW_MS + hour * HOUR_MS });
        incident = followed(incident, look).incident;
      }
      expect(incident.nextProof).toEqual(before.standing.nextProof);
      expect(incident.subjects[0]?.now.outcome.name).toBe('Clinic A');
    }
    const gone = followed(opened(missing('a')), lookOf([nobody])).incident;
    expect(gone.nextProof).toBeNull();
    expect(gone.subjects[0]?.now.outcome).toMatchObject({
      state: 'unknown',
      name: 'Clinic A',
      kind: 'Clinic',
    });
  });

  it('leaves a run that could be judged by now to be judged, until a look can', () => {
    const judgedAtMs = NEXT_MS + 130 * MINUTE_MS;
    const inAWeek = { plannedAtMs: NEXT_MS + 7 * DAY_MS, judgedAtMs: judgedAtMs + 7 * DAY_MS };
    const blind: SubjectSeen = {
      ...unknown('a'),
      standing: standing('a', { state: 'unknown', code: 'inconclusive' }, { nextProof: inAWeek }),
    };
    const dark = { sources: LOKI_DOWN, atMs: judgedAtMs };
    let incident = followed(opened(missing('a')), lookOf([blind], dark)).incident;
    expect(incident.nextProof?.plannedAtMs).toBe(NEXT_MS);
    incident = followed(incident, lookOf([blind], { ...dark, atMs: judgedAtMs + HOUR_MS })).incident;
    expect(incident.nextProof?.plannedAtMs).toBe(NEXT_MS);
    const seen = missing('a', 'skipped', { nextProof: inAWeek });
    const judged = followed(incident, lookOf([seen], { ...dark, atMs: judgedAtMs + 2 * HOUR_MS }));
    expect(judged.incident.nextProof).toEqual(inAWeek);
    const early = followed(opened(missing('a')), lookOf([blind], { ...dark, atMs: judgedAtMs - 1 }));
    expect(early.incident.nextProof).toEqual(inAWeek);
  });

  it('hides a name no longer than until a check knows it', () => {
    const nameless = standing('a', { state: 'unknown', code: 'inconclusive', name: 'a', kind: null });
    const incident = opened({ ...unknown('a'), standing: nameless });
    const known = followed(incident, lookOf([kept('a')], { sources: LOKI_DOWN })).incident;
    expect(known.everSubjects).toMatchObject([
      { first: { outcome: { name: 'Clinic A' } }, now: { outcome: { state: 'unknown', name: 'Clinic A' } } },
    ]);
  });

  it('is not back by the answer to another check, while the one that it failed could not be made', () => {
    const other = { checkId: 'other', subjectId: 'o' };
    const both = seenBefore(added(missing('a')), added({ ...missing('o'), ...other }));
    const otherLook = { checkId: 'other', seen: [{ ...missing('o'), ...other }], sources: ALL_OK };
    const lookOfBoth = (sources: typeof ALL_OK): Look => {
      const { atMs, checks } = lookOf([missing('a')], { sources });
      return { atMs, checks: [...checks, otherLook] };
    };
    const failed = followed(both, lookOfBoth(LOKI_DOWN)).incident;
    expect(followed(failed, { atMs: NOW_MS + HOUR_MS, checks: [otherLook] }).facts).toEqual([]);
    expect(kindsOf(followed(failed, lookOfBoth(ALL_OK)).facts)).toEqual(['source-back']);
    // Of somebody whose check is there no more nobody waits for an answer.
    const unasked = [ref('a')];
    expect(kindsOf(followed(failed, { atMs: NOW_MS + 1, checks: [otherLook], unasked }).facts)).toEqual([
      'source-back',
    ]);
  });

  it('of two checks is down where one of them says so', () => {
    const { checks, atMs } = lookOf([missing('a')]);
    const look: Look = { atMs, checks: [...checks, { checkId: 'other', seen: [], sources: LOKI_DOWN }] };
    const { facts, lastCheck } = followed(opened(missing('a')), look);
    expect(kindsOf(facts)).toEqual(['source-failed']);
    expect(lastCheck?.sources).toEqual(LOKI_DOWN);
  });
});

describe('resolving is proposed', () => {
  const recovered = (incident: Incident, ...seen: Parameters<typeof lookOf>[0]) =>
    followed(incident, lookOf(seen));

  it('once all are well at a planned run, with the newest one, and once only', () => {
    const incident = opened(missing('a'), missing('b'));
    const one = recovered(incident, kept('a'), missing('b'));
    expect(kindsOf(one.facts)).toEqual(['verdict-changed']);
    const both = recovered(one.incident, kept('a'), kept('b', NEXT_MS + 1));
    expect(both.facts.at(-1)?.body).toEqual({ kind: 'resolution-proposed', runAtMs: NEXT_MS + 1 });
    expect(both.incident.isResolutionProposed).toBe(true);
    expect(recovered(both.incident, kept('a'), kept('b')).facts).toEqual([]);
  });

  it('since the run by which the last of them recovered, though those after it were kept as well', () => {
    const incident = opened(missing('a'), missing('b'), kept('c', NEXT_MS + 7 * DAY_MS));
    const one = recovered(incident, kept('a'), missing('b'), kept('c')).incident;
    const later = recovered(one, kept('a', NEXT_MS + 7 * DAY_MS), missing('b'), kept('c')).incident;
    const out = told({ kind: 'subject-removed', name: 'B', ...ref('b') }, NOW_MS);
    const last = recovered(withFacts(later, [out], NOW_MS), kept('a', NEXT_MS + 7 * DAY_MS), kept('c'));
    expect(last.facts.at(-1)?.body).toEqual({ kind: 'resolution-proposed', runAtMs: NEXT_MS });
  });

  it.each([
    ['where nobody ever was not well', opened(kept('a')), [kept('a')]],
    ['without subjects', opened(), []],
    [
      'when it is resolved already',
      seenBefore(added(missing('a')), { kind: 'status-changed', to: 'resolved', notWell: [] }),
      [kept('a')],
    ],
    [
      'while one of them is not known by this look',
      opened(missing('a'), kept('b')),
      [kept('a'), unknown('b')],
    ],
    [
      'where one was well all along, and the other was switched off',
      opened(notExpected('a')),
      [notExpected('a')],
    ],
    [
      'while one of them is not well, though nothing is expected of the other any more',
      opened(missing('a'), missing('b')),
      [missing('a'), notExpected('b')],
    ],
  ])('not %s', (_, incident, seen) => {
    expect(kindsOf(recovered(incident, ...seen).facts)).not.toContain('resolution-proposed');
  });

  it.each([
    [
      'one has recovered, and nothing is expected of the other any more',
      [kept('a'), notExpected('b')],
      NEXT_MS,
    ],
    ['nothing is expected of anybody any more', [notExpected('a'), notExpected('b')], null],
  ])('where %s, and once only', (_, seen, runAtMs) => {
    const first = recovered(opened(missing('a'), missing('b')), ...seen);
    expect(first.facts.at(-1)?.body).toEqual({ kind: 'resolution-proposed', runAtMs });
    expect(recovered(first.incident, ...seen).facts).toEqual([]);
  });

  it('not where nobody ever was not well, though nobody knew for a while', () => {
    const between = recovered(opened(kept('a')), unknown('a')).incident;
    expect(kindsOf(recovered(between, kept('a')).facts)).toEqual(['verdict-changed']);
  });

  it('where one was well all along, and the other was switched off since', () => {
    const { facts } = recovered(opened(kept('a'), missing('b')), kept('a'), notExpected('b'));
    expect(kindsOf(facts)).toEqual(['verdict-changed', 'resolution-proposed']);
  });

  it('anew where somebody is expected again', () => {
    const off = recovered(opened(missing('a'), missing('b')), kept('a'), notExpected('b')).incident;
    const on = recovered(off, kept('a'), notDueYet('b'));
    expect(kindsOf(on.facts)).toEqual(['verdict-changed']);
    expect(on.incident.isResolutionProposed).toBe(false);
    expect(kindsOf(recovered(on.incident, kept('a'), kept('b')).facts)).toEqual([
      'verdict-changed',
      'resolution-proposed',
    ]);
  });

  it('once, though nobody knew in between how somebody was who was proved well', () => {
    const well = recovered(opened(missing('a')), kept('a')).incident;
    const between = recovered(well, unknown('a'));
    expect(between.incident).toMatchObject({ subjects: [{ isWell: false }], isResolutionProposed: true });
    const again = recovered(between.incident, kept('a'));
    expect(again.facts).toMatchObject([{ body: { kind: 'verdict-changed', isRecovery: false } }]);
    expect(again.incident.subjects).toMatchObject([{ isWell: true }]);
  });

  it('not before a source is back, without which one of them is not known', () => {
    const incident = opened(missing('a'), kept('b'));
    const look = lookOf([kept('a'), unknown('b')], { sources: LOKI_DOWN });
    const first = followed(incident, look);
    expect(kindsOf(first.facts)).toEqual(['source-failed', 'verdict-changed']);
    expect(kindsOf(recovered(first.incident, kept('a'), kept('b')).facts)).toEqual([
      'source-back',
      'resolution-proposed',
    ]);
  });

  it('anew after somebody failed again, and not to whoever has reopened it', () => {
    const well = recovered(opened(missing('a')), kept('a')).incident;
    const resolved = told({ kind: 'status-changed', to: 'resolved', notWell: [] }, NOW_MS);
    const reopened = withFacts(well, [resolved, told({ kind: 'reopened' }, NOW_MS)], NOW_MS);
    expect(recovered(reopened, kept('a')).facts).toEqual([]);
    const failed = recovered(well, missing('a')).incident;
    expect(kindsOf(recovered(failed, kept('a')).facts)).toEqual(['verdict-changed', 'resolution-proposed']);
  });

  it('by the run of the newest recovery, where somebody has failed in between', () => {
    const well = recovered(opened(missing('a')), kept('a')).incident;
    const again = recovered(recovered(well, missing('a')).incident, kept('a', NEXT_MS + 7 * DAY_MS));
    expect(again.facts.at(-1)?.body).toEqual({
      kind: 'resolution-proposed',
      runAtMs: NEXT_MS + 7 * DAY_MS,
    });
  });

  it('once the last who is not well was taken out', () => {
    const one = recovered(opened(missing('a'), missing('b')), kept('a'), missing('b')).incident;
    const out = told({ kind: 'subject-removed', name: 'B', ...ref('b') }, NOW_MS);
    expect(kindsOf(recovered(withFacts(one, [out], NOW_MS), kept('a')).facts)).toEqual([
      'resolution-proposed',
    ]);
  });
});

describe('the nudge', () => {
  const weekMs = 7 * DAY_MS;
  const nudges = (incident: Incident, nowMs: number) =>
    kindsOf(followed(incident, { atMs: nowMs, checks: [] }, [], nowMs).facts);

  it('comes after seven days without movement, once', () => {
    const incident = opened();
    expect(nudges(incident, OPENED_MS + weekMs - 1)).toEqual([]);
    expect(nudges(incident, OPENED_MS + weekMs)).toEqual(['nudged']);
    const nudged = withFacts(
      incident,
      [told({ kind: 'nudged' }, OPENED_MS + weekMs, BOT)],
      OPENED_MS + weekMs,
    );
    expect(nudges(nudged, OPENED_MS + 9 * weekMs)).toEqual([]);
  });

  it('comes again only where something has moved since', () => {
    const atMs = OPENED_MS + weekMs;
    const facts = [told({ kind: 'nudged' }, atMs, BOT), told({ kind: 'note', text: 'x' }, atMs)];
    const moved = withFacts(opened(), facts, atMs);
    expect(nudges(moved, atMs + weekMs - 1)).toEqual([]);
    expect(nudges(moved, atMs + weekMs)).toEqual(['nudged']);
  });

  it('does not come where others were found to have it, and comes where it is the same ones as before', () => {
    const atMs = OPENED_MS + weekMs;
    const found = (ids: readonly string[], ofSubjects: number | null): FactBody => ({
      kind: 'others-seen',
      checkId: 'widgets',
      code: 'skipped',
      others: ids.map((subjectId) => ({ subjectId, name: subjectId, sinceMs: null })),
      ofSubjects,
    });
    const after = (...bodies: readonly FactBody[]) => {
      const facts = bodies.map((body, index) => told(body, atMs - HOUR_MS + index, BOT));
      return nudges(withFacts(opened(missing('a')), facts, atMs - HOUR_MS), atMs);
    };
    expect(after(found(['b', 'c'], 9))).toEqual([]);
    expect(after(found([], 9))).toEqual(['nudged']);
    const known = withFacts(opened(missing('a')), [told(found(['b'], null), OPENED_MS, BOT)], OPENED_MS);
    const surer = withFacts(known, [told(found(['b'], 9), NOW_MS, BOT)], NOW_MS);
    expect(nudges(surer, atMs)).toEqual(['nudged']);
    const fewer = withFacts(surer, [told(found(['d'], 9), NOW_MS, BOT)], NOW_MS);
    expect(nudges(fewer, atMs)).toEqual([]);
  });

  it('does not come where a verdict has changed at that very look', () => {
    const atMs = OPENED_MS + weekMs;
    expect(kindsOf(followed(opened(missing('a')), lookOf([sentByHand('a')], { atMs })).facts)).toEqual([
      'verdict-changed',
    ]);
  });
});

describe('the blast radius', () => {
  const skipped = (...ids: readonly string[]) => ids.map((id) => missingOutcome(id));
  const spread = (incident: Incident, run: FleetRun) =>
    followed(incident, lookOf(incident.subjects.map(({ subjectId }) => missing(subjectId))), [run]).facts.map(
      ({ body }) => body,
    );
  const others = (...ids: readonly string[]) => ({
    kind: 'others-seen' as const,
    checkId: 'widgets',
    code: 'skipped',
    others: ids.map((subjectId) => ({ subjectId, name: subjectId, sinceMs: null })),
    ofSubjects: 5,
  });
  const known = seenBefore(added(missing('a')), others('b', 'c'));

  it('is told at first with who, since when, and of how many, without those who are in it', () => {
    const run = runOf([...skipped('a', 'b'), missingOutcome('c', { code: 'stopped' }), outcome('d')]);
    expect(spread(opened(missing('a')), run)).toEqual([
      {
        kind: 'others-seen',
        checkId: 'widgets',
        code: 'skipped',
        others: [{ subjectId: 'b', name: 'Clinic B', sinceMs: MISSED_MS }],
        ofSubjects: 4,
      },
    ]);
  });

  it.each([
    ['at first, with nobody else', opened(missing('a')), runOf(skipped('a')), [[[], 1]]],
    ['not with nobody by a run that could not read all', opened(missing('a')), incompleteRunOf([]), []],
    [
      'with somebody by one that could not',
      opened(missing('a')),
      incompleteRunOf(skipped('b')),
      [[['b'], null]],
    ],
    ['not where it is the same', known, runOf(skipped('c', 'b', 'a')), []],
    [
      'where a run that read all finds no more than one that could not',
      seenBefore(added(missing('a')), { ...others('b'), ofSubjects: null }),
      runOf(skipped('a', 'b')),
      [[['b'], 2]],
    ],
    [
      'without whom somebody took out by hand',
      seenBefore(added(missing('a')), added(missing('b')), {
        kind: 'subject-removed',
        name: 'B',
        ...ref('b'),
      }),
      runOf(skipped('a', 'b', 'c')),
      [[['c'], 3]],
    ],
    ['where it grows', known, runOf(skipped('b', 'c', 'd')), [[['b', 'c', 'd'], 3]]],
    ['where it shrinks', known, runOf(skipped('c')), [[['c'], 1]]],
    ['where nobody is left', known, runOf([outcome('b')]), [[[], 1]]],
    ['not as shrunk by a run that could not read all', known, incompleteRunOf(skipped('c'), 3), []],
    ['as grown by one that could not', known, incompleteRunOf(skipped('d'), 3), [[['d', 'b', 'c'], null]]],
  ] as const)('is told %s', (_, incident, run, expected) => {
    const told = spread(incident, run).flatMap((body) =>
      body.kind === 'others-seen' ? [[body.others.map(({ subjectId }) => subjectId), body.ofSubjects]] : [],
    );
    expect(told).toEqual(expected);
  });

  it('is not said to be nobody where somebody has it who was taken out by hand', () => {
    const out: FactBody = { kind: 'subject-removed', name: 'B', ...ref('b') };
    const incident = seenBefore(added(missing('a')), added(missing('b')), out);
    expect(spread(incident, runOf(skipped('a', 'b')))).toMatchObject([
      { others: [], takenOut: [{ subjectId: 'b', name: 'Clinic B' }], ofSubjects: 2 },
    ]);
    expect(spread(incident, runOf([...skipped('a'), outcome('b')]))[0]).not.toHaveProperty('takenOut');
  });

  it('says of whom it may have begun earlier', () => {
    const since = { atMs: MISSED_MS, isAtLeast: true };
    const run = runOf([missingOutcome('b', { since }), missingOutcome('c')]);
    expect(spread(opened(missing('a')), run)).toMatchObject([
      { others: [{ subjectId: 'b', sinceMs: MISSED_MS, isAtLeast: true }, { subjectId: 'c' }] },
    ]);
  });

  it('is no news once they were added, or one of them was taken out again', () => {
    const joined = withFacts(known, [told(added(missing('b')))], OPENED_MS);
    const run = runOf(skipped('a', 'b', 'c'));
    expect(spread(joined, run)).toEqual([]);
    const out = told({ kind: 'subject-removed', name: 'B', ...ref('b') });
    expect(spread(withFacts(joined, [out], OPENED_MS), run)).toEqual([]);
  });

  it('goes on while others have it, though the incident’s own are well', () => {
    const { facts } = followed(known, lookOf([kept('a')]), [runOf([outcome('a'), ...skipped('b')])]);
    expect(facts.map(({ body }) => body)).toContainEqual(
      expect.objectContaining({ kind: 'others-seen', others: [expect.objectContaining({ subjectId: 'b' })] }),
    );
  });
});

it('numbers what was found as it will be stored', () => {
  const incident = opened(missing('a'));
  const { facts, lastCheck, incident: after } = followed(incident, lookOf([kept('a')]));
  expect(after.facts.slice(incident.facts.length)).toEqual(numbered(facts, 2, NOW_MS + 1_000));
  expect(after.lastCheck).toEqual(lastCheck);
});
