import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { drawAsText } from '../../src/sandbox/stand-ins/slack/draw-as-text.ts';
import { startBotOn, type BotOnCase001 } from '../support/bot-on-case-001.ts';
import { startCase001, type Case001 } from '../support/case-001.ts';

describe('a failure before anybody could answer', () => {
  let running: Case001;
  let bot: BotOnCase001;

  beforeAll(async () => {
    running = await startCase001('2025-07-24');
    bot = await startBotOn(running);
  });
  afterAll(async () => {
    await bot.stop();
    await running.stop();
  });

  it('reaches the asker with the reference that stands in the log', async () => {
    await bot.commandWith({ user_id: undefined });
    const text = drawAsText(await bot.nextMessage());
    const [reference] = /[0-9a-f]{8}/.exec(text) ?? [];
    expect(reference).toBeDefined();
    expect(bot.log()).toContain(`"requestId":"${reference}"`);
  });
});
