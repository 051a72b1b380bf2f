import { describe, expect, it } from 'vitest';
import type { Admission } from '../../src/access/access.ts';
import { createRateLimit } from '../../src/access/rate-limit.ts';
import type { AnyDiagnosis } from '../../src/checks/check.ts';
import { SECOND_MS } from '../../src/diagnosis/time.ts';
import { slackEn } from '../../src/words/slack.en.ts';
import { slackEs } from '../../src/words/slack.es.ts';
import { DUKE, widgetDiagnosis } from '../slack/widget-check.ts';
import { gadgetCheck } from './gadget-check.ts';
import { actionIdsOf, personOf, text, type Person } from './person.ts';
import { drawn, saidBy, startRig, type Rig, type RigSettings } from './rig.ts';
import {
  DIRECT,
  DUKE_CLINIC,
  ENGINEER,
  HELP_DESK,
  ON_CALL,
  PAM_CLINIC,
  PAM_PRACTICE,
  startWorkspace,
} from './workspace.ts';
import { waitFor } from '../support/wait-for.ts';

const missing = widgetDiagnosis({ id: 'd-0' });
const fine: AnyDiagnosis = widgetDiagnosis({
  id: 'd-9',
  state: 'on-schedule',
  code: 'on-schedule',
  facts: { name: 'Duke Health', statement: 'on schedule' },
});

interface Shown {
  readonly rig: Rig;
  readonly person: Person;
}

/** Somebody has opened a diagnosis from the app's home. */
async function opened(rig: Rig, user = ENGINEER): Promise<Shown> {
  rig.kept.set('d-0', missing);
  const person = personOf(rig, user);
  await person.opensHome();
  await waitFor(() => person.homeText());
  await person.pressesAtHome('show');
  await person.modal();
  await rig.settled();
  return { rig, person };
}

async function shownAtHome(user = ENGINEER, settings: RigSettings = {}): Promise<Shown> {
  return opened(await startWorkspace(settings), user);
}

/** The same, and every check takes as long as the test wants. */
async function shownWithSlowChecks(): Promise<Shown> {
  const users = [{ id: ENGINEER, name: 'engineer', teamId: 'T1' }];
  return opened(await startRig({ world: { users }, handling: { checks: [gadgetCheck] } }));
}

/** How many modals lie on one another. */
function heightOf({ client }: Rig, user = ENGINEER): number {
  return client.view(user).modals.length;
}

describe('a diagnosis in a modal', () => {
  it('has the buttons of a message, but none to share it', async () => {
    const { person } = await shownAtHome();
    expect(actionIdsOf(await person.modal())).toEqual([
      'open-link:0',
      'evidence',
      'check-again',
      'timeline',
      'not-this-one',
      'right',
      'wrong',
      'open-incident',
    ]);
  });

  it('has those of the help desk for the help desk, with the subject’s page', async () => {
    const { person } = await shownAtHome(HELP_DESK);
    const modal = await person.modal();
    expect(actionIdsOf(modal)).toEqual([
      'open-link:0',
      'check-address',
      'hand-over',
      'check-again',
      'not-this-one',
      'right',
      'wrong',
      'open-incident',
    ]);
    expect(JSON.stringify(modal.blocks)).toContain(`https://admin.example/widgets/${DUKE}`);
    expect(JSON.stringify(modal.blocks)).not.toContain('sentry.example');
  });

  it('opens its evidence over it, and is there again once that is closed', async () => {
    const { rig, person } = await shownAtHome();
    await person.pressesInModal('evidence');
    await waitFor(() => expect(heightOf(rig)).toBe(2));
    expect((await person.modal()).title).toBe(slackEn.evidence.title);
    await rig.settled();
    expect(rig.audits.at(-1)).toMatchObject({
      event: 'shown',
      interaction: 'evidence',
      asker: { surface: 'modal', userId: ENGINEER, channelId: null },
    });
    await person.closesModal();
    expect(await person.modalText()).toContain('for engineers');
    expect(rig.world.messages).toEqual([]);
  });

  it('thanks over it for a word on whether it was right, which is kept', async () => {
    const { rig, person } = await shownAtHome();
    await person.pressesInModal('right');
    await waitFor(async () => expect(await person.modalText()).toBe(`✓ ${slackEn.feedback.thanks}`));
    expect(rig.feedback).toMatchObject([{ diagnosisId: 'd-0', isRight: true }]);
    expect(heightOf(rig)).toBe(2);
    expect(rig.world.messages).toEqual([]);
  });

  it('asks over it what is wrong', async () => {
    const { rig, person } = await shownAtHome();
    await person.pressesInModal('wrong');
    await waitFor(async () => expect((await person.modal()).title).toBe(slackEn.feedback.title));
    await person.submits({ why: text('the link is there') });
    await waitFor(() => expect(rig.feedback).toMatchObject([{ diagnosisId: 'd-0', isRight: false }]));
    expect((await rig.said(1))[0]?.channel).toBe(DIRECT);
  });

  it('sends its picture to the person’s messages with the app, and says so over it', async () => {
    const { rig, person } = await shownAtHome();
    await person.pressesInModal('timeline');
    await waitFor(async () => expect(await person.modalText()).toBe(`🖼️ ${slackEn.timeline.sent}`));
    expect((await rig.said(1))[0]).toMatchObject({ channel: DIRECT, fileIds: [expect.any(String)] });
    expect(rig.audits.at(-1)).toMatchObject({ event: 'pictured', asker: { surface: 'modal' } });
  });

  it('compares an address, and is handed over, from there', async () => {
    const { rig, person } = await shownAtHome(HELP_DESK);
    await person.pressesInModal('check-address');
    await waitFor(() => expect(heightOf(rig, HELP_DESK)).toBe(2));
    await person.submits({ address: text('verified@widgets.example') });
    await waitFor(async () => expect(await person.modalText()).toBe(slackEn.address.verified));
    await person.closesModal();
    await person.pressesInModal('hand-over');
    await waitFor(async () => expect((await person.modal()).title).toBe(slackEn.handOver.title));
    await person.submits({ ticket: text('HD-1') });
    const [handed] = await rig.said(2);
    expect(handed).toMatchObject({ channel: ON_CALL, onlyFor: null });
  });
});

describe('"Check again" in a modal', () => {
  it('shows the new diagnosis in its place, with what has changed and the same buttons', async () => {
    const { rig, person } = await shownAtHome(ENGINEER, { diagnose: () => [fine] });
    await person.pressesInModal('check-again');
    await waitFor(async () => expect(await person.modalText()).toContain('on schedule'));
    await rig.settled();
    expect(await person.modalText()).toContain('↻ Since the last diagnosis: was silently-skipped');
    expect(actionIdsOf(await person.modal())).toContain('evidence');
    expect(heightOf(rig)).toBe(1);
    expect(rig.world.messages).toEqual([]);
    expect(rig.audits.at(-1)).toMatchObject({
      event: 'checked',
      interaction: 'check-again',
      asker: { surface: 'modal', channelId: null },
    });
  });

  it('shows meanwhile which sources have answered, and afterwards what a late one has changed', async () => {
    const { rig, person } = await shownWithSlowChecks();
    await person.pressesInModal('check-again');
    const pending = await rig.investigation();
    await rig.time.elapse(2 * SECOND_MS);
    await waitFor(async () => expect(await person.modalText()).toContain('Checking 1 widget'));
    pending.first.resolve([missing]);
    await waitFor(async () => expect(await person.modalText()).toContain('missing: no link'));
    pending.amended.resolve([fine]);
    await waitFor(async () =>
      expect(await person.modalText()).toContain('before “missing: no link”, now “on schedule”'),
    );
    await rig.settled();
    expect((await person.modalText()).split('\n')[1]).toContain('🟢 Duke Health');
    expect(actionIdsOf(await person.modal())).toContain('evidence');
    expect(rig.world.messages).toEqual([]);
    expect(rig.errors).toEqual([]);
  });

  it('is answered in the person’s messages with the app where they have closed it meanwhile', async () => {
    const { rig, person } = await shownWithSlowChecks();
    await person.pressesInModal('check-again');
    const pending = await rig.investigation();
    await rig.time.elapse(2 * SECOND_MS);
    await waitFor(async () => expect(await person.modalText()).toContain('Checking 1 widget'));
    await person.closesModal();
    pending.first.resolve([missing]);
    const [answer] = await rig.said(1);
    expect(answer?.channel).toBe(DIRECT);
    expect(drawn(answer)).toContain('missing: no link');
    pending.amended.resolve([fine]);
    const [, remark] = await rig.said(2);
    await rig.settled();
    expect(drawn(saidBy(rig.world)[0])).toContain('on schedule');
    expect(remark).toMatchObject({ channel: DIRECT, threadTs: answer?.ts });
    expect(rig.errors).toEqual([]);
  });

  it('tells of a changed verdict though the modal was closed after the answer', async () => {
    const { rig, person } = await shownWithSlowChecks();
    await person.pressesInModal('check-again');
    const pending = await rig.investigation();
    pending.first.resolve([missing]);
    await waitFor(async () => expect(await person.modalText()).toContain('↻'));
    await person.closesModal();
    pending.amended.resolve([fine]);
    const [remark] = await rig.said(1);
    await rig.settled();
    expect(remark?.channel).toBe(DIRECT);
    expect(drawn(remark)).toContain('before “missing: no link”, now “on schedule”');
    expect(rig.errors).toEqual([]);
  });

  it('that fails says so in the modal', async () => {
    const { rig, person } = await shownWithSlowChecks();
    await person.pressesInModal('check-again');
    const pending = await rig.investigation();
    await rig.time.elapse(2 * SECOND_MS);
    await waitFor(async () => expect(await person.modalText()).toContain('Checking 1 widget'));
    pending.first.reject(new Error('broken'));
    await waitFor(async () => expect(await person.modalText()).toContain('the reference r-'));
    expect(rig.world.messages).toEqual([]);
  });

  it('that comes too often says so over what is shown', async () => {
    const rateLimit = createRateLimit({ perMinute: 1, clock: () => 0 });
    rateLimit.take(ENGINEER, 1);
    const { rig, person } = await shownAtHome(ENGINEER, { handling: { rateLimit } });
    await person.pressesInModal('check-again');
    await waitFor(async () => expect(await person.modalText()).toContain('That is more than'));
    await person.closesModal();
    expect(await person.modalText()).toContain('missing: no link');
    expect(rig.world.messages).toEqual([]);
  });
});

describe('"Not this one" in a modal', () => {
  it('puts the list in its place, and a choice of it the new diagnosis, however often', async () => {
    const { rig, person } = await shownAtHome();
    rig.listed.push({ ...DUKE_CLINIC, name: 'PAM Health' }, PAM_CLINIC, PAM_PRACTICE);
    for (const turn of [1, 2, 3, 4]) {
      await person.pressesInModal('not-this-one');
      await waitFor(async () => expect(await person.modalText()).toContain('did you mean one of these?'));
      await person.pressesInModal('check-this');
      await waitFor(async () => expect(await person.modalText()).toContain('for engineers'));
      expect(rig.requests).toHaveLength(turn);
    }
    await person.pressesInModal('evidence');
    await waitFor(() => expect(heightOf(rig)).toBe(2));
    expect(rig.world.messages).toEqual([]);
    expect(rig.errors).toEqual([]);
  });
});

describe('a button in a modal', () => {
  it('whose diagnosis is gone says so over it', async () => {
    const { rig, person } = await shownAtHome();
    rig.kept.clear();
    await person.pressesInModal('check-again');
    await waitFor(async () => expect(await person.modalText()).toContain('no longer kept'));
    expect(heightOf(rig)).toBe(2);
    expect(rig.world.messages).toEqual([]);
  });

  it('for which Slack did not wait says so in the person’s messages with the app', async () => {
    const { rig, person } = await shownAtHome();
    for (const _ of ['the evidence', 'the notice']) {
      rig.world.nextErrors.push({ method: 'views.push', error: 'expired_trigger_id' });
    }
    await person.pressesInModal('evidence');
    const [said] = await rig.said(1);
    expect(said?.channel).toBe(DIRECT);
    expect(drawn(said)).toContain(slackEn.errors.triggerExpired);
    expect(rig.errors).toEqual([]);
  });

  it('shows whoever has lost their rights nothing of the diagnosis any more', async () => {
    let admission: Admission = { kind: 'admitted', audience: 'engineer' };
    const access = { admit: async () => admission, forgetMembers: () => {} };
    const { rig, person } = await shownAtHome(ENGINEER, { handling: { access } });
    admission = { kind: 'refused', reason: 'not-listed' };
    await person.pressesInModal('evidence');
    await waitFor(async () => expect(await person.modalText()).toContain(slackEn.refusals['not-listed']));
    expect(heightOf(rig)).toBe(1);
  });

  it('speaks the person’s language', async () => {
    const { person } = await shownAtHome(ENGINEER, { memory: { languageOf: async () => 'es' } });
    expect(await person.modalText()).toContain('para ingenieros');
    await person.pressesInModal('timeline');
    await waitFor(async () => expect(await person.modalText()).toBe(`🖼️ ${slackEs.timeline.sent}`));
  });
});
