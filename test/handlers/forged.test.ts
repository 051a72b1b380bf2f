import { describe, expect, it } from 'vitest';
import { handlers } from '../../handlers/index.ts';
import { SHORTCUT_IDS } from '../../src/slack/action-ids.ts';
import { viewSubmissionPayload } from '../../src/sandbox/stand-ins/slack/interaction-payloads.ts';
import { signedAction } from '../../src/sandbox/stand-ins/slack/senders.ts';
import { openModals } from '../../src/sandbox/stand-ins/slack/views.ts';
import { writeOpenFrom, writeOthersTarget } from '../../src/slack/incident-target.ts';
import { DUKE, PAM, widgetDiagnosis } from '../slack/widget-check.ts';
import { personOf, text } from './person.ts';
import { drawn, saidBy, type Rig } from './rig.ts';
import { ELSEWHERE, ENGINEER, startWorkspace } from './workspace.ts';

/* Slack signs what it sends, and keeps what stands in buttons and modals. Should something else come nevertheless, it gets nothing. */

const message = { ts: '1.000001' };

/** The buttons that work on a digest. */
const OF_A_DIGEST = ['digest-details', 'digest-more', 'digest-trend', 'digest-csv', 'mute', 'unmute'];
const OF_A_SUBSCRIPTION = ['pause', 'resume', 'unsubscribe'];
/** The buttons that work on an incident, but for those whose form says it. */
const OF_AN_INCIDENT = [
  'join-incident',
  'take-lead',
  'incident-mitigated',
  'incident-resolved',
  'incident-reopen',
  'incident-close',
  'change-severity',
  'add-others',
  'show-incident',
  'edit-postmortem',
  'post-postmortem',
];
const OF_NO_DIAGNOSIS = [
  'open-link',
  'language',
  'check-this',
  'ask-again',
  ...OF_A_DIGEST,
  ...OF_A_SUBSCRIPTION,
  ...OF_AN_INCIDENT,
];

/** The buttons that work on a diagnosis, with what else their value holds. */
const OF_A_DIAGNOSIS: readonly (readonly [string, (diagnosisId: string) => string])[] = handlers
  .filter(({ kind, id }) => kind === 'action' && !OF_NO_DIAGNOSIS.includes(id))
  .map(({ id }) => [
    id,
    (diagnosisId) =>
      id === 'not-this-one' || id === 'show'
        ? JSON.stringify({ diagnosisId, words: null, asOfMs: null, windowMs: null, visibility: null })
        : id === 'open-incident'
          ? writeOpenFrom({ kind: 'diagnoses', ids: [diagnosisId] })
          : diagnosisId,
  ]);

describe('a button with the id of a diagnosis that is not there', () => {
  it.each(OF_A_DIAGNOSIS)('%s says that it is no longer kept', async (actionId, valueOf) => {
    const rig = await startWorkspace();
    await rig.press({ actionId, value: valueOf('d-of-another-workspace'), message });
    const [said] = await rig.said(1);
    await rig.settled();
    expect(said?.onlyFor).toBe(ENGINEER);
    expect(drawn(said)).toContain('This diagnosis is no longer kept.');
    expect(rig.world.modals).toEqual([]);
    expect(rig.audits).toEqual([]);
    expect(rig.feedback).toEqual([]);
  });
});

describe('a button with the id of a digest or a subscription that is not there', () => {
  it.each(OF_A_DIGEST)('%s says that it is no longer kept', async (actionId) => {
    const rig = await startWorkspace();
    const digestId = 'd-of-another-workspace';
    const value = actionId.endsWith('mute')
      ? JSON.stringify({ digestId, subjectId: DUKE })
      : actionId === 'digest-more'
        ? JSON.stringify({ digestId, offset: 40 })
        : digestId;
    await rig.press({ actionId, value, message });
    const [said] = await rig.said(1);
    await rig.settled();
    expect(said?.onlyFor).toBe(ENGINEER);
    expect(drawn(said)).toContain('This digest is no longer kept.');
    expect(rig.world.modals).toEqual([]);
    expect(rig.audits).toEqual([]);
  });

  it.each(OF_A_SUBSCRIPTION)(
    '%s says that it is not there, also of one of another channel',
    async (actionId) => {
      const rig = await startWorkspace();
      rig.digesting.subscriptions.set('s-1', {
        id: 's-1',
        checkId: 'widgets',
        channelId: ELSEWHERE,
        schedule: { kind: 'after-slot' },
        filter: {},
        locale: 'en',
        quiet: 'each-time',
        status: { kind: 'active' },
        createdByUserId: ENGINEER,
        createdAtMs: 0,
        nextDueAtMs: 1,
      });
      for (const value of ['s-1', 's-9']) {
        await rig.press({ actionId, value, message });
        await rig.settled();
        expect(drawn(saidBy(rig.world).at(-1))).toContain('This subscription is not there any more.');
      }
      expect([...rig.digesting.subscriptions.values()]).toMatchObject([{ status: { kind: 'active' } }]);
      expect(rig.audits).toEqual([]);
    },
  );
});

describe('a button with the id of an incident that is not there', () => {
  it.each(OF_AN_INCIDENT)('%s says that it is not there', async (actionId) => {
    const rig = await startWorkspace();
    const incidentId = 'i-of-another-workspace';
    const value = actionId === 'add-others' ? writeOthersTarget({ incidentId, seq: 3 }) : incidentId;
    await rig.press({ actionId, value, message });
    const [said] = await rig.said(1);
    await rig.settled();
    expect(said?.onlyFor).toBe(ENGINEER);
    expect(drawn(said)).toContain('This incident is not there any more.');
    expect(rig.world.modals).toEqual([]);
    expect(rig.audits).toEqual([]);
    expect(rig.requests).toEqual([]);
  });
});

describe('a button whose value is none of the bot’s', () => {
  it.each([
    ['open-incident', 'd-1'],
    ['open-incident', JSON.stringify({ kind: 'diagnoses', ids: [] })],
    ['open-incident', JSON.stringify({ kind: 'all' })],
    ['add-others', 'i-1'],
    ['add-others', JSON.stringify({ incidentId: 'i-1', seq: 0 })],
    ['check-this', 'no JSON'],
    ['check-this', JSON.stringify({ checkId: 'widgets', subjectId: 7 })],
    ['ask-again', 'd-1'],
    ['ask-again', JSON.stringify({ checkId: 'widgets', subjectIds: DUKE, asOfMs: null, windowMs: null })],
    ['not-this-one', JSON.stringify({ diagnosisId: 'd-1' })],
    ['not-this-one', 'd-1'],
    ['show', 'd-1'],
    ['digest-more', 'd-1'],
    ['digest-more', JSON.stringify({ digestId: 'd-1', offset: 0 })],
    ['digest-more', JSON.stringify({ digestId: 'd-1', offset: 1.5 })],
    ['mute', 'd-1'],
    ['unmute', JSON.stringify({ digestId: 'd-1' })],
  ])('%s with %s tells that something went wrong', async (actionId, value) => {
    const rig = await startWorkspace();
    rig.kept.set('d-1', widgetDiagnosis({ id: 'd-1' }));
    await rig.press({ actionId, value, message });
    const [said] = await rig.said(1);
    expect(drawn(said)).toContain('the reference r-1');
    expect(rig.errors).toHaveLength(1);
    expect(rig.requests).toEqual([]);
  });

  it('names a check that there is not', async () => {
    const rig = await startWorkspace();
    const value = JSON.stringify({
      checkId: '<!channel>',
      subjectId: DUKE,
      words: null,
      asOfMs: null,
      windowMs: null,
      visibility: null,
    });
    await rig.press({ actionId: 'check-this', value, message });
    const [said] = await rig.said(1);
    expect(drawn(said)).toContain('is no longer part of this bot');
    expect(JSON.stringify(said)).not.toContain('<!');
    expect(rig.requests).toEqual([]);
  });

  it('has none at all', async () => {
    const rig = await startWorkspace();
    await rig.press({ actionId: 'evidence', message });
    expect(drawn((await rig.said(1))[0])).toContain('the reference r-1');
  });
});

/** Submits the modal that is open, with something else in what it carries along. */
async function submitCarrying(rig: Rig, metadata: string): Promise<Response> {
  const [user] = rig.world.settings.users;
  const modal = openModals(rig.world, ENGINEER).at(-1);
  if (user === undefined || modal === undefined) throw new Error('nobody has opened anything');
  modal.view = { ...modal.view, private_metadata: metadata };
  const actor = { world: rig.world, slackUrl: rig.slackUrl, user };
  return signedAction(rig.bot, viewSubmissionPayload(actor, modal));
}

describe('a modal that carries along what is none of the bot’s', () => {
  it.each([['no JSON'], ['{}'], [JSON.stringify({ diagnosisId: 'd-1', channelId: 7, thread: null })]])(
    'keeps no feedback: %s',
    async (metadata) => {
      const rig = await startWorkspace();
      await personOf(rig).types(`/portal-check ${DUKE}`);
      await personOf(rig).presses((await rig.said(1))[0], 'wrong');
      await personOf(rig).modal();
      await submitCarrying(rig, metadata);
      await rig.settled();
      expect(rig.feedback).toEqual([]);
      expect(rig.errors).toHaveLength(1);
    },
  );

  it('keeps no feedback to a diagnosis that is not there', async () => {
    const rig = await startWorkspace();
    await personOf(rig).types(`/portal-check ${DUKE}`);
    await personOf(rig).presses((await rig.said(1))[0], 'wrong');
    await personOf(rig).modal();
    await submitCarrying(rig, JSON.stringify({ diagnosisId: 'd-9', channelId: 'C1', thread: null }));
    expect(drawn((await rig.said(2))[1])).toContain('no longer kept');
    expect(rig.feedback).toEqual([]);
  });
});

/** Everything in a message that Slack draws: what stands in the value of a button, it does not. */
function shownOf(shown: unknown): string {
  return JSON.stringify(shown, (key, held: unknown) => (key === 'value' ? undefined : held));
}

describe('huge and hostile texts', () => {
  const HUGE = [
    ['words', `${'a'.repeat(200)} `.repeat(200)],
    ['one word', 'a'.repeat(40_000)],
    ['colons', ':'.repeat(20_000)],
    ['half a picture', `:${'a'.repeat(40_000)}`],
    ['quotes and backslashes', `${'"\\'.repeat(2_000)}x`],
    ['lone surrogates', '\ud800a'.repeat(2_000)],
    ['markup', '<!channel> *b* `c` <@U1> '.repeat(1_000)],
  ] as const;

  it.each(HUGE)('%s: a mention of them is answered, and mentions nobody', async (_, typed) => {
    const rig = await startWorkspace();
    await personOf(rig).types(`@portal-check ${typed}`);
    const [said] = await rig.said(1);
    await rig.settled();
    expect(said?.onlyFor).toBe(ENGINEER);
    expect(shownOf(said)).not.toMatch(/<[!@]/u);
    expect(rig.errors).toEqual([]);
  });

  it.each(HUGE)('%s: a list that they have found is taken by Slack', async (_, typed) => {
    const rig = await startWorkspace({
      handling: {
        directory: {
          search: async () => ({
            status: 'ok',
            exact: null,
            found: [
              { id: DUKE, name: typed, kind: typed, figures: {} },
              { id: PAM, name: 'PAM', kind: null, figures: {} },
            ],
          }),
          namedIn: async () => ({ status: 'ok', found: [] }),
          like: async () => ({ status: 'ok', found: [] }),
          standingOf: () => Promise.reject(new Error('nobody asks')),
        },
      },
    });
    await personOf(rig).types(`@portal-check ${typed}`);
    const [list] = await rig.said(1);
    expect(shownOf(list)).not.toMatch(/<[!@]/u);
    await personOf(rig).presses(list, 'check-this', 0);
    expect(drawn((await rig.said(2))[1])).toContain('missing: no link');
    expect(rig.errors).toEqual([]);
  });

  it('names with markup stay names in a form and in a modal', async () => {
    const name = '<!channel> *bold* <https://evil.example|Duke>';
    const rig = await startWorkspace();
    rig.listed.push({ id: DUKE, name, kind: 'clinic', figures: {} });
    await personOf(rig).takesShortcut();
    await personOf(rig).modal();
    // A suggestion is plain text, in which Slack reads no markup.
    expect(await personOf(rig).looksFor('channel')).toMatchObject([
      { label: expect.stringContaining('<!channel> *bold*') },
    ]);

    rig.kept.set('d-1', widgetDiagnosis({ id: 'd-1', facts: { name, statement: 'missing' } }));
    await personOf(rig).opensHome();
    await personOf(rig).pressesAtHome('show');
    await rig.settled();
    const { home, modals } = rig.client.view(ENGINEER);
    expect(JSON.stringify([home, modals.at(-1)])).not.toMatch(/<[!@h]/u);
  });
});

it('what somebody says is wrong is kept as it is, and posted nowhere', async () => {
  const rig = await startWorkspace();
  await personOf(rig).types(`/portal-check ${DUKE}`);
  await personOf(rig).presses((await rig.said(1))[0], 'wrong');
  await personOf(rig).submits({ why: text('<!channel> it was sent') });
  await rig.said(2);
  expect(rig.feedback).toMatchObject([{ why: '<!channel> it was sent' }]);
  expect(JSON.stringify(saidBy(rig.world))).not.toContain('it was sent');
  expect(rig.logged.join('\n')).not.toContain('it was sent');
});

it('a command in an unknown shape of shortcut does nothing to anybody', async () => {
  const rig = await startWorkspace();
  const { status } = await signedAction(rig.bot, {
    type: 'message_action',
    callback_id: SHORTCUT_IDS.checkMessage,
    team: { id: 'T1' },
    user: { id: ENGINEER, team_id: 'T1' },
  });
  await rig.settled();
  expect(status).toBe(200);
  expect(rig.errors).toHaveLength(1);
  expect(saidBy(rig.world)).toEqual([]);
});
