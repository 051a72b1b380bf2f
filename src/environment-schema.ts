import { z } from 'zod';
import { isTimeZone } from './diagnosis/time.ts';
import { must, unmet, type PlainRequirement } from './requirements.ts';
import { LOCALES } from './words/locale.ts';

/** How a setting is documented: `docs/configuration.md` and `.env.example` are generated from this. */
interface SettingMeta {
  readonly section: string;
  readonly description: string;
  readonly example: string;
  readonly isSecret?: boolean;
}

const documented = (meta: SettingMeta) => ({ ...meta });

const url = z.url({ protocol: /^https?$/, error: must('http-address') });
const postgresUrl = z
  .string()
  .regex(/^postgres(ql)?:\/\/\S+$/, {
    error: must('postgres-address'),
    abort: true,
  })
  .refine((text) => URL.canParse(text), must('encoded-password'));
const dsn = url.regex(/^https?:\/\/[^/@]+@[^/]+\/(?:.*\/)?\d+$/, must('dsn'));
const milliseconds = (least: number, most: number) => z.coerce.number().int().min(least).max(most);
const days = z.coerce.number().int().min(1).max(3_650);
export const tls = z.enum(['verify', 'no-verify', 'disable']);
const yesNo = z.enum(['true', 'false']).transform((text) => text === 'true');

/** Ids of Slack, separated by commas or spaces. */
const ids = (pattern: RegExp, what: PlainRequirement) =>
  z
    .string()
    .default('')
    .transform((text) => text.split(/[\s,]+/u).filter((id) => id !== ''))
    .pipe(z.array(z.string().regex(pattern, what)));
const channelIds = ids(/^[CG][A-Z0-9]+$/, must('channel-id'));
const groupIds = ids(/^S[A-Z0-9]+$/, must('user-group-id'));
const userIds = ids(/^[UW][A-Z0-9]+$/, must('member-id'));

const timeZone = z.string().superRefine((zone, context) => {
  if (!isTimeZone(zone)) context.addIssue(unmet({ code: 'time-zone', params: { zone } }));
});

const SLACK = 'Slack';
const ACCESS = 'Who may use it, and where answers are public';
const DELIVERY = 'Delivery database';
const OWN = 'The bot’s own database';
const SENTRY = 'Sentry that is searched (optional)';
const LOKI = 'Loki (optional): directly, or through Grafana';
const ANSWERS = 'Answers';
const INCIDENTS = 'Incidents';
const PROCESS = 'Process and network';

/** Every setting that the environment may hold. An empty value counts as none. */
export const environmentSchema = z.object({
  SLACK_BOT_TOKEN: z
    .string()
    .regex(/^xoxb-/, must('bot-token'))
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
    .regex(/^xapp-/, must('app-token'))
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
        'Channels where an answer is for all to see, and which can be subscribed to digests. Elsewhere only the asker sees it, with a button to share it. Unset: nowhere.',
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
    .regex(/^[CG][A-Z0-9]+$/, must('channel-id'))
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
    .refine((address) => address.includes('{id}'), must('id-placeholder'))
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
      description: 'Diagnoses, observations and digests older than this are purged daily.',
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
    .regex(/^\d+$/, must('numeric-id'))
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

  INCIDENT_CHANNEL_ID: z
    .string()
    .regex(/^[CG][A-Z0-9]+$/, must('channel-id'))
    .optional()
    .meta(
      documented({
        section: INCIDENTS,
        description:
          'The channel that is proposed for new incidents, one of SLACK_ALLOWED_CHANNELS. The bot must be a member. Unset: the channel where somebody opens one.',
        example: 'C0123ABCD',
      }),
    ),
  INCIDENT_TIME_ZONE: timeZone.optional().meta(
    documented({
      section: INCIDENTS,
      description:
        'The zone that times are told in where nobody is named in an incident, or its check has no schedule of its own. Unset: the zone of the planned runs.',
      example: 'America/Los_Angeles',
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
        description: 'Port of /slack/events (HTTP mode), and of /healthz, /readyz and /metrics (both modes).',
        example: '3000',
      }),
    ),
  HEARTBEAT_URL: url.optional().meta(
    documented({
      section: PROCESS,
      description:
        'Is called (GET) after each complete digest, so that a watchdog notices when they stay out. May hold a secret: it is never logged.',
      example: 'https://hc-ping.com/…',
      isSecret: true,
    }),
  ),
  SERVE_METRICS: yesNo.default(true).meta(
    documented({
      section: PROCESS,
      description:
        'Whether /metrics shows figures for Prometheus. They hold no secret and no id; from outside only /slack/events must be reachable.',
      example: 'true',
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
    .datetime({ offset: true, error: must('instant') })
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

export type SettingName = keyof Environment;

export function isSetting(name: string): name is SettingName {
  return Object.hasOwn(environmentSchema.shape, name);
}

/** What the documentation says of a setting. */
export function documentationOf(name: SettingName): Pick<SettingMeta, 'description' | 'example'> {
  const { description, example } = environmentSchema.shape[name].meta() ?? {};
  return { description: String(description), example: String(example) };
}
