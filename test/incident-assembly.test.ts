import { randomUUID } from 'node:crypto';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '../src/diagnosis/time.ts';
import type { FleetRun } from '../src/digests/fleet-run.ts';
import { assembleIncidents, assemblePostmortems } from '../src/incident-assembly.ts';
import { isOf } from '../src/incidents/fact-search.ts';
import type { SubjectSeen } from '../src/incidents/fact.ts';
import type { Incident } from '../src/incidents/incident.ts';
import type { Incidents, OpenIncident, Recorded, Told } from '../src/incidents/incidents.ts';
import { seenInFleet } from '../src/incidents/seen-of.ts';
import { currentPriority, requestContext } from '../src/request-context.ts';
import { incompleteRunOf, missing, runOf } from './digests/example.ts';
import { gadgetCheck } from './handlers/gadget-check.ts';
import { personOf } from './handlers/person.ts';
import { filledIn } from './handlers/incident-form.ts';
import { DUKE, PAM, widgetDiagnosis } from './slack/widget-check.ts';
import { keptStore } from './store/kept-store.ts';
import { startBotOn, type BotOnCase001 } from './support/bot-on-case-001.ts';
import { startCase001, type Case001 } from './support/case-001.ts';

/** On a Monday, on which a planned run can be judged at 20:00. */
const at = (time: string): number => Date.parse(`2025-07-21T${time}:00Z`);

describe('incidents as the bot puts them together', () => {
  const own = keptStore();
  let nowMs: number;
  let incidents: Incidents;
  /** How urgent each look at somebody was, and for which request. */
  let looks: string[];
  /** For which requests all were read anew. */
  let readings: string[];
  let isBroken: boolean;
  let logged: unknown[];
  let keys: number;

  beforeEach(() => {
    nowMs = at('21:30');
    looks = [];
    readings = [];
    isBroken = false;
    logged = [];
    keys = 0;
    incidents = assembleIncidents({
      checks: new Map([[gadgetCheck.id, gadgetCheck]]),
      investigate(request) {
        looks.push(`${currentPriority()} ${requestContext.getStore()?.requestId ?? 'of nobody'}`);
        if (isBroken) throw new Error('our own mistake');
        const diagnoses = request.subjectIds.map((subjectId) => ofNow(subjectId));
        return { first: Promise.resolve(diagnoses), amended: Promise.resolve(null), progress: () => [] };
      },
      async readFleet({ requestId }) {
        readings.push(requestId);
        if (isBroken) throw new Error('our own mistake');
        return run('anew', nowMs);
      },
      store: own.store,
      timeZone: 'America/Bogota',
      clock: () => nowMs,
      log: pino({ base: null, timestamp: false }, { write: (line) => void logged.push(JSON.parse(line)) }),
    });
  });

  const ofNow = (subjectId: string, atMs = nowMs) => ({
    ...widgetDiagnosis({ id: randomUUID(), subjectId, code: 'skipped' }),
    asOfMs: atMs,
    madeAtMs: atMs,
  });
  /** By which DUKE and another one are missing: whose run it is, that one's id tells. */
  const run = (other: string, asOfMs: number): FleetRun =>
    runOf([missing(DUKE), missing(other)], { id: randomUUID(), asOfMs });
  const cut = (other: string, asOfMs: number): FleetRun => {
    const { coverage } = incompleteRunOf([]);
    return { ...run(other, asOfMs), coverage };
  };
  const seen = (subjectId: string): SubjectSeen => seenInFleet('widgets', missing(subjectId));
  const told = (): Told => ({ key: `key-${(keys += 1)}`, userId: 'U1', atMs: null });

  const open = (change: Partial<OpenIncident> = {}): Promise<Incident> =>
    incidents.open({
      key: `opening-${(keys += 1)}`,
      title: 'widgets lost',
      severity: 'P2',
      summary: '',
      reportedAtMs: nowMs,
      reportedBy: null,
      subjects: [seen(DUKE)],
      origin: { kind: 'command' },
      channelId: 'C1',
      locale: 'en',
      userId: 'U1',
      ...change,
    });
  const recheck = (id: string, isAskedFor = false) =>
    incidents.recheck(id, { key: `recheck-${(keys += 1)}`, requestId: 'R1', isAskedFor });

  describe('say who else has the verdict by', () => {
    it.each<{
      readonly name: string;
      readonly kept: readonly FleetRun[];
      readonly said: string;
      readonly now?: string;
    }>([
      { name: 'a run that is kept and younger than an hour', kept: [run('kept', at('21:00'))], said: 'kept' },
      { name: 'a new one where there is none', kept: [], said: 'anew' },
      {
        name: 'a new one where the kept one is older than that',
        kept: [run('old', at('20:29'))],
        said: 'anew',
      },
      {
        name: 'a complete one, though a newer one could not read everything',
        kept: [run('whole', at('21:00')), cut('cut', at('21:20'))],
        said: 'whole',
      },
      {
        name: 'one that could not read everything, where there is no other',
        kept: [cut('cut', at('21:20'))],
        said: 'cut',
      },
      {
        name: 'a new one where a planned run can be judged that the kept one did not know of',
        kept: [run('before', at('19:50'))],
        said: 'anew',
        now: '20:10',
      },
    ])('$name', async ({ kept, said, now = '21:30' }) => {
      nowMs = at(now);
      for (const each of kept) await own.store.fleetRuns.keep(each);
      const { id } = await open();
      await recheck(id);
      const others = (await incidents.find(id))?.others.flatMap((each) => each.others);
      expect(others?.map(({ subjectId }) => subjectId)).toEqual([said]);
      expect(readings).toEqual(said === 'anew' ? ['R1'] : []);
    });
  });

  it('look by the clock at those whom nobody waits for, behind everybody who waits', async () => {
    const { id } = await open();
    await recheck(id);
    await recheck(id, true);
    expect(looks).toEqual(['scheduled R1', 'by-hand of nobody']);
  });

  it('know since when the bot has seen somebody not well, however long before the opening', async () => {
    const seenFirst = [ofNow(DUKE, nowMs - 2 * HOUR_MS), ofNow(PAM, nowMs - HOUR_MS)];
    await own.store.diagnoses.keepAll([...seenFirst, ofNow(DUKE, nowMs - MINUTE_MS)]);
    const { id, facts } = await open();
    expect(facts.find(isOf('opened'))?.body.detectedAtMs).toBe(nowMs - 2 * HOUR_MS);
    await incidents.addSubjects(id, [seen(PAM)], 'by-hand', told());
    const added = (await incidents.find(id))?.facts.findLast(isOf('subject-added'));
    expect(added?.body.detectedAtMs).toBe(nowMs - HOUR_MS);
  });

  const ADDRESSED = 'ask pat.smith@duke.example';
  const MASKED = 'ask •••@duke.example';
  it.each<readonly [what: string, tell: (id: string) => Promise<Incident | Recorded>]>([
    ['title', () => open({ title: ADDRESSED })],
    ['summary', () => open({ summary: ADDRESSED })],
    ['word for whoever reported it', () => open({ reportedBy: { kind: 'named', name: ADDRESSED } })],
    ['note', (id) => incidents.note(id, ADDRESSED, told())],
    ['event', (id) => incidents.event(id, ADDRESSED, null, told())],
    [
      'correction',
      async (id) => {
        await incidents.note(id, 'ask somebody', told());
        return incidents.correct(id, 3, { text: ADDRESSED, atMs: null }, told());
      },
    ],
    [
      'part of the postmortem',
      (id) => incidents.writeSections(id, [{ section: 'whys', text: ADDRESSED }], told()),
    ],
  ])('keep nobody’s address: one in a %s is masked before it is stored', async (_, tell) => {
    const { id } = await open();
    await tell(id);
    const stored = JSON.stringify(await own.database.run('select * from incident_facts'));
    expect(stored).toContain(MASKED);
    expect(stored).not.toContain('pat.smith');
  });

  it('go on with what they remember where a check or a run fails by our own mistake, and the log says so', async () => {
    const { id } = await open();
    isBroken = true;
    expect((await recheck(id)).kind).toBe('checked');
    expect((await incidents.find(id))?.subjects).toMatchObject([{ subjectId: DUKE }]);
    expect(logged).toMatchObject(
      ['look', 'fleet'].map((doing) => ({ doing, checkId: 'widgets', requestId: 'R1', level: 50 })),
    );
  });

  describe('have postmortems', () => {
    const writeOf = (incident: Incident) =>
      assemblePostmortems({
        checks: new Map([[gadgetCheck.id, gadgetCheck]]),
        store: own.store,
        clock: () => nowMs,
      })(incident, 'en');

    it.each([
      ['what the check said of somebody at first, as long as that is kept', true, 'missing: no link'],
      ['what the incident itself remembers, where it is not', false, 'skipped'],
    ])('that start from %s', async (_, isKept, statement) => {
      const diagnosis = ofNow(DUKE);
      if (isKept) await own.store.diagnoses.keepAll([diagnosis]);
      const incident = await open({ subjects: [{ ...seen(DUKE), diagnosisId: diagnosis.id }] });
      expect((await writeOf(incident)).postmortem.evidence).toMatchObject([{ subjectId: DUKE, statement }]);
    });
  });
});

describe('the form that opens an incident', () => {
  const CONFIGURED = 'C0INCIDENTS';
  let running: Case001;
  let bot: BotOnCase001;

  beforeAll(async () => {
    running = await startCase001('2025-07-24');
    bot = await startBotOn(running, {
      environment: { SLACK_ALLOWED_CHANNELS: `C0HOME,${CONFIGURED}`, INCIDENT_CHANNEL_ID: CONFIGURED },
      moreChannels: [{ id: CONFIGURED, name: 'incidents', isBotMember: true }],
    });
  });
  afterAll(async () => {
    await bot.stop();
    await running.stop();
  });

  it('proposes the configured channel, wherever it is asked for', async () => {
    const asker = personOf(bot, 'U0ASKER');
    await asker.types('/portal-incident open', { channel: 'C0HOME' });
    expect(Object.values(await filledIn(asker))).toContainEqual({ type: 'conversation', id: CONFIGURED });
  });
});
