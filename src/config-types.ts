import type { z } from 'zod';
import type { AccessPolicy } from './access/access.ts';
import type { Environment, tls } from './environment-schema.ts';
import type { Locale } from './words/locale.ts';

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
  readonly incidents: {
    /** Proposed for new ones, and one of those where answers are public; null: the one where somebody opens them. */
    readonly channelId: string | null;
    /** IANA name: of incidents whose providers have no schedule, or that have none; null: that of the first check with a schedule. */
    readonly timeZone: string | null;
  };
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
  readonly servesMetrics: boolean;
  /** Called after each complete digest; null: nobody is. May hold a secret. */
  readonly heartbeatUrl: string | null;
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
