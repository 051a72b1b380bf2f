import { beforeEach, describe, expect, it, vi } from 'vitest';
import { HOUR_MS } from '../../src/diagnosis/time.ts';
import type { Incident } from '../../src/incidents/incident.ts';
import { seenInFleet } from '../../src/incidents/seen-of.ts';
import { writeOthersTarget } from '../../src/slack/incident-target.ts';
import { missing, NOW_MS, outcome, reading, runOf } from '../digests/example.ts';
import { DUKE, PAM, widgetDiagnosis } from '../slack/widget-check.ts';
import { filledIn } from './incident-form.ts';
import { actionIdsOf, chosen, personOf, text, type Person } from './person.ts';
import { drawn, saidBy, type Rig } from './rig.ts';
import { ALLOWED, DUKE_CLINIC, ELSEWHERE, ENGINEER, HELP_DESK, startWorkspace } from './workspace.ts';
import { appMention, eventPayload } from '../../src/sandbox/stand-ins/slack/event-payloads.ts';
import { eventRequest, post } from '../../src/sandbox/stand-ins/slack/senders.ts';
import type { StoredMessage } from '../../src/sandbox/stand-ins/slack/world.ts';
import { waitFor } from '../support/wait-for.ts';

const OTHER_ENGINEER = 'U3';

let nowMs: number;
let rig: Rig;
let person: Person;

async function start(over: Parameters<typeof startWorkspace>[0] = {}): Promise<void> {
  rig = await startWorkspace({
    ...over,
    world: {
      users: [
        { id: ENGINEER, name: 'engineer', teamId: 'T1' },
        { id: HELP_DESK, name: 'help-desk', teamId: 'T1', role: 'help-desk' },
        { id: OTHER_ENGINEER, name: 'other', teamId: 'T1' },
      ],
      ...over.world,
    },
    handling: { clock: () => nowMs, ...over.handling },
  });
  person = personOf(rig);
}

/** An incident that stands in its channel. */
async function opened({
  ids = [DUKE],
  state = 'missing',
  key = 'k-1',
  checkId = 'widgets',
}: {
  readonly ids?: readonly string[];
  readonly state?: 'missing' | 'on-schedule';
  readonly key?: string;
  readonly checkId?: string;
} = {}): Promise<Incident> {
  const { incidents, publish } = rig.incidents.handling;
  const incident = await incidents.open({
    key,
    title: 'widgets lost',
    severity: 'P2',
    summary: '',
    reportedAtMs: nowMs - HOUR_MS,
    reportedBy: { kind: 'named', name: 'help desk' },
    subjects: ids.map((id) => seenInFleet(checkId, outcome(id, { state, name: `Clinic ${id.slice(0, 4)}` }))),
    origin: { kind: 'command' },
    channelId: ALLOWED,
    locale: 'en',
    userId: HELP_DESK,
  });
  await publish(incident.id);
  nowMs += 2 * 60_000;
  return incident;
}

async function now({ id }: Incident): Promise<Incident> {
  const incident = await rig.incidents.handling.incidents.find(id);
  if (incident === null) throw new Error('the incident is not there');
  return incident;
}

function root(): StoredMessage {
  const found = saidBy(rig.world).find(
    ({ threadTs, onlyFor, channel }) => threadTs === null && onlyFor === null && channel === ALLOWED,
  );
  if (found === undefined) throw new Error('there is no root message');
  return found;
}

/** What the bot says by what is done. */
async function saidAfter(deed: () => Promise<unknown>): Promise<readonly StoredMessage[]> {
  const before = new Set(saidBy(rig.world));
  await deed();
  await rig.settled();
  return saidBy(rig.world).filter((message) => !before.has(message));
}

const whispersAfter = async (deed: () => Promise<unknown>) =>
  (await saidAfter(deed)).filter(({ onlyFor }) => onlyFor !== null);

const inThread = (said: string) => person.types(`@portal-check ${said}`, { threadTs: root().ts });

beforeEach(() => {
  nowMs = NOW_MS;
});

describe('the buttons of an incident', () => {
  it('"I’m on it" makes whoever presses it lead, and acknowledges', async () => {
    await start();
    const incident = await opened();
    const said = await saidAfter(() => person.presses(root(), 'take-lead'));
    expect(await now(incident)).toMatchObject({ leadUserId: ENGINEER, status: 'acknowledged' });
    expect(said.map((message) => drawn(message)).join('\n')).toContain('is on it');
    expect(said.every(({ threadTs }) => threadTs === root().ts)).toBe(true);
    expect(drawn(root())).toContain(`<@${ENGINEER}>`);
    expect(rig.audits.at(-1)).toMatchObject({
      event: 'incident-told',
      incident: { incidentId: incident.id, number: 1 },
      facts: ['lead-taken'],
    });
  });

  it('are recorded, audited and answered while Slack wants to be left alone', async () => {
    await start();
    const incident = await opened();
    rig.world.faults.push({ method: 'chat.postMessage', kind: 'rate-limited', count: 1 });
    await person.presses(root(), 'take-lead');
    await rig.time.elapse(2_000);
    await rig.settled();
    expect(await now(incident)).toMatchObject({ leadUserId: ENGINEER });
    expect(rig.audits.at(-1)).toMatchObject({ event: 'incident-told', facts: ['lead-taken'] });
  });

  it('tell the second of two at once who was first, and how it stands', async () => {
    await start();
    await opened();
    const other = personOf(rig, OTHER_ENGINEER);
    const stale = root();
    await saidAfter(() => person.presses(stale, 'take-lead'));
    const [said, ...more] = await whispersAfter(() => other.presses(stale, 'take-lead'));
    expect(more).toEqual([]);
    expect(said?.onlyFor).toBe(OTHER_ENGINEER);
    expect(drawn(said)).toContain(`<@${ENGINEER}> was first`);
    expect(drawn(said)).toContain(`acknowledged · lead: <@${ENGINEER}>`);
  });

  it('say where they come too late', async () => {
    await start();
    const incident = await opened({ ids: [] });
    const press = (actionId: string) =>
      rig.press({ actionId, value: incident.id, message: { ts: root().ts } });
    await saidAfter(() => person.presses(root(), 'incident-resolved'));
    const [said] = await whispersAfter(() => press('incident-mitigated'));
    expect(drawn(said)).toContain('This cannot be done with an incident that is resolved.');
    expect(rig.errors).toEqual([]);
  });

  it('pass it through its statuses and back', async () => {
    await start();
    const incident = await opened({ ids: [] });
    for (const [actionId, status] of [
      ['incident-mitigated', 'mitigated'],
      ['incident-resolved', 'resolved'],
      ['incident-close', 'closed'],
      ['incident-reopen', 'reported'],
    ] as const) {
      await saidAfter(() => person.presses(root(), actionId));
      expect((await now(incident)).status).toBe(status);
    }
  });

  it('"Resolved" warns where somebody is not well, and names them', async () => {
    await start();
    const incident = await opened();
    await saidAfter(() => person.presses(root(), 'incident-resolved'));
    expect((await now(incident)).status).toBe('reported');
    expect(await person.modalText()).toContain('By the last check 1 widget is not proved to be well:');
    expect(await person.modalText()).toContain('Clinic b860');
    const said = await saidAfter(() => person.submits({}));
    expect((await now(incident)).status).toBe('resolved');
    expect(said.map((message) => drawn(message)).join('\n')).toContain('Declared resolved while');
  });

  it('"Resolved" names whom no planned run has proved, as the root message does, and nobody of whom nothing is expected', async () => {
    await start();
    const incident = await opened({ ids: [DUKE, PAM] });
    const changed = (subjectId: string, state: 'on-schedule' | 'not-expected') => ({
      atMs: nowMs,
      by: { kind: 'bot' as const },
      body: {
        kind: 'verdict-changed' as const,
        before: seenInFleet('widgets', outcome(subjectId, { state: 'missing' })).standing,
        isRecovery: false,
        ...seenInFleet('widgets', outcome(subjectId, { state, name: `Clinic ${subjectId.slice(0, 4)}` })),
      },
    });
    await rig.incidents.memory.append(incident.id, 'k', nowMs, () => ({
      facts: [changed(DUKE, 'on-schedule'), changed(PAM, 'not-expected')],
      outcome: null,
    }));
    await rig.incidents.handling.publish(incident.id);
    await saidAfter(() => person.presses(root(), 'incident-resolved'));
    expect(await person.modalText()).toMatch(/Clinic b860 .*no planned run has proved it yet/u);
    expect(await person.modalText()).not.toContain('Clinic eb28');
  });

  it('"Resolved" asks nothing where all are well', async () => {
    await start();
    const incident = await opened({ state: 'on-schedule' });
    await saidAfter(() => person.presses(root(), 'incident-resolved'));
    expect((await now(incident)).status).toBe('resolved');
  });

  it('"Change severity" asks which', async () => {
    await start();
    const incident = await opened();
    await person.presses(root(), 'change-severity');
    expect(await filledIn(person)).toMatchObject({ severity: { value: 'P2' } });
    await saidAfter(() => person.submits({ severity: chosen('P1') }));
    expect((await now(incident)).severity).toBe('P1');
    expect(drawn(root())).toContain('#1 P1');
  });

  it('"Change severity" to what it is already says so, and not that somebody was first', async () => {
    await start();
    await opened();
    await person.presses(root(), 'change-severity');
    const [said] = await whispersAfter(() => person.submits({ severity: chosen('P2') }));
    expect(drawn(said)).toContain('It is P2 already.');
    expect(drawn(said)).not.toContain('was first');
  });

  it.each([
    ['take-lead', (id: string) => id],
    ['incident-mitigated', (id: string) => id],
    ['incident-resolved', (id: string) => id],
    ['incident-reopen', (id: string) => id],
    ['incident-close', (id: string) => id],
    ['change-severity', (id: string) => id],
    ['add-others', (incidentId: string) => writeOthersTarget({ incidentId, seq: 1 })],
    ['edit-postmortem', (id: string) => id],
    ['post-postmortem', (id: string) => id],
  ])('%s is for engineers only', async (actionId, valueOf) => {
    await start();
    const incident = await opened();
    const { facts } = incident;
    const [said] = await whispersAfter(() =>
      rig.press({ actionId, value: valueOf(incident.id), message: { ts: root().ts } }, { userId: HELP_DESK }),
    );
    expect(drawn(said)).toContain('Only engineers can do this.');
    expect((await now(incident)).facts).toEqual(facts);
    expect(rig.world.modals).toEqual([]);
    expect(rig.audits).toMatchObject([{ event: 'refused', reason: 'engineers-only' }]);
  });

  it('speak the language of whoever presses them', async () => {
    await start({ memory: { languageOf: async () => 'es' } });
    await opened();
    await saidAfter(() => person.presses(root(), 'take-lead'));
    const [said] = await whispersAfter(() => personOf(rig, OTHER_ENGINEER).presses(root(), 'take-lead'));
    expect(drawn(said)).toContain('lo hizo antes');
  });
});

describe('"Add them"', () => {
  async function withOthers(others: readonly string[]): Promise<Incident> {
    const incident = await opened();
    rig.incidents.run = runOf(
      others.map((id, index) =>
        missing(id, { code: 'skipped', since: { atMs: NOW_MS - index, isAtLeast: false } }),
      ),
      { asOfMs: nowMs },
    );
    await rig.incidents.handling.incidents.recheck(incident.id, { key: 'check-1', requestId: 'r' });
    await rig.incidents.handling.publish(incident.id);
    return now(incident);
  }

  it('takes in whoever has the verdict, each checked once more', async () => {
    await start({
      diagnose: ({ subjectIds }) =>
        subjectIds.map((id) => widgetDiagnosis({ id: `d-${id}`, subjectId: id, code: 'skipped' })),
    });
    const incident = await withOthers([PAM]);
    const offer = saidBy(rig.world).find((message) => actionIdsOf(message).includes('add-others'));
    await saidAfter(() => person.presses(offer, 'add-others'));
    expect((await now(incident)).subjects.map(({ subjectId }) => subjectId)).toEqual([DUKE, PAM]);
    expect(rig.audits.at(-1)).toMatchObject({ facts: ['subject-added'] });
    const [said] = await whispersAfter(() => person.presses(offer, 'add-others'));
    expect(drawn(said)).toContain('Nobody with this verdict is left to add.');
  });

  it('leaves out whoever has another verdict by now, and says so', async () => {
    await start({
      diagnose: ({ subjectIds }) =>
        subjectIds.map((id) =>
          widgetDiagnosis({ id: `d-${id}`, subjectId: id, code: id === PAM ? 'healthy' : 'skipped' }),
        ),
    });
    const incident = await withOthers([PAM]);
    const offer = saidBy(rig.world).find((message) => actionIdsOf(message).includes('add-others'));
    const [said] = await whispersAfter(() => person.presses(offer, 'add-others'));
    expect(drawn(said)).toMatch(/Not added, for they have another verdict by now: .*eb285efb/u);
    expect((await now(incident)).subjects.map(({ subjectId }) => subjectId)).toEqual([DUKE]);
  });

  it('takes in twenty at once, and says how many are left', async () => {
    await start({
      diagnose: ({ subjectIds }) =>
        subjectIds.map((id) => widgetDiagnosis({ id: `d-${id}`, subjectId: id, code: 'skipped' })),
    });
    const ids = Array.from({ length: 23 }, (_, index) => `b8608be4-22bd-41e3-9173-0000000000${index + 10}`);
    const incident = await withOthers(ids);
    const offer = saidBy(rig.world).find((message) => actionIdsOf(message).includes('add-others'));
    const [said] = await whispersAfter(() => person.presses(offer, 'add-others'));
    expect((await now(incident)).subjects).toHaveLength(21);
    expect(drawn(said)).toContain('3 more can be added');
  });
});

describe('/portal-incident', () => {
  it('help tells how to use it, in the language of the asker', async () => {
    await start({ memory: { languageOf: async (userId) => (userId === HELP_DESK ? 'es' : null) } });
    const [english] = await whispersAfter(() => person.types('/portal-incident help'));
    expect(drawn(english)).toContain('/portal-incident add #7 … takes widgets in');
    expect(drawn(english)).toContain('@portal-check at 12:28 …');
    const [spanish] = await whispersAfter(() => personOf(rig, HELP_DESK).types('/portal-incident'));
    expect(drawn(spanish)).toContain('@portal-check corregir 5 a las 12:30 …');
  });

  it('says which word it cannot read', async () => {
    await start();
    const [said] = await whispersAfter(() => person.types('/portal-incident destroy'));
    expect(drawn(said)).toContain('“destroy” cannot be read here.');
  });

  it('list names those that are open, to the asker alone', async () => {
    await start();
    await opened();
    const closed = await opened({ key: 'k-2', ids: [] });
    for (const to of ['resolved', 'closed'] as const) {
      await rig.incidents.handling.incidents.changeStatus(closed.id, to, {
        key: to,
        userId: 'U1',
        atMs: null,
      });
    }
    const [open] = await whispersAfter(() => person.types('/portal-incident list'));
    expect(drawn(open)).toContain('1 open incident');
    expect(drawn(open)).not.toContain('#2');
    const [all] = await whispersAfter(() => person.types('/portal-incident list all'));
    expect(drawn(all)).toContain('#2');
    expect(rig.audits.at(-1)).toMatchObject({ event: 'incidents-listed' });
    const [shown] = await whispersAfter(() => person.presses(open, 'show-incident'));
    expect(drawn(shown)).toContain('#1 P2');
  });

  it('show leaves the number out where one is open in the channel', async () => {
    await start();
    await opened();
    const [said] = await whispersAfter(() => person.types('/portal-incident show'));
    expect(drawn(said)).toContain('#1 P2 · widgets lost');
    expect(actionIdsOf(said)).toContain('take-lead');
    const [desk] = await whispersAfter(() => personOf(rig, HELP_DESK).types('/portal-incident show #1'));
    expect(drawn(desk)).toContain('#1 P2 · widgets lost');
    expect(actionIdsOf(desk)).toEqual(['open-link:0']);
  });

  it.each([
    ['show #9', ALLOWED, 'There is no incident #9.'],
    ['show', ELSEWHERE, 'No incident is open in this channel.'],
  ])('%s in %s says that there is none', async (words, channel, sentence) => {
    await start();
    await opened();
    const [said] = await whispersAfter(() => person.types(`/portal-incident ${words}`, { channel }));
    expect(drawn(said)).toContain(sentence);
  });

  it('names several that are open in the channel, and asks for one', async () => {
    await start();
    await opened();
    await opened({ key: 'k-2' });
    const [said] = await whispersAfter(() => person.types('/portal-incident show'));
    expect(drawn(said)).toContain('Several incidents are open in this channel: #2, #1.');
  });

  it('add takes somebody in by id or name, checked once more', async () => {
    await start();
    const incident = await opened({ ids: [] });
    rig.listed.push(DUKE_CLINIC);
    const [said] = await whispersAfter(() =>
      person.types(`/portal-incident add #1 ${DUKE_CLINIC.name} ${PAM}`),
    );
    expect((await now(incident)).subjects).toHaveLength(2);
    expect(drawn(said)).toContain('Added to #1 P2 “widgets lost” (2 widgets)');
    const [again] = await whispersAfter(() => person.types(`/portal-incident add ${PAM}`));
    expect(drawn(again)).toContain('is in #1 already.');
  });

  it('remove takes somebody out by id or name', async () => {
    await start();
    const incident = await opened({ ids: [DUKE, PAM] });
    const [said] = await whispersAfter(() => person.types('/portal-incident remove #1 clinic b860'));
    expect(drawn(said)).toContain('Removed from #1 P2 “widgets lost” (1 widget): Clinic b860');
    expect((await now(incident)).subjects.map(({ subjectId }) => subjectId)).toEqual([PAM]);
    await saidAfter(() => person.types(`/portal-incident remove ${PAM}`));
    expect((await now(incident)).subjects).toEqual([]);
  });

  it.each([
    ['add', 'Who? The id or the name of a widget is missing.'],
    ['add nobody at all', '“nobody at all” is nobody’s id'],
    ['remove nobody at all', '“nobody at all”: nobody of that name or id is in this incident.'],
    [`remove ${PAM}`, 'Nobody of that name or id is in this incident.'],
  ])('%s is told what is wrong', async (words, sentence) => {
    await start();
    await opened();
    const [said] = await whispersAfter(() => person.types(`/portal-incident ${words}`));
    expect(drawn(said)).toContain(sentence);
  });

  it.each(['add #1 x', 'remove #1 x', 'postmortem #1'])('%s is for engineers only', async (words) => {
    await start();
    await opened();
    const [said] = await whispersAfter(() => personOf(rig, HELP_DESK).types(`/portal-incident ${words}`));
    expect(drawn(said)).toContain('Only engineers can do this.');
  });
});

describe('the postmortem', () => {
  it('stands as a file in the thread, and can be edited', async () => {
    await start();
    const incident = await opened();
    const said = await saidAfter(() => person.types('/portal-incident postmortem'));
    const [file] = [...rig.world.files.values()].filter(({ name }) => name.endsWith('.md'));
    expect(file?.name).toBe('postmortem-1.md');
    expect(said.some(({ threadTs, onlyFor }) => threadTs === root().ts && onlyFor === null)).toBe(true);
    const offer = said.find((message) => actionIdsOf(message).includes('edit-postmortem'));
    expect(offer?.onlyFor).toBe(ENGINEER);
    await person.presses(offer, 'edit-postmortem');
    const stood = await filledIn(person);
    const [kept] = await whispersAfter(() =>
      person.submits({ ...stood, learnings: text('Watch the sender.') }),
    );
    expect(drawn(kept)).toContain('1 section of the postmortem kept.');
    const written = (await now(incident)).facts.filter(({ body }) => body.kind === 'postmortem-written');
    expect(written).toMatchObject([{ body: { section: 'learnings', text: 'Watch the sender.' } }]);
    await saidAfter(() => person.presses(kept, 'post-postmortem'));
    expect([...rig.world.files.values()].filter(({ name }) => name === 'postmortem-1.md')).toHaveLength(2);
    expect(rig.audits.map(({ event }) => event)).toEqual([
      'postmortem-posted',
      'incident-told',
      'postmortem-posted',
    ]);
    expect(rig.errors).toEqual([]);
  });

  it('stands in its form until it is kept, so that nothing typed is lost where the process is killed', async () => {
    await start();
    await opened();
    const said = await saidAfter(() => person.types('/portal-incident postmortem'));
    await person.presses(
      said.find((message) => actionIdsOf(message).includes('edit-postmortem')),
      'edit-postmortem',
    );
    const stood = await filledIn(person);
    const { incidents } = rig.incidents.handling;
    const real = { ...incidents };
    const mayKeep = Promise.withResolvers<void>();
    const keeping = vi.spyOn(incidents, 'writeSections').mockImplementationOnce(async (...told) => {
      await mayKeep.promise;
      return real.writeSections(...told);
    });
    const submitting = person.submits({ ...stood, learnings: text('Watch the sender.') });
    await waitFor(() => expect(keeping).toHaveBeenCalledOnce());
    expect(rig.client.view(ENGINEER).modals).toHaveLength(1);
    mayKeep.resolve();
    await submitting;
    expect(rig.client.view(ENGINEER).modals).toEqual([]);
  });

  it('keeps nothing where nothing was changed, also where more has happened since', async () => {
    await start();
    const incident = await opened();
    const said = await saidAfter(() => person.types('/portal-incident postmortem'));
    await person.presses(
      said.find((message) => actionIdsOf(message).includes('edit-postmortem')),
      'edit-postmortem',
    );
    const stood = await filledIn(person);
    await rig.incidents.handling.incidents.note(incident.id, 'later', { key: 'n', userId: 'U1', atMs: null });
    const [kept] = await whispersAfter(() => person.submits(stood));
    expect(drawn(kept)).toContain('Nothing was changed');
    expect((await now(incident)).facts.some(({ body }) => body.kind === 'postmortem-written')).toBe(false);
  });
});

describe('a mention in the thread of an incident', () => {
  it('keeps a note, of the help desk too', async () => {
    await start();
    const incident = await opened();
    const desk = personOf(rig, HELP_DESK);
    const whispers = await whispersAfter(() =>
      desk.types('@portal-check note the clinic called & waits', { threadTs: root().ts }),
    );
    expect((await now(incident)).facts.at(-1)).toMatchObject({
      by: { kind: 'person', userId: HELP_DESK },
      body: { kind: 'note', text: 'the clinic called & waits' },
    });
    // The thread says it to all: nobody is told twice.
    expect(whispers).toEqual([]);
    expect(
      saidBy(rig.world).some(
        (message) => message.threadTs === root().ts && drawn(message).includes('the clinic called & waits'),
      ),
    ).toBe(true);
  });

  it('adds to the timeline what happened then, and says the whole date and what it counts as', async () => {
    await start();
    const incident = await opened();
    const [said] = await whispersAfter(() => inThread('at 19:30 engaged: Ana'));
    expect((await now(incident)).facts.at(-1)).toMatchObject({
      atMs: Date.parse('2025-07-21T19:30:00Z'),
      body: { kind: 'event', text: 'engaged: Ana', mark: 'engaged' },
    });
    expect(drawn(said)).toContain('Mon 21 July 2025 19:30 UTC, counts as engagement.');
  });

  it('corrects and withdraws by number, and keeps what it was', async () => {
    await start();
    const incident = await opened();
    await saidAfter(() => inThread('at 19:30 restarted'));
    const [corrected] = await whispersAfter(() => inThread('correct 3 at 19:25 restarted twice'));
    expect(drawn(corrected)).toContain('No. 3 is corrected: Mon 21 July 2025 19:25 UTC.');
    const timeline = (await saidAfter(() => inThread('timeline')))
      .map((message) => drawn(message))
      .join('\n');
    expect(timeline).toContain('restarted twice');
    expect(timeline).toContain('was “restarted”');
    await saidAfter(() => inThread('withdraw 3'));
    const afterwards = (await saidAfter(() => inThread('timeline')))
      .map((message) => drawn(message))
      .join('\n');
    expect(afterwards).toMatch(/3 .*restarted twice.* · withdrawn by <@U1>, Mon 21 July \d\d:\d\d UTC/u);
    expect((await now(incident)).facts.map(({ body }) => body.kind).slice(-2)).toEqual([
      'corrected',
      'withdrawn',
    ]);
    const [gone] = await whispersAfter(() => inThread('correct 3 no'));
    expect(drawn(gone)).toContain('There is no note and no event no. 3 that stands.');
  });

  it('reads anew which clock an event moves where its words are corrected, and says so', async () => {
    await start();
    const incident = await opened();
    await saidAfter(() => inThread('at 19:30 fixed: restarted'));
    const [said] = await whispersAfter(() => inThread('correct 3 engaged: Ana restarts it'));
    expect((await now(incident)).facts.at(-1)?.body).toMatchObject({ kind: 'corrected', mark: 'engaged' });
    expect(drawn(said)).toContain('No. 3 is corrected. It counts as engagement.');
    await saidAfter(() => inThread('correct 3 at 19:25'));
    expect((await now(incident)).facts.at(-1)?.body).not.toHaveProperty('mark');
  });

  it('corrects others’ words for engineers only', async () => {
    await start();
    const incident = await opened();
    await saidAfter(() => inThread('note mine'));
    const desk = personOf(rig, HELP_DESK);
    for (const said of ['correct 3 yours', 'withdraw 3']) {
      const [refused] = await whispersAfter(() =>
        desk.types(`@portal-check ${said}`, { threadTs: root().ts }),
      );
      expect(drawn(refused)).toContain('Only engineers can do this.');
    }
    await saidAfter(() => desk.types('@portal-check note theirs', { threadTs: root().ts }));
    await saidAfter(() => desk.types('@portal-check correct 4 also theirs', { threadTs: root().ts }));
    expect((await now(incident)).facts.at(-1)?.body).toMatchObject({ kind: 'corrected', seqOfWrong: 4 });
  });

  it('checks, and answers in the thread though nothing has changed', async () => {
    await start({
      diagnose: ({ subjectIds }) =>
        subjectIds.map((id) => widgetDiagnosis({ id: `d-${id}`, subjectId: id, code: 'skipped' })),
    });
    const incident = await opened();
    await saidAfter(() => inThread('check'));
    const said = await saidAfter(() => inThread('check'));
    expect(said.map((message) => drawn(message))).toEqual([
      expect.stringMatching(/^✓ Checked Mon 21 July 2025 \d\d:\d\d UTC: nothing has changed\.$/u),
    ]);
    expect(said[0]).toMatchObject({ threadTs: root().ts, onlyFor: null });
    expect((await now(incident)).lastCheck).not.toBeNull();
    expect(rig.audits.at(-1)).toMatchObject({ event: 'incident-checked' });
  });

  it('checks, and says what could not be read', async () => {
    await start({
      diagnose: ({ subjectIds }) =>
        subjectIds.map((id) => ({
          ...widgetDiagnosis({ id: `d-${id}`, subjectId: id, code: 'skipped' }),
          readings: [reading('loki', { status: 'failed' })],
        })),
    });
    await opened();
    await saidAfter(() => inThread('check'));
    const [said] = await saidAfter(() => inThread('check'));
    expect(drawn(said)).toContain('as far as could be read, nothing has changed.');
    expect(drawn(said)).toContain('Loki does not answer');
  });

  it('does not say that nothing has changed where it could not look', async () => {
    await start();
    const incident = await opened({ checkId: 'not-there-any-more' });
    const [said] = await saidAfter(() => inThread('check'));
    expect(drawn(said)).toContain('The check could not be made');
    expect((await now(incident)).lastCheck).toBeNull();
  });

  it('tells how it stands, for all to see; to the help desk alone', async () => {
    await start();
    await opened();
    const [all] = await saidAfter(() => inThread('status'));
    expect(all).toMatchObject({ threadTs: root().ts, onlyFor: null });
    expect(drawn(all)).toContain('#1 P2 · widgets lost');
    const desk = personOf(rig, HELP_DESK);
    const [own] = await saidAfter(() => desk.types('@portal-check status', { threadTs: root().ts }));
    expect(own?.onlyFor).toBe(HELP_DESK);
  });

  it.each([
    ['help', '@portal-check withdraw 5'],
    ['note', 'Its words are missing.'],
    ['at 25:00 something', '“25:00” is no time'],
    ['at 2031-01-01 10:00 something', 'lies in the future'],
  ])('%s is answered to the asker alone', async (said, sentence) => {
    await start();
    const { facts } = await opened();
    const [answer] = await whispersAfter(() => inThread(said));
    expect(drawn(answer)).toContain(sentence);
    expect((await rig.incidents.handling.incidents.list('all', 1))[0]?.facts).toEqual(facts);
  });

  it('of anything else goes on as anywhere', async () => {
    await start();
    await opened();
    await saidAfter(() => inThread(DUKE));
    expect(rig.requests.at(-1)).toMatchObject({ subjectIds: [DUKE] });
  });

  it('is no incident’s where the thread is none', async () => {
    await start();
    await opened();
    const before = rig.world.messages.length;
    await saidAfter(() => person.types('look'));
    const message = rig.world.messages[before];
    await saidAfter(() => person.types('@portal-check note hello', { threadTs: message?.ts ?? '' }));
    expect((await rig.incidents.handling.incidents.list('all', 1))[0]?.facts).toHaveLength(2);
  });

  it('is recorded once where Slack sends it twice', async () => {
    // As if another replica had been sent it.
    await start({ handling: { once: { first: async () => true } } });
    const incident = await opened();
    const before = rig.world.messages.length;
    await saidAfter(() => inThread('note once'));
    const mention = rig.world.messages[before];
    if (mention === undefined) throw new Error('nobody has said anything');
    const payload = eventPayload(rig.world, appMention(rig.world, mention));
    for (const _ of [1, 2]) await saidAfter(() => post(eventRequest(rig.bot, payload, null)));
    // The one that was typed, and the one that was sent twice.
    expect((await now(incident)).facts).toHaveLength(4);
  });
});

describe('App Home', () => {
  it('names the open incidents, and shows one in a modal', async () => {
    await start();
    await opened();
    await person.opensHome();
    await rig.settled();
    expect(person.homeText()).toContain('Open incidents');
    expect(person.homeText()).toContain('#1');
    await person.pressesAtHome('show-incident');
    await rig.settled();
    expect(await person.modalText()).toContain('#1 P2 · widgets lost');
    await person.pressesInModal('take-lead');
    await rig.settled();
    expect(await rig.incidents.handling.incidents.list('open', 1)).toMatchObject([{ leadUserId: ENGINEER }]);
  });

  it('says that there is none, or that it cannot be read', async () => {
    await start();
    await person.opensHome();
    await rig.settled();
    expect(person.homeText()).toContain('No incident is open.');
    Object.assign(rig.incidents.handling.incidents, { list: () => Promise.reject(new Error('no database')) });
    await person.opensHome();
    await rig.settled();
    expect(person.homeText()).toContain('This could not be read');
  });
});

it('a digest names the open incidents, and who belongs to one', async () => {
  await start();
  await opened();
  rig.digesting.outcomes = [missing(DUKE), missing(PAM)];
  const [digest] = await saidAfter(() => person.types('/portal-digest now'));
  expect(drawn(digest)).toContain('Open incidents: #1 P2 “widgets lost”: not well');
  const [details] = await saidAfter(() => person.presses(digest, 'digest-details'));
  expect(drawn(details).match(/incident #1/gu)).toHaveLength(1);
});
