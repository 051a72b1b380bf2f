import { WebClient } from '@slack/web-api';
import { describe, expect, it, vi } from 'vitest';
import { handlers } from '../../handlers/index.ts';
import type { HandlerEntry } from '../../handlers/shared/entry.ts';
import type { Admission, Audience } from '../../src/access/access.ts';
import { SHORTCUT_IDS } from '../../src/slack/action-ids.ts';
import { interruptedMessage } from '../../src/slack/interrupted-message.ts';
import { updateMessage } from '../../src/slack/post-to.ts';
import { slackEn } from '../../src/words/slack.en.ts';
import { drawAsText } from '../../src/sandbox/stand-ins/slack/draw-as-text.ts';
import {
  globalShortcutPayload,
  messageShortcutPayload,
} from '../../src/sandbox/stand-ins/slack/interaction-payloads.ts';
import { slashCommandPayload } from '../../src/sandbox/stand-ins/slack/payloads.ts';
import { signedAction, signedCommand } from '../../src/sandbox/stand-ins/slack/senders.ts';
import { BOT_TOKEN } from '../slack/sandbox-world.ts';
import type { StoredMessage } from '../../src/sandbox/stand-ins/slack/world.ts';
import { DAY_MS } from '../../src/diagnosis/time.ts';
import { seenInFleet } from '../../src/incidents/seen-of.ts';
import { writeOthersTarget } from '../../src/slack/incident-target.ts';
import { missing } from '../digests/example.ts';
import { DUKE, PAM, widgetDiagnosis } from '../slack/widget-check.ts';
import { filledIn } from './incident-form.ts';
import { chosen, personOf, text, type Person } from './person.ts';
import { saidBy, type Rig } from './rig.ts';
import { ALLOWED, ON_CALL, PAM_CLINIC, PAM_PRACTICE, startWorkspace } from './workspace.ts';
import { waitFor } from '../support/wait-for.ts';

/** Who loses their rights between seeing something and pressing it. */
const USER = 'U5';

interface Stage {
  readonly rig: Rig;
  readonly person: Person;
  /** Of another organization: Slack's own app offers them neither commands nor shortcuts, so requests for these are forged. */
  readonly isStranger: boolean;
}

/** What somebody sees while they still may use the bot, and what they do once they may not. */
interface Act {
  readonly audience?: Audience;
  readonly surface: string;
  /** What it is done with, where that tells it from another act. */
  readonly what?: string;
  /** Where the refusal is told: for people of this workspace, and for strangers; null: Slack gives no way. */
  readonly told: readonly [here: Told, strangers: Told];
  /** Slack shows it to nobody of another organization. */
  readonly isHiddenFromStrangers?: boolean;
  readonly stage: (stage: Stage) => Promise<() => Promise<unknown>>;
}

type Told = 'message' | 'modal' | 'home' | null;

const EVERYWHERE_A_MESSAGE = ['message', 'message'] as const;

/** Beneath the answer to a command. */
function button(id: string, over: Partial<Act> & { readonly command?: string } = {}): Act {
  return {
    surface: 'action',
    told: EVERYWHERE_A_MESSAGE,
    ...over,
    async stage({ rig, person }) {
      await person.types(over.command ?? `/portal-check ${DUKE}`);
      const [message] = await rig.said(1);
      return () => person.presses(message, id);
    },
  };
}

/** A form that a button opens. */
function form(id: string, fields: Parameters<Person['submits']>[0], over: Partial<Act> = {}): Act {
  return {
    surface: 'modal',
    told: ['message', 'modal'],
    ...over,
    async stage({ rig, person }) {
      await person.types(`/portal-check ${DUKE}`);
      const [message] = await rig.said(1);
      await person.presses(message, id);
      await person.modal();
      return () => person.submits(fields);
    },
  };
}

function atHome(id: string, choice?: string): Act {
  return {
    surface: 'home',
    told: ['home', 'modal'],
    async stage({ rig, person }) {
      rig.kept.set('d-1', widgetDiagnosis({ id: 'd-1' }));
      await person.opensHome();
      await waitFor(() => person.homeText());
      return () => person.pressesAtHome(id, choice);
    },
  };
}

/** In the modal that "Show" opens at home. */
function inModal(id: string, audience: Audience = 'engineer'): Act {
  return {
    audience,
    surface: 'modal',
    told: ['modal', 'modal'],
    async stage(stage) {
      const press = await atHome('show').stage(stage);
      await press();
      await stage.person.modal();
      return () => stage.person.pressesInModal(id);
    },
  };
}

/** On a line of the list that "Not this one" makes of that modal. */
const LISTED_IN_MODAL: Act = {
  ...inModal('check-this'),
  async stage(stage) {
    stage.rig.listed.push({ ...PAM_CLINIC, id: DUKE, name: 'PAM Health' });
    const press = await inModal('not-this-one').stage(stage);
    await press();
    await waitFor(async () => expect(await stage.person.modalText()).toContain('[Check]'));
    return () => stage.person.pressesInModal('check-this');
  },
};

/** In the place of an answer that never came, because the bot was stopped. */
const INTERRUPTED: Act = {
  surface: 'action',
  told: EVERYWHERE_A_MESSAGE,
  async stage({ rig, person }) {
    await person.types(`/portal-check ${DUKE}`);
    const [message] = await rig.said(1);
    if (message === undefined) throw new Error('nothing was answered');
    const { channel: channelId, ts } = message;
    const client = new WebClient(BOT_TOKEN, { slackApiUrl: `${rig.slackUrl}/api/` });
    const asked = { checkId: 'widgets', subjectIds: [DUKE], asOfMs: null, windowMs: null };
    const interrupted = interruptedMessage({ kind: 'check', ...asked }, slackEn);
    await updateMessage({ client, wait: async () => {} }, { channelId, ts }, interrupted);
    return () => person.presses(message, 'ask-again');
  },
};

/** Four digests: so many show a trend. */
async function stageDigest({ rig, person }: Stage): Promise<StoredMessage> {
  for (const id of ['a', 'b', 'c', 'd']) {
    rig.digesting.outcomes = [missing(id), missing('z')];
    await person.types('/portal-digest now');
    await rig.settled();
  }
  const digest = saidBy(rig.world).at(-1);
  if (digest === undefined) throw new Error('there is no digest');
  return digest;
}

/** Beneath a digest. */
function digestButton(id: string): Act {
  return {
    surface: 'action',
    told: EVERYWHERE_A_MESSAGE,
    async stage(stage) {
      const digest = await stageDigest(stage);
      return () => stage.person.presses(digest, id);
    },
  };
}

/** Beneath the details of a digest of so many that they go on. */
const nextPageButton: Act = {
  surface: 'action',
  told: EVERYWHERE_A_MESSAGE,
  async stage({ rig, person }) {
    rig.digesting.outcomes = Array.from({ length: 60 }, (_, index) => missing(`w${index}`));
    await person.types('/portal-digest now');
    await rig.settled();
    await person.presses(saidBy(rig.world).at(-1), 'digest-details');
    await rig.settled();
    const details = saidBy(rig.world).at(-1);
    return () => person.presses(details, 'digest-more');
  },
};

/** The details of a digest that names one who is muted and one who is not. */
async function stageDetails(stage: Stage): Promise<StoredMessage> {
  const { rig, person } = stage;
  const mute = { checkId: 'widgets', untilMs: Date.now() + DAY_MS, byUserId: USER, why: 'known', atMs: 0 };
  rig.digesting.mutes.push({ ...mute, subjectId: 'd' });
  const digest = await stageDigest(stage);
  await person.presses(digest, 'digest-details');
  await rig.settled();
  const details = saidBy(rig.world).at(-1);
  if (details === undefined) throw new Error('there are no details');
  return details;
}

/** In the thread of a digest. */
function detailsButton(id: string): Act {
  return {
    surface: 'action',
    told: EVERYWHERE_A_MESSAGE,
    async stage(stage) {
      const details = await stageDetails(stage);
      return () => stage.person.presses(details, id);
    },
  };
}

/** Beside one of two subscriptions, of which somebody is to choose. */
function choiceButton(id: 'pause' | 'resume' | 'unsubscribe'): Act {
  return {
    surface: 'action',
    told: EVERYWHERE_A_MESSAGE,
    async stage({ rig, person }) {
      for (const kind of ['Clinic', 'Practice']) {
        rig.digesting.subscriptions.set(kind, {
          id: kind,
          checkId: 'widgets',
          channelId: ALLOWED,
          schedule: { kind: 'after-slot' },
          filter: { kind: [kind] },
          locale: 'en',
          quiet: 'each-time',
          status:
            id === 'resume'
              ? { kind: 'paused', reason: 'by-person', byUserId: USER, atMs: 0 }
              : { kind: 'active' },
          createdByUserId: USER,
          createdAtMs: 0,
          nextDueAtMs: null,
        });
      }
      await person.types(`/portal-digest ${id}`);
      const [choice] = await rig.said(1);
      return () => person.presses(choice, id);
    },
  };
}

/** An incident that stands in the channel, with a subject that others have the verdict of. */
async function stageIncident({ rig }: Stage): Promise<{ readonly id: string; readonly root: StoredMessage }> {
  const { incidents, publish } = rig.incidents.handling;
  const { id } = await incidents.open({
    key: 'k',
    title: 'widgets lost',
    severity: 'P2',
    summary: '',
    reportedAtMs: 0,
    reportedBy: null,
    subjects: [seenInFleet('widgets', missing(DUKE))],
    origin: { kind: 'command' },
    channelId: ALLOWED,
    locale: 'en',
    userId: USER,
  });
  await publish(id);
  const root = saidBy(rig.world).find(({ threadTs }) => threadTs === null);
  if (root === undefined) throw new Error('the incident does not stand');
  return { id, root };
}

/** On an incident, from wherever its button stands. */
function incidentButton(id: string, valueOf = (incidentId: string) => incidentId): Act {
  return {
    surface: 'action',
    told: EVERYWHERE_A_MESSAGE,
    async stage(stage) {
      const { id: incidentId, root } = await stageIncident(stage);
      const value = valueOf(incidentId);
      // As it stands there: which button is drawn when is another matter.
      return () =>
        stage.rig.press(
          { actionId: id, value, message: { ts: root.ts } },
          { userId: USER, ...(stage.isStranger ? { teamId: 'T9' } : {}) },
        );
    },
  };
}

/** A form that a button of an incident opens. */
function incidentForm(button: string, fields: Parameters<Person['submits']>[0]): Act {
  return {
    surface: 'modal',
    told: ['message', 'modal'],
    async stage(stage) {
      const { root } = await stageIncident(stage);
      await stage.person.presses(root, button);
      await stage.person.modal();
      return () => stage.person.submits(fields);
    },
  };
}

/** The form that opens an incident. */
async function stageForm({ rig, person }: Stage): Promise<void> {
  await person.types(`/portal-check ${DUKE}`);
  await rig.settled();
  await person.presses(saidBy(rig.world).at(-1), 'open-incident');
  await person.modal();
}

function command(name: string, words: string): Act {
  return {
    surface: 'command',
    told: EVERYWHERE_A_MESSAGE,
    what: words.split(' ')[0] ?? '',
    stage: async ({ rig, person, isStranger }) =>
      isStranger
        ? () =>
            signedCommand(
              rig.bot,
              slashCommandPayload(
                { slackUrl: rig.slackUrl, teamId: 'T9', userId: USER, channelId: ALLOWED },
                { command: name, text: words },
              ),
            )
        : () => person.types(`${name} ${words}`),
  };
}

/** Of a message that names somebody. */
function messageShortcut(callbackId: string): Act {
  return {
    surface: 'shortcut',
    told: EVERYWHERE_A_MESSAGE,
    async stage({ rig, person, isStranger }) {
      await person.types(`look at ${DUKE}`);
      const [message] = rig.world.messages;
      if (message === undefined) throw new Error('nobody has written anything');
      return isStranger
        ? () => signedAction(rig.bot, messageShortcutPayload(strangerIn(rig), callbackId, message))
        : () => person.takesShortcutOf(message, callbackId);
    },
  };
}

const ACTS: Readonly<Record<string, readonly Act[]>> = {
  'command /portal-check': [command('/portal-check', DUKE)],
  'command /portal-digest': ['now', 'subscribe', 'list', 'pause', 'resume', 'unsubscribe', 'help'].map(
    (deed) => command('/portal-digest', deed),
  ),
  'command /portal-incident': ['open', 'list', 'show', 'add x', 'remove x', 'postmortem', 'help'].map(
    (deed) => command('/portal-incident', deed),
  ),
  'event app_mention': [
    {
      surface: 'mention',
      told: EVERYWHERE_A_MESSAGE,
      stage:
        async ({ person }) =>
        () =>
          person.types(`@portal-check ${DUKE}`),
    },
  ],
  'global-shortcut check-provider': [
    {
      surface: 'shortcut',
      told: ['message', 'modal'],
      stage: async ({ rig, person, isStranger }) =>
        isStranger
          ? () => signedAction(rig.bot, globalShortcutPayload(strangerIn(rig), SHORTCUT_IDS.checkProvider))
          : () => person.takesShortcut(),
    },
  ],
  'message-shortcut check-message': [messageShortcut(SHORTCUT_IDS.checkMessage)],
  'message-shortcut open-incident-here': [messageShortcut(SHORTCUT_IDS.openIncident)],
  'event app_home_opened': [
    {
      surface: 'home',
      told: ['home', null],
      isHiddenFromStrangers: true,
      stage:
        async ({ person }) =>
        () =>
          person.opensHome(),
    },
  ],
  'action check-again': [button('check-again'), inModal('check-again')],
  'action ask-again': [INTERRUPTED],
  'action check-this': [button('check-this', { command: '/portal-check pam' }), LISTED_IN_MODAL],
  'action not-this-one': [button('not-this-one'), inModal('not-this-one')],
  'action show': [button('show', { command: `/portal-check ${DUKE} ${PAM}` }), atHome('show')],
  'action evidence': [button('evidence'), inModal('evidence')],
  'action timeline': [button('timeline'), inModal('timeline')],
  'action share': [
    button('share', { command: `/portal-check ${DUKE} private` }),
    { ...button('share', { command: `/portal-check ${DUKE} ${PAM} private` }), what: 'a list' },
  ],
  'action right': [button('right'), inModal('right')],
  'action wrong': [button('wrong'), inModal('wrong')],
  'action check-address': [
    button('check-address', { audience: 'help-desk' }),
    inModal('check-address', 'help-desk'),
  ],
  'action hand-over': [button('hand-over', { audience: 'help-desk' }), inModal('hand-over', 'help-desk')],
  'action language': [atHome('language', 'es')],
  'options subject': [
    {
      surface: 'modal',
      told: [null, null],
      async stage({ person }) {
        await person.takesShortcut();
        await person.modal();
        return async () => expect(await person.looksFor('pam')).toEqual([]);
      },
    },
  ],
  'view check': [
    {
      surface: 'modal',
      told: ['message', 'modal'],
      async stage({ person }) {
        await person.takesShortcut();
        await person.modal();
        return () =>
          person.submits({
            subject: chosen(DUKE),
            where: { type: 'conversation', id: ALLOWED },
            visibility: chosen('usual'),
          });
      },
    },
  ],
  'view feedback': [form('wrong', { why: text('it is well') })],
  'view address': [
    form(
      'check-address',
      { address: text('verified@widgets.example') },
      { audience: 'help-desk', told: ['modal', 'modal'] },
    ),
  ],
  'action digest-details': [digestButton('digest-details')],
  'action digest-more': [nextPageButton],
  'action digest-trend': [digestButton('digest-trend')],
  'action digest-csv': [digestButton('digest-csv')],
  'action mute': [detailsButton('mute')],
  'action unmute': [detailsButton('unmute')],
  'action pause': [choiceButton('pause')],
  'action resume': [choiceButton('resume')],
  'action unsubscribe': [choiceButton('unsubscribe')],
  'view subscribe': [
    {
      surface: 'modal',
      told: ['message', 'modal'],
      async stage({ person }) {
        await person.types('/portal-digest subscribe');
        await person.modal();
        return () =>
          person.submits({
            when: chosen('after-slot'),
            language: chosen('en'),
            quiet: chosen('each-time'),
          });
      },
    },
  ],
  'view mute': [
    {
      surface: 'modal',
      told: ['message', 'modal'],
      async stage(stage) {
        const details = await stageDetails(stage);
        await stage.person.presses(details, 'mute');
        await stage.person.modal();
        const epochSeconds = Math.floor(Date.now() / 1_000) + 86_400;
        return () => stage.person.submits({ until: { type: 'instant', epochSeconds }, why: text('known') });
      },
    },
  ],
  'action open-incident': [button('open-incident'), inModal('open-incident'), digestButton('open-incident')],
  'action join-incident': [
    {
      surface: 'modal',
      told: ['modal', 'modal'],
      async stage(stage) {
        await stageIncident(stage);
        await stageForm(stage);
        return () => stage.person.pressesInModal('join-incident');
      },
    },
  ],
  'action take-lead': [incidentButton('take-lead')],
  'action incident-mitigated': [incidentButton('incident-mitigated')],
  'action incident-resolved': [incidentButton('incident-resolved')],
  'action incident-reopen': [incidentButton('incident-reopen')],
  'action incident-close': [incidentButton('incident-close')],
  'action change-severity': [incidentButton('change-severity')],
  'action add-others': [
    incidentButton('add-others', (incidentId) => writeOthersTarget({ incidentId, seq: 1 })),
  ],
  'action show-incident': [incidentButton('show-incident')],
  'action edit-postmortem': [incidentButton('edit-postmortem')],
  'action post-postmortem': [incidentButton('post-postmortem')],
  'options subjects': [
    {
      surface: 'modal',
      told: [null, null],
      async stage(stage) {
        await stageForm(stage);
        return async () => expect(await stage.person.looksFor('pam', 'subjects')).toEqual([]);
      },
    },
  ],
  'view open-incident': [
    {
      surface: 'modal',
      told: ['modal', 'modal'],
      async stage(stage) {
        await stageForm(stage);
        const fields = await filledIn(stage.person);
        return () => stage.person.submits(fields);
      },
    },
  ],
  'view severity': [incidentForm('change-severity', { severity: chosen('P1') })],
  'view resolve-anyway': [incidentForm('incident-resolved', {})],
  'view postmortem': [
    {
      surface: 'modal',
      told: ['message', 'modal'],
      async stage(stage) {
        await stageIncident(stage);
        await stage.person.types('/portal-incident postmortem');
        await stage.rig.settled();
        const offer = saidBy(stage.rig.world).find(({ onlyFor }) => onlyFor === USER);
        await stage.person.presses(offer, 'edit-postmortem');
        await stage.person.modal();
        return () => stage.person.submits({ summary: text('mine') });
      },
    },
  ],
  'view hand-over': [form('hand-over', { ticket: text('HD-1') }, { audience: 'help-desk' })],
};

/**
 * These show nobody anything: Slack opens the page by itself, who is in a group concerns nobody's rights to see anything, and nobody does it that a
 * channel is shared.
 */
const WITHOUT_EFFECT: ReadonlySet<string> = new Set([
  'action open-link',
  'event subteam_members_changed',
  'event channel_shared',
]);

function keyOf({ kind, id }: Pick<HandlerEntry, 'kind' | 'id'>): string {
  return `${kind} ${id}`;
}

it('everything that people can do with the bot is tried as an outsider', () => {
  expect(new Set(handlers.map(keyOf))).toEqual(new Set([...Object.keys(ACTS), ...WITHOUT_EFFECT]));
});

const all = Object.entries(ACTS).flatMap(([entry, acts]) =>
  acts.map((act) => ({ entry: `${entry} (${act.what ?? act.surface})`, act })),
);

const REFUSALS = ['guest', 'not-listed', 'cannot-tell'] as const;

describe.each(REFUSALS)('somebody who is refused as %s', (reason) => {
  it.each(all)('gets nothing by $entry', async ({ act }) => {
    const { rig, lose, person } = await startAs(act.audience ?? 'engineer');
    const doIt = await act.stage({ rig, person, isStranger: false });
    await rig.settled();
    lose({ kind: 'refused', reason });
    expect(await outcomeOf(rig, doIt, slackEn.refusals[reason])).toEqual(refusal(act, reason, act.told[0]));
  });
});

describe('somebody of another organization', () => {
  it.each(all.filter(({ act }) => act.isHiddenFromStrangers !== true))(
    'gets nothing by $entry',
    async ({ act }) => {
      const { rig, becomeStranger, person } = await startAs(act.audience ?? 'engineer');
      const doIt = await act.stage({ rig, person, isStranger: true });
      await rig.settled();
      becomeStranger();
      expect(await outcomeOf(rig, doIt, slackEn.refusals.foreignWorkspace)).toEqual(
        refusal(act, 'foreign-workspace', act.told[1]),
      );
    },
  );
});

it('a button that opens a page only is acknowledged, whoever presses it', async () => {
  const { rig, lose, person } = await startAs('engineer');
  await person.types(`/portal-check ${DUKE}`);
  const [message] = await rig.said(1);
  await rig.settled();
  lose({ kind: 'refused', reason: 'guest' });
  const before = footprintOf(rig);
  await person.presses(message, 'open-link:0');
  await rig.settled();
  expect(footprintOf(rig)).toEqual(before);
  expect(rig.audits.map(({ event }) => event)).toEqual(['checked']);
});

it('a changed user group is asked for anew, and nobody is told', async () => {
  const forgotten = vi.fn<() => void>();
  const rig = await startWorkspace({
    handling: { access: { admit: () => Promise.reject(new Error('nobody asks')), forgetMembers: forgotten } },
  });
  await rig.client.changeUserGroup('S1', ['U1']);
  await waitFor(() => expect(forgotten).toHaveBeenCalledOnce());
  expect(rig.audits).toEqual([]);
  expect(rig.world.messages).toEqual([]);
});

it('whoever has lost their rights chooses no language any more', async () => {
  const { rig, lose, person } = await startAs('engineer');
  await person.opensHome();
  await rig.settled();
  lose({ kind: 'refused', reason: 'guest' });
  await person.pressesAtHome('language', 'es');
  await rig.settled();
  lose({ kind: 'admitted', audience: 'engineer' });
  await person.opensHome();
  await waitFor(() => expect(person.homeText()).toContain('Your last checks'));
});

it('whoever has lost their rights finds nothing of the diagnoses at home any more', async () => {
  const { rig, lose, person } = await startAs('engineer');
  rig.kept.set('d-1', widgetDiagnosis({ id: 'd-1' }));
  await person.opensHome();
  await waitFor(() => expect(person.homeText()).toContain('Duke Health'));
  lose({ kind: 'refused', reason: 'not-listed' });
  await person.opensHome();
  await waitFor(() => expect(person.homeText()).toContain('for on-call engineers and the help desk'));
  expect(person.homeText()).not.toContain('Duke Health');
});

interface Started {
  readonly rig: Rig;
  readonly person: Person;
  readonly lose: (refused: Admission) => void;
  readonly becomeStranger: () => void;
}

async function startAs(audience: Audience): Promise<Started> {
  const user = { id: USER, name: 'somebody', teamId: 'T1' };
  const channel = { id: ALLOWED, name: 'on-call', isBotMember: true, isShared: false };
  let admission: Admission = { kind: 'admitted', audience };
  const rig = await startWorkspace({
    world: { users: [user], channels: [channel, { id: ON_CALL, name: 'engineers', isBotMember: true }] },
    handling: { access: { admit: async () => admission, forgetMembers: () => {} } },
  });
  rig.listed.push(PAM_CLINIC, PAM_PRACTICE);
  return {
    rig,
    person: personOf(rig, USER),
    lose: (refused) => (admission = refused),
    becomeStranger() {
      user.teamId = 'T9';
      channel.isShared = true;
    },
  };
}

/** What must come of it: one line of the audit, one sentence to this person, and nothing else. */
function refusal({ surface }: Act, reason: string, told: Told) {
  return {
    audited: [['refused', reason, surface, USER]],
    told: told === null ? [] : [told],
    opened: 0,
    facts: 0,
    done: {
      requests: 0,
      kept: 0,
      feedback: 0,
      files: 0,
      errors: 0,
      digests: 0,
      mutes: 0,
      subscriptions: 0,
      active: 0,
      said: told === 'message' ? 1 : 0,
    },
  };
}

/** What has come of it. @param sentence by which the person is refused */
async function outcomeOf(rig: Rig, doIt: () => Promise<unknown>, sentence: string) {
  const before = footprintOf(rig);
  const facts = await factsOf(rig);
  const audited = rig.audits.length;
  const opened = rig.world.modals.length;
  await doIt();
  await waitFor(() => expect(rig.audits.length).toBeGreaterThan(audited));
  await rig.settled();
  const after = footprintOf(rig);
  return {
    audited: rig.audits
      .slice(audited)
      .map((record) => [
        record.event,
        'reason' in record ? record.reason : null,
        record.asker.surface,
        record.asker.userId,
      ]),
    told: placesOf(rig, sentence),
    facts: (await factsOf(rig)) - facts,
    opened: rig.world.modals.slice(opened).filter(({ view }) => !holds(view.blocks, sentence)).length,
    done: Object.fromEntries(
      Object.entries(after).map(([name, count]) => [name, count - (before[name] ?? 0)]),
    ),
  };
}

/** So much has been told of incidents. */
async function factsOf({ incidents: { handling } }: Rig): Promise<number> {
  const incidents = await handling.incidents.list('all', 10);
  return incidents.reduce((sum, incident) => sum + incident.facts.length, 0);
}

/** How much there is of everything that somebody without rights must not add to. */
function footprintOf({
  requests,
  kept,
  feedback,
  world,
  errors,
  digesting,
}: Rig): Readonly<Record<string, number>> {
  const subscriptions = [...digesting.subscriptions.values()];
  return {
    digests: digesting.digests.size,
    mutes: digesting.mutes.length,
    subscriptions: subscriptions.length,
    active: subscriptions.filter(({ status }) => status.kind === 'active').length,
    requests: requests.length,
    kept: kept.size,
    feedback: feedback.length,
    files: world.files.size,
    errors: errors.length,
    said: world.messages.filter(({ userId }) => userId === null).length,
  };
}

/** Where the person reads this sentence, and nobody else does. */
function placesOf({ client, world }: Rig, sentence: string): readonly Told[] {
  const has = (blocks: readonly unknown[]): boolean => holds(blocks, sentence);
  const direct = `D${USER.slice(1)}`;
  const messages = world.messages.filter(({ userId, blocks }) => userId === null && has(blocks));
  expect(messages.filter(({ onlyFor, channel }) => onlyFor !== USER && channel !== direct)).toEqual([]);
  const { modals, home } = client.view(USER);
  return [
    ...messages.map(() => 'message' as const),
    ...modals.filter(({ blocks }) => has(blocks)).map(() => 'modal' as const),
    ...(home !== null && has(home.blocks) ? ['home' as const] : []),
  ];
}

function holds(blocks: readonly unknown[], sentence: string): boolean {
  return drawAsText({ text: '', blocks }).includes(sentence);
}

function strangerIn({ world, slackUrl }: Rig) {
  const [user] = world.settings.users;
  if (user === undefined) throw new Error('there is nobody');
  return { world, slackUrl, user };
}
