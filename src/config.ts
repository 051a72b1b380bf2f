import { z } from 'zod';
import type { AccessPolicy } from './access/access.ts';
import { ConfigurationError } from './errors.ts';
import { LOCALES, type Locale } from './words/locale.ts';

/** How a setting is documented: `docs/configuration.md` and `.env.example` are generated from this. */
interface SettingMeta {
  readonly section: string;
  readonly description: string;
  readonly example: string;
  readonly isSecret?: boolean;
}

const documented = (meta: SettingMeta) => ({ ...meta });

const url = z.url({ protocol: /^https?$/ });
const postgresUrl = z
  .string()
  .regex(/^postgres(ql)?:\/\/\S+$/, {
    error: 'must be postgres://user:password@host:port/database',
    abort: true,
  })
  .refine(
    (text) => URL.canParse(text),
    'not readable as an address: special characters in the password need percent-encoding ("#" is "%23")',
  );
const dsn = url.regex(/^https?:\/\/[^/@]+@[^/]+\/(?:.*\/)?\d+$/, 'a DSN is https://key@host/project');
const milliseconds = (least: number, most: number) => z.coerce.number().int().min(least).max(most);
const days = z.coerce.number().int().min(1).max(3_650);
const tls = z.enum(['verify', 'no-verify', 'disable']);
const yesNo = z.enum(['true', 'false']).transform((text) => text === 'true');

/** Ids of Slack, separated by commas or spaces. */
const ids = (pattern: RegExp, what: string) =>
  z
    .string()
    .default('')
    .transform((text) => text.split(/[\s,]+/u).filter((id) => id !== ''))
    .pipe(z.array(z.string().regex(pattern, `every entry is the id of ${what}`)));
const channelIds = ids(/^[CG][A-Z0-9]+$/, 'a channel, as C0123ABCD (not its name)');
const groupIds = ids(/^S[A-Z0-9]+$/, 'a user group, as S0123ABCD (not its handle)');
const userIds = ids(/^[UW][A-Z0-9]+$/, 'a member, as U0123ABCD (not the name)');

const SLACK = 'Slack';
const ACCESS = 'Who may use it, and where answers are public';
const DELIVERY = 'Delivery database';
const OWN = 'The bot’s own database';
const SENTRY = 'Sentry that is searched (optional)';
const LOKI = 'Loki (optional): directly, or through Grafana';
const ANSWERS = 'Answers';
const PROCESS = 'Process and network';

/** Every setting that the environment may hold. An empty value counts as none. */
export const environmentSchema = z.object({
  SLACK_BOT_TOKEN: z
    .string()
    .regex(/^xoxb-/, 'a bot token begins with xoxb-')
    .optional()
    .meta(
      documented({
        section: SLACK,
        description: 'Bot token, from "OAuth & Permissions". The bot needs it; the terminal does not.',
        example: 'xoxb-…',
        isSecret: true,
      }),
    ),
  SLACK_SIGNING_SECRET: z
    .string()
    .min(1)
    .optional()
    .meta(
      documented({
        section: SLACK,
        description: 'Signing secret, from "Basic Information". Needed unless SLACK_APP_TOKEN is set.',
        example: '0123456789abcdef0123456789abcdef',
        isSecret: true,
      }),
    ),
  SLACK_APP_TOKEN: z
    .string()
    .regex(/^xapp-/, 'an app-level token begins with xapp-')
    .optional()
    .meta(
      documented({
        section: SLACK,
        description:
          'App-level token with connections:write. Set: Socket Mode, no public address needed. Unset: HTTP on PORT.',
        example: 'xapp-…',
        isSecret: true,
      }),
    ),
  SLACK_API_URL: url.default('https://slack.com/api/').meta(
    documented({
      section: SLACK,
      description: 'Where Slack’s Web API is. Only for tests and the sandbox.',
      example: 'https://slack.com/api/',
    }),
  ),

  SLACK_ALLOWED_CHANNELS: channelIds.meta(
    documented({
      section: ACCESS,
      description:
        'Channels where an answer is for all to see. Elsewhere only the asker sees it, with a button to share it. Unset: nowhere.',
      example: 'C0123ABCD,C0456EFGH',
    }),
  ),
  SLACK_ENGINEER_GROUPS: groupIds.meta(
    documented({
      section: ACCESS,
      description:
        'User groups whose members see sources and evidence. With all four of these lists unset, everybody of the workspace does.',
      example: 'S0123ABCD',
    }),
  ),
  SLACK_ENGINEER_USERS: userIds.meta(
    documented({
      section: ACCESS,
      description: 'The same by user id: for workspaces without user groups, which only paid plans have.',
      example: 'U0123ABCD,U0456EFGH',
    }),
  ),
  SLACK_HELP_DESK_GROUPS: groupIds.meta(
    documented({
      section: ACCESS,
      description:
        'User groups whose members get plain words, for them alone: what to say to whom it concerns.',
      example: 'S0456EFGH',
    }),
  ),
  SLACK_HELP_DESK_USERS: userIds.meta(
    documented({ section: ACCESS, description: 'The same by user id.', example: 'U0789IJKL' }),
  ),
  SLACK_GUESTS: z
    .enum(['refuse', 'admit'])
    .default('refuse')
    .meta(
      documented({
        section: ACCESS,
        description: 'Whether guests of the workspace may use the bot, where the lists above let them.',
        example: 'refuse',
      }),
    ),
  CHECKS_PER_USER_PER_MINUTE: z.coerce
    .number()
    .int()
    .min(1)
    .max(1_000)
    .default(20)
    .meta(
      documented({
        section: ACCESS,
        description: 'How many subjects one person may have checked within a minute.',
        example: '20',
      }),
    ),
  ON_CALL_CHANNEL: z
    .string()
    .regex(/^[CG][A-Z0-9]+$/, 'the id of a channel, as C0123ABCD (not its name)')
    .optional()
    .meta(
      documented({
        section: ACCESS,
        description:
          'Where "Hand to on-call" posts. The bot must be a member. Unset: the help desk has no such button.',
        example: 'C0123ABCD',
      }),
    ),
  PROVIDER_URL: url
    .refine((address) => address.includes('{id}'), 'must hold {id}, where the provider’s id goes')
    .optional()
    .meta(
      documented({
        section: ACCESS,
        description:
          'The page of a provider in the application’s administration. Unset: the help desk has no "Open in admin".',
        example: 'https://app.example.com/admin/providers/{id}',
      }),
    ),

  DELIVERY_DATABASE_URL: postgresUrl.optional().meta(
    documented({
      section: DELIVERY,
      description: 'The application’s database, or better a replica, by a read-only role. Required.',
      example: 'postgres://portal_check:…@replica.internal:5432/app',
      isSecret: true,
    }),
  ),
  DELIVERY_DATABASE_TLS: tls.default('verify').meta(
    documented({
      section: DELIVERY,
      description:
        'verify: encrypted, certificate checked (against CA_FILE too). no-verify: encrypted only. disable: for a database on this machine.',
      example: 'verify',
    }),
  ),
  DELIVERY_SQL_FILE: z
    .string()
    .optional()
    .meta(
      documented({
        section: DELIVERY,
        description:
          'Your own queries instead of src/checks/portal-links/delivery.sql; see docs/adapting.md.',
        example: '/etc/portal-check/delivery.sql',
      }),
    ),
  DELIVERY_STATEMENT_TIMEOUT_MS: milliseconds(100, 60_000)
    .default(7_000)
    .meta(
      documented({
        section: DELIVERY,
        description: 'After this the database cancels a query.',
        example: '7000',
      }),
    ),
  DELIVERY_MAX_REPLICA_LAG_MS: milliseconds(1_000, 86_400_000)
    .default(300_000)
    .meta(
      documented({
        section: DELIVERY,
        description: 'A replica further behind than this is stale: no verdict is given on its rows.',
        example: '300000',
      }),
    ),

  DATABASE_URL: postgresUrl.optional().meta(
    documented({
      section: OWN,
      description: 'A database of the bot’s own, where diagnoses and the audit are kept. Required.',
      example: 'postgres://portal_check:…@db.internal:5432/portal_check',
      isSecret: true,
    }),
  ),
  DATABASE_TLS: tls
    .default('verify')
    .meta(documented({ section: OWN, description: 'As DELIVERY_DATABASE_TLS.', example: 'verify' })),
  MIGRATE_AT_START: yesNo.default(true).meta(
    documented({
      section: OWN,
      description: 'Whether the start prepares the database. false: run "portal-check migrate" before.',
      example: 'true',
    }),
  ),
  KEEP_DIAGNOSES_DAYS: days.default(180).meta(
    documented({
      section: OWN,
      description: 'Diagnoses and observations older than this are purged daily.',
      example: '180',
    }),
  ),
  KEEP_AUDIT_DAYS: days.default(365).meta(
    documented({
      section: OWN,
      description: 'Audit rows older than this are purged daily.',
      example: '365',
    }),
  ),

  SENTRY_URL: url.optional().meta(
    documented({
      section: SENTRY,
      description: 'The Sentry server. Unset: Sentry is named as not configured.',
      example: 'https://sentry.example.com',
    }),
  ),
  SENTRY_TOKEN: z
    .string()
    .min(1)
    .optional()
    .meta(
      documented({
        section: SENTRY,
        description: 'Token of an internal integration with event:read and org:read.',
        example: '0123…',
        isSecret: true,
      }),
    ),
  SENTRY_ORGANIZATION: z
    .string()
    .min(1)
    .optional()
    .meta(documented({ section: SENTRY, description: 'The organization’s slug.', example: 'sentry' })),
  SENTRY_PROJECT_ID: z
    .string()
    .regex(/^\d+$/, 'the numeric id, not the slug')
    .optional()
    .meta(
      documented({
        section: SENTRY,
        description: 'The numeric id of the application’s project.',
        example: '3',
      }),
    ),
  SENTRY_ENVIRONMENT: z
    .string()
    .min(1)
    .optional()
    .meta(
      documented({
        section: SENTRY,
        description: 'Only events of this environment count. Unset: all.',
        example: 'production',
      }),
    ),
  SENTRY_RETENTION_DAYS: days.default(90).meta(
    documented({
      section: SENTRY,
      description:
        'How long that server keeps events (its SENTRY_EVENT_RETENTION_DAYS). What is older is out of reach, and its absence proves nothing.',
      example: '90',
    }),
  ),

  LOKI_URL: url.optional().meta(
    documented({
      section: LOKI,
      description: 'Loki itself. Unset, and no GRAFANA_LOKI_UID either: Loki is named as not configured.',
      example: 'http://loki.internal:3100',
    }),
  ),
  LOKI_TENANT: z
    .string()
    .min(1)
    .optional()
    .meta(
      documented({
        section: LOKI,
        description: 'X-Scope-OrgID, where Loki has tenants.',
        example: 'backend',
      }),
    ),
  LOKI_TOKEN: z
    .string()
    .min(1)
    .optional()
    .meta(
      documented({ section: LOKI, description: 'Bearer token for LOKI_URL.', example: '…', isSecret: true }),
    ),
  LOKI_USERNAME: z
    .string()
    .min(1)
    .optional()
    .meta(documented({ section: LOKI, description: 'Basic auth for LOKI_URL.', example: 'portal-check' })),
  LOKI_PASSWORD: z
    .string()
    .min(1)
    .optional()
    .meta(
      documented({ section: LOKI, description: 'Basic auth for LOKI_URL.', example: '…', isSecret: true }),
    ),
  GRAFANA_URL: url.optional().meta(
    documented({
      section: LOKI,
      description: 'Grafana: for links to Explore, and, without LOKI_URL, as the way to Loki.',
      example: 'https://grafana.example.com',
    }),
  ),
  GRAFANA_LOKI_UID: z
    .string()
    .min(1)
    .optional()
    .meta(
      documented({
        section: LOKI,
        description: 'The uid of the Loki data source in Grafana.',
        example: 'P8E80F9AEF21F6940',
      }),
    ),
  GRAFANA_TOKEN: z
    .string()
    .min(1)
    .optional()
    .meta(
      documented({
        section: LOKI,
        description:
          'Service account token with the right to query that data source. Needed without LOKI_URL.',
        example: 'glsa_…',
        isSecret: true,
      }),
    ),
  GRAFANA_ORG_ID: z.coerce
    .number()
    .int()
    .min(1)
    .default(1)
    .meta(
      documented({ section: LOKI, description: 'The organization in Grafana, for links.', example: '1' }),
    ),

  BOT_LANGUAGE: z
    .enum(LOCALES)
    .default('en')
    .meta(
      documented({
        section: ANSWERS,
        description:
          'The bot’s language, en or es: in channels, in the terminal, and for whoever has chosen none in App Home.',
        example: 'en',
      }),
    ),
  PORTAL_LINKS_FILE: z
    .string()
    .optional()
    .meta(
      documented({
        section: ANSWERS,
        description:
          'What to look for, instead of src/checks/portal-links/portal-links.yml; see docs/adapting.md.',
        example: '/etc/portal-check/portal-links.yml',
      }),
    ),
  FIRST_ANSWER_MS: milliseconds(500, 60_000)
    .default(8_000)
    .meta(
      documented({
        section: ANSWERS,
        description: 'The answer comes at this time at the latest; a source that is late is named.',
        example: '8000',
      }),
    ),
  LATE_ANSWER_MS: milliseconds(500, 600_000)
    .default(60_000)
    .meta(
      documented({
        section: ANSWERS,
        description: 'A late source may mend the answer until then.',
        example: '60000',
      }),
    ),
  CHECKING_AFTER_MS: milliseconds(0, 60_000)
    .default(2_000)
    .meta(
      documented({
        section: ANSWERS,
        description: 'After this a "checking" message shows what has answered so far.',
        example: '2000',
      }),
    ),

  PORT: z.coerce
    .number()
    .int()
    .min(0)
    .max(65_535)
    .default(3_000)
    .meta(
      documented({
        section: PROCESS,
        description: 'Port of /slack/events (HTTP mode) and /healthz (both modes).',
        example: '3000',
      }),
    ),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent'])
    .default('info')
    .meta(
      documented({ section: PROCESS, description: 'The log is JSON, a line an event.', example: 'info' }),
    ),
  CA_FILE: z
    .string()
    .optional()
    .meta(
      documented({
        section: PROCESS,
        description:
          'PEM file with a private authority, trusted beside the public ones by everything the bot talks to.',
        example: '/etc/ssl/company-ca.pem',
      }),
    ),
  HTTPS_PROXY: url.optional().meta(
    documented({
      section: PROCESS,
      description: 'Proxy for HTTP and HTTPS; databases are reached directly.',
      example: 'http://proxy.internal:3128',
    }),
  ),
  NO_PROXY: z
    .string()
    .optional()
    .meta(
      documented({
        section: PROCESS,
        description: 'Hosts that are reached without the proxy, separated by commas.',
        example: 'localhost,.internal',
      }),
    ),
  BOT_SENTRY_DSN: dsn.optional().meta(
    documented({
      section: PROCESS,
      description: 'Where the bot’s own errors go. Must be another project than the one that is searched.',
      example: 'https://key@sentry.example.com/17',
      isSecret: true,
    }),
  ),
  BOT_SENTRY_TRACES_RATE: z.coerce
    .number()
    .min(0)
    .max(1)
    .default(0.1)
    .meta(
      documented({
        section: PROCESS,
        description: 'Share of the bot’s own traces that are sent.',
        example: '0.1',
      }),
    ),
  CLOCK_STARTS_AT: z.iso
    .datetime({ offset: true })
    .optional()
    .meta(
      documented({
        section: PROCESS,
        description:
          'Rehearsal only: the bot’s clock starts here instead of now. Said in the log and by doctor.',
        example: '2025-07-24T05:31:34-07:00',
      }),
    ),
});

export type Environment = z.infer<typeof environmentSchema>;

export interface DatabaseConfig {
  readonly url: string;
  readonly tls: z.infer<typeof tls>;
}

export interface SlackConfig {
  readonly botToken: string;
  readonly apiUrl: string;
  readonly mode:
    | { readonly kind: 'http'; readonly signingSecret: string }
    | { readonly kind: 'socket'; readonly appToken: string };
}

export interface AccessConfig extends AccessPolicy {
  /** Where answers are public. */
  readonly allowedChannelIds: readonly string[];
  readonly checksPerUserPerMinute: number;
  /** Where the help desk hands over to; null: nowhere. */
  readonly onCallChannelId: string | null;
  /** A subject's page in the application, with `{id}`; null: none. */
  readonly subjectUrl: string | null;
}

export interface SentryConfig {
  readonly url: string;
  readonly token: string;
  readonly organizationSlug: string;
  readonly projectId: string;
  readonly environment: string | null;
  readonly retentionDays: number;
}

export interface LokiConfig {
  readonly access:
    | {
        readonly kind: 'direct';
        readonly url: string;
        readonly tenant: string | null;
        readonly auth:
          | { readonly kind: 'none' }
          | { readonly kind: 'bearer'; readonly token: string }
          | { readonly kind: 'basic'; readonly username: string; readonly password: string };
      }
    | {
        readonly kind: 'grafana';
        readonly url: string;
        readonly dataSourceUid: string;
        readonly token: string;
      };
  /** Where Explore is, for links; null: no links. */
  readonly explore: {
    readonly grafanaUrl: string;
    readonly dataSourceUid: string;
    readonly orgId: number;
  } | null;
}

/** The configuration, as the composition root takes it. Read once. */
export interface Config {
  /** null where Slack is not configured: the terminal needs none. */
  readonly slack: SlackConfig | null;
  readonly access: AccessConfig;
  readonly language: Locale;
  readonly delivery: DatabaseConfig & {
    readonly sqlFile: string | null;
    readonly statementTimeoutMs: number;
    readonly maxReplicaLagMs: number;
  };
  readonly store: DatabaseConfig & {
    readonly migrateAtStart: boolean;
    readonly keepDiagnosesDays: number;
    readonly keepAuditDays: number;
  };
  readonly sentry: SentryConfig | null;
  readonly loki: LokiConfig | null;
  readonly answers: {
    readonly firstAnswerMs: number;
    readonly lateAnswerMs: number;
    readonly checkingAfterMs: number;
  };
  readonly portalLinksFile: string | null;
  readonly port: number;
  readonly logLevel: Environment['LOG_LEVEL'];
  readonly caFile: string | null;
  readonly proxy: { readonly url: string; readonly noProxy: string | null } | null;
  readonly telemetry: TelemetryConfig | null;
  /** Rehearsal: where the clock starts; null: now. */
  readonly clockStartsAtMs: number | null;
}

export interface TelemetryConfig {
  readonly dsn: string;
  readonly tracesRate: number;
  /** The proxy; null: directly. */
  readonly proxyUrl: string | null;
  readonly caFile: string | null;
}

/** The files that the environment names; null: the ones that come with the bot, or none. */
export type ConfigFiles = Pick<Config, 'portalLinksFile' | 'caFile'> & { readonly sqlFile: string | null };

/**
 * Reads the environment: the only reader of it.
 * @param needs `slack`: for the bot; `terminal`: Slack may be missing
 * @param inspectFiles what is wrong with the files that it names, so that their problems are listed with the others
 * @throws ConfigurationError with every missing and wrong setting at once
 */
export function readConfig(
  environment: NodeJS.ProcessEnv,
  needs: 'slack' | 'terminal',
  inspectFiles: (files: ConfigFiles) => readonly string[] = () => [],
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
    ...contradictions(env),
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
function problemOf({ path, message }: z.core.$ZodIssue): string {
  const name = path.join('.');
  const example = isSetting(name) ? `, for example ${metaOf(name, 'example')}` : '';
  return `${name} is wrong: ${message}${example}`;
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

function missingSettings(present: NodeJS.ProcessEnv, needs: 'slack' | 'terminal'): string[] {
  const has = (name: SettingName) => present[name] !== undefined;
  const missing = new Map<SettingName, string>();
  const demand = (name: SettingName, because = '') => {
    if (has(name) || missing.has(name)) return;
    missing.set(name, `${name} is missing${because}: ${metaOf(name, 'description')}`);
  };
  if (needs === 'slack' || has('SLACK_BOT_TOKEN') || has('SLACK_SIGNING_SECRET') || has('SLACK_APP_TOKEN')) {
    demand('SLACK_BOT_TOKEN');
    if (!has('SLACK_APP_TOKEN')) demand('SLACK_SIGNING_SECRET', ' (and SLACK_APP_TOKEN is not set either)');
  }
  demand('DELIVERY_DATABASE_URL');
  demand('DATABASE_URL');
  for (const { names, unless } of TOGETHER) {
    const given = names.find(has);
    if (given === undefined || (unless !== undefined && has(unless))) continue;
    for (const name of names) demand(name, ` (${given} is set)`);
  }
  const ofLoki = OF_LOKI_ITSELF.find(has);
  if (ofLoki !== undefined) demand('LOKI_URL', ` (${ofLoki} is set)`);
  return [...missing.values()];
}

type SettingName = keyof Environment;

function isSetting(name: string): name is SettingName {
  return Object.hasOwn(environmentSchema.shape, name);
}

function metaOf(name: SettingName, what: 'description' | 'example'): string {
  const text = environmentSchema.shape[name].meta()?.[what];
  return typeof text === 'string' ? text : name;
}

function contradictions(env: Environment): string[] {
  const problems: string[] = [];
  if (env.LOKI_TOKEN !== undefined && env.LOKI_USERNAME !== undefined) {
    problems.push('LOKI_TOKEN and LOKI_USERNAME are both set: Loki takes one way to log in');
  }
  if (env.LATE_ANSWER_MS < env.FIRST_ANSWER_MS) {
    problems.push(
      `LATE_ANSWER_MS (${env.LATE_ANSWER_MS}) is less than FIRST_ANSWER_MS (${env.FIRST_ANSWER_MS}): a late answer comes after the first`,
    );
  }
  if (isSearchedProject(env)) {
    problems.push(
      'BOT_SENTRY_DSN is the very project that is searched (SENTRY_PROJECT_ID): the bot would find its own errors there',
    );
  }
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
