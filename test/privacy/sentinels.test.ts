import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCli } from '../../src/cli.ts';
import { drawAsText } from '../../src/sandbox/stand-ins/slack/draw-as-text.ts';
import { startBotOn, until, type BotOnCase001 } from '../support/bot-on-case-001.ts';
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
    const { id, ts } = await until(() => answerIn(bot));
    await bot.press({ actionId: 'evidence', value: id, message: { ts } });
    await until(() => bot.slack.modals.length > 0);
    await bot.command(`${DUKE} eb285efb-5a49-4f45-87df-836c81c9e19d 91de8e85-e7ef-411c-a6aa-477d8159dc39`);
    await until(() => bot.slack.messages.some((message) => drawAsText(message).includes('Memorial')));
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

/** The first message that has a diagnosis: one before it may say that it is being made. */
function answerIn({ slack }: BotOnCase001): { readonly id: string; readonly ts: string } | undefined {
  return slack.messages.flatMap(({ ts, blocks }) => {
    const [, id] = /"evidence".*?"value":"([0-9a-f-]{36})"/.exec(JSON.stringify(blocks)) ?? [];
    return id === undefined ? [] : [{ id, ts }];
  })[0];
}
