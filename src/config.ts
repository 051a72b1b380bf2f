import type { z } from 'zod';
import type {
  Config,
  ConfigFiles,
  LokiConfig,
  SentryConfig,
  SlackConfig,
  TelemetryConfig,
} from './config-types.ts';
import type { ConfigurationProblem } from './configuration-problems.ts';
import {
  documentationOf,
  environmentSchema,
  isSetting,
  type Environment,
  type SettingName,
} from './environment-schema.ts';
import { ConfigurationError } from './errors.ts';
import { unmetRequirement } from './unmet-requirement.ts';

/**
 * Reads the environment: the only reader of it.
 * @param needs `slack`: for the bot; `terminal`: Slack may be missing
 * @param inspectFiles what is wrong with the files that it names, so that their problems are listed with the others
 * @throws ConfigurationError with every missing and wrong setting at once
 */
export function readConfig(
  environment: NodeJS.ProcessEnv,
  needs: 'slack' | 'terminal',
  inspectFiles: (files: ConfigFiles) => readonly ConfigurationProblem[] = () => [],
): Config {
  const present = withoutEmpty(environment);
  const wrong = environmentSchema.safeParse(present).error?.issues ?? [];
  // What is missing or contradicts is listed beside what is wrong: a wrong setting counts as present, and contradicts nothing.
  const env = environmentSchema.parse(without(present, wrong));
  const files = {
    portalLinksFile: env.PORTAL_LINKS_FILE ?? null,
    sqlFile: env.DELIVERY_SQL_FILE ?? null,
    caFile: env.CA_FILE ?? null,
  };
  const problems = [
    ...wrong.map(problemOf),
    ...missingSettings(present, needs),
    ...contradictions(env, new Set(wrong.map(({ path }) => path[0]))),
    ...inspectFiles(files),
  ];
  if (problems.length > 0) throw new ConfigurationError(problems);
  return {
    slack: slackConfig(env),
    access: {
      engineers: { groupIds: env.SLACK_ENGINEER_GROUPS, userIds: env.SLACK_ENGINEER_USERS },
      helpDesk: { groupIds: env.SLACK_HELP_DESK_GROUPS, userIds: env.SLACK_HELP_DESK_USERS },
      guests: env.SLACK_GUESTS,
      allowedChannelIds: env.SLACK_ALLOWED_CHANNELS,
      checksPerUserPerMinute: env.CHECKS_PER_USER_PER_MINUTE,
      onCallChannelId: env.ON_CALL_CHANNEL ?? null,
      subjectUrl: env.PROVIDER_URL ?? null,
    },
    language: env.BOT_LANGUAGE,
    incidents: { channelId: env.INCIDENT_CHANNEL_ID ?? null, timeZone: env.INCIDENT_TIME_ZONE ?? null },
    delivery: {
      url: env.DELIVERY_DATABASE_URL ?? '',
      tls: env.DELIVERY_DATABASE_TLS,
      sqlFile: files.sqlFile,
      statementTimeoutMs: env.DELIVERY_STATEMENT_TIMEOUT_MS,
      maxReplicaLagMs: env.DELIVERY_MAX_REPLICA_LAG_MS,
    },
    store: {
      url: env.DATABASE_URL ?? '',
      tls: env.DATABASE_TLS,
      migrateAtStart: env.MIGRATE_AT_START,
      keepDiagnosesDays: env.KEEP_DIAGNOSES_DAYS,
      keepAuditDays: env.KEEP_AUDIT_DAYS,
    },
    sentry: sentryConfig(env),
    loki: lokiConfig(env),
    answers: {
      firstAnswerMs: env.FIRST_ANSWER_MS,
      lateAnswerMs: env.LATE_ANSWER_MS,
      checkingAfterMs: env.CHECKING_AFTER_MS,
    },
    portalLinksFile: files.portalLinksFile,
    port: env.PORT,
    servesMetrics: env.SERVE_METRICS,
    heartbeatUrl: env.HEARTBEAT_URL ?? null,
    logLevel: env.LOG_LEVEL,
    caFile: files.caFile,
    proxy: env.HTTPS_PROXY === undefined ? null : { url: env.HTTPS_PROXY, noProxy: env.NO_PROXY ?? null },
    telemetry: telemetryOf(env),
    clockStartsAtMs: env.CLOCK_STARTS_AT === undefined ? null : Date.parse(env.CLOCK_STARTS_AT),
  };
}

/** What telemetry needs, read before everything else is loaded. A wrong value is reported by `readConfig` later, not here. */
export function readTelemetryConfig(environment: NodeJS.ProcessEnv): TelemetryConfig | null {
  const parsed = environmentSchema
    .pick({
      BOT_SENTRY_DSN: true,
      BOT_SENTRY_TRACES_RATE: true,
      SENTRY_URL: true,
      SENTRY_PROJECT_ID: true,
      HTTPS_PROXY: true,
      CA_FILE: true,
    })
    .safeParse(withoutEmpty(environment));
  if (!parsed.success || isSearchedProject(parsed.data)) return null;
  return telemetryOf(parsed.data);
}

/** Every secret that the environment holds, also the passwords inside addresses: what must never stand in a log or a report. */
export function secretsIn(environment: NodeJS.ProcessEnv): readonly string[] {
  const secrets = Object.entries(environmentSchema.shape).flatMap(([name, schema]) => {
    const value = environment[name];
    if (value === undefined || value === '') return [];
    return [...(schema.meta()?.['isSecret'] === true ? [value] : []), ...passwordsIn(value)];
  });
  const { LOKI_USERNAME: username, LOKI_PASSWORD: password } = environment;
  return username === undefined || password === undefined
    ? secrets
    : [...secrets, Buffer.from(`${username}:${password}`).toString('base64')];
}

/** The password inside an address, as it stands there and decoded. */
function passwordsIn(text: string): string[] {
  const url = URL.parse(text);
  // A password that was not encoded may make the address unreadable: then it is found by its place.
  const [, byPlace = ''] = /^[a-z]+:\/\/[^:@/]*:(.*)@/i.exec(text) ?? [];
  const passwords = url === null ? [byPlace] : [url.password, url.searchParams.get('password') ?? ''];
  return passwords.filter((password) => password !== '').flatMap((each) => [each, decoded(each)]);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A lone "%": then it stands for itself.
    return text;
  }
}

function withoutEmpty(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value.trim() !== ''),
  );
}

function without(environment: NodeJS.ProcessEnv, wrong: readonly z.core.$ZodIssue[]): NodeJS.ProcessEnv {
  const names = new Set(wrong.map(({ path }) => path[0]));
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !names.has(name)));
}

/** Never shows the value: it may be a secret. */
function problemOf(issue: z.core.$ZodIssue): ConfigurationProblem {
  const [name, index] = issue.path;
  const setting = String(name);
  const entry = typeof index === 'number' ? index + 1 : null;
  const example = entry === null && isSetting(setting) ? documentationOf(setting).example : null;
  return {
    code: 'setting-wrong',
    params: { setting, entry, requirement: unmetRequirement(issue), example },
  };
}

/** Settings of which one is of no use without the others. */
const TOGETHER: readonly {
  readonly names: readonly SettingName[];
  /** Holds where the group is not asked for, though one of its settings is there. */
  readonly unless?: SettingName;
}[] = [
  { names: ['SENTRY_URL', 'SENTRY_TOKEN', 'SENTRY_ORGANIZATION', 'SENTRY_PROJECT_ID'] },
  { names: ['LOKI_USERNAME', 'LOKI_PASSWORD'] },
  { names: ['GRAFANA_URL', 'GRAFANA_LOKI_UID', 'GRAFANA_TOKEN'], unless: 'LOKI_URL' },
  { names: ['GRAFANA_URL', 'GRAFANA_LOKI_UID'] },
];

const OF_LOKI_ITSELF = ['LOKI_TOKEN', 'LOKI_USERNAME', 'LOKI_PASSWORD', 'LOKI_TENANT'] as const;

function missingSettings(present: NodeJS.ProcessEnv, needs: 'slack' | 'terminal'): ConfigurationProblem[] {
  const has = (name: SettingName) => present[name] !== undefined;
  const missing = new Map<SettingName, ConfigurationProblem>();
  const demand = (setting: SettingName, other: SettingName | null = null) => {
    if (has(setting) || missing.has(setting)) return;
    const because = other === null ? null : { setting: other, isSet: has(other) };
    missing.set(setting, { code: 'setting-missing', params: { setting, because } });
  };
  if (needs === 'slack' || has('SLACK_BOT_TOKEN') || has('SLACK_SIGNING_SECRET') || has('SLACK_APP_TOKEN')) {
    demand('SLACK_BOT_TOKEN');
    if (!has('SLACK_APP_TOKEN')) demand('SLACK_SIGNING_SECRET', 'SLACK_APP_TOKEN');
  }
  demand('DELIVERY_DATABASE_URL');
  demand('DATABASE_URL');
  for (const { names, unless } of TOGETHER) {
    const given = names.find(has);
    if (given === undefined || (unless !== undefined && has(unless))) continue;
    for (const name of names) demand(name, given);
  }
  const ofLoki = OF_LOKI_ITSELF.find(has);
  if (ofLoki !== undefined) demand('LOKI_URL', ofLoki);
  return [...missing.values()];
}

/** @param wrong the settings that cannot be read: they contradict nothing */
function contradictions(env: Environment, wrong: ReadonlySet<unknown>): ConfigurationProblem[] {
  const problems: ConfigurationProblem[] = [];
  if (env.LOKI_TOKEN !== undefined && env.LOKI_USERNAME !== undefined) {
    problems.push({ code: 'two-log-ins', params: { settings: ['LOKI_TOKEN', 'LOKI_USERNAME'] } });
  }
  const { LATE_ANSWER_MS: lateAnswerMs, FIRST_ANSWER_MS: firstAnswerMs } = env;
  if (lateAnswerMs < firstAnswerMs) {
    problems.push({ code: 'late-before-first', params: { lateAnswerMs, firstAnswerMs } });
  }
  const { INCIDENT_CHANNEL_ID: incidentChannelId, SLACK_ALLOWED_CHANNELS: allowed } = env;
  const list = 'SLACK_ALLOWED_CHANNELS';
  if (incidentChannelId !== undefined && !wrong.has(list) && !allowed.includes(incidentChannelId)) {
    problems.push({ code: 'channel-not-listed', params: { setting: 'INCIDENT_CHANNEL_ID', list } });
  }
  if (isSearchedProject(env)) problems.push({ code: 'reports-to-searched-project', params: {} });
  return problems;
}

function isSearchedProject(
  env: Pick<Environment, 'BOT_SENTRY_DSN' | 'SENTRY_URL' | 'SENTRY_PROJECT_ID'>,
): boolean {
  if (env.BOT_SENTRY_DSN === undefined || env.SENTRY_URL === undefined) return false;
  const dsn = new URL(env.BOT_SENTRY_DSN);
  const projectId = dsn.pathname.split('/').findLast((part) => part !== '');
  return dsn.hostname === new URL(env.SENTRY_URL).hostname && projectId === env.SENTRY_PROJECT_ID;
}

function telemetryOf(
  env: Pick<Environment, 'BOT_SENTRY_DSN' | 'BOT_SENTRY_TRACES_RATE' | 'HTTPS_PROXY' | 'CA_FILE'>,
): TelemetryConfig | null {
  return env.BOT_SENTRY_DSN === undefined
    ? null
    : {
        dsn: env.BOT_SENTRY_DSN,
        tracesRate: env.BOT_SENTRY_TRACES_RATE,
        proxyUrl: env.HTTPS_PROXY ?? null,
        caFile: env.CA_FILE ?? null,
      };
}

function slackConfig(env: Environment): SlackConfig | null {
  const {
    SLACK_BOT_TOKEN: botToken,
    SLACK_APP_TOKEN: appToken,
    SLACK_SIGNING_SECRET: signingSecret,
    SLACK_API_URL: apiUrl,
  } = env;
  if (botToken === undefined) return null;
  if (appToken !== undefined) return { botToken, apiUrl, mode: { kind: 'socket', appToken } };
  return signingSecret === undefined ? null : { botToken, apiUrl, mode: { kind: 'http', signingSecret } };
}

function sentryConfig(env: Environment): SentryConfig | null {
  const {
    SENTRY_URL: address,
    SENTRY_TOKEN: token,
    SENTRY_ORGANIZATION: organizationSlug,
    SENTRY_PROJECT_ID: projectId,
  } = env;
  if (
    address === undefined ||
    token === undefined ||
    organizationSlug === undefined ||
    projectId === undefined
  )
    return null;
  return {
    url: address,
    token,
    organizationSlug,
    projectId,
    environment: env.SENTRY_ENVIRONMENT ?? null,
    retentionDays: env.SENTRY_RETENTION_DAYS,
  };
}

function lokiConfig(env: Environment): LokiConfig | null {
  const {
    LOKI_URL: address,
    GRAFANA_URL: grafanaUrl,
    GRAFANA_LOKI_UID: dataSourceUid,
    GRAFANA_TOKEN: token,
  } = env;
  const explore =
    grafanaUrl === undefined || dataSourceUid === undefined
      ? null
      : { grafanaUrl, dataSourceUid, orgId: env.GRAFANA_ORG_ID };
  if (address !== undefined) {
    return {
      access: { kind: 'direct', url: address, tenant: env.LOKI_TENANT ?? null, auth: lokiAuth(env) },
      explore,
    };
  }
  if (grafanaUrl === undefined || dataSourceUid === undefined || token === undefined) return null;
  return { access: { kind: 'grafana', url: grafanaUrl, dataSourceUid, token }, explore };
}

function lokiAuth(env: Environment): Extract<LokiConfig['access'], { kind: 'direct' }>['auth'] {
  if (env.LOKI_TOKEN !== undefined) return { kind: 'bearer', token: env.LOKI_TOKEN };
  if (env.LOKI_USERNAME === undefined || env.LOKI_PASSWORD === undefined) return { kind: 'none' };
  return { kind: 'basic', username: env.LOKI_USERNAME, password: env.LOKI_PASSWORD };
}
