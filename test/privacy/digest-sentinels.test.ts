import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { drawAsText } from '../../src/sandbox/stand-ins/slack/draw-as-text.ts';
import type { StoredMessage } from '../../src/sandbox/stand-ins/slack/world.ts';
import { startBotOn, until, type BotOnCase001 } from '../support/bot-on-case-001.ts';
import { CASE_DAYS } from '../support/case-001.ts';
import { runTerminal } from '../support/terminal.ts';
import { DUKE, SENTINELS, startSentinelWorld, type SentinelWorld } from './sentinel-world.ts';

const MEMORIAL = '91de8e85-e7ef-411c-a6aa-477d8159dc39';
/** What somebody typed as a reason: addresses are kept masked, whoever names them. */
const TYPED_ADDRESS = 'typed.sentinel.4711@duke.example';
const HIDDEN = Object.entries({ ...SENTINELS, typedAddress: TYPED_ADDRESS });

describe('nothing that must not leave leaves by a digest', () => {
  let world: SentinelWorld;
  let bot: BotOnCase001;
  let terminalText = '';
  let fileText = '';
  let keptFacts = '';
  let metrics = '';

  beforeAll(async () => {
    world = await startSentinelWorld();
    const { assembly, environment } = world.running;
    const nowMs = Date.parse(CASE_DAYS['2025-07-24']);
    await assembly.store.mutes.add({
      checkId: 'portal-links',
      subjectId: MEMORIAL,
      untilMs: nowMs + 86_400_000,
      byUserId: 'U0ASKER',
      why: `known, asked ${TYPED_ADDRESS}`,
      atMs: nowMs,
    });
    await assembly.store.subscriptions.add({
      id: randomUUID(),
      checkId: 'portal-links',
      channelId: 'C0HOME',
      schedule: { kind: 'after-slot' },
      filter: {},
      locale: 'en',
      quiet: 'each-time',
      status: { kind: 'active' },
      createdByUserId: 'U0ASKER',
      createdAtMs: nowMs,
      nextDueAtMs: nowMs - 60_000,
    });
    bot = await startBotOn(world.running);
    const scheduled = await said('checked 6 of 6');
    await bot.commandWith({ command: '/portal-digest', text: 'now' });
    await said('nothing has changed');
    await press(scheduled, 'digest-details');
    await said('muted until');
    await press(scheduled, 'digest-csv');
    fileText = await until(() => uploaded());
    for (const format of ['text', 'markdown', 'json', 'csv']) {
      const { out, err } = await runTerminal(['digest', '--format', format], environment);
      terminalText += `${out}${err}`;
    }
    keptFacts = await allFacts();
    metrics = await bot.page('/metrics');
  });
  afterAll(async () => {
    await bot.stop();
    await world.stop();
  });

  /** Waits for a message that says this. */
  const said = (text: string): Promise<StoredMessage> =>
    until(() => bot.slack.messages.find((message) => drawAsText(message).includes(text)));

  const press = ({ ts, blocks }: StoredMessage, actionId: string): Promise<Response> => {
    const [, value] = /"value":"([0-9a-f-]{36})"/.exec(JSON.stringify(blocks)) ?? [];
    if (value === undefined) throw new Error('the digest has no buttons');
    return bot.press({ actionId, value, message: { ts } });
  };

  const uploaded = (): string | undefined => {
    const [file] = bot.slack.files.values();
    return file === undefined || file.body === null ? undefined : new TextDecoder().decode(file.body);
  };

  /** Compressed in their table: nothing of them would be found there. */
  async function allFacts(): Promise<string> {
    const { fleetRuns } = world.running.assembly.store;
    const pages = [];
    for (const { id } of await world.running.store.run('select id from fleet_runs')) {
      for await (const page of fleetRuns.factsOf(String(id))) pages.push(page);
    }
    return JSON.stringify(pages);
  }

  it('were real digests: the failing recipient was found, and everything was told, shown and kept', async () => {
    await said('checked 6 of 6 · Sentry ok · Loki ok · database ok');
    expect(terminalText).toContain('muted until');
    expect(fileText).toContain(`${DUKE},Duke Health`);
    expect(keptFacts).toContain('s•••@duke.example');
    expect(bot.log()).toContain('fleet read');
    expect(metrics).toContain('portal_check_');
    expect(await world.allRows()).toContain('"digest:');
  });

  it.each(HIDDEN)('%s stands in no digest, no detail, no list and no call to Slack', (_, sentinel) => {
    expect(JSON.stringify([bot.slack.messages, bot.slack.modals, bot.slack.calls])).not.toContain(sentinel);
    expect(fileText).not.toContain(sentinel);
  });

  it.each(HIDDEN)('%s stands in nothing that the terminal shows', (_, sentinel) => {
    expect(terminalText).not.toContain(sentinel);
  });

  it.each(HIDDEN)('%s stands in no kept facts', (_, sentinel) => {
    expect(keptFacts).not.toContain(sentinel);
  });

  it.each(HIDDEN)(
    '%s stands nowhere else in the bot’s own database, nor in its queue',
    async (_, sentinel) => {
      expect(await world.allRows()).not.toContain(sentinel);
    },
  );

  it.each(HIDDEN)('%s stands in no log line and in no metric', (_, sentinel) => {
    expect(bot.log()).not.toContain(sentinel);
    expect(metrics).not.toContain(sentinel);
  });

  it.each(HIDDEN)('%s stands in no query and no link', (_, sentinel) => {
    const asked = JSON.stringify([world.sentry.journal(), world.loki.journal()]);
    expect(asked).toContain('Portal email send failed to');
    expect(asked).not.toContain(sentinel);
  });
});
