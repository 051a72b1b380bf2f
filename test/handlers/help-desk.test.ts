import { describe, expect, it } from 'vitest';
import { createRateLimit } from '../../src/access/rate-limit.ts';
import { slackEn } from '../../src/words/slack.en.ts';
import type { Directory } from '../../src/directory/directory.ts';
import { DUKE, widgetDiagnosis } from '../slack/widget-check.ts';
import { actionIdsOf, personOf, text, type Person } from './person.ts';
import { directoryOf, unreadableDirectory } from './remembered.ts';
import { drawn, saidBy, type Rig, type RigSettings } from './rig.ts';
import { ALLOWED, ELSEWHERE, HELP_DESK, ON_CALL, places, startWorkspace } from './workspace.ts';
import { waitFor } from '../support/wait-for.ts';

interface Desk {
  readonly rig: Rig;
  readonly desk: Person;
}

/** Somebody of the help desk has checked a widget. */
async function checkedAtDesk(settings: RigSettings = {}, channel = ELSEWHERE): Promise<Desk> {
  const rig = await startWorkspace(settings);
  const desk = personOf(rig, HELP_DESK);
  await desk.types(`/portal-check ${DUKE}`, { channel });
  await rig.said(1);
  await rig.settled();
  return { rig, desk };
}

describe('an answer for the help desk', () => {
  it('has no button that the help desk cannot open', async () => {
    const { rig } = await checkedAtDesk();
    expect(actionIdsOf(saidBy(rig.world)[0])).toEqual([
      'open-link:0',
      'check-address',
      'hand-over',
      'check-again',
      'share',
      'not-this-one',
      'right',
      'wrong',
      'open-incident',
    ]);
  });

  it('opens the subject’s own page', async () => {
    const { rig } = await checkedAtDesk();
    const [answer] = saidBy(rig.world);
    expect(JSON.stringify(answer?.blocks)).toContain(`https://admin.example/widgets/${DUKE}`);
    expect(JSON.stringify(answer?.blocks)).not.toContain('sentry.example');
  });

  it('has no button for what is not configured', async () => {
    const { rig } = await checkedAtDesk({
      handling: { places: { ...places, onCallChannelId: null, subjectUrl: null } },
    });
    const buttons = actionIdsOf(saidBy(rig.world)[0]);
    expect(buttons).not.toContain('hand-over');
    expect(buttons).not.toContain('open-link:0');
  });
});

describe('"Check again" at the help desk', () => {
  it('says what has changed in plain words, without the codes of verdicts', async () => {
    const found = [
      widgetDiagnosis({ id: 'd-1' }),
      widgetDiagnosis({ id: 'd-2', facts: { name: 'Duke Health', statement: 'all is well' } }),
    ];
    const { rig, desk } = await checkedAtDesk({ diagnose: () => found.splice(0, 1) });
    await desk.presses(saidBy(rig.world)[0], 'check-again');
    const [, again] = await rig.said(2);
    const [change] = drawn(again).split('\n');
    expect(change).toBe('↻ Since the last diagnosis: before “missing: no link”, now “all is well”');
  });
});

const ADDRESS = 'unheard.of.somebody@duke.example';

describe('"Check an address"', () => {
  async function asked(address: string, directory?: Directory): Promise<Desk> {
    const started = await checkedAtDesk(directory === undefined ? {} : { handling: { directory } });
    await started.desk.presses(saidBy(started.rig.world)[0], 'check-address');
    await started.desk.modal();
    expect(await started.desk.submits({ address: text(address) })).toEqual({});
    return started;
  }

  it('is limited as checks are, so that nobody can find out recipients by trying', async () => {
    const { rig, desk } = await checkedAtDesk({
      handling: { rateLimit: createRateLimit({ perMinute: 1, clock: () => 0 }) },
    });
    await desk.presses(saidBy(rig.world)[0], 'check-address');
    await desk.modal();
    await desk.submits({ address: text('verified@widgets.example') });
    await waitFor(async () =>
      expect(await desk.modalText()).toContain('more than may be asked within a minute'),
    );
  });

  it.each([
    ['verified@widgets.example', slackEn.address.verified],
    ['unverified@widgets.example', slackEn.address.unverified],
    ['nobody@widgets.example', slackEn.address['not-among-them']],
  ])('answers %s in the same modal', async (address, sentence) => {
    const { rig, desk } = await asked(address);
    await waitFor(async () => expect(await desk.modalText()).toBe(sentence));
    await rig.settled();
    expect(saidBy(rig.world)).toHaveLength(1);
    expect(rig.audits.at(-1)).toMatchObject({
      event: 'compared-address',
      diagnosis: { verdict: { diagnosisId: 'd-1' } },
    });
  });

  it('says why it could not be compared', async () => {
    const { desk } = await asked(ADDRESS, unreadableDirectory);
    await waitFor(async () => expect(await desk.modalText()).toContain('It could not be compared: '));
  });

  it('goes on saying "comparing" neither where the diagnosis is gone nor where the bot fails', async () => {
    const { rig, desk } = await checkedAtDesk();
    await desk.presses(saidBy(rig.world)[0], 'check-address');
    await desk.modal();
    rig.kept.clear();
    await desk.submits({ address: text(ADDRESS) });
    await waitFor(async () => expect(await desk.modalText()).toContain('no longer kept'));

    const broken = { ...directoryOf([]), standingOf: () => Promise.reject(new Error('broken')) };
    const failed = await asked(ADDRESS, broken);
    await waitFor(async () => expect(await failed.desk.modalText()).toContain('the reference r-3'));
    expect(failed.rig.errors).toMatchObject([{ requestId: 'r-3' }]);
  });

  it('is no error where the modal was closed meanwhile', async () => {
    const answer = Promise.withResolvers<{ status: 'ok'; standing: 'verified' }>();
    const { rig, desk } = await asked(ADDRESS, {
      ...directoryOf([]),
      standingOf: () => answer.promise,
    });
    await rig.client.close({ user: HELP_DESK, viewId: (await desk.modal()).viewId });
    answer.resolve({ status: 'ok', standing: 'verified' });
    await rig.settled();
    expect(rig.errors).toEqual([]);
    expect(rig.audits.at(-1)).toMatchObject({ event: 'compared-address' });
  });

  it.each([
    ['found', undefined],
    ['not compared', unreadableDirectory],
    ['where the bot fails', { ...directoryOf([]), standingOf: () => Promise.reject(new Error('broken')) }],
  ])('leaves no trace of the address: %s', async (_, directory) => {
    const { rig } = await asked(ADDRESS, directory);
    await rig.settled();
    const { logged, audits, errors, world, feedback, kept } = rig;
    const traces = JSON.stringify([logged, audits, errors.map(({ error }) => String(error)), feedback]);
    expect(logged.join('\n')).toContain('asked');
    expect(traces).not.toContain('unheard.of');
    expect(JSON.stringify([world.messages, [...kept.values()], world.calls])).not.toContain('unheard.of');
    expect(JSON.stringify(world.modals.map(({ view }) => view))).not.toContain('unheard.of');
  });
});

describe('"Hand to on-call"', () => {
  async function pressed(settings: RigSettings = {}): Promise<Desk> {
    const started = await checkedAtDesk(settings);
    await started.desk.presses(saidBy(started.rig.world)[0], 'hand-over');
    await started.desk.modal();
    return started;
  }

  it('posts what engineers see where they are on call, with who hands over and the ticket', async () => {
    const { rig, desk } = await pressed();
    expect(await desk.modalText()).toContain(`goes to <#${ON_CALL}> with your name`);
    await desk.submits({ ticket: text(' HD-1234 ') });
    const [, handed, said] = await rig.said(3);
    expect(handed).toMatchObject({ channel: ON_CALL, onlyFor: null });
    expect(drawn(handed)).toContain(`Handed over by <@${HELP_DESK}> · ticket HD-1234`);
    expect(drawn(handed)).toContain('for engineers');
    expect(actionIdsOf(handed)).toContain('evidence');
    expect(said).toMatchObject({ channel: ELSEWHERE, onlyFor: HELP_DESK });
    expect(drawn(said)).toContain(`It is handed over: see <#${ON_CALL}>.`);
    expect(rig.audits.at(-1)).toMatchObject({
      event: 'handed-over',
      diagnosis: { verdict: { diagnosisId: 'd-1' } },
    });
  });

  it('needs no ticket', async () => {
    const { rig, desk } = await pressed();
    await desk.submits({});
    expect(drawn((await rig.said(3))[1])).toContain(`Handed over by <@${HELP_DESK}>\n`);
  });

  it.each(['the one of Mr. Duke', '<!channel>', 'HD 1234', '*HD-1*'])(
    'refuses "%s" as a ticket, beside the field',
    async (ticket) => {
      const { rig, desk } = await pressed();
      expect(await desk.submits({ ticket: text(ticket) })).toEqual({
        ticket: slackEn.handOver.wrongTicket,
      });
      await rig.settled();
      expect(saidBy(rig.world)).toHaveLength(1);
    },
  );

  it.each([
    ['the bot is not in it', { isBotMember: false }, 'It could not be handed over'],
    ['it is archived', { isBotMember: true, isArchived: true }, 'It could not be handed over'],
    [
      'people of other organizations are in it',
      { isBotMember: true, isShared: true },
      'people of other organizations are in the on-call channel',
    ],
  ])('says why it could not where %s', async (_, over, why) => {
    const { rig, desk } = await pressed({
      world: {
        channels: [
          { id: ELSEWHERE, name: 'elsewhere', isBotMember: true },
          { id: ON_CALL, name: 'engineers', ...over },
        ],
      },
    });
    await desk.submits({ ticket: text('HD-1') });
    const [, said] = await rig.said(2);
    await rig.settled();
    expect(said?.onlyFor).toBe(HELP_DESK);
    expect(drawn(said)).toContain(why);
    expect(rig.audits.map(({ event }) => event)).not.toContain('handed-over');
  });
});

it('what the help desk shares is what engineers see, in an allowed channel too', async () => {
  const { rig, desk } = await checkedAtDesk({}, ALLOWED);
  await desk.presses(saidBy(rig.world)[0], 'share');
  const [, shared] = await rig.said(2);
  expect(shared?.onlyFor).toBeNull();
  expect(drawn(shared)).toContain('for engineers');
});
