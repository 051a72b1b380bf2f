import { describe, expect, it } from 'vitest';
import { readConfig, readTelemetryConfig, secretsIn } from '../src/config.ts';
import { ConfigurationError } from '../src/errors.ts';
import { inEnglish } from './support/configuration-words.ts';

/** The least that a terminal needs. */
const DATABASES = {
  DELIVERY_DATABASE_URL: 'postgres://reader:delivery-password@replica.internal:5432/app',
  DATABASE_URL: 'postgres://bot:store-password@db.internal:5432/portal_check',
};
const SLACK = { SLACK_BOT_TOKEN: 'xoxb-bot-token', SLACK_SIGNING_SECRET: 'signing-secret' };
const SENTRY = {
  SENTRY_URL: 'https://sentry.example.com',
  SENTRY_TOKEN: 'sentry-token',
  SENTRY_ORGANIZATION: 'acme',
  SENTRY_PROJECT_ID: '3',
};

function problemsOf(environment: NodeJS.ProcessEnv, needs: 'slack' | 'terminal'): readonly string[] {
  try {
    readConfig(environment, needs);
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems.map(inEnglish);
    throw error;
  }
  return [];
}

describe('a configuration that is not usable', () => {
  it('lists everything that is missing at once, with what it is for', () => {
    expect(problemsOf({}, 'slack')).toEqual([
      expect.stringMatching(/^SLACK_BOT_TOKEN is missing: Bot token, /),
      expect.stringMatching(
        /^SLACK_SIGNING_SECRET is missing \(and SLACK_APP_TOKEN is not set either\): Signing secret, /,
      ),
      expect.stringMatching(/^DELIVERY_DATABASE_URL is missing: The application’s database/),
      expect.stringMatching(/^DATABASE_URL is missing: A database of the bot’s own/),
    ]);
  });

  it.each([
    [
      { INCIDENT_CHANNEL_ID: 'C0AAA' },
      ['INCIDENT_CHANNEL_ID names a channel that is not in SLACK_ALLOWED_CHANNELS'],
    ],
    [{ INCIDENT_CHANNEL_ID: 'C0AAA', SLACK_ALLOWED_CHANNELS: 'C0BBB C0AAA' }, []],
    // What cannot be read contradicts nothing.
    [
      { INCIDENT_CHANNEL_ID: 'C0AAA', SLACK_ALLOWED_CHANNELS: 'general' },
      ['SLACK_ALLOWED_CHANNELS is wrong'],
    ],
    [{ INCIDENT_CHANNEL_ID: 'incidents' }, ['INCIDENT_CHANNEL_ID is wrong']],
    [{ INCIDENT_TIME_ZONE: 'Pacific' }, ['INCIDENT_TIME_ZONE is wrong']],
    [{ INCIDENT_TIME_ZONE: 'Europe/Madrid' }, []],
  ])('says where incidents cannot live: %j', (settings, expected) => {
    const databases = { DELIVERY_DATABASE_URL: 'postgres://a@b/c', DATABASE_URL: 'postgres://a@b/d' };
    const problems = problemsOf({ ...databases, ...settings }, 'terminal');
    expect(problems).toEqual(expected.map((problem) => expect.stringContaining(problem)));
  });

  it('lists what is wrong, what is missing and what contradicts beside each other', () => {
    const problems = problemsOf(
      {
        DELIVERY_DATABASE_URL: 'mysql://reader@replica/app',
        PORT: 'eighty',
        LOG_LEVEL: 'loud',
        SENTRY_URL: 'https://sentry.example.com',
        SENTRY_PROJECT_ID: '17',
        BOT_SENTRY_DSN: 'https://key@sentry.example.com/17',
        FIRST_ANSWER_MS: '20000',
        LATE_ANSWER_MS: '10000',
      },
      'terminal',
    );
    const expected = [
      'BOT_SENTRY_DSN is the very project that is searched',
      'DATABASE_URL is missing',
      'DELIVERY_DATABASE_URL is wrong',
      'LATE_ANSWER_MS (10000) is less than FIRST_ANSWER_MS (20000)',
      'LOG_LEVEL is wrong',
      'PORT is wrong',
      'SENTRY_ORGANIZATION is missing',
      'SENTRY_TOKEN is missing',
    ];
    expect(problems).toHaveLength(expected.length);
    for (const problem of expected) expect(problems).toContainEqual(expect.stringContaining(problem));
  });

  it.each<[name: string, environment: NodeJS.ProcessEnv, reason: string]>([
    ['a person’s token', { SLACK_BOT_TOKEN: 'xoxp-1' }, 'SLACK_BOT_TOKEN is wrong: a bot token begins with'],
    ['a bot token as app token', { SLACK_APP_TOKEN: 'xoxb-1' }, 'an app-level token begins with xapp-'],
    ['another kind of database', { DATABASE_URL: 'mysql://db/x' }, 'must be postgres://user:password@'],
    [
      'a password that is not encoded',
      { DATABASE_URL: 'postgres://bot:pa#ss@db.internal/bot' },
      '"#" is "%23"',
    ],
    [
      'a word for TLS that nobody knows',
      { DATABASE_TLS: 'maybe' },
      'must be one of verify, no-verify, disable',
    ],
    [
      'a word for a number',
      { DELIVERY_STATEMENT_TIMEOUT_MS: 'long' },
      'DELIVERY_STATEMENT_TIMEOUT_MS is wrong: must be of type number, for example 7000',
    ],
    ['a number with a fraction', { GRAFANA_ORG_ID: '1.5' }, 'must be of type int'],
    ['a number that is too small', { KEEP_AUDIT_DAYS: '0' }, 'KEEP_AUDIT_DAYS is wrong: must be at least 1'],
    ['a number that is too large', { PORT: '70000' }, 'PORT is wrong: must be at most 65535'],
    ['yes for true', { MIGRATE_AT_START: 'yes' }, 'must be one of true, false'],
    [
      'an address without a scheme',
      { ...SENTRY, SENTRY_URL: 'sentry.example.com' },
      'with http:// or https://',
    ],
    [
      'a project’s slug for its id',
      { ...SENTRY, SENTRY_PROJECT_ID: 'backend' },
      'the numeric id, not the slug',
    ],
    ['a clock without an offset', { CLOCK_STARTS_AT: '2025-07-24T05:31' }, 'with its offset from UTC'],
    ['a page without the provider', { PROVIDER_URL: 'https://app.example.com' }, 'must hold {id}'],
    [
      'a DSN without its project',
      { BOT_SENTRY_DSN: 'https://key@sentry.example.com/' },
      'https://key@host/project',
    ],
    [
      'a DSN without its key',
      { BOT_SENTRY_DSN: 'https://sentry.example.com/17' },
      'https://key@host/project',
    ],
    ['a channel’s name', { ON_CALL_CHANNEL: '#on-call' }, 'must be the id of a channel, as C0123ABCD'],
    [
      'a handle among ids of groups, by its place',
      { SLACK_ENGINEER_GROUPS: 'S0123ABCD, @oncall' },
      'SLACK_ENGINEER_GROUPS is wrong, entry 2: must be the id of a user group, as S0123ABCD (not its handle)',
    ],
    [
      'a name among ids of members',
      { SLACK_HELP_DESK_USERS: 'ada' },
      'SLACK_HELP_DESK_USERS is wrong, entry 1: must be the id of a member',
    ],
  ])('names %s', (_, environment, reason) => {
    const problems = problemsOf({ ...DATABASES, ...SLACK, ...environment }, 'slack');
    expect(problems).toEqual([expect.stringContaining(reason)]);
  });

  it.each<[name: string, environment: NodeJS.ProcessEnv, missing: readonly string[]]>([
    [
      'Sentry with its address only',
      { SENTRY_URL: SENTRY.SENTRY_URL },
      ['SENTRY_TOKEN is missing (SENTRY_URL', 'SENTRY_ORGANIZATION is', 'SENTRY_PROJECT_ID is'],
    ],
    [
      'Sentry without its address',
      { ...SENTRY, SENTRY_URL: '' },
      ['SENTRY_URL is missing (SENTRY_TOKEN is set)'],
    ],
    [
      'Loki’s token without its address',
      { LOKI_TOKEN: 'token' },
      ['LOKI_URL is missing (LOKI_TOKEN is set)'],
    ],
    [
      'Loki’s tenant without its address',
      { LOKI_TENANT: 'team' },
      ['LOKI_URL is missing (LOKI_TENANT is set)'],
    ],
    [
      'a user of Loki without password',
      { LOKI_URL: 'http://loki', LOKI_USERNAME: 'user' },
      ['LOKI_PASSWORD is missing (LOKI_USERNAME is set)'],
    ],
    [
      'a password of Loki without user',
      { LOKI_URL: 'http://loki', LOKI_PASSWORD: 'password' },
      ['LOKI_USERNAME is missing (LOKI_PASSWORD is set)'],
    ],
    [
      'a data source without Grafana',
      { GRAFANA_LOKI_UID: 'uid' },
      ['GRAFANA_URL is missing (GRAFANA_LOKI_UID is set)', 'GRAFANA_TOKEN is missing'],
    ],
    [
      'Grafana without a data source',
      { GRAFANA_URL: 'https://grafana.example.com' },
      ['GRAFANA_LOKI_UID is missing (GRAFANA_URL is set)', 'GRAFANA_TOKEN is missing'],
    ],
    [
      'links to Grafana without a data source',
      { LOKI_URL: 'http://loki', GRAFANA_URL: 'https://grafana.example.com' },
      ['GRAFANA_LOKI_UID is missing (GRAFANA_URL is set)'],
    ],
    [
      'Slack with its bot token only',
      { SLACK_BOT_TOKEN: 'xoxb-1' },
      ['SLACK_SIGNING_SECRET is missing (and SLACK_APP_TOKEN is not set either)'],
    ],
    ['Slack without its bot token', { SLACK_APP_TOKEN: 'xapp-1' }, ['SLACK_BOT_TOKEN is missing']],
  ])('names what half-configures %s', (_, environment, missing) => {
    expect(problemsOf({ ...DATABASES, ...environment }, 'terminal')).toEqual(
      missing.map((beginning) => expect.stringContaining(beginning)),
    );
  });

  it('is one where Loki is to be told two ways to log in', () => {
    const environment = { LOKI_URL: 'http://loki', LOKI_TOKEN: 't', LOKI_USERNAME: 'u', LOKI_PASSWORD: 'p' };
    expect(problemsOf({ ...DATABASES, ...environment }, 'terminal')).toEqual([
      expect.stringContaining('LOKI_TOKEN and LOKI_USERNAME are both set'),
    ]);
  });

  it.each([
    ['the very project', 'https://key@sentry.example.com/3', false],
    ['the very project under a path', 'https://key@sentry.example.com/base/3', false],
    ['another project of the same server', 'https://key@sentry.example.com/4', true],
    ['a project of the same number elsewhere', 'https://key@errors.example.com/3', true],
  ])('is one that reports its own errors to %s that is searched: %s', (_, dsn, isAllowed) => {
    const environment = { ...DATABASES, ...SENTRY, BOT_SENTRY_DSN: dsn };
    expect(problemsOf(environment, 'terminal').length === 0).toBe(isAllowed);
    expect(readTelemetryConfig(environment) !== null).toBe(isAllowed);
  });

  it('never shows a value that may be a secret, not even to developers', () => {
    const environment = {
      SLACK_BOT_TOKEN: 'leaked-bot-token',
      SLACK_APP_TOKEN: 'leaked-app-token',
      DELIVERY_DATABASE_URL: 'postgres://reader:leaked#password@replica/app',
      DATABASE_URL: 'leaked-address',
      BOT_SENTRY_DSN: 'https://leaked-key@sentry.example.com',
    };
    const said = problemsOf(environment, 'slack').join('\n');
    expect(said.match(/is wrong/g)).toHaveLength(5);
    expect(said).not.toContain('leaked');
    expect(() => readConfig(environment, 'slack')).toThrow(/SLACK_BOT_TOKEN[\s\S]*DATABASE_URL/);
    expect(() => readConfig(environment, 'slack')).not.toThrow(/leaked/);
  });
});

describe('a configuration that is usable', () => {
  it('needs Slack and the two databases, and no more', () => {
    const config = readConfig({ ...DATABASES, ...SLACK }, 'slack');
    expect(config).toMatchObject({
      slack: { botToken: 'xoxb-bot-token', mode: { kind: 'http', signingSecret: 'signing-secret' } },
      sentry: null,
      loki: null,
      telemetry: null,
      proxy: null,
      clockStartsAtMs: null,
      port: 3_000,
      answers: { firstAnswerMs: 8_000, lateAnswerMs: 60_000, checkingAfterMs: 2_000 },
      store: { tls: 'verify', migrateAtStart: true, keepDiagnosesDays: 180, keepAuditDays: 365 },
    });
  });

  it('needs no Slack in a terminal', () => {
    expect(readConfig(DATABASES, 'terminal').slack).toBeNull();
  });

  it('takes an empty value for none', () => {
    const empty = { SENTRY_URL: '', LOKI_URL: '  ', SLACK_APP_TOKEN: '', PORT: '', LOG_LEVEL: '' };
    expect(readConfig({ ...DATABASES, ...SLACK, ...empty }, 'slack')).toEqual(
      readConfig({ ...DATABASES, ...SLACK }, 'slack'),
    );
    expect(problemsOf({ ...DATABASES, ...SLACK, DATABASE_URL: '' }, 'slack')).toEqual([
      expect.stringContaining('DATABASE_URL is missing'),
    ]);
  });

  it('speaks Socket Mode as soon as there is an app-level token', () => {
    const { slack } = readConfig({ ...DATABASES, ...SLACK, SLACK_APP_TOKEN: 'xapp-1' }, 'slack');
    expect(slack?.mode).toEqual({ kind: 'socket', appToken: 'xapp-1' });
  });

  it.each<[name: string, environment: NodeJS.ProcessEnv, loki: object]>([
    [
      'directly, openly',
      { LOKI_URL: 'http://loki' },
      { access: { kind: 'direct', url: 'http://loki', tenant: null, auth: { kind: 'none' } }, explore: null },
    ],
    [
      'directly, by token and tenant',
      { LOKI_URL: 'http://loki', LOKI_TOKEN: 'token', LOKI_TENANT: 'team' },
      { access: { kind: 'direct', tenant: 'team', auth: { kind: 'bearer', token: 'token' } } },
    ],
    [
      'directly, by user and password',
      { LOKI_URL: 'http://loki', LOKI_USERNAME: 'user', LOKI_PASSWORD: 'password' },
      { access: { kind: 'direct', auth: { kind: 'basic', username: 'user', password: 'password' } } },
    ],
    [
      'through Grafana',
      { GRAFANA_URL: 'https://grafana', GRAFANA_LOKI_UID: 'uid', GRAFANA_TOKEN: 'glsa' },
      {
        access: { kind: 'grafana', url: 'https://grafana', dataSourceUid: 'uid', token: 'glsa' },
        explore: { grafanaUrl: 'https://grafana', dataSourceUid: 'uid', orgId: 1 },
      },
    ],
    [
      'directly, with links to Grafana',
      {
        LOKI_URL: 'http://loki',
        GRAFANA_URL: 'https://grafana',
        GRAFANA_LOKI_UID: 'uid',
        GRAFANA_ORG_ID: '7',
      },
      {
        access: { kind: 'direct', url: 'http://loki' },
        explore: { grafanaUrl: 'https://grafana', dataSourceUid: 'uid', orgId: 7 },
      },
    ],
  ])('reaches Loki %s', (_, environment, loki) => {
    expect(readConfig({ ...DATABASES, ...environment }, 'terminal').loki).toMatchObject(loki);
  });

  it('tells telemetry nothing where its own settings are wrong: the start names them later', () => {
    const dsn = 'https://key@sentry.example.com/17';
    expect(readTelemetryConfig({ BOT_SENTRY_DSN: dsn })).toEqual({
      dsn,
      tracesRate: 0.1,
      proxyUrl: null,
      caFile: null,
    });
    expect(readTelemetryConfig({ BOT_SENTRY_DSN: dsn, BOT_SENTRY_TRACES_RATE: '2' })).toBeNull();
    expect(
      readTelemetryConfig({
        BOT_SENTRY_DSN: dsn,
        HTTPS_PROXY: 'http://proxy.internal:3128',
        CA_FILE: '/ca.pem',
      }),
    ).toMatchObject({ proxyUrl: 'http://proxy.internal:3128', caFile: '/ca.pem' });
    expect(readTelemetryConfig({ BOT_SENTRY_DSN: '' })).toBeNull();
  });
});

describe('the secrets of an environment', () => {
  it.each<[name: string, environment: NodeJS.ProcessEnv, secrets: readonly string[]]>([
    [
      'every token',
      {
        SLACK_BOT_TOKEN: 'xoxb-1',
        SLACK_SIGNING_SECRET: 's',
        SLACK_APP_TOKEN: 'xapp-1',
        SENTRY_TOKEN: 't',
        GRAFANA_TOKEN: 'g',
      },
      ['xoxb-1', 's', 'xapp-1', 't', 'g'],
    ],
    ['the passwords of both databases', DATABASES, ['delivery-password', 'store-password']],
    [
      'a password as it stands and decoded',
      { DATABASE_URL: 'postgres://u:p%40ss%23@h/d' },
      ['p%40ss%23', 'p@ss#'],
    ],
    ['a password with a lone per cent sign', { DATABASE_URL: 'postgres://u:50%off@h/d' }, ['50%off']],
    ['a password that makes the address unreadable', { DATABASE_URL: 'postgres://u:p#ss@h/d' }, ['p#ss']],
    [
      'a password among the parameters',
      { DATABASE_URL: 'postgres://h/d?user=u&password=hidden' },
      ['hidden'],
    ],
    [
      'the password of the proxy',
      { HTTPS_PROXY: 'http://user:proxy-password@proxy:3128' },
      ['proxy-password'],
    ],
    [
      'a password in an address that has none usually',
      { LOKI_URL: 'http://u:loki-password@loki' },
      ['loki-password'],
    ],
    [
      'what basic auth makes of user and password',
      { LOKI_USERNAME: 'user', LOKI_PASSWORD: 'password' },
      ['password', Buffer.from('user:password').toString('base64')],
    ],
  ])('hold %s', (_, environment, secrets) => {
    expect(secretsIn(environment)).toEqual(expect.arrayContaining([...secrets]));
  });

  it('hold nothing that is no secret', () => {
    expect(
      secretsIn({ SENTRY_ORGANIZATION: 'acme', SENTRY_URL: 'https://sentry', SENTRY_TOKEN: '', HOME: '/x' }),
    ).toEqual([]);
  });
});
