import { describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS } from '../../src/diagnosis/time.ts';
import { messageShortcutPayload } from '../../src/sandbox/stand-ins/slack/interaction-payloads.ts';
import type { BlockValue } from '../../src/sandbox/stand-ins/slack/client-api.ts';
import { signedAction } from '../../src/sandbox/stand-ins/slack/senders.ts';
import { newMessage, type StoredMessage } from '../../src/sandbox/stand-ins/slack/world.ts';
import { SHORTCUT_IDS } from '../../src/slack/action-ids.ts';
import { DUKE, PAM } from '../slack/widget-check.ts';
import { chosen, personOf, text } from './person.ts';
import { unreadableDirectory } from './remembered.ts';
import { drawn, type Rig } from './rig.ts';
import {
  ALLOWED,
  DIRECT,
  DUKE_CLINIC,
  ELSEWHERE,
  ENGINEER,
  HELP_DESK,
  PAM_CLINIC,
  startWorkspace,
  WITHOUT_BOT,
} from './workspace.ts';

function seeded(over: {
  readonly channel?: string;
  readonly text?: string;
  readonly attachments?: unknown[];
}) {
  const { channel = ALLOWED, text: said = '', attachments = [] } = over;
  return startWorkspace({
    world: { seededMessages: [{ channel, userId: ENGINEER, text: said, agoMs: 0, attachments }] },
  });
}

describe('"Check these providers" of a message', () => {
  it('checks every id and name in its text, in its thread', async () => {
    const rig = await seeded({ text: `no link: ${PAM}, and Duke Health (DUK) Charlotte &amp; others` });
    rig.listed.push(DUKE_CLINIC);
    const [message] = rig.world.messages;
    await personOf(rig).takesShortcutOf(message);
    const [answer] = await rig.said(1);
    expect(answer).toMatchObject({ onlyFor: null, threadTs: message?.ts });
    expect(rig.requests).toMatchObject([{ subjectIds: [PAM, DUKE], asker: { surface: 'shortcut' } }]);
  });

  it('reads attachments and blocks: alerts often have no text', async () => {
    const rig = await seeded({
      attachments: [
        {
          fallback: '',
          title: 'Portal',
          title_link: `https://admin.example/${PAM}`,
          fields: [{ value: DUKE }],
        },
      ],
    });
    await personOf(rig).takesShortcutOf(rig.world.messages[0]);
    await rig.said(1);
    expect(rig.requests).toMatchObject([{ subjectIds: [PAM, DUKE] }]);

    const section = { type: 'section', text: { type: 'mrkdwn', text: `*No link*: ${PAM}` } };
    rig.world.messages.push(
      newMessage({ ts: '1.000009', channel: ALLOWED, text: 'alert', blocks: [section], via: 'person' }),
    );
    await personOf(rig).takesShortcutOf({ channel: ALLOWED, ts: '1.000009' });
    await rig.said(3);
    expect(rig.requests[1]).toMatchObject({ subjectIds: [PAM] });
  });

  it('tells the asker alone that there is nothing in it', async () => {
    const rig = await seeded({ text: 'good morning' });
    await personOf(rig).takesShortcutOf(rig.world.messages[0]);
    const [said] = await rig.said(1);
    expect(said?.onlyFor).toBe(ENGINEER);
    expect(drawn(said)).toContain('I find no widget id in this text, and none of the widgets’ names.');
    expect(rig.requests).toEqual([]);
    expect(rig.errors).toEqual([]);
  });

  it('tells the asker alone that there are more than ten', async () => {
    const ids = Array.from({ length: 40 }, (_, index) => `${String(index).padStart(8, '0')}${PAM.slice(8)}`);
    const rig = await seeded({ text: ids.join('\n') });
    await personOf(rig).takesShortcutOf(rig.world.messages[0]);
    expect(drawn((await rig.said(1))[0])).toContain('These are 40 ids; at most 10 go into one check.');
  });

  it('answers the asker alone where the bot is not in the channel, and says how to invite it', async () => {
    const rig = await seeded({ channel: WITHOUT_BOT, text: DUKE });
    await personOf(rig).takesShortcutOf(rig.world.messages[0]);
    const [answer] = await rig.said(1);
    expect(answer).toMatchObject({ onlyFor: ENGINEER, via: 'response_url' });
    expect(drawn(answer)).toContain('/invite @portal-check');
  });

  it('reads a message of 40,000 characters without keeping others waiting', async () => {
    const rig = await seeded({ text: `:${'a'.repeat(40_000)} ${DUKE}` });
    rig.listed.push(PAM_CLINIC);
    await personOf(rig).takesShortcutOf(rig.world.messages[0]);
    await rig.said(1);
    expect(rig.requests).toMatchObject([{ subjectIds: [DUKE] }]);
  });

  it('in a conversation of two people is for the asker alone', async () => {
    const rig = await seeded({ text: DUKE });
    const [user] = rig.world.settings.users;
    const [message] = rig.world.messages;
    if (user === undefined || message === undefined) throw new Error('the workspace is empty');
    // The bot is in no such conversation, and Slack brings it what a person picks there all the same.
    const elsewhere: StoredMessage = { ...message, channel: 'D0OTHERS' };
    const actor = { world: rig.world, slackUrl: rig.slackUrl, user };
    await signedAction(rig.bot, messageShortcutPayload(actor, SHORTCUT_IDS.checkMessage, elsewhere));
    const [answer] = await rig.said(1);
    expect(answer).toMatchObject({ onlyFor: ENGINEER, via: 'response_url' });
    expect(drawn(answer)).toContain('the bot is not in this conversation');
  });
});

/** What people leave as it stands. */
const USUAL = { visibility: chosen('usual') };

async function openForm(rig: Rig, user?: string) {
  const person = personOf(rig, user);
  await person.takesShortcut();
  await person.modal();
  return person;
}

function answeringIn(id: string): { readonly where: BlockValue } {
  return { where: { type: 'conversation', id } };
}

describe('the form of "Check a provider"', () => {
  it('suggests the names that the letters fit, with what tells them apart', async () => {
    const rig = await startWorkspace();
    rig.listed.push(PAM_CLINIC, DUKE_CLINIC);
    const person = await openForm(rig);
    expect(await person.looksFor('pam')).toEqual([
      { value: PAM, label: 'PAM Health (PAM) San Antonio', description: 'clinic · eb285efb' },
    ]);
  });

  it('suggests the id that was pasted, also in a link and though nobody knows its name', async () => {
    const rig = await startWorkspace({ handling: { directory: unreadableDirectory } });
    const person = await openForm(rig);
    expect(await person.looksFor(`https://admin.example/${DUKE.toUpperCase()}/edit`)).toMatchObject([
      { value: DUKE, label: DUKE },
    ]);
  });

  it('suggests at most as many as Slack takes, however long their names', async () => {
    const rig = await startWorkspace();
    const name = `PAM ${'<b>&'.repeat(100)}`;
    rig.listed.push(
      ...Array.from({ length: 120 }, (_, index) => ({
        ...PAM_CLINIC,
        name,
        id: `${String(index).padStart(8, '0')}${PAM.slice(8)}`,
      })),
    );
    const person = await openForm(rig);
    expect(await person.looksFor('pam')).toHaveLength(100);
  });

  it('says in the list that the names cannot be read, and takes that for no answer', async () => {
    const rig = await startWorkspace({ handling: { directory: unreadableDirectory } });
    const person = await openForm(rig);
    const [only] = await person.looksFor('pam');
    expect(only?.label).toBe('The names cannot be read at the moment');
    const errors = await person.submits({ ...USUAL, subject: chosen(only?.value ?? '') });
    expect(errors).toEqual({ subject: 'Please choose one of the list, or paste its id.' });
    expect(rig.requests).toEqual([]);
  });

  it('says beside each field what is wrong with it', async () => {
    const rig = await startWorkspace();
    const person = await openForm(rig);
    const tomorrow = Math.floor((Date.now() + DAY_MS) / 1_000);
    const errors = await person.submits({
      ...USUAL,
      subject: chosen(DUKE),
      window: text('14x'),
      'as-of': { type: 'instant', epochSeconds: tomorrow },
    });
    expect(errors).toEqual({
      window: '“14x” is no window: it goes from 1h to 90d.',
      'as-of': expect.stringContaining('lies in the future'),
    });
    expect(rig.requests).toEqual([]);
  });

  it('answers in the chosen conversation, with all that was put in', async () => {
    const rig = await startWorkspace();
    const person = await openForm(rig);
    const earlier = Math.floor((Date.now() - HOUR_MS) / 1_000);
    await person.submits({
      ...USUAL,
      ...answeringIn(ALLOWED),
      subject: chosen(DUKE),
      window: text('12h'),
      'as-of': { type: 'instant', epochSeconds: earlier },
    });
    expect((await rig.said(1))[0]).toMatchObject({ channel: ALLOWED, onlyFor: null });
    expect(rig.requests).toMatchObject([
      {
        subjectIds: [DUKE],
        windowMs: 12 * HOUR_MS,
        asOfMs: earlier * 1_000,
        asker: { surface: 'modal', channelId: ALLOWED },
      },
    ]);
  });

  it('answers in the person’s messages with the app where no conversation was chosen', async () => {
    const rig = await startWorkspace();
    const person = await openForm(rig);
    await person.submits({ ...USUAL, subject: chosen(DUKE) });
    expect((await rig.said(1))[0]).toMatchObject({ channel: DIRECT, via: 'chat.postMessage' });
  });

  it('answers the asker alone where they want that', async () => {
    const rig = await startWorkspace();
    const person = await openForm(rig);
    await person.submits({ ...answeringIn(ALLOWED), subject: chosen(DUKE), visibility: chosen('private') });
    expect((await rig.said(1))[0]).toMatchObject({ channel: ALLOWED, onlyFor: ENGINEER });
  });

  it('says why "All in the channel" is not followed where it is not allowed', async () => {
    const rig = await startWorkspace();
    const person = await openForm(rig);
    await person.submits({ ...answeringIn(ELSEWHERE), subject: chosen(DUKE), visibility: chosen('public') });
    const [answer] = await rig.said(1);
    expect(answer?.onlyFor).toBe(ENGINEER);
    expect(drawn(answer)).toContain('answers are public in allowed channels only');
  });

  it('shows all what engineers see where the help desk wants that', async () => {
    const rig = await startWorkspace();
    const person = await openForm(rig, HELP_DESK);
    await person.submits({ ...answeringIn(ALLOWED), subject: chosen(DUKE), visibility: chosen('public') });
    const [answer] = await rig.said(1);
    expect(answer?.onlyFor).toBeNull();
    expect(drawn(answer)).toContain('for engineers');
  });

  it('answers the asker alone in a channel without the bot', async () => {
    const rig = await startWorkspace();
    const person = await openForm(rig);
    await person.submits({ ...USUAL, ...answeringIn(WITHOUT_BOT), subject: chosen(DUKE) });
    expect((await rig.said(1))[0]).toMatchObject({ channel: WITHOUT_BOT, onlyFor: ENGINEER });
  });
});
