import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCaseWorld } from '../../src/sandbox/case-001/loki-world.ts';
import { createCase001SentryWorld } from '../../src/sandbox/case-001/sentry-world.ts';
import { createLokiHandlers } from '../../src/sandbox/stand-ins/loki/handlers.ts';
import { OPEN_ACCESS } from '../../src/sandbox/stand-ins/loki/access.ts';
import { createSentryHandlers } from '../../src/sandbox/stand-ins/sentry/handlers.ts';
import type { SentryWorld } from '../../src/sandbox/stand-ins/sentry/world.ts';
import { serve, type StandIn } from '../../src/sandbox/stand-ins/serve.ts';
import { CASE_DAYS, startCase001, type Case001 } from '../support/case-001.ts';

export const DUKE = 'b8608be4-22bd-41e3-9173-fefaf19bdc50';

/** Marked: none of these may be found anywhere outside the sources. */
export const SENTINELS = {
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

/** Case 001 with failures of marked recipients, on sources that want marked tokens. */
export interface SentinelWorld {
  readonly running: Case001;
  readonly sentry: StandIn;
  readonly loki: StandIn;
  /** Every row of every table in the bot's own database, as JSON. */
  allRows(): Promise<string>;
  stop(): Promise<void>;
}

export async function startSentinelWorld(): Promise<SentinelWorld> {
  const nowMs = () => Date.parse(CASE_DAYS['2025-07-24']);
  const slotNs = BigInt(Date.parse('2025-07-21T11:05:00-07:00')) * 1_000_000n;
  const labels = { app: 'edge', env: 'omega' };
  const lines = [
    `${SENTINELS.recipientName} at ${SENTINELS.recipientAddress}`,
    `${SENTINELS.otherName} at ${SENTINELS.otherAddress} ${SENTINELS.textInLine}`,
    'Nobody Sentinel at sentinel.nobody@x.example',
  ].map((failure) => ({ labels, atNs: slotNs, text: `Portal email send failed to ${failure}` }));
  const sentry = await serve(
    createSentryHandlers(withPatient(createCase001SentryWorld({ token: SENTINELS.sentryToken, nowMs }))),
  );
  const loki = await serve(
    createLokiHandlers(
      { ...createCaseWorld(nowMs), lines },
      { ...OPEN_ACCESS, authorization: `Bearer ${SENTINELS.lokiToken}` },
    ),
  );
  const running = await startCase001('2025-07-24', {
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
  const rename = (before: string, name: string, address: string) =>
    running.delivery.run(`update portal_recipients set name = $1, email = $2 where email = $3`, [
      name,
      address,
      before,
    ]);
  await rename('alder@duke.example', SENTINELS.recipientName, SENTINELS.recipientAddress);
  await rename('alder@pam-denver.example', SENTINELS.otherName, SENTINELS.otherAddress);
  return {
    running,
    sentry,
    loki,
    async allRows() {
      const tables = await running.store.run(
        `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
         where table_schema <> 'information_schema' and table_schema not like 'pg\\_%'`,
      );
      const rows = [];
      for (const { name } of tables) {
        rows.push(await running.store.run(`select to_jsonb(t) as row from ${String(name)} as t`));
      }
      return JSON.stringify(rows);
    },
    async stop() {
      await running.stop();
      await Promise.all([sentry.close(), loki.close()]);
    },
  };
}

/** Events are then read in full: only so their extra data reaches the bot at all. */
function settingsThatReadExtraData(): string {
  const own = new URL('../../src/checks/portal-links/portal-links.yml', import.meta.url);
  const path = join(mkdtempSync(join(tmpdir(), 'portal-check-sentinels-')), 'portal-links.yml');
  writeFileSync(path, readFileSync(own, 'utf8').replace('idInExtraData: false', 'idInExtraData: true'));
  return path;
}

/** So few events that all of them are read in full. */
function withPatient(world: SentryWorld): SentryWorld {
  const fromMs = Date.parse('2025-07-10T00:00:00-07:00');
  return {
    ...world,
    events: world.events
      .filter(({ atMs }) => atMs >= fromMs)
      .map((event) => ({ ...event, extra: { patient: SENTINELS.patientInEvent } })),
  };
}
