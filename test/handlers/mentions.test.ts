import { describe, expect, it } from 'vitest';
import { createOnce } from '../../src/access/once.ts';
import { DAY_MS } from '../../src/diagnosis/time.ts';
import { appMention, eventPayload } from '../../src/sandbox/stand-ins/slack/event-payloads.ts';
import { eventRequest, post } from '../../src/sandbox/stand-ins/slack/senders.ts';
import { newMessage } from '../../src/sandbox/stand-ins/slack/world.ts';
import { slackEn } from '../../src/words/slack.en.ts';
import { DUKE, PAM } from '../slack/widget-check.ts';
import { gadgetCheck } from './gadget-check.ts';
import { chosen, personOf, text } from './person.ts';
import { unreadableDirectory } from './remembered.ts';
import { drawn, saidBy, type Rig } from './rig.ts';
import {
  ALLOWED,
  DUKE_CLINIC,
  ELSEWHERE,
  ENGINEER,
  PAM_CLINIC,
  PAM_PRACTICE,
  SHARED,
  STRANGER,
  startWorkspace,
} from './workspace.ts';
import { waitFor } from '../support/wait-for.ts';

async function withNames(): Promise<Rig> {
  const rig = await startWorkspace();
  rig.listed.push(PAM_CLINIC, PAM_PRACTICE, { ...DUKE_CLINIC, name: 'Clínica Peñón' });
  return rig;
}

describe('@portal-check', () => {
  it('on top of a channel answers in the thread of that message', async () => {
    const rig = await withNames();
    await personOf(rig).types(`@portal-check ${DUKE}`);
    const [asked] = rig.world.messages;
    expect((await rig.said(1))[0]).toMatchObject({
      channel: ALLOWED,
      onlyFor: null,
      threadTs: asked?.ts,
    });
    expect(rig.requests).toMatchObject([{ subjectIds: [DUKE], asker: { surface: 'mention' } }]);
  });

  it('in a thread answers in that thread', async () => {
    const rig = await withNames();
    await personOf(rig).types('no link since Monday');
    const [first] = rig.world.messages;
    await personOf(rig).types(`@portal-check ${DUKE}`, { threadTs: first?.ts ?? '' });
    expect((await rig.said(1))[0]?.threadTs).toBe(first?.ts);
  });

  it('checks every id and every name in the text, whatever stands around them', async () => {
    const rig = await withNames();
    await personOf(rig).types(
      `Hi @portal-check, is https://admin.example/widgets/${PAM.toUpperCase()}/edit like clinica penon? No link since Monday.`,
    );
    const [answer] = await rig.said(1);
    expect(drawn(answer)).toContain('2 widgets');
    expect(rig.requests).toMatchObject([{ subjectIds: [PAM, DUKE] }]);
  });

  it('checks all that bear a name', async () => {
    const rig = await withNames();
    await personOf(rig).types(`@portal-check what about ${PAM_CLINIC.name}?`);
    await rig.said(1);
    expect(rig.requests).toMatchObject([{ subjectIds: [PAM_CLINIC.id, PAM_PRACTICE.id] }]);
  });

  it('takes options out of a sentence', async () => {
    const rig = await withNames();
    await personOf(rig).types(
      `@portal-check please look at ${DUKE} with window 14d and as-of 2025-07-10T07:03:30-07:00 private`,
    );
    const [answer] = await rig.said(1);
    expect(answer?.onlyFor).toBe(ENGINEER);
    expect(rig.requests).toMatchObject([
      { windowMs: 14 * DAY_MS, asOfMs: Date.parse('2025-07-10T07:03:30-07:00') },
    ]);
  });

  it('says what is wrong with an option, to the asker alone', async () => {
    const rig = await withNames();
    await personOf(rig).types(`@portal-check ${DUKE} window 14x`);
    const [said] = await rig.said(1);
    expect(said?.onlyFor).toBe(ENGINEER);
    expect(drawn(said)).toContain('“14x” is no window');
    expect(rig.requests).toEqual([]);
  });

  it('refuses more than ten', async () => {
    const rig = await withNames();
    const ids = Array.from({ length: 11 }, (_, index) => `${String(index).padStart(8, '0')}${PAM.slice(8)}`);
    await personOf(rig).types(`@portal-check ${ids.join(' ')}`);
    expect(drawn((await rig.said(1))[0])).toContain('These are 11 ids; at most 10 go into one check.');
    expect(rig.requests).toEqual([]);
  });

  it('searches by its words where there is neither id nor name', async () => {
    const rig = await withNames();
    await personOf(rig).types('@portal-check pam antonio');
    const [list] = await rig.said(1);
    expect(list?.onlyFor).toBe(ENGINEER);
    expect(drawn(list)).toContain('2 fit “pam antonio”');
  });

  it('finds by the kind in whichever language it is called', async () => {
    const rig = await withNames();
    await personOf(rig).types('@portal-check consultorio antonio :pray:');
    const [list] = await rig.said(1);
    expect(drawn(list)).toContain('Only this one fits “consultorio antonio”.');
    expect(drawn(list)).toContain('practice · 0b285efb [Check]');
  });

  it.each(['thanks!', 'Muchas gracias', 'ok', 'perfect, thank you', ':+1::skin-tone-2:', '👍'])(
    'leaves "%s" at that',
    async (courtesy) => {
      const rig = await withNames();
      await personOf(rig).types(`@portal-check ${courtesy}`);
      await waitFor(() => expect(rig.audits).toMatchObject([{ event: 'searched', found: 0 }]));
      await rig.settled();
      expect(saidBy(rig.world)).toEqual([]);
    },
  );

  it.each(['hello', 'Buenos días', '?', '…', ':wave:'])('answers "%s" with how to ask', async (said) => {
    const rig = await withNames();
    await personOf(rig).types(`@portal-check ${said}`);
    const [answer] = await rig.said(1);
    expect(answer?.onlyFor).toBe(ENGINEER);
    expect(drawn(answer)).toBe(
      [
        `👋 ${slackEn.greeting.byName({ one: 'widget', many: 'widgets' })}`,
        'For example: @portal-check duke charlotte · @portal-check help',
      ].join('\n'),
    );
    expect(rig.requests).toEqual([]);
  });

  it.each([
    ['thanks', 'Thanks Clinic'],
    ['thanks!', 'Thanks'],
    ['hello', 'Hello Kids'],
    ['ok', 'OK Health'],
  ])('finds by "%s" a provider called "%s"', async (said, name) => {
    const rig = await withNames();
    rig.listed.push({ ...DUKE_CLINIC, name });
    await personOf(rig).types(`@portal-check ${said}`);
    const [answer] = await rig.said(1);
    expect(drawn(answer)).toMatch(/Only this one fits|missing: no link/u);
  });

  it.each(['hello Boston', 'thanks Clinic of Boston'])(
    'says that nobody is called "%s", though a word of it is courtesy',
    async (said) => {
      const rig = await withNames();
      await personOf(rig).types(`@portal-check ${said}`);
      expect(drawn((await rig.said(1))[0])).toContain(`has every word of “${said}”`);
    },
  );

  it('takes no courtesy for an answer of a database that cannot be read', async () => {
    const rig = await startWorkspace({ handling: { directory: unreadableDirectory } });
    await personOf(rig).types('@portal-check thanks');
    expect(drawn((await rig.said(1))[0])).toContain('The names could not be read: ');
  });

  it('greets for a check that finds its subjects by id only, and leaves thanks at that', async () => {
    const byIdOnly = { ...gadgetCheck, subject: { ...gadgetCheck.subject, directory: null } };
    const rig = await startWorkspace({ handling: { checks: [byIdOnly] } });
    await personOf(rig).types('@portal-check thanks');
    await rig.settled();
    await personOf(rig).types('@portal-check hi');
    const [answer] = await rig.said(1);
    expect(drawn(answer)).toContain(slackEn.greeting.byId({ one: 'widget', many: 'widgets' }));
    expect(drawn(answer)).toContain(`@portal-check ${DUKE}`);
  });

  it.each(['@portal-check', '@portal-check help'])('helps for "%s"', async (typed) => {
    const rig = await withNames();
    await personOf(rig).types(typed);
    const [help] = await rig.said(1);
    expect(help?.onlyFor).toBe(ENGINEER);
    expect(drawn(help)).toContain('/portal-check help');
  });

  it('checks the ids though the names cannot be read, and says that', async () => {
    const rig = await startWorkspace({ handling: { directory: unreadableDirectory } });
    await personOf(rig).types(`@portal-check ${DUKE} and Peñón`);
    const [hint, answer] = await rig.said(2);
    expect(hint?.onlyFor).toBe(ENGINEER);
    expect(drawn(hint)).toContain('The names could not be read: ');
    expect(drawn(answer)).toContain('missing: no link');
  });

  it('says why the names cannot be read where there is no id', async () => {
    const rig = await startWorkspace({ handling: { directory: unreadableDirectory } });
    await personOf(rig).types('@portal-check Peñón');
    expect(drawn((await rig.said(1))[0])).toContain('The names could not be read: ');
    expect(rig.requests).toEqual([]);
  });

  it('by somebody of another organization is refused to them alone', async () => {
    const rig = await withNames();
    await personOf(rig, STRANGER).types(`@portal-check ${DUKE}`, { channel: SHARED });
    const [said] = await rig.said(1);
    expect(said?.onlyFor).toBe(STRANGER);
    expect(drawn(said)).toContain('only people of the workspace');
  });

  it('what is for one person alone is not hidden in a thread that nobody has answered in', async () => {
    const rig = await withNames();
    await personOf(rig).types(`@portal-check ${DUKE}`, { channel: ELSEWHERE });
    expect((await rig.said(1))[0]).toMatchObject({ onlyFor: ENGINEER, threadTs: null });
  });

  it('by another app is passed over in silence', async () => {
    const rig = await withNames();
    const message = newMessage({ ts: '1.000001', channel: ALLOWED, text: DUKE, via: 'person' });
    const { user: _, ...event } = { user: '', ...appMention(rig.world, message) };
    const { status } = await post(eventRequest(rig.bot, eventPayload(rig.world, event), null));
    expect(status).toBe(200);
    await rig.settled();
    expect(saidBy(rig.world)).toEqual([]);
    expect(rig.errors).toEqual([]);
    expect(rig.requests).toEqual([]);
  });
});

/** One interaction of each kind; the last request that Slack makes of it is the one that counts. */
const REPEATED: Readonly<Record<string, (rig: Rig) => Promise<void>>> = {
  'a mention': (rig) => personOf(rig).types(`@portal-check ${DUKE}`),
  'a command': (rig) => personOf(rig).types(`/portal-check ${DUKE}`),
  async 'a shortcut of a message'(rig) {
    await personOf(rig).types(`look at ${DUKE}`);
    await personOf(rig).takesShortcutOf(rig.world.messages[0]);
  },
  async 'a submission'(rig) {
    await personOf(rig).takesShortcut();
    await personOf(rig).submits({
      subject: chosen(DUKE),
      where: { type: 'conversation', id: ALLOWED },
      visibility: chosen('usual'),
    });
  },
};

describe('what Slack sends again', () => {
  it.each(Object.entries(REPEATED))('as %s makes one check and one message', async (_, act) => {
    const rig = await startWorkspace();
    await act(rig);
    await rig.said(1);
    await rig.settled();
    expect(await rig.client.sendAgain()).toMatchObject({ ok: true });
    await rig.settled();
    expect(saidBy(rig.world)).toHaveLength(1);
    expect(rig.requests).toHaveLength(1);
  });

  it('as a button makes one check and one message', async () => {
    const rig = await startWorkspace();
    await personOf(rig).types(`/portal-check ${DUKE}`);
    await personOf(rig).presses((await rig.said(1))[0], 'check-again');
    await rig.said(2);
    await rig.settled();
    await rig.client.sendAgain();
    await rig.settled();
    expect(saidBy(rig.world)).toHaveLength(2);
    expect(rig.requests).toHaveLength(2);
  });

  it('as feedback is kept once', async () => {
    const rig = await startWorkspace();
    await personOf(rig).types(`/portal-check ${DUKE}`);
    await personOf(rig).presses((await rig.said(1))[0], 'wrong');
    await personOf(rig).submits({ why: text('it was sent') });
    await rig.said(2);
    await rig.client.sendAgain();
    await rig.settled();
    expect(rig.feedback).toHaveLength(1);
    expect(saidBy(rig.world)).toHaveLength(2);
  });

  it('to another replica is answered by the first alone', async () => {
    const claimed = new Set<string>();
    const claim = async (key: string): Promise<boolean> => {
      const isFirst = !claimed.has(key);
      claimed.add(key);
      return isFirst;
    };
    const replica = () =>
      startWorkspace({
        handling: { once: createOnce({ claim, clock: Date.now, onFailure: () => {} }) },
      });
    const [first, second] = [await replica(), await replica()];
    await personOf(first).types(`@portal-check ${DUKE}`);
    await first.said(1);
    first.client.connect(second.bot);
    expect(await first.client.sendAgain()).toMatchObject({ ok: true });
    await second.settled();
    expect(second.requests).toEqual([]);
    expect(saidBy(second.world)).toEqual([]);
    expect(second.logged.join('\n')).toContain('Slack has sent it again');
  });
});
