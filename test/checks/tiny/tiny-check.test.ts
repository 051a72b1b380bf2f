import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { drawAsText } from '../../../src/sandbox/stand-ins/slack/draw-as-text.ts';
import { startBotOn, until, type BotOnCase001 } from '../../support/bot-on-case-001.ts';
import { CASE_DAYS, startCase001, type Case001 } from '../../support/case-001.ts';
import { runTerminal, type TerminalRun } from '../../support/terminal.ts';
import { tinyCheck } from '../../support/tiny-check/tiny-check.ts';

describe('a second check works without a change outside its own folder', () => {
  let running: Case001;
  let bot: BotOnCase001;

  beforeAll(async () => {
    running = await startCase001('2025-07-24', { moreChecks: [tinyCheck] });
    await running.delivery.run('create table queues (queue text primary key, open_tickets int not null)');
    await running.delivery.run(`insert into queues values ('queue-7', 12), ('queue-8', 3)`);
    await running.delivery.run('create view portal_check.queues as select * from queues');
    await running.delivery.run('grant select on portal_check.queues to public');
    bot = await startBotOn(running, { moreChecks: [tinyCheck] });
  });
  afterAll(async () => {
    await bot.stop();
    await running.stop();
  });

  it('through the command: one subject', async () => {
    await bot.command('queues Queue-7');
    expect(drawAsText(await bot.nextMessage())).toContain('stuck: 12 open');
  });

  it('through the command: several subjects, worst first', async () => {
    await bot.command('queues queue-8 queue-7');
    const text = drawAsText(await bot.nextMessage());
    expect(text.indexOf('queue-7')).toBeLessThan(text.indexOf('queue-8'));
    expect(text.indexOf('queue-7')).toBeGreaterThanOrEqual(0);
  });

  it('through the command: its own example where the words cannot be read', async () => {
    await bot.command('queues b8608be4-22bd-41e3-9173-fefaf19bdc50');
    expect(drawAsText(await bot.nextMessage())).toContain('/portal-check queues queue-7');
  });

  it('through the terminal, kept and replayed', async () => {
    const { exitCode, out } = await terminal(['check', 'queue-7', '--check', 'queues', '--format', 'json']);
    expect(exitCode).toBe(10);
    const { diagnoses } = JSON.parse(out);
    expect(diagnoses[0]).toMatchObject({ checkId: 'queues', rulesVersion: 7, verdict: { code: 'stuck' } });
    const replayed = await terminal(['replay', diagnoses[0].id]);
    expect(replayed.out).toContain('unchanged: stuck');
  });

  it('through a digest in Slack', async () => {
    await bot.commandWith({ command: '/portal-digest', text: 'queues now' });
    const said = await until(() => digestsIn(bot)[0]);
    expect(said).toMatch(/^🔴 Queues: 1 of 2 missing, 1 on schedule\n/);
    expect(said).toContain('15 tickets are open in all');
  });

  it('through a digest by a schedule, its own: after each full hour', async () => {
    await running.assembly.store.subscriptions.add({
      id: randomUUID(),
      checkId: 'queues',
      channelId: 'C0HOME',
      schedule: { kind: 'after-slot' },
      filter: {},
      locale: 'en',
      quiet: 'each-time',
      status: { kind: 'active' },
      createdByUserId: 'U0ASKER',
      createdAtMs: Date.parse(CASE_DAYS['2025-07-24']),
      nextDueAtMs: Date.parse('2025-07-24T12:00:00Z'),
    });
    await bot.tick();
    const said = await until(() => digestsIn(bot)[1]);
    expect(said).toMatch(/^🔴 Queues: 1 of 2 missing, 1 on schedule\n/);
    const [subscription] = await running.assembly.store.subscriptions.list('C0HOME');
    expect(subscription?.nextDueAtMs).toBe(Date.parse('2025-07-24T13:00:00Z'));
  });

  it('through a digest in the terminal, compared with the last one', async () => {
    const digest = ['digest', '--check', 'queues', '--filter', 'size=small'];
    const first = await terminal(digest);
    expect(first.exitCode).toBe(10);
    expect(first.out).toMatch(/^🔴 Queues \(small\): 1 of 2 missing, 1 on schedule\n/);
    expect(first.out).toContain('\n1 queue\n🔴 queue-7 · queue · queue-7\n   stuck: 12 open\n');
    expect(first.out).toMatch(/: portal-check check queue-7 --check queues\n$/);
    await running.delivery.run(`update queues set open_tickets = 4 where queue = 'queue-7'`);
    const later = await terminal([...digest, '--format', 'json'], {
      CLOCK_STARTS_AT: '2025-07-25T09:00:00Z',
    });
    await running.delivery.run(`update queues set open_tickets = 12 where queue = 'queue-7'`);
    expect(later.exitCode).toBe(0);
    const { subjects } = JSON.parse(later.out);
    expect(subjects).toMatchObject([{ id: 'queue-7', standing: 'recovered' }]);
    expect((await terminal(['digest', '--check', 'queues', '--format', 'csv'])).out).toContain('\nqueue-8,');
  });

  it('and the first check is still the one that is meant where none is named', async () => {
    await bot.command('542a4199-aa41-4884-9d28-d29d32f23409');
    expect(drawAsText(await bot.nextMessage())).toContain('on schedule');
  });

  const digestsIn = ({ slack }: BotOnCase001): readonly string[] =>
    slack.messages.map(drawAsText).filter((text) => text.includes('Queues: '));

  const terminal = (argv: readonly string[], environment: NodeJS.ProcessEnv = {}): Promise<TerminalRun> =>
    runTerminal(argv, { ...running.environment, ...environment }, [tinyCheck]);
});
