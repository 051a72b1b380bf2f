import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { HOUR_MS } from '../../src/diagnosis/time.ts';
import type { Incident } from '../../src/incidents/incident.ts';
import { SHORTCUT_IDS } from '../../src/slack/action-ids.ts';
import { writeOpenFrom } from '../../src/slack/incident-target.ts';
import { drawAsText } from '../../src/sandbox/stand-ins/slack/draw-as-text.ts';
import { FLEET_WORDS, inOutage, missing, mute, NOW_MS, outcome } from '../digests/example.ts';
import { DUKE, PAM, widgetDiagnosis } from '../slack/widget-check.ts';
import { filledIn } from './incident-form.ts';
import { actionIdsOf, chosen, personOf, suggested, text, type Person } from './person.ts';
import { drawn, saidBy, type Rig } from './rig.ts';
import {
  ALLOWED,
  DUKE_CLINIC,
  ELSEWHERE,
  ENGINEER,
  HELP_DESK,
  PAM_CLINIC,
  SHARED,
  startWorkspace,
  WITHOUT_BOT,
} from './workspace.ts';
import { waitFor } from '../support/wait-for.ts';

const everybodyAnEngineer = {
  admit: async () => ({ kind: 'admitted', audience: 'engineer' }) as const,
  forgetMembers: () => {},
};

let nowMs: number;
let rig: Rig;
let person: Person;

async function start(over: Parameters<typeof startWorkspace>[0] = {}): Promise<void> {
  rig = await startWorkspace({ ...over, handling: { clock: () => nowMs, ...over.handling } });
  person = personOf(rig);
}

/** The form, opened from a diagnosis. */
async function formOfDiagnosis(who: Person = person, ids = DUKE): Promise<void> {
  await who.types(`/portal-check ${ids}`);
  await rig.settled();
  await who.presses(saidBy(rig.world).at(-1), 'open-incident');
  await rig.settled();
}

async function incidents(): Promise<readonly Incident[]> {
  return rig.incidents.handling.incidents.list('all', 10);
}

async function onlyIncident(): Promise<Incident> {
  const [incident, ...others] = await incidents();
  if (incident === undefined || others.length > 0) throw new Error('there is not one incident');
  return incident;
}

const prefilled = () => filledIn(person);

async function submits(who: Person, fields: Parameters<Person['submits']>[0] = {}) {
  const errors = await who.submits({ ...(await filledIn(who)), ...fields });
  await rig.settled();
  return errors;
}

beforeEach(() => {
  nowMs = NOW_MS;
});

describe('"Open incident" beneath a diagnosis', () => {
  it('fills in what the diagnosis says, and the channel', async () => {
    await start();
    await formOfDiagnosis();
    expect(await prefilled()).toEqual({
      title: text('missing: no link'),
      severity: chosen('P3', 'P3: few are affected'),
      subjects: suggested({ value: `widgets ${DUKE}`, label: 'Duke Health (kind not known · b8608be4)' }),
      'reported-at': { type: 'instant', epochSeconds: NOW_MS / 1_000 },
      channel: { type: 'conversation', id: ALLOWED },
      summary: text('for engineers'),
    });
  });

  it('opens it in the channel, checked once more, and tells where it is', async () => {
    await start();
    await formOfDiagnosis();
    expect(
      await submits(person, {
        title: text('widgets lost'),
        severity: chosen('P2'),
        'reported-by': text('help desk'),
        'reported-at': { type: 'instant', epochSeconds: (NOW_MS - HOUR_MS) / 1_000 },
        summary: text('Since this morning.'),
      }),
    ).toEqual({});
    expect(await onlyIncident()).toMatchObject({
      number: 1,
      title: 'widgets lost',
      severity: 'P2',
      summary: 'Since this morning.',
      channelId: ALLOWED,
      openedByUserId: ENGINEER,
      reportedAtMs: NOW_MS - HOUR_MS,
      reportedBy: { kind: 'named', name: 'help desk' },
      origin: { kind: 'diagnosis', diagnosisId: 'd-1' },
      subjects: [{ checkId: 'widgets', subjectId: DUKE, diagnosisId: 'd-2' }],
      locale: 'en',
    });
    const modal = await person.modalText();
    expect(modal).toContain('#1 P2 “widgets lost” (1 widget) is open in <#C1>.');
    expect(modal).toContain('[Go to the incident]');
    const root = saidBy(rig.world).find(
      ({ threadTs, text: said }) => threadTs === null && said.includes('#1'),
    );
    expect(root).toMatchObject({ channel: ALLOWED, onlyFor: null });
    expect(drawn(root)).toContain('#1 P2');
    expect(rig.audits.at(-1)).toMatchObject({ event: 'incident-opened', incident: { number: 1 } });
    expect(rig.errors).toEqual([]);
  });

  it.each([
    ['', { kind: 'user', userId: ENGINEER }],
    [`<@${HELP_DESK}>`, { kind: 'user', userId: HELP_DESK }],
    ['a clinic', { kind: 'named', name: 'a clinic' }],
    ['U0123ABCD', { kind: 'user', userId: 'U0123ABCD' }],
    ['WASHINGTON', { kind: 'named', name: 'WASHINGTON' }],
    ['UNIVERSITY', { kind: 'named', name: 'UNIVERSITY' }],
  ])('takes "%s" for whoever reported it', async (typed, reportedBy) => {
    await start();
    await formOfDiagnosis();
    await submits(person, typed === '' ? {} : { 'reported-by': text(typed) });
    expect((await onlyIncident()).reportedBy).toEqual(reportedBy);
  });

  it('keeps no address that somebody typed', async () => {
    await start();
    await formOfDiagnosis();
    await submits(person, { title: text('ana@clinic.example got nothing') });
    expect(JSON.stringify(await onlyIncident())).not.toContain('ana@');
  });

  it('of a list fills in those who are not well', async () => {
    await start({
      diagnose: ({ subjectIds }) =>
        subjectIds.map((subjectId) =>
          widgetDiagnosis({
            id: `d-${subjectId}`,
            subjectId,
            ...(subjectId === PAM ? { state: 'on-schedule', code: 'on-schedule' } : {}),
          }),
        ),
    });
    await formOfDiagnosis(person, `${DUKE} ${PAM}`);
    const { subjects, title } = await prefilled();
    expect(subjects).toMatchObject({ options: [{ value: `widgets ${DUKE}` }] });
    expect(title).toEqual(text('missing: no link'));
  });

  it('is offered to the help desk too, which may open one', async () => {
    await start();
    const desk = personOf(rig, HELP_DESK);
    await formOfDiagnosis(desk);
    await submits(desk);
    expect(await onlyIncident()).toMatchObject({ openedByUserId: HELP_DESK });
  });

  it('is filled in for the help desk with their own words', async () => {
    await start();
    const desk = personOf(rig, HELP_DESK);
    await formOfDiagnosis(desk);
    expect((await filledIn(desk))['summary']).toEqual(text('for the help desk'));
  });

  it('keeps what was typed until it is kept: whoever sends it again opens one', async () => {
    await start();
    await formOfDiagnosis();
    const looking = vi.spyOn(rig.incidents.handling.incidents, 'look');
    // Ended in the midst of it.
    const ended = Promise.withResolvers<never>();
    looking.mockReturnValueOnce(ended.promise);
    const typed = { ...(await filledIn(person)), title: text('by hand'), summary: text('a long story') };
    await person.submits(typed);
    await waitFor(() => expect(looking).toHaveBeenCalledOnce());
    expect(await filledIn(person)).toEqual(typed);
    await person.submits(await filledIn(person));
    await waitFor(async () => expect(await incidents()).toHaveLength(1));
    expect(await onlyIncident()).toMatchObject({ title: 'by hand', summary: 'a long story' });
    ended.reject(new Error('ended'));
    await rig.settled();
  });

  it('asks in the language of the person, and tells the channel in the bot’s', async () => {
    await start({ memory: { languageOf: async () => 'es' } });
    await formOfDiagnosis();
    expect((await person.modal()).title).toBe('Abrir incidente');
    await submits(person);
    expect((await onlyIncident()).locale).toBe('en');
    expect(await person.modalText()).toContain('está abierto en <#C1>');
  });

  it('opens one where Slack sends the same form twice', async () => {
    await start();
    await formOfDiagnosis();
    const { viewId } = await person.modal();
    await submits(person);
    const { incidents: use } = rig.incidents.handling;
    const [first] = await incidents();
    const again = await use.open({
      key: viewId,
      title: 'again',
      severity: 'P1',
      summary: '',
      reportedAtMs: nowMs,
      reportedBy: null,
      subjects: [],
      origin: { kind: 'command' },
      channelId: ALLOWED,
      locale: 'en',
      userId: ENGINEER,
    });
    expect(again.id).toBe(first?.id);
  });

  it('names those who could not be checked, and opens it all the same', async () => {
    await start();
    await formOfDiagnosis();
    vi.spyOn(rig.incidents.handling.incidents, 'look').mockResolvedValue([]);
    await submits(person);
    expect((await onlyIncident()).subjects).toEqual([]);
    expect(await person.modalText()).toContain('not in it yet: Duke Health (kind not known · b8608be4)');
  });

  it('says that a diagnosis is no longer kept', async () => {
    await start();
    const value = writeOpenFrom({ kind: 'diagnoses', ids: ['d-9'] });
    await rig.press({ actionId: 'open-incident', value, message: { ts: '1.000001' } });
    await rig.settled();
    expect(drawn(saidBy(rig.world).at(-1))).toContain('no longer kept');
  });
});

describe('the form says at the field', () => {
  it.each([
    ['an empty title', { title: text('  ') }, 'title', 'in a few words'],
    [
      'a time that is to come',
      { 'reported-at': { type: 'instant', epochSeconds: NOW_MS / 1_000 + 3_600 } },
      'reported-at',
      'in the future',
    ],
    [
      'a channel where answers are not public',
      { channel: { type: 'conversation', id: ELSEWHERE } },
      'channel',
      'SLACK_ALLOWED_CHANNELS',
    ],
    [
      'an option that is nobody',
      { subjects: suggested({ value: 'not-reachable', label: 'x' }) },
      'subjects',
      'choose from the list',
    ],
    [
      'a subject of no check',
      { subjects: suggested({ value: `gone ${DUKE}`, label: 'x' }) },
      'subjects',
      'choose from the list',
    ],
    [
      'a subject that is nobody’s id',
      { subjects: suggested({ value: "widgets x'||1", label: 'x' }) },
      'subjects',
      'choose from the list',
    ],
    [
      'too many at once',
      {
        subjects: suggested(
          ...Array.from({ length: 21 }, (_, index) => ({
            value: `widgets ${`${index}`.padStart(8, '0')}${DUKE.slice(8)}`,
            label: 'x',
          })),
        ),
      },
      'subjects',
      'at most 20',
    ],
  ] as const)('%s', async (_, fields, field, sentence) => {
    await start();
    await formOfDiagnosis();
    const errors = await submits(person, fields);
    expect(errors[field]).toContain(sentence);
    expect(await incidents()).toEqual([]);
  });

  it.each([
    ['shared with another organization', SHARED, 'other organizations', 'shared-outside'],
    ['where the bot is not', WITHOUT_BOT, '/invite @portal-check', 'not-a-member'],
  ])(
    'nothing of a channel %s, but shows the form again with all that was typed',
    async (_, channel, says, reason) => {
      await start();
      await formOfDiagnosis();
      await submits(person, {
        title: text('widgets lost'),
        severity: chosen('P1'),
        channel: { type: 'conversation', id: channel },
      });
      expect(await person.modalText()).toContain(says);
      expect(await prefilled()).toMatchObject({
        title: text('widgets lost'),
        severity: { value: 'P1' },
        channel: { id: channel },
      });
      expect(await incidents()).toEqual([]);
      expect(rig.audits.at(-1)).toMatchObject({ event: 'refused', reason });
      await submits(person, { channel: { type: 'conversation', id: ALLOWED } });
      expect(await onlyIncident()).toMatchObject({ title: 'widgets lost', severity: 'P1' });
    },
  );

  it('to wait where somebody asks too much at once, and keeps what was typed', async () => {
    await start({
      handling: {
        rateLimit: { take: (_, cost) => (cost > 1 ? { ok: false, retryAfterMs: 5_000 } : { ok: true }) },
      },
    });
    await formOfDiagnosis();
    await submits(person, {
      title: text('widgets lost'),
      subjects: suggested({ value: `widgets ${DUKE}`, label: 'a' }, { value: `widgets ${PAM}`, label: 'b' }),
    });
    expect(await person.modalText()).toContain('try again in 5 seconds');
    expect(await prefilled()).toMatchObject({ title: text('widgets lost') });
    expect(await incidents()).toEqual([]);
  });
});

describe('"Open incident" beneath a digest', () => {
  async function formOfDigest(outcomes: readonly ReturnType<typeof outcome>[]): Promise<void> {
    rig.digesting.outcomes = outcomes;
    await person.types('/portal-digest now');
    await rig.settled();
    const digest = saidBy(rig.world).at(-1);
    await person.presses(digest, 'open-incident');
    await rig.settled();
  }

  it('fills in those who are not well, and leaves out the muted', async () => {
    await start();
    rig.digesting.mutes.push(mute('b'));
    await formOfDigest([missing('a'), missing('b'), outcome('c'), inOutage('d')]);
    const { subjects, summary } = await prefilled();
    expect(subjects).toMatchObject({ options: [{ value: 'widgets a' }, { value: 'widgets d' }] });
    expect(summary).toMatchObject({ value: expect.stringContaining('missing') });
  });

  it('is headed with the code of a verdict that another release has kept', async () => {
    vi.spyOn(FLEET_WORDS, 'knows').mockReturnValue(false);
    onTestFinished(() => void vi.restoreAllMocks());
    await start();
    await formOfDigest([missing('a', { code: 'taken-out' })]);
    expect(await prefilled()).toMatchObject({ title: text('taken-out') });
  });

  it('is headed with the commonest verdict where they have several, by no count that the next day makes wrong', async () => {
    await start();
    const outcomes = [missing('a', { code: 'stopped' }), missing('b'), missing('c')];
    await formOfDigest(outcomes);
    const { title, severity } = await prefilled();
    expect(severity).toEqual(chosen('P3', 'P3: few are affected'));
    expect(title).toEqual(text('[missing/skipped], and others'));
  });

  it('fills in twenty of many, and says how many more there are', async () => {
    await start();
    await formOfDigest(Array.from({ length: 23 }, (_, index) => missing(`w${index}`)));
    expect(await prefilled()).toMatchObject({ severity: chosen('P2', 'P2: many are affected') });
    expect((await prefilled())['subjects']).toMatchObject({ options: { length: 20 } });
    expect(await person.modalText()).toContain('3 further widgets are not well');
  });

  it('says that a digest is no longer kept', async () => {
    await start();
    const value = writeOpenFrom({ kind: 'digest', id: 'd-9' });
    await rig.press({ actionId: 'open-incident', value, message: { ts: '1.000001' } });
    await rig.settled();
    expect(drawn(saidBy(rig.world).at(-1))).toContain('This digest is no longer kept.');
  });
});

describe('/portal-incident open', () => {
  it('opens an empty form', async () => {
    await start();
    await person.types('/portal-incident open');
    expect(Object.keys(await prefilled())).toEqual(['severity', 'reported-at', 'channel']);
    await submits(person, { title: text('everything is slow') });
    expect(await onlyIncident()).toMatchObject({ subjects: [], origin: { kind: 'command' } });
  });

  it('fills in whom ids and names mean, with what was found of them last', async () => {
    await start();
    rig.listed.push(PAM_CLINIC);
    rig.kept.set('d-0', widgetDiagnosis({ id: 'd-0', subjectId: DUKE }));
    await person.types(`/portal-incident open ${DUKE} and ${PAM_CLINIC.name}`);
    expect(await prefilled()).toMatchObject({
      title: text('missing: no link'),
      subjects: suggested(
        { value: `widgets ${DUKE}`, label: 'Duke Health (kind not known · b8608be4)' },
        { value: `widgets ${PAM}`, label: `${PAM_CLINIC.name} (clinic · eb285efb)` },
      ),
      // What its last check said, as from a diagnosis.
      summary: text('for engineers'),
    });
    expect(await person.modalText()).toContain(
      '⚠️ What is filled in of a verdict is from the last check, Thu 1 January 1970',
    );
  });

  it('proposes the configured channel', async () => {
    await start();
    const { handling } = rig.incidents;
    Object.assign(handling, { defaultChannelId: ALLOWED });
    await person.types('/portal-incident open', { channel: ELSEWHERE });
    expect(await prefilled()).toMatchObject({ channel: { id: ALLOWED } });
  });

  it('proposes no channel where answers are not public', async () => {
    await start();
    await person.types('/portal-incident open', { channel: ELSEWHERE });
    expect(await prefilled()).not.toHaveProperty('channel');
  });

  it('offers names in the field, and takes a pasted id', async () => {
    await start();
    rig.listed.push(DUKE_CLINIC);
    await person.types('/portal-incident open');
    await person.modal();
    expect(await person.looksFor('duke', 'subjects')).toMatchObject([
      { value: `widgets ${DUKE}`, label: `${DUKE_CLINIC.name} (clinic · b8608be4)` },
    ]);
    expect(await person.looksFor(PAM, 'subjects')).toMatchObject([{ value: `widgets ${PAM}`, label: PAM }]);
  });

  it('opens with ids alone where names cannot be read, and says so', async () => {
    await start({
      handling: {
        directory: {
          search: async () => ({
            status: 'failed',
            problem: { code: 'timed-out', params: { afterMs: 2_500 } },
          }),
          namedIn: () => Promise.reject(new Error('nobody asks')),
          like: () => Promise.reject(new Error('nobody asks')),
          standingOf: () => Promise.reject(new Error('nobody asks')),
        },
      },
    });
    await person.types(`/portal-incident open ${DUKE} and Pam`);
    expect((await prefilled())['subjects']).toMatchObject({ options: [{ value: `widgets ${DUKE}` }] });
    expect(await person.modalText()).toContain('Names could not be read in time');
  });
});

it('the shortcut of a message fills in whom it names, and remembers which message it was', async () => {
  await start();
  await person.types(`${DUKE} gets nothing, says the clinic`);
  const [message] = rig.world.messages;
  await person.takesShortcutOf(message, SHORTCUT_IDS.openIncident);
  expect((await prefilled())['subjects']).toMatchObject({ options: [{ value: `widgets ${DUKE}` }] });
  await submits(person, { title: text('nothing arrives') });
  expect((await onlyIncident()).origin).toEqual({ kind: 'message', channelId: ALLOWED, ts: message?.ts });
});

describe('the shortcut of a message', () => {
  /** When somebody wrote the newest message. */
  const writtenAtMs = () =>
    Math.floor(Number(rig.world.messages.findLast(({ userId }) => userId !== null)?.ts)) * 1_000;

  async function formOfMessage(said: string, by: Person = person): Promise<void> {
    await by.types(said);
    nowMs = writtenAtMs() + HOUR_MS;
    await person.takesShortcutOf(rig.world.messages.at(-1), SHORTCUT_IDS.openIncident);
    await person.modal();
  }

  it('fills in what it says, when, and who wrote it, without addresses', async () => {
    await start();
    await formOfMessage('Nothing arrives.\nAsk ana@clinic.example & wait', personOf(rig, HELP_DESK));
    expect(await prefilled()).toMatchObject({
      summary: text('“Nothing arrives.\nAsk •••@clinic.example & wait”'),
      'reported-at': { type: 'instant', epochSeconds: writtenAtMs() / 1_000 },
      'reported-by': text(`<@${HELP_DESK}>`),
    });
    await submits(person, { title: text('nothing arrives') });
    expect(await onlyIncident()).toMatchObject({
      reportedBy: { kind: 'user', userId: HELP_DESK },
      reportedAtMs: writtenAtMs(),
    });
  });

  it('leaves out who reported it where whoever opens it wrote it', async () => {
    await start();
    await formOfMessage('nothing arrives');
    expect(await prefilled()).not.toHaveProperty('reported-by');
  });

  it('finds somebody by words of their name, as a mention does', async () => {
    await start();
    rig.listed.push(DUKE_CLINIC, PAM_CLINIC);
    await formOfMessage('charlotte duke');
    expect((await prefilled())['subjects']).toMatchObject({ options: [{ value: `widgets ${DUKE}` }] });
  });

  it('says which words fit several, and nothing of a message that names nobody', async () => {
    await start();
    rig.listed.push(DUKE_CLINIC, PAM_CLINIC);
    await formOfMessage('health');
    expect(await person.modalText()).toContain('“health” fits 2 widgets: please choose below.');
    await person.closesModal();
    await formOfMessage('the sender is down again');
    expect(await person.modalText()).not.toContain('⚠️');
  });
});

describe('an open incident that fits', () => {
  async function withOpen(): Promise<void> {
    await start();
    await formOfDiagnosis();
    await submits(person, { title: text('widgets lost'), severity: chosen('P2') });
    await person.closesModal();
    await formOfDiagnosis(person, PAM);
  }

  it('is offered first', async () => {
    await withOpen();
    const shown = await person.modalText();
    expect(shown).toContain('Join #1 P2 “widgets lost” (1 widget) in <#C1> [Add to it]');
    expect(shown.indexOf('Join #1')).toBeLessThan(shown.indexOf('Title'));
  });

  it('is joined by one press, and no other one is opened', async () => {
    await withOpen();
    await person.pressesInModal('join-incident');
    await rig.settled();
    const { subjects } = await onlyIncident();
    expect(subjects.map(({ subjectId }) => subjectId)).toEqual([DUKE, PAM]);
    expect(await person.modalText()).toContain('1 widget is added to #1 P2 “widgets lost” (2 widgets).');
    expect(rig.audits.at(-1)).toMatchObject({ event: 'incident-told', facts: ['subject-added'] });
    expect(rig.errors).toEqual([]);
  });

  it('is shown to whoever had the form open before it was there, with all that was typed', async () => {
    await start();
    const colleague = personOf(rig, HELP_DESK);
    await formOfDiagnosis();
    await formOfDiagnosis(colleague);
    await submits(person, { title: text('widgets lost'), severity: chosen('P2') });
    await submits(colleague, { title: text('Duke gets nothing'), severity: chosen('P1') });
    expect(await onlyIncident()).toMatchObject({ title: 'widgets lost' });
    const shown = await colleague.modalText();
    expect(shown).toContain('An open incident has one of these widgets, or their verdict, by now.');
    expect(shown).toContain('#1 P2 “widgets lost” (1 widget) in <#C1> [Go to the incident]');
    expect(await filledIn(colleague)).toMatchObject({
      title: text('Duke gets nothing'),
      severity: { value: 'P1' },
    });
    await submits(colleague);
    expect(await incidents()).toMatchObject([{ title: 'Duke gets nothing' }, { title: 'widgets lost' }]);
    expect(rig.errors).toEqual([]);
  });

  it('is shown to one of two who submit at the same moment, and can be added to', async () => {
    await start({ handling: { access: everybodyAnEngineer } });
    const colleague = personOf(rig, HELP_DESK);
    await formOfDiagnosis();
    await formOfDiagnosis(colleague);
    await Promise.all([submits(person), submits(colleague)]);
    await onlyIncident();
    const texts = await Promise.all(
      [person, colleague].map(async (who) => [who, await who.modalText()] as const),
    );
    const [second, ...others] = texts.flatMap(([who, said]) => (said.includes('by now') ? [who] : []));
    expect(others).toEqual([]);
    await second?.pressesInModal('join-incident');
    await rig.settled();
    expect(await second?.modalText()).toMatch(/ℹ️ .* is in #1 already\./u);
    expect((await onlyIncident()).subjects).toHaveLength(1);
  });

  it('of the same verdict alone is offered too, and keeps nobody from opening another one', async () => {
    await start();
    const colleague = personOf(rig, HELP_DESK);
    await formOfDiagnosis();
    await formOfDiagnosis(colleague, PAM);
    await submits(person, { title: text('widgets lost') });
    await submits(colleague);
    expect(await onlyIncident()).toMatchObject({ title: 'widgets lost' });
    expect(await colleague.modalText()).toContain('“widgets lost”');
    await submits(colleague);
    expect(await incidents()).toHaveLength(2);
  });

  it('is offered once whoever it is about has been looked up, where nobody was known to be ill before', async () => {
    await start();
    await formOfDiagnosis();
    await submits(person, { title: text('widgets lost') });
    await person.closesModal();
    await person.types('/portal-incident open');
    const pam = { value: `widgets ${PAM}`, label: 'PAM' };
    await submits(person, { title: text('PAM complains'), subjects: suggested(pam) });
    expect(await onlyIncident()).toMatchObject({ title: 'widgets lost' });
    expect(await person.modalText()).toContain('“widgets lost”');
    await submits(person);
    expect(await incidents()).toHaveLength(2);
  });

  it('says so where they are in it already', async () => {
    await withOpen();
    await person.closesModal();
    await formOfDiagnosis();
    await person.pressesInModal('join-incident');
    await rig.settled();
    expect((await onlyIncident()).subjects).toHaveLength(1);
    const said = await person.modalText();
    expect(said).toMatch(/ℹ️ .*b8608be4.* is in #1 already\./u);
    expect(said).toContain('[Go to the incident]');
    expect(said).not.toContain('was first');
  });

  it('is told to the help desk with the way to its thread instead of the button, and is refused to whoever forges it', async () => {
    await start();
    await formOfDiagnosis();
    await submits(person, { title: text('widgets lost') });
    const desk = personOf(rig, HELP_DESK);
    await formOfDiagnosis(desk, PAM);
    const { blocks } = await desk.modal();
    const shown = drawAsText({ text: '', blocks });
    expect(shown).toContain('It may be this one: then tell it there (@portal-check note …)');
    expect(shown).toMatch(/#1 P3 “widgets lost” \(1 widget\) in <#C1> \[Go to the incident\]/u);
    expect(shown).not.toContain('Join');
    expect(actionIdsOf({ blocks })).not.toContain('join-incident');
    const { id } = await onlyIncident();
    await rig.press(
      { actionId: 'join-incident', value: id, message: { ts: '1.000001' } },
      { userId: HELP_DESK },
    );
    await rig.settled();
    expect((await onlyIncident()).subjects).toHaveLength(1);
    expect(rig.audits.at(-1)).toMatchObject({ event: 'refused', reason: 'engineers-only' });
  });

  it('is not there any more where its id is forged', async () => {
    await withOpen();
    await rig.press({ actionId: 'join-incident', value: 'i-9', message: { ts: '1.000001' } });
    await rig.settled();
    expect(drawn(saidBy(rig.world).at(-1))).toContain('This incident is not there any more.');
  });

  it('that cannot be looked up keeps nobody from opening another one, and the form says so', async () => {
    await start();
    const { incidents: use } = rig.incidents.handling;
    Object.assign(use, { joinable: () => Promise.reject(new Error('no database')) });
    await formOfDiagnosis();
    expect(await person.modalText()).toContain('could not be looked up in time');
  });
});
