import { describe, expect, it } from 'vitest';
import type { ListedSubject } from '../../src/checks/subjects.ts';
import { DAY_MS } from '../../src/diagnosis/time.ts';
import { DUKE, PAM } from '../slack/widget-check.ts';
import { actionIdsOf, personOf } from './person.ts';
import { unreadableDirectory } from './remembered.ts';
import { drawn, type Rig } from './rig.ts';
import { ALLOWED, DUKE_CLINIC, ENGINEER, PAM_CLINIC, PAM_PRACTICE, startWorkspace } from './workspace.ts';

const AS_OF = '2025-07-10T07:03:30-07:00';

async function withNames(...listed: readonly ListedSubject[]): Promise<Rig> {
  const rig = await startWorkspace();
  rig.listed.push(...listed);
  return rig;
}

describe('words behind /portal-check', () => {
  it('run at once where exactly one bears that name', async () => {
    const rig = await withNames(PAM_CLINIC, DUKE_CLINIC);
    await personOf(rig).types('/portal-check pam health (pam) san antonio');
    const [answer] = await rig.said(1);
    expect(answer?.onlyFor).toBeNull();
    expect(rig.requests).toMatchObject([{ subjectIds: [PAM] }]);
  });

  it('run nothing where two bear that name: the asker chooses by kind and short id', async () => {
    const rig = await withNames(PAM_CLINIC, PAM_PRACTICE);
    await personOf(rig).types(`/portal-check ${PAM_CLINIC.name}`);
    const [list] = await rig.said(1);
    expect(list?.onlyFor).toBe(ENGINEER);
    expect(drawn(list)).toBe(
      [
        '2 fit “PAM Health (PAM) San Antonio”. Which one do you mean?',
        'PAM Health (PAM) San Antonio · clinic · eb285efb [Check]',
        'PAM Health (PAM) San Antonio · practice · 0b285efb [Check]',
      ].join('\n'),
    );
    expect(rig.requests).toEqual([]);
    expect(rig.audits).toMatchObject([{ event: 'searched', found: 2 }]);
  });

  it.each(['practice', 'Consultorio', 'CONSULTORIO'])(
    'find by the kind, which may be called "%s"',
    async (kind) => {
      const rig = await withNames(PAM_CLINIC, PAM_PRACTICE);
      await personOf(rig).types(`/portal-check pam ${kind}`);
      const [list] = await rig.said(1);
      expect(drawn(list)).toContain(`Only this one fits “pam ${kind}”.`);
      expect(drawn(list)).toContain('practice · 0b285efb [Check]');
    },
  );

  it('run nothing where one only fits, and bears another name', async () => {
    const rig = await withNames(PAM_CLINIC, DUKE_CLINIC);
    await personOf(rig).types('/portal-check antonio pam');
    expect(drawn((await rig.said(1))[0])).toContain(
      'Only this one fits “antonio pam”. Is it the one you mean?',
    );
    expect(rig.requests).toEqual([]);
  });

  it('find nobody: the asker is told how to find more', async () => {
    const rig = await withNames(PAM_CLINIC);
    await personOf(rig).types('/portal-check nobody');
    const [said] = await rig.said(1);
    expect(said?.onlyFor).toBe(ENGINEER);
    expect(drawn(said)).toContain('No name among all widgets has every word of “nobody”.');
  });

  it('find too many: fifteen are shown, and how many more there are', async () => {
    const many = Array.from({ length: 17 }, (_, index) => ({
      ...PAM_CLINIC,
      id: `${String(index).padStart(8, '0')}${PAM.slice(8)}`,
      name: `PAM ${index}`,
    }));
    const rig = await withNames(...many);
    await personOf(rig).types('/portal-check pam');
    const [list] = await rig.said(1);
    expect(actionIdsOf(list)).toHaveLength(15);
    expect(drawn(list)).toContain('… 2 more: add a word of the name.');
  });

  it('are told why the names cannot be read, in the asker’s language', async () => {
    const rig = await startWorkspace({ handling: { directory: unreadableDirectory } });
    await personOf(rig).types('/portal-check pam');
    const [said] = await rig.said(1);
    expect(said?.onlyFor).toBe(ENGINEER);
    expect(drawn(said)).toContain('The names could not be read: ');

    await personOf(rig).opensHome();
    await personOf(rig).pressesAtHome('language', 'es');
    await rig.settled();
    await personOf(rig).types('/portal-check pam');
    expect(drawn((await rig.said(2))[1])).toContain('No se pudieron leer los nombres');
    expect(rig.errors).toEqual([]);
  });

  it('keep markup in names harmless, in the list and beneath it', async () => {
    const name = '<!channel> *bold* :skull: `code`\n<https://evil.example|Duke>';
    const rig = await withNames({ ...DUKE_CLINIC, name }, { ...PAM_CLINIC, name });
    await personOf(rig).types('/portal-check channel');
    const [list] = await rig.said(1);
    expect(JSON.stringify(list)).not.toMatch(/<[!@#h]/u);
    expect(drawn(list)).toContain('<!channel> ∗bold∗ :skull: ˋcodeˋ <https://evil.example|Duke> · clinic');
  });
});

describe('a button of the list', () => {
  it('runs that one with the options of the command', async () => {
    const rig = await withNames(PAM_CLINIC, PAM_PRACTICE);
    const engineer = personOf(rig);
    await engineer.types(`/portal-check pam antonio window 14d as-of ${AS_OF} private`);
    await engineer.presses((await rig.said(1))[0], 'check-this', 1);
    const [, answer] = await rig.said(2);
    expect(answer?.onlyFor).toBe(ENGINEER);
    expect(rig.requests).toMatchObject([
      { subjectIds: [PAM_PRACTICE.id], windowMs: 14 * DAY_MS, asOfMs: Date.parse(AS_OF) },
    ]);
  });

  it('answers for all in an allowed channel where "private" was not asked for', async () => {
    const rig = await withNames(PAM_CLINIC, PAM_PRACTICE);
    await personOf(rig).types('/portal-check pam');
    await personOf(rig).presses((await rig.said(1))[0], 'check-this');
    expect((await rig.said(2))[1]).toMatchObject({ channel: ALLOWED, onlyFor: null });
  });

  it('answers in the thread of the mention that asked', async () => {
    const rig = await withNames(PAM_CLINIC, PAM_PRACTICE);
    await personOf(rig).types('@portal-check pam');
    const [asked] = rig.world.messages;
    const [list] = await rig.said(1);
    expect(list).toMatchObject({ onlyFor: ENGINEER, threadTs: null });
    await personOf(rig).presses(list, 'check-this');
    expect((await rig.said(2))[1]).toMatchObject({ onlyFor: null, threadTs: asked?.ts });
  });
});

describe('"Not this one"', () => {
  it('returns to the list, whose buttons keep the options of the command', async () => {
    const rig = await withNames(PAM_CLINIC, PAM_PRACTICE);
    const engineer = personOf(rig);
    await engineer.types(`/portal-check pam window 14d as-of ${AS_OF}`);
    await engineer.presses((await rig.said(1))[0], 'check-this', 0);
    await engineer.presses((await rig.said(2))[1], 'not-this-one');
    const [, , list] = await rig.said(3);
    expect(list?.onlyFor).toBe(ENGINEER);
    expect(drawn(list)).toContain('2 fit “pam”. Which one do you mean?');
    await engineer.presses(list, 'check-this', 1);
    await rig.said(4);
    expect(rig.requests[1]).toMatchObject({
      subjectIds: [PAM_PRACTICE.id],
      windowMs: 14 * DAY_MS,
      asOfMs: Date.parse(AS_OF),
    });
  });

  it('of one out of a list keeps the options of the command, too', async () => {
    const rig = await withNames(PAM_CLINIC, PAM_PRACTICE, DUKE_CLINIC);
    const engineer = personOf(rig);
    await engineer.types(`/portal-check ${DUKE} ${PAM} window 14d as-of ${AS_OF}`);
    await engineer.presses((await rig.said(1))[0], 'show', 1);
    const [, shown] = await rig.said(2);
    expect(actionIdsOf(shown)).toContain('evidence');
    await engineer.presses(shown, 'not-this-one');
    const [, , list] = await rig.said(3);
    expect(list?.onlyFor).toBe(ENGINEER);
    expect(drawn(list)).toContain('did you mean one of these?');
    await engineer.presses(list, 'check-this');
    await rig.said(4);
    expect(rig.requests[1]).toMatchObject({
      subjectIds: [PAM_PRACTICE.id],
      windowMs: 14 * DAY_MS,
      asOfMs: Date.parse(AS_OF),
    });
  });

  it('offers those whose names are like its name where it was found by its id', async () => {
    const rig = await withNames(PAM_CLINIC, PAM_PRACTICE, DUKE_CLINIC);
    await personOf(rig).types(`/portal-check ${DUKE}`);
    await personOf(rig).presses((await rig.said(1))[0], 'not-this-one');
    const [, list] = await rig.said(2);
    expect(drawn(list)).toContain('If Duke Health is not the one, did you mean one of these?');
    expect(drawn(list)).toContain('PAM Health (PAM) San Antonio · clinic');
    expect(drawn(list)).not.toContain('Charlotte');
  });

  it('offers those too where the words fitted nobody else', async () => {
    const rig = await withNames(PAM_CLINIC, DUKE_CLINIC);
    await personOf(rig).types(`/portal-check ${DUKE_CLINIC.name}`);
    await personOf(rig).presses((await rig.said(1))[0], 'not-this-one');
    expect(drawn((await rig.said(2))[1])).toContain('did you mean one of these?');
  });

  it('says that there is nobody with such a name', async () => {
    const rig = await withNames(DUKE_CLINIC);
    await personOf(rig).types(`/portal-check ${DUKE}`);
    await personOf(rig).presses((await rig.said(1))[0], 'not-this-one');
    expect(drawn((await rig.said(2))[1])).toContain('No other name has a word in common with Duke Health.');
  });

  it('says why the names cannot be read', async () => {
    const rig = await startWorkspace({ handling: { directory: unreadableDirectory } });
    await personOf(rig).types(`/portal-check ${DUKE}`);
    await personOf(rig).presses((await rig.said(1))[0], 'not-this-one');
    expect(drawn((await rig.said(2))[1])).toContain('The names could not be read: ');
  });
});
