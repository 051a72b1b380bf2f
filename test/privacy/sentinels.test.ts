import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCaseWorld } from '../../src/sandbox/case-001/loki-world.ts';
import { createCase001SentryWorld } from '../../src/sandbox/case-001/sentry-world.ts';
import { createLokiHandlers } from '../../src/sandbox/stand-ins/loki/handlers.ts';
import { OPEN_ACCESS } from '../../src/sandbox/stand-ins/loki/access.ts';
import { createSentryHandlers } from '../../src/sandbox/stand-ins/sentry/handlers.ts';
import { serve, type StandIn } from '../../src/sandbox/stand-ins/serve.ts';
import { runCli } from '../../src/cli.ts';
import { startBotOn, type BotOnCase001 } from '../support/bot-on-case-001.ts';
import { CASE_DAYS, startCase001, type Case001 } from '../support/case-001.ts';

const DUKE = 'b8608be4-22bd-41e3-9173-fefaf19bdc50';

/** Marked: none of these may be found anywhere outside the sources. */
const SENTINELS = {
  sentryToken: 'sentinel-sentry-token-4711',
  lokiToken: 'sentinel-loki-token-4711',
  recipientName: 'Sentinelle Namehidden',
  recipientAddress: 'sentinel.address.4711@duke.example',
  otherName: 'Sentinello Otherperson',
  otherAddress: 'sentinel.other.4711@pam.example',
  patientInEvent: 'Sentinelpatient Doe',
  textInLine: 'sentineltextinline',
  slackToken: 'xoxb-token-of-the-test',
  signingSecret: 'signing-secret-of-the-test',
  databasePassword: 'reader-password',
} as const;

describe('nothing that must not leave leaves', () => {
  let running: Case001;
  let bot: BotOnCase001;
  let sentry: StandIn;
  let loki: StandIn;
  let terminalText = '';

  beforeAll(async () => {
    const nowMs = () => Date.parse(CASE_DAYS['2025-07-24']);
    const slotNs = BigInt(Date.parse('2025-07-21T11:05:00-07:00')) * 1_000_000n;
    const logWorld = createCaseWorld(nowMs);
    const labels = { app: 'edge', env: 'omega' };
    sentry = await serve(
      createSentryHandlers(withPatient(createCase001SentryWorld({ token: SENTINELS.sentryToken, nowMs }))),
    );
    loki = await serve(
      createLokiHandlers(
        {
          ...logWorld,
          lines: [
            {
              labels,
              atNs: slotNs,
              text: `Portal email send failed to ${SENTINELS.recipientName} at ${SENTINELS.recipientAddress}`,
            },
            {
              labels,
              atNs: slotNs,
              text: `Portal email send failed to ${SENTINELS.otherName} at ${SENTINELS.otherAddress} ${SENTINELS.textInLine}`,
            },
            {
              labels,
              atNs: slotNs,
              text: `Portal email send failed to Nobody Sentinel at sentinel.nobody@x.example`,
            },
          ],
        },
        { ...OPEN_ACCESS, authorization: `Bearer ${SENTINELS.lokiToken}` },
      ),
    );
    running = await startCase001('2025-07-24', {
      environment: {
        SENTRY_URL: sentry.url,
        SENTRY_TOKEN: SENTINELS.sentryToken,
        LOKI_URL: loki.url,
        LOKI_TOKEN: SENTINELS.lokiToken,
        GRAFANA_URL: 'https://grafana.invalid',
        GRAFANA_LOKI_UID: 'uid',
        LOG_LEVEL: 'debug',
        PORTAL_LINKS_FILE: settingsThatReadExtraData(),
      },
    });
    await running.delivery.run(
      `update portal_recipients set name = $1, email = $2 where email = 'alder@duke.example'`,
      [SENTINELS.recipientName, SENTINELS.recipientAddress],
    );
    await running.delivery.run(
      `update portal_recipients set name = $1, email = $2 where email = 'alder@pam-denver.example'`,
      [SENTINELS.otherName, SENTINELS.otherAddress],
    );
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
    await running.stop();
    await Promise.all([sentry.close(), loki.close()]);
  });

  it('was a real check: events were read in full, the failing recipient was found, and is shown masked', () => {
    expect(JSON.stringify(sentry.journal())).toContain('"full","true"');
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
    const asked = JSON.stringify([sentry.journal(), loki.journal()]);
    expect(asked).toContain('Portal email send failed to');
    expect(asked).not.toContain(sentinel);
  });

  it.each(Object.entries(SENTINELS))('%s stands nowhere in the bot’s own database', async (_, sentinel) => {
    const tables = await running.store.run(
      `select table_name from information_schema.tables where table_schema = 'public'`,
    );
    for (const { table_name: table } of tables) {
      const rows = await running.store.run(`select to_jsonb(t) as row from "${String(table)}" as t`);
      expect(JSON.stringify(rows)).not.toContain(sentinel);
    }
    const [kept] = await running.store.run('select count(*)::int as count from diagnoses');
    expect(kept?.['count']).toBeGreaterThanOrEqual(5);
  });
});

/** Events are then read in full: only so their extra data reaches the bot at all. */
function settingsThatReadExtraData(): string {
  const own = new URL('../../src/checks/portal-links/portal-links.yml', import.meta.url);
  const path = join(mkdtempSync(join(tmpdir(), 'portal-check-sentinels-')), 'portal-links.yml');
  writeFileSync(path, readFileSync(own, 'utf8').replace('idInExtraData: false', 'idInExtraData: true'));
  return path;
}

function withPatient<World extends { readonly events: readonly object[] }>(world: World): World {
  return {
    ...world,
    events: world.events.map((event) => ({ ...event, extra: { patient: SENTINELS.patientInEvent } })),
  };
}

function diagnosisIdIn(blocks: readonly unknown[]): string {
  const [, id] = /"evidence".*?"value":"([0-9a-f-]{36})"/.exec(JSON.stringify(blocks)) ?? [];
  if (id === undefined) throw new Error('the message has no Evidence button');
  return id;
}
