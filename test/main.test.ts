import { once } from 'node:events';
import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { startBotProcess, type BotProcess } from '../src/sandbox/bot-process.ts';
import { startChild, type Child } from '../src/sandbox/child.ts';
import { drawAsText } from '../src/sandbox/stand-ins/slack/draw-as-text.ts';
import { createSlackHandlers } from '../src/sandbox/stand-ins/slack/handlers.ts';
import { slashCommandPayload } from '../src/sandbox/stand-ins/slack/payloads.ts';
import { signedCommand } from '../src/sandbox/stand-ins/slack/senders.ts';
import type { SlackWorld } from '../src/sandbox/stand-ins/slack/world.ts';
import { serve, type StandIn } from '../src/sandbox/stand-ins/serve.ts';
import { BOT_TOKEN, SIGNING_SECRET, sandboxWorld } from './slack/sandbox-world.ts';
import { until } from './support/bot-on-case-001.ts';
import { startCase001, type Case001 } from './support/case-001.ts';
import { createTestDatabase } from './support/database.ts';

const DUKE = 'b8608be4-22bd-41e3-9173-fefaf19bdc50';
const MAIN = new URL('../src/main.ts', import.meta.url);

describe('the bot as a process', () => {
  let running: Case001;
  let slack: StandIn;
  let world: SlackWorld;
  let environment: Record<string, string>;

  beforeAll(async () => {
    running = await startCase001('2025-07-24');
    world = sandboxWorld();
    slack = await serve(createSlackHandlers(world));
    environment = {
      SLACK_BOT_TOKEN: BOT_TOKEN,
      SLACK_SIGNING_SECRET: SIGNING_SECRET,
      SLACK_ALLOWED_CHANNELS: 'C1',
      SLACK_API_URL: `${slack.url}/api/`,
      PORT: '0',
    };
    for (const [name, value] of Object.entries(running.environment)) {
      if (value !== undefined) environment[name] = value;
    }
  });
  afterAll(async () => {
    await slack.close();
    await running.stop();
  });
  afterEach(() => {
    world.messages.length = 0;
    slack.conditions.mode = 'healthy';
    running.loki.conditions.latencyMs = 0;
    running.loki.conditions.mode = 'healthy';
  });

  /** Starts the process and waits for nothing; it does not outlive the test. */
  function start(changes: Record<string, string> = {}, nodeArguments: readonly string[] = []): Child {
    const child = startChild(MAIN, {
      environment: { PATH: process.env['PATH'], ...environment, ...changes },
      nodeArguments,
    });
    onTestFinished(() => child.stop());
    return child;
  }

  async function startReady(changes: Record<string, string> = {}): Promise<BotProcess> {
    const bot = await startBotProcess({ ...environment, ...changes });
    onTestFinished(() => bot.child.stop());
    return bot;
  }

  async function exitCodeOf(child: Child): Promise<unknown> {
    if (child.process.exitCode === null) await once(child.process, 'exit');
    return child.process.exitCode;
  }

  async function ask(bot: BotProcess, text: string): Promise<void> {
    const doer = { slackUrl: slack.url, teamId: 'T1', userId: 'U1', channelId: 'C1' };
    const payload = slashCommandPayload(doer, { command: '/portal-check', text });
    const address = { eventsUrl: `${bot.url}/slack/events`, signingSecret: SIGNING_SECRET };
    expect((await signedCommand(address, payload)).status).toBe(200);
  }

  const answers = () => world.messages.map(drawAsText);

  it('ends with 78 and lists everything that is wrong, without any secret', async () => {
    const child = start({
      SLACK_SIGNING_SECRET: '',
      DATABASE_URL: 'postgres://bot:sentinel#4711@db/bot',
      SENTRY_TOKEN: '',
      LOKI_TOKEN: 'sentinel-token-4711',
      LOKI_URL: '',
      LOG_LEVEL: 'loud',
      BOT_SENTRY_DSN: 'https://sentinel-4711@errors.example.com',
    });
    expect(await exitCodeOf(child)).toBe(78);
    for (const name of ['SLACK_SIGNING_SECRET', 'SENTRY_TOKEN', 'LOKI_URL']) {
      expect(child.stderr()).toContain(`  - ${name} is missing`);
    }
    for (const name of ['DATABASE_URL', 'LOG_LEVEL', 'BOT_SENTRY_DSN']) {
      expect(child.stderr()).toContain(`  - ${name} is wrong`);
    }
    expect(child.stderr()).not.toContain('4711');
    expect(child.stderr()).not.toContain('reader-password');
  });

  it('says all of it in the bot’s language, and in English where that is what is wrong', async () => {
    const wrong = {
      SLACK_SIGNING_SECRET: '',
      LOG_LEVEL: 'loud',
      DATABASE_URL: 'postgres://b:senti#4711@db/b',
    };
    const spanish = start({ ...wrong, BOT_LANGUAGE: 'es' });
    expect(await exitCodeOf(spanish)).toBe(78);
    expect(spanish.stderr()).toMatch(/^La configuración no se puede usar:\n {2}- /);
    expect(spanish.stderr()).toContain(
      '  - falta SLACK_SIGNING_SECRET (y tampoco está definido SLACK_APP_TOKEN): Secreto de firma, ',
    );
    expect(spanish.stderr()).toContain('  - LOG_LEVEL no es válido: debe ser uno de estos valores: fatal, ');
    expect(spanish.stderr()).toContain('  - DATABASE_URL no es válido: no se puede leer como dirección');
    expect(spanish.stderr()).not.toMatch(/4711| is | must /);
    const neither = start({ ...wrong, BOT_LANGUAGE: 'fr' });
    expect(await exitCodeOf(neither)).toBe(78);
    expect(neither.stderr()).toMatch(/^The configuration is not usable:\n/);
    expect(neither.stderr()).toContain('  - BOT_LANGUAGE is wrong: must be one of en, es');
  });

  it('names a refused token in Spanish too', async () => {
    const child = start({ SLACK_BOT_TOKEN: 'xoxb-wrong-4711', BOT_LANGUAGE: 'es' });
    expect(await exitCodeOf(child)).toBe(78);
    expect(child.stderr()).toContain('SLACK_BOT_TOKEN: Slack rechazó el token (invalid_auth)');
  });

  it.each([
    [
      'a file of the check is not there',
      { PORTAL_LINKS_FILE: '/nowhere/portal-links.yml' },
      'PORTAL_LINKS_FILE: ',
    ],
    [
      'Slack refuses the token',
      { SLACK_BOT_TOKEN: 'xoxb-wrong-4711' },
      'SLACK_BOT_TOKEN: Slack refused the token (invalid_auth)',
    ],
  ])('ends with 78 where %s', async (_, changes, said) => {
    const child = start(changes);
    expect(await exitCodeOf(child)).toBe(78);
    expect(child.stderr()).toContain(said);
    expect(child.stderr()).not.toContain('4711');
  });

  it('ends with 78 where its database was not prepared, and it may not do so', async () => {
    const store = await createTestDatabase();
    onTestFinished(() => store.drop());
    const child = start({ DATABASE_URL: store.url, MIGRATE_AT_START: 'false' });
    expect(await exitCodeOf(child)).toBe(78);
    expect(child.stderr()).toContain('Run "portal-check migrate"');
    expect(await store.run(`select to_regclass('diagnoses') as found`)).toEqual([{ found: null }]);
  });

  it('prepares its database at the start; afterwards it also starts without, and refuses a newer one', async () => {
    const store = await createTestDatabase();
    const first = await startReady({ DATABASE_URL: store.url });
    await first.child.stop();
    const second = await startReady({ DATABASE_URL: store.url, MIGRATE_AT_START: 'false' });
    await second.child.stop();
    await store.run('drop schema pgboss cascade');
    const withoutQueue = start({ DATABASE_URL: store.url, MIGRATE_AT_START: 'false' });
    expect(await exitCodeOf(withoutQueue)).toBe(78);
    expect(withoutQueue.stderr()).toContain('the database is not prepared (pgboss)');
    await store.run(`insert into kysely_migration values ('9999-from-the-future', '2030-01-01')`);
    const child = start({ DATABASE_URL: store.url });
    expect(await exitCodeOf(child)).toBe(78);
    expect(child.stderr()).toContain('9999-from-the-future');
    await store.drop();
  });

  it('starts with Slack and the databases alone, and names the other sources as not configured', async () => {
    const none = {
      SENTRY_URL: '',
      SENTRY_TOKEN: '',
      SENTRY_ORGANIZATION: '',
      SENTRY_PROJECT_ID: '',
      LOKI_URL: '',
    };
    const bot = await startReady(none);
    await ask(bot, DUKE);
    await until(() => world.messages.length > 0);
    expect(answers()).toEqual([
      expect.stringMatching(/Sentry is not configured · Loki is not configured · database ok/),
    ]);
  });

  it.each(['SIGTERM', 'SIGINT'] as const)(
    'on %s lets a check in flight finish, then ends with 0 and is gone',
    async (signal) => {
      running.loki.conditions.latencyMs = 300;
      const { child, ...bot } = await startReady();
      const asked = running.loki.requestCount();
      await ask({ child, ...bot }, DUKE);
      await until(() => running.loki.requestCount() > asked);
      child.process.kill(signal);
      expect(await exitCodeOf(child)).toBe(0);
      expect(answers()).toEqual([expect.stringContaining('Duke Health (DUK) Charlotte')]);
      expect(child.stderr()).toMatch(/"msg":"stopping"[\s\S]*"msg":"checked"[\s\S]*"msg":"stopped"/);
      expect(() => process.kill(child.process.pid ?? 0, 0)).toThrow('ESRCH');
    },
  );

  it('ends at once on a second signal', async () => {
    running.loki.conditions.mode = 'hanging';
    const bot = await startReady({ FIRST_ANSWER_MS: '30000' });
    const asked = running.loki.requestCount();
    await ask(bot, DUKE);
    await until(() => running.loki.requestCount() > asked);
    bot.child.process.kill('SIGTERM');
    await until(() => bot.child.stderr().includes('"msg":"stopping"'));
    bot.child.process.kill('SIGTERM');
    expect(await exitCodeOf(bot.child)).toBe(70);
  });

  it('ends with 0 where it is told to stop in the midst of its start', async () => {
    slack.conditions.mode = 'hanging';
    const asked = slack.requestCount();
    const child = start();
    await until(() => slack.requestCount() > asked);
    child.process.kill('SIGTERM');
    expect(await exitCodeOf(child)).toBe(0);
  });

  it('ends with 70 where its port is taken, and says so in the log', async () => {
    const taken = new URL(slack.url).port;
    const child = start({ PORT: taken });
    expect(await exitCodeOf(child)).toBe(70);
    expect(child.stderr()).toMatch(/"level":"fatal".*EADDRINUSE.*the bot could not start/);
  });

  it.each([
    ['an exception', 'throw new Error(text)'],
    ['a rejection', 'Promise.reject(new Error(text))'],
  ])('ends with 70 after %s that nobody caught, and says so without a secret', async (_, mistake) => {
    const text = `${BOT_TOKEN} of alder@duke.example at https://hooks.slack.com/commands/T/1/x`;
    const onSignal = `process.on('SIGUSR2', () => { const text = ${JSON.stringify(text)}; ${mistake}; })`;
    const child = start({}, ['--import', `data:text/javascript,${encodeURIComponent(onSignal)}`]);
    await until(() => child.stderr().includes('"msg":"ready"'));
    child.process.kill('SIGUSR2');
    expect(await exitCodeOf(child)).toBe(70);
    expect(child.stderr()).toMatch(/"level":"fatal".*"msg":"a mistake that nobody caught"/);
    expect(child.stderr()).toContain('[secret] of •••@duke.example at [response_url]');
    expect(child.stderr()).not.toMatch(new RegExp(`${BOT_TOKEN}|alder|hooks\\.slack`));
  });
});
