import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { JOB_PACE } from '../../src/jobs/digest-job.ts';
import { createSlackHandlers } from '../../src/sandbox/stand-ins/slack/handlers.ts';
import { serve, type StandIn } from '../../src/sandbox/stand-ins/serve.ts';
import type { SlackWorld } from '../../src/sandbox/stand-ins/slack/world.ts';
import { APP_TOKEN, BOT_TOKEN, SIGNING_SECRET, sandboxWorld } from '../slack/sandbox-world.ts';
import { startCase001, type Case001 } from '../support/case-001.ts';
import { createTestDatabase, withLogin } from '../support/database.ts';
import { addressOfNobody, serveReally } from '../support/http-server.ts';
import { runTerminal, type TerminalRun } from '../support/terminal.ts';
import { until } from '../support/until.ts';

const DUKE = 'b8608be4-22bd-41e3-9173-fefaf19bdc50';
const NOBODY = '11111111-2222-4333-8444-555555555555';
const SECRETS = [BOT_TOKEN, APP_TOKEN, SIGNING_SECRET, 'sentry-token', 'reader-password', 'wrong-4711'];

describe('portal-check doctor', () => {
  let running: Case001;
  let slack: StandIn;
  let world: SlackWorld;
  let written = '';

  beforeAll(async () => {
    running = await startCase001('2025-07-24');
    await running.assembly.queue.migrate();
    world = sandboxWorld();
    slack = await serve(createSlackHandlers(world));
  });
  afterAll(async () => {
    await slack.close();
    await running.stop();
  });
  afterEach(() => {
    world.socketModeUrl = null;
    running.loki.conditions.mode = 'healthy';
  });

  async function doctor(environment: NodeJS.ProcessEnv = {}, ...options: string[]): Promise<TerminalRun> {
    const run = await runTerminal(['doctor', ...options], {
      ...running.environment,
      SLACK_BOT_TOKEN: BOT_TOKEN,
      SLACK_SIGNING_SECRET: SIGNING_SECRET,
      SLACK_API_URL: `${slack.url}/api/`,
      ...environment,
    });
    written += run.out + run.err;
    return run;
  }

  /** The lines about one part; throws where there are none. */
  function part(name: string, { out }: TerminalRun): string {
    const found = out.split(/^(?=[✓!✗–] )/m).find((each) => each.slice(2).startsWith(name));
    if (found === undefined) throw new Error(`nothing is said of ${name}:\n${out}`);
    return found;
  }

  it('tells of each part that it is well, how fast it answered, its version, its rights and what it sees', async () => {
    const run = await doctor();
    expect(run.exitCode).toBe(0);
    expect(run.out.match(/^✓ .* \d+ ms$/gm)).toHaveLength(6);
    expect(run.out).not.toMatch(/^[!✗]/m);
    for (const fact of ['mode: HTTP', 'workspace: Sandbox', 'bot: portal-check (B0BOT)']) {
      expect(part('Slack', run)).toContain(`    ${fact}\n`);
    }
    expect(part('Sentry', run)).toMatch(/project 3: \S+\n[\s\S]* {4}newest event: 2025-/);
    for (const fact of [
      'version: not told by Sentry',
      'may read events (org:read): yes',
      'may read issues (event:read): yes',
    ]) {
      expect(part('Sentry', run)).toContain(`    ${fact}\n`);
    }
    expect(part('Sentry', run)).toMatch(/PortalEmailNoneVerified: issues: \d+, events: \d+, last seen 2025-/);
    expect(part('Loki', run)).toContain('    version: ');
    expect(part('Loki', run)).toContain('    may query: yes\n');
    expect(part('The bot’s own database', run)).toContain('    rights: may prepare its tables\n');
    expect(part('Loki', run)).toMatch(/newest line of backend-sidekiq-worker: 2025-07-24/);
    expect(part('Loki', run)).toMatch(/sees back to: 2025-06-24/);
    expect(part('Delivery database', run)).toMatch(/version: PostgreSQL 18/);
    expect(part('Delivery database', run)).toContain('rights: reads only');
    expect(part('Delivery database', run)).toContain('the queries of portal-links: answered');
    expect(part('The bot’s own database', run)).toMatch(/version: PostgreSQL 18[\s\S]*schema: up to date/);
    expect(run.err).toBe('trying Slack, Sentry, Loki and both databases …\n');
  });

  it('says that the clock is one of a rehearsal, and nothing of the kind where it is not', async () => {
    expect((await doctor()).out).toMatch(/^rehearsal: the clock started at 2025-07-24T12:31:34.000Z/);
    expect((await doctor({ CLOCK_STARTS_AT: '' })).out).not.toContain('rehearsal');
  });

  it('names what is not configured, which is no failure and no success', async () => {
    const none = { SENTRY_URL: '', SENTRY_TOKEN: '', SENTRY_ORGANIZATION: '', SENTRY_PROJECT_ID: '' };
    const run = await doctor({ ...none, LOKI_URL: '', SLACK_BOT_TOKEN: '', SLACK_SIGNING_SECRET: '' });
    expect(run.exitCode).toBe(0);
    expect(part('Slack', run)).toBe('– Slack not configured (SLACK_BOT_TOKEN is not set)\n');
    expect(part('Sentry', run)).toBe('– Sentry not configured (SENTRY_URL is not set)\n');
    expect(part('Loki', run)).toBe('– Loki not configured (LOKI_URL or GRAFANA_LOKI_UID is not set)\n');
  });

  it('tells whether digests are made: subscriptions, the last complete one, the queue and the heartbeat', async () => {
    const run = await doctor({ HEARTBEAT_URL: 'https://watchdog.example/wrong-4711' });
    for (const fact of [
      'subscriptions: 0 active, 0 paused',
      'last complete digest: none yet',
      'queue digest: 0 waiting, 0 worked on, 0 given up',
      'heartbeat: after each complete digest',
    ]) {
      expect(part('Digests', run)).toContain(`    ${fact}\n`);
    }
    expect(part('Digests', await doctor())).toContain('heartbeat: none (HEARTBEAT_URL)');
  });

  it('warns of a digest that was given up, names which and why, and is well nevertheless', async () => {
    const { queue } = running.assembly;
    const subscriptionId = '0f8fad5b-d9cb-469f-a165-70867728950e';
    const job = { ...JOB_PACE.digest, retryLimit: 0 };
    await queue.start();
    await queue.work(job, () => Promise.reject(Object.assign(new Error('secret'), { code: '57P01' })));
    await queue.send(job, randomUUID(), { subscriptionId, dueAtMs: Date.parse('2025-07-21T18:00:00Z') });
    await until(async () => (await queue.deadLetters(1)).length > 0);
    const run = await doctor();
    expect(run.exitCode).toBe(0);
    expect(part('Digests', run)).toMatch(/^! Digests \d+ ms$/m);
    expect(part('Digests', run)).toContain('queue digest: 0 waiting, 0 worked on, 1 given up\n');
    expect(part('Digests', run)).toMatch(
      /given up: 20\S+Z, 57P01: the digest of 2025-07-21T18:00:00.000Z, subscription 0f8fad5b-/,
    );
    expect(part('Digests', run)).toContain('    a digest was given up. Nothing is lost: ');
    const spanish = await doctor({ BOT_LANGUAGE: 'es' });
    expect(part('Resúmenes', spanish)).toContain('    se abandonó un resumen tras todos los intentos. ');
    await running.store.run('delete from pgboss.job');
  });

  it('warns of a look at an incident that was given up, and names which and why', async () => {
    const { queue } = running.assembly;
    const incidentId = '0198a1b2-0000-7000-8000-000000000007';
    const job = { ...JOB_PACE.incident, retryLimit: 0 };
    await queue.start();
    await queue.work(job, () => Promise.reject(Object.assign(new Error('secret'), { code: '57P01' })));
    await queue.send(job, randomUUID(), { incidentId, dueAtMs: Date.parse('2025-07-21T18:00:00Z') });
    await until(async () => (await queue.deadLetters(1)).length > 0);
    const said = part('Digests', await doctor());
    expect(said).toContain('queue incident: 0 waiting, 0 worked on, 1 given up\n');
    expect(said).toMatch(/57P01: the look of 2025-07-21T18:00:00.000Z at incident 0198a1b2-/);
    expect(said).toContain('    a look at an incident was given up. Nothing is lost: ');
    expect(said).not.toContain('a digest was given up');
    expect(part('Resúmenes', await doctor({ BOT_LANGUAGE: 'es' }))).toContain(
      '    se abandonó una revisión de un incidente tras todos los intentos. ',
    );
    await running.store.run('delete from pgboss.job');
  });

  describe('gives a hint where', () => {
    /** The hint, the last of the lines about one part; throws unless that part and no other fails, and the code says so. */
    async function hintOf(name: string, environment: NodeJS.ProcessEnv): Promise<string | undefined> {
      const run = await doctor(environment);
      // Digests rest on that database.
      const resting = name === 'The bot’s own database' ? part('Digests', run) : '';
      const [failed = '', ...others] = run.out.replace(resting, '').match(/^✗ .*/gm) ?? [];
      if (run.exitCode !== 12 || others.length > 0 || !failed.includes(name)) {
        throw new Error(`only ${name} should fail, with 12, not with ${run.exitCode}:\n${run.out}`);
      }
      return part(name, run).trimEnd().split('\n').at(-1)?.trim();
    }

    it('Sentry refuses the token', async () => {
      expect(await hintOf('Sentry', { SENTRY_TOKEN: 'wrong-4711' })).toBe(
        'Sentry refused the token (401): check SENTRY_TOKEN',
      );
    });

    it('Sentry knows no such organization', async () => {
      expect(await hintOf('Sentry', { SENTRY_ORGANIZATION: 'nobodys' })).toBe(
        'Sentry knows no such page (404): check SENTRY_URL, SENTRY_ORGANIZATION and SENTRY_PROJECT_ID',
      );
    });

    it('Loki is down', async () => {
      running.loki.conditions.mode = 'down';
      expect(await hintOf('Loki', {})).toBe(
        'Loki broke the connection off in the middle of its answer: try again',
      );
    });

    it('nothing answers where Loki should be', async () => {
      const url = await addressOfNobody();
      expect(await hintOf('Loki', { LOKI_URL: url })).toBe(
        `nothing answers at ${url}: is Loki up, and is LOKI_URL right?`,
      );
    });

    it('Loki answers in another shape, and does not send who runs doctor to doctor', async () => {
      running.loki.conditions.mode = 'wrong-shape';
      const hint = await hintOf('Loki', {});
      expect(hint).toMatch(/^Loki answered in another shape, .*: its version may be new to this bot, tell /);
      expect(hint).not.toContain('doctor');
    });

    it('the delivery database refuses the password', async () => {
      const url = withLogin(running.delivery.url, 'nobody', 'wrong-4711');
      expect(await hintOf('Delivery database', { DELIVERY_DATABASE_URL: url })).toBe(
        'the delivery database refused the log-in: check user, password and database in DELIVERY_DATABASE_URL',
      );
    });

    it('a view is missing', async () => {
      await running.delivery.run('alter view portal_check.links rename to away');
      try {
        expect(await hintOf('Delivery database', {})).toBe(
          'portal_check.links is missing or may not be read: run views.sql, or check the grants',
        );
      } finally {
        await running.delivery.run('alter view portal_check.away rename to links');
      }
    });

    it('the bot’s own database is down', async () => {
      const { host } = new URL(await addressOfNobody());
      const url = `postgres://bot:wrong-4711@${host}/bot`;
      expect(await hintOf('The bot’s own database', { DATABASE_URL: url })).toBe(
        `nothing answers at ${host}: is the bot’s own database up, and is DATABASE_URL right?`,
      );
    });

    it('the bot’s own database is away, and of what rests on it says no more than that', async () => {
      const url = withLogin(running.store.url, 'nobody', 'wrong-4711');
      expect(part('Digests', await doctor({ DATABASE_URL: url }))).toMatch(
        /^✗ Digests \d+ ms\n {4}heartbeat: .*\n {4}not known as long as the bot’s own database cannot be used: see above\n$/,
      );
    });

    it('the bot’s own database refuses the log-in', async () => {
      const url = withLogin(running.store.url, 'nobody', 'wrong-4711');
      expect(await hintOf('The bot’s own database', { DATABASE_URL: url })).toBe(
        'the bot’s own database refused the log-in: check user, password and database in DATABASE_URL',
      );
    });

    it('the bot’s own database was not prepared, or by a newer version', async () => {
      const store = await createTestDatabase();
      const environment = { DATABASE_URL: store.url };
      expect(await hintOf('The bot’s own database', environment)).toContain('Run "portal-check migrate"');
      await runTerminal(['migrate'], { ...running.environment, ...environment });
      await store.run(`insert into kysely_migration values ('9999-from-the-future', '2030-01-01')`);
      expect(await hintOf('The bot’s own database', environment)).toContain('9999-from-the-future');
      await store.drop();
    });

    it('the queue was not prepared', async () => {
      const store = await createTestDatabase();
      await runTerminal(['migrate'], { ...running.environment, DATABASE_URL: store.url });
      await store.run('drop schema pgboss cascade');
      expect(await hintOf('Digests', { DATABASE_URL: store.url })).toMatch(
        /^DATABASE_URL: the database is not prepared \(pgboss\)\. Run "portal-check migrate"/,
      );
      await store.drop();
    });

    it('Slack refuses the token', async () => {
      expect(await hintOf('Slack', { SLACK_BOT_TOKEN: 'xoxb-wrong-4711' })).toBe(
        'Slack refused the token (invalid_auth): check SLACK_BOT_TOKEN, or install the app again',
      );
    });

    it('Slack cannot be reached', async () => {
      const url = await addressOfNobody();
      expect(await hintOf('Slack', { SLACK_API_URL: `${url}/api/` })).toBe(
        `Slack did not answer at ${url}: check the network, HTTPS_PROXY and CA_FILE`,
      );
    });

    it('Slack refuses the token of Socket Mode', async () => {
      world.socketModeUrl = 'ws://127.0.0.1:1/';
      const run = await doctor({ SLACK_APP_TOKEN: APP_TOKEN });
      expect(part('Slack', run)).toContain('Socket Mode: a connection is granted');
      expect(await hintOf('Slack', { SLACK_APP_TOKEN: 'xapp-wrong-4711' })).toBe(
        'Slack refused the token (invalid_auth): check SLACK_APP_TOKEN, or install the app again',
      );
    });

    it('Slack did not grant what the bot needs', async () => {
      const url = await serveReally((_, response) => {
        response.writeHead(200, {
          'content-type': 'application/json',
          'x-oauth-scopes': 'commands,users:read',
        });
        response.end(JSON.stringify({ ok: true, team: 'Sandbox', user: 'portal-check', bot_id: 'B1' }));
      });
      expect(await hintOf('Slack', { SLACK_API_URL: `${url}/api/` })).toBe(
        'the scope chat:write is lacking: install the app again from manifest.yml',
      );
    });
  });

  describe('with --sample', () => {
    it('shows every column of the provider without its names, and how often each phrase was seen', async () => {
      const run = await doctor({}, '--sample', DUKE);
      expect(run.exitCode).toBe(0);
      const sample = run.out.slice(run.out.indexOf(`Sample ${DUKE}`));
      for (const column of [
        `id: "${DUKE}"`,
        'kind: "Clinic"',
        'name: (text, 27 characters)',
        'links_enabled: true',
        'email_cadence: "weekly"',
        'recipients: (3 entries)',
      ]) {
        expect(sample).toContain(`    ${column}\n`);
      }
      for (const phrase of ['Portal email send failed to', 'Failed to make Portal links for:']) {
        expect(sample).toMatch(
          new RegExp(`"${phrase}" in 30 days: \\d+ lines?, (?:last 2025-|never seen: is it still)`),
        );
      }
      const people = await running.delivery.run(
        'select name, email from portal_recipients union select name, name from clinics',
      );
      expect(people.length).toBeGreaterThan(5);
      for (const { name, email } of people) {
        expect(run.out).not.toContain(name);
        expect(run.out).not.toContain(email);
      }
    });

    it('says that there is no such provider', async () => {
      const { exitCode, out } = await doctor({}, '--sample', NOBODY);
      expect(exitCode).toBe(0);
      expect(out).toContain('    no such provider\n');
    });

    it('says which column the check cannot read', async () => {
      const [path, remove] = await changedSql((sql) => sql.replace('as link_count', 'as count_of_links'));
      const { exitCode, out } = await doctor({ DELIVERY_SQL_FILE: path }, '--sample', DUKE);
      expect(exitCode).toBe(12);
      expect(out).toContain('    count_of_links: ');
      expect(out).toMatch(
        /subjects\.link_count should be .*no such column.*: mend the view, or the file in DELIVERY_SQL_FILE/,
      );
      await remove();
    });

    it('shows the row though Loki is down, and says so of each phrase', async () => {
      running.loki.conditions.mode = 'down';
      const { exitCode, out } = await doctor({}, '--sample', DUKE);
      expect(exitCode).toBe(12);
      expect(out).toContain('    links_enabled: true\n');
      expect(out.match(/^ {4}"[^"]+" in 30 days: Loki broke the connection off/gm)).toHaveLength(2);
    });

    it.each([['a word'], [`${DUKE} ${NOBODY}`]])(
      'takes one id, and refuses “%s” with 64 before anything is tried',
      async (text) => {
        const { exitCode, out, err } = await doctor({}, '--sample', text);
        expect({ exitCode, out }).toEqual({ exitCode: 64, out: '' });
        expect(err).toContain(
          `--sample takes one id, not "${text}". For example: portal-check doctor --sample ${DUKE}`,
        );
      },
    );
  });

  describe('in Spanish', () => {
    /** Names of apps, roles, scopes, columns, views and exceptions, and whatever is a value. */
    const OF_THE_OTHER_SIDE =
      /^(?:bot|HTTP|Sandbox|portal-check \(B0BOT\)|backend|postgres|PostgreSQL [\d.]+|\w+_\w+|portal_check\.\w+|Portal\w+|unknown provider for id -|id|kind|name|configured|links|recipients|".*"|true|\d+(?: ms)?|[\d-]+T[\d:.]+Z|\w+(?::\w+)?(?:, \w+(?::\w+)?)+)$/;
    const ENGLISH =
      /\b(?:the|and|of|not|yes|none|never|newest|version|role|rights|found|reads?|last|may|events|issues|project)\b/;

    it('tells of each part that it is well, without a word of English', async () => {
      const run = await doctor({}, '--language', 'es');
      expect(run.exitCode).toBe(0);
      expect(run.out.match(/^✓ .* \d+ ms$/gm)).toHaveLength(6);
      expect(part('La base de datos propia del bot', run)).toContain('    esquema: al día\n');
      expect(part('Sentry', run)).toMatch(/incidencias: \d+, eventos: \d+, visto por última vez 2025-/);
      expect(part('Loki', run)).toMatch(/ {4}línea más reciente de backend-sidekiq-worker: 2025-07-24/);
      expect(run.err).toBe('probando Slack, Sentry, Loki y ambas bases de datos …\n');
      // Names of rights are Sentry's and Slack's own.
      for (const line of run.out.replaceAll(/\w+:(?:read|write)\b/g, '').split('\n')) {
        expect(line).not.toMatch(ENGLISH);
      }
    });

    it('leaves nothing in English but names and values of the other side, in a sample too', async () => {
      const factsIn = ({ out }: TerminalRun) =>
        [...out.matchAll(/^ {4}(.+?): (.*)$/gm)].map(([, name = '', value = '']) => [name, value]);
      const [english, spanish] = [
        factsIn(await doctor({}, '--sample', DUKE)),
        factsIn(await doctor({ BOT_LANGUAGE: 'es' }, '--sample', DUKE)),
      ];
      expect(spanish.length).toBeGreaterThan(40);
      expect(spanish).toHaveLength(english.length);
      const same = spanish.flatMap((texts, line) =>
        texts.filter((text, place) => text === english[line]?.[place]),
      );
      expect(same.filter((text) => !OF_THE_OTHER_SIDE.test(text))).toEqual([]);
    });

    it('gives hints where something is down or not configured', async () => {
      running.loki.conditions.mode = 'wrong-shape';
      const run = await doctor({
        BOT_LANGUAGE: 'es',
        SLACK_BOT_TOKEN: 'xoxb-wrong-4711',
        SENTRY_URL: '',
        SENTRY_TOKEN: '',
        SENTRY_ORGANIZATION: '',
        SENTRY_PROJECT_ID: '',
      });
      expect(run.exitCode).toBe(12);
      expect(part('Slack', run)).toContain('Slack rechazó el token (invalid_auth): revisar SLACK_BOT_TOKEN');
      expect(part('Sentry', run)).toBe('– Sentry sin configurar (falta SENTRY_URL)\n');
      expect(part('Loki', run)).toContain('avisar al equipo del bot');
    });

    it('says that the bot’s own database was not prepared, and what to do', async () => {
      const store = await createTestDatabase();
      const run = await doctor({ BOT_LANGUAGE: 'es', DATABASE_URL: store.url });
      await store.drop();
      expect(run.exitCode).toBe(12);
      const said = part('La base de datos propia del bot', run);
      expect(said).toContain('    esquema: no está al día: ejecutar «portal-check migrate»\n');
      expect(said).toMatch(/ {4}DATABASE_URL: la base de datos no está preparada \(.*\)\. Ejecutar /);
    });

    it('shows a sample', async () => {
      const { out } = await doctor({ BOT_LANGUAGE: 'es' }, '--sample', DUKE);
      expect(out).toContain(`Muestra ${DUKE}`);
      expect(out).toContain('    name: (texto, 27 caracteres)\n');
      expect(out).toMatch(/«Portal email send failed to» en 30 días: \d+ líneas?, /);
    });

    it('refuses a sample that is no id', async () => {
      const { exitCode, err } = await doctor({ BOT_LANGUAGE: 'es' }, '--sample', 'nadie');
      expect(exitCode).toBe(64);
      expect(err).toContain(
        `--sample admite un solo identificador, no «nadie». Por ejemplo: portal-check doctor --sample ${DUKE}`,
      );
    });
  });

  it('showed no secret in any of this', () => {
    expect(written).toContain('refused the token');
    for (const secret of SECRETS) expect(written).not.toContain(secret);
  });
});

/** A file with the delivery SQL, changed, and how to remove it. */
async function changedSql(
  change: (sql: string) => string,
): Promise<[path: string, remove: () => Promise<void>]> {
  const own = await readFile(new URL('../../src/checks/portal-links/delivery.sql', import.meta.url), 'utf8');
  const changed = change(own);
  if (changed === own) throw new Error('the SQL holds nothing to change');
  const folder = await mkdtemp(join(tmpdir(), 'portal-check-'));
  const path = join(folder, 'delivery.sql');
  await writeFile(path, changed);
  return [path, () => rm(folder, { recursive: true })];
}
