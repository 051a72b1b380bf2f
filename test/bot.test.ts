import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { drawAsText } from '../src/sandbox/stand-ins/slack/draw-as-text.ts';
import { writeDiagnosisIds } from '../src/slack/target.ts';
import { startBotOn, until, type BotOnCase001 } from './support/bot-on-case-001.ts';
import { startCase001, type Case001 } from './support/case-001.ts';
import { createTestDatabase } from './support/database.ts';
import { readExposition, valueIn } from './support/exposition.ts';
import { waitFor } from './support/wait-for.ts';

const DUKE = 'b8608be4-22bd-41e3-9173-fefaf19bdc50';
const WELL = '542a4199-aa41-4884-9d28-d29d32f23409';

const logLine = z.looseObject({ level: z.string(), msg: z.string(), requestId: z.string().optional() });

function linesOf(text: string) {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => logLine.parse(JSON.parse(line)));
}

describe('the bot’s log', () => {
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
  afterEach(() => {
    running.loki.conditions.mode = 'healthy';
  });

  /** All lines of what a command set off. */
  async function linesOfCheck(text: string) {
    const before = bot.log().length;
    await bot.command(text);
    await bot.nextMessage();
    const lines = () => linesOf(bot.log().slice(before));
    await until(() => lines().some(({ msg }) => msg === 'checked'));
    return lines();
  }

  it('says at the start that the clock is one of a rehearsal, and which sources there are', () => {
    const lines = linesOf(bot.log());
    expect(lines).toContainEqual(
      expect.objectContaining({ level: 'warn', startsAt: '2025-07-24T12:31:34.000Z' }),
    );
    expect(lines).toContainEqual(
      expect.objectContaining({ msg: 'ready', mode: 'http', sources: ['sentry', 'loki', 'delivery'] }),
    );
  });

  it('carries one request id through a whole check, the same that is kept and audited', async () => {
    const lines = await linesOfCheck(DUKE);
    expect(lines.map(({ msg }) => msg)).toEqual(expect.arrayContaining(['asked', 'checked']));
    const [requestId] = new Set(lines.map((line) => line.requestId));
    expect(lines.filter((line) => line.requestId !== requestId)).toEqual([]);
    const kept = await running.store.run('select subject_id from diagnoses where request_id = $1', [
      requestId,
    ]);
    expect(kept).toEqual([{ subject_id: DUKE }]);
    const audited = await running.store.run('select event from audit where request_id = $1', [requestId]);
    expect(audited).toEqual([{ event: 'checked' }]);
  });

  it('tells verdicts by id and code', async () => {
    const lines = await linesOfCheck(WELL);
    expect(lines.find(({ msg }) => msg === 'checked')).toMatchObject({
      checkId: 'portal-links',
      verdicts: [{ subjectId: WELL, code: 'on-schedule', state: 'on-schedule' }],
    });
  });

  it('keeps the checks of two askers apart', async () => {
    const before = bot.log().length;
    await Promise.all([bot.command(DUKE), bot.command(WELL)]);
    await bot.nextMessage();
    await bot.nextMessage();
    const lines = await until(() => {
      const all = linesOf(bot.log().slice(before));
      return all.filter(({ msg }) => msg === 'checked').length === 2 && all;
    });
    const ids = new Set(lines.map(({ requestId }) => requestId));
    expect(ids.size).toBe(2);
    for (const id of ids) {
      const messages = lines.filter(({ requestId }) => requestId === id).map(({ msg }) => msg);
      expect(messages).toEqual(expect.arrayContaining(['asked', 'checked']));
    }
  });

  it('has under a provider whatever was done with its diagnosis, not its checks alone', async () => {
    await bot.command(WELL);
    const { blocks, ts } = await bot.nextMessage();
    const [, diagnosisId = ''] = /"value":"([0-9a-f-]{36})"/u.exec(JSON.stringify(blocks)) ?? [];
    await bot.press({ actionId: 'right', value: diagnosisId, message: { ts } });
    await bot.nextMessage();
    const audited = await running.store.run(
      `select event, check_id, verdicts -> 0 ->> 'diagnosisId' as diagnosis from audit
       where subject_ids @> array[$1] and event = 'said-right'`,
      [WELL],
    );
    expect(audited).toEqual([{ event: 'said-right', check_id: 'portal-links', diagnosis: diagnosisId }]);
  });

  it('has under each provider of a list that it was shared, in one line', async () => {
    await bot.command(`${WELL} ${DUKE}`);
    const { blocks, ts } = await bot.nextMessage();
    const ids = [...JSON.stringify(blocks).matchAll(/diagnosisId\W+([0-9a-f-]{36})/gu)].map(
      ([, id = '']) => id,
    );
    expect(ids).toHaveLength(2);
    await bot.press({ actionId: 'share', value: writeDiagnosisIds(ids), message: { ts } });
    await bot.nextMessage();
    await waitFor(async () =>
      expect(
        await running.store.run(
          `select check_id, subject_ids, jsonb_path_query_array(verdicts, '$[*].diagnosisId') as diagnoses
           from audit where event = 'shared'`,
        ),
      ).toEqual([{ check_id: 'portal-links', subject_ids: [DUKE, WELL], diagnoses: ids }]),
    );
  });

  it('carries the request id also where a source and the audit fail, and the answer comes nevertheless', async () => {
    running.loki.conditions.mode = 'down';
    await running.store.run('alter table audit rename to audit_away');
    try {
      const before = bot.log().length;
      await bot.command(WELL);
      // Whoever has waited for a while is shown "checking" first, which the answer then takes the place of.
      const { ts } = await bot.nextMessage();
      await until(() => {
        const message = bot.slack.messages.find((each) => each.ts === ts);
        return message !== undefined && drawAsText(message).includes('Loki failed');
      });
      const lines = await until(() => {
        const all = linesOf(bot.log().slice(before));
        return all.some(({ msg }) => msg === 'the audit could not be written') && all;
      });
      expect(lines).toContainEqual(
        expect.objectContaining({
          level: 'error',
          msg: 'the audit could not be written',
          err: expect.anything(),
        }),
      );
      expect(new Set(lines.map(({ requestId }) => requestId)).size).toBe(1);
      expect(lines[0]?.requestId).toMatch(/^[0-9a-f]{8}$/);
    } finally {
      await running.store.run('alter table audit_away rename to audit');
    }
  });
});

describe('stopping the bot', () => {
  let running: Case001;

  beforeAll(async () => {
    running = await startCase001('2025-07-24');
  });
  afterAll(() => running.stop());
  afterEach(() => {
    running.loki.conditions.mode = 'healthy';
    running.loki.conditions.latencyMs = 0;
  });

  it('lets a check in flight finish', async () => {
    running.loki.conditions.latencyMs = 300;
    const bot = await startBotOn(running);
    const asked = running.loki.requestCount();
    await bot.command(DUKE);
    await until(() => running.loki.requestCount() > asked);
    await bot.stop();
    expect(bot.slack.messages.map(drawAsText)).toEqual([expect.stringContaining('missing: ')]);
  });

  it('lets the message of a check say that it was interrupted where there is no more time', async () => {
    running.loki.conditions.mode = 'hanging';
    const bot = await startBotOn(running, {
      environment: { FIRST_ANSWER_MS: '30000', CHECKING_AFTER_MS: '0' },
      stopGraceMs: 0,
    });
    await bot.command(DUKE);
    await until(() => bot.slack.messages.some((message) => drawAsText(message).includes('Checking')));
    await bot.stop();
    expect(bot.slack.messages).toHaveLength(1);
    expect(bot.slack.messages.map(drawAsText)).toEqual([
      expect.stringContaining('The bot was stopped during this check. Please run it again in a minute.'),
    ]);
    expect(await running.store.run(`select event from audit order by id desc limit 1`)).toEqual([
      { event: 'interrupted' },
    ]);
    // What was given up may still be said to have ended after that.
    expect(linesOf(bot.log()).map(({ msg }) => msg)).toContain('stopped');
  });
});

describe('what whoever runs the bot can ask it', () => {
  let running: Case001;

  beforeAll(async () => {
    running = await startCase001('2025-07-24');
  });
  afterAll(() => running.stop());
  afterEach(() => {
    running.loki.conditions.mode = 'healthy';
  });

  async function askable(environment: NodeJS.ProcessEnv) {
    const bot = await startBotOn(running, { environment, stopGraceMs: 0 });
    const ready = linesOf(bot.log()).find(({ msg }) => msg === 'ready');
    const page = (path: string) => fetch(`http://127.0.0.1:${String(ready?.['port'])}${path}`);
    const answerOf = async (path: string) => {
      const response = await page(path);
      return [response.status, await response.json()];
    };
    return { bot, page, answerOf };
  }

  it('/healthz tells that it is alive and counts checks in flight; a database that is gone is no reason to restart it', async () => {
    const store = await createTestDatabase();
    const { bot, answerOf } = await askable({ DATABASE_URL: store.url, FIRST_ANSWER_MS: '30000' });
    expect(await answerOf('/healthz')).toEqual([200, { ok: true, parts: { inFlight: '0' } }]);
    running.loki.conditions.mode = 'hanging';
    await bot.command(DUKE);
    await until(() => linesOf(bot.log()).some(({ msg }) => msg === 'asked'));
    await store.drop();
    expect(await answerOf('/healthz')).toEqual([200, { ok: true, parts: { inFlight: '1' } }]);
    await bot.stop();
    await expect(answerOf('/healthz')).rejects.toThrow('fetch failed');
  });

  it('/readyz names what it lacks: a database of this version, and one that answers', async () => {
    const store = await createTestDatabase();
    const { bot, answerOf } = await askable({ DATABASE_URL: store.url });
    const parts = { process: 'ok', database: 'ok', queue: 'ok', slack: 'ok' };
    expect(await answerOf('/readyz')).toEqual([200, { ok: true, parts }]);
    await store.run(`insert into kysely_migration values ('9999-from-the-future', '2030-01-01')`);
    const outdated = { ...parts, database: 'schema not up to date' };
    expect(await answerOf('/readyz')).toEqual([503, { ok: false, parts: outdated }]);
    await store.drop();
    const gone = { ...parts, database: 'does not answer', queue: 'takes no jobs' };
    // It looks for jobs each second.
    await until(async () => JSON.stringify(await answerOf('/readyz')).includes(gone.queue));
    expect(await answerOf('/readyz')).toEqual([503, { ok: false, parts: gone }]);
    await bot.stop();
  });

  it('/metrics is not there where that is not wanted', async () => {
    const { bot, page } = await askable({ SERVE_METRICS: 'false' });
    expect((await page('/metrics')).status).toBe(404);
    expect((await page('/readyz')).status).toBe(200);
    await bot.stop();
  });

  it('/metrics says what it cannot read, where the bot’s own database is gone', async () => {
    const store = await createTestDatabase();
    const { bot, page } = await askable({ DATABASE_URL: store.url });
    await store.drop();
    const families = readExposition(await (await page('/metrics')).text());
    for (const part of ['queue', 'digests']) {
      expect(valueIn(families, 'portal_check_scrape_success', { part })).toBe(0);
    }
    await bot.stop();
  });
});
