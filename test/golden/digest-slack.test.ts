import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { drawAsText } from '../../src/sandbox/stand-ins/slack/draw-as-text.ts';
import { controlsIn } from '../../src/sandbox/stand-ins/slack/controls.ts';
import type { StoredMessage } from '../../src/sandbox/stand-ins/slack/world.ts';
import { chosen } from '../handlers/person.ts';
import { startBotOn, type BotOnCase001 } from '../support/bot-on-case-001.ts';
import { startCase001, type Case001 } from '../support/case-001.ts';
import { waitFor } from '../support/wait-for.ts';

const HERE = { user: 'U0ASKER', channel: 'C0HOME' } as const;

describe('digests of case 001 in Slack, over the real bot and real databases', () => {
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

  const said = (): readonly StoredMessage[] => bot.slack.messages.filter(({ userId }) => userId === null);

  /** The newest message of the bot, once it says this. */
  const saying = (words: string): Promise<StoredMessage> =>
    waitFor(() => {
      const newest = said().at(-1);
      if (newest === undefined || !drawAsText(newest).includes(words)) throw new Error('not yet');
      return newest;
    });

  async function press(message: StoredMessage, actionId: string): Promise<void> {
    const control = controlsIn(message.blocks).find((each) => each.actionId === actionId);
    if (control === undefined) throw new Error(`there is no ${actionId}`);
    const at = { channel: message.channel, messageTs: message.ts };
    const { blockId } = control;
    expect(await bot.client.press({ user: HERE.user, at, blockId, actionId })).toEqual({ ok: true });
  }

  async function auditedEvents(): Promise<readonly unknown[]> {
    const rows = await running.assembly.store.audit.list({
      sinceMs: 0,
      untilMs: Date.now(),
      userId: null,
      subjectId: null,
      afterId: null,
      limit: 50,
    });
    return rows.map(({ event, checkId, subjectIds, reason }) => [event, checkId, subjectIds, reason]);
  }

  /** Waits until so many things are in the audit: it comes after what people see. */
  const audited = (count: number): Promise<void> =>
    waitFor(async () => expect(await auditedEvents()).toHaveLength(count));

  const types = async (text: string): Promise<void> => {
    expect(await bot.client.send({ ...HERE, threadTs: null, text })).toEqual({ ok: true });
  };

  it('from the command to the details, the CSV, a mute and a subscription', async () => {
    await types('/portal-digest now');
    const digest = await saying('[Details in thread] [CSV]');
    expect(drawAsText(digest)).toContain('🔴 Portal links: 5 of 6 missing, 1 on schedule');
    await audited(1);

    await press(digest, 'digest-details');
    const details = await saying('Details: 5 providers');
    expect(details.threadTs).toBe(digest.ts);
    expect(drawAsText(details)).toContain('Duke Health (DUK) Charlotte · clinic · b8608be4 · missing');
    expect(drawAsText(details)).toContain('Signs of life: ');
    await audited(2);

    await press(digest, 'digest-csv');
    await waitFor(() => expect(bot.slack.files.size).toBe(1));
    const [file] = [...bot.slack.files.values()];
    await waitFor(() => expect(file?.body).not.toBeNull());
    expect(
      new TextDecoder()
        .decode(file?.body ?? new Uint8Array())
        .trim()
        .split('\n'),
    ).toHaveLength(7);
    await audited(3);

    await press(details, 'mute');
    const form = await waitFor(() => {
      const modal = bot.client.view(HERE.user).modals.at(-1);
      if (modal === undefined) throw new Error('no form yet');
      return modal;
    });
    const until = { type: 'instant', epochSeconds: Date.parse('2025-08-01T00:00:00Z') / 1_000 } as const;
    const why = { type: 'text', value: 'being moved, says ana@widgets.example' } as const;
    await bot.client.submit({
      user: HERE.user,
      viewId: form.viewId,
      values: { until: { until }, why: { why } },
    });
    const muted = await saying('|Thu 31 July 17:00 PDT> by <@U0ASKER>');
    expect(drawAsText(muted)).not.toContain('ana@widgets.example');
    await audited(4);

    await types('/portal-digest subscribe');
    const subscribing = await waitFor(() => {
      const modal = bot.client.view(HERE.user).modals.at(-1);
      if (modal === undefined) throw new Error('no form yet');
      return modal;
    });
    const values = {
      when: { when: chosen('after-slot') },
      language: { language: chosen('en') },
      quiet: { quiet: chosen('each-time') },
    };
    expect(await bot.client.submit({ user: HERE.user, viewId: subscribing.viewId, values })).toEqual({
      ok: true,
    });
    await saying('Next: Mon 28 July');
    await audited(5);
    expect(await running.assembly.store.subscriptions.list(HERE.channel)).toMatchObject([
      { checkId: 'portal-links', schedule: { kind: 'after-slot' }, status: { kind: 'active' } },
    ]);

    await types('/portal-digest now');
    await saying('Portal links: nothing has changed since Thu 24 July');
    await audited(6);
    const [subscription] = await running.assembly.store.subscriptions.list(HERE.channel);
    expect(await auditedEvents()).toEqual([
      ['digest-made', 'portal-links', [], expect.stringMatching(/^digest [0-9a-f-]{36}$/)],
      ['digest-shown', 'portal-links', [], expect.stringMatching(/^digest /)],
      ['digest-listed', 'portal-links', [], expect.stringMatching(/^digest /)],
      ['muted', 'portal-links', [expect.stringMatching(/^[0-9a-f-]{36}$/)], null],
      ['subscribed', 'portal-links', [], `subscription ${subscription?.id}`],
      ['digest-made', 'portal-links', [], expect.stringMatching(/^digest /)],
    ]);
  });
});
