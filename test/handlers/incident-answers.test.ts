import { beforeEach, describe, expect, it, vi } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '../../src/diagnosis/time.ts';
import type { Incident } from '../../src/incidents/incident.ts';
import { seenInFleet } from '../../src/incidents/seen-of.ts';
import type { StoredMessage } from '../../src/sandbox/stand-ins/slack/world.ts';
import { NOW_MS, outcome } from '../digests/example.ts';
import { DUKE, PAM } from '../slack/widget-check.ts';
import { chosen, personOf, type Person } from './person.ts';
import { drawn, saidBy, type Rig } from './rig.ts';
import { ALLOWED, DUKE_CLINIC, ENGINEER, HELP_DESK, PAM_CLINIC, startWorkspace } from './workspace.ts';

const OTHER_ENGINEER = 'U3';
const TWIN = PAM.replace('eb', '1b');

let nowMs: number;
let rig: Rig;
let person: Person;
let desk: Person;

async function start(over: Parameters<typeof startWorkspace>[0] = {}): Promise<void> {
  rig = await startWorkspace({
    ...over,
    world: {
      users: [
        { id: ENGINEER, name: 'engineer', teamId: 'T1' },
        { id: HELP_DESK, name: 'help-desk', teamId: 'T1', role: 'help-desk' },
        { id: OTHER_ENGINEER, name: 'other', teamId: 'T1' },
      ],
    },
    handling: { clock: () => nowMs, ...over.handling },
  });
  rig.listed.push(DUKE_CLINIC, PAM_CLINIC);
  person = personOf(rig);
  desk = personOf(rig, HELP_DESK);
}

const NAMES: Readonly<Record<string, string>> = {
  [DUKE]: DUKE_CLINIC.name,
  [PAM]: PAM_CLINIC.name,
  [TWIN]: PAM_CLINIC.name,
};

/** An incident that stands in its channel, and was opened a while ago. */
async function opened(
  ids: readonly string[] = [DUKE],
  state: 'missing' | 'on-schedule' = 'missing',
): Promise<Incident> {
  const { incidents, publish } = rig.incidents.handling;
  const incident = await incidents.open({
    key: 'k',
    title: 'widgets lost',
    severity: 'P2',
    summary: '',
    reportedAtMs: nowMs - HOUR_MS,
    reportedBy: null,
    subjects: ids.map((id) => seenInFleet('widgets', outcome(id, { state, name: NAMES[id] ?? id }))),
    origin: { kind: 'command' },
    channelId: ALLOWED,
    locale: 'en',
    userId: HELP_DESK,
  });
  await publish(incident.id);
  nowMs += HOUR_MS;
  return incident;
}

const root = (): StoredMessage =>
  saidBy(rig.world).find(({ threadTs, onlyFor }) => threadTs === null && onlyFor === null) ??
  expect.fail('there is no root message');

/** What the bot says to one person alone by what is done. */
async function whispersAfter(deed: () => Promise<unknown>): Promise<string> {
  const before = new Set(saidBy(rig.world));
  await deed();
  await rig.settled();
  return saidBy(rig.world)
    .filter((message) => !before.has(message) && message.onlyFor !== null)
    .map((message) => drawn(message))
    .join('\n');
}

const types = (text: string, who = person) => whispersAfter(() => who.types(text));
const inThread = (said: string, who = person) =>
  whispersAfter(() => who.types(`@portal-check ${said}`, { threadTs: root().ts }));
const presses = (actionId: string, who = person, at = root()) =>
  whispersAfter(() => who.presses(at, actionId));

beforeEach(() => {
  nowMs = NOW_MS;
});

describe('who asks for what is so already is told that, and of nobody who was first but somebody else just before', () => {
  async function choosesSeverity(severity: string): Promise<string> {
    await person.presses(root(), 'change-severity');
    return whispersAfter(() => person.submits({ severity: chosen(severity) }));
  }

  it('of a severity that they have chosen themselves', async () => {
    await start();
    await opened();
    await choosesSeverity('P3');
    const said = await choosesSeverity('P3');
    expect(said).toContain('It is P3 already.');
    expect(said).not.toContain('was first');
  });

  it('of the lead that is theirs', async () => {
    await start();
    await opened();
    await presses('take-lead');
    const said = await presses('take-lead');
    expect(said).toContain('You are on it already.');
    expect(said).not.toContain('was first');
  });

  it('of the lead that another one has just taken', async () => {
    await start();
    await opened();
    await presses('take-lead');
    const said = await presses('take-lead', personOf(rig, OTHER_ENGINEER));
    expect(said).toContain(`<@${ENGINEER}> is on it already. <@${ENGINEER}> was first, `);
  });

  it('of what was withdrawn already', async () => {
    await start();
    await opened([]);
    await inThread('note wrong');
    await inThread('withdraw 2');
    const said = await inThread('withdraw 2');
    expect(said).toContain('No. 2 is withdrawn already.');
    expect(said).not.toContain('was first');
  });

  it.each([
    ['themselves just now', ENGINEER, 0, false],
    ['another one just now', OTHER_ENGINEER, 0, true],
    ['another one long before', OTHER_ENGINEER, 5 * MINUTE_MS, false],
  ])('of a status that was set by %s, by a button that is out of date', async (_, by, agoMs, wasFirst) => {
    await start();
    const { id } = await opened([], 'on-schedule');
    const stale = root();
    await rig.incidents.handling.incidents.changeStatus(id, 'resolved', { key: 'r', userId: by, atMs: null });
    nowMs += agoMs;
    const said = await whispersAfter(() =>
      rig.press({ actionId: 'incident-resolved', value: id, message: { ts: stale.ts } }),
    );
    expect(said).toContain('It is resolved already, since Mon 21 July');
    expect(said.includes(`<@${OTHER_ENGINEER}> was first`)).toBe(wasFirst);
  });

  it('of somebody who is in it, whom nobody checks for it, with the way there', async () => {
    await start();
    await opened();
    const looking = vi.spyOn(rig.incidents.handling.incidents, 'look');
    const said = await types('/portal-incident add #1 duke');
    expect(said).toContain(`${DUKE_CLINIC.name} (Clinic · b8608be4) is in #1 already.`);
    expect(said).toContain('[Go to the incident]');
    expect(said).not.toContain('was first');
    expect(looking).not.toHaveBeenCalled();
  });

  it('of somebody who is in it beside somebody who is not', async () => {
    await start();
    await opened();
    const said = await types('/portal-incident add #1 duke, pam');
    expect(said).toContain('Added to #1');
    expect(said).toContain(`${DUKE_CLINIC.name} (Clinic · b8608be4) is in #1 already.`);
  });

  it('in Spanish as well', async () => {
    await start({ memory: { languageOf: async () => 'es' } });
    await opened();
    expect(await types('/portal-incident add #1 duke')).toContain('ya está en #1.');
    await choosesSeverity('P3');
    expect(await choosesSeverity('P3')).toContain('Ya es P3.');
  });
});

describe('what cannot be done is refused before anything is done for it', () => {
  async function closed(): Promise<Incident> {
    const incident = await opened([]);
    for (const to of ['resolved', 'closed'] as const) {
      const told = { key: to, userId: ENGINEER, atMs: null };
      await rig.incidents.handling.incidents.changeStatus(incident.id, to, told);
    }
    return incident;
  }

  it('nobody is checked for an incident that is closed', async () => {
    await start();
    await closed();
    const looking = vi.spyOn(rig.incidents.handling.incidents, 'look');
    const said = await types('/portal-incident add #1 duke');
    expect(said).toContain('This cannot be done with an incident that is closed.');
    expect(looking).not.toHaveBeenCalled();
  });

  it.each(['withdraw 1', 'correct 1 otherwise'])(
    'the help desk is not told that engineers could: %s',
    async (said) => {
      await start();
      await opened();
      const answer = await inThread(said, desk);
      expect(answer).toContain('No. 1 is the opening: it can be neither corrected nor withdrawn');
      expect(answer).not.toContain('Only engineers');
    },
  );

  it('of a number that is no note it says the same to everybody', async () => {
    await start();
    await opened();
    for (const who of [person, desk]) {
      expect(await inThread('withdraw 2', who)).toContain('There is no note and no event no. 2 that stands.');
    }
  });
});

it('who is taken out is told apart from another one of the same name', async () => {
  await start();
  await opened([PAM, TWIN]);
  const said = await types(`/portal-incident remove #1 ${TWIN}`);
  expect(said).toContain(
    `Removed from #1 P2 “widgets lost” (1 widget): ${PAM_CLINIC.name} (Clinic · 1b285efb)`,
  );
});

describe('words of a status lead to where it is set', () => {
  it.each([
    ['resolve #1', '“Resolved” is a button under the first message of the incident'],
    ['mitigar', '“Mitigated” is a button'],
    ['ack', '“I’m on it” is a button'],
    ['severity P1', '“Change severity” is a button'],
    ['note the sender is back', 'This is said in the thread of the incident: @portal-check note …'],
    ['join #1 duke', 'This is a command, for engineers: /portal-incident add #1 duke'],
  ])('/portal-incident %s', async (words, sentence) => {
    await start();
    await opened();
    const said = await types(`/portal-incident ${words}`);
    expect(said).toContain(sentence);
    expect(said).toContain('#1 P2 “widgets lost” (1 widget): reported');
    expect(said).toContain('[Go to the incident]');
  });

  it.each([
    ['resolve', '“Resolved” is a button'],
    ['cerrar', '“Close” is a button'],
    ['add duke charlotte', '/portal-incident add #1 duke charlotte'],
    ['postmortem', '/portal-incident postmortem #1'],
  ])('@portal-check %s, in the thread', async (words, sentence) => {
    await start();
    await opened();
    const said = await inThread(words);
    expect(said).toContain(sentence);
    expect(said).toContain('[Go to the incident]');
    expect(said).not.toContain('No name among all');
  });

  it('also where no incident is open, and in the language of whoever asks', async () => {
    await start({ memory: { languageOf: async () => 'es' } });
    expect(await types('/portal-incident resolver')).toContain('«Resuelto» es un botón del primer mensaje');
    expect(await types('/portal-incident resolver #9')).toContain('No existe el incidente #9.');
  });

  it('and the help, which a bare mention in the thread asks for, says it too', async () => {
    await start();
    await opened();
    const sentence =
      'Status, lead and severity are set by the buttons under the first message of the incident.';
    const bare = await inThread('');
    expect(bare).toContain('@portal-check withdraw 5');
    expect(bare).toContain(sentence);
    expect(await types('/portal-incident help')).toContain(sentence);
  });
});

it('a time that is none is answered with one that is', async () => {
  await start({ memory: { languageOf: async (id) => (id === HELP_DESK ? 'es' : null) } });
  await opened();
  expect(await inThread('at 25:10 something')).toContain('“25:10” is no time. Write 12:28, or 9 June 12:28.');
  expect(await inThread('at 25:10 something', desk)).toContain('Se escribe 12:28, o 9 de junio 12:28.');
});
