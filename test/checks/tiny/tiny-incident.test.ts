import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Incident } from '../../../src/incidents/incident.ts';
import { drawAsText } from '../../../src/sandbox/stand-ins/slack/draw-as-text.ts';
import { SHORTCUT_IDS } from '../../../src/slack/action-ids.ts';
import { filledIn } from '../../handlers/incident-form.ts';
import { personOf, suggested, text, type Person } from '../../handlers/person.ts';
import { startBotOn, until, type BotOnCase001 } from '../../support/bot-on-case-001.ts';
import { startCase001, type Case001 } from '../../support/case-001.ts';
import { runTerminal } from '../../support/terminal.ts';
import { tinyCheck } from '../../support/tiny-check/tiny-check.ts';

const HERE = { channel: 'C0HOME' };

describe('incidents of a second check work without a change outside its own folder', () => {
  let running: Case001;
  let bot: BotOnCase001;
  let asker: Person;

  beforeAll(async () => {
    running = await startCase001('2025-07-24', { moreChecks: [tinyCheck] });
    await running.delivery.run('create table queues (queue text primary key, open_tickets int not null)');
    await running.delivery.run(`insert into queues values ('queue-7', 12), ('queue-70', 30), ('queue-8', 3)`);
    await running.delivery.run('create view portal_check.queues as select * from queues');
    await running.delivery.run('grant select on portal_check.queues to public');
    bot = await startBotOn(running, {
      moreChecks: [tinyCheck],
      environment: { SLACK_ENGINEER_USERS: 'U0ASKER' },
    });
    asker = personOf(bot, 'U0ASKER');
  });
  afterAll(async () => {
    await bot.stop();
    await running.stop();
  });
  beforeEach(async () => {
    if (bot.client.view('U0ASKER').modals.length > 0) await asker.closesModal();
  });

  const all = () => running.assembly.incidents.list('all', 10);
  const said = (sought: string) =>
    until(() => bot.slack.messages.map(drawAsText).find((each) => each.includes(sought)));
  const subjectsIn = (incident: Incident | undefined) => incident?.subjects.map(({ subjectId }) => subjectId);
  const filled = async () => (await filledIn(asker))['subjects'];

  /** Waits for what the modal shows at last. */
  const modalSays = (sought: string) => until(async () => (await asker.modalText()).includes(sought));

  /** What is said to whoever types a command, once it is done. */
  async function answerTo(command: string): Promise<string> {
    const answers = () => bot.slack.messages.filter(({ onlyFor }) => onlyFor === 'U0ASKER');
    const earlier = answers().length;
    await asker.types(`/portal-incident ${command}`, HERE);
    return drawAsText(await until(() => answers()[earlier]));
  }

  async function submits(title: string): Promise<Incident> {
    const before = (await all()).length;
    await asker.submits({ ...(await filledIn(asker)), title: text(title) });
    const [opened] = await until(async () => {
      const now = await all();
      return now.length > before && now;
    });
    if (opened === undefined) throw new Error('nothing was opened');
    await modalSays('is open in');
    return opened;
  }

  it('through the button beneath a diagnosis, with its own verdict in the channel', async () => {
    await asker.types('/portal-check queues queue-7', HERE);
    const diagnosis = await until(() =>
      bot.slack.messages.find((each) => drawAsText(each).includes('stuck: 12')),
    );
    await asker.presses(diagnosis, 'open-incident');
    expect(await filled()).toEqual(suggested({ value: 'queues queue-7', label: 'queue-7' }));
    const incident = await submits('queue-7 does not move');
    expect(incident).toMatchObject({
      timeZone: 'UTC',
      subjects: [{ checkId: 'queues', subjectId: 'queue-7' }],
    });
    expect(await said('#1 P3')).toContain('stuck: 12 open');
  });

  it.each([
    ['open queue-8', 'without its name'],
    ['open queues queue-8', 'by its name'],
  ])('through the command: %s, %s', async (typed) => {
    await asker.types(`/portal-incident ${typed}`, HERE);
    expect(await filled()).toEqual(suggested({ value: 'queues queue-8', label: 'queue-8' }));
  });

  it('through the shortcut of a message that names one', async () => {
    await asker.types('nobody answers in queue-8 since noon', HERE);
    const message = bot.slack.messages.find((each) => each.text.includes('since noon'));
    await asker.takesShortcutOf(message, SHORTCUT_IDS.openIncident);
    expect(await filled()).toEqual(suggested({ value: 'queues queue-8', label: 'queue-8' }));
  });

  it.each(['queue-8', 'queues queue-8'])('through the type-ahead of an empty form: %s', async (letters) => {
    await asker.types('/portal-incident open', HERE);
    await asker.modal();
    expect(await asker.looksFor(letters, 'subjects')).toMatchObject([
      { value: 'queues queue-8', label: 'queue-8' },
    ]);
  });

  it.each([
    ['add #1 queues queue-8', 'remove #1 queues queue-8'],
    ['add #1 queue-8', 'remove #1 queue-8'],
  ])('%s, and %s', async (add, remove) => {
    expect(await answerTo(add)).toContain('Added to #1 P3');
    expect(subjectsIn((await all())[0])).toEqual(['queue-7', 'queue-8']);
    expect(await answerTo(remove)).toContain('Removed from #1 P3');
    expect(subjectsIn((await all())[0])).toEqual(['queue-7']);
  });

  it('takes nobody out with whose id the named one only begins', async () => {
    expect(await answerTo('remove #1 queue-70')).toContain('Nobody of that name or id is in this incident.');
    expect(subjectsIn((await all())[0])).toEqual(['queue-7']);
  });

  it('is checked again, and proposes to resolve it as soon as the queue moves', async () => {
    await running.delivery.run(`update queues set open_tickets = 2 where queue = 'queue-7'`);
    const [incident] = await all();
    const kept = await running.assembly.store.incidents.find(incident?.id ?? '');
    await asker.types('@portal-check check', { ...HERE, threadTs: kept?.keeping.root?.threadTs ?? '' });
    await until(async () => (await all())[0]?.subjects[0]?.isWell);
    expect(await said('moving: 2 open')).toContain('queue-7');
    const kinds = (await all())[0]?.facts.map(({ body }) => body.kind);
    expect(kinds).toContain('resolution-proposed');
  });

  it('has a postmortem in Slack, and by the terminal, that speaks of queues', async () => {
    await asker.types('/portal-incident postmortem #1', HERE);
    await until(() => bot.slack.files.size > 0);
    const terminal = (...argv: string[]) =>
      runTerminal(['incident', ...argv], running.environment, [tinyCheck]);
    expect((await terminal('list')).out).toContain('#1 P3 · queue-7 does not move');
    expect((await terminal('show', '1')).out).toContain('moving: 2 open');
    const { out, err } = await terminal('postmortem', '1');
    expect(err).toBe('');
    expect(out).toContain('queue-7');
    expect(out).toContain('stuck: 12 open');
  });
});
