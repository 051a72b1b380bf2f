import { beforeEach, describe, expect, it, vi } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '../../src/diagnosis/time.ts';
import type { Incident } from '../../src/incidents/incident.ts';
import { seenInFleet } from '../../src/incidents/seen-of.ts';
import type { StoredMessage } from '../../src/sandbox/stand-ins/slack/world.ts';
import { NOW_MS, outcome } from '../digests/example.ts';
import { DUKE, PAM } from '../slack/widget-check.ts';
import { filledIn } from './incident-form.ts';
import { personOf, text, type Person } from './person.ts';
import { drawn, saidBy, type Rig } from './rig.ts';
import {
  ALLOWED,
  DUKE_CLINIC,
  ENGINEER,
  HELP_DESK,
  PAM_CLINIC,
  PAM_PRACTICE,
  startWorkspace,
} from './workspace.ts';
import { waitFor } from '../support/wait-for.ts';

const DENVER = { ...PAM_CLINIC, id: PAM.replace('eb', '1b'), name: 'PAM Health (PAM) Denver' };

let nowMs: number;
let rig: Rig;
let person: Person;
let desk: Person;

async function start(over: Parameters<typeof startWorkspace>[0] = {}): Promise<void> {
  rig = await startWorkspace({ ...over, handling: { clock: () => nowMs, ...over.handling } });
  rig.listed.push(DUKE_CLINIC, PAM_CLINIC, PAM_PRACTICE, DENVER);
  person = personOf(rig);
  desk = personOf(rig, HELP_DESK);
}

/** An incident that stands in its channel. */
async function opened(key: string, subjects: readonly (readonly [id: string, name: string])[] = []) {
  const { incidents, publish } = rig.incidents.handling;
  const incident = await incidents.open({
    key,
    title: `widgets lost ${key}`,
    severity: 'P2',
    summary: '',
    reportedAtMs: nowMs - HOUR_MS,
    reportedBy: null,
    subjects: subjects.map(([id, name]) => seenInFleet('widgets', outcome(id, { state: 'missing', name }))),
    origin: { kind: 'command' },
    channelId: ALLOWED,
    locale: 'en',
    userId: ENGINEER,
  });
  await publish(incident.id);
  nowMs += MINUTE_MS;
  return incident;
}

const TWO = [
  [DUKE_CLINIC.id, DUKE_CLINIC.name],
  [PAM_CLINIC.id, PAM_CLINIC.name],
] as const;

async function now({ id }: Incident): Promise<Incident> {
  const incident = await rig.incidents.handling.incidents.find(id);
  if (incident === null) throw new Error('the incident is not there');
  return incident;
}

const subjectsNow = async (incident: Incident) =>
  (await now(incident)).subjects.map(({ subjectId }) => subjectId);

/** The message at the head of the thread of the first incident. */
const root = (): StoredMessage =>
  saidBy(rig.world).find(({ threadTs, onlyFor }) => threadTs === null && onlyFor === null) ??
  expect.fail('there is no root message');

/** What the bot says to one person alone by what is done. */
async function whispersAfter(deed: () => Promise<unknown>): Promise<readonly StoredMessage[]> {
  const before = new Set(saidBy(rig.world));
  await deed();
  await rig.settled();
  return saidBy(rig.world).filter((message) => !before.has(message) && message.onlyFor !== null);
}

async function saidAfter(deed: () => Promise<unknown>): Promise<string> {
  return (await whispersAfter(deed)).map((message) => drawn(message)).join('\n');
}

const inThread = (said: string, who: Person = person) =>
  saidAfter(() => who.types(`@portal-check ${said}`, { threadTs: root().ts }));

beforeEach(() => {
  nowMs = NOW_MS;
});

describe('/portal-incident open reads words of names as /portal-check does', () => {
  const filled = async () => (await filledIn(person))['subjects'];

  it.each([
    ['words of one name, in any order', 'denver PAM', [DENVER.id]],
    ['words and the kind, in any language', 'pam antonio consultorio', [PAM_PRACTICE.id]],
    ['a whole name in small letters', DUKE_CLINIC.name.toLowerCase(), [DUKE]],
    ['several, with commas', 'denver, duke', [DENVER.id, DUKE]],
    ['several whole names one after the other', `${DENVER.name} ${DUKE_CLINIC.name}`, [DENVER.id, DUKE]],
    ['an id beside words', `${DUKE} and denver`, [DUKE, DENVER.id]],
  ])('%s', async (_, words, ids) => {
    await start();
    await person.types(`/portal-incident open ${words}`);
    const options = ids.map((id) => ({ value: `widgets ${id}` }));
    await person.modal();
    expect(await filled()).toMatchObject({ options });
  });

  it('says in the form what fits several, and fills in none of them', async () => {
    await start();
    await person.types('/portal-incident open PAM, duke');
    expect(await person.modalText()).toContain('“PAM” fits 3 widgets: please choose below.');
    expect(await filled()).toMatchObject({ options: [{ value: `widgets ${DUKE}` }] });
  });

  it('says in the form who was not found', async () => {
    await start();
    await person.types(`/portal-incident open ${DUKE} nobody-such`);
    expect(await person.modalText()).toContain('“nobody-such” is nobody’s id, and no name among all widgets');
    expect(await filled()).toMatchObject({ options: [{ value: `widgets ${DUKE}` }] });
  });
});

describe('/portal-incident add and remove', () => {
  it('add takes in by words of a name, and says which words fit several or nobody', async () => {
    await start();
    const incident = await opened('a');
    const said = await saidAfter(() => person.types('/portal-incident add #1 denver, pam, nobody-such'));
    expect(await subjectsNow(incident)).toEqual([DENVER.id]);
    expect(said).toContain(
      `“pam” fits several: ${DENVER.name} (clinic · 1b285efb), ${PAM_CLINIC.name} (clinic`,
    );
    expect(said).toContain('“nobody-such” is nobody’s id');
    expect(said).toContain('Added to #1');
    const alone = await saidAfter(() => person.types('/portal-incident add #1 pam antonio'));
    expect(alone).toContain('“pam antonio” fits several');
    expect(await subjectsNow(incident)).toHaveLength(1);
  });

  it('remove takes out by words of a name, and says which words fit several or nobody', async () => {
    await start();
    const incident = await opened('a', TWO);
    const several = await saidAfter(() => person.types('/portal-incident remove #1 health'));
    expect(several).toContain('“health” fits several');
    expect(await subjectsNow(incident)).toHaveLength(2);
    const said = await saidAfter(() =>
      person.types('/portal-incident remove #1 charlotte duke, nobody-such'),
    );
    expect(await subjectsNow(incident)).toEqual([PAM]);
    expect(said).toContain('“nobody-such”: nobody of that name or id is in this incident.');
  });
});

describe('the form that opens an incident', () => {
  it('says in whose zone its time is, and which channels it takes', async () => {
    await start();
    await person.types('/portal-incident open');
    const shown = await person.modalText();
    expect(shown).toContain('In your own time zone, as Slack has it.');
    // Slack offers every channel that its reader is in, so that nobody is told that others cannot be chosen.
    expect(shown).toContain('Slack offers others too: only channels where answers are public are taken');
  });
});

describe('without a number', () => {
  async function resolved(incident: Incident): Promise<void> {
    const told = { key: `resolved ${incident.id}`, userId: ENGINEER, atMs: null };
    await rig.incidents.handling.incidents.changeStatus(incident.id, 'resolved', told);
  }

  it('the incident under way is meant, not one that is resolved', async () => {
    await start();
    await opened('a');
    await resolved(await opened('b'));
    expect(await saidAfter(() => person.types('/portal-incident show'))).toContain('#1 P2 · widgets lost a');
  });

  it('the newest resolved one is meant where none is under way', async () => {
    await start();
    await resolved(await opened('a'));
    await resolved(await opened('b'));
    expect(await saidAfter(() => person.types('/portal-incident show'))).toContain('#2 P2 · widgets lost b');
  });

  it('the list shows resolved ones apart', async () => {
    await start();
    await resolved(await opened('a'));
    await opened('b');
    const said = await saidAfter(() => person.types('/portal-incident list'));
    expect(said).toMatch(/^1 open incident\n.*#2.*\n1 resolved, not closed yet\n.*#1/u);
  });
});

describe('a clock that somebody tells of in the thread', () => {
  it('is for engineers to move, where it is about what was done', async () => {
    await start();
    const incident = await opened('a', TWO);
    const said = await inThread('at 19:30 fixed by restart', desk);
    expect(said).toContain('It is kept as an event and moves no clock: the fix is for engineers to tell.');
    expect((await now(incident)).facts.at(-1)?.body).toEqual({
      kind: 'event',
      text: 'fixed by restart',
      mark: null,
    });
    await inThread('at 19:30 called', desk);
    const seq = (await now(incident)).facts.at(-1)?.seq;
    expect(await inThread(`correct ${seq} fixed by restart`, desk)).toContain('moves no clock');
    expect((await now(incident)).facts.at(-1)?.body).toMatchObject({ kind: 'corrected', mark: null });
    expect(await inThread('at 19:30 reacted: the desk', desk)).toContain('counts as first reaction.');
  });

  it('is warned of where it says "fixed" while somebody is not well', async () => {
    await start();
    const incident = await opened('a', TWO);
    nowMs += 2 * HOUR_MS;
    const said = await inThread('at 19:30 fixed by restart');
    expect(said).toContain('counts as fix. ⚠️ By the last check, though, 2 of 2 are still missing: Duke');
    expect((await now(incident)).facts.at(-1)?.body).toMatchObject({ mark: 'fixed' });
    expect(await inThread('at 19:30 restarted')).not.toContain('By the last check');
  });

  it('is warned of where it lies before the report', async () => {
    await start();
    await opened('a');
    expect(await inThread('at 2025-07-20 10:00 engaged: Ana')).toContain('It lies before the report (');
    expect(await inThread('at 2025-07-20 10:00 began')).not.toContain('before the report');
  });
});

it('a correction does not say again what is as it was', async () => {
  await start();
  await opened('a');
  await inThread('at 19:30 restarted');
  await inThread('correct 2 at 19:25 restarted');
  const told = saidBy(rig.world).filter(({ threadTs, onlyFor }) => threadTs !== null && onlyFor === null);
  expect(drawn(told.at(-1))).toContain('corrects no. 2: at Mon 21 July 19:25 UTC, not Mon 21 July 19:30 UTC');
  expect(drawn(told.at(-1))).not.toContain('restarted');
});

it('who presses a button of the root message too late is told in the channel, though there are answers in its thread', async () => {
  await start();
  await opened('a', TWO);
  expect(saidBy(rig.world).some(({ threadTs }) => threadTs === root().ts)).toBe(true);
  const [refused] = await whispersAfter(() => desk.presses(root(), 'take-lead'));
  expect(drawn(refused)).toContain('Only engineers can do this.');
  expect(refused?.threadTs).toBeNull();
});

describe('a mention in the thread of an incident that means nobody', () => {
  it('is told what is read there', async () => {
    await start();
    await opened('a');
    const said = await inThread('nte the sender was restarted');
    expect(said).toContain('No name among all widgets has every word of');
    expect(said).toContain('In the thread of an incident these are read: check · note … · at 12:28 …');
  });

  it('is answered as ever in any other thread', async () => {
    await start();
    await person.types('look');
    const message = rig.world.messages.at(-1);
    const said = await saidAfter(() =>
      person.types('@portal-check nte the sender', { threadTs: message?.ts ?? '' }),
    );
    expect(said).toContain('No name among all widgets');
    expect(said).not.toContain('In the thread of an incident');
  });
});

it('the file of a postmortem is called in the language of the incident, whoever posts it', async () => {
  await start({ memory: { languageOf: async () => 'es' } });
  await opened('a', TWO);
  await saidAfter(() => person.types('/portal-incident postmortem'));
  const [file] = [...rig.world.files.values()].filter(({ name }) => name.endsWith('.md'));
  expect(file?.title).toBe('Postmortem of #1 P2 “widgets lost a” (2 widgets)');
});

it('what is typed into the form goes with whom the words have named', async () => {
  await start();
  await person.types('/portal-incident open denver');
  await person.submits({ ...(await filledIn(person)), title: text('nothing arrives') });
  await rig.settled();
  const [incident] = await rig.incidents.handling.incidents.list('all', 1);
  expect(incident?.subjects.map(({ subjectId }) => subjectId)).toEqual([DENVER.id]);
});

it('App Home tells how to ask of incidents', async () => {
  await start();
  await person.opensHome();
  await rig.settled();
  expect(person.homeText()).toContain('/portal-incident help incidents: opened in one step');
});

describe('what Slack sends again of a mention in the thread', () => {
  const notesOf = async (incident: Incident) =>
    (await now(incident)).facts.filter(({ body }) => body.kind === 'note');

  it('is kept where the first process was killed before it kept it', async () => {
    await start();
    const incident = await opened('a');
    const killed = Promise.withResolvers<never>();
    killed.promise.catch(() => {});
    const keeping = vi
      .spyOn(rig.incidents.handling.incidents, 'note')
      .mockImplementationOnce(() => killed.promise);
    const typing = person.types('@portal-check note seen by the vendor', { threadTs: root().ts });
    await waitFor(() => expect(keeping).toHaveBeenCalledOnce());
    await rig.client.sendAgain();
    expect(await notesOf(incident)).toMatchObject([{ body: { text: 'seen by the vendor' } }]);
    killed.reject(new Error('the process is gone'));
    await typing;
  });

  it('is kept once, and said once, where the first process has kept it', async () => {
    await start();
    const incident = await opened('a');
    await inThread('note seen by the vendor');
    const said = saidBy(rig.world).length;
    await rig.client.sendAgain();
    await rig.settled();
    expect(await notesOf(incident)).toHaveLength(1);
    expect(saidBy(rig.world)).toHaveLength(said);
  });

  it.each(['check', 'status', 'timeline', 'help', 'note'])('is answered once: “%s”', async (said) => {
    await start();
    await opened('a', TWO);
    await inThread(said);
    const before = saidBy(rig.world).length;
    await rig.client.sendAgain();
    await rig.settled();
    expect(saidBy(rig.world)).toHaveLength(before);
  });
});
