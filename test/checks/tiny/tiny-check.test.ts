import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCli } from '../../../src/cli.ts';
import { drawAsText } from '../../../src/sandbox/stand-ins/slack/draw-as-text.ts';
import { startBotOn, type BotOnCase001 } from '../../support/bot-on-case-001.ts';
import { startCase001, type Case001 } from '../../support/case-001.ts';
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

  it('and the first check is still the one that is meant where none is named', async () => {
    await bot.command('542a4199-aa41-4884-9d28-d29d32f23409');
    expect(drawAsText(await bot.nextMessage())).toContain('on schedule');
  });

  async function terminal(argv: readonly string[]): Promise<{ exitCode: number; out: string }> {
    let out = '';
    const stdout = { write: (text: string) => (out += text) };
    const exitCode = await runCli(
      argv,
      { environment: running.environment, stdout, stderr: { write: () => true } },
      [tinyCheck],
    );
    return { exitCode, out };
  }
});
