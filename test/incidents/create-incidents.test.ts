import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Check } from '../../src/checks/check.ts';
import type { Diagnosis } from '../../src/diagnosis/diagnosis.ts';
import type { ReadingStatus, ReadingSummary } from '../../src/diagnosis/reading.ts';
import { HOUR_MS, MINUTE_MS } from '../../src/diagnosis/time.ts';
import type { FleetRun } from '../../src/digests/fleet-run.ts';
import { createIncidents, type IncidentsSettings } from '../../src/incidents/create-incidents.ts';
import type { SubjectSeen } from '../../src/incidents/fact.ts';
import type { Incident } from '../../src/incidents/incident.ts';
import type { Incidents, OpenIncident, Recorded, Told } from '../../src/incidents/incidents.ts';
import type { IncidentMemory } from '../../src/incidents/memory.ts';
import type { InvestigationRequest } from '../../src/investigation/investigation.ts';
import { missing as missingOutcome, reading, runOf } from '../digests/example.ts';
import { tinyCheck } from '../support/tiny-check/tiny-check.ts';
import { hasRecovered, kept, missing, NEXT_MS, OPENED_MS, ref, standing, unknown } from './example.ts';
import { memoryIncidents } from './memory-incidents.ts';

/** A check whose diagnoses carry the standing that a test wants to be seen, as their facts. */
const { fleet: _, following: __, ...rest } = tinyCheck;
const widgets: Check = {
  ...rest,
  id: 'widgets',
  subject: { ...rest.subject, find: (text) => ({ ids: text.includes("'") ? [] : [text], unreadable: [] }) },
  fleet: null,
  following: {
    standingOf: (subjectId, facts) => {
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- all diagnoses of this test are made below
      const seen = (facts as ReadonlyMap<string, SubjectSeen>).get(subjectId);
      return (seen ?? unknown(subjectId)).standing;
    },
    hasRecovered: (before, after) => hasRecovered('widgets', before, after),
    timeZone: 'America/Los_Angeles',
  },
  parseFacts: (facts) => facts,
  evaluate: () => {
    throw new Error('not asked here');
  },
  ask: () => {
    throw new Error('not asked here');
  },
  observe: () => [],
  words: () => {
    throw new Error('not told here');
  },
};
/** One that cannot follow its subjects. */
const plain: Check = { ...widgets, id: 'plain', following: null };

const SOURCES = ['sentry', 'loki', 'delivery'] as const;

describe('incidents', () => {
  let nowMs: number;
  let memory: IncidentMemory;
  let incidents: Incidents;
  /** What the checks see: at first, and once a source that was late has answered. */
  let world: readonly SubjectSeen[];
  let late: readonly SubjectSeen[] | null;
  let status: ReadingStatus;
  let asked: InvestigationRequest[];
  let scheduled: string[];
  let failures: unknown[];
  let fleetRunOf: IncidentsSettings['fleetRunOf'];
  let whileLooking: () => Promise<unknown>;
  let keys: number;

  beforeEach(() => {
    nowMs = OPENED_MS;
    memory = memoryIncidents();
    world = [missing('a'), missing('b')];
    late = null;
    status = 'ok';
    asked = [];
    scheduled = [];
    failures = [];
    fleetRunOf = async () => null;
    whileLooking = async () => {};
    keys = 0;
    incidents = createIncidents({
      checks: new Map([widgets, plain].map((check) => [check.id, check])),
      memory,
      investigate(request) {
        asked.push(request);
        return {
          first: whileLooking().then(() => diagnosesOf(request, world)),
          amended: Promise.resolve(late === null ? null : diagnosesOf(request, late)),
          progress: () => [],
        };
      },
      clock: () => nowMs,
      fleetRunOf: (checkId) => fleetRunOf(checkId),
      firstNotWellAtMs: async ({ subjectId }) => (subjectId === 'a' ? OPENED_MS - HOUR_MS : null),
      keepable: (text, most) => text.trim().slice(0, most),
      asScheduled(requestId, work) {
        scheduled.push(requestId);
        return work();
      },
      onFailure: (...failure) => failures.push(failure),
      timeZone: 'America/Bogota',
    });
  });

  function diagnosesOf(request: InvestigationRequest, seen: readonly SubjectSeen[]): readonly Diagnosis[] {
    const readings = SOURCES.map((source): ReadingSummary =>
      reading(source, { status: source === 'loki' ? status : 'ok' }),
    );
    return request.subjectIds.map((subjectId) => ({
      id: `diagnosis-of-${subjectId}`,
      checkId: request.checkId,
      subjectId,
      asOfMs: nowMs,
      madeAtMs: nowMs,
      rulesVersion: 1,
      verdict: { code: 'odd', row: 1, state: 'missing', confidence: 'likely' },
      findings: [],
      sideFindings: [],
      readings,
      facts: new Map(seen.map((each) => [each.subjectId, each])),
      asker: request.asker,
      requestId: request.requestId,
    }));
  }

  const by = (userId = 'U1', key = `key-${(keys += 1)}`): Told => ({ key, userId, atMs: null });

  /** Takes some into an incident. */
  async function added(id: string, subjects: readonly SubjectSeen[]) {
    const recorded = await incidents.addSubjects(id, subjects, 'by-hand', by());
    if (recorded.kind !== 'recorded') throw new Error(`nobody was added: ${recorded.kind}`);
    return recorded;
  }

  const open = (change: Partial<OpenIncident> = {}): Promise<Incident> =>
    incidents.open({
      key: `opening-${(keys += 1)}`,
      title: ' clinics silently skipped ',
      severity: 'P2',
      summary: '',
      reportedAtMs: OPENED_MS - 2 * HOUR_MS,
      reportedBy: { kind: 'named', name: 'help desk' },
      subjects: [missing('a'), missing('b')],
      origin: { kind: 'command' },
      channelId: 'C1',
      locale: 'en',
      userId: 'U1',
      ...change,
    });

  const recheck = (id: string, key = `recheck-${(keys += 1)}`) =>
    incidents.recheck(id, { key, requestId: 'R1' });

  const whyOf = (recorded: Recorded) => (recorded.kind === 'unchanged' ? recorded.why : recorded.kind);
  const kindsOf = ({ facts }: Pick<Incident, 'facts'>) => facts.map(({ body }) => body.kind);

  /** What is told of it from now on. */
  async function toldIn(id: string, work: () => Promise<unknown>): Promise<readonly string[]> {
    const before = (await incidents.find(id))?.facts.length ?? 0;
    await work();
    return kindsOf({ facts: (await incidents.find(id))?.facts.slice(before) ?? [] });
  }

  describe('opened', () => {
    it('hold what was told, in the zone of the check, and are looked at at once', async () => {
      const incident = await open();
      expect(incident).toMatchObject({
        number: 1,
        title: 'clinics silently skipped',
        timeZone: 'America/Los_Angeles',
        openedByUserId: 'U1',
        status: 'reported',
        subjects: [{ subjectId: 'a' }, { subjectId: 'b' }],
      });
      expect(incident.facts[0]?.body).toMatchObject({ detectedAtMs: OPENED_MS - HOUR_MS });
      expect(await memory.dueAt(nowMs)).toEqual([{ id: incident.id, dueAtMs: nowMs }]);
    });

    it('without subjects go by the zone of the settings, and nobody has detected anything', async () => {
      const incident = await open({ subjects: [] });
      expect(incident).toMatchObject({ timeZone: 'America/Bogota', subjects: [] });
      expect(incident.facts[0]?.body).toMatchObject({ detectedAtMs: null });
      expect(await memory.dueAt(nowMs)).toEqual([]);
    });

    it('twice under one key are one', async () => {
      const [one, other] = await Promise.all([open({ key: 'same' }), open({ key: 'same', title: 'again' })]);
      expect(other).toEqual(one);
      expect(await incidents.list('all', 9)).toHaveLength(1);
    });

    it('are found by id, number and thread, the newest first, and offered to be joined', async () => {
      const [one, two] = [await open(), await open({ subjects: [missing('c')] })];
      await memory.noteRoot(
        two.id,
        { ts: '2.0', threadTs: '1.0', threadUrl: null, count: 2, drawn: '', isRepeat: false },
        two,
      );
      expect((await incidents.find(one.id))?.number).toBe(1);
      expect((await incidents.findByNumber(2))?.id).toBe(two.id);
      expect((await incidents.findByThread('C1', '1.0'))?.id).toBe(two.id);
      expect((await incidents.list('open', 9)).map(({ number }) => number)).toEqual([2, 1]);
      expect((await incidents.joinable([missing('a')])).map(({ number }) => number)).toEqual([1, 2]);
    });
  });

  describe('with two people at once', () => {
    it('one is on it, and the other is told who', async () => {
      const { id } = await open();
      const [first, second] = await Promise.all([
        incidents.takeLead(id, by('U1')),
        incidents.takeLead(id, by('U2')),
      ]);
      expect(first.kind).toBe('recorded');
      expect(whyOf(second)).toMatchObject({
        code: 'already-so',
        fact: { by: { userId: 'U1' }, body: { kind: 'lead-taken' } },
      });
      expect(await incidents.find(id)).toMatchObject({ leadUserId: 'U1', status: 'acknowledged' });
    });

    it('the second minutes after the first is told so too, where the clock has been set back since', async () => {
      const { id } = await open();
      await incidents.takeLead(id, by('U1'));
      nowMs -= 2 * HOUR_MS;
      expect((await incidents.takeLead(id, by('U2'))).kind).toBe('recorded');
    });

    it('of whoever is added it is known when the bot had seen them not well before', async () => {
      const { id } = await open({ subjects: [missing('b')] });
      const { facts } = await added(id, [missing('a'), missing('c')]);
      expect(facts.map(({ body }) => body)).toMatchObject([
        { subjectId: 'a', detectedAtMs: OPENED_MS - HOUR_MS },
        { subjectId: 'c' },
      ]);
      expect(facts[1]?.body).not.toHaveProperty('detectedAtMs');
    });

    it('whoever has recovered while they were out of it is well when they come back, and the bot says so', async () => {
      const { id } = await open();
      await incidents.removeSubject(id, ref('a'), by());
      const { facts, incident } = await added(id, [kept('a')]);
      expect(facts).toMatchObject([
        { by: { kind: 'person' }, body: { kind: 'subject-added' } },
        { by: { kind: 'bot' }, body: { kind: 'verdict-changed', isRecovery: true } },
      ]);
      expect(incident.subjects.find(({ subjectId }) => subjectId === 'a')).toMatchObject({ isWell: true });
    });

    it('nobody is taken in whose id is nobody’s: one would keep all others from being read', async () => {
      const { id } = await open();
      const facts = await toldIn(id, () => incidents.addSubjects(id, [missing("x'||1")], 'by-hand', by()));
      expect(facts).toEqual([]);
      await incidents.look([ref('a'), ref("x'||1")], { requestId: 'R1', userId: 'U1' });
      expect(asked.at(-1)?.subjectIds).toEqual(['a']);
    });

    it.each([
      ['resolving', (id: string, told: Told) => incidents.changeStatus(id, 'resolved', told)],
      ['mitigating', (id: string, told: Told) => incidents.changeStatus(id, 'mitigated', told)],
      [
        'adding the same',
        (id: string, told: Told) => incidents.addSubjects(id, [missing('c')], 'by-hand', told),
      ],
      ['taking out the same', (id: string, told: Told) => incidents.removeSubject(id, ref('a'), told)],
      ['the same severity', (id: string, told: Told) => incidents.changeSeverity(id, 'P1', told)],
    ])('%s is recorded once, and the second sees whose it is', async (_, tell) => {
      const { id } = await open();
      const facts = await toldIn(id, async () => {
        const [first, second] = await Promise.all([tell(id, by('U1')), tell(id, by('U2'))]);
        expect(first.kind).toBe('recorded');
        expect(whyOf(second)).toMatchObject({ code: 'already-so', fact: { by: { userId: 'U1' } } });
      });
      expect(facts).toHaveLength(1);
    });

    it('reopening and closing end in one of them, never in both', async () => {
      const { id } = await open();
      await incidents.changeStatus(id, 'resolved', by());
      const [closed, reopened, late] = await Promise.all([
        incidents.changeStatus(id, 'closed', by('U1')),
        incidents.changeStatus(id, 'reopened', by('U2')),
        incidents.changeStatus(id, 'closed', by('U3')),
      ]);
      expect([closed.kind, reopened.kind]).toEqual(['recorded', 'recorded']);
      expect(whyOf(late)).toEqual({ code: 'not-from-here', status: 'reported' });
    });
  });

  describe('told something', () => {
    it('twice under one key record it once', async () => {
      const { id } = await open();
      const facts = await toldIn(id, async () => {
        await incidents.note(id, 'ops told', by('U1', 'slack-1'));
        expect(whyOf(await incidents.note(id, 'ops told', by('U1', 'slack-1')))).toEqual({
          code: 'told-before',
        });
      });
      expect(facts).toEqual(['note']);
    });

    it('by a stale button refuse, and say where they stand', async () => {
      const { id } = await open();
      expect(whyOf(await incidents.changeStatus(id, 'closed', by()))).toEqual({
        code: 'not-from-here',
        status: 'reported',
      });
      await incidents.changeStatus(id, 'resolved', by());
      await incidents.changeStatus(id, 'closed', by());
      for (const stale of [
        incidents.takeLead(id, by()),
        incidents.changeStatus(id, 'mitigated', by()),
        incidents.changeSeverity(id, 'P1', by()),
        incidents.addSubjects(id, [missing('c')], 'same-verdict', by()),
        incidents.removeSubject(id, ref('a'), by()),
      ]) {
        expect(whyOf(await stale)).toEqual({ code: 'not-from-here', status: 'closed' });
      }
    });

    it('still take notes, events, corrections and the postmortem when they are closed', async () => {
      const { id } = await open();
      await incidents.changeStatus(id, 'resolved', by());
      await incidents.changeStatus(id, 'closed', by());
      const facts = await toldIn(id, async () => {
        const noted = await incidents.note(id, ' late ', by());
        const seq = noted.kind === 'recorded' ? (noted.facts[0]?.seq ?? 0) : 0;
        await incidents.event(id, 'fix out', 'fixed', { ...by(), atMs: 5 });
        await incidents.correct(id, seq, { text: ' right ', atMs: null }, by());
        await incidents.withdraw(id, seq, by());
        await incidents.writeSections(id, [{ section: 'learnings', text: ' one ' }], by());
      });
      expect(facts).toEqual(['note', 'event', 'corrected', 'withdrawn', 'postmortem-written']);
      const told = (await incidents.find(id))?.facts.slice(-5) ?? [];
      expect(told.map(({ body }) => ('text' in body ? body.text : null))).toEqual([
        'late',
        'fix out',
        'right',
        null,
        'one',
      ]);
      expect(told[1]).toMatchObject({ atMs: 5, recordedAtMs: nowMs });
    });

    it('are looked at at once where somebody is added or it is reopened, and never when closed', async () => {
      const { id } = await open();
      const dueAtMs = async () => (await memory.find(id))?.keeping.nextCheckAtMs;
      await recheck(id);
      expect(await dueAtMs()).toBe(nowMs + HOUR_MS);
      nowMs += MINUTE_MS;
      await incidents.note(id, 'x', by());
      expect(await dueAtMs()).toBe(nowMs - MINUTE_MS + HOUR_MS);
      await incidents.addSubjects(id, [missing('c')], 'by-hand', by());
      expect(await dueAtMs()).toBe(nowMs);
      await incidents.changeStatus(id, 'resolved', by());
      expect(await dueAtMs()).toBe(NEXT_MS + 130 * MINUTE_MS);
      await incidents.changeStatus(id, 'closed', by());
      expect(await dueAtMs()).toBeNull();
      await incidents.changeStatus(id, 'reopened', by());
      expect(await dueAtMs()).toBe(nowMs);
    });

    it('that are not there say so', async () => {
      expect((await incidents.note('nowhere', 'x', by())).kind).toBe('absent');
      expect((await recheck('nowhere')).kind).toBe('absent');
      expect(await incidents.find('nowhere')).toBeNull();
    });
  });

  describe('looked at again', () => {
    it('tell what has changed, remember the check, and when to look next', async () => {
      const { id } = await open();
      nowMs += HOUR_MS;
      world = [kept('a'), missing('b')];
      const checked = await recheck(id);
      expect(checked.kind === 'checked' && checked.facts).toMatchObject([
        { by: { kind: 'bot' }, body: { kind: 'verdict-changed', subjectId: 'a', isRecovery: true } },
      ]);
      expect(await memory.find(id)).toMatchObject({
        incident: { lastCheck: { atMs: nowMs }, subjects: [{ isWell: true }, { isWell: false }] },
        keeping: { nextCheckAtMs: nowMs + HOUR_MS },
      });
      expect(scheduled).toEqual(['R1']);
      expect(asked).toMatchObject([
        { subjectIds: ['a', 'b'], asker: { surface: 'schedule', channelId: 'C1' } },
      ]);
    });

    it('wait for a source that was late, and go by what it then says', async () => {
      const { id } = await open({ subjects: [missing('a')] });
      world = [unknown('a')];
      late = [missing('a')];
      expect(await recheck(id)).toMatchObject({ kind: 'checked', facts: [] });
      expect((await incidents.find(id))?.lastCheck?.seen).toMatchObject([
        { standing: { outcome: { state: 'missing' } } },
      ]);
    });

    it('twice for the same reason, by an attempt after a crash, tell it once', async () => {
      const { id } = await open();
      world = [kept('a'), missing('b')];
      await recheck(id, 'recheck:1');
      expect(await recheck(id, 'recheck:1')).toEqual({ kind: 'not-due' });
    });

    it('do not go back to what an older look saw', async () => {
      const { id } = await open();
      const early = Promise.withResolvers<void>();
      whileLooking = () => early.promise;
      const slow = recheck(id);
      await expect.poll(() => asked.length).toBe(1);
      whileLooking = async () => {};
      nowMs += MINUTE_MS;
      world = [kept('a'), kept('b')];
      expect((await recheck(id)).kind).toBe('checked');
      world = [missing('a'), missing('b')];
      early.resolve();
      expect(await slow).toEqual({ kind: 'not-due' });
      expect(await incidents.find(id)).toMatchObject({ subjects: [{ isWell: true }, { isWell: true }] });
    });

    it('go on where the clock has been set back since the last look', async () => {
      const { id } = await open();
      await recheck(id);
      nowMs -= 2 * HOUR_MS;
      expect((await recheck(id)).kind).toBe('checked');
    });

    it('are let alone when they are closed, before or while they are looked at', async () => {
      const { id } = await open();
      whileLooking = async () => {
        await incidents.changeStatus(id, 'resolved', by());
        await incidents.changeStatus(id, 'closed', by());
      };
      expect(await recheck(id)).toEqual({ kind: 'not-due' });
      expect(await recheck(id)).toEqual({ kind: 'not-due' });
      expect(asked).toHaveLength(1);
    });

    it('keep to what they remember where a check fails by our own mistake, and say it', async () => {
      const { id } = await open();
      whileLooking = () => Promise.reject(new Error('mistake'));
      expect(await recheck(id)).toMatchObject({ kind: 'checked', facts: [] });
      expect(failures).toMatchObject([['look', 'widgets', { message: 'mistake' }]]);
      expect(await memory.find(id)).toMatchObject({
        incident: { lastCheck: null, subjects: [{ isWell: false }, { isWell: false }] },
        keeping: { nextCheckAtMs: nowMs + HOUR_MS },
      });
    });

    it('go on without a check that is not there any more', async () => {
      const gone = { ...missing('g'), checkId: 'gone' };
      const { id } = await open({ subjects: [gone, missing('a')] });
      world = [kept('a')];
      expect(await recheck(id)).toMatchObject({ kind: 'checked', facts: [{ body: { subjectId: 'a' } }] });
    });

    it('take a check that does not follow its subjects by its verdicts alone', async () => {
      const odd = await incidents.look([{ checkId: 'plain', subjectId: 'p' }], {
        requestId: 'R2',
        userId: 'U1',
      });
      expect(odd).toMatchObject([
        { standing: { outcome: { name: 'p', code: 'odd', state: 'missing' }, nextProof: null } },
      ]);
      const { id } = await open({ subjects: odd });
      expect(await recheck(id)).toMatchObject({ kind: 'checked', facts: [] });
    });

    it('without subjects ask nobody, and nudge after a week', async () => {
      const { id } = await open({ subjects: [] });
      nowMs += 7 * 24 * HOUR_MS;
      expect(await recheck(id)).toMatchObject({ facts: [{ body: { kind: 'nudged' } }] });
      expect(asked).toEqual([]);
      expect(await memory.find(id)).toMatchObject({
        incident: { lastCheck: null },
        keeping: { nextCheckAtMs: null },
      });
    });

    it('because somebody asks, go before what can wait, read no fleet, and put no look off', async () => {
      const { id } = await open();
      await recheck(id);
      nowMs += 30 * MINUTE_MS;
      scheduled = [];
      fleetRunOf = () => Promise.reject(new Error('asked'));
      world = [kept('a'), missing('b')];
      const asked = await incidents.recheck(id, { key: 'asked', requestId: 'R3', isAskedFor: true });
      expect(asked).toMatchObject({ facts: [{ body: { kind: 'verdict-changed' } }] });
      expect({ scheduled, failures }).toEqual({ scheduled: [], failures: [] });
      expect((await memory.find(id))?.keeping.nextCheckAtMs).toBe(nowMs + 30 * MINUTE_MS);
    });

    it('that were overtaken by one that somebody asked for come again as soon as the others do', async () => {
      status = 'failed';
      const { id } = await open();
      const [due] = await memory.dueAt(nowMs);
      const overtaken = Promise.withResolvers<void>();
      whileLooking = () => overtaken.promise;
      const byTheClock = recheck(id, `recheck:${due?.dueAtMs}`);
      await vi.waitUntil(() => asked.length > 0);
      whileLooking = async () => {};
      nowMs += 1_000;
      await incidents.recheck(id, { key: 'asked', requestId: 'R3', isAskedFor: true });
      nowMs += 5_000;
      overtaken.resolve();
      expect(await byTheClock).toEqual({ kind: 'not-due' });
      expect((await memory.find(id))?.keeping.nextCheckAtMs).toBe(nowMs + 15 * MINUTE_MS);
    });

    it('say what they could not read', async () => {
      const { id } = await open({ subjects: [missing('a'), { ...missing('g'), checkId: 'gone' }] });
      status = 'failed';
      expect(await recheck(id)).toMatchObject({
        unread: {
          subjects: [{ subjectId: 'g' }],
          sources: [{ source: 'loki', status: 'failed' }],
        },
      });
    });

    it('tell who else has it, by a run over all, and not where that cannot be read', async () => {
      const { id } = await open();
      const run: FleetRun = runOf([missingOutcome('c')]);
      fleetRunOf = async () => run;
      expect(await recheck(id)).toMatchObject({
        facts: [{ body: { kind: 'others-seen', others: [{ subjectId: 'c' }] } }],
      });
      fleetRunOf = () => Promise.reject(new Error('unread'));
      expect(await recheck(id)).toMatchObject({ kind: 'checked', facts: [] });
      expect(failures).toMatchObject([['fleet', 'widgets', { message: 'unread' }]]);
    });

    it('read no fleet where nobody has anything that others could have', async () => {
      fleetRunOf = () => Promise.reject(new Error('asked'));
      world = [kept('a')];
      const { id } = await open({ subjects: [kept('a')] });
      await recheck(id);
      expect(failures).toEqual([]);
    });

    it('by somebody who waits take what is known at first', async () => {
      late = [kept('a')];
      const seen = await incidents.look([ref('a'), ref('a')], { requestId: 'R2', userId: 'U4' });
      expect(seen).toEqual([{ ...ref('a'), standing: missing('a').standing, diagnosisId: 'diagnosis-of-a' }]);
      expect(asked).toMatchObject([{ subjectIds: ['a'], asker: { surface: 'modal', userId: 'U4' } }]);
      expect(scheduled).toEqual([]);
    });

    it('of a source that is down look again soon', async () => {
      const { id } = await open();
      status = 'failed';
      world = [unknown('a'), missing('b')];
      expect(await recheck(id)).toMatchObject({
        facts: [{ body: { kind: 'source-failed', source: 'loki' } }],
      });
      expect(await memory.find(id)).toMatchObject({
        incident: { subjects: [{ now: standing('a', { state: 'missing', code: 'skipped' }) }, {}] },
        keeping: { nextCheckAtMs: nowMs + 15 * MINUTE_MS },
      });
    });
  });
});
