import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCli } from '../../src/cli.ts';
import { startBotOn, type BotOnCase001 } from '../support/bot-on-case-001.ts';
import { DUKE, SENTINELS, startSentinelWorld, type SentinelWorld } from './sentinel-world.ts';

describe('nothing that must not leave leaves', () => {
  let world: SentinelWorld;
  let bot: BotOnCase001;
  let terminalText = '';

  beforeAll(async () => {
    world = await startSentinelWorld();
    const { running } = world;
    bot = await startBotOn(running);
    await bot.command(DUKE);
    const message = await bot.nextMessage();
    await bot.press({
      actionId: 'evidence',
      value: diagnosisIdIn(message.blocks),
      message: { ts: message.ts },
    });
    await bot.command(`${DUKE} eb285efb-5a49-4f45-87df-836c81c9e19d 91de8e85-e7ef-411c-a6aa-477d8159dc39`);
    await bot.nextMessage();
    const io = {
      environment: running.environment,
      stdout: { write: (text: string) => (terminalText += text) },
      stderr: { write: (text: string) => (terminalText += text) },
    };
    await runCli(['check', DUKE, '--evidence'], io);
    await runCli(['check', DUKE, '--format', 'json'], io);
    await runCli(['doctor', '--sample', DUKE], io);
  });
  afterAll(async () => {
    await bot.stop();
    await world.stop();
  });

  it('was a real check: events were read in full, the failing recipient was found, and is shown masked', () => {
    expect(JSON.stringify(world.sentry.journal())).toContain('"full","true"');
    expect(terminalText).toContain('s•••@duke.example');
    expect(JSON.stringify(bot.slack.modals)).toContain('s•••@duke.example');
  });

  it.each(Object.entries(SENTINELS))('%s stands in no Slack message, modal or call', (_, sentinel) => {
    expect(JSON.stringify([bot.slack.messages, bot.slack.modals, bot.slack.calls])).not.toContain(sentinel);
  });

  it.each(Object.entries(SENTINELS))('%s stands in no log line', (_, sentinel) => {
    expect(bot.log()).toContain('asked');
    expect(bot.log()).not.toContain(sentinel);
  });

  it.each(Object.entries(SENTINELS))('%s stands in nothing that the terminal shows', (_, sentinel) => {
    expect(terminalText).not.toContain(sentinel);
  });

  it.each(Object.entries(SENTINELS))('%s stands in no query and no link', (_, sentinel) => {
    const asked = JSON.stringify([world.sentry.journal(), world.loki.journal()]);
    expect(asked).toContain('Portal email send failed to');
    expect(asked).not.toContain(sentinel);
  });

  it.each(Object.entries(SENTINELS))('%s stands nowhere in the bot’s own database', async (_, sentinel) => {
    expect(await world.allRows()).not.toContain(sentinel);
    const [kept] = await world.running.store.run('select count(*)::int as count from diagnoses');
    expect(kept?.['count']).toBeGreaterThanOrEqual(5);
  });
});

function diagnosisIdIn(blocks: readonly unknown[]): string {
  const [, id] = /"evidence".*?"value":"([0-9a-f-]{36})"/.exec(JSON.stringify(blocks)) ?? [];
  if (id === undefined) throw new Error('the message has no Evidence button');
  return id;
}
